"""Keeping the full-text index in step with titles and documents.

The index holds no text of its own, so that taking an article out needs exactly the words that went in:
`remove` comes before the title or the body changes, `add` after.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tui_reader.store.codec import unpack


def add_titles(connection: sqlite3.Connection, titles: Iterable[tuple[int, str]]) -> None:
    """Index new articles, (article id, title) each, that have no document yet."""
    connection.executemany("INSERT INTO article_text (rowid, title, body) VALUES (?, ?, '')", titles)


def add_facts(connection: sqlite3.Connection, facts: Iterable[tuple[int, str, str]]) -> None:
    """Index authors and tags of new articles, (article id, authors, tags) each, as the article has them."""
    connection.executemany(
        "INSERT INTO article_facts (rowid, authors, tags) VALUES (?, ?, ?)",
        [row for row in facts if row[1] or row[2]],
    )


def remove(connection: sqlite3.Connection, article_id: int) -> int:
    """Take an article out of the index; the revision whose document had been in, 0 for none.

    Its title and that document must still be those that went in.
    """
    row = connection.execute(
        """SELECT a.title, a.indexed, b.codec, b.text
        FROM article a LEFT JOIN body b ON b.revision_id = a.indexed WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    if row is None:
        return 0
    title, indexed, codec, text = row
    connection.execute(
        "INSERT INTO article_text (article_text, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (article_id, title, unpack(codec, text).decode() if codec else ""),
    )
    return int(indexed)


def add(connection: sqlite3.Connection, article_id: int, revision_id: int) -> None:
    """Index an article's title and the document of `revision_id`; 0 for the title alone."""
    title, codec, text = connection.execute(
        "SELECT a.title, b.codec, b.text FROM article a LEFT JOIN body b ON b.revision_id = ? WHERE a.id = ?",
        (revision_id, article_id),
    ).fetchone()
    body = unpack(codec, text).decode() if codec else ""
    connection.execute(
        "INSERT INTO article_text (rowid, title, body) VALUES (?, ?, ?)", (article_id, title, body)
    )
    connection.execute(
        "UPDATE article SET indexed = ? WHERE id = ?", (revision_id if codec else 0, article_id)
    )
