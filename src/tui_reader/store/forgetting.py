"""Forgetting: articles leave the library with all that was made of them, and do not come back.

`forget` runs in a transaction; `sweep`, after it, takes the bytes out of the file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from tui_reader.errors import StoreBusyError
from tui_reader.store import articles, corrections, names, steps, tombstones
from tui_reader.store.names import Keys

_ADDED = ("tag", "note", "remark", "correction", "visit")
"""Tables of what a reader added to articles."""


_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'"


@dataclass(frozen=True, slots=True)
class Scope:
    """What forgetting an article, a source or an entity takes away."""

    kind: Literal["article", "feed", "entity"]
    id: int
    name: str
    articles: tuple[int, ...] = ()
    revisions: int = 0
    quotes: int = 0


def article_scope(connection: sqlite3.Connection, article_id: int) -> Scope | None:
    """What forgetting an article takes away; None when it is not there."""
    row = connection.execute("SELECT title FROM article WHERE id = ?", (article_id,)).fetchone()
    return _counted(connection, Scope("article", article_id, row[0], (article_id,))) if row else None


def feed_scope(connection: sqlite3.Connection, feed_id: int) -> Scope | None:
    """What forgetting a source takes away: its articles, the statuses of those that have gone, and itself."""
    row = connection.execute(
        "SELECT coalesce(nullif(user_title, ''), nullif(title, ''), key) FROM feed WHERE id = ?", (feed_id,)
    ).fetchone()
    ids = connection.execute("SELECT article_id FROM status WHERE feed_id = ?", (feed_id,))
    return _counted(connection, Scope("feed", feed_id, row[0], _ids(ids))) if row else None


def entity_scope(connection: sqlite3.Connection, entity_id: int) -> Scope | None:
    """What forgetting an entity takes away: every article that speaks of it or writes its name, and itself.

    A name of one word is looked for among what analysis found only: as a mere word it may mean anything.
    """
    row = connection.execute("SELECT name FROM entity WHERE id = ?", (entity_id,)).fetchone()
    if row is None:
        return None
    ids = _ids(connection.execute("SELECT article_id FROM appearance WHERE entity_id = ?", (entity_id,)))
    name = row[0].replace('"', " ")
    if len(name.split()) > 1:
        ids += _ids(
            connection.execute("SELECT rowid FROM article_text WHERE article_text MATCH ?", (f'"{name}"',))
        )
    return _counted(connection, Scope("entity", entity_id, row[0], tuple(sorted(set(ids)))))


def forget(connection: sqlite3.Connection, scope: Scope, keys: Keys) -> int:
    """Take a scope's articles out, leaving keyed hashes of their identities; how many articles went.

    `keys` tells the aliases that a form of a name gives; those that only these articles gave an entity go.
    The scope is looked at anew, so that what came in meanwhile goes too. What is deleted
    is overwritten as it is freed; `sweep` sees to what had been freed before.
    """
    connection.execute("PRAGMA secure_delete=ON")
    fresh = _SCOPES[scope.kind](connection, scope.id)
    if fresh is None:
        return 0
    scope = fresh
    for article_id in scope.articles:
        tombstones.bury(connection, article_id)
    given = names.forms(connection, scope.articles)
    removed = articles.remove_articles(connection, scope.articles)
    for entity_id in given:
        _forget_unseen(connection, entity_id)
    names.take_back(connection, given, keys)
    for table in (*_ADDED, "status"):
        connection.executemany(
            f"DELETE FROM {table} WHERE article_id = ?",  # noqa: S608  # a constant of this module
            [(article_id,) for article_id in scope.articles],
        )
    if scope.kind == "feed":
        connection.execute("DELETE FROM feed WHERE id = ? AND kind <> 'saved'", (scope.id,))
    elif scope.kind == "entity":
        corrections.forget_speaker(connection, scope.name)
        _forget_entity(connection, scope.id)
    steps.strike(connection, frozenset(scope.articles), [scope.name])
    _drop_samples(connection)
    return removed


def sweep(connection: sqlite3.Connection) -> None:
    """Take the bytes of what was deleted out of the index, the file and its log; outside any transaction.

    Writes the whole file anew. Raises StoreBusyError when another process keeps reading an old state.
    """
    connection.execute("PRAGMA secure_delete=ON")
    for (index,) in connection.execute(_INDEXES).fetchall():
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608  # of our schema
    # On the disk, because the library may be larger than the memory; what is forgotten is no part of it.
    connection.execute("PRAGMA temp_store=FILE")
    try:
        connection.execute("VACUUM")
    finally:
        connection.execute("PRAGMA temp_store=MEMORY")
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise StoreBusyError(
            "it is forgotten, but another process still reads the log that holds its bytes; "
            "close it, then run forget --sweep"
        )


def identities(connection: sqlite3.Connection, scope: Scope) -> list[tuple[str, str]]:
    """(source key, guid) of each article of a scope, to look for it in copies of the library."""
    rows = connection.execute(
        """SELECT f.key, s.guid FROM json_each(?) wanted
        CROSS JOIN status s ON s.article_id = wanted.value CROSS JOIN feed f ON f.id = s.feed_id""",
        (json.dumps(list(scope.articles)),),
    )
    return [(str(key), str(guid)) for key, guid in rows]


def held(connection: sqlite3.Connection, wanted: Iterable[tuple[str, str]]) -> int:
    """How many of these (source key, guid) a library, such as a backup, holds the texts of."""
    found = connection.execute(
        """SELECT count(*) FROM json_each(?) wanted
        CROSS JOIN feed f ON f.key = wanted.value ->> 0
        CROSS JOIN status s ON s.feed_id = f.id AND s.guid = wanted.value ->> 1 AND s.present = 1""",
        (json.dumps(list(wanted)),),
    ).fetchone()
    return int(found[0])


def _counted(connection: sqlite3.Connection, scope: Scope) -> Scope:
    ids = json.dumps(list(scope.articles))
    counts = [
        connection.execute(
            f"SELECT count(*) FROM json_each(?) w CROSS JOIN {table} t ON t.article_id = w.value",  # noqa: S608
            (ids,),
        ).fetchone()[0]
        for table in ("revision", "quote")
    ]
    return Scope(scope.kind, scope.id, scope.name, scope.articles, *counts)


def _ids(rows: Iterable[tuple[int]]) -> tuple[int, ...]:
    return tuple(int(row[0]) for row in rows)


def _forget_unseen(connection: sqlite3.Connection, entity_id: int) -> None:
    """Let an entity go that is left without articles, also when something was decided about it."""
    if connection.execute("SELECT 1 FROM entity WHERE id = ? AND articles <= 0", (entity_id,)).fetchone():
        _forget_entity(connection, entity_id)


def _forget_entity(connection: sqlite3.Connection, entity_id: int) -> None:
    """The entity's own rows; they have gone with its last article unless another took it up meanwhile."""
    for table in ("entity_day", "entity_alias", "entity_ruling", "entity_mark"):
        connection.execute(f"DELETE FROM {table} WHERE entity_id = ?", (entity_id,))  # noqa: S608
    connection.execute("DELETE FROM entity WHERE id = ?", (entity_id,))


def _drop_samples(connection: sqlite3.Connection) -> None:
    """SQLite's statistics may hold values of rows, where it was built to gather them."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'"
    if connection.execute(known).fetchone() is not None:
        connection.execute("DELETE FROM sqlite_stat4")


_SCOPES: Mapping[str, Callable[[sqlite3.Connection, int], Scope | None]] = MappingProxyType(
    {"article": article_scope, "feed": feed_scope, "entity": entity_scope}
)
