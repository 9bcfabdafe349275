"""Which articles: an `ArticleQuery` becomes ids, found newest first, by one walk along one index.

What a person types is never FTS syntax: every word is quoted.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from itertools import chain
from typing import NamedTuple

from tui_reader.model.query import ArticleQuery
from tui_reader.store import ordering
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.feeds import hidden_feeds

PREFIX_FROM = 3
"""A word still being typed matches longer words from so many letters on; shorter prefixes cost too much."""

_TERM = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


class _Term(NamedTuple):
    text: str
    prefix: bool = False


class _Statement(NamedTuple):
    sql: str
    values: tuple[str | int, ...]


def find(
    connection: sqlite3.Connection, query: ArticleQuery, limit: int | None = None, *, now: int | None = None
) -> array[int]:
    """Ids of the articles that `query` selects, in its order, as an array of 64-bit integers.

    Dismissed articles are never found. Articles of hidden sources are found only when they are starred or an
    entity is asked for. "today" begins at midnight of the local time zone; `now` (epoch seconds) is for tests
    of that and is the clock when left out. Words without a letter or digit find nothing.
    """
    terms = _terms(query.text)
    if query.text.strip() and not terms:
        return array("q")
    hidden = () if query.entity_id or query.scope == "starred" else hidden_feeds(connection)
    since = max(query.since, _midnight(connection, now) if query.scope == "today" else 0)
    wanted = ordering.needed(query.sort, limit)
    statement = _statement(query, _match(terms), hidden, since, wanted)
    found = array("q", chain.from_iterable(connection.execute(*statement)))
    return ordering.ordered(connection, found, query.sort, limit)


def count(connection: sqlite3.Connection, query: ArticleQuery) -> int:
    """How many articles `find` would give; at once for all and for all unread, which the sources count."""
    if query in {ArticleQuery(), ArticleQuery("unread")}:
        kept = "total" if query.scope == "all" else "unread"
        row = connection.execute(f"SELECT coalesce(sum({kept}), 0) FROM feed WHERE hidden = 0").fetchone()  # noqa: S608
        return int(row[0])
    terms = _terms(query.text)
    if query.text.strip() and not terms:
        return 0
    hidden = () if query.entity_id or query.scope == "starred" else hidden_feeds(connection)
    since = max(query.since, _midnight(connection, None) if query.scope == "today" else 0)
    statement = _statement(query, _match(terms), hidden, since, None)
    return int(connection.execute(f"SELECT count(*) FROM ({statement.sql})", statement.values).fetchone()[0])  # noqa: S608


def match_terms(text: str) -> list[str]:
    """The words and phrases that `find` looks for, for highlighting; without quotation marks."""
    return [term.text for term in _terms(text)]


def _statement(
    query: ArticleQuery, match: str, hidden: tuple[int, ...], since: int, limit: int | None
) -> _Statement:
    """The most selective index leads, the statuses follow by key."""
    conditions = ["s.present = 1", "s.dismissed = 0"]
    values: list[str | int] = []
    source, key = "status s", "s.article_id"
    if match:
        source, key = "article_text t CROSS JOIN status s ON s.article_id = t.rowid", "t.rowid"
        conditions.append("t.article_text MATCH ?")
        values.append(match)
        if query.entity_id:
            conditions.append(
                "EXISTS (SELECT 1 FROM appearance p WHERE p.entity_id = ? AND p.article_id = s.article_id)"
            )
            values.append(query.entity_id)
    elif query.entity_id:
        source, key = "appearance p CROSS JOIN status s ON s.article_id = p.article_id", "p.article_id"
        conditions.append("p.entity_id = ?")
        values.append(query.entity_id)
    if query.scope == "unread":
        conditions.append("s.read = 0")
    elif query.scope == "starred":
        conditions.append("s.starred = 1")
    _choose(conditions, values, "s.feed_id IN", query.feed_ids)
    _choose(conditions, values, "s.feed_id NOT IN", hidden)
    if since:
        conditions.append(f"{key} >= ?")
        values.append(since << ID_SHIFT)
    sql = f"SELECT {key} FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {key} DESC LIMIT ?"  # noqa: S608
    return _Statement(sql, (*values, -1 if limit is None else limit))


def _choose(conditions: list[str], values: list[str | int], operator: str, ids: tuple[int, ...]) -> None:
    if ids:
        conditions.append(f"{operator} ({','.join('?' * len(ids))})")
        values.extend(ids)


def _midnight(connection: sqlite3.Connection, now: int | None) -> int:
    """The epoch second at which the local day of `now` began."""
    row = connection.execute(
        """SELECT strftime('%s', coalesce(?, strftime('%s', 'now')),
            'unixepoch', 'localtime', 'start of day', 'utc')""",
        (now,),
    ).fetchone()
    return int(row[0])


def _terms(text: str) -> list[_Term]:
    """Words and phrases that hold a letter or digit; the last word is a prefix while it may still grow."""
    terms: list[_Term] = []
    clean = text.replace("\0", " ")
    for found in _TERM.finditer(clean):
        phrase, word = found.groups()
        bare = _EDGES.sub("", phrase if word is None else word)
        if not bare:
            continue
        open_end = word is not None and (
            word.endswith("*") or (found.end() == len(clean) and word.endswith(bare))
        )
        terms.append(_Term(bare, prefix=open_end and len(bare) >= PREFIX_FROM))
    return terms


def _match(terms: list[_Term]) -> str:
    """All terms, each an FTS string; none of them can hold a quotation mark."""
    return " ".join(f'"{term.text}"{"*" if term.prefix else ""}' for term in terms)
