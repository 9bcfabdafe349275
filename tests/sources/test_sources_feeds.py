"""Feeds of every family, well-formed, broken and hostile."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import FeedParseError
from tui_reader.model.article import Entry
from tui_reader.sources.feeds import ParsedFeed, parse_feed

URL = "https://quay.example/feed/index.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Quay &amp;amp; Tide</title><link>https://quay.example/</link><language>en-gb</language>
<item><title>Ferry &lt;b&gt;late&lt;/b&gt; again</title><link>/news/1</link>
<guid isPermaLink="false">q-1</guid>
<pubDate>Tue, 24 Nov 2026 10:00:00 +0100</pubDate><dc:creator>Ada Lund</dc:creator>
<category>Harbour</category><category domain="x">Ferries</category>
<description>Short.</description>
<content:encoded><![CDATA[<p>The <i>ferry</i> is late.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://quay.example/news/2</link>
<author>ben@quay.example (Ben Marlow)</author>
<description>&lt;p&gt;Only a summary&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://tide.example/blog/" xml:lang="de">
<title type="text">Tide</title><link rel="self" href="feed"/><link href="/blog/"/>
<author><name>Cleo Rask</name></author>
<entry><id>tag:tide.example,2026:1</id><title type="text">List&lt;int&gt; explained</title><link href="one"/>
<updated>2026-11-24T09:00:00Z</updated><published>2026-11-20T09:00:00Z</published>
<content type="text">Plain &lt; text</content></entry>
<entry xml:lang="fr"><id>tag:tide.example,2026:2</id><title type="html">&lt;em&gt;Deux&lt;/em&gt;</title>
<link rel="enclosure" href="two.mp3"/><link href="two" xml:base="https://other.example/"/>
<updated>2026-11-24T09:00:00Z</updated><author><name>Dov Engel</name></author>
<author><email>e@x.example</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bonjour</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://mole.example/"><title>Mole</title><link>https://mole.example/</link></channel>
<item rdf:about="https://mole.example/1"><title>One</title><link>https://mole.example/1</link>
<dc:date>2026-11-24T10:00:00+01:00</dc:date><dc:creator>Gus Farrow</dc:creator></item></rdf:RDF>"""


def rss(items: str, head: str = "<title>T</title>") -> bytes:
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode("utf-8", "surrogatepass")


def item(inner: str) -> str:
    return f"<item>{inner}</item>"


def parse(body: str | bytes, **named: str) -> ParsedFeed:
    named.setdefault("url", URL)
    return parse_feed(body if isinstance(body, bytes) else body.encode(), **named)


def one(inner: str) -> Entry:
    (entry,) = parse(rss(item(inner))).entries
    return entry


def test_rss_tells_about_itself() -> None:
    feed = parse(RSS)
    assert (feed.title, feed.site_url, feed.lang) == ("The Quay & Tide", "https://quay.example/", "en")
    assert (feed.dropped, feed.note) == (0, "")


def test_an_rss_item_becomes_an_entry() -> None:
    assert parse(RSS).entries[0] == Entry(
        guid="q-1",
        title="Ferry late again",
        url="https://quay.example/news/1",
        authors=("Ada Lund",),
        published=1_795_510_800,
        content="<p>The <i>ferry</i> is late.</p>",
        media="html",
        lang="en",
        tags=("Harbour", "Ferries"),
    )


def test_an_rss_item_without_id_is_known_by_its_link() -> None:
    second = parse(RSS).entries[1]
    assert second.guid == second.url == "https://quay.example/news/2"
    assert second.authors == ("Ben Marlow",)
    assert second.published is None
    assert second.content == "<p>Only a summary</p>"


def test_atom_text_is_text_and_links_follow_the_base() -> None:
    first, second = parse(ATOM).entries
    assert (first.title, first.url) == ("List<int> explained", "https://tide.example/blog/one")
    assert (first.content, first.media) == ("Plain < text", "text")
    assert (second.title, second.url) == ("Deux", "https://other.example/two")
    assert (second.content, second.media) == ("<p>Bonjour</p>", "html")


def test_atom_entries_inherit_author_and_language_unless_they_have_their_own() -> None:
    first, second = parse(ATOM).entries
    assert (first.authors, first.lang) == (("Cleo Rask",), "de")
    assert (second.authors, second.lang) == (("Dov Engel", "e@x.example"), "fr")


