"""Looking after the library file: a thorough check, the text index made anew.

Nothing here repairs silently, and nothing is deleted but the index, which is made of what stays.
"""

from __future__ import annotations

import sqlite3

from tui_reader.store import textindex

_COUNTS = {
    "unread counts of sources": """SELECT count(*) FROM feed f WHERE f.unread <> (
        SELECT count(*) FROM status s
        WHERE s.feed_id = f.id AND s.present = 1 AND s.dismissed = 0 AND s.read = 0)""",
    "article counts of sources": """SELECT count(*) FROM feed f WHERE f.total <> (
        SELECT count(*) FROM status s WHERE s.feed_id = f.id AND s.present = 1 AND s.dismissed = 0)""",
    "article counts of entities": """SELECT count(*) FROM entity e WHERE e.articles <> (
        SELECT count(*) FROM appearance p WHERE p.entity_id = e.id)""",
    "quote counts of entities": """SELECT count(*) FROM entity e WHERE e.quotes <> (
        SELECT count(*) FROM quote q WHERE q.entity_id = e.id AND q.entity_id > 0)""",
    "count of analyses": """SELECT count(*) FROM tally
        WHERE name = 'analyses' AND count <> (SELECT count(*) FROM analysis)""",
    "articles without a status": """SELECT count(*) FROM article a WHERE NOT EXISTS (
        SELECT 1 FROM status s WHERE s.article_id = a.id AND s.present = 1)""",
    "articles without their text": """SELECT count(*) FROM article a WHERE NOT EXISTS (
        SELECT 1 FROM source s WHERE s.revision_id = a.revision_id)""",
}


def problems(connection: sqlite3.Connection) -> list[str]:
    """All that is wrong with the library, a line each; empty when it is sound. Reads every page."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [
        f"{row[0]} refers to a missing {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")
    ]
    for what, sql in _COUNTS.items():
        count = int(connection.execute(sql).fetchone()[0])
        if count:
            found.append(f"{what}: {count} wrong")
    return found


def rebuild_text_index(connection: sqlite3.Connection) -> int:
    """Make the full-text index anew from titles and texts; how many articles it holds."""
    connection.execute("INSERT INTO article_text (article_text) VALUES ('delete-all')")
    wanted = "SELECT id, iif(ready, revision_id, -revision_id) FROM article ORDER BY id"
    ids = connection.execute(wanted).fetchall()
    for article_id, indexed in ids:
        textindex.add(connection, article_id, indexed)
    return len(ids)
