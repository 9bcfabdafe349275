"""What the prompt offers while a query is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.desk.completing import LIMIT, complete
from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.feed import FeedSpec
from tui_reader.model.insight import Entity, Insight
from tui_reader.model.lines import plain_document
from tui_reader.model.query_parser import parse
from tui_reader.store import articles, feeds, insights, tags
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

NOW = 1_790_000_000
PEOPLE = [("Ilse Brandvold", "person"), ("Ilva Brand", "person"), ("Norvik", "place")]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two sources, three entities, two tags."""
    with Library.open(tmp_path / "library.db") as opened:
        opened.write_now(_fill)
        yield opened


def _fill(conn: Connection) -> None:
    specs = [
        FeedSpec("https://a.example/", "feed", title="Harbour Post", folder="Coast"),
        FeedSpec("https://b.example/", "feed", title="Inland Courier", folder="Land and sea"),
    ]
    feed_id = feeds.sync_specs(conn, specs)["https://a.example/"]
    (article,) = articles.store_entries(
        conn, feed_id, [Entry("g", "Talk", published=NOW)], kind="feed", now=NOW
    ).added
    found = articles.article(conn, article)
    assert found is not None
    articles.save_document(conn, found.revision_id, plain_document("Talk."), reader_version="1")
    known = tuple(Entity(name, kind, (Span(0, 4),)) for name, kind in PEOPLE)  # type: ignore[arg-type]
    insights.save_insight(
        conn, article, found.revision_id, Insight((), known, analyser="a"), (None,) * 3,
        [(name.casefold(),) for name, _ in PEOPLE], now=NOW,
    )  # fmt: skip
    tags.tag(conn, [article], add=["keep", "kitchen"], now=NOW, label="tag")


def offered(library: Library, text: str) -> list[str]:
    """The whole text after each completion, the cursor being at its end."""
    return [text[: one.start] + one.text + text[one.end :] for one in complete(library, text, len(text))]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("fe", ["feed:"]),
        ("-sa", ["-said:"]),
        ("storm (au", ["storm (author:"]),
        ("un", ["is:unread "]),
        ("", []),
        ("storm ", []),
        ("zz", []),
        ("is:un", ["is:unread "]),
        ("feed:our", ['feed:"Harbour Post" ', 'feed:"Inland Courier" ']),
        ('feed:"inl', ['feed:"Inland Courier" ']),
        ("folder:l", ['folder:"Land and sea" ']),
        ("folder:co", ["folder:Coast "]),
        ("tag:ki", ["tag:kitchen "]),
        ("tag:", ["tag:keep ", "tag:kitchen "]),
        ("said:u", ["said:unnamed "]),
        ("said:il", ['said:"Ilse Brandvold" ', 'said:"Ilva Brand" ']),
        ('about:"ilse br', ['about:"Ilse Brandvold" ']),
        ("entity:norv", ["entity:Norvik "]),
        ("entity:", []),
        ("quotes:>", ["quotes:>0 ", "quotes:>3 ", "quotes:>10 "]),
        ("after:t", ["after:today "]),
        ("lang:d", ["lang:de "]),
        ("nofield:x", []),
        ('"said:il', []),
        ("title:x", []),
    ],
)
def test_a_piece_may_become(library: Library, text: str, texts: list[str]) -> None:
    assert offered(library, text) == texts


def test_only_the_piece_before_the_cursor_is_replaced(library: Library) -> None:
    (one,) = complete(library, "said:norv is:unread", len("said:norv"))
    assert (one.start, one.end) == (0, len("said:norv"))
    assert one.about == "1 article"


@pytest.mark.parametrize(
    "text", ["said:", "feed:", "folder:", "tag:", "is:", "after:", "quotes:", "lang:", "about:il"]
)
def test_every_completion_is_a_valid_query(library: Library, text: str) -> None:
    for query in offered(library, text):
        parse(query)


def test_many_sources_are_offered_up_to_a_limit(library: Library) -> None:
    specs = [FeedSpec(f"https://{n}.example/", "feed", title=f"Paper {n}") for n in range(40)]
    library.write_now(feeds.sync_specs, specs)
    assert len(offered(library, "feed:pa")) == LIMIT
