"""What was forgotten, as keyed hashes of identities: enough to know an entry again, not to tell what it was.

The key is random, one a library, so that nobody can look up hashes of known addresses made elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from tui_reader.store.packing import Prepared


def bury(connection: sqlite3.Connection, article_id: int) -> None:
    """Remember the identity of an article that is about to be forgotten."""
    row = connection.execute(
        """SELECT f.key, s.guid, coalesce(a.url, ''), coalesce(a.title, '')
        FROM status s JOIN feed f ON f.id = s.feed_id LEFT JOIN article a ON a.id = s.article_id
        WHERE s.article_id = ?""",
        (article_id,),
    ).fetchone()
    if row is not None:
        connection.executemany(
            "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)",
            [(name,) for name in _names(_seal(connection), *row)],
        )


def buried(connection: sqlite3.Connection, feed_id: int, entries: Sequence[Prepared]) -> set[str]:
    """The guids of those of a source's entries that are not to come back.

    An entry is known by source and guid, or by link and title in whatever source. What a reader saves by hand
    always comes back.
    """
    if connection.execute("SELECT 1 FROM forgotten LIMIT 1").fetchone() is None:
        return set()
    row = connection.execute("SELECT key, kind FROM feed WHERE id = ?", (feed_id,)).fetchone()
    if row is None or row[1] == "saved":
        return set()
    seal = _seal(connection)
    return {
        entry.guid
        for entry in entries
        if any(_known(connection, name) for name in _names(seal, row[0], entry.guid, entry.url, entry.title))
    }


def _known(connection: sqlite3.Connection, name: bytes) -> bool:
    return connection.execute("SELECT 1 FROM forgotten WHERE hash = ?", (name,)).fetchone() is not None


def _names(seal: bytes, key: str, guid: str, url: str, title: str) -> Iterator[bytes]:
    yield _hash(seal, "guid", key, guid)
    if url:
        yield _hash(seal, "link", url, title)


def _hash(seal: bytes, *parts: str) -> bytes:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=16, key=seal).digest()


def _seal(connection: sqlite3.Connection) -> bytes:
    return bytes(connection.execute("SELECT key FROM seal").fetchone()[0])
