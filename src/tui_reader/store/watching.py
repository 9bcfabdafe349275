"""Entities that a reader watches, or does not want to see in the side panes."""

from __future__ import annotations

import sqlite3
from typing import Literal

from tui_reader.errors import StoreError
from tui_reader.store import steps
from tui_reader.store.steps import Label, Part

EntityMark = Literal["watched", "hidden"]


def mark_entity(
    connection: sqlite3.Connection,
    entity_id: int,
    mark: EntityMark,
    value: bool,
    *,
    now: int,
    label: Label,
) -> bool:
    """Watch or hide an entity, or no longer, as one step of undo; whether that changed anything.

    Raises StoreError when there is no such entity.
    """
    if connection.execute("SELECT 1 FROM entity WHERE id = ?", (entity_id,)).fetchone() is None:
        raise StoreError(f"there is no entity {entity_id}", subject=str(entity_id))
    if (entity_id in marked(connection, mark)) == value:
        return False
    part: Part = {"kind": "entity-mark", "entity": entity_id, "mark": mark, "value": value}
    turn(connection, part, True, now)
    steps.record(connection, [part], now=now, label=label)
    return True


def marked(connection: sqlite3.Connection, mark: EntityMark) -> frozenset[int]:
    """The entities with a mark."""
    found = connection.execute("SELECT entity_id FROM entity_mark WHERE mark = ?", (mark,))
    return frozenset(int(row[0]) for row in found)


def turn(connection: sqlite3.Connection, part: Part, forward: bool, _: int) -> None:
    """Do a step's part again, or take it back; an entity that has gone gets no mark."""
    if part["value"] == forward:
        connection.execute(
            "INSERT OR IGNORE INTO entity_mark (mark, entity_id) SELECT ?, id FROM entity WHERE id = ?",
            (part["mark"], part["entity"]),
        )
    else:
        connection.execute(
            "DELETE FROM entity_mark WHERE mark = ? AND entity_id = ?", (part["mark"], part["entity"])
        )
