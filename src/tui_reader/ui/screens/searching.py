"""Searching: the prompt, what it finds while one types, and what becomes of it. The list is Browsing's."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tui_reader.desk.completing import Completion
from tui_reader.errors import QueryError
from tui_reader.model.query_parser import parse
from tui_reader.ui.actions import Pane
from tui_reader.ui.format import counted
from tui_reader.ui.screens.browsing import Browsing, Visit
from tui_reader.ui.screens.view import View
from tui_reader.ui.shelf import ALL, Place
from tui_reader.ui.widgets.offer_list import Offer
from tui_reader.ui.widgets.prompt import Filled

DEBOUNCE = 0.06
FIRST_HITS = 500


class Searching:
    """Searches the library, or within what is listed. A query that is not valid leaves the list as it is."""

    def __init__(self, view: View, browsing: Browsing) -> None:
        self.view = view
        self._browsing = browsing
        self._before: Visit | None = None
        self._pane_before: Pane = "articles"
        self._within = ALL
        self._typing: asyncio.TimerHandle | None = None
        """A search that begins when nothing more is typed; a worker for every letter would cost more."""

    def search(self) -> None:
        """Search the library."""
        place = self._browsing.place
        self._open(ALL, place.query.text if replace(place.query, text="") == ALL.query else "")

    def filter(self) -> None:
        """Search within what is listed; what was searched before is searched on."""
        place = self._browsing.place
        searched = place.query.text and self._within.searched(place.query.text) == place
        self._open(self._within if searched else place, place.query.text if searched else "")

    def _open(self, within: Place, text: str) -> None:
        browsing = self._browsing
        self._within = within
        self._before = Visit(browsing.place, self.view.articles.current)
        self._pane_before = browsing.panes.pane
        browsing.panes.settle("articles")
        self.view.key_line.show("prompt")
        self.view.prompt.ask(text)

    def typed(self, text: str, cursor: int = -1) -> None:
        """The prompt has another text, with the cursor in a column of it."""
        self._stop_typing()
        self._typing = asyncio.get_running_loop().call_later(DEBOUNCE, self._rested, text, cursor)

    def _rested(self, text: str, cursor: int) -> None:
        self._typing = None
        self.view.run(self._search(text, cursor), "find", exclusive=True)

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing.cancel()
            self._typing = None

    def find(self, text: str) -> None:
        """Search the library without the prompt."""
        if not self.is_wrong(text):
            self._within = ALL
            self._browsing.show(ALL.searched(text.strip()))
            self._browsing.panes.go("articles")

    async def _search(self, text: str, cursor: int) -> None:
        if cursor >= 0:
            found = await asyncio.to_thread(self.view.desk.complete, text, cursor)
            self.view.prompt.offer([_offer(text, each) for each in found])
        browsing = self._browsing
        if self.is_wrong(text):
            return
        before = browsing.place
        place = browsing.place = self._within.searched(text.lstrip())
        for limit in (FIRST_HITS, None):
            try:
                ids = await browsing.find(browsing.query(), limit)
            except QueryError as error:
                browsing.place = before
                self._complain(error)
                return
            if ids is None or browsing.place is not place:
                return
            browsing.fill(ids, at=self.view.articles.current if limit is None else None)
            if limit is None or len(ids) < FIRST_HITS:
                self.view.prompt.tell(counted(len(ids), "article") if text.strip() else "")
                return

    def is_wrong(self, text: str) -> bool:
        """Whether a query is not valid; the prompt, when open, says why, and the list stays as it is."""
        try:
            parse(text)
        except QueryError as error:
            self._complain(error)
            return True
        return False

    def _complain(self, error: QueryError) -> None:
        """In the prompt, when it is open; a regular expression may also turn out to take too long."""
        if self.view.prompt.display:
            self.view.prompt.complain(str(error), error.column)
        else:
            self.view.say(str(error), "error")

    def kept(self, text: str) -> None:
        """Enter in the prompt: the hits are the list now. A query that is not valid stays in the prompt."""
        if self.is_wrong(text):
            return
        self._stop_typing()
        self.view.prompt.hide()
        before, self._before = self._before, None
        if not text.strip():
            self._restore(before)
        elif before is not None:
            self._browsing.remember(before)
            self.typed(text)
        self._browsing.panes.go("articles")

    def dropped(self) -> None:
        """Esc in the prompt: everything as it was."""
        self._stop_typing()
        self.view.prompt.hide()
        self._restore(self._before)
        self._before = None
        self._browsing.panes.go(self._pane_before)

    def left(self) -> None:
        """A click went elsewhere: the hits stay, as after Enter."""
        self._stop_typing()
        self.view.prompt.hide()
        if self._before is not None and self._before.place.query != self._browsing.place.query:
            self._browsing.remember(self._before)
        self._before = None

    def _restore(self, visit: Visit | None) -> None:
        if visit is not None:
            self._browsing.show(visit.place, at=visit.article or None, record=False)


def _offer(text: str, found: Completion) -> Offer:
    """A completion as the prompt shows it."""
    head = text[: found.start] + found.text
    return Offer(found.label, found.about, value=Filled(head + text[found.end :], len(head)))
