"""Regular expressions as the last filter of a search: over titles and texts of what all else selects.

Their work is bounded in articles and in time; it is for a search's or a writer's thread, never the screen's.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui_reader.errors import QueryError
from tui_reader.model.query_patterns import Finder, finder
from tui_reader.model.query_tree import And, Node, Not, Or, Pattern, leaves
from tui_reader.store.codec import unpack

TITLES = 20_000
"""The titles of so many articles, the newest, are looked at."""
TEXTS = 2_000
"""The texts of so many."""
TEXT_SECONDS = 0.02
SEARCH_SECONDS = 0.5

_CHUNK = 200
_TITLES = """SELECT a.id, a.title, '', x'' FROM json_each(?) w CROSS JOIN article a ON a.id = w.value"""
_TEXTS = """SELECT a.id, a.title, coalesce(b.codec, ''), b.text FROM json_each(?) w
    CROSS JOIN article a ON a.id = w.value LEFT JOIN body b ON b.revision_id = a.indexed"""


class _Article(NamedTuple):
    title: str
    codec: str
    packed: bytes

    def part(self, name: str) -> str:
        if name == "title":
            return self.title
        return unpack(self.codec, self.packed).decode() if self.codec else ""


def parted(items: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Of conditions that hold together, those for the indexes and those made of patterns."""
    filters = [item for item in items if any(isinstance(leaf, Pattern) for leaf, _ in leaves(item))]
    return [item for item in items if item not in filters], filters


def most(filters: Sequence[Node]) -> int:
    """How many articles, the newest, these filters look at."""
    return TEXTS if _ask_texts(filters) else TITLES


def sifted(
    connection: sqlite3.Connection, filters: Sequence[Node], ids: Sequence[int], query: str
) -> Iterator[int]:
    """Those of the articles, in their order, that all filters of a query let through; of an article without a
    text the text is empty. Raises QueryError when a pattern takes too long.
    """
    sieve, tree = _Sieve(query), And(tuple(filters))
    asked = _TEXTS if _ask_texts(filters) else _TITLES
    for start in range(0, len(ids), _CHUNK):
        rows = connection.execute(asked, (json.dumps(list(ids[start : start + _CHUNK])),)).fetchall()
        for article_id, *parts in rows:
            if sieve.holds(tree, _Article(*parts)):
                yield article_id


def _ask_texts(filters: Sequence[Node]) -> bool:
    found = [leaf for item in filters for leaf, _ in leaves(item)]
    return any(isinstance(leaf, Pattern) and leaf.name == "text" for leaf in found)


class _Sieve:
    """The patterns of one search, each made ready once, and the time they have left."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._left = SEARCH_SECONDS
        self._finders: dict[str, Finder] = {}

    def holds(self, node: Node, article: _Article) -> bool:
        """Whether an article has what a tree of patterns asks."""
        match node:
            case Not(item):
                return not self.holds(item, article)
            case And(items):
                return all(self.holds(item, article) for item in items)
            case Or(items):
                return any(self.holds(item, article) for item in items)
            case Pattern():
                return self._found(node, article.part(node.name))
            case _:  # pragma: no cover - the parser keeps words and fields out
                raise QueryError("words and fields are no patterns")

    def _found(self, leaf: Pattern, text: str) -> bool:
        """Time is that of this thread, so that a busy machine makes no search fail."""
        find = self._finders.get(leaf.pattern) or self._finders.setdefault(leaf.pattern, finder(leaf.pattern))
        began = time.thread_time()
        try:
            found = find(text, TEXT_SECONDS)
        except TimeoutError as error:
            raise self._too_slow(leaf, f"{TEXT_SECONDS * 1000:.0f} ms for one text") from error
        self._left -= time.thread_time() - began
        if self._left < 0:
            raise self._too_slow(leaf, f"{SEARCH_SECONDS * 1000:.0f} ms for one search: narrow it with words")
        return found

    def _too_slow(self, leaf: Pattern, limit: str) -> QueryError:
        message = f"{leaf.name}: this regular expression takes too long, more than {limit}"
        return QueryError(message, subject=self._query, column=leaf.column)
