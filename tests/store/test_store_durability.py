"""Faults: a writer killed at any moment, a full disk, a held library."""

from __future__ import annotations

import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tui_reader.errors import StoreError
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, search
from tui_reader.store.connection import open_store
from tui_reader.store.library import Library

KILLS = 15
BATCH = 7

WRITER = """
import sys
from pathlib import Path
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.model.lines import plain_document
from tui_reader.store import articles, feeds
from tui_reader.store.library import Library

path, first, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
spec = FeedSpec("https://a.example/", "feed")

def refresh(connection, number):
    feed_id = feeds.sync_specs(connection, [spec])[spec.key]
    published = 1_700_000_000 + number
    entries = [Entry(f"{number}-{n}", f"Batch {number}", published=published) for n in range(size)]
    document = plain_document("Some words. " * 200)
    for article_id in articles.store_entries(connection, feed_id, entries, kind="feed", now=published).added:
        revision_id = articles.article(connection, article_id).revision_id
        articles.save_document(connection, revision_id, document, reader_version="1")

with Library.open(path) as library:
    number = first
    while True:
        library.write_now(refresh, number)
        print(number, flush=True)
        number += 1
"""


def killed_after(path: Path, first: int, seconds: float) -> list[int]:
    """Let a writer work and kill it; the batches whose commit it had reported."""
    command = [sys.executable, "-c", WRITER, str(path), str(first), str(BATCH)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        reported = [int(writer.stdout.readline())]
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        reported += [int(line) for line in writer.stdout.read().splitlines() if line]
    return reported


def test_a_killed_writer_loses_no_reported_commit_and_leaves_no_half_batch(path: Path) -> None:
    chance = random.Random(20_260_921)
    reported: list[int] = []
    for _ in range(KILLS):
        reported += killed_after(path, len(reported) * 2, chance.uniform(0, 0.06))
        with closing(open_store(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            connection.execute("INSERT INTO article_text (article_text) VALUES ('integrity-check')")
            sizes = dict(
                connection.execute("SELECT published - 1700000000, count(*) FROM article GROUP BY published")
            )
            assert set(sizes.values()) == {BATCH}
            assert set(reported) <= sizes.keys()
            assert connection.execute("SELECT count(*) FROM body").fetchone() == (sum(sizes.values()),)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Writing beyond `size` bytes of any file fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_an_error_and_what_was_there_can_be_read(path: Path) -> None:
    spec = FeedSpec("https://a.example/", "feed")
    noise = random.Random(5)

    def refresh(connection: sqlite3.Connection, names: range) -> int:
        feed_id = feeds.sync_specs(connection, [spec])[spec.key]
        entries = [Entry(str(n), f"Title {n}", content=noise.randbytes(3000).hex()) for n in names]
        return len(articles.store_entries(connection, feed_id, entries, kind="feed", now=1_790_000_000).added)

    with Library.open(path) as library:
        library.write_now(refresh, range(10))
        with (
            files_no_larger_than(path.with_name(path.name + "-wal").stat().st_size + 50_000),
            pytest.raises(StoreError, match="disk"),
        ):
            library.write_now(refresh, range(10, 3000))
        assert len(library.read(search.find, ArticleQuery())) == 10
        assert library.write_now(refresh, range(10, 20)) == 10
    with closing(open_store(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert len(search.find(connection, ArticleQuery())) == 20
