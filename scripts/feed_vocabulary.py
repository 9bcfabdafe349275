"""The vocabulary of feeds as templates, one a line; all text is invented. Nothing here parses anything.

`%L` stands for a line of text, `%T` for a longer one, `%D` for a date, `%A` for an address, `%W` for a
person, `%K` for the attributes of Atom's link, `%Y` for those of Atom's texts, `%G` for those of a category.
`%p` is the prefix of Atom's names.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SPACES: Mapping[str, str] = MappingProxyType(
    {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
        "media": "http://search.yahoo.com/mrss/",
        "slash": "http://purl.org/rss/1.0/modules/slash/",
        "wfw": "http://wellformedweb.org/CommentAPI/",
        "georss": "http://www.georss.org/georss",
        "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "thr": "http://purl.org/syndication/thread/1.0",
        "atom": "http://www.w3.org/2005/Atom",
        "xhtml": "http://www.w3.org/1999/xhtml",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "admin": "http://webns.net/mvcb/",
        "l": "http://purl.org/rss/1.0/modules/link/",
        "cc": "http://web.resource.org/cc/",
        "psc": "http://podlove.org/simple-chapters",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    }
)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(
        line.strip(" ").replace("\\n", "\n").replace("_", " ") for line in text.strip("\n").split("\n")
    )


def _templates(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


DATES = _lines("""
Tue, 24 Nov 2026 10:00:00 GMT
Tue, 24 Nov 2026 10:00:00 +0130
24 Nov 2026 10:00 EST
24 Nov 26 10:00:00 Z
Tuesday, 24 November 2026 10:00:00 PDT
Tue, 4 Nov 2026 1:02:03 +0000
Tue Nov 24 10:00:00 2026
Nov 24 2026
2026-11-24T10:00:00Z
2026-11-24T10:00:00+01:00
2026-11-24T10:00Z
2026-11-24
2026-11
2026
20261124
2026-328
2026328
26-11-24
-26-11
--11-24
2026-11-24 10:00:00
2026-11-24T10:00:00.123Z
20261124T100000Z
2026-W48-2
2026-11-24T24:00:00Z
2026-11-24T10:00:00
2026-11-24T10:00:60Z
2026-13-24
31 Feb 2026 10:00:00 GMT
Tue, 24 Nov 2026
Tue, 24-Nov-2026 10:00:00 GMT
soon
0
1790000000
2026년 11월 24일 오후 03:30:12
2026-11-24 오전 12:56:54
2026-11-24 10:00:00.0
2026-július-13T9:15-05:00
Κυρ, 11 Ιούλ 2026 12:00:00 EST
Σαβ, 01 Ιαν 2026 05:00:00 +0200
Thu, 1 Jan 1970 00:00:00 GMT
1 Jan 0099
Tue, 24 Nov 2026 10:00:00 MEST
Tue,24 Nov 2026 10:00:00 GMT
Tue, Nov 24 2026 10:00:00 GMT
__2026-11-24__
Tue, 24 Nov 2026 10:00 AM
Tue, 24 Nov 2026 25:00:00 GMT
11/24/2026 10:00:00 AM
2026/11/24
24.11.2026
Thu, 29 Feb 2026 10:00:00 GMT
Tue, 24 Nov 2026 10:00:00 GMT+2
Tue, 24 Nov 2026 10:00:00 -0060
9999-12-31
2026-11-24T10:00:00+0100
2026-11-24T10:00:00 +01:00
2026-11-24t10:00:00z
Die, 24 Nov 2026 10:00:00 +0100
""")
"""Every way in which feeds write a date, and some in which nobody should."""
LINES = _lines("""
Fog over the quay
A &amp; B
A &amp;amp; B
&lt;b&gt;Fog&lt;/b&gt; lifts
Ebbe &amp; Flut – “heute”
x &lt; y
<![CDATA[Fog & rain]]>
<![CDATA[<i>Fog</i> lifts]]>
&nbsp;Caf&eacute;&mdash;bar
5 &#8211; 6 &#xe9; &#150;
Порт закрыт
港が閉まる
Fog<!-- not shown -->bank
__spaced_\\n_out__
1

___
&quot;Fog&quot; &apos;bank&apos;
Fußball
Ã©tÃ© Ã  la mer
Fog <b>lifts</b> now
<xhtml:b>Fog</xhtml:b> lifts
A]]&gt;B
A<![CDATA[B]]>C<![CDATA[D]]>
&amp;lt;b&amp;gt;
&copy; 2026
&bogus; thing
R&D
AT&T; and more
&lt;img src=&quot;a.png&quot; alt=&quot;Boat&quot;/&gt;
""")
TEXTS = LINES + _lines("""
&lt;p&gt;The ferry <b>left</b>&lt;/p&gt;
<![CDATA[<p>The ferry left.</p><script>x()</script><a href='/b'>b</a>]]>
<p xmlns="http://www.w3.org/1999/xhtml">The ferry <a href="b">left</a></p>
<div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry left &amp; came.</p></div>
<xhtml:div><xhtml:p>The <xhtml:em>ferry</xhtml:em> left</xhtml:p></xhtml:div>
<div><p>The ferry left<br/></p></div>
<p>One<p>Two
The ferry left &lt;a href="x?a=1&amp;amp;b=2"&gt;at ten&lt;/a&gt;.
""")
ADDRESSES = _lines("""
https://quay.example/1
/one
two.html
?p=3
#frag
http://quay.example/a?b=1&amp;c=2
//quay.example/x
https://quay.example/a b
HTTP://QUAY.example/Up

