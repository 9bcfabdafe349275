"""Marks, undo and redo."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui_reader.model.article import Entry, Mark
from tui_reader.store import articles, marks
from tui_reader.store.connection import open_store


@pytest.fixture
def ids(store: Callable[..., Any], entry: Callable[..., Entry]) -> tuple[int, ...]:
    added: tuple[int, ...] = store(*map(entry, range(4))).added
    return added


def read_ones(connection: sqlite3.Connection, ids: tuple[int, ...]) -> list[bool]:
    return [articles.status(connection, article_id).read for article_id in ids]


@pytest.mark.parametrize("mark", ["read", "starred", "dismissed"])
def test_a_mark_is_set_and_cleared(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int, mark: Mark
) -> None:
    marks.mark(connection, ids[:1], mark, True, now=now, label="set")
    assert getattr(articles.status(connection, ids[0]), mark)
    marks.mark(connection, ids[:1], mark, False, now=now, label="clear")
    assert not getattr(articles.status(connection, ids[0]), mark)


def test_only_what_really_changed_is_counted_and_undone(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, ids[:1], "read", True, now=now, label="one")
    assert marks.mark(connection, [*ids, ids[0], 777], "read", True, now=now, label="all") == 3
    assert marks.undo(connection, now) == "all"
    assert read_ones(connection, ids) == [True, False, False, False]


def test_undo_and_redo_walk_along_the_steps(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    for place, article_id in enumerate(ids[:3]):
        marks.mark(connection, [article_id], "read", True, now=now, label=f"step {place}")
    assert [marks.undo(connection, now) for _ in range(4)] == ["step 2", "step 1", "step 0", None]
    assert read_ones(connection, ids) == [False] * 4
    assert [marks.redo(connection, now) for _ in range(4)] == ["step 0", "step 1", "step 2", None]
    assert read_ones(connection, ids) == [True, True, True, False]


def test_a_new_step_drops_what_could_be_redone(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, ids[:1], "read", True, now=now, label="first")
    marks.undo(connection, now)
    marks.mark(connection, ids[1:2], "read", True, now=now, label="second")
    assert marks.redo(connection, now) is None


def test_a_mark_that_changes_nothing_is_no_step(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    assert marks.mark(connection, ids, "read", False, now=now, label="nothing") == 0
    assert marks.undo(connection, now) is None


def test_undo_leaves_alone_what_was_changed_since(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, ids[:2], "read", True, now=now, label="both")
    connection.execute("UPDATE status SET read = 0, changed_at = 5 WHERE article_id = ?", (ids[0],))
    marks.undo(connection, now)
    assert connection.execute("SELECT changed_at FROM status WHERE article_id = ?", (ids[0],)).fetchone() == (
        5,
    )


def test_steps_survive_a_restart(
    path: Path, connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, ids, "read", True, now=now, label="all")
    connection.close()
    with closing(open_store(path)) as again:
        assert marks.undo(again, now) == "all"
        assert read_ones(again, ids) == [False] * 4


def test_only_the_latest_steps_are_kept(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    for turn in range(marks.KEPT_STEPS + 5):
        marks.mark(connection, ids[:1], "read", turn % 2 == 0, now=now, label=str(turn))
    assert connection.execute("SELECT count(*) FROM change").fetchone() == (marks.KEPT_STEPS,)
