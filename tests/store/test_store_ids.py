"""Libraries whose articles had wide ids: everything that names an article follows it to its new id."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery
from tui_reader.store import (
    articles,
    corrections,
    feeds,
    history,
    identities,
    insights,
    marks,
    notes,
    remarks,
    search,
    tags,
    textindex,
    upkeep,
    waiting,
)
from tui_reader.store.connection import open_store
from tui_reader.store.ids import ID_SHIFT
from tui_reader.store.schema import STEPS, migrate
from tui_reader.store.schema_ids import IDS

EntryMaker = Callable[..., Entry]
NOW = 1_790_000_000
TEXT = "“We shut it,” she said. The harbour stays dark."
SHUT = Span(0, 13)
PEOPLE = (
    Entity("Mara Brenn", "person", (Span(1, 3), Span(19, 22)), salience=0.6),
    Entity("Harbour", "place", (Span(28, 35),)),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library one step before the new ids, with something of everything in it."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        migrate(made, path, STEPS[: STEPS.index(IDS)])
    return path


def fill(connection: sqlite3.Connection, entry: EntryMaker) -> list[int]:
    feed = feeds.sync_specs(connection, [])["saved:"]
    given = [entry(number, authors=(f"Ida {number}",), tags=("fog",)) for number in range(4)]
    given += [entry(number, published=NOW - 5) for number in range(10, 13)]
    ids = articles.store_entries(connection, feed, given, kind="page", now=NOW).added
    for article_id in ids[:2]:
        shown = articles.article(connection, article_id)
        assert shown is not None
        articles.save_document(connection, shown.revision_id, plain_document(TEXT), reader_version="1")
        insights.begin_analysis(connection, article_id, "1", NOW)
        found = Insight((Quote((SHUT,), "direct", "Mara Brenn", "she", rule="pronoun"),), PEOPLE, "en", "1")
        known = [row[0] for row in connection.execute("SELECT id FROM entity ORDER BY id")] or [None, None]
        keys = [("brenn",), ("harbour",)]
        insights.save_insight(connection, article_id, shown.revision_id, found, known, keys, now=NOW)
    decide(connection, list(ids))
    return list(ids)


def decide(connection: sqlite3.Connection, ids: list[int]) -> None:
    """What a reader does, one step of undo after the other."""
    marks.mark(connection, ids[:3], "starred", True, now=NOW, label="starred")
    tags.tag(connection, ids, add=["later"], now=NOW, label="tagged")
    notes.set_note(connection, ids[0], f"see {wide(ids[1])}", now=NOW, label="noted")
    remarks.add_remark(connection, ids[0], SHUT, "Is it so?", now=NOW, label="remark")
    corrections.correct(connection, ids[1], SHUT, "speaker", "Olu Hart", now=NOW, label="corrected")
    identities.split(
        connection, 1, articles=ids[:1], key=lambda _, name: name.casefold(), now=NOW, label="split"
    )
    history.visit(connection, ids[1], NOW)
    waiting.wait(connection, ids[3:], 1, now=NOW)
    connection.execute("INSERT INTO site_page (article_id, site_id) VALUES (?, 1)", (ids[0],))


def wide(article_id: int) -> int:
    """An id as it was: a million to a second."""
    return (article_id >> ID_SHIFT << 20) + (article_id & ((1 << ID_SHIFT) - 1))


def widen(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Give every article the id it would have had."""
    for table, column in [("article", "id"), *((name, "article_id") for name in holders(connection))]:
        connection.executemany(
            f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [(wide(one), one) for one in ids]
        )

    def widened(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: widened(each) for key, each in value.items()}
        if isinstance(value, list):
            return [widened(each) for each in value]
        return wide(value) if value in ids else value

    for step_id, payload in connection.execute("SELECT id, payload FROM change").fetchall():
        text = json.dumps(widened(json.loads(payload)))
        packed = zlib.compress(text.encode()) if step_id % 2 else text
        connection.execute("UPDATE change SET payload = ? WHERE id = ?", (packed, step_id))
    for made, original in connection.execute("SELECT id, original FROM correction").fetchall():
        text = json.dumps(widened(json.loads(original)))
        connection.execute("UPDATE correction SET original = ? WHERE id = ?", (text, made))


