"""Glancing: other ways of looking at the open article than as running text."""

from __future__ import annotations

from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View


class Glancing:
    """Switches what the reader shows of an article; the article stays the same."""

    def __init__(self, view: View, opening: Opening) -> None:
        self.view = view
        self._opening = opening

    def quotes_only(self) -> None:
        """Collapse the article to who said what, or show all of it again."""
        self._opening.now()
        reader = self.view.reader
        if not reader.quotes_only and not self.view.quotes.quotes:
            self.view.say("Nobody is quoted here")
        else:
            reader.glance(on=not reader.quotes_only)
