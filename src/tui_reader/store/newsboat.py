"""newsboat's cache.db, read and never written: the articles it holds and what was done to them.

The tables are those of newsboat 2.x: rss_feed(rssurl, url, title …), rss_item(id, guid, title, author, url,
feedurl, pubDate, content, unread, flags, deleted …). Rows come as they are: nothing is washed here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tui_reader.errors import StoreCorruptError

CONTENT_LIMIT = 1_000_000
_NEEDED = {"guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread"}


class Item(NamedTuple):
    """One article of the cache."""

    feed: str
    guid: str
    title: str
    author: str
    url: str
    published: int
    content: str
    mime: str
    read: bool
    flagged: bool


def items(path: Path) -> Iterator[Item]:
    """The articles of a cache, feed by feed, without deleted ones. Raises StoreCorruptError."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        ) as connection:
            connection.text_factory = _text
            yield from map(_item, connection.execute(_question(connection, path)))
    except sqlite3.Error as error:
        raise StoreCorruptError(
            f"{path} cannot be read as a cache of newsboat: {error}", subject=str(path)
        ) from error


def _question(connection: sqlite3.Connection, path: Path) -> str:
    """The query, with what older versions of the table lack filled in."""
    columns = {str(row[1]) for row in connection.execute("PRAGMA table_info(rss_item)")}
    if not columns >= _NEEDED:
        raise StoreCorruptError(f"{path} is no cache of newsboat", subject=str(path))
    flags = "flags" if "flags" in columns else "''"
    mime = "content_mime_type" if "content_mime_type" in columns else "''"
    alive = "WHERE coalesce(deleted, 0) = 0" if "deleted" in columns else ""
    return (
        f"SELECT feedurl, guid, title, author, url, pubDate, substr(content, 1, {CONTENT_LIMIT}), {mime},"  # noqa: S608
        f" unread, {flags} FROM rss_item {alive} ORDER BY feedurl, id"
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _item(row: tuple[object, ...]) -> Item:
    """A row whose columns may hold anything: SQLite does not keep to the types of its tables."""
    text = [_text(value) if isinstance(value, bytes) else str(value or "") for value in row]
    published = row[5] if isinstance(row[5], int) and abs(row[5]) < 1 << 40 else 0
    feed, guid, title, author, url, _, content, mime, _, flags = text
    read = not _is_true(row[8])
    return Item(feed, guid, title, author, url, published, content, mime, read, bool(flags.strip()))


def _is_true(value: object) -> bool:
    return value not in {0, "0", None, ""}
