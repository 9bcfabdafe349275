"""Browsing: which articles are listed, where the cursor goes in them, searching, and the way back."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from tui_reader.desk.newsdesk import Counts
from tui_reader.errors import QueryError
from tui_reader.model.query import ArticleQuery
from tui_reader.model.query_parser import parse
from tui_reader.store.library import Superseded
from tui_reader.store.search import match_terms
from tui_reader.ui.actions import Pane
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.view import View
from tui_reader.ui.shelf import ALL, UNREAD, Entry, Place, about, asked, entries

AT_ONCE = 200
"""Ids read on the spot, so that a list stands in the first frame."""
DEBOUNCE = 0.06
FIRST_HITS = 500
NEAR = 256
"""Rows looked through for the next unread one before the store is asked."""
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
        self.counts: Counts | None = None
        self.panes: Panes
        self._arrived = arrived
        self._visits: list[Visit] = []
        self._ahead: list[Visit] = []
        self._before_search: Visit | None = None
        self._pane_before: Pane = "articles"
        self._kept: set[int] = set()
        self._folded: set[str] = set()
        self._lane = asyncio.Lock()

    # What is listed.

    def start(self) -> None:
        """List something: the unread articles, or all when nothing is unread."""
        unread = self._first(asked(UNREAD, self.view.desk.midnight()), 1)
        self.show(UNREAD if unread else ALL, record=False)

    def show(self, place: Place, *, at: int | None = None, record: bool = True) -> None:
        """List a place: the first rows at once, the others when the store has them."""
        if record and place.query != self.place.query:
            self._remember(Visit(self.place, self.view.articles.current))
        self.place = place
        self._kept.clear()
        self.view.sources.point_at(place)
        if place.query.text:
            self.view.run(self._all(at), "find", exclusive=True)
            return
        ids = self._first(self._query(), AT_ONCE)
        self._list(ids, at=at)
        if len(ids) >= AT_ONCE:
            self.view.run(self._all(at), "find", exclusive=True)

    def _first(self, query: ArticleQuery, limit: int) -> array[int]:
        return self.view.ask(self.view.desk.first, array("q"), query, limit)

    def _remember(self, visit: Visit) -> None:
        self._visits = [*self._visits, visit][-VISITS:]
        self._ahead.clear()

    async def _all(self, at: int | None) -> None:
        """All ids of the present place; the cursor stays on its article."""
        place, before = self.place, self.view.articles.current
        ids = await self._find(self._query())
        if ids is not None and place == self.place:
            moved = self.view.articles.current != before or at is None
            self._list(ids, at=self.view.articles.current if moved else at)

    async def reload(self) -> None:
        """List the present place again because the library changed; what was just read stays in sight."""
        place = self.place
        if self.view.prompt.display:
            return
        ids = await self._find(self._query())
        if ids is not None and place == self.place and not self.view.prompt.display:
            current = self.view.articles.current
            kept = {one for one in (*self._kept, current) if one and self.view.articles.holds(one)}
            if place.query.scope == "unread" and not kept <= set(ids):
                ids = array("q", sorted({*ids, *kept}, reverse=True))
            self._list(ids, at=current or None)

    def keep(self, ids: list[int]) -> None:
        """Leave these in the list until another place is shown, though they no longer belong to it."""
        self._kept.update(ids)

    def _query(self) -> ArticleQuery:
        return asked(self.place, self.view.desk.midnight())

    async def _find(self, query: ArticleQuery, limit: int | None = None) -> array[int] | None:
        async with self._lane:
            with suppress(Superseded):
                return await self.view.desk.find(query, limit)
        return None

    def _list(self, ids: array[int], *, at: int | None) -> None:
        articles = self.view.articles
        before = articles.current
        articles.empty = self._nothing()
        articles.show(ids, now=self.view.now, at=at)
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
                first = f"No sources yet.\nAdd a [[feed]] or a [[local]] to {config.path}"
                return f"{first}\nthen start again and press R."
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
        self.view.sources.show(entries(counts, self._folded), None if focused else self.place)
        feeds = sum(row.kind == "feed" for row in counts.sources)
        failed = sum(bool(row.error) for row in counts.sources)
        self.view.header.show(self.view.now, unread=counts.unread, feeds=feeds, failed=failed)
        if not self.view.articles.ids:
            self.view.articles.empty = self._nothing()

    def fold(self, folder: str) -> None:
        """Fold a folder, or unfold it."""
        self._folded ^= {folder}
        self.show_sources()

    # Sources.

    def preview(self, entry: Entry | None) -> None:
        """The cursor rests on a source: list it."""
        if entry is not None and entry.place is not None and entry.place != self.place:
            self.show(entry.place)
        if entry is not None and entry.error:
            self.view.say(f"{entry.label}: {entry.error}", "error")

    def next_source(self) -> None:
        """The next source."""
        self._step_source(1)

    def previous_source(self) -> None:
        """The previous source."""
        self._step_source(-1)

    def _step_source(self, step: int) -> None:
        sources = self.view.sources
        sources.set_cursor(sources.cursor + step)
        self.preview(sources.current)

    def about(self, name: str, entity_id: int) -> None:
        """List everything that mentions an entity."""
        self.show(about(name, entity_id))
        self.panes.go("articles")

    # The cursor.

    def next_article(self) -> None:
        """The next article, in whatever pane one is."""
        self.view.articles.move(1)

    def previous_article(self) -> None:
        """The previous article."""
        self.view.articles.move(-1)

    def next_unread(self) -> None:
        """The next unread article of the list, from its top again when there is none below."""
        self._step_unread(1)

    def previous_unread(self) -> None:
        """The previous unread article."""
        self._step_unread(-1)

    def _step_unread(self, step: int) -> None:
        articles = self.view.articles
        start = articles.cursor
        for index in range(start + step, start + step * NEAR, step):
            if not 0 <= index < len(articles.ids):
                break
            row = articles.row(index)
            if row is not None and not row.read:
                articles.move_to(index)
                return
        self.view.run(self._far_unread(step), "find", exclusive=True)

    async def _far_unread(self, step: int) -> None:
        """Ask the store for the unread ones of this place and go to the nearest, around the ends."""
        articles = self.view.articles
        query = self._query()
        ids = await self._find(query if query.scope == "starred" else replace(query, scope="unread"))
        here = articles.current
        rest = [one for one in ids or () if one != here and articles.holds(one)]
        if query.scope == "starred":
            rest = [row.id for row in self.view.rows(rest) if not row.read]
        if not rest:
            self.view.say("Nothing unread in this list")
            return
        beyond = [one for one in rest if (one < here) == (step > 0)]
        target = (beyond or rest)[0 if step > 0 else -1]
        articles.move_to(articles.index_of(target))

    # Searching.

    def search(self) -> None:
        """Open the prompt."""
        self._before_search = Visit(self.place, self.view.articles.current)
        self._pane_before = self.panes.pane
        self.panes.settle("articles")
        self.view.key_line.show("prompt")
        self.view.prompt.ask(self.place.query.text)

    def typed(self, text: str) -> None:
        """The prompt has another text."""
        self.view.run(self._search(text), "find", exclusive=True)

    async def _search(self, text: str) -> None:
        await asyncio.sleep(DEBOUNCE)
        if self._is_wrong(text):
            return
        self.place = ALL.searched(text.lstrip())
        for limit in (FIRST_HITS, None):
            ids = await self._find(self._query(), limit)
            if ids is None:
                return
            self._list(ids, at=self.view.articles.current if limit is None else None)
            if limit is None or len(ids) < FIRST_HITS:
                self.view.prompt.tell(f"{len(ids):,} articles" if text.strip() else "")
                return

    def _is_wrong(self, text: str) -> bool:
        """Whether a query is not valid; the prompt says why, and the list stays as it is."""
        try:
            parse(text)
        except QueryError as error:
            self.view.prompt.complain(str(error), error.column)
            return True
        return False

    def search_kept(self, text: str) -> None:
        """Enter in the prompt: the hits are the list now. A query that is not valid stays in the prompt."""
        if self._is_wrong(text):
            return
        self.view.prompt.hide()
        before, self._before_search = self._before_search, None
        if not text.strip():
            self._restore(before)
        elif before is not None:
            self._remember(before)
            self.typed(text)
        self.panes.go("articles")

    def search_dropped(self) -> None:
        """Esc in the prompt: everything as it was."""
        self.view.prompt.hide()
        self._restore(self._before_search)
        self._before_search = None
        self.panes.go(self._pane_before)

    def search_left(self) -> None:
        """A click went elsewhere: the hits stay, as after Enter."""
        self.view.prompt.hide()
        if self._before_search is not None and self._before_search.place.query != self.place.query:
            self._remember(self._before_search)
        self._before_search = None

    def _restore(self, visit: Visit | None) -> None:
        if visit is not None:
            self.show(visit.place, at=visit.article or None, record=False)

    # The way back.

    def leave(self) -> bool:
        """Esc in the list: from a search or an entity back to what was listed before."""
        special = self.place.query.text or self.place.query.entity_id
        return bool(special) and self.panes.pane == "articles" and self.back()

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
