"""The shelf of places: what the sources pane offers and the list can show. Pure; knows no widget."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tui_reader.desk.newsdesk import WATCHED, Counts
from tui_reader.model.feed import FeedRow
from tui_reader.model.query import ArticleQuery

MOST = 8192
"""Lines of sources that are kept: more than a configuration may name."""
EntryKind = Literal["section", "blank", "library", "folder", "feed", "query"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named selection of articles; places are the same when their queries are."""

    name: str
    query: ArticleQuery
    keys: tuple[str, ...] = ()
    """The sources behind it, for `refresh`; empty means all."""

    def searched(self, text: str) -> Place:
        """The articles of this place that a query finds."""
        if not text:
            return self
        said = text.strip()
        name = f"“{said}”" if self.query == ArticleQuery() else f"{self.name} · “{said}”"
        return replace(self, name=name, query=replace(self.query, text=text))


ALL = Place("All articles", ArticleQuery())
UNREAD = Place("Unread", ArticleQuery(scope="unread"))
SAVED = Place("Saved", ArticleQuery(scope="starred"))
WATCHED_PLACE = Place("Watched", ArticleQuery(text=WATCHED))
TODAY = Place("Today", ArticleQuery(scope="today"))
"""Its query gets the morning's second when it is asked; see `asked`."""


def asked(place: Place, midnight: int) -> ArticleQuery:
    """The query of a place as the store takes it."""
    if place.query.scope == "today":
        return replace(place.query, scope="all", since=midnight)
    return place.query


def about(name: str, entity_id: int) -> Place:
    """Everything that mentions an entity."""
    return Place(name, ArticleQuery(entity_id=entity_id))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sources pane."""

    kind: EntryKind
    label: str = ""
    count: int = 0
    place: Place | None = None
    """None for lines that cannot be chosen."""
    depth: int = 0
    folder: str = ""
    folded: bool = False
    error: str = ""
    fresh: bool = False
    """Counts what is new today."""


def entries(counts: Counts, folded: Collection[str]) -> list[Entry]:
    """The lines of the sources pane: the library, then feeds and files by folder, as configured."""
    lines = [
        Entry("section", "LIBRARY"),
        Entry("library", "Today", counts.today, TODAY, fresh=True),
        Entry("library", "Unread", counts.unread, UNREAD),
        Entry("library", "Saved", counts.starred, SAVED),
        Entry("library", "All", counts.total, ALL),
    ]
    if counts.watched >= 0:
        lines.insert(4, Entry("library", "Watched", counts.watched, WATCHED_PLACE))
    if counts.queries:
        lines += [Entry("blank"), Entry("section", "QUERIES"), *_shelf(counts.queries, folded)]
    feeds = [row for row in counts.sources if row.kind == "feed"]
    files = [row for row in counts.sources if row.kind == "local" or (row.kind == "saved" and row.total)]
    for title, rows in (("FEEDS", feeds), ("FILES", files)):
        if rows:
            lines += [Entry("blank"), Entry("section", title), *_shelf(rows, folded)]
    return lines


def _shelf(rows: Sequence[FeedRow], folded: Collection[str]) -> list[Entry]:
    folders: dict[str, list[FeedRow]] = {}
    for row in rows:
        folders.setdefault(row.folder, []).append(row)
    lines: list[Entry] = []
    for folder, members in folders.items():
        shut = folder in folded
        if folder:
            lines.append(_folder(folder, members, shut=shut))
        if not (folder and shut):
            lines += [_feed(row, depth=1 if folder else 0) for row in members]
    return lines


def _folder(name: str, members: list[FeedRow], *, shut: bool) -> Entry:
    if members[0].kind == "query":
        query = ArticleQuery(text=" OR ".join(f"({row.query})" for row in members))
        place = Place(name, query)
    else:
        query = ArticleQuery(feed_ids=tuple(row.feed_id for row in members))
        place = Place(name, query, tuple(row.key for row in members))
    return Entry("folder", name, sum(row.unread for row in members), place, folder=name, folded=shut)


@lru_cache(maxsize=MOST)
def _feed(row: FeedRow, *, depth: int) -> Entry:
    """Most lines are the same ones at every count."""
    name = row.title or row.key
    if row.kind == "query":
        place = Place(name, ArticleQuery(text=row.query))
        return Entry("query", name, row.unread, place, depth, row.folder, error=row.error)
    place = Place(name, ArticleQuery(feed_ids=(row.feed_id,)), (row.key,))
    return Entry("feed", name, row.unread, place, depth, row.folder, error=row.error)
