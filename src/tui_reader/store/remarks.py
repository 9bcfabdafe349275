"""Notes on words of an article: they keep the words and what stood around them, no offsets.

Where the words stand is looked up in the text that is shown, so that a note finds its place after an edit or
stays with the text it was written on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from tui_reader.errors import StoreError
from tui_reader.model.anchor import Anchor, Remark, anchor, locate
from tui_reader.model.document import Span
from tui_reader.store import documents, steps
from tui_reader.store.notes import washed_note
from tui_reader.store.steps import Label, Part

_COLUMNS = "article_id, revision_id, exact, prefix, suffix, start, text, changed_at"

Row = Sequence[object]


def remarks(connection: sqlite3.Connection, article_id: int) -> list[Remark]:
    """The notes on words of an article, each with its place in the text shown now, oldest first."""
    rows = connection.execute(
        f"SELECT id, {_COLUMNS} FROM remark WHERE article_id = ? ORDER BY id",  # noqa: S608  # own constant
        (article_id,),
    )
    found = [
        Remark(remark_id, article, revision, Anchor(exact, prefix, suffix, start), text, changed_at)
        for remark_id, article, revision, exact, prefix, suffix, start, text, changed_at in rows
    ]
    shown = _shown_text(connection, article_id) if found else ""
    return [replace(remark, span=locate(shown, remark.anchor)) for remark in found]


def add_remark(
    connection: sqlite3.Connection, article_id: int, span: Span, text: str, *, now: int, label: Label
) -> int:
    """Note something on a stretch of the text shown now, as one step of undo; the note's id.

    Raises StoreError when the note is empty or the stretch is not in the text.
    """
    washed = washed_note(text)
    if not washed:
        raise StoreError("a note needs a text", subject=str(article_id))
    try:
        words = anchor(_shown_text(connection, article_id), span)
    except ValueError as error:
        raise StoreError(f"nothing to note on in article {article_id}: {error}") from error
    row = (article_id, _shown(connection, article_id), *_fields(words), washed, now)
    made = connection.execute(
        f"INSERT INTO remark ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # own constant
        row,
    )
    remark_id = int(made.lastrowid or 0)
    _record(connection, remark_id, article_id, None, row, now, label)
    return remark_id


def change_remark(
    connection: sqlite3.Connection, remark_id: int, text: str, *, now: int, label: Label
) -> bool:
    """Write a note on words anew, or remove it with an empty text; whether that changed anything."""
    before = _row(connection, remark_id)
    if before is None:
        return False
    washed = washed_note(text)
    after = (*before[:6], washed, now) if washed else None
    if after is not None and after[6] == before[6]:
        return False
    _write(connection, remark_id, after)
    _record(connection, remark_id, int(str(before[0])), before, after, now, label)
    return True


def turn(connection: sqlite3.Connection, part: Part, forward: bool, _: int) -> None:
    """Do a step's part again, or take it back; a note written anew since stays."""
    before, after = (part["before"], part["after"]) if forward else (part["after"], part["before"])
    present = _row(connection, part["id"])
    if (None if present is None else list(present)) == before:
        _write(connection, part["id"], after)


def _record(
    connection: sqlite3.Connection,
    remark_id: int,
    article_id: int,
    before: Row | None,
    after: Row | None,
    now: int,
    label: Label,
) -> None:
    part: Part = {"kind": "remark", "article": article_id, "id": remark_id, "before": before, "after": after}
    steps.record(connection, [part], now=now, label=label)


def _row(connection: sqlite3.Connection, remark_id: int) -> tuple[object, ...] | None:
    found: tuple[object, ...] | None = connection.execute(
        f"SELECT {_COLUMNS} FROM remark WHERE id = ?",  # noqa: S608  # own constant
        (remark_id,),
    ).fetchone()
    return found


def _write(connection: sqlite3.Connection, remark_id: int, row: Row | None) -> None:
    if row is None:
        connection.execute("DELETE FROM remark WHERE id = ?", (remark_id,))
        return
    connection.execute(
        f"INSERT OR REPLACE INTO remark (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (remark_id, *row),
    )


def _fields(words: Anchor) -> tuple[str, str, str, int]:
    return words.exact, words.prefix, words.suffix, words.start


def _shown(connection: sqlite3.Connection, article_id: int) -> int:
    row = connection.execute("SELECT revision_id FROM article WHERE id = ?", (article_id,)).fetchone()
    return int(row[0]) if row else 0


def _shown_text(connection: sqlite3.Connection, article_id: int) -> str:
    document = documents.document(connection, _shown(connection, article_id))
    return document.text if document else ""