def holders(connection: sqlite3.Connection) -> list[str]:
    """Every table that names articles, as the schema has it."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ).fetchall()
    return [
        table
        for (table,) in tables
        if any(row[1] == "article_id" for row in connection.execute(f"PRAGMA table_info({table})"))
    ]


def rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All that names articles, steps as what they say; without what is indexed."""
    found = {}
    for table in holders(connection):
        found[table] = connection.execute(f"SELECT * FROM {table}").fetchall()
        assert found[table], f"nothing in {table}"
    found["article"] = connection.execute("SELECT id, title, revision_id, ready FROM article").fetchall()
    payloads = [row[0] for row in connection.execute("SELECT payload FROM change ORDER BY id")]
    texts = [one if isinstance(one, str) else zlib.decompress(one).decode() for one in payloads]
    found["change"] = [(json.dumps(json.loads(text)),) for text in texts]
    found["correction"] = [(*row[:-1], json.dumps(json.loads(str(row[-1])))) for row in found["correction"]]
    return found


def test_whatever_names_an_article_follows_it(old: Path, entry: EntryMaker) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        ids = fill(connection, entry)
        before = rows(connection)
        widen(connection, ids)
        assert rows(connection) != before
    with closing(open_store(old)) as connection:
        assert rows(connection) == before
        assert upkeep.problems(connection) == []


def test_lists_searches_and_undo_go_on(old: Path, entry: EntryMaker) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        ids = fill(connection, entry)
        widen(connection, ids)
    with closing(open_store(old)) as connection:
        newest = sorted(ids, reverse=True)
        assert list(search.find(connection, ArticleQuery())) == newest
        assert list(search.find(connection, ArticleQuery(text="title "))) == newest
        assert list(search.find(connection, ArticleQuery(text="author:ida "))) == sorted(
            ids[:4], reverse=True
        )
        while batch := textindex.waiting(connection, 0):
            textindex.add_words(connection, batch)
        assert list(search.find(connection, ArticleQuery(text="harbour dark "))) == sorted(
            ids[:2], reverse=True
        )
        labels = [marks.undo(connection, NOW) for _ in range(6)]
        assert labels == ["split", "corrected", "remark", "noted", "tagged", "starred"]
        assert list(search.find(connection, ArticleQuery("starred"))) == []
        assert tags.tags(connection) == []
        assert upkeep.problems(connection) == []


def test_a_second_with_too_many_articles_runs_over_into_the_next(old: Path, entry: EntryMaker) -> None:
    date, many = NOW - 9, (2 << ID_SHIFT) + 5
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        feed = feeds.sync_specs(connection, [])["saved:"]
        connection.executemany(
            "INSERT INTO status (article_id, feed_id, guid) VALUES (?, ?, ?)",
            [((date << 20) + one, feed, f"g{one}") for one in range(many)]
            + [(date + 1 << 20, feed, "next"), (date + 60 << 20, feed, "last")],
        )
    with closing(open_store(old)) as connection:
        guids = connection.execute("SELECT guid, article_id FROM status ORDER BY article_id").fetchall()
    assert [guid for guid, _ in guids] == [*(f"g{one}" for one in range(many)), "next", "last"]
    assert guids[0][1] == date << ID_SHIFT
    assert guids[-1][1] == date + 60 << ID_SHIFT


def test_a_damaged_step_does_not_hold_up_the_upgrade(old: Path, entry: EntryMaker) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        widen(connection, fill(connection, entry))
        connection.execute("UPDATE change SET payload = x'00'")
    with closing(open_store(old)) as connection:
        assert len(search.find(connection, ArticleQuery())) == 7