def test_the_date_is_that_of_publication_else_of_the_last_change() -> None:
    first, second = parse(ATOM).entries
    assert (first.published, second.published) == (1_795_165_200, 1_795_510_800)


def test_rdf_is_read() -> None:
    feed = parse(RDF)
    (entry,) = feed.entries
    assert (feed.title, entry.guid, entry.title) == ("Mole", "https://mole.example/1", "One")
    assert (entry.published, entry.authors) == (1_795_510_800, ("Gus Farrow",))


@pytest.mark.parametrize(
    "body",
    [
        (
            '<rss version="0.91"><channel><title>T</title><item><title>A</title><link>http://x.example/</link></item>'
            "</channel></rss>"
        ),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel>'
            "<item><title>A</title><link>http://x.example/</link></item></rdf:RDF>"
        ),
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>A</title>'
            '<link rel="alternate" type="text/html" href="http://x.example/"/></entry></feed>'
        ),
        (
            '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
            '<rss version="0.91"><channel><title>T</title><item><title>A</title><link>http://x.example/</link></item>'
            "</channel></rss>"
        ),
        (
            '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>T</title>'
            "<item><title>A</title><link>http://x.example/</link><itunes:author>B</itunes:author></item></channel></rss>"
        ),
    ],
)
def test_older_and_other_families_are_read(body: str) -> None:
    feed = parse(body)
    assert feed.title == "T"
    assert [(entry.title, entry.url) for entry in feed.entries] == [("A", "http://x.example/")]


def test_media_descriptions_are_the_text_of_a_video_entry() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>T</title>'
        "<entry><id>v</id><title>A</title><media:group><media:title>A</media:title>"
        "<media:description>What is seen.</media:description></media:group></entry></feed>"
    )
    assert parse(body).entries[0].content == "What is seen."


def test_an_entry_without_a_title_is_called_by_its_beginning() -> None:
    assert one("<description>&lt;p&gt;A short post&lt;/p&gt;</description>").title == "A short post"


def test_a_picture_for_a_title_is_called_by_its_alternative() -> None:
    assert one("<title>&lt;img src='x' alt='A heron'&gt;</title>").title == "A heron"


def test_without_id_and_link_the_identity_is_a_hash_of_title_and_text() -> None:
    first, second = one("<title>A</title>"), one("<title>B</title>")
    assert first.guid.startswith("sha256:")
    assert first.guid != second.guid
    assert first.guid == one("<title>A</title>").guid


def test_a_giant_id_becomes_a_hash() -> None:
    assert one(f"<guid>{'g' * 600}</guid>").guid.startswith("sha256:")


def test_an_id_is_kept_as_written_wherever_the_feed_came_from() -> None:
    body = rss(item("<guid>entry-7</guid><link>http://x.example/</link>"))
    assert {parse(body, url=url).entries[0].guid for url in (URL, "http://other.example/")} == {"entry-7"}


def test_a_permanent_guid_serves_as_the_link() -> None:
    assert one("<guid>https://x.example/7</guid>").url == "https://x.example/7"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "--help", "file:///etc/passwd", "http://[", "data:x,y"]
)
def test_a_link_is_http_or_nothing(link: str) -> None:
    assert parse(rss(item(f"<title>A</title><link>{link}</link>")), url="").entries[0].url == ""


def test_repeated_entries_are_dropped_and_one_id_for_two_links_is_two() -> None:
    items = [("a", "/1"), ("a", "/1"), ("a", "/2"), ("a", "/2"), ("b", "/1")]
    body = "".join(
        item(f"<guid isPermaLink='false'>{guid}</guid><link>{link}</link>") for guid, link in items
    )
    entries = parse(rss(body)).entries
    assert len(entries) == 3
    assert len({entry.guid for entry in entries}) == 3
    assert entries[0].guid == "a"