urn:x:1
https://münchen.example/ü
../up
mailto:a@quay.example
javascript:alert(1)
_https://quay.example/s_
tag:quay,2026:1
http://quay.example/?a=1&b=2
feed://quay.example/f
https://quay.example:8443/p
quay.example/plain
ftp://quay.example/f
""")
PEOPLE = _lines("""
Ada Lund
ada@quay.example
ada@quay.example (Ada Lund)
Ada Lund &lt;ada@quay.example&gt;

Ada &amp; Bo
@ada
(Ada)
Ada Lund (ada@quay.example)
<![CDATA[Ada Lund]]>
mailto:ada@quay.example
ada@quay.museum
Ada, Bo, Cy
""")
MODULES = _templates("""
<dc:title>%L</dc:title>
<dc:creator>%W</dc:creator>
<dc:author>%W</dc:author>
<dc:date>%D</dc:date>
<dc:description>%T</dc:description>
<dc:subject%G>%L</dc:subject>
<dc:language>de</dc:language>
<dc:rights>%L</dc:rights>
<dc:publisher>%W</dc:publisher>
<dc:contributor>%W</dc:contributor>
<dc:identifier>%A</dc:identifier>
<dc:source>%A</dc:source>
<dcterms:created>%D</dcterms:created>
<dcterms:issued>%D</dcterms:issued>
<dcterms:modified>%D</dcterms:modified>
<dcterms:available>%D</dcterms:available>
<dcterms:valid>start=2026-01-01;end=2027-01-01;scheme=W3C-DTF</dcterms:valid>
<content:encoded>%T</content:encoded>
<content:items><rdf:Bag><rdf:li><content:item><rdf:value>%L</rdf:value></content:item></rdf:li></rdf:Bag></content:items>
<itunes:author>%W</itunes:author>
<itunes:summary>%T</itunes:summary>
<itunes:subtitle>%L</itunes:subtitle>
<itunes:title>%L</itunes:title>
<itunes:duration>12:30</itunes:duration>
<itunes:category text="News"><itunes:category text="Sea"/></itunes:category>
<itunes:keywords>fog sea</itunes:keywords>
<itunes:explicit>yes</itunes:explicit><itunes:block>no</itunes:block>
<itunes:image href="https://quay.example/i.png"/>
<itunes:owner><itunes:name>%W</itunes:name><itunes:email>a@quay.example</itunes:email></itunes:owner>
<media:content url="a.jpg" medium="image"><media:title>%L</media:title></media:content>
<media:group><media:title>%L</media:title><media:description>%T</media:description></media:group>
<media:thumbnail url="t.jpg"/>
<media:thumbnail>t.jpg</media:thumbnail>
<media:title>%L</media:title>
<media:description>%T</media:description>
<media:credit role="x">%W</media:credit>
<media:keywords>fog, sea</media:keywords>
<media:category scheme="s" label="L">c</media:category>
<media:player url="https://quay.example/p"/>
<media:rating scheme="urn:simple">nonadult</media:rating><media:license href="x">L</media:license>
<slash:comments>3</slash:comments><slash:section>s</slash:section><slash:hit_parade>1,2</slash:hit_parade>
<wfw:comment>%A</wfw:comment>
<wfw:commentRss>%A</wfw:commentRss>
<georss:point>45.2 -71.9</georss:point>
<georss:line>45 -110 46 -109</georss:line>
<georss:polygon>bad numbers</georss:polygon>
<georss:where><g:Point xmlns:g="http://www.opengis.net/gml"><g:pos>1 2</g:pos></g:Point></georss:where>
<creativeCommons:license>https://quay.example/l</creativeCommons:license>
<cc:license rdf:resource="https://quay.example/cc"/>
<sy:updatePeriod>hourly</sy:updatePeriod>
<thr:total>4</thr:total>
<thr:in-reply-to ref="urn:x" href="y"/>
<atom:link%K/>
<atom:updated>%D</atom:updated>
<atom:published>%D</atom:published>
<atom:summary%Y>%T</atom:summary>
<atom:content%Y>%T</atom:content>
<atom:title%Y>%L</atom:title>
<atom:author><atom:name>%W</atom:name></atom:author>
<atom:id>%A</atom:id>
<admin:generatorAgent rdf:resource="https://quay.example/g"/>
<l:link l:rel="permalink" l:type="text/html" rdf:resource="https://quay.example/p"/>
<psc:chapters version="1"><psc:chapter start="0:01" title="C" href="https://quay.example/c"/></psc:chapters>
<feedburner:origLink>%A</feedburner:origLink>
<xhtml:body><xhtml:p>%L</xhtml:p></xhtml:body>
<body xmlns="http://www.w3.org/1999/xhtml"><p>%L</p></body>
""")
USUAL = _templates("""
<title>%L</title>
<title>%L</title>
<title>%L</title>
<link>%A</link>
<link>%A</link>
<link>%A</link>
<description>%T</description>
<description>%T</description>
<pubDate>%D</pubDate>
<pubDate>%D</pubDate>
""")
ITEM = (
    *USUAL,
    *USUAL,
    *_templates("""
