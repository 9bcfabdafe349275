"""What the reader does to articles, every step of which can be undone and done again, also after a
restart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tui_reader.model.article import Mark
from tui_reader.store import corrections, identities, notes, remarks, revisions, steps, tags, watching
from tui_reader.store.steps import KEPT_STEPS, Label, Part

__all__ = ["KEPT_STEPS", "mark", "redo", "undo"]

_COLUMNS: dict[Mark, str] = {"read": "read", "starred": "starred", "dismissed": "dismissed"}


def mark(
    connection: sqlite3.Connection, ids: Sequence[int], mark: Mark, value: bool, *, now: int, label: Label
) -> int:
    """Set or clear a mark; how many articles really changed. These are one step of undo, called `label`.

    Steps that had been undone can no longer be done again, unless nothing changed.
    """
    changed = _differing(connection, ids, mark, value)
    if changed:
        _set(connection, changed, mark, value, now)
        part: Part = {"kind": "mark", "mark": mark, "value": value, "ids": changed}
        steps.record(connection, [part], now=now, label=label)
    return len(changed)


def undo(connection: sqlite3.Connection, now: int) -> str | None:
    """Take back the latest step; its label, None when there is none.

    Only what still is as the step left it goes back.
    """
    step = steps.last_done(connection)
    if step is None:
        return None
    for part in reversed(step.parts):
        _turn(connection, part, False, now)
    steps.set_undone(connection, step, undone=True)
    return step.label


def redo(connection: sqlite3.Connection, now: int) -> str | None:
    """Do the step again that was taken back last; its label, None when there is none."""
    step = steps.first_undone(connection)
    if step is None:
        return None
    for part in step.parts:
        _turn(connection, part, True, now)
    steps.set_undone(connection, step, undone=False)
    return step.label


def _turn(connection: sqlite3.Connection, part: Part, forward: bool, now: int) -> None:
    """Do one part again, or take it back."""
    _TURNS[part.get("kind", "mark")](connection, part, forward, now)


def _turn_mark(connection: sqlite3.Connection, part: Part, forward: bool, now: int) -> None:
    mark, value = part["mark"], part["value"] == forward
    _set(connection, _differing(connection, part["ids"], mark, value), mark, value, now)


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


_TURNS: Mapping[str, Callable[[sqlite3.Connection, Part, bool, int], None]] = MappingProxyType(
    {
        "mark": _turn_mark,
        "tag": tags.turn,
        "note": notes.turn,
        "remark": remarks.turn,
        "correction": corrections.turn,
        "shown": revisions.turn,
        "entity": identities.turn,
        "entity-article": identities.turn,
        "entity-mark": watching.turn,
    }
)
"""How each kind of part is done again (True) or taken back (False)."""
