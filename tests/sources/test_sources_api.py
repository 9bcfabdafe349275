"""The parser as other programs call it."""

from __future__ import annotations

import json

import pytest

from tui_reader.errors import FeedParseError
from tui_reader.sources.api import parse_feed

BODY = b"""<rss version="2.0"><channel><title>Quay</title>
<item><title>One</title><link>/1</link><guid isPermaLink="false">g</guid><author>Ada Lund</author>
<pubDate>Tue, 24 Nov 2026 10:00:00 +0100</pubDate><description>Text</description></item>
<item><title>Two</title><guid isPermaLink="false">g</guid></item></channel></rss>"""


def test_the_answer_is_plain_data() -> None:
    got = parse_feed(BODY, {"Content-Location": "https://quay.example/feed"})
    assert json.loads(json.dumps(got)) == {
        "title": "Quay",
        "entries": [
            {
                "title": "One",
                "link": "https://quay.example/1",
                "date": "2026-11-24T09:00:00Z",
                "id": "g",
                "authors": ["Ada Lund"],
                "content": "Text",
            },
            {"title": "Two", "link": "", "date": None, "id": "g", "authors": [], "content": ""},
        ],
    }


def test_without_a_place_a_relative_link_stays_relative() -> None:
    assert parse_feed(BODY)["entries"][0]["link"] == "/1"


def test_header_names_are_read_in_any_case() -> None:
    body = BODY.replace(b"One", "Žluť".encode("iso-8859-2"))
    got = parse_feed(body, {"CONTENT-TYPE": "application/rss+xml; charset=iso-8859-2"})
    assert got["entries"][0]["title"] == "Žluť"


@pytest.mark.parametrize(
    ("written", "date"),
    [("9999-12-31T00:00:00Z", "9999-12-31T00:00:00Z"), ("0001-01-01T00:00:00Z", None), ("nonsense", None)],
)
def test_dates_at_the_edge_of_the_calendar(written: str, date: str | None) -> None:
    body = BODY.replace(b"Tue, 24 Nov 2026 10:00:00 +0100", written.encode())
    got = parse_feed(body)["entries"][0]["date"]
    assert got == date or (date is None and (got is None or got.startswith("0")))


def test_no_feed_is_an_error() -> None:
    with pytest.raises(FeedParseError):
        parse_feed(b"<html></html>")
