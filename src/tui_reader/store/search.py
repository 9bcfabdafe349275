"""Which articles: an `ArticleQuery` becomes ids, found newest first by one walk along one index.

What a person types is never FTS syntax: `query_sql` quotes every word.
"""

# ruff: noqa: S608 - the statements are made of constants of this room

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from tui_reader.model import query_dates
from tui_reader.model.query import ArticleQuery
from tui_reader.model.query_parser import parse, words
from tui_reader.model.query_tree import And, Field, Node, Not, Or, leaves, parts
from tui_reader.store import ordering, patterns
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.feeds import hidden_feeds
from tui_reader.store.query_parts import Part, all_of, among, measure
from tui_reader.store.query_sql import Compiler, Cover, branches, part_text, text_match

FEW = 500
"""A search starts from the articles of a name or a tag when there are no more; their texts are asked one by
one.
"""
DENSE = 50
"""What at least one in so many articles has is soon found by a walk from the newest on."""

_DISMISSED = Field("is", "dismissed")
_LASTING = frozenset({"said", "about", "entity"})
"""Fields that also find articles of sources that are no longer named."""


class _Walk(NamedTuple):
    """Where a search walks: the tables in their order, the column that orders, what is left to ask."""

    source: str
    key: str
    values: tuple[str | int, ...]
    items: list[Node]
    conditions: tuple[Part, ...] = ()
    first: bool = False
    """Whether it comes before others, if there are any."""
    alone: bool = False
    """Whether no other walk's articles are put among its own."""


class _Way(NamedTuple):
    """One way to articles: a SELECT of their ids, as `id`."""

    sql: str
    values: tuple[str | int, ...]
    in_order: bool = False
    """Whether it gives them in the order of the query, so that nothing is to be sorted."""
    takes_out: bool = False
    """Whether it ends with an EXCEPT or INTERSECT, which after a UNION would take out of all."""


class _Statement(NamedTuple):
    sql: str
    values: tuple[str | int, ...]


def find(
    connection: sqlite3.Connection,
    query: ArticleQuery,
    limit: int | None = None,
    *,
    beyond: int = 0,
    now: int | None = None,
) -> array[int]:
    """Ids of the articles that `query` selects, in its order, as an array of 64-bit integers.

    A list by date can be taken in pieces: only what comes after the article `beyond` in it, 0 for all.

    Dismissed articles are found only where the text says `is:dismissed`. Articles of hidden sources are found
    only when they are starred or noted, or a person is asked for. Days begin at midnight of the local time
    zone; `now` (epoch seconds) is the clock when left out.

    Regular expressions look at the newest articles that all else selects: see `patterns`.

    Raises QueryError when the text of the query is not valid, or a regular expression takes too long.
    """
    wanted = ordering.needed(query.sort, limit)
    items, filters = patterns.parted(parts(parse(query.text)))
    now = _clock(connection, now)
    if filters:
        found = _sifted(connection, query, items, filters, wanted, now, beyond)
        return ordering.ordered(connection, found, query.sort, limit)
    statement = _statement(connection, query, items, wanted, now, beyond)
    found = array("q", chain.from_iterable(connection.execute(*statement)))
    return ordering.ordered(connection, found, query.sort, limit)


def count(
    connection: sqlite3.Connection, query: ArticleQuery, most: int | None = None, *, now: int | None = None
) -> int:
    """How many articles `find` would give, at most `most`; at once for all and for all unread, which the
    sources count. Raises QueryError.
    """
    if query in {ArticleQuery(), ArticleQuery("unread")}:
        kept = "total" if query.scope == "all" else "unread"
        row = connection.execute(f"SELECT coalesce(sum({kept}), 0) FROM feed WHERE hidden = 0").fetchone()
        return int(row[0])
    items, filters = patterns.parted(parts(parse(query.text)))
    now = _clock(connection, now)
    if filters:
        return len(_sifted(connection, query, items, filters, most, now))
    statement = _statement(connection, query, items, most, now)
    return int(connection.execute(f"SELECT count(*) FROM ({statement.sql})", statement.values).fetchone()[0])


