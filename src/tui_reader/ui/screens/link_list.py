"""The list of an article's links. Enter opens, y copies, s saves as an article, / finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_reader.model.text import clean_line
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


class LinkList(ModalScreen[Chosen | None], inherit_bindings=False):
    """One question: which link, and what with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,u", "give_up", show=False),
        Binding("j,down,ctrl+n", "move(1)", show=False),
        Binding("k,up,ctrl+p", "move(-1)", show=False),
        Binding("ctrl+d", "page(0.5)", show=False),
        Binding("ctrl+u", "page(-0.5)", show=False),
        Binding("pagedown,space", "page(1.0)", show=False),
        Binding("pageup,backspace", "page(-1.0)", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "bottom", show=False),
        Binding("enter,o", "use('open')", show=False),
        Binding("y", "use('copy')", show=False),
        Binding("s", "use('save')", show=False),
        Binding("slash", "find", show=False),
    ]

    def __init__(self, links: Sequence[tuple[str, str]]) -> None:
        """`links` are (words, address)."""
        super().__init__()
        self._offers = [Offer(clean_line(words, WORDS), host(url), value=url) for words, url in links]
        self._typed: str | None = None
        """What is looked for; None while nothing is typed."""
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
        self._show()

    def _show(self) -> None:
        self.list.show(found(self._offers, self._typed or ""), chosen=True)
        if self._typed is None:
            self.list.note("enter opens · y copies · s saves · / finds")
        else:
            self.list.note(f"/ {self._typed}▏· enter opens · esc")

    # Finding.

    def action_find(self) -> None:
        """Type to see only some links."""
        self._typed = ""
        self._show()

    async def on_event(self, event: events.Event) -> None:
        """While one types, letters belong to the words."""
        if isinstance(event, events.Key) and self._typed is not None and self._takes(event):
            event.stop()
            event.prevent_default()
            return
        await super().on_event(event)

    def _takes(self, event: events.Key) -> bool:
        typed = self._typed or ""
        if event.key == "escape":
            self._typed = None
        elif event.key == "backspace":
            self._typed = typed[:-1]
        elif event.is_printable and event.character:
            self._typed = typed + event.character
        else:
            return False
        self._show()
        return True

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

    # Moving.

    def action_move(self, delta: int) -> None:
        """Through the links."""
        self.list.step(delta)

    def action_page(self, pages: float) -> None:
        """By pages."""
        self.list.page(pages)

    def action_top(self) -> None:
        """The first."""
        self.list.top()

    def action_bottom(self) -> None:
        """The last."""
        self.list.bottom()


def found(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """The links that have all words typed in their own words or in their address."""
    words = typed.casefold().split()
    return [
        offer for offer in offers if all(word in f"{offer.text} {offer.value}".casefold() for word in words)
    ]
