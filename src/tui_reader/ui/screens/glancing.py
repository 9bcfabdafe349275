"""Glancing: other ways of looking at the open article than as running text."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tui_reader.desk import illustrating
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace

NO_PILLOW = "Pictures need Pillow, which is not installed here (the extra “images”; README says how)"


class Glancing:
    """Switches what the reader shows of an article; the article stays the same."""

    def __init__(self, view: View, opening: Opening, work: Workplace) -> None:
        self.view = view
        self._opening = opening
        self._work = work
        self._wanted = 0
        """The article whose pictures are under way."""
        work.illustrated = self._arrived

    def quotes_only(self) -> None:
        """Collapse the article to who said what, or show all of it again."""
        self._opening.now()
        reader = self.view.reader
        if not reader.quotes_only and not self.view.quotes.quotes:
            self.view.say("Nobody is quoted here")
        else:
            reader.glance(on=not reader.quotes_only)

    def leave(self) -> bool:
        """Esc in the reader: all of the text again; False when that is there."""
        only = self.view.reader.quotes_only and self._opening.panes.pane == "reader"
        if only:
            self.view.reader.glance(on=False)
        return only

    # Pictures.

    def pictures(self) -> None:
        """Show the pictures of the article, fetched when they are not kept yet; or take them away."""
        self._opening.now()
        reader = self.view.reader
        if reader.illustrated:
            reader.illustrate({})
        elif not self._addresses():
            self.view.say("There are no pictures in this article")
        elif self.view.screen.app.no_color:
            self.view.say("Pictures need colours, and NO_COLOR says that none are wanted")
        else:
            self.view.run(self._show(self._opening.shown, self._addresses()), "more")

    def _addresses(self) -> list[str]:
        opened = self._opening.opened
        return illustrating.addresses(opened.document) if opened and opened.document else []

    async def _show(self, article_id: int, urls: Sequence[str], *, ask: bool = True) -> None:
        """Show those that are kept; ask for the others."""
        place = illustrating.folder(self.view.desk.library.path)
        kept = await asyncio.to_thread(illustrating.kept, place, urls)
        if self._opening.shown != article_id:
            return
        if kept:
            self.view.reader.glance(on=False)
            self.view.reader.illustrate(kept)
        if ask and len(kept) < len(urls):
            self._ask(article_id)

    def _ask(self, article_id: int) -> None:
        if not illustrating.possible():
            self.view.say(NO_PILLOW, "warning")
        elif self._wanted == article_id:
            self.view.say("The pictures are on their way")
        else:
            self._wanted = article_id
            self._work.illustrate(article_id)

    def _arrived(self) -> None:
        """The pictures that could be had are there."""
        article_id, self._wanted = self._wanted, 0
        if article_id == self._opening.shown and self._addresses():
            self.view.run(self._show(article_id, self._addresses(), ask=False), "more")