def matching(connection: sqlite3.Connection, text: str, ids: Sequence[int], *, now: int) -> list[int]:
    """Which of these articles a query selects, newest first. Its last word is finished. Raises QueryError."""
    items, filters = patterns.parted(parts(parse(text, typing=False)))
    compiler = Compiler(connection, now, probe=True)
    source = "json_each(?) w CROSS JOIN status s ON s.article_id = w.value"
    walk = _Walk(source, "s.article_id", (json.dumps(list(ids)),), items)
    way = _finished(connection, ArticleQuery(), compiler, walk)
    found = [int(row[0]) for row in connection.execute(f"{way.sql} ORDER BY id DESC", way.values)]
    if not filters:
        return found
    return list(patterns.sifted(connection, filters, found[: patterns.most(filters)], text))


def quotes_asked(connection: sqlite3.Connection, text: str, ids: Sequence[int]) -> set[int] | None:
    """Ids of the quotes of these articles that `said:` and `about:` ask for; None when neither is there.

    Raises QueryError.
    """
    asked = [
        item for item in parts(parse(text)) if isinstance(item, Field) and item.name in {"said", "about"}
    ]
    if not asked:
        return None
    condition = Compiler(connection, 0).of_quote(asked)
    rows = connection.execute(
        f"""SELECT q.id FROM json_each(?) w CROSS JOIN quote q ON q.article_id = w.value
        WHERE {condition.sql}""",
        (json.dumps(list(ids)), *condition.values),
    )
    return {int(row[0]) for row in rows}


def match_terms(text: str) -> list[str]:
    """The words and phrases that `find` looks for, for highlighting; without quotation marks."""
    return words(text)


def _sifted(
    connection: sqlite3.Connection,
    query: ArticleQuery,
    items: list[Node],
    filters: list[Node],
    limit: int | None,
    now: int,
    beyond: int = 0,
) -> array[int]:
    """What patterns leave of the newest articles, in an order by date, no further than `limit` takes."""
    newest = replace(query, sort="newest")
    statement = _statement(connection, newest, items, patterns.most(filters), now)
    ids = [int(row[0]) for row in connection.execute(*statement)]
    if query.sort == "oldest":
        ids = [article_id for article_id in reversed(ids) if article_id > beyond]
    elif beyond:
        ids = [article_id for article_id in ids if article_id < beyond]
    return array("q", islice(patterns.sifted(connection, filters, ids, query.text), limit))


def _statement(
    connection: sqlite3.Connection,
    query: ArticleQuery,
    items: list[Node],
    limit: int | None,
    now: int,
    beyond: int = 0,
) -> _Statement:
    order = "ASC" if query.sort == "oldest" else "DESC"
    walks: list[_Way] = []
    found = branches(items)
    for each in found:
        compiler = Compiler(connection, now)
        walk = _walk(query, compiler, each, limit)._replace(first=not walks, alone=len(found) == 1)
        walks.append(_finished(connection, query, compiler, walk, beyond))
    first, *others = walks
    # What one way takes out must not be taken out of those before it.
    ways = [first.sql, *(f"SELECT id FROM ({one.sql})" if one.takes_out else one.sql for one in others)]
    values = [value for one in walks for value in one.values]
    sorting = "" if first.in_order else f"ORDER BY id {order}"
    sql = f"{' UNION '.join(ways)} {sorting} LIMIT ?"
    return _Statement(sql, (*values, -1 if limit is None else limit))


