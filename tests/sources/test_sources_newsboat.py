"""What newsboat leaves behind: its urls file and filter expressions."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.query_parser import parse
from tui_reader.sources import newsboat
from tui_reader.sources.newsboat_queries import Untranslatable, translate

URLS = """# my feeds
https://courier.example/f World daily "~The Courier"
https://bells.example/f "long tag" ! # a comment
https://plain.example/f
"exec:~/bin/scrape harbour"
"exec:curl -s https://x.example | grep a"
"filter:/usr/bin/jq:https://ports.example/f" Ports
file:///home/x/feed.xml
"query:Unread World:unread = \\"yes\\" and tags # \\"World\\""
"query:Odd:title =~ \\"^[A-Z]+$\\""
"""


def test_addresses_titles_tags_and_folders_are_read() -> None:
    first, second, *_ = newsboat.urls(URLS).feeds
    assert (first.url, first.title, first.folder) == ("https://courier.example/f", "The Courier", "World")
    assert (first.tags, second.tags) == (("World", "daily"), ("long tag",))


def test_programs_become_argument_lists() -> None:
    feeds = newsboat.urls(URLS).feeds
    assert [feed.command for feed in feeds if feed.command] == [(str(Path.home() / "bin/scrape"), "harbour")]
    assert [(feed.filter, feed.url) for feed in feeds if feed.filter] == [
        (("/usr/bin/jq",), "https://ports.example/f")
    ]


def test_queries_are_translated() -> None:
    assert newsboat.urls(URLS).queries == (("Unread World", "is:unread folder:World"),)


def test_what_has_no_counterpart_is_said() -> None:
    said = "\n".join(newsboat.urls(URLS).left_out)
    assert "needs a shell" in said
    assert "file:///home/x/feed.xml: no web address" in said
    assert "the pattern ^[A-Z]+$ has no counterpart" in said


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread != "yes"', "is:read"),
        ('title =~ "ferry"', "title:ferry"),
        ('title =~ "ferry|night train"', '(title:ferry OR title:"night train")'),
        ('content !~ "advert"', "-advert"),
        ('author # "Jo Tamsin"', 'author:"Jo Tamsin"'),
        ('feedtitle = "The Courier"', 'feed:"The Courier"'),
        ("age between 0:7", "after:-7d"),
        ("age > 30", "before:-30d"),
        ('flags =~ "s"', "is:starred"),
        ('tags # "World"', "folder:World"),
        ('(unread = "yes" or flags # "a") and age < 3', "(is:unread OR is:starred) after:-3d"),
        ('not unread = "yes"', "-(is:unread)"),
    ],
)
def test_expressions_become_queries_that_parse(expression: str, query: str) -> None:
    assert translate(expression, {"World"}) == query
    parse(query)


@pytest.mark.parametrize(
    "expression",
    [
        "", 'title =~ "^a.*b"', 'tags # "None"', 'guid = "x"', 'unread = "yes" and', '(unread = "yes"',
        "articleindex between 1:10", 'unread "yes"', 'flags != "a"', 'enclosure_url =~ "x"', "((((" * 20,
    ],
)  # fmt: skip
def test_expressions_without_a_counterpart_are_refused(expression: str) -> None:
    with pytest.raises(Untranslatable):
        translate(expression, set())


@given(st.text(alphabet='()"\\ =~!#<>:0a-z\n|', max_size=60))
def test_any_expression_is_a_query_that_parses_or_is_refused(expression: str) -> None:
    with contextlib.suppress(Untranslatable):
        parse(translate(expression, set()))


@given(st.text(max_size=200))
def test_any_file_is_read(text: str) -> None:
    found = newsboat.urls(text)
    assert all(feed.url or feed.command for feed in found.feeds)


def test_a_row_becomes_an_entry_washed() -> None:
    entry = newsboat.entry(
        "g1", "A &amp; B\x1b[1m", "Jo", "https://x.example/1?utm_source=a", 5, "<p>x", "text/html"
    )
    assert entry is not None
    assert (entry.guid, entry.title, entry.authors) == ("g1", "A & B[1m", ("Jo",))
    assert (entry.url, entry.published, entry.media) == ("https://x.example/1", 5, "html")


def test_a_row_without_identity_is_none() -> None:
    assert newsboat.entry("", "A", "", "javascript:x", 0, "", "") is None
