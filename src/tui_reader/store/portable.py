"""Articles by what they are called everywhere: the key of their source and their guid, never our ids."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Named(NamedTuple):
    """An article as another library knows it too."""

    source: str
    guid: str
    url: str
    title: str


def named(connection: sqlite3.Connection, article_id: int) -> Named | None:
    """What an article is called; None when its status has gone."""
    row = connection.execute(
        """SELECT f.key, s.guid, coalesce(a.url, ''), coalesce(a.title, '') FROM status s
        JOIN feed f ON f.id = s.feed_id LEFT JOIN article a ON a.id = s.article_id WHERE s.article_id = ?""",
        (article_id,),
    ).fetchone()
    return Named(*row) if row else None


def article_named(connection: sqlite3.Connection, source: str, guid: str) -> int | None:
    """The article of a source that has a guid; None when it is not here."""
    row = connection.execute(
        """SELECT s.article_id FROM feed f CROSS JOIN status s ON s.feed_id = f.id AND s.guid = ?2
        WHERE f.key = ?1 AND s.present = 1""",
        (source, guid),
    ).fetchone()
    return int(row[0]) if row else None
