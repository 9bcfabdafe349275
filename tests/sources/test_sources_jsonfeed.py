"""JSON Feed: what is read of it, and that no JSON does worse than a FeedParseError."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import FeedParseError
from tui_reader.sources import api
from tui_reader.sources.feeds import ParsedFeed, parse_feed

FULL: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Norvik Courier",
    "home_page_url": "https://courier.example/",
    "feed_url": "https://courier.example/feed.json",
    "language": "en-GB",
    "authors": [{"name": "The desk"}],
    "items": [
        {
            "id": "1",
            "url": "https://courier.example/ferry",
            "title": "Fares < wages & rising",
            "content_html": "<p>Fares <b>rise</b></p>",
            "content_text": "Fares rise, at greater length than the other",
            "date_published": "2026-11-02T09:00:00+01:00",
            "tags": ["ferries", "money", None],
            "language": "nb",
            "authors": [{"name": "Odd Hellesund"}, {"name": "Jo Tamsin"}],
        },
        {
            "id": 2.50,
            "external_url": "/tower",
            "content_text": "Sold.",
            "date_modified": "2026-11-03T08:00:00Z",
        },
    ],
}


def feed_of(changes: dict[str, Any] | None = None, *items: object) -> ParsedFeed:
    data = {**FULL, **(changes or {})}
    if items:
        data["items"] = list(items)
    return parse_feed(json.dumps(data).encode(), url="https://courier.example/feed.json")


def test_the_feed_has_its_title_site_and_language() -> None:
    feed = feed_of()
    assert (feed.title, feed.site_url, feed.lang) == ("Norvik Courier", "https://courier.example/", "en")


def test_an_item_has_all_that_it_says() -> None:
    entry = feed_of().entries[0]
    assert (entry.guid, entry.url, entry.title) == (
        "1",
        "https://courier.example/ferry",
        "Fares < wages & rising",
    )
    assert (entry.authors, entry.tags, entry.lang) == (
        ("Odd Hellesund", "Jo Tamsin"),
        ("ferries", "money"),
        "nb",
    )
    assert entry.published == 1_793_606_400


def test_html_goes_before_text_however_long() -> None:
    entry = feed_of().entries[0]
    assert (entry.media, entry.content) == ("html", "<p>Fares <b>rise</b></p>")


def test_an_item_with_text_alone_is_text_and_inherits_authors() -> None:
    entry = feed_of().entries[1]
    assert (entry.media, entry.content, entry.authors) == ("text", "Sold.", ("The desk",))


def test_a_number_as_id_keeps_its_spelling() -> None:
    body = json.dumps(FULL).replace("2.5,", "2.50,").encode()
    assert parse_feed(body).entries[1].guid == "2.50"


def test_a_relative_link_starts_at_the_feed() -> None:
    assert feed_of().entries[1].url == "https://courier.example/tower"


def test_the_date_of_change_stands_in_for_the_date_of_publication() -> None:
    assert feed_of().entries[1].published == 1_793_692_800


def test_the_one_author_of_version_1_0_is_read() -> None:
    entry = feed_of({"version": "https://jsonfeed.org/version/1"}, {"id": "a", "author": {"name": "Ilse"}})
    assert entry.entries[0].authors == ("Ilse",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_found_out(encoding: str) -> None:
    body = json.dumps({**FULL, "title": "Žluťoučký"}, ensure_ascii=False).encode(encoding)
    assert parse_feed(body).title == "Žluťoučký"


def test_the_public_function_reads_it_too() -> None:
    got = api.parse_feed(json.dumps(FULL).encode(), {"Content-Type": "application/feed+json"})
    assert [entry["date"] for entry in got["entries"]] == ["2026-11-02T08:00:00Z", "2026-11-03T08:00:00Z"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', "damaged"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "<p>"', "damaged"),
        (b'{"name": "x"}', "no list of items"),
        (b'{"items": {}}', "no list of items"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"items":' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_feed_is_said_to_be_so(body: bytes, said: str) -> None:
    with pytest.raises(FeedParseError, match=said):
        parse_feed(body)


def test_numbers_no_machine_holds_do_no_harm() -> None:
    body = (
        b'{"items": [{"id": ' + b"9" * 50_000 + b', "title": "A", "x": NaN, "y": -Infinity, "z": 1e99999}]}'
    )
    assert parse_feed(body).entries[0].title == "A"


def test_far_too_many_items_leave_the_newest() -> None:
    items = [{"id": str(n), "content_text": "x"} for n in range(5000)]
    feed = feed_of({}, *items)
    assert (len(feed.entries), feed.dropped) == (1000, 4000)


@pytest.mark.parametrize(
    "date", ["yesterday", "2026-13-45T99:99:99Z", "9" * 5000, "0000-00-00T00:00:00Z", "-"]
)
def test_a_date_that_is_none_is_none(date: str) -> None:
    assert feed_of({}, {"id": "a", "title": "A", "date_published": date}).entries[0].published is None


def test_control_characters_are_washed_out() -> None:
    entry = feed_of({}, {"id": "a\x1b[1m", "title": "A\x1b]52;c;aGk=\x07B", "tags": ["x\x9by"]}).entries[0]
    assert not set("\x1b\x07\x9b") & set("".join((entry.guid, entry.title, *entry.tags)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from([*FULL, *FULL["items"][0], "author", "summary"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES), st.lists(st.dictionaries(KEYS, VALUES) | VALUES, max_size=4))
def test_values_of_any_type_give_entries(feed: dict[str, Any], items: list[Any]) -> None:
    parsed = parse_feed(json.dumps({**feed, "items": items}).encode())
    assert all(entry.guid for entry in parsed.entries)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_any_text_in_brackets_is_a_feed_or_a_feed_parse_error(text: str) -> None:
    with contextlib.suppress(FeedParseError):
        parse_feed(b"{" + text.encode())


def test_links_of_entries_lose_their_trackers_and_ids_stay() -> None:
    link = "https://a.example/1?id=5&utm_source=rss"
    entry = feed_of({}, {"url": link, "title": "A"}).entries[0]
    assert (entry.url, entry.guid) == ("https://a.example/1?id=5", link)
