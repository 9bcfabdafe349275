"""Finding: words within the open article. The list and the library do not matter here."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.ui.format import counted
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.offer_list import Offer


class Finding:
    """While words are looked for, n and N go through their places in the reader."""

    def __init__(self, view: View, opening: Opening, found_before: Sequence[str] = ()) -> None:
        self.view = view
        self._opening = opening
        self._before = found_before
        self.words = ""

    @property
    def on(self) -> bool:
        """Whether n is the next place rather than the next unread article."""
        return bool(self.words) and self._opening.panes.pane == "reader"

    def find(self) -> None:
        """Ask for words."""
        self._opening.now()
        if self._opening.shown:
            finder = Finder("find", "in this article; n and N go on, Esc ends", self._look, low=True)
            self.view.screen.app.push_screen(finder, self._found)

    async def _look(self, text: str) -> Sequence[Offer]:
        self.view.reader.highlight([text] if text.strip() else self._opening.search_terms())
        if not text.strip():
            return ()
        hits = self.view.reader.hits
        return (Offer(counted(hits, "place") if hits else "nowhere", fill=text),)

    def _found(self, answer: Answer | None) -> None:
        self.words = answer.text.strip() if answer else ""
        if not self.words:
            self.leave()
            return
        self._opening.panes.go("reader")
        self.view.reader.highlight([self.words])
        self.next()

    def next(self) -> None:
        """The next place, from the top again after the last."""
        self._step(1)

    def previous(self) -> None:
        """The place before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self.words:
            self.view.say("Nothing is looked for; find first")
        elif not self.view.reader.next_hit(step):
            self.view.say(f"“{self.words}” is nowhere in this article")

    def leave(self) -> bool:
        """Esc: look for nothing any more; False when nothing was looked for."""
        had, self.words = bool(self.words), ""
        self.view.reader.highlight(self._opening.search_terms())
        return had
