"""Browsing: which articles are listed, in which order, where the cursor goes in them, and the way back."""

from __future__ import annotations

import asyncio
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from tui_reader.desk.newsdesk import Counts
from tui_reader.model.query import BY_DATE, ArticleQuery, Sort
from tui_reader.store.library import Superseded
from tui_reader.store.search import match_terms
from tui_reader.ui.memory import Remembered
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.view import View
from tui_reader.ui.shelf import ALL, UNREAD, Entry, Place, about, asked, entries
from tui_reader.ui.widgets.offer_list import Offer

AT_ONCE = 200
"""Ids read on the spot, so that a list stands in the first frame."""
ORDERS: dict[Sort, str] = {
    "newest": "the newest first",
    "oldest": "the oldest first",
    "source": "by source",
    "title": "by title",
    "quotes": "most quotes first",
}
VISITS = 50


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that was looked at, and the article the cursor stood on."""

    place: Place
    article: int


class Browsing:
    """Owns the list. `arrived` is told when the cursor is on another article."""

    def __init__(self, view: View, arrived: Callable[[], None]) -> None:
        self.view = view
        self.place = ALL
        self.sort: Sort = "newest"
        self.counts: Counts | None = None
        self.panes: Panes
        self._arrived = arrived
        self._visits: list[Visit] = []
        self._ahead: list[Visit] = []
        self._kept: set[int] = set()
        self._all_kept: array[int] = array("q")
        """What was listed when everything was marked; it stays until another place is listed."""
        self.folded: set[str] = set()
        self._lane = asyncio.Lock()

    # What is listed.

    def start(self, last: Remembered | None = None) -> None:
        """List what was listed last, else the unread articles, or all when nothing is unread."""
        if last is not None:
            self.sort, self.folded = last.sort, set(last.folded)
            self.show(last.place, at=last.article or None, record=False, row=last.row, keep=last.article)
            if self.view.articles.ids or last.place.query.text or self.sort != "newest":
                return
        unread = self._first(asked(UNREAD, self.view.desk.midnight()), 1)
        self.show(UNREAD if unread else ALL, record=False)

    def show(
        self,
        place: Place,
        *,
        at: int | None = None,
        record: bool = True,
        row: int | None = None,
        keep: int = 0,
    ) -> None:
        """List a place: the first rows at once, the others when the store has them.

        `keep` is listed too, though it is read; the cursor goes to `at`, in a row of the view.
        """
        if record and place.query != self.place.query:
            self.remember(Visit(self.place, self.view.articles.current))
        self.view.stop("find")
        self.place = place
        self._kept.clear()
        self._all_kept = array("q")
        if keep:
            self._kept.add(keep)
        self.view.articles.select(None)
        self.view.sources.point_at(place)
        if place.query.text or self.sort != "newest":
            self.view.run(self._all(at, row), "find", exclusive=True)
            return
        ids = self._first(self.query(), AT_ONCE)
        if len(ids) >= AT_ONCE:
            self.view.run(self._all(at, row), "find", exclusive=True)
            if at is not None and at < ids[-1]:
                return
        self.fill(self._with_kept(ids), at=at, row=row)

    def _first(self, query: ArticleQuery, limit: int) -> array[int]:
        return self.view.ask(self.view.desk.first, array("q"), query, limit)

    def remember(self, visit: Visit) -> None:
        """Put a place on the way back."""
        self._visits = [*self._visits, visit][-VISITS:]
        self._ahead.clear()

    def _with_kept(self, ids: array[int]) -> array[int]:
        """With what is read already and stays in sight all the same."""
        if self.place.query.scope != "unread" or not self._kept:
            return ids
        return _merged(ids, self._kept, array("q", self._kept), self.sort)

    async def _all(self, at: int | None, row: int | None = None) -> None:
        """All ids of the present place; the cursor stays on its article."""
        place, before = self.place, self.view.articles.current
        ids = await self.find(self.query())
        if ids is not None and place == self.place:
            moved = self.view.articles.current != before or at is None
            self.fill(self._with_kept(ids), at=self.view.articles.current if moved else at, row=row)

    async def reload(self) -> None:
        """List the present place again because the library changed; what was just read stays in sight."""
        place = self.place
        if self.view.prompt.display:
            return
        ids = await self.find(self.query())
        if ids is None:
            return
        kept: Collection[int] = self._all_kept or {*self._kept, self.view.articles.current}
        if place.query.scope == "unread":
            ids = await asyncio.to_thread(_merged, ids, kept, self.view.articles.ids, self.sort)
        if place == self.place and not self.view.prompt.display:
            self.fill(ids, at=self.view.articles.current or None)

    def keep(self, ids: Sequence[int]) -> None:
        """Leave these in the list until another place is shown, though they no longer belong to it."""
        if len(ids) > AT_ONCE:
            self._all_kept = self.view.articles.ids
        else:
            self._kept.update(ids)

    def drop(self, ids: Collection[int]) -> None:
        """Take these out of the list at once, before the store is asked again."""
        gone = set(ids)
        self._kept -= gone
        left = array("q", (one for one in self.view.articles.ids if one not in gone))
        self._all_kept = array("q")
        self.fill(left, at=self.view.articles.current)

    def query(self) -> ArticleQuery:
        """What is asked of the store for the present place."""
        return replace(asked(self.place, self.view.desk.midnight()), sort=self.sort)

    async def find(self, query: ArticleQuery, limit: int | None = None, beyond: int = 0) -> array[int] | None:
        """The ids of a query; None when something newer was asked for meanwhile."""
        async with self._lane:
            with suppress(Superseded):
                return await self.view.desk.find(query, limit, beyond)
        return None

    def fill(self, ids: array[int], *, at: int | None, row: int | None = None) -> None:
        """Put these into the list, with the cursor on or near the article `at`, else at the top."""
        articles = self.view.articles
        before = articles.current
        articles.empty = self._nothing()
        self.view.key_line.lack_articles(not ids)
        articles.show(ids, now=self.view.now, at=at, order=self.sort, row=row)
        self.view.header.show(self.view.now, place=self.place.name)
        if articles.current != before or not ids:
            self._arrived()

    def _nothing(self) -> str:
        """What the empty list says: what to do next."""
        config = self.view.desk.config
        if self.place.query.text:
            return "Nothing found.\nOther words, or Esc to go back."
        if not self.counts or not self.counts.total:
            if not config.sources:
                return f"No sources yet.\na adds one; or name them in {config.path}"
            return f"Nothing here yet.\nPress R to fetch everything.\nSources are named in {config.path}"
        if self.place.query.scope == "unread":
            return "All read.\nPress R for news, or choose another source with 1."
        return "No articles here.\nPress r to fetch this source, or choose another with 1."

    def terms(self) -> list[str]:
        """The words of the search that is listed."""
        return match_terms(self.place.query.text) if self.place.query.text else []

    # Counts.

    async def recount(self) -> None:
        """Read the counts again and show them everywhere."""
        async with self._lane:
            with suppress(Superseded):
                self.counts = await self.view.desk.counts()
        self.show_sources()

    def show_sources(self) -> None:
        """Show the counts and the folds of now."""
        counts = self.counts
        if counts is None:
            return
        focused = self.panes.pane == "sources"
        self.view.sources.show(entries(counts, self.folded), None if focused else self.place)
        feeds = sum(row.kind == "feed" for row in counts.sources)
        failed = sum(bool(row.error) and not row.waiting for row in counts.sources)
        self.view.header.show(
            self.view.now, unread=counts.unread, feeds=feeds, failed=failed, fetched=counts.fetched
        )
        if not self.view.articles.ids:
            self.view.articles.empty = self._nothing()

    def fold(self, folder: str) -> None:
        """Fold a folder, or unfold it."""
        self.folded ^= {folder}
        self.show_sources()

    # Sources.

    def preview(self, entry: Entry | None) -> None:
        """The cursor rests on a source: list it."""
        if entry is not None and entry.place is not None and entry.place != self.place:
            self.show(entry.place)
        if entry is not None and entry.error:
            self.view.say(f"{entry.label}: {entry.error}", "error")

    def next_source(self, times: int = 1) -> None:
        """The next source."""
        self._step_source(times)

    def previous_source(self, times: int = 1) -> None:
        """The previous source."""
        self._step_source(-times)

    def _step_source(self, step: int) -> None:
        sources = self.view.sources
        sources.set_cursor(sources.cursor + step)
        self.preview(sources.current)

    def about(self, name: str, entity_id: int) -> None:
        """List everything that mentions an entity."""
        self.show(about(name, entity_id))
        self.panes.go("articles")

    # The cursor.

    def next_article(self, times: int = 1) -> None:
        """The next article, in whatever pane one is."""
        self.view.articles.move(times)

    def previous_article(self, times: int = 1) -> None:
        """The previous article."""
        self.view.articles.move(-times)

    # Sorting.

    def sort_menu(self) -> None:
        """Ask for the order of the list."""
        orders = [
            Offer(words, "now" if order == self.sort else "", value=order) for order, words in ORDERS.items()
        ]

        async def offers(text: str) -> Sequence[Offer]:
            return [offer for offer in orders if text.casefold() in offer.text]

        finder = Finder("sort", "", offers, eager=True, low=True)
        self.view.screen.app.push_screen(finder, self._sorted)

    def _sorted(self, answer: Answer | None) -> None:
        if answer is not None and answer.offer is not None:
            self.sort_by(next(order for order in ORDERS if order == answer.offer.value))

    def sort_by(self, order: Sort) -> None:
        """List in another order; the cursor stays on its article."""
        self.sort = order
        self.show(self.place, at=self.view.articles.current or None, record=False)

    # The way back.

    def leave(self) -> bool:
        """Esc in the list: from a search or an entity back to what was listed before."""
        if self.view.articles.begun is not None and self.panes.pane == "articles":
            self.view.articles.select(None)
            return True
        special = self.view.sources.index_of(self.place) is None and self.place.query != ALL.query
        return special and self.panes.pane == "articles" and bool(self._visits) and self.back()

    def back(self) -> bool:
        """What was listed before."""
        return self._travel(self._visits, self._ahead)

    def forward(self) -> bool:
        """What was listed before going back."""
        return self._travel(self._ahead, self._visits)

    def _travel(self, source: list[Visit], other: list[Visit]) -> bool:
        if not source:
            self.view.say("There is nothing further this way")
            return False
        visit = source.pop()
        other.append(Visit(self.place, self.view.articles.current))
        self.show(visit.place, at=visit.article or None, record=False)
        return True


def _merged(ids: array[int], kept: Collection[int], listed: array[int], order: Sort) -> array[int]:
    """A list with some of what was listed before left in its place. Takes long for long lists."""
    if order in BY_DATE and len(kept) <= AT_ONCE:
        return _with_few(ids, kept, listed, order)
    found, wanted = set(ids), set(kept)
    left = [one for one in listed if one in wanted and one not in found]
    if not left:
        return ids
    if order in BY_DATE:
        return array("q", sorted([*ids, *left], reverse=order == "newest"))
    merged = ids.tolist()
    places = {one: place for place, one in enumerate(listed)}
    for one in left:
        merged.insert(places[one], one)
    return array("q", merged)


def _with_few(ids: array[int], kept: Collection[int], listed: array[int], order: Sort) -> array[int]:
    """The same for a few articles in a list by date, without a walk over it."""
    sign = -1 if order == "newest" else 1

    def place(among: array[int], one: int) -> tuple[int, bool]:
        index = bisect_left(among, sign * one, key=lambda other: sign * other)
        return index, index < len(among) and among[index] == one

    for one in kept:
        index, there = place(ids, one)
        if not there and place(listed, one)[1]:
            ids.insert(index, one)
    return ids
