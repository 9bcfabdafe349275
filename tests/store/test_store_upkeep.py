"""Checks, and the text index made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui_reader.model.article import Entry
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, search, upkeep
from tui_reader.store.connection import open_store

ReadyMaker = Callable[..., int]


def test_a_sound_library_has_no_problems(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    ready(1, "Text.")
    articles.remove_articles(connection, [ready(2, "Text.")])
    assert upkeep.problems(connection) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE feed SET unread = 9", "unread counts"),
        ("UPDATE feed SET total = 9", "article counts of sources"),
        ("INSERT INTO entity (name, kind, articles) VALUES ('x', 'person', 1)", "article counts of entities"),
        ("UPDATE status SET present = 0", "without a status"),
        ("DELETE FROM source", "without their text"),
    ],
)
def test_what_is_wrong_is_named(
    connection: sqlite3.Connection, ready: ReadyMaker, damage: str, said: str
) -> None:
    ready(1, "Text.")
    connection.execute(damage)
    assert [problem for problem in upkeep.problems(connection) if said in problem]


def test_the_text_index_can_be_made_anew(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    ids = [ready(1, "The ferry came."), ready(2, "The ferry left.")]
    connection.execute("INSERT INTO article_text (article_text) VALUES ('delete-all')")
    assert list(search.find(connection, ArticleQuery(text="ferry "))) == []
    assert upkeep.rebuild_text_index(connection) == 2
    assert list(search.find(connection, ArticleQuery(text="ferry "))) == ids[::-1]
    articles.remove_articles(connection, ids)
    assert list(search.find(connection, ArticleQuery(text="ferry "))) == []


def test_many_may_open_a_new_library_at_the_same_time(
    path: Path, entry: Callable[..., Entry], now: int
) -> None:
    def use(number: int) -> int:
        with closing(open_store(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            feed_id = feeds.sync_specs(connection, [])["saved:"]
            articles.store_entries(connection, feed_id, [entry(number)], kind="page", now=now)
            connection.execute("COMMIT")
            return feed_id

    with ThreadPoolExecutor(6) as pool:
        ids: set[Any] = set(pool.map(use, range(12)))
    with closing(open_store(path)) as connection:
        assert len(ids) == 1
        assert len(search.find(connection, ArticleQuery())) == 12
