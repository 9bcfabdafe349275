"""Feeds made by chance, sound and broken: nothing that plain feedparser finds in them is missing here."""

from __future__ import annotations

import pytest

from scripts.feed_variants import Variant, variant
from scripts.variants import worse
from tui_reader.errors import FeedParseError
from tui_reader.sources.feeds import ParsedFeed, parse_all, parse_feed

RSS = '<rss version="2.0" {}><channel>{}</channel></rss>'
ITEM = "<item><title>{}</title><link>https://quay.example/{}</link></item>"


def read(made: Variant, *, quick: bool) -> ParsedFeed | None:
    """What comes of a feed; None when it is refused."""
    try:
        return parse_all(made.body, content_type=made.headers.get("content-type", ""), quick=quick)
    except FeedParseError:
        return None


@pytest.mark.parametrize("hundred", range(6))
def test_nothing_is_missing_that_feedparser_finds(hundred: int) -> None:
    found = [
        (seed, line) for seed in range(hundred * 100, hundred * 100 + 100) for line in worse(variant(seed))
    ]
    assert not found


@pytest.mark.parametrize("hundred", range(6))
def test_sound_feeds_read_the_same_both_ways(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        made = variant(seed)
        if made.sound:
            assert read(made, quick=True) == read(made, quick=False), seed


def test_the_same_number_gives_the_same_feed() -> None:
    assert variant(7) == variant(7) != variant(8)


def test_entries_behind_the_end_of_a_feed_are_read() -> None:
    twice = RSS.format("", ITEM.format("Fog", 1)) + RSS.format("", ITEM.format("Rain", 2))
    assert [entry.title for entry in parse_feed(twice.encode()).entries] == ["Fog", "Rain"]


def test_a_text_field_in_an_entry_costs_no_other_entry() -> None:
    field = "<item><title>Fog</title><textInput><title>T</title><link>/t</link></textInput></item>"
    parsed = parse_feed(RSS.format("", field + ITEM.format("Rain", 2)).encode())
    assert [entry.title for entry in parsed.entries] == ["Fog", "Rain"]


def test_half_a_surrogate_that_libxml2_lets_in_does_no_harm() -> None:
    body = RSS.format("", "<item><title>Fog &#xD8<x:y>00;</title></item>" + ITEM.format("Rain", 2))
    assert "Rain" in [entry.title for entry in parse_feed(body.encode()).entries]


@pytest.mark.parametrize("label", ["us-ascii", "iso-8859-1", "utf-8"])
def test_bytes_that_are_plainly_utf_16_are_read_as_such(label: str) -> None:
    text = f'<?xml version="1.0" encoding="{label}"?>' + RSS.format("", ITEM.format("Туман", 1))
    assert parse_feed(text.encode("utf-16-be")).entries[0].title == "Туман"


def test_utf_16_with_a_damaged_end_is_read_all_the_same() -> None:
    body = RSS.format("", ITEM.format("Туман", 1)).encode("utf-16-le") + b"\x00"
    assert parse_feed(body).entries[0].title == "Туман"


def test_a_zero_byte_does_not_make_utf_16_of_a_text() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>\n\x00' + RSS.format("", ITEM.format("Fog", 1))
    assert parse_feed(text.encode()).entries[0].title == "Fog"


@pytest.mark.parametrize("quick", [True, False])
def test_a_date_nobody_can_read_does_not_replace_one_that_can_be_read(quick: bool) -> None:
    dates = "<pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate><pubDate>soon</pubDate>"
    parsed = parse_all(RSS.format("", f"<item><title>Fog</title>{dates}</item>").encode(), quick=quick)
    assert parsed.entries[0].published == 1_795_514_400


def test_a_picture_alone_gives_way_to_words() -> None:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    texts = (
        "<description>Fog closed the port.</description>"
        '<content:encoded>&lt;img src="https://quay.example/picture.jpg"/&gt;</content:encoded>'
    )
    parsed = parse_feed(RSS.format(space, f"<item><title>Fog</title>{texts}</item>").encode())
    assert parsed.entries[0].content == "Fog closed the port."
