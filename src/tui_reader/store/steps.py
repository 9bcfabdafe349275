"""The stack of undo: what each step changed, kept over restarts. How a part is turned back, `marks` knows.

A part is plain data: its `kind`, and `ids` or `article` for the articles it touches; the rest is its kind's.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

KEPT_STEPS = 200
"""How far back undo goes."""

Label = str | Callable[[int], str]
"""What a step is called: words, or a function of the number of articles it changed."""

Part = dict[str, Any]
"""One change of one kind."""

_LARGE = 2_000
"""Payloads from so many characters on lie compressed: marking a whole library is one step."""


class Step(NamedTuple):
    """What one key or one command changed."""

    id: int
    label: str
    parts: list[Part]


def record(connection: sqlite3.Connection, parts: Sequence[Part], *, now: int, label: Label) -> None:
    """Put a step on the stack; steps that had been undone can no longer be done again. No parts, no step."""
    if not parts:
        return
    connection.execute("DELETE FROM change WHERE undone = 1")
    label = label if isinstance(label, str) else label(len(touched(parts)))
    step = connection.execute(
        "INSERT INTO change (at, label, payload) VALUES (?, ?, ?)", (now, label, _packed(parts))
    ).lastrowid
    connection.execute("DELETE FROM change WHERE id <= ?", ((step or 0) - KEPT_STEPS,))


def touched(parts: Sequence[Part]) -> set[int]:
    """The articles that these parts change."""
    ids = {article_id for part in parts for article_id in part.get("ids", ())}
    return ids | {part["article"] for part in parts if "article" in part}


def last_done(connection: sqlite3.Connection) -> Step | None:
    """The step that undo takes back."""
    return _one(connection, "undone = 0 ORDER BY id DESC")


def first_undone(connection: sqlite3.Connection) -> Step | None:
    """The step that redo does again."""
    return _one(connection, "undone = 1 ORDER BY id")


def ends(connection: sqlite3.Connection) -> tuple[int, int]:
    """The ids of the steps that undo and redo would turn; 0 for none. Later steps have higher ids."""
    row = connection.execute(
        "SELECT max(id) FILTER (WHERE undone = 0), min(id) FILTER (WHERE undone = 1) FROM change"
    ).fetchone()
    return row[0] or 0, row[1] or 0


def set_undone(connection: sqlite3.Connection, step: Step, *, undone: bool) -> None:
    """Move a step from one side of the stack to the other."""
    connection.execute("UPDATE change SET undone = ? WHERE id = ?", (undone, step.id))


def strike(connection: sqlite3.Connection, gone: Collection[int], words: Sequence[str] = ()) -> None:
    """Take articles out of every step; steps left empty go, labels that hold one of `words` are blanked."""
    hidden = [word.casefold() for word in words if word]
    known = "SELECT id, label, payload, undone FROM change"
    for step_id, label, payload, undone in connection.execute(known).fetchall():
        parts = _unpacked(payload)
        left = [kept for part in parts if (kept := _without(part, gone)) is not None]
        left = [part for part in left if _lasts(connection, part, undone=undone)]
        named = any(word in label.casefold() for word in hidden)
        if not left:
            connection.execute("DELETE FROM change WHERE id = ?", (step_id,))
        elif left != parts or named:
            connection.execute(
                "UPDATE change SET payload = ?, label = ? WHERE id = ?",
                (_packed(left), "a change" if named else label, step_id),
            )


def _lasts(connection: sqlite3.Connection, part: Part, *, undone: bool) -> bool:
    """Whether the entity that has what the part moves, names included, is still there."""
    if "to" not in part:
        return True
    holder = part["from"] if undone else part["to"]
    return connection.execute("SELECT 1 FROM entity WHERE id = ?", (holder,)).fetchone() is not None


def _without(part: Part, gone: Collection[int]) -> Part | None:
    if part.get("article") in gone:
        return None
    if "ids" not in part:
        return part
    ids = [article_id for article_id in part["ids"] if article_id not in gone]
    return {**part, "ids": ids} if ids else None


def _one(connection: sqlite3.Connection, condition: str) -> Step | None:
    row = connection.execute(
        f"SELECT id, label, payload FROM change WHERE {condition} LIMIT 1"  # noqa: S608  # conditions of this module
    ).fetchone()
    return Step(row[0], row[1], _unpacked(row[2])) if row else None


def _packed(parts: Sequence[Part]) -> str | bytes:
    text = json.dumps(list(parts), separators=(",", ":"), ensure_ascii=False)
    return text if len(text) < _LARGE else zlib.compress(text.encode(), 1)


def _unpacked(payload: str | bytes) -> list[Part]:
    text = payload if isinstance(payload, str) else zlib.decompress(payload).decode()
    found = json.loads(text)
    return found if isinstance(found, list) else [found]
