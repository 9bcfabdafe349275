"""The reader's note on an article: one text each. Notes on words of an article are in `remarks`."""

from __future__ import annotations

import sqlite3

from tui_reader.errors import StoreError
from tui_reader.model.text import clean_text
from tui_reader.store import steps
from tui_reader.store.steps import Label, Part

NOTE_LIMIT = 20_000
"""Characters of a note."""


def note_of(connection: sqlite3.Connection, article_id: int) -> str:
    """The note on an article; empty when there is none."""
    row = connection.execute("SELECT text FROM note WHERE article_id = ?", (article_id,)).fetchone()
    return str(row[0]) if row else ""


def set_note(connection: sqlite3.Connection, article_id: int, text: str, *, now: int, label: Label) -> bool:
    """Write, replace or (with an empty text) remove the note on an article; whether that changed anything.

    Raises StoreError when there is no such article or the text is too long.
    """
    after, before = washed_note(text), note_of(connection, article_id)
    if connection.execute("SELECT 1 FROM article WHERE id = ?", (article_id,)).fetchone() is None:
        raise StoreError(f"there is no article {article_id}", subject=str(article_id))
    if after == before:
        return False
    _write(connection, article_id, after, now)
    part: Part = {"kind": "note", "article": article_id, "before": before, "after": after}
    steps.record(connection, [part], now=now, label=label)
    return True


def washed_note(text: str) -> str:
    """A note as it is stored. Raises StoreError when it is too long."""
    washed = clean_text(text).strip()
    if len(washed) > NOTE_LIMIT:
        raise StoreError(f"a note may have {NOTE_LIMIT:,} characters, this one has {len(washed):,}")
    return washed


def turn(connection: sqlite3.Connection, part: Part, forward: bool, now: int) -> None:
    """Do a step's part again, or take it back; a note written anew since stays."""
    before, after = (part["before"], part["after"]) if forward else (part["after"], part["before"])
    if note_of(connection, part["article"]) == before:
        _write(connection, part["article"], after, now)


def _write(connection: sqlite3.Connection, article_id: int, text: str, now: int) -> None:
    if text:
        connection.execute(
            "INSERT OR REPLACE INTO note (article_id, text, changed_at) VALUES (?, ?, ?)",
            (article_id, text, now),
        )
    else:
        connection.execute("DELETE FROM note WHERE article_id = ?", (article_id,))