def test_the_newest_thousand_entries_are_kept() -> None:
    dated = "<pubDate>{} Nov 20{:02} 10:00:00 GMT</pubDate>"
    items = (item(f"<guid>{n}</guid>" + dated.format(1 + n % 28, n // 28)) for n in range(1200))
    feed = parse(rss("".join(items)))
    assert [entry.guid for entry in feed.entries[:1]] == ["200"]
    assert (len(feed.entries), feed.dropped) == (1000, 200)
    assert "1,000 of 1,200" in feed.note


def test_a_feed_of_fifty_thousand_entries_is_read_quickly() -> None:
    body = rss("".join(item(f"<guid>{n}</guid><title>{n}</title>") for n in range(50_000)))
    begun = time.process_time()
    feed = parse(body)
    assert time.process_time() - begun < 5
    assert (len(feed.entries), feed.dropped, feed.entries[0].title) == (1000, 49_000, "0")


def test_an_empty_feed_is_a_feed() -> None:
    assert parse(rss("")).entries == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"<!doctype html><html><head><title>Hi</title></head><body><p>x</body></html>", "web page"),
        (b"<!-- x --><HTML><body>", "web page"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "JSON"),
        (b"plain words", "plain text"),
        (b"<svg><title>x</title></svg>", "no feed"),
        (
            b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>x</loc></url></urlset>",
            "no feed",
        ),
        (b"\x00\x01\x02\x03" * 99, "empty"),
        (b"<" * 10_000, "no feed"),
    ],
)
def test_what_is_no_feed_is_said_to_be_so(body: bytes, said: str) -> None:
    with pytest.raises(FeedParseError, match=said):
        parse(body)


def test_a_body_that_is_a_path_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS)
    with pytest.raises(FeedParseError):
        parse(str(tmp_path / "feed.xml"))


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY % p SYSTEM "x"> %p;]>'
    feed = parse(doctype.encode() + rss(item("<title>a&x;b</title><description>&x;</description>")))
    assert "s3cret" not in repr(feed)
    assert feed.entries[0].title.startswith("a")


def test_a_billion_laughs_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>'.encode() + rss(item("<title>&l9;</title>"))
    assert len(parse(body).entries[0].title) < 100


def test_harmless_entities_of_the_document_are_known() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY pub "Quay &#38; Co"><!ENTITY q "Quay">]>' + rss(
        item("<title>&q; news</title>")
    )
    assert parse(body).entries[0].title == "Quay news"


BROKEN = [
    ("<title>Fish&nbsp;&amp;&nbsp;chips &copy;</title>", "Fish & chips ©"),
    ("<title>R&D at A&B</title>", "R&D at A&B"),
    ("<title>a &#xD800; b &#0; c &#x110000; d &#99999999999; e</title>", "a b c d e"),
    ("<title>bell \x07 and \x0b tab</title>", "bell and tab"),
    ("<title>a \ud800 b</title>", "a b"),
    ("<title><![CDATA[R&D <b>now</b>]]></title>", "R&D now"),
    ("<title>open</title><description>never closed", "open"),
    ("<foo:bar>x</foo:bar><title>prefix</title>", "prefix"),
    ("<title>a</title><x y=z>", "a"),
]


@pytest.mark.parametrize(("inner", "title"), BROKEN)
def test_broken_xml_is_read_all_the_same(inner: str, title: str) -> None:
    assert one(inner).title == title


def test_a_wrong_end_tag_loses_no_entry() -> None:
    assert len(parse(rss(item("<title>wrong</titel>") + item("<title>b</title>"))).entries) == 2


def test_a_repaired_feed_says_that_it_is_broken() -> None:
    assert "not well-formed" in parse(rss(item("<title>a&nbsp;b</title>"))).note


def test_what_follows_the_feed_is_passed_over() -> None:
    feed = parse(RSS.encode() + b"<script>x</script>")
    assert (len(feed.entries), feed.note) == (2, "")


def test_white_space_before_the_declaration_is_passed_over() -> None:
    assert parse(b"\n  " + RSS.encode()).note == ""


def test_a_query_in_a_link_survives_bare_ampersands() -> None:
    assert one("<link>http://x.example/?a=1&b=2&copy=3</link>").url == "http://x.example/?a=1&b=2&copy=3"


HOSTILE_AUTHORS = ["a." * 32_000, "aaaa@" * 13_000, "a.a@" * 16_000]


@pytest.mark.parametrize(
    "inner",
    [
        *(f"<author>{author}</author>" for author in HOSTILE_AUTHORS),
        "<x " + " ".join(f'a{n}="1"' for n in range(40_000)) + "/>",
        "<x " + " ".join(f'a{n}="1"' for n in range(40_000)) + ">",
        "<description>" + "&lt;!--" * 40_000 + "</description>",
        "<!--" * 40_000,
        "".join(f"<category>{n}</category>" for n in range(20_000)),
        "<![CDATA[" * 40_000,
        "<pubDate>" + "1" * 100_000 + "</pubDate>",
        "<title>" + "e\u0301" * 50_000 + "</title>",
        " ".join(f'<p{n}:x xmlns:p{n}="u{n}"/>' for n in range(5_000)),
    ],
)
def test_inputs_made_to_be_slow_end_fast(inner: str) -> None:
    begun = time.process_time()
    feed = parse(rss(item("<title>slow</title>" + inner)))
    assert time.process_time() - begun < 4
    assert len(feed.entries) == 1


