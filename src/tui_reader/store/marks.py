"""What the reader does to articles, every step of which can be undone and done again, also after a
restart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tui_reader.model.article import Mark

KEPT_STEPS = 200
"""How far back undo goes."""

_COLUMNS: dict[Mark, str] = {"read": "read", "starred": "starred", "dismissed": "dismissed"}


class _Step(NamedTuple):
    id: int
    label: str
    mark: Mark
    value: bool
    ids: list[int]


def mark(
    connection: sqlite3.Connection, ids: Sequence[int], mark: Mark, value: bool, *, now: int, label: str
) -> int:
    """Set or clear a mark; how many articles really changed. These are one step of undo, called `label`.

    Steps that had been undone can no longer be done again, unless nothing changed.
    """
    changed = _differing(connection, ids, mark, value)
    if not changed:
        return 0
    _set(connection, changed, mark, value, now)
    connection.execute("DELETE FROM change WHERE undone = 1")
    payload = json.dumps({"mark": mark, "value": value, "ids": changed}, separators=(",", ":"))
    step = connection.execute(
        "INSERT INTO change (at, label, payload) VALUES (?, ?, ?)", (now, label, payload)
    ).lastrowid
    connection.execute("DELETE FROM change WHERE id <= ?", ((step or 0) - KEPT_STEPS,))
    return len(changed)


def undo(connection: sqlite3.Connection, now: int) -> str | None:
    """Take back the latest step; its label, None when there is none.

    Only articles that still are as the step left them go back.
    """
    step = _step(connection, "undone = 0 ORDER BY id DESC")
    if step is None:
        return None
    _set(
        connection,
        _differing(connection, step.ids, step.mark, not step.value),
        step.mark,
        not step.value,
        now,
    )
    connection.execute("UPDATE change SET undone = 1 WHERE id = ?", (step.id,))
    return step.label


def redo(connection: sqlite3.Connection, now: int) -> str | None:
    """Do the step again that was taken back last; its label, None when there is none."""
    step = _step(connection, "undone = 1 ORDER BY id")
    if step is None:
        return None
    _set(connection, _differing(connection, step.ids, step.mark, step.value), step.mark, step.value, now)
    connection.execute("UPDATE change SET undone = 0 WHERE id = ?", (step.id,))
    return step.label


def _step(connection: sqlite3.Connection, condition: str) -> _Step | None:
    row = connection.execute(
        f"SELECT id, label, payload FROM change WHERE {condition} LIMIT 1"  # noqa: S608  # conditions of this module
    ).fetchone()
    if row is None:
        return None
    payload = json.loads(row[2])
    return _Step(row[0], row[1], payload["mark"], payload["value"], payload["ids"])


def _differing(connection: sqlite3.Connection, ids: Sequence[int], mark: Mark, value: bool) -> list[int]:
    found = connection.execute(
        f"""SELECT DISTINCT s.article_id FROM json_each(?) wanted
        CROSS JOIN status s ON s.article_id = wanted.value WHERE s.{_COLUMNS[mark]} <> ?""",  # noqa: S608
        (json.dumps(list(ids)), value),
    )
    return [int(row[0]) for row in found]


def _set(connection: sqlite3.Connection, ids: Sequence[int], mark: Mark, value: bool, now: int) -> None:
    connection.executemany(
        f"UPDATE status SET {_COLUMNS[mark]} = ?, changed_at = ? WHERE article_id = ?",  # noqa: S608
        [(value, now, article_id) for article_id in ids],
    )
