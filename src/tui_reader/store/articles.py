"""Articles by id: the rows of a list, the facts, the status, what still waits for work; and taking articles
out.

Nothing here touches a text. How articles come in is in `entries`, their texts are in `documents`; both are
reachable through this module.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tui_reader.model.article import Article, ArticleRow, ArticleStatus
from tui_reader.store import insights, sites, textindex
from tui_reader.store.documents import (
    add_revision,
    document,
    reader_version,
    revision,
    revisions,
    save_document,
    source,
    switch_revision,
)
from tui_reader.store.entries import (
    ID_SHIFT,
    Delivery,
    Stored,
    clamp_date,
    new_id,
    store_deliveries,
    store_entries,
)

__all__ = [
    "MAX_ATTEMPTS",
    "Delivery",
    "Stored",
    "add_revision",
    "article",
    "by_guid",
    "clamp_date",
    "document",
    "new_id",
    "reader_version",
    "remove_articles",
    "revision",
    "revisions",
    "rows",
    "save_document",
    "source",
    "status",
    "store_deliveries",
    "store_entries",
    "switch_revision",
    "unanalysed",
    "unread_documents",
]

MAX_ATTEMPTS = 2
"""An article on which an analyser was started so often without a result is left alone by that analyser."""

FEED_TITLE = "coalesce(nullif(f.user_title, ''), nullif(f.title, ''), f.key)"


def rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """The list rows of these articles, in this order; ids that are gone are left out."""
    found = connection.execute(
        f"""SELECT a.id, a.title, {FEED_TITLE}, a.published, a.quotes, s.read, s.starred
        FROM json_each(?) wanted
        CROSS JOIN article a ON a.id = wanted.value
        JOIN status s ON s.article_id = a.id
        JOIN feed f ON f.id = a.feed_id""",  # noqa: S608  # a constant of this module
        (json.dumps(list(ids)),),
    )
    return [
        ArticleRow(article_id, title, feed, published, quotes, bool(read), bool(starred))
        for article_id, title, feed, published, quotes, read, starred in found
    ]


def article(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """The facts of one article."""
    row = connection.execute(
        f"""SELECT a.id, a.feed_id, s.guid, a.title, a.url, a.authors, a.published, a.arrived, a.revision_id,
            a.lang, a.words, {FEED_TITLE}, a.lead
        FROM article a JOIN status s ON s.article_id = a.id JOIN feed f ON f.id = a.feed_id
        WHERE a.id = ?""",  # noqa: S608  # a constant of this module
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    values = list(row)
    values[5] = tuple(json.loads(row[5])) if row[5] else ()
    return Article(*values)


def by_guid(connection: sqlite3.Connection, feed_id: int, guid: str) -> int:
    """The id of a source's article, 0 when it has none of that identity."""
    row = connection.execute(
        "SELECT article_id FROM status WHERE feed_id = ? AND guid = ? AND present = 1", (feed_id, guid)
    ).fetchone()
    return int(row[0]) if row else 0


def status(connection: sqlite3.Connection, article_id: int) -> ArticleStatus:
    """What the reader did with an article; also of one that has gone. An unknown one has a blank status."""
    row = connection.execute(
        "SELECT read, starred, dismissed FROM status WHERE article_id = ?", (article_id,)
    ).fetchone()
    return ArticleStatus(article_id, *map(bool, row)) if row else ArticleStatus(article_id)


def unread_documents(connection: sqlite3.Connection, *, limit: int, since: int = 0) -> list[int]:
    """Articles whose current revision has no document yet, newest first; published at or after `since`."""
    found = connection.execute(
        "SELECT id FROM article WHERE ready = 0 AND id >= ? ORDER BY id DESC LIMIT ?",
        (since << ID_SHIFT, limit),
    )
    return [int(row[0]) for row in found]


def unanalysed(connection: sqlite3.Connection, analyser: str, *, limit: int, since: int = 0) -> list[int]:
    """Articles with a document that this analyser has not seen: never analysed ones first, then stale ones.

    Only those published at or after `since`, and those of files and of saved articles whatever their date.

    Each group is newest first. Articles on which it failed `MAX_ATTEMPTS` times are left out.
    """
    never = _waiting(connection, "a.analysed = ''", analyser, since, limit)
    if len(never) >= limit:
        return never
    stale = _waiting(
        connection, "a.analysed > '' AND a.analysed <> :analyser", analyser, since, limit - len(never)
    )
    found = never + stale
    return found or (_waiting_files(connection, analyser, limit) if since else [])


def _waiting_files(connection: sqlite3.Connection, analyser: str, limit: int) -> list[int]:
    found = connection.execute(
        f"""SELECT a.id FROM feed f
        CROSS JOIN status s INDEXED BY status_feed ON s.feed_id = f.id AND s.present = 1 AND s.dismissed = 0
        CROSS JOIN article a ON a.id = s.article_id AND a.ready = 1 AND a.analysed <> :analyser
        LEFT JOIN analysis n ON n.article_id = a.id AND n.tried_revision = a.revision_id
            AND n.tried_analyser = :analyser
        WHERE f.kind <> 'feed' AND f.hidden = 0 AND coalesce(n.attempts, 0) < {MAX_ATTEMPTS}
        ORDER BY a.id DESC LIMIT :limit""",  # noqa: S608  # a constant of this module
        {"analyser": analyser, "limit": limit},
    )
    return [int(row[0]) for row in found]


def _waiting(
    connection: sqlite3.Connection, condition: str, analyser: str, since: int, limit: int
) -> list[int]:
    found = connection.execute(
        f"""SELECT a.id FROM article a INDEXED BY article_analysed
        LEFT JOIN analysis n ON n.article_id = a.id AND n.tried_revision = a.revision_id
            AND n.tried_analyser = :analyser
        WHERE a.ready = 1 AND {condition} AND a.id >= :first AND coalesce(n.attempts, 0) < {MAX_ATTEMPTS}
        ORDER BY a.id DESC LIMIT :limit""",  # noqa: S608  # conditions of this module
        {"analyser": analyser, "first": since << ID_SHIFT, "limit": limit},
    )
    return [int(row[0]) for row in found]


def remove_articles(connection: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Take articles out with all their texts and insight; how many there were. Their statuses stay."""
    removed = 0
    for article_id in ids:
        if connection.execute("SELECT 1 FROM article WHERE id = ?", (article_id,)).fetchone() is None:
            continue
        textindex.remove(connection, article_id)
        insights.drop_insight(connection, article_id)
        texts = connection.execute("SELECT id FROM revision WHERE article_id = ?", (article_id,)).fetchall()
        sites.forget_page(connection, article_id)
        for table in ("source", "body", "document", "earlier_quotes", "raw_page", "page_part"):
            connection.executemany(f"DELETE FROM {table} WHERE revision_id = ?", texts)  # noqa: S608  # own names
        connection.execute("DELETE FROM revision WHERE article_id = ?", (article_id,))
        connection.execute("DELETE FROM article WHERE id = ?", (article_id,))
        connection.execute("UPDATE status SET present = 0 WHERE article_id = ?", (article_id,))
        removed += 1
    return removed