def test_nesting_beyond_sense_is_refused() -> None:
    with pytest.raises(FeedParseError, match="512"):
        parse(rss(item("<a>" * 1000 + "</a>" * 1000)))


def test_a_doctype_that_never_ends_is_no_hang() -> None:
    begun = time.process_time()
    parse(b"<!DOCTYPE rss [" * 50_000 + rss(""))
    assert time.process_time() - begun < 3


NASTY = "A\x1b]52;c;aGk=\x1b\\B\u009d0;x\u009c\u202eC\u2066\x00D&#27;[2J&#x9b;31m"


def test_every_field_is_free_of_what_terminals_obey() -> None:
    fields = ("title", "author", "category", "guid", "link", "pubDate")
    inner = "".join(f"<{name}>http://x.example/{NASTY}</{name}>" for name in fields)
    feed = parse(
        rss(item(inner), head=f"<title>{NASTY}</title><language>{NASTY}</language><link>{NASTY}</link>")
    )
    (entry,) = feed.entries
    shown = [feed.title, feed.site_url, feed.lang, feed.note, entry.guid, entry.title, entry.url, entry.lang]
    for value in (*shown, *entry.authors, *entry.tags):
        assert not set(value) & {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066"}
    assert entry.title.startswith("http://x.example/A]52;c")


def test_fields_without_end_are_cut() -> None:
    entry = one(f"<title>{'t ' * 9000}</title><author>{'a ' * 9000}</author>" + "<category>c</category>" * 99)
    assert len(entry.title) <= 500
    assert all(len(name) <= 200 for name in entry.authors)
    assert entry.tags == ("c",)


def encoded(name: str, label: str | None = None) -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{label or name}"?>' + rss(item("<title>Žluťoučký</title>")).decode()
    )
    return text.encode(name)


@pytest.mark.parametrize(
    "body",
    [
        encoded("utf-8"),
        encoded("utf-8", "utf-16"),
        encoded("utf-8", "no-such-thing"),
        encoded("utf-8", "rot13"),
        encoded("utf-8", "idna"),
        encoded("utf-8", "iso-8859-1"),
        encoded("utf-8-sig", "iso-8859-2"),
        encoded("utf-16"),
        encoded("utf-16-le"),
        encoded("utf-16-be", "utf-16"),
        encoded("utf-32"),
        encoded("iso-8859-2"),
        encoded("cp1250", "windows-1250"),
    ],
)
def test_encodings_are_found_out(body: bytes) -> None:
    assert parse(body).entries[0].title == "Žluťoučký"


def test_the_charset_of_the_answer_goes_before_the_declaration() -> None:
    body = encoded("iso-8859-2", "iso-8859-1")
    assert parse(body, content_type="text/xml; charset=ISO-8859-2").entries[0].title == "Žluťoučký"


@pytest.mark.parametrize("start", [b"\x00", b"<\x00!-- x -->", b"\xef\xbb\xbf\x00"])
def test_a_stray_zero_byte_at_the_start_makes_no_utf_16(start: bytes) -> None:
    assert parse(start + rss(item("<title>A</title>"))).entries[0].title == "A"


def test_one_broken_character_does_not_spoil_a_utf_8_feed() -> None:
    body = rss(
        item("<title>Öl über Ägypten</title><description>cut \udcc3</description>").replace("\udcc3", "")
    )
    spoiled = body.replace(b"cut ", b"cut \xc3 ")
    assert parse(spoiled).entries[0].title == "Öl über Ägypten"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_feed_is_entries_or_a_feed_parse_error(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([RSS, ATOM, RDF])).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=4))
    try:
        feed = parse(bytes(body))
    except FeedParseError:
        return
    assert all(entry.guid for entry in feed.entries)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_a_feed_parse_error(body: bytes) -> None:
    with contextlib.suppress(FeedParseError):
        assert isinstance(parse(body), ParsedFeed)
