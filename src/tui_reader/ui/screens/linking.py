"""Linking: the links of the open article, by letters over them or as a list. It fetches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_reader.model.text import clean_line
from tui_reader.ui.screens.link_list import Chosen, LinkList
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.widgets.page_hints import labels, remaining
from tui_reader.ui.widgets.page_links import listed
from tui_reader.ui.widgets.reader_pane import ReaderPane

SHOWN = 200
"""Characters of an address that are told."""


class Linking:
    """Asks which link, then opens, copies or saves it."""

    def __init__(self, view: View, opening: Opening, work: Workplace) -> None:
        self.view = view
        self._opening = opening
        self._work = work

    def hints(self) -> None:
        """Lay letters over the links in view and wait for them."""
        reader = self.view.reader
        links = list(reader.links_in_view())
        if not links:
            self.view.say("There is no link in view")
            return
        hints = dict(zip(labels(len(links)), links, strict=True))
        self.view.screen.app.push_screen(Hints(reader, hints), self._use)

    def choose(self) -> None:
        """List the links of the article."""
        opened = self._opening.opened
        links = listed(opened.document) if opened and opened.document else []
        if links:
            self.view.screen.app.push_screen(LinkList(links), self._use)
        else:
            self.view.say("There are no links in this article")

    def _use(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if chosen.use == "open":
            self._work.browse(chosen.url)
        elif chosen.use == "copy":
            self.view.copy(chosen.url)
            self.view.say(f"Copied {clean_line(chosen.url, SHOWN)}")
        else:
            self._work.save(chosen.url)


class Hints(ModalScreen[Chosen | None], inherit_bindings=False):
    """Takes the letters of one link. Any other key ends it."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""

    def __init__(self, reader: ReaderPane, hints: Mapping[str, int]) -> None:
        super().__init__()
        self._reader, self._hints = reader, hints
        self._typed = ""
        self._copying = False

    def compose(self) -> ComposeResult:
        """A line in place of the keys."""
        yield Static(Content(" type the letters of a link: it opens; with shift: copied · esc"), id="hints")

    def on_mount(self) -> None:
        """Show the letters."""
        self._label()

    def _label(self) -> None:
        left = remaining(self._hints, self._typed)
        self._reader.label({link: label[len(self._typed) :] for label, link in left.items()})

    def on_key(self, event: events.Key) -> None:
        """One letter more."""
        event.stop()
        event.prevent_default()
        letter = event.character or ""
        self._typed += letter.lower()
        self._copying = self._copying or letter.isupper()
        left = remaining(self._hints, self._typed) if letter.isalpha() else {}
        if not left:
            self._end(None)
        elif self._typed in left:
            url = self._reader.link(left[self._typed])
            self._end(Chosen(url, "copy" if self._copying else "open"))
        else:
            self._label()

    def on_click(self) -> None:
        """A click elsewhere ends it."""
        self._end(None)

    def _end(self, chosen: Chosen | None) -> None:
        self._reader.label({})
        self.dismiss(chosen)
