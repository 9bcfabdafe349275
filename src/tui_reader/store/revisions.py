"""The texts an article had: which one is shown, what was quoted in each, and the page one was made of.

Showing another text is a step of undo. Quotes of a text that is no longer shown are kept with it.
"""

from __future__ import annotations

import sqlite3
from hashlib import sha256

import msgspec

from tui_reader.model.article import RawPage, RevisionKind
from tui_reader.model.insight import Quote
from tui_reader.store import documents, quoting, steps
from tui_reader.store.codec import pack, unpack
from tui_reader.store.steps import Label, Part


def show(
    connection: sqlite3.Connection, article_id: int, wanted: RevisionKind | int, *, now: int, label: Label
) -> bool:
    """Show the latest text of a kind, or the revision of an id, as one step of undo.

    False when the article has no such text; True also when it is shown already.
    """
    revision_id = _wanted(connection, article_id, wanted)
    before = _shown(connection, article_id)
    if revision_id is None or before is None:
        return False
    if revision_id != before:
        documents.show(connection, article_id, revision_id)
        part: Part = {"kind": "shown", "article": article_id, "before": before, "after": revision_id}
        steps.record(connection, [part], now=now, label=label)
    return True


def turn(connection: sqlite3.Connection, part: Part, forward: bool, _: int) -> None:
    """Do a step's part again, or take it back; an article that shows a third text by now keeps it."""
    before, after = (part["before"], part["after"]) if forward else (part["after"], part["before"])
    if _shown(connection, part["article"]) == before and _wanted(connection, part["article"], after):
        documents.show(connection, part["article"], after)


def quotes_of(connection: sqlite3.Connection, revision_id: int) -> list[Quote] | None:
    """The quotes of one text, in its order; None when it was never analysed."""
    row = connection.execute(
        """SELECT r.article_id FROM revision r JOIN analysis n ON n.article_id = r.article_id
        WHERE r.id = ? AND n.revision_id = r.id""",
        (revision_id,),
    ).fetchone()
    if row is not None:
        return quoting.quotes_in(connection, int(row[0]), revision_id)
    row = connection.execute(
        "SELECT quotes FROM earlier_quotes WHERE revision_id = ?", (revision_id,)
    ).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=list[Quote])


def keep_quotes(connection: sqlite3.Connection, article_id: int, next_revision: int) -> None:
    """Put the stored quotes of an article aside, with their text, before those of `next_revision` come."""
    row = connection.execute(
        "SELECT revision_id, analyser FROM analysis WHERE article_id = ?", (article_id,)
    ).fetchone()
    if row is not None and row[0] not in {0, next_revision}:
        found = quoting.quotes_in(connection, article_id, row[0])
        connection.execute(
            "INSERT OR REPLACE INTO earlier_quotes (revision_id, analyser, quotes) VALUES (?, ?, ?)",
            (row[0], row[1], msgspec.json.encode(found).decode()),
        )
    connection.execute("DELETE FROM earlier_quotes WHERE revision_id = ?", (next_revision,))


def keep_page(connection: sqlite3.Connection, revision_id: int, body: bytes, content_type: str) -> None:
    """Keep a page byte for byte as it was served, with its SHA-256."""
    connection.execute(
        """INSERT OR REPLACE INTO raw_page (revision_id, content_type, sha256, codec, blob)
        VALUES (?, ?, ?, ?, ?)""",
        (revision_id, content_type, sha256(body).hexdigest(), *pack(body)),
    )


def page(connection: sqlite3.Connection, revision_id: int) -> RawPage | None:
    """The page a text was made of, when it was kept. Raises StoreCorruptError when it is damaged."""
    row = connection.execute(
        "SELECT content_type, sha256, codec, blob FROM raw_page WHERE revision_id = ?", (revision_id,)
    ).fetchone()
    return RawPage(row[0], row[1], unpack(row[2], row[3])) if row else None


def page_hashes(connection: sqlite3.Connection, article_id: int) -> dict[int, str]:
    """Revision id -> SHA-256 of its page, of those of an article whose pages were kept."""
    rows = connection.execute(
        """SELECT r.id, p.sha256 FROM revision r JOIN raw_page p ON p.revision_id = r.id
        WHERE r.article_id = ?""",
        (article_id,),
    )
    return {int(revision_id): str(found) for revision_id, found in rows}


def _wanted(connection: sqlite3.Connection, article_id: int, wanted: RevisionKind | int) -> int | None:
    column = "id" if isinstance(wanted, int) else "kind"
    row = connection.execute(
        f"SELECT max(id) FROM revision WHERE article_id = ? AND {column} = ?",  # noqa: S608  # of this function
        (article_id, wanted),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _shown(connection: sqlite3.Connection, article_id: int) -> int | None:
    row = connection.execute("SELECT revision_id FROM article WHERE id = ?", (article_id,)).fetchone()
    return int(row[0]) if row else None
