"""Which articles a query finds, that no typed text breaks it, and that every list walks along an index."""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.errors import QueryError
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.model.query import ArticleQuery, Sort
from tui_reader.store import articles, feeds, insights, marks, search
from tui_reader.store.ids import second_of

EntryMaker = Callable[..., Entry]
ReadyMaker = Callable[..., int]
Query = ArticleQuery


@pytest.fixture
def ids(store: Callable[..., Any], entry: EntryMaker) -> tuple[int, ...]:
    """Four articles, oldest first."""
    added: tuple[int, ...] = store(*map(entry, range(4))).added
    return added


def found(connection: sqlite3.Connection, query: ArticleQuery, limit: int | None = None) -> list[int]:
    return list(search.find(connection, query, limit))


def test_everything_comes_newest_first(connection: sqlite3.Connection, ids: tuple[int, ...]) -> None:
    assert search.find(connection, Query()) == array("q", reversed(ids))


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_list_by_date_comes_in_pieces(
    connection: sqlite3.Connection, store: Callable[..., Any], entry: EntryMaker, sort: Sort
) -> None:
    store(*(entry(number) for number in range(7)))
    query, pieces, last = ArticleQuery(sort=sort), list[int](), 0
    while piece := search.find(connection, query, 3, beyond=last):
        assert len(piece) <= 3
        pieces += piece
        last = piece[-1]
    assert pieces == found(connection, query)
    assert len(pieces) == 7


def test_a_limit_keeps_the_newest(connection: sqlite3.Connection, ids: tuple[int, ...]) -> None:
    assert found(connection, Query(), 2) == [ids[3], ids[2]]


def test_scopes_follow_the_marks(connection: sqlite3.Connection, ids: tuple[int, ...], now: int) -> None:
    marks.mark(connection, ids[:2], "read", True, now=now, label="read")
    marks.mark(connection, ids[1:3], "starred", True, now=now, label="star")
    assert found(connection, Query("unread")) == [ids[3], ids[2]]
    assert found(connection, Query("starred")) == [ids[2], ids[1]]


def test_dismissed_articles_are_in_no_list(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, ids, "starred", True, now=now, label="star")
    marks.mark(connection, ids[:3], "dismissed", True, now=now, label="dismiss")
    for query in (Query(), Query("unread"), Query("starred"), Query(text="title ")):
        assert found(connection, query) == [ids[3]]


def test_feeds_are_chosen_by_id(
    connection: sqlite3.Connection, ids: tuple[int, ...], feed_id: int, entry: EntryMaker, now: int
) -> None:
    specs = [FeedSpec("https://harbour.example/feed", "feed"), FeedSpec("https://b.example/", "feed")]
    other = feeds.sync_specs(connection, specs)["https://b.example/"]
    added = articles.store_entries(connection, other, [entry(9)], kind="feed", now=now).added
    assert found(connection, Query(feed_ids=(other,))) == list(added)
    assert found(connection, Query(feed_ids=(feed_id, other))) == [*added, *reversed(ids)]
    assert found(connection, Query("unread", feed_ids=(other,))) == list(added)


def test_hidden_feeds_are_left_out_but_for_stars(
    connection: sqlite3.Connection, ids: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, ids[:1], "starred", True, now=now, label="star")
    feeds.sync_specs(connection, [])
    assert found(connection, Query()) == []
    assert found(connection, Query(text="title ")) == []
    assert found(connection, Query("starred")) == [ids[0]]


def test_an_entity_is_known_from_hidden_feeds_too(
    connection: sqlite3.Connection, ids: tuple[int, ...]
) -> None:
    connection.execute(
        "INSERT INTO appearance VALUES (5, ?, 1, 0.5, '', '', '')",
        (ids[0],),
    )
    feeds.sync_specs(connection, [])
    assert found(connection, Query(entity_id=5)) == [ids[0]]


def test_since_counts_the_second_itself(connection: sqlite3.Connection, ids: tuple[int, ...]) -> None:
    assert found(connection, Query(since=second_of(ids[2]))) == [ids[3], ids[2]]
    assert found(connection, Query(since=second_of(ids[2]) + 1)) == [ids[3]]
    assert found(connection, Query(text="title ", since=second_of(ids[2]))) == [ids[3], ids[2]]


