"""Small feeds of every dialect and of the ways in which feeds are broken; all text is invented.

`SAMPLES` is what `scripts.dialects` compares and the tests hold. Nothing here parses anything.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PLACES = ("harbour", "quay", "ferry")
DAYS = ("Mon, 02 Nov 2026 08:00:00 GMT", "Tue, 03 Nov 2026 09:30:00 GMT", "Wed, 04 Nov 2026 10:45:00 GMT")
ISO = ("2026-11-02T08:00:00Z", "2026-11-03T09:30:00Z", "2026-11-04T10:45:00Z")
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@dataclass(frozen=True, slots=True)
class Sample:
    """A feed as a server gives it."""

    body: bytes
    words: str = ""
    """What there is to see in the table."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _item(place: str, day: str, more: str = "") -> str:
    return (
        f"<item><title>News of the {place}</title><link>https://{place}.example/1</link>"
        f'<guid isPermaLink="false">{place}-1</guid><pubDate>{day}</pubDate>'
        f"<description>A boat came to the {place}.</description>{more}</item>"
    )


def _rss(
    version: str = "2.0",
    item: Callable[[str, str], str] = _item,
    head: str = '<?xml version="1.0" encoding="utf-8"?>',
    spaces: str = "",
) -> str:
    inside = "".join(item(place, day) for place, day in zip(PLACES, DAYS, strict=True))
    return (
        f'{head}<rss version="{version}"{spaces}><channel><title>Harbour Post</title>'
        f"<link>https://harbour.example/</link>{inside}</channel></rss>"
    )


def _bare(place: str, _day: str) -> str:
    return (
        f"<item><title>News of the {place}</title><link>https://{place}.example/1</link>"
        f"<description>A boat.</description></item>"
    )


def _rdf(space: str, extra: str = "") -> str:
    inside = "".join(
        f'<item rdf:about="https://{place}.example/1"><title>News of the {place}</title>'
        f"<link>https://{place}.example/1</link>{f'<dc:date>{day}</dc:date>' if extra else ''}</item>"
        for place, day in zip(PLACES, ISO, strict=True)
    )
    channel = "<channel><title>Harbour Post</title><link>https://harbour.example/</link></channel>"
    return f'<?xml version="1.0"?><rdf:RDF {RDF} xmlns="{space}" {extra}>{channel}{inside}</rdf:RDF>'


def _atom(space: str, dates: tuple[str, str], title: str = 'type="text"', link: str = "") -> str:
    inside = "".join(
        f"<entry><title {title}>News of the {place}</title><id>urn:{place}:1</id>"
        f'<link rel="alternate" href="{link or f"https://{place}.example/1"}"/>'
        f"<{dates[0]}>{day}</{dates[0]}><{dates[1]}>{day}</{dates[1]}><author><name>Ida Brenn</name></author>"
        f"<summary>A boat came to the {place}.</summary></entry>"
        for place, day in zip(PLACES, ISO, strict=True)
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="{space}"><title>Harbour Post</title><id>urn:x</id>{inside}</feed>'
    )


ATOM = "http://www.w3.org/2005/Atom"


def _json(version: str = "https://jsonfeed.org/version/1.1") -> str:
    items = [
        {
            "id": f"{place}-1", "url": f"https://{place}.example/1", "title": f"News of the {place}",
            "content_html": f"<p>A boat came to the {place}.</p>", "date_published": day,
        }
        for place, day in zip(PLACES, ISO, strict=True)
    ]  # fmt: skip
    return json.dumps({"version": version, "title": "Harbour Post", "items": items})


def _podcast(place: str, day: str) -> str:
    sound = f'<enclosure url="https://{place}.example/1.mp3" length="1200" type="audio/mpeg"/>'
    return _item(place, day, f"{sound}<itunes:duration>12:30</itunes:duration>")


def _media(place: str, day: str) -> str:
    picture = (
        f'<media:content url="https://{place}.example/1.jpg" medium="image"><media:title>A boat</media:title>'
    )
    return _item(place, day, f"{picture}</media:content>")