def _walk(query: ArticleQuery, compiler: Compiler, items: list[Node], limit: int | None) -> _Walk:
    """The most selective index leads, the statuses follow by key."""
    texts, others = part_text(items)
    covers = [found for item in others if (found := compiler.cover(item)) is not None]
    mentioned: tuple[Part, ...] = ()
    if query.entity_id:
        appears = "SELECT article_id AS id FROM appearance WHERE entity_id = ?"
        covers.insert(0, Cover(appears, (query.entity_id,), unique=True))
        mentioned = (
            Part(
                "EXISTS (SELECT 1 FROM appearance p WHERE p.entity_id = ? AND p.article_id = s.article_id)",
                (query.entity_id,),
            ),
        )
    size, best = _fewest(compiler.connection, covers, alone=limit is not None and len(items) == 1)
    few = best is not None and size <= FEW
    if texts is not None and not few:
        source = "article_text t CROSS JOIN status s ON s.article_id = t.rowid AND t.article_text MATCH ?"
        return _Walk(source, "t.rowid", (text_match(texts) or "",), others, mentioned)
    if best is None:
        compiler.wide = True
        return _Walk("status s", "s.article_id", (), items)
    compiler.probe = few
    listed = best.sql if best.unique else f"SELECT DISTINCT id FROM ({best.sql})"
    return _Walk(
        f"({listed}) d CROSS JOIN status s ON s.article_id = d.id", "d.id", best.values, items, mentioned
    )


