"""A cache of newsboat is read as it is and never written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tui_reader.errors import StoreCorruptError
from tui_reader.store.newsboat import items

SCHEMA = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
    title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0,
    is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT "");
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
    title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
    feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
    unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
    enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
    base VARCHAR(128) NOT NULL DEFAULT "", content_mime_type VARCHAR(255) NOT NULL DEFAULT "");
"""
INSERT = """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    path = tmp_path / "cache.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        rows = [
            ("g1", "A", "Jo", "https://x.example/1", "https://x.example/f", 1_790_000_000, "<p>a", 0, "s", 0),
            ("g2", "B", "", "https://x.example/2", "https://x.example/f", 1_790_000_001, "b", 1, None, 0),
            ("g3", "C", "", "", "https://x.example/f", 1_790_000_002, "c", 1, "", 1),
        ]
        connection.executemany(INSERT, rows)
        connection.commit()
    return path


def test_articles_come_with_what_was_done_to_them(cache: Path) -> None:
    assert [(item.guid, item.read, item.flagged) for item in items(cache)] == [
        ("g1", True, True),
        ("g2", False, False),
    ]


def test_the_cache_is_not_written(cache: Path) -> None:
    before = (cache.read_bytes(), cache.stat().st_mtime_ns)
    list(items(cache))
    assert (cache.read_bytes(), cache.stat().st_mtime_ns) == before


def test_an_older_table_without_flags_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE rss_item (id, guid, title, author, url, feedurl, pubDate, content, unread)"
        )
        connection.execute("INSERT INTO rss_item VALUES (1, 'g', X'41FF', NULL, 5, 'f', 'never', NULL, '0')")
        connection.commit()
    (item,) = items(path)
    assert (item.title, item.author, item.url, item.published, item.read) == ("A\ufffd", "", "5", 0, True)


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough for a header of one"])
def test_another_file_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cache.db"
    path.write_bytes(content)
    with pytest.raises(StoreCorruptError, match=r"cache\.db"):
        list(items(path))


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreCorruptError):
        list(items(tmp_path / "cache.db"))
    assert not (tmp_path / "cache.db").exists()