def _dialects() -> Iterator[tuple[str, str, str]]:
    """(kind, feed, words)."""
    yield "RSS 0.90", _rdf("http://my.netscape.com/rdf/simple/0.9/"), "the dialect has no dates"
    doctype = (
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/rss-0.91.dtd">'
    )
    yield (
        "RSS 0.91, Netscape",
        _rss("0.91", _bare, f'<?xml version="1.0"?>{doctype}'),
        "the DTD is never fetched",
    )
    yield "RSS 0.91, UserLand", _rss("0.91", _bare), ""
    yield "RSS 0.92", _rss("0.92", _bare), ""
    yield "RSS 0.93", _rss("0.93"), ""
    yield "RSS 0.94", _rss("0.94"), ""
    yield "RSS 1.0", _rdf("http://purl.org/rss/1.0/", DC), ""
    yield "RSS 2.0", _rss(), ""
    yield (
        "RSS 2.0, Dublin Core",
        _rss(item=lambda place, day: _item(place, day).replace("pubDate", "dc:date"), spaces=f" {DC}"),
        "dates of RFC 822 in dc:date",
    )
    yield (
        "iTunes",
        _rss(item=_podcast, spaces=' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'),
        "enclosures are not fetched",
    )
    yield (
        "Media RSS",
        _rss(item=_media, spaces=' xmlns:media="http://search.yahoo.com/mrss/"'),
        "titles of pictures are not those of entries",
    )
    yield "Atom 0.3", _atom("http://purl.org/atom/ns#", ("issued", "modified")), ""
    yield "Atom 1.0", _atom(ATOM, ("published", "updated")), ""
    yield "Atom 1.0, HTML titles", _atom(ATOM, ("published", "updated"), 'type="html"'), ""
    yield "Atom 1.0, relative links", _atom(ATOM, ("published", "updated"), link="/1"), "made absolute"
    yield "JSON Feed 1.0", _json("https://jsonfeed.org/version/1"), "plain feedparser does not read it"
    yield "JSON Feed 1.1", _json(), "plain feedparser does not read it"


