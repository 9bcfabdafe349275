"""The fast way through a feed must end where the slow one does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.sources.feeds import parse_all
from tui_reader.sources.quickxml import read_quickly

URL = "https://quay.example/feed/index.xml"
RSS = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" {}><channel>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:RDF>'
)
X = 'xmlns="http://www.w3.org/1999/xhtml"'
XP = 'xmlns:x="http://www.w3.org/1999/xhtml"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'

RSS_PARTS = [
    "<title>A &amp;amp; B</title>",
    "<title>Fußball – “heute”</title>",
    "<link>/news?a=1&amp;b=2</link>",
    "<link>https://quay.example/1</link>",
    '<guid isPermaLink="false">g-1</guid>',
    "<guid>https://quay.example/g</guid>",
    "<pubDate>Tue, 24 Nov 2026 10:00:00 +0100</pubDate>",
    "<dc:date>2026-11-24T08:00:00Z</dc:date>",
    "<dc:creator>Ada Lund</dc:creator>",
    "<author>ada@quay.example (Ada Lund)</author>",
    "<author></author>",
    "<category>Harbour</category>",
    '<category domain="x">Ferries</category>',
    "<dc:subject>Fog</dc:subject>",
    "<description>&lt;p&gt;Short&lt;/p&gt;</description>",
    "<description><![CDATA[Un été à la mer]]></description>",
    "<content:encoded><![CDATA[<p>Long text</p>]]></content:encoded>",
    "<comments>/c</comments>",
    '<enclosure url="a.mp3" length="1" type="audio/mpeg"/>',
    '<source url="x">S</source>',
    "<unknown>x</unknown>",
    "<language>de</language>",
    "Text between",
]
ATOM_PARTS = [
    "<title>A &amp; B</title>",
    '<title type="html">&lt;b&gt;A&lt;/b&gt;</title>',
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A</div></title>',
    '<link href="one"/>',
    '<link rel="self" href="self.xml"/>',
    '<link rel="alternate" type="text/html" href="/two"/>',
    "<id>urn:one</id>",
    "<id>https://tide.example/id</id>",
    "<published>2026-11-24T10:00:00Z</published>",
    "<updated>2026-11-24T11:00:00+01:00</updated>",
    "<author><name>Ada Lund</name><uri>https://a.example/</uri></author>",
    "<author><email>b@a.example</email></author>",
    "<author>Plain</author>",
    '<category term="harbour" label="Harbour"/>',
    "<summary>Short</summary>",
    '<summary type="html">&lt;p&gt;Short&lt;/p&gt;</summary>',
    '<content type="html">&lt;p&gt;Longer text&lt;/p&gt;</content>',
    '<content src="x"/>',
    f'<content type="xhtml"> <div {X}><p>One &amp; <b>two</b><br/></p> </div> </content>',
    (
        f'<summary type="xhtml"><div {X} class="x">É <a rel="NoFollow" href="/q?a=1&a'
        'mp;b=2" title="&quot;q&quot; &lt;">l</a> &lt;</div></summary>'
    ),
    f'<content type="xhtml"><x:div {XP}>a<x:IMG SRC="p.png"/></x:div></content>',
    f'<content type="xhtml">loose <div {X}>a</div></content>',
    f'<content type="xhtml"><div {X}>a</div><div {X}>b</div></content>',
    f'<content type="xhtml"><div {X}><title>t</title></div></content>',
    "<rights>r</rights>",
    '<content xml:base="https://b.example/" type="text">T</content>',
]


def agree(body: str) -> None:
    assert parse_all(body.encode(), url=URL, quick=True) == parse_all(body.encode(), url=URL, quick=False)


def some(parts: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=8).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(some(RSS_PARTS), st.lists(some(RSS_PARTS), max_size=3))
def test_rss_reads_the_same_both_ways(head: str, items: list[str]) -> None:
    agree(RSS.format(CONTENT, head + "".join(f"<item>{inner}</item>" for inner in items)))


@settings(max_examples=150, deadline=None)
@given(some(ATOM_PARTS), st.lists(some(ATOM_PARTS), max_size=3))
def test_atom_reads_the_same_both_ways(head: str, entries: list[str]) -> None:
    agree(ATOM.format(head + "".join(f"<entry>{inner}</entry>" for inner in entries)))


@settings(max_examples=80, deadline=None)
@given(some(RSS_PARTS[:14]), some(RSS_PARTS[:15]))
def test_rdf_reads_the_same_both_ways(head: str, inner: str) -> None:
    about = 'rdf:about="https://mole.example/1"'
    agree(RDF.format(f"<channel {about}>{head}<items/></channel><item {about}>{inner}</item>"))


@pytest.mark.parametrize(
    "body",
    [
        RSS.format(CONTENT, "<title>T</title><image><title>I</title></image><item><title>A</title></item>"),
        ATOM.format("<title>T</title><entry><title>A</title><link href='a'/></entry>"),
        ATOM.format(f'<entry><content type="xhtml"><div {X}><p>x</p></div></content></entry>'),
        RDF.format("<channel><title>T</title></channel><item><title>A</title></item>"),
    ],
)
def test_plain_feeds_take_the_fast_way(body: str) -> None:
    assert read_quickly(body, URL) is not None


@pytest.mark.parametrize(
    "body",
    [
        RSS.format(
            "", "<item><media:title xmlns:media='http://search.yahoo.com/mrss/'>x</media:title></item>"
        ),
        RSS.format("", "<item><title>a <b>b</b></title></item>"),
        RSS.format('xml:base="https://x.example/"', ""),
        RSS.format("", "<item><comments><title>x</title></comments></item>"),
        ATOM.format('<entry><content type="xhtml"><p>x</p></content></entry>'),
        "<opml/>",
        "<rss",
    ],
)
def test_whatever_is_doubtful_is_left_to_the_other_parser(body: str) -> None:
    assert read_quickly(body, URL) is None


@pytest.mark.parametrize(
    "before", ["<!DOCTYPE rss>", "<?xml version='1.0'?>\n<!DOCTYPE rss>", "<!-- <rss> --><!DOCTYPE rss>"]
)
def test_what_has_a_doctype_is_left_to_the_other_parser(before: str) -> None:
    body = '<rss version="2.0"><channel><title>Quay</title></channel></rss>'
    assert read_quickly(body, "") is not None
    assert read_quickly(before + body, "") is None


def test_words_about_a_doctype_in_a_text_are_read_quickly() -> None:
    body = '<rss version="2.0"><channel><title><![CDATA[<!DOCTYPE html>]]></title></channel></rss>'
    found = read_quickly(body, "")
    assert found is not None
    assert found[0]["title"] == "<!DOCTYPE html>"