def _fewest(connection: sqlite3.Connection, covers: list[Cover], *, alone: bool) -> tuple[int, Cover | None]:
    """The shortest list that is worth to start from, and its size, counted only so far as that takes.

    `alone`: it is all that a page of articles is asked for, so that a walk soon finds enough of a long one.
    """
    if not covers:
        return 0, None
    total = connection.execute("SELECT coalesce(sum(total), 0) FROM feed").fetchone()[0]
    most = max(FEW, total // DENSE)
    sizes = [(_size(connection, cover, most + 1), place) for place, cover in enumerate(covers)]
    usable = [
        (size, place)
        for size, place in sizes
        if size <= FEW or covers[place].unique or not (covers[place].weak or (alone and size > most))
    ]
    if not usable:
        return 0, None
    size, place = min(usable)
    return size, covers[place]


def _size(connection: sqlite3.Connection, cover: Cover, most: int) -> int:
    row = connection.execute(f"SELECT count(*) FROM ({cover.sql} LIMIT {most})", cover.values).fetchone()
    return int(row[0])


def _finished(
    connection: sqlite3.Connection, query: ArticleQuery, compiler: Compiler, walk: _Walk, beyond: int = 0
) -> _Way:
    """The ids, in no order as yet: what the walk asks for, the statuses, the bounds of the date."""
    items, dates = _dates(query, compiler.now, walk)
    dismissed, items = _dismissed(items)
    asked = [Part("s.present = 1"), *dismissed]
    if query.scope in {"unread", "starred"}:
        asked.append(Part("s.read = 0" if query.scope == "unread" else "s.starred = 1"))
    if query.feed_ids:
        asked.append(among("s.feed_id", query.feed_ids))
    hidden = () if _lasting(query, items) else hidden_feeds(connection)
    if hidden:
        asked.append(Part(f"s.feed_id NOT IN ({','.join('?' * len(hidden))})", hidden))
    without, items = ([], items) if compiler.probe else _without(items)
    if compiler.wide and walk.first and len(asked) == 1 + len(dismissed) + bool(hidden):
        within, items = _within(items)
        without += within
    after = ">" if query.sort == "oldest" else "<"
    asked += [*dates, *([Part(f"{walk.key} {after} ?", (beyond,))] if beyond else [])]
    quick = [item for item in items if isinstance(item, Field) and item.name in {"feed", "folder"}]
    asked += [*walk.conditions, *compiler.conditions(quick)]
    others = compiler.conditions([item for item in items if item not in quick])
    if without and others and compiler.wide and walk.alone:
        return _merged(query, walk, asked, without, others)
    return _selected(walk, [*asked, *others], without)


def _selected(walk: _Walk, asked: Sequence[Part], without: Sequence[Part]) -> _Way:
    values = [value for part in (*asked, *without) for value in part.values]
    sql = f"""SELECT {walk.key} AS id FROM {walk.source} WHERE {" AND ".join(part.sql for part in asked)}
        {" ".join(part.sql for part in without)}"""
    return _Way(sql, (*walk.values, *values), takes_out=bool(without))


def _merged(
    query: ArticleQuery, walk: _Walk, asked: Sequence[Part], without: Sequence[Part], others: Sequence[Part]
) -> _Way:
    """Only what the merge leaves is asked the rest: an everyday word leaves little.

    The limit keeps the order within, in which the walk then goes on.
    """
    order = "ASC" if query.sort == "oldest" else "DESC"
    within = _selected(walk, asked, without)
    rest = all_of(others)
    sql = f"""SELECT d.id AS id FROM ({within.sql} ORDER BY id {order} LIMIT -1) d
        CROSS JOIN status s ON s.article_id = d.id WHERE {rest.sql}"""
    return _Way(sql, (*within.values, *rest.values), in_order=True)


def _without(items: list[Node]) -> tuple[list[Part], list[Node]]:
    """What takes articles with unwanted words out when none are wanted, and the other conditions.

    Both sides come in the order of their ids, so that SQLite merges them and stops at the limit: asking each
    article, or collecting all that have an everyday word, takes many times as long.
    """
    unwanted = [item.item for item in items if isinstance(item, Not) and text_match(item.item) is not None]
    if not unwanted:
        return [], items
    expression = text_match(Or(tuple(unwanted))) or ""
    others = [item for item in items if not (isinstance(item, Not) and item.item in unwanted)]
    return [Part("EXCEPT SELECT rowid FROM article_text WHERE article_text MATCH ?", (expression,))], others


def _within(items: list[Node]) -> tuple[list[Part], list[Node]]:
    """What leaves only articles with such figures, by a merge too, if nothing else is asked of each."""
    measures = {item: part for item in items if (part := measure(item)) is not None}
    if not measures or len(measures) < len(items):
        return [], items
    asked = all_of(list(measures.values()))
    sql = f"INTERSECT SELECT a.id FROM article a INDEXED BY article_measure WHERE {asked.sql}"
    return [Part(sql, asked.values)], []


def _dates(query: ArticleQuery, now: int, walk: _Walk) -> tuple[list[Node], list[Part]]:
    """The bounds in time, on the column the walk goes along, and what is left to ask."""
    since = max(query.since, query_dates.moment("today", now) if query.scope == "today" else 0)
    found = [Part(f"{walk.key} >= ?", (since << ID_SHIFT,))] if since else []
    others: list[Node] = []
    for item in walk.items:
        if isinstance(item, Field) and item.name in {"after", "before"}:
            order = ">=" if item.name == "after" else "<"
            moment = query_dates.moment(item.value, now)
            found.append(Part(f"{walk.key} {order} ?", (moment << ID_SHIFT,)))
        else:
            others.append(item)
    return others, found


def _dismissed(items: list[Node]) -> tuple[list[Part], list[Node]]:
    """Dismissed articles are left out unless the query speaks of them."""
    if _DISMISSED in items:
        return [Part("s.dismissed = 1")], [item for item in items if item != _DISMISSED]
    if any(leaf == _DISMISSED for leaf, _ in leaves(And(tuple(items)))):
        return [], items
    return [Part("s.dismissed = 0")], items


def _lasting(query: ArticleQuery, items: list[Node]) -> bool:
    """Whether articles of sources that are no longer named are wanted."""
    if query.entity_id or query.scope == "starred":
        return True
    fields = [item for item in items if isinstance(item, Field)]
    return any(
        leaf.name in _LASTING or (leaf.name == "is" and leaf.value in {"starred", "noted"}) for leaf in fields
    )


def _clock(connection: sqlite3.Connection, now: int | None) -> int:
    return int(connection.execute("SELECT strftime('%s', 'now')").fetchone()[0]) if now is None else now
