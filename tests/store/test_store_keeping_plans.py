"""What a reader adds is found by key: no statement walks over a table that grows with the library."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tui_reader.model.document import Span
from tui_reader.model.query import ArticleQuery
from tui_reader.store import (
    forgetting,
    history,
    marks,
    notes,
    remarks,
    revisions,
    search,
    tags,
    tombstones,
)

NOW: dict[str, Any] = {"now": 5, "label": "x"}
CALLS: dict[str, Callable[[sqlite3.Connection], object]] = {
    "tag": lambda c: tags.tag(c, [1, 2], add=["a"], remove=["b"], **NOW),
    "tags of": lambda c: tags.tags_of(c, 1),
    "tags": tags.tags,
    "note": lambda c: notes.set_note(c, _one(c), "text", **NOW),
    "remark": lambda c: remarks.add_remark(c, _one(c), Span(0, 3), "text", **NOW),
    "remarks": lambda c: remarks.remarks(c, _one(c)),
    "visit": lambda c: history.visit(c, 1, 5),
    "back": lambda c: history.step(c, back=True),
    "visits": history.visits,
    "show": lambda c: revisions.show(c, _one(c), "feed", **NOW),
    "quotes of": lambda c: revisions.quotes_of(c, 1),
    "page hashes": lambda c: revisions.page_hashes(c, 1),
    "undo": lambda c: marks.undo(c, 5),
    "redo": lambda c: marks.redo(c, 5),
    "bury": lambda c: tombstones.bury(c, _one(c)),
    "identities": lambda c: forgetting.identities(c, forgetting.Scope("article", 1, "x", (1,))),
    "held": lambda c: forgetting.held(c, [("k", "g")]),
    "article scope": lambda c: forgetting.article_scope(c, _one(c)),
    "feed scope": lambda c: forgetting.feed_scope(c, 1),
    "entity scope": lambda c: forgetting.entity_scope(c, 1),
    "forget": lambda c: forgetting.forget(c, forgetting.Scope("feed", 1, "x"), lambda *_: ()),
    "by title": lambda c: search.find(c, ArticleQuery(sort="title")),
    "by source": lambda c: search.find(c, ArticleQuery(sort="source")),
}

SMALL = {
    "SCAN wanted", "SCAN w", "SCAN json_each", "SCAN CONSTANT", "SCAN seal", "SCAN change", "SCAN visit",
    "SCAN v", "SCAN feed", "SCAN tag", "SCAN sqlite_master",
}  # fmt: skip
"""Arguments, one-row tables, bounded ones, and the list of all tags, which is what was asked for."""


def _one(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT max(id) FROM article").fetchone()[0])


def walks(connection: sqlite3.Connection, call: Callable[[sqlite3.Connection], object]) -> list[str]:
    """The steps of all statements of a call that walk over a table without an index."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    call(connection)
    connection.set_trace_callback(None)
    found = []
    for sql in statements:
        of_an_index = "'main'.'" in sql or "article_text" in sql
        if of_an_index or not sql.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
            continue
        for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"):
            words = str(row[3]).split()
            if words[0] == "SCAN" and "INDEX" not in words and " ".join(words[:2]) not in SMALL:
                found.append(f"{row[3]}: {sql}")
    return found


@pytest.mark.parametrize("statistics", [False, True])
@pytest.mark.parametrize("name", CALLS)
def test_no_table_is_walked_over(
    connection: sqlite3.Connection, ready: Callable[..., int], name: str, statistics: bool
) -> None:
    ready(1, "Some text.")
    ready(2, "Some text.")
    connection.execute("INSERT INTO entity (name, kind) VALUES ('Ilse Brandvold', 'person')")
    history.visit(connection, 2, 4)
    tags.tag(connection, [_one(connection)], add=["z"], **NOW)
    if statistics:
        connection.execute("ANALYZE")
    assert walks(connection, CALLS[name]) == []


def test_the_test_sees_a_walk(connection: sqlite3.Connection) -> None:
    assert walks(connection, lambda c: c.execute("SELECT 1 FROM note WHERE text = 'x'")) != []
