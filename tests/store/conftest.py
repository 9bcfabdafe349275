"""What the tests of the store share: a real library in a temporary folder, and entries to fill it with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.model.lines import plain_document
from tui_reader.store import articles, feeds
from tui_reader.store.connection import open_store
from tui_reader.store.entries import Stored
from tui_reader.store.library import Library

NOW = 1_790_000_000
"""A Monday in September 2026; the tests' present."""


@pytest.fixture
def now() -> int:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "store.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    opened = open_store(path)
    yield opened
    opened.close()


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


@pytest.fixture
def feed_id(connection: sqlite3.Connection) -> int:
    """A feed called "Harbour Post"."""
    spec = FeedSpec("https://harbour.example/feed", "feed", title="Harbour Post", folder="Coast")
    return feeds.sync_specs(connection, [spec])[spec.key]


EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
ReadyMaker = Callable[..., int]


@pytest.fixture
def entry() -> EntryMaker:
    """Make an entry from a number: larger numbers are newer, an hour apart; any field can be set."""

    def make(number: int, **fields: Any) -> Entry:
        known: dict[str, Any] = {
            "guid": f"guid-{number}",
            "title": f"Title {number}",
            "url": f"https://harbour.example/{number}",
            "published": NOW - 360_000 + 3600 * number,
            "content": f"<p>Content {number}</p>",
        }
        return Entry(**(known | fields))

    return make


@pytest.fixture
def store(connection: sqlite3.Connection, feed_id: int) -> StoreAll:
    """Store entries of the feed."""

    def put(*entries: Entry, now: int = NOW) -> Stored:
        return articles.store_entries(connection, feed_id, entries, kind="feed", now=now)

    return put


@pytest.fixture
def ready(connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker) -> ReadyMaker:
    """Store one entry with a document over `text`; the article's id."""

    def make(number: int, text: str, **fields: Any) -> int:
        (article_id,) = store(entry(number, **fields)).added
        found = articles.article(connection, article_id)
        assert found is not None
        articles.save_document(connection, found.revision_id, plain_document(text), reader_version="1")
        return article_id

    return make
