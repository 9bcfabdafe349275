"""What belongs to a text beside its first page: the pages on which it goes on, its copy for programs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tui_reader.model.article import PagePart
from tui_reader.store.codec import pack_source, unpack_source


def keep_parts(connection: sqlite3.Connection, revision_id: int, parts: Sequence[PagePart]) -> bool:
    """Keep these parts of a text in place of those there were; whether they are other ones.

    A document made with the old ones is made anew.
    """
    if parts_of(connection, revision_id) == list(parts):
        return False
    connection.execute("DELETE FROM page_part WHERE revision_id = ?", (revision_id,))
    connection.executemany(
        "INSERT INTO page_part (revision_id, kind, url, codec, blob) VALUES (?, ?, ?, ?, ?)",
        [(revision_id, part.kind, part.url, *pack_source(part.text)) for part in parts],
    )
    connection.execute("UPDATE document SET reader_version = '' WHERE revision_id = ?", (revision_id,))
    return True


def parts_of(connection: sqlite3.Connection, revision_id: int) -> list[PagePart]:
    """The parts of a text in their order. Raises StoreCorruptError when one is damaged."""
    rows = connection.execute(
        "SELECT kind, url, codec, blob FROM page_part WHERE revision_id = ? ORDER BY id", (revision_id,)
    )
    return [PagePart(kind, url, unpack_source(codec, blob)) for kind, url, codec, blob in rows]