<author>%W</author>
<category%G>%L</category>
<guid>%A</guid>
<guid isPermaLink="false">%A</guid>
<guid isPermaLink="true">%A</guid>
<guid ispermalink="false">%A</guid>
<comments>%A</comments>
<enclosure url="https://quay.example/a.mp3" length="12" type="audio/mpeg"/>
<enclosure url=" /b.mp3 "/>
<source url="https://quay.example/s">S</source>
<expirationDate>%D</expirationDate>
<fullitem>%T</fullitem>
<body>%T</body>
<summary>%T</summary>
<content>%T</content>
<published>%D</published>
<updated>%D</updated>
<date>%D</date>
<lastmod>%D</lastmod>
<creator>%W</creator>
<subtitle>%L</subtitle>
<id>%A</id>
<uri>%A</uri>
<url>%A</url>
<link%K/>
<abstract>%L</abstract>
<text>%T</text>
<textInput><title>T</title><link>/t</link></textInput>
<image><title>I</title><url>/i.png</url><link>/l</link></image>
<unknown><title>Not this</title><link>/not</link></unknown>
stray text
<!-- comment <title>no</title> -->
<?pi some=thing?>
<newlocation>https://quay.example/n</newlocation>
<language>fr</language>
<title/>
<link/>
<description/>
<pubDate/>
<author><name>Ada</name><email>ada@quay.example</email></author>
"""),
)
HEAD = (
    *USUAL,
    *_templates("""
<copyright>%L</copyright>
<managingEditor>%W</managingEditor>
<webMaster>%W</webMaster>
<generator>%L</generator>
<ttl>60</ttl>
<language>en-GB</language>
<docs>%A</docs>
<cloud domain="d" port="80" path="/" registerProcedure="p" protocol="soap"/>
<skipHours><hour>3</hour></skipHours>
<lastBuildDate>%D</lastBuildDate>
<category%G>%L</category>
<image><title>I</title><url>/i.png</url><link>https://quay.example/il</link><width>9</width></image>
<textInput><title>T</title><description>d</description><name>n</name><link>/t</link></textInput>
<newLocation>https://quay.example/n</newLocation>
<items><rdf:Seq><rdf:li rdf:resource="x"/></rdf:Seq></items>
"""),
)
ATOM = _templates("""
<%ptitle%Y>%L</%ptitle>
<%ptitle%Y>%T</%ptitle>
<%ptitle>%L</%ptitle>
<%plink%K/>
<%plink%K/>
<%plink%K/>
<%plink%K/>
<%pid>%A</%pid>
<%pid>%A</%pid>
<%ppublished>%D</%ppublished>
<%pupdated>%D</%pupdated>
<%pissued>%D</%pissued>
<%pmodified>%D</%pmodified>
<%pcreated>%D</%pcreated>
<%psummary%Y>%T</%psummary>
<%psummary%Y>%T</%psummary>
<%pcontent%Y>%T</%pcontent>
<%pcontent%Y>%T</%pcontent>
<%pcontent type="text/html" mode="base64">PHA+VGhlIGZlcnJ5IGxlZnQuPC9wPg==</%pcontent>
<%pcontent type="application/octet-stream">PHA+VGhlIGZlcnJ5IGxlZnQuPC9wPg==</%pcontent>
<%psummary mode="base64">PHA+VGhlIGZlcnJ5IGxlZnQuPC9wPg==</%psummary>
<%pcontent src="https://quay.example/c" type="text/html"/>
<%pauthor><%pname>%W</%pname><%pemail>ada@quay.example</%pemail><%puri>/ada</%puri></%pauthor>
<%pauthor><%purl>/ada</%purl><%pname>%W</%pname></%pauthor>
<%pauthor><%pemail>no address</%pemail></%pauthor>
<%pauthor>%W</%pauthor>
<%pcontributor><%pname>%W</%pname></%pcontributor>
<%pcategory%G>%L</%pcategory>
<%pcategory%G/>
<%prights%Y>%L</%prights>
<%pcopyright%Y>%L</%pcopyright>
<%ptagline%Y>%L</%ptagline>
<%pinfo%Y>%L</%pinfo>
<%psubtitle%Y>%T</%psubtitle>
<%psource><%ptitle>Elsewhere</%ptitle><%pid>urn:s</%pid><%pupdated>%D</%pupdated><%pauthor><%pname>Eve</%pname></%pauthor></%psource>
<%pgenerator uri="https://quay.example/g" version="1">G</%pgenerator>
<%plogo>/l.png</%plogo><%picon>/i.ico</%picon>
stray
<%ptitle/>
<%plink/>
<%pauthor/>
<%pcontent/>
<%punknown><%ptitle>Not this</%ptitle></%punknown>
""")
