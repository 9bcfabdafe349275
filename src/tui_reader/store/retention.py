"""Which articles a source may let go: old, read, and nobody's. Their statuses stay: so they stay gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tui_reader.model.article import Entry
from tui_reader.store import articles
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.packing import Prepared


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


def gone(connection: sqlite3.Connection, feed_id: int, entries: Iterable[Entry | Prepared]) -> set[str]:
    """The guids of those entries whose articles were here and are not any more.

    A dated entry under an unknown guid is one of them too when an article of its second has gone: some feeds
    give new guids to what they carry on.
    """
    asked = [[entry.guid, entry.published] for entry in entries]
    rows = connection.execute(
        f"""WITH wanted AS MATERIALIZED (
            SELECT json_extract(value, '$[0]') AS guid, json_extract(value, '$[1]') AS second
            FROM json_each(:asked))
        SELECT w.guid FROM wanted w LEFT JOIN status s ON s.feed_id = :feed AND s.guid = w.guid
        WHERE s.present = 0 OR s.guid IS NULL AND EXISTS (SELECT 1 FROM status other
            WHERE other.article_id >= w.second << {ID_SHIFT}
                AND other.article_id < (w.second + 1) << {ID_SHIFT}
                AND other.feed_id = :feed AND other.present = 0)""",  # noqa: S608  # a constant of this room
        {"feed": feed_id, "asked": json.dumps(asked)},
    )
    return {str(row[0]) for row in rows}
