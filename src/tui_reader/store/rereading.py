"""Documents that an earlier reader made: which they are, and what speaks against making them anew."""

from __future__ import annotations

import sqlite3

from tui_reader.store import corrections, remarks

_STALE = """FROM document d INDEXED BY document_version
    CROSS JOIN revision r ON r.id = d.revision_id
    CROSS JOIN article a ON a.id = r.article_id AND a.revision_id = r.id
    WHERE (d.reader_version < ?1 OR d.reader_version > ?1)"""


def outdated(connection: sqlite3.Connection, version: str, limit: int) -> list[int]:
    """Articles whose shown text was made by another version of the reader, newest first."""
    rows = connection.execute(
        f"SELECT a.id {_STALE} ORDER BY a.id DESC LIMIT ?2",  # a constant of this module
        (version, limit),
    )
    return [int(row[0]) for row in rows]


def count_outdated(connection: sqlite3.Connection, version: str) -> int:
    """How many articles `outdated` would name."""
    found = connection.execute(f"SELECT count(*) {_STALE}", (version,)).fetchone()  # as above
    return int(found[0])


def stamp(connection: sqlite3.Connection, revision_id: int, version: str) -> None:
    """Let a document count as made by this version: it was tried, and the old one is the better one."""
    connection.execute("UPDATE document SET reader_version = ? WHERE revision_id = ?", (version, revision_id))


def made_by(connection: sqlite3.Connection, article_id: int) -> tuple[str, str]:
    """The versions of the reader and of the analyser behind the shown text; empty where nothing was made."""
    row = connection.execute(
        """SELECT coalesce(d.reader_version, ''), a.analysed FROM article a
        LEFT JOIN document d ON d.revision_id = a.revision_id WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")


def noted_words(connection: sqlite3.Connection, article_id: int) -> list[str]:
    """The words in the shown text of an article that the reader wrote notes on, or corrected."""
    noted = [(each.anchor, each.span) for each in remarks.remarks(connection, article_id)]
    noted += [(each.anchor, each.span) for each in corrections.corrections(connection, article_id)]
    return [known.exact for known, span in noted if span is not None]


def make_stale(connection: sqlite3.Connection, host: str, limit: int) -> None:
    """Have the newest texts that taught about a site read again, now that it is known better."""
    connection.execute(
        """UPDATE document SET reader_version = '' WHERE revision_id IN (
            SELECT a.revision_id FROM site s JOIN site_page p ON p.site_id = s.id
            JOIN article a ON a.id = p.article_id WHERE s.host = ? ORDER BY p.article_id DESC LIMIT ?)""",
        (host, limit),
    )
