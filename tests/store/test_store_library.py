"""The lanes: immediate reads, searches that give way, writes in order, and changes by others."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui_reader.errors import StoreBusyError, StoreError
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, search
from tui_reader.store.connection import open_store
from tui_reader.store.library import Library, Superseded

FOREVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def add_feed(connection: sqlite3.Connection, key: str) -> int:
    return int(connection.execute("INSERT INTO feed (key, kind) VALUES (?, 'feed')", (key,)).lastrowid or 0)


def keys(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT key FROM feed ORDER BY id")]


def count_forever(connection: sqlite3.Connection, started: threading.Event | None = None) -> int:
    if started is not None:
        started.set()
    return int(connection.execute(FOREVER).fetchone()[0])


async def until(started: threading.Event) -> None:
    assert await asyncio.to_thread(started.wait, 5)


def test_what_is_written_is_read_at_once(library: Library) -> None:
    library.write_now(add_feed, "a")
    assert library.read(keys) == ["a"]


async def test_writes_keep_their_order(library: Library) -> None:
    ids = await asyncio.gather(*(library.write(add_feed, str(n)) for n in range(20)))
    assert ids == sorted(ids)
    assert library.read(keys) == [str(n) for n in range(20)]


def test_a_failing_write_leaves_nothing(library: Library) -> None:
    def half(connection: sqlite3.Connection) -> None:
        add_feed(connection, "half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        library.write_now(half)
    assert library.read(keys) == []


async def test_a_write_that_breaks_a_rule_is_a_store_error(library: Library) -> None:
    await library.write(add_feed, "a")
    with pytest.raises(StoreError, match="UNIQUE"):
        await library.write(add_feed, "a")


def test_a_read_cannot_write(library: Library) -> None:
    with pytest.raises(StoreError, match="read-only"):
        library.read(add_feed, "a")


async def test_the_loop_runs_on_while_a_write_takes_its_time(library: Library) -> None:
    release = threading.Event()

    def slow(connection: sqlite3.Connection) -> bool:
        return release.wait(5)

    writing = asyncio.create_task(library.write(slow))
    await asyncio.sleep(0.01)
    assert not writing.done()
    assert library.read(keys) == []
    release.set()
    assert await writing


async def test_a_cancelled_caller_does_not_undo_the_write(library: Library) -> None:
    release = threading.Event()

    def slow(connection: sqlite3.Connection) -> None:
        release.wait(5)
        add_feed(connection, "first")

    first = asyncio.create_task(library.write(slow))
    queued = asyncio.create_task(library.write(add_feed, "second"))
    await asyncio.sleep(0.01)
    first.cancel()
    queued.cancel()
    await asyncio.gather(first, queued, return_exceptions=True)
    release.set()
    await library.write(add_feed, "third")
    assert library.read(keys) == ["first", "second", "third"]


async def test_a_newer_search_takes_the_place_of_a_running_one(library: Library) -> None:
    started = threading.Event()
    old = asyncio.create_task(library.search(count_forever, started))
    await until(started)
    begun = time.monotonic()
    assert await library.search(keys) == []
    assert time.monotonic() - begun < 1
    with pytest.raises(Superseded):
        await old


async def test_of_many_searches_the_last_is_answered(library: Library) -> None:
    started = threading.Event()
    first = asyncio.create_task(library.search(count_forever, started))
    await until(started)
    others = [asyncio.create_task(library.search(keys)) for _ in range(5)]
    results = await asyncio.gather(first, *others, return_exceptions=True)
    assert [type(result) for result in results] == [Superseded] * 5 + [list]


async def test_cancelling_the_caller_ends_the_search(library: Library) -> None:
    started = threading.Event()
    searching = asyncio.create_task(library.search(count_forever, started))
    await until(started)
    searching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await searching
    assert await asyncio.wait_for(library.search(keys), 2) == []


async def test_a_search_that_fails_says_so(library: Library) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT nonsense")

    with pytest.raises(StoreError, match="nonsense"):
        await library.search(broken)


async def test_reads_go_on_during_a_search_and_a_write(library: Library) -> None:
    started, writing, release = threading.Event(), threading.Event(), threading.Event()

    def hold(connection: sqlite3.Connection) -> None:
        add_feed(connection, "held")
        writing.set()
        release.wait(5)

    searching = asyncio.create_task(library.search(count_forever, started))
    held = asyncio.create_task(library.write(hold))
    await until(started)
    await until(writing)
    begun = time.monotonic()
    assert library.read(keys) == []
    assert time.monotonic() - begun < 0.5
    release.set()
    await held
    searching.cancel()


def test_closing_ends_a_running_search(path: Path) -> None:
    library = Library.open(path)
    started = threading.Event()

    async def search_and_leave() -> None:
        task = asyncio.create_task(library.search(count_forever, started))
        await until(started)
        library.close()
        with pytest.raises(Superseded):
            await task

    asyncio.run(search_and_leave())


def test_commits_of_others_are_noticed_once_and_ones_own_never(library: Library, path: Path) -> None:
    library.write_now(add_feed, "own")
    assert not library.changed()
    with closing(open_store(path)) as other:
        add_feed(other, "other")
    assert library.changed()
    assert not library.changed()


def test_a_commit_of_another_before_ones_own_is_still_noticed(library: Library, path: Path) -> None:
    with closing(open_store(path)) as other:
        add_feed(other, "other")
    library.write_now(add_feed, "own")
    assert library.changed()


def test_a_readonly_library_reads_and_refuses_to_write(path: Path) -> None:
    with Library.open(path) as library:
        library.write_now(add_feed, "a")
    with Library.open(path, readonly=True) as library:
        assert library.readonly
        assert library.read(keys) == ["a"]
        with pytest.raises(StoreError, match="read-only"):
            library.write_now(add_feed, "b")


def test_a_readonly_library_notices_others(path: Path) -> None:
    with Library.open(path) as writing, Library.open(path, readonly=True) as reading:
        assert not reading.changed()
        writing.write_now(add_feed, "a")
        assert reading.changed()


async def test_a_library_that_another_process_holds_is_busy(path: Path) -> None:
    with Library.open(path, busy_seconds=0.05) as library, closing(open_store(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="another process"):
            await library.write(add_feed, "a")
        other.execute("ROLLBACK")
        await library.write(add_feed, "a")


def test_a_large_library_opens_and_lists_at_once(path: Path, entry: Callable[..., Entry], now: int) -> None:
    with Library.open(path) as library:
        spec = FeedSpec("https://a.example/", "feed")

        def fill(connection: sqlite3.Connection) -> None:
            feed_id = feeds.sync_specs(connection, [spec])[spec.key]
            entries = [entry(number, content="") for number in range(20_000)]
            articles.store_entries(connection, feed_id, entries, kind="feed", now=now)

        library.write_now(fill)
    begun = time.perf_counter()
    with Library.open(path) as library:
        first = library.read(search.find, ArticleQuery(), 100)
        shown: list[Any] = [library.read(articles.rows, first), library.read(feeds.feed_rows)]
        took = time.perf_counter() - begun
    assert [len(rows) for rows in shown] == [100, 2]
    assert took < 0.5


async def test_a_look_neither_ends_a_search_nor_is_ended_by_one(library: Library) -> None:
    started = threading.Event()
    searching = asyncio.create_task(library.search(count_forever, started))
    await until(started)
    assert await asyncio.wait_for(library.look(keys), 5) == []
    assert not searching.done()
    searching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await searching


async def test_a_look_sees_what_was_committed_before_it(library: Library) -> None:
    await library.look(keys)
    library.write_now(add_feed, "a")
    assert await library.look(keys) == ["a"]