def _broken() -> Iterator[tuple[str, bytes, str]]:
    """(what is wrong, feed, words)."""
    whole = _rss()
    half = whole[: whole.index("News of the ferry")]
    yield "cut off", half.encode(), "what is whole is kept"
    yield "cut off, JSON", _json()[: _json().index("ferry")].encode(), "what is whole is kept"
    yield "lone &", whole.replace("boat", "boat & crew").encode(), ""
    yield "undeclared entities", whole.replace("boat", "boat&nbsp;&eacute;&mdash;").encode(), ""
    yield "control characters", whole.replace("News", "Ne\x0bw\x00s").encode(), "taken out"
    yield "tag closed in other case", whole.replace("</link>", "</Link>").encode(), ""
    yield "tag not closed", whole.replace("</description>", "").encode(), ""
    yield "blank before the declaration", b"\n\n  " + whole.encode(), ""
    yield "no declaration", _rss(head="").encode(), ""
    yield "byte order mark", b"\xef\xbb\xbf" + whole.encode(), ""
    yield "junk after the end", whole.encode() + b"<!-- x --><script>1 && 2</script>", ""
    yield "junk before the start", b"Warning: on line 7<br />\n" + whole.encode(), ""
    yield "a namespace nobody declared", whole.replace("<pubDate>", "<x:y>1</x:y><pubDate>").encode(), ""
    yield "called UTF-8, is Windows-1252", whole.replace("boat", "bo\u00e4t \u2013").encode("cp1252"), ""
    yield "called UTF-8, bytes of nothing", whole.encode().replace(b"boat", b"bo\xe9\xff\xfeat"), ""
    yield "called UTF-16, is UTF-8", whole.replace("utf-8", "utf-16").encode(), ""
    yield "UTF-16", whole.replace("utf-8", "utf-16").encode("utf-16"), ""
    yield "Latin-2", whole.replace("utf-8", "iso-8859-2").replace("boat", "łódź").encode("iso-8859-2"), ""
    yield "KOI8-R", whole.replace("utf-8", "koi8-r").replace("boat", "лодка").encode("koi8-r"), ""
    yield "Shift_JIS", whole.replace("utf-8", "shift_jis").replace("boat", "船").encode("shift_jis"), ""
    yield "references to no character", whole.replace("boat", "boat &#xD800; &#0;").encode(), ""
    yield "markup escaped twice", whole.replace("News", "&amp;lt;b&amp;gt;News").encode(), ""
    yield "CDATA not closed", whole.replace("A boat came to the ferry.", "<![CDATA[A boat").encode(), ""
    yield "no titles", _without(whole, "title").encode(), "the first words stand for them"
    yield "no links", _without(whole, "link").encode(), ""
    yield "no ids", _without(whole, "guid").encode(), "links stand for them"
    yield "no dates", _without(whole, "pubDate").encode(), ""
    yield (
        "dates nobody writes",
        whole.replace(DAYS[0], "2. November 2026").replace(DAYS[1], "soon").encode(),
        "",
    )
    yield "dates of all kinds", whole.replace(DAYS[0], "2026-11-02").replace(DAYS[1], "20261103").encode(), ""
    yield (
        "entries behind the channel",
        whole.replace("<item>", "</channel><item>", 1).replace("</channel></rss>", "</rss>").encode(),
        "",
    )
    yield (
        "no entries",
        whole[: whole.index("<item>")].encode() + b"</channel></rss>",
        "an empty feed is a feed",
    )
    yield "a web page", b"<!doctype html><html><head><title>x</title></head><body><p>x</p></body></html>", ""
    yield "nothing", b"", ""
    yield "gzip in the body", gzip.compress(whole.encode(), mtime=0), "what servers forget to say"


def _hostile() -> Iterator[tuple[str, bytes, str]]:
    """(what it attacks with, feed, words)."""
    whole = _rss()
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'
    yield "entities in entities", whole.replace("?>", "?>" + doctype, 1).replace("boat", "&a8;").encode(), ""
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    yield (
        "an entity that is a file",
        whole.replace("?>", "?>" + outside, 1).replace("boat", "&x;").encode(),
        "not read",
    )
    author = f"<author>{'a.' * 40_000}</author>"
    yield (
        "an author of 80 KB",
        whole.replace("<pubDate>", author + "<pubDate>", 1).encode(),
        "patterns look at 320",
    )
    many = " ".join(f'a{n}="1"' for n in range(30_000))
    yield "30,000 attributes", whole.replace("<item>", f"<item {many}>", 1).encode(), ""
    yield "a million levels", whole.replace("<item>", "<b>" * 1_000_000 + "<item>", 1).encode(), ""
    yield "a body that is a path", b"/etc/hostname", "never opened"


def _without(feed: str, name: str) -> str:
    """The feed without an element in its entries."""
    head, *items = feed.split("<item>")
    kept = [item[: item.index(f"<{name}")] + item.split(f"</{name}>", 1)[1] for item in items]
    return "<item>".join([head, *kept])


def _all() -> Iterator[tuple[str, Sample]]:
    for name, text, words in _dialects():
        kind = "application/feed+json" if name.startswith("JSON") else "application/xml"
        yield name, Sample(text.encode(), words, MappingProxyType({"content-type": kind}))
    for name, body, words in (*_broken(), *_hostile()):
        yield name, Sample(body, words)
    label = MappingProxyType({"content-type": "text/html; charset=us-ascii"})
    yield (
        "called a web page of ASCII",
        Sample(_rss().replace("boat", "boät").encode(), "labels are doubted", label),
    )


SAMPLES: Mapping[str, Sample] = MappingProxyType(dict(_all()))
"""Kind -> feed, in the order of the table."""
