"""A page that is no feed names the feeds it has."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import FeedParseError
from tui_reader.sources.discover import canonical, feeds
from tui_reader.sources.feeds import parse_feed

PAGE = """<!doctype html><html><head><title>Courier</title>
<link rel="stylesheet" type="text/css" href="/s.css">
<link rel="alternate" hreflang="de" href="/de">
<link REL="alternate home" TYPE="application/rss+xml; charset=utf-8" href="/feed.xml">
<link rel=alternate type=application/feed+json href=https://other.example/feed.json>
<link rel="alternate" type="application/atom+xml" href="javascript:x"></head><body><p>x</body></html>"""
FOUND = ("https://courier.example/feed.xml", "https://other.example/feed.json")


def test_feeds_are_found_in_the_order_of_the_page() -> None:
    assert feeds(PAGE, "https://courier.example/news/") == FOUND


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="canonical" href="/own">', "https://courier.example/own"),
        ('<link rel=CANONICAL href="https://other.example/own">', "https://other.example/own"),
        ('<link rel="canonical" href="javascript:x">', ""),
        ("", ""),
    ],
)
def test_the_address_that_a_page_calls_its_own(link: str, expected: str) -> None:
    assert canonical(f"<html><head>{link}</head></html>", "https://courier.example/news/") == expected


def test_without_an_address_only_absolute_links_count() -> None:
    assert feeds(PAGE, "") == FOUND[1:]


def test_the_refusal_of_a_page_names_its_feeds() -> None:
    with pytest.raises(
        FeedParseError, match=r"web page, not a feed; it names the feed https://courier\.example/feed"
    ):
        parse_feed(PAGE.encode(), url="https://courier.example/")


def test_a_page_of_nothing_but_links_takes_no_time() -> None:
    begun = time.process_time()
    assert len(feeds('<link rel=alternate type=text/xml href="/f">' * 200_000, "https://a.example")) == 1
    assert time.process_time() - begun < 3


@given(st.text(max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    assert isinstance(
        feeds(f"<html><link rel=alternate type=text/xml href={text}>", "https://a.example"), tuple
    )


@pytest.mark.parametrize(
    ("url", "head", "own"),
    [
        ("https://www.youtube.com/@ada", '<meta itemprop="identifier" content="{0}">', True),
        (
            "https://www.youtube.com/c/ada",
            '<link rel="canonical" href="/c/ada"><meta itemprop="channelId" content="{0}">',
            True,
        ),
        ("https://www.youtube.com/@ada", '<meta itemprop="identifier" content="{0}x">', False),
        ("https://youtube.com.example/@ada", '<meta itemprop="identifier" content="{0}">', False),
    ],
)
def test_a_channel_is_known_by_the_data_of_its_page(url: str, head: str, own: bool) -> None:
    channel = "UC" + "b" * 22
    found = canonical(f"<html><head>{head.format(channel)}</head></html>", url)
    assert (found == f"https://www.youtube.com/channel/{channel}") == own
