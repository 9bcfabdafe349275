"""Saved feed files: their entries as articles of one source."""

from __future__ import annotations

import pytest

from tui_reader.errors import FeedParseError
from tui_reader.sources.saved_feeds import claims_to_be, entries

RSS = '<rss version="2.0"><channel><item><guid>{0}</guid><title>A</title></item></channel></rss>'


def test_a_worldwide_id_stays_as_it_is() -> None:
    (entry,) = entries(RSS.format("https://courier.example/1").encode(), "/a/feed.rss")
    assert entry.guid == "https://courier.example/1"


def test_an_id_that_may_recur_gets_the_path() -> None:
    (entry,) = entries(RSS.format("17").encode(), "/a/feed.rss")
    assert entry.guid == "/a/feed.rss#17"


def test_what_is_no_feed_names_the_file() -> None:
    with pytest.raises(FeedParseError, match=r"/a/b\.rss: this is plain text"):
        entries(b"words", "/a/b.rss")


@pytest.mark.parametrize(
    ("path", "claims"), [("a.rss", True), ("a.ATOM", True), ("a.xml", False), ("a.JSON", False)]
)
def test_only_some_endings_claim_to_be_feeds(path: str, claims: bool) -> None:
    assert claims_to_be(path) is claims
