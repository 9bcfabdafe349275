"""The list of an article's links. Enter opens, y copies, s saves as an article, / finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui_reader.model.text import clean_line
from tui_reader.ui.screens.over import Searched
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.offer_list import Offer, OfferList
from tui_reader.ui.widgets.page_links import host

Use = Literal["open", "copy", "save"]
WORDS = 200
"""Characters of a link's words, and of its address, that are shown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A link, and what is to be done with it."""

    url: str
    use: Use


class LinkList(Searched[Chosen | None]):
    """One question: which link, and what with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,u", "give_up", show=False),
        Binding("ctrl+n", "move(1)", show=False),
        Binding("ctrl+p", "move(-1)", show=False),
        Binding("enter,o", "use('open')", show=False),
        Binding("y", "use('copy')", show=False),
        Binding("s", "use('save')", show=False),
    ]

    def __init__(self, links: Sequence[tuple[str, str]]) -> None:
        """`links` are (words, address)."""
        super().__init__()
        self._offers = [Offer(clean_line(words, WORDS), host(url), value=url) for words, url in links]
        self.list = OfferList("links")
        self.list.border_title = f"Links, {len(links):,}"
        self.list.empty = "No link has these words."

    def compose(self) -> ComposeResult:
        """One frame."""
        yield self.list

    def on_mount(self) -> None:
        """Take the keys."""
        self.list.can_focus = True
        self.list.focus()
        self.look_for(None)

    @property
    def moved(self) -> OfferList:
        """The links."""
        return self.list

    def look_for(self, typed: str | None) -> None:
        """Show the links that have all these words."""
        self.typed = typed
        self.list.show(found(self._offers, typed or ""), chosen=True)
        if typed is None:
            self.list.note("enter opens · y copies · s saves · / finds")
        else:
            self.list.note(f"/ {typed}▏· enter opens · esc")

    # Choosing.

    def action_use(self, use: Use) -> None:
        """Answer with the link under the cursor."""
        offer = self.list.current
        if offer is not None and isinstance(offer.value, str):
            self.dismiss(Chosen(offer.value, use))

    def action_give_up(self) -> None:
        """Esc."""
        self.dismiss(None)

    @on(LineView.Chosen)
    def _clicked(self, event: LineView.Chosen) -> None:
        event.stop()
        self.action_use("open")

    @on(LineView.Highlighted)
    def _highlighted(self, event: LineView.Highlighted) -> None:
        event.stop()


def found(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """The links that have all words typed in their own words or in their address."""
    words = typed.casefold().split()
    return [
        offer for offer in offers if all(word in f"{offer.text} {offer.value}".casefold() for word in words)
    ]
