"""Whatever was done can be taken back and done again, in any mixture of kinds."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document
from tui_reader.store import articles, feeds, marks, notes, remarks, revisions, tags
from tui_reader.store.connection import open_store, transaction
from tui_reader.store.schema import STEPS, migrate

Action = tuple[str, int, int]
"""What is done, to which of three articles, with which of three values."""

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["read", "starred", "dismissed", "tag", "untag", "note", "remark", "change", "show"]),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=14,
)
TABLES = (
    "SELECT article_id, read, starred, dismissed FROM status ORDER BY 1",
    "SELECT name, article_id FROM tag ORDER BY 1, 2",
    "SELECT article_id, text FROM note ORDER BY 1",
    "SELECT id, article_id, exact, text FROM remark ORDER BY 1",
    "SELECT id, revision_id FROM article ORDER BY 1",
    "SELECT id, unread, total FROM feed ORDER BY 1",
)


def state(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(sql).fetchall() for sql in TABLES]


def filled(connection: sqlite3.Connection) -> list[int]:
    """Three articles, each with a feed's text and a page's."""
    saved = feeds.sync_specs(connection, [])["saved:"]
    entries = [Entry(str(n), f"Title {n}", content="one") for n in range(3)]
    ids = articles.store_entries(connection, saved, entries, kind="feed", now=1_790_000_000).added
    for article_id in ids:
        for kind in ("feed", "page"):
            revision = articles.add_revision(
                connection, article_id, kind="page" if kind == "page" else "feed", media="text",
                source=kind, base_url="", now=5,
            )  # fmt: skip
            articles.save_document(connection, revision, plain_document("One two three."), reader_version="1")
    return list(ids)


def act(connection: sqlite3.Connection, ids: list[int], action: Action) -> None:
    kind, place, value = action
    article_id = ids[place]
    match kind:
        case "read" | "starred" | "dismissed":
            marks.mark(connection, ids[place:], kind, value > 0, now=6, label="x")
        case "tag":
            tags.tag(connection, ids[: place + 1], add=["ab"[value % 2]], remove=["c"], now=6, label="x")
        case "untag":
            tags.tag(connection, ids, add=["c"], remove=["ab"[value % 2]], now=6, label="x")
        case "note":
            notes.set_note(connection, article_id, ["", "first", "second"][value], now=6, label="x")
        case "remark":
            remarks.add_remark(connection, article_id, Span(0, value + 1), "remark", now=6, label="x")
        case "change":
            for remark in remarks.remarks(connection, article_id)[:1]:
                remarks.change_remark(connection, remark.id, ["", "a", "b"][value], now=6, label="x")
        case _:
            revisions.show(connection, article_id, "page" if value else "feed", now=6, label="x")


def walk(
    connection: sqlite3.Connection, turn: Callable[[sqlite3.Connection, int], str | None]
) -> list[list[list[tuple[object, ...]]]]:
    """The states on the way to the end of the stack."""
    seen = [state(connection)]
    while turn(connection, 7) is not None:
        seen.append(state(connection))
    return seen


@settings(max_examples=40, deadline=None)
@given(ACTIONS)
def test_undo_and_redo_walk_through_the_very_states_that_were(actions: list[Action]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(Path(folder) / "store.db")) as connection,
        transaction(connection),
    ):
        ids = filled(connection)
        states = [state(connection)]
        for action in actions:
            act(connection, ids, action)
            if state(connection) != states[-1]:
                states.append(state(connection))
        assert walk(connection, marks.undo) == states[::-1]
        assert walk(connection, marks.redo) == states


def test_a_library_of_the_first_version_keeps_its_steps(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        migrate(old, path, STEPS[:1])
        old.execute("INSERT INTO feed (id, key, kind) VALUES (1, 'k', 'feed')")
        old.execute("INSERT INTO status (article_id, feed_id, guid, read) VALUES (1, 1, 'g', 1)")
        payload = '{"mark":"read","value":true,"ids":[1]}'
        old.execute("INSERT INTO change (at, label, payload) VALUES (5, 'read', ?)", (payload,))
    with closing(open_store(path)) as connection:
        tags.tag(connection, [1], add=["kept"], now=6, label="tagged")
        assert [marks.undo(connection, 7) for _ in range(3)] == ["tagged", "read", None]
        assert connection.execute("SELECT read FROM status").fetchall() == [(0,)]
