"""Which articles a source may let go: old, read, and nobody's. Their statuses stay: so they stay gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tui_reader.store import articles
from tui_reader.store.entries import ID_SHIFT


def purge(connection: sqlite3.Connection, feed_id: int, before: int, limit: int) -> int:
    """Take out at most `limit` articles of a source dated and arrived before `before` (epoch seconds).

    Only what was read, and bears no star, tag, note, remark or correction; the oldest first. How many went.
    """
    rows = connection.execute(
        """SELECT s.article_id FROM status s JOIN article a ON a.id = s.article_id
        WHERE s.feed_id = ? AND s.present = 1 AND s.read = 1 AND s.starred = 0
            AND s.article_id < ? AND a.arrived < ?
            AND NOT EXISTS (SELECT 1 FROM tag t WHERE t.article_id = s.article_id)
            AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article_id = s.article_id)
            AND NOT EXISTS (SELECT 1 FROM remark r WHERE r.article_id = s.article_id)
            AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.article_id = s.article_id)
        ORDER BY s.article_id LIMIT ?""",
        (feed_id, before << ID_SHIFT, before, limit),
    )
    return articles.remove_articles(connection, [int(row[0]) for row in rows])


def gone(connection: sqlite3.Connection, feed_id: int, guids: Iterable[str]) -> set[str]:
    """Those of a source's guids whose articles were here and are not any more."""
    rows = connection.execute(
        """SELECT s.guid FROM json_each(?) wanted
        CROSS JOIN status s ON s.feed_id = ? AND s.guid = wanted.value AND s.present = 0""",
        (json.dumps(list(guids)), feed_id),
    )
    return {str(row[0]) for row in rows}