@pytest.fixture
def far_east() -> Iterator[None]:
    """A local time zone nine hours ahead."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "XST-9"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.usefixtures("far_east")
def test_today_begins_at_local_midnight(
    connection: sqlite3.Connection, store: Callable[..., Any], entry: EntryMaker, now: int
) -> None:
    midnight = int(datetime.fromtimestamp(now).astimezone().replace(hour=0, minute=0, second=0).timestamp())
    ids = store(entry(1, published=midnight), entry(2, published=midnight - 1)).added
    assert list(search.find(connection, Query("today"), now=now)) == [ids[0]]


def test_today_without_a_given_time_is_the_clocks(
    connection: sqlite3.Connection, store: Callable[..., Any], entry: EntryMaker
) -> None:
    clock = int(time.time())
    ids = store(entry(1, published=None), entry(2, published=clock - 2 * 86_400), now=clock + 60).added
    assert found(connection, Query("today")) == [ids[0]]


@pytest.fixture
def texts(ready: ReadyMaker) -> tuple[int, ...]:
    """Three articles to search in."""
    return (
        ready(1, "The ferry captain spoke of rough seas.", title="Ferry delayed"),
        ready(2, "Rough weather kept the Café Zürich shut.", title="Storm warning"),
        ready(3, "Seas were calm; the U.S. buoy said so.", title="Calm at last"),
    )


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("seas ", [2, 0]),
        ("SEAS rough ", [0]),
        ("ferry seas ", [0]),
        ("delayed captain ", [0]),
        ('"rough seas"', [0]),
        ('"seas rough"', []),
        ("“rough seas” captain", [0]),
        ("cafe zurich ", [1]),
        ("Café", [1]),
        ("U.S. ", [2]),
        ("weath", [1]),
        ("weath ", []),
        ("weath* rough ", [1]),
        ("ro", []),
        ("nowhere", []),
        ("", [2, 1, 0]),
        ("   ", [2, 1, 0]),
        ("NOT", []),
        ("seas OR storm", [2, 1, 0]),
        ("title:storm", [1]),
        ("Note: seas", []),
        ('seas"', [2, 0]),
        ("(seas", [2, 0]),
        ("seas) ", [2, 0]),
        ("NEAR(rough seas) ", []),
        ("rough\0seas ", [0]),
    ],
)
def test_words_are_found_in_title_and_text(
    connection: sqlite3.Connection, texts: tuple[int, ...], typed: str, places: list[int]
) -> None:
    assert found(connection, Query(text=typed)) == [texts[place] for place in places]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.one_of(st.sampled_from("\"'*^:(){}+-. ANDORNEAR\0é“"), st.characters(codec="utf-8")))
)
def test_no_typed_text_breaks_a_search(connection: sqlite3.Connection, typed: str) -> None:
    with suppress(QueryError):
        search.find(connection, Query(text=typed))


def test_text_and_marks_and_entity_hold_together(
    connection: sqlite3.Connection, texts: tuple[int, ...], now: int
) -> None:
    marks.mark(connection, texts[:1], "read", True, now=now, label="read")
    assert found(connection, Query("unread", text="seas ")) == [texts[2]]
    connection.execute(
        "INSERT INTO appearance VALUES (5, ?, 1, 0.5, '', '', '')",
        (texts[0],),
    )
    assert found(connection, Query(text="seas ", entity_id=5)) == [texts[0]]
    assert found(connection, Query("unread", text="seas ", entity_id=5)) == []


def test_terms_for_highlighting_are_bare_words_and_phrases() -> None:
    assert search.match_terms(' "Rough  seas" (captain), -- U.S. weath* ') == [
        "Rough  seas",
        "captain",
        "U.S",
        "weath",
    ]


def asked(connection: sqlite3.Connection, function: Callable[..., object], *args: object) -> list[str]:
    """The statements a function runs, with their values filled in."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    function(connection, *args)
    connection.set_trace_callback(None)
    return [sql for sql in statements if sql.startswith("SELECT")]


def plan(connection: sqlite3.Connection, sql: str) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


QUERIES = [
    replace(query, **extra)
    for query in (Query(), Query("unread"), Query("starred"), Query("today"))
    for extra in (
        {},
        {"feed_ids": (1,)},
        {"feed_ids": (1, 2, 3)},
        {"since": 5},
        {"entity_id": 4},
        {"text": "word "},
        {"text": "word ", "entity_id": 4, "feed_ids": (1,)},
        {"text": "-word "},
        {"text": "-word -other", "entity_id": 4},
        {"sort": "oldest", "text": "-word "},
        {"sort": "oldest"},
        {"sort": "oldest", "feed_ids": (1,)},
        {"sort": "oldest", "entity_id": 4},
        {"sort": "oldest", "text": "word "},
    )
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("statistics", [False, True])
@pytest.mark.parametrize("beyond", [0, 9])
def test_every_list_walks_along_an_index(
    connection: sqlite3.Connection, ids: tuple[int, ...], query: ArticleQuery, statistics: bool, beyond: int
) -> None:
    feeds.sync_specs(connection, [])
    if statistics:
        connection.execute("ANALYZE")
    *_, statement = asked(connection, partial(search.find, beyond=beyond), query)
    steps = plan(connection, statement)
    for step in steps:
        bare_scan = step.startswith("SCAN") and "INDEX" not in step
        assert not bare_scan, steps
    if len(query.feed_ids) < 2:
        assert not [step for step in steps if "TEMP B-TREE" in step], steps


def test_articles_without_a_word_come_from_a_merge_that_stops_at_the_limit(
    connection: sqlite3.Connection, ids: tuple[int, ...]
) -> None:
    *_, statement = asked(connection, search.find, Query(text="-word "), 10)
    assert "MERGE (EXCEPT)" in plan(connection, statement)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (articles.rows, ([1, 2],)),
        (articles.article, (1,)),
        (articles.status, (1,)),
        (articles.revisions, (1,)),
        (insights.quotes, (1,)),
        (insights.entities, (1,)),
        (insights.candidates, (["a"],)),
        (insights.find_entities, ("a",)),
        (insights.entity_card, (1,)),
        (insights.all_entities, ([1],)),
    ],
)
def test_reads_by_id_scan_no_table_and_touch_no_text(
    connection: sqlite3.Connection,
    ids: tuple[int, ...],
    function: Callable[..., object],
    args: tuple[object, ...],
) -> None:
    for statement in asked(connection, function, *args):
        for step in plan(connection, statement):
            real_scan = step.startswith("SCAN") and not step.startswith(
                ("SCAN wanted", "SCAN found", "SCAN r", "SCAN (subquery")
            )
            assert not real_scan, step
            assert not {"body", "source"} & set(step.split()), step


@pytest.mark.parametrize("waiting", [articles.unread_documents, articles.unanalysed])
def test_waiting_work_is_found_along_an_index(
    connection: sqlite3.Connection, ids: tuple[int, ...], waiting: Callable[..., list[int]]
) -> None:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    waiting(connection, *(["a1"] if waiting is articles.unanalysed else []), limit=9)
    connection.set_trace_callback(None)
    for statement in statements:
        first = plan(connection, statement)[0]
        assert "USING INDEX article_" in first or "USING COVERING INDEX article_" in first, first
