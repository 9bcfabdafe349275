"""Keeping the full-text index in step with titles, raw words and documents.

A title goes in with its article, the raw words of the text soon after, the document's when there is one. The
index holds no text of its own, so that taking an article out needs exactly the words that went in: `remove`
comes before the title or the body changes, `add` after. `article.indexed` tells what stands there: the
revision whose document it is, minus the revision whose raw words they are, or 0 for the title alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import NamedTuple

from tui_reader.errors import StoreCorruptError
from tui_reader.model.article import Media
from tui_reader.model.raw_words import raw_words
from tui_reader.store.codec import unpack

MOST, CHARACTERS = 2_000, 8_000_000
"""Articles, and characters of their texts, that go into the index at once: a quarter of a second's work."""
_SMALL = 1_000
"""Pages of the index that are brought together at once, if so many are: some ten milliseconds."""

_REMOVE = "INSERT INTO article_text (article_text, rowid, title, body) VALUES ('delete', ?, ?, ?)"
_ADD = "INSERT INTO article_text (rowid, title, body) VALUES (?, ?, ?)"
_INDEXED = "UPDATE article SET indexed = ? WHERE id = ?"


class Waiting(NamedTuple):
    """An article whose text is not in the index yet, and its words."""

    article_id: int
    indexed: int
    """What `article.indexed` says when they are in."""
    words: str


def add_titles(connection: sqlite3.Connection, titles: Iterable[tuple[int, str]]) -> None:
    """Index new articles, (article id, title) each, that have no document yet."""
    connection.executemany("INSERT INTO article_text (rowid, title, body) VALUES (?, ?, '')", titles)


def add_facts(connection: sqlite3.Connection, facts: Iterable[tuple[int, str, str]]) -> None:
    """Index authors and tags of new articles, (article id, authors, tags) each, as the article has them."""
    connection.executemany(
        "INSERT INTO article_facts (rowid, authors, tags) VALUES (?, ?, ?)",
        [row for row in facts if row[1] or row[2]],
    )


def count_waiting(connection: sqlite3.Connection) -> int:
    """How many articles have their title alone in the index."""
    return int(connection.execute("SELECT count(*) FROM article WHERE indexed = 0").fetchone()[0])


def is_waiting(connection: sqlite3.Connection) -> bool:
    """Whether there are any."""
    return connection.execute("SELECT 1 FROM article WHERE indexed = 0 LIMIT 1").fetchone() is not None


def waiting(connection: sqlite3.Connection, below: int) -> list[Waiting]:
    """The newest articles with ids under `below` that have their title alone in the index, as many as go in
    at once, in the order of their ids; with `below` 0 the newest of all. Empty when there are none.
    """
    found: list[Waiting] = []
    size = 0
    rows = connection.execute(
        """SELECT a.id, iif(b.codec IS NULL, -a.revision_id, a.revision_id), r.media, s.codec, s.blob,
            b.codec, b.text
        FROM article a INDEXED BY article_unindexed
        LEFT JOIN body b ON a.ready = 1 AND b.revision_id = a.revision_id
        LEFT JOIN revision r ON b.codec IS NULL AND r.id = a.revision_id
        LEFT JOIN source s ON s.revision_id = r.id
        WHERE a.indexed = 0 AND (?1 = 0 OR a.id < ?1) ORDER BY a.id DESC LIMIT ?2""",
        (below, MOST),
    )
    with closing(rows):
        for article_id, indexed, media, codec, blob, read_codec, text in rows:
            words = _raw(codec, blob, media) if read_codec is None else _read(read_codec, text)
            found.append(Waiting(article_id, indexed, words))
            size += len(words)
            if size >= CHARACTERS:
                break
    found.reverse()
    return found


def gather_titles(connection: sqlite3.Connection) -> None:
    """Bring what many small commits have left in the index together, before much else comes in.

    FTS5 merges segments by their number, whatever their size: a few small ones would have large ones merged.
    """
    connection.execute("INSERT INTO article_text (article_text, rank) VALUES ('merge', ?)", (_SMALL,))


def add_words(connection: sqlite3.Connection, found: Sequence[Waiting]) -> int:
    """Index the texts of articles, given in the order of their ids; how many went in.

    Those that have got other words since, show another text or are gone are passed over.
    """
    titles = dict(
        connection.execute(
            """SELECT a.id, a.title FROM json_each(?) w CROSS JOIN article a
            ON a.id = w.value ->> 0 AND a.indexed = 0
                AND a.revision_id = abs(w.value ->> 1) AND a.ready = (w.value ->> 1 > 0)""",
            (json.dumps([each[:2] for each in found]),),
        )
    )
    for article_id, _, words in found:
        if article_id in titles:
            connection.execute(_REMOVE, (article_id, titles[article_id], ""))
            connection.execute(_ADD, (article_id, titles[article_id], words))
    connection.executemany(_INDEXED, [(each[1], each[0]) for each in found if each[0] in titles])
    return len(titles)


def remove(connection: sqlite3.Connection, article_id: int) -> int:
    """Take an article out of the index; what had been in, as `article.indexed` tells it.

    Its title and that text must still be those that went in.
    """
    row = connection.execute("SELECT title, indexed FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return 0
    title, indexed = row
    connection.execute(_REMOVE, (article_id, title, _body(connection, indexed) or ""))
    return int(indexed)


def add(connection: sqlite3.Connection, article_id: int, indexed: int) -> None:
    """Index an article's title and the text that `indexed` names, as `article.indexed` does."""
    body = _body(connection, indexed)
    title = connection.execute("SELECT title FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    connection.execute(_ADD, (article_id, title, body or ""))
    connection.execute(_INDEXED, (0 if body is None else indexed, article_id))


def _body(connection: sqlite3.Connection, indexed: int) -> str | None:
    """The text that `article.indexed` names; None when there is no such text."""
    if indexed >= 0:
        made = connection.execute("SELECT codec, text FROM body WHERE revision_id = ?", (indexed,)).fetchone()
        return unpack(*made).decode() if made else None
    came = connection.execute(
        """SELECT s.codec, s.blob, r.media FROM revision r JOIN source s ON s.revision_id = r.id
        WHERE r.id = ?""",
        (-indexed,),
    ).fetchone()
    return _raw(*came) if came else None


def _read(codec: str, text: bytes) -> str:
    """The text of a document; none of one that is damaged, which must not hold up the others."""
    try:
        return unpack(codec, text).decode()
    except StoreCorruptError:
        return ""


def _raw(codec: str | None, blob: bytes | None, media: Media) -> str:
    """The raw words of a packed source; none of one that is damaged, as with `_read`."""
    if codec is None or blob is None:
        return ""
    try:
        return raw_words(unpack(codec, blob).decode("utf-8", "replace"), media)
    except StoreCorruptError:
        return ""
