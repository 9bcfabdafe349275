"""What the store answers, timed in processor time on one thread, so that a busy machine does little harm."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from random import Random
from typing import TypeVar

from tests.bench.figures import Figure
from tests.generate import names
from tui_reader.desk.newsdesk import PIECE, Newsdesk
from tui_reader.model.query import ArticleQuery, Sort
from tui_reader.store import articles, insights, search
from tui_reader.store.library import Library

T = TypeVar("T")

FIRST, HITS, PAGE, NEWEST = 200, 500, 64, 50
"""Ids of the first frame and of the first hits, rows fetched at once, a page of hits: what is asked for."""
ROUNDS = 40
LIST_BOUND, SEARCH_BOUND = 20.0, 10.0
SEARCH_SIZE = 100_000
"""The bound of searches is for libraries up to this size."""
_WEEK = 7 * 86_400


def lists(library: Library, size: int, now: int) -> list[Figure]:
    """The first page of every kind of list."""
    return [
        timed(
            f"list {name}", size, queries, lambda query: library.read(search.find, query, FIRST), LIST_BOUND
        )
        for name, queries in places(library, now).items()
    ]


def places(library: Library, now: int) -> dict[str, list[ArticleQuery]]:
    """The kinds of lists that the sources pane and the entities pane lead to."""
    known = [card.id for card in library.read(insights.known_entities, 5000)]
    return {
        "all": [ArticleQuery()],
        "unread": [ArticleQuery("unread")],
        "saved": [ArticleQuery("starred")],
        "last week": [ArticleQuery(since=now - _WEEK)],
        "feed": [ArticleQuery(feed_ids=(number,)) for number in range(1, 20)],
        "feed unread": [ArticleQuery("unread", feed_ids=(number,)) for number in range(1, 20)],
        "folder": [ArticleQuery(feed_ids=tuple(range(start, 200, 9))) for start in range(1, 10)],
        "folder unread": [ArticleQuery("unread", feed_ids=tuple(range(s, 200, 9))) for s in range(1, 10)],
        "entity, best known": [ArticleQuery(entity_id=one) for one in known[:5]],
        "entity, others": [ArticleQuery(entity_id=one) for one in known[50 :: max(1, len(known) // 30)]],
    }


def orders(library: Library, size: int) -> list[Figure]:
    """The first page in other orders than the newest first."""
    sorts: tuple[Sort, ...] = ("oldest", "source", "title", "quotes")
    return [
        timed(
            f"list all, by {sort}",
            size,
            [replace(ArticleQuery(), sort=sort)],
            lambda query: library.read(search.find, query, FIRST),
            LIST_BOUND,
        )
        for sort in sorts
    ]


def searches(library: Library, size: int, seed: int = 5) -> list[Figure]:
    """`/` with what people type, the newest hits first, with the rows of the first screen of them."""

    def ask(text: str) -> None:
        ids = library.read(search.find, ArticleQuery(text=text), HITS)
        library.read(articles.rows, ids[:PAGE])

    typed = texts(library, Random(seed))
    kinds = {name: timed(f"search {name}", size, asked, ask) for name, asked in typed.items()}
    bound = SEARCH_BOUND if size <= SEARCH_SIZE else 0.0
    single = [word for name, asked in typed.items() if name.endswith(" word") for word in asked]
    newest = timed(
        "search, the newest 50 of a word",
        size,
        single,
        lambda text: library.read(search.find, ArticleQuery(text=text), NEWEST),
        bound,
        judged="p95",
    )
    sums = []
    for what in ("whole words", "beginnings"):
        some = [kinds[name] for name in kinds if name.startswith("beginning") == (what == "beginnings")]
        every = tuple(value for figure in some for value in figure.values)
        sums.append(Figure(f"search, all {what}", size, every, bound=bound, judged="p95"))
    return [*kinds.values(), newest, *sums]


def texts(library: Library, chance: Random) -> dict[str, list[str]]:
    """Words of the library by how common they are, phrases, names, beginnings of words."""
    bodies = [_body(library, one) for one in _spread(library.read(search.find, ArticleQuery()), ROUNDS)]
    some = [body.split() for body in bodies]
    rare = [max(words, key=len) for words in some]
    starts = [chance.randrange(max(1, len(words) - 3)) for words in some]
    people = [card.name for card in library.read(insights.known_entities, 400) if card.kind == "person"]
    return {
        "everyday word": [f"{word} " for word in names.COMMON[:ROUNDS]],
        "common word": [f"{word} " for word in names.TOPICS[:ROUNDS]],
        "rare word": [f"{word} " for word in rare],
        "two words": [f"{chance.choice(words)} {chance.choice(words)} " for words in some],
        "phrase": [f'"{" ".join(words[at : at + 3])}"' for words, at in zip(some, starts, strict=True)],
        "name": [f'"{name}"' for name in people[: ROUNDS * 3 : 3]],
        "beginning, 4 letters": [word[:4] for word in rare],
        "beginning, 5 letters": [word[:5] for word in rare],
        "beginning, 6 letters": [word[:6] for word in rare],
    }


def _body(library: Library, article_id: int) -> str:
    article = library.read(articles.article, article_id)
    document = library.read(articles.document, article.revision_id) if article else None
    letters = (char if char.isalnum() else " " for char in (document.text if document else ""))
    return "".join(letters)


def readings(library: Library, desk: Newsdesk, size: int) -> list[Figure]:
    """Rows, opening, counts, one's word on an entity: what keys ask for on the event loop or beside it."""
    ids = library.read(search.find, ArticleQuery())
    near, far = list(ids[:ROUNDS]), _spread(ids, ROUNDS)
    pages = [list(ids[place : place + PAGE]) for place in range(0, max(1, min(len(ids), 20_000) - PAGE), 500)]
    best = [card.id for card in library.read(insights.known_entities, ROUNDS)]
    return [
        timed("rows of a page", size, pages, desk.rows, LIST_BOUND),
        timed("open, newest", size, near, desk.open, LIST_BOUND),
        timed("open, any", size, far, desk.open, LIST_BOUND),
        timed("entity card", size, best, desk.entity, LIST_BOUND),
        timed("counts of the sidebar", size, [0], lambda _: asyncio.run(desk.counts()), LIST_BOUND),
    ]


def wholes(library: Library, size: int) -> list[Figure]:
    """All ids of the longest lists, and one piece of them as the screen asks for it."""
    queries = {"all": ArticleQuery(), "unread": ArticleQuery("unread")}
    piece = [ArticleQuery()]
    return [
        timed("a piece of all ids", size, piece, lambda q: library.read(search.find, q, PIECE), LIST_BOUND),
        *(
            timed(f"all ids, {name}", size, [query], lambda query: library.read(search.find, query), rounds=5)
            for name, query in queries.items()
        ),
    ]


def _spread(ids: array[int], count: int) -> list[int]:
    return list(ids[:: max(1, len(ids) // count)])[:count]


def timed(
    name: str,
    size: int,
    asked: Sequence[T],
    ask: Callable[[T], object],
    bound: float = 0.0,
    *,
    judged: str = "p50",
    rounds: int = ROUNDS,
) -> Figure:
    """Milliseconds of processor time for each of `asked`, in turn; the first time over is not counted."""
    inputs: Iterable[T] = islice(cycle(asked), max(rounds, len(asked)))
    ask(asked[0])
    values = []
    for one in inputs:
        begun = time.process_time()
        ask(one)
        values.append((time.process_time() - begun) * 1000)
    return Figure(name, size, tuple(values), bound=bound, judged=judged)
