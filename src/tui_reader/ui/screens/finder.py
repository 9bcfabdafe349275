"""Finder: a field with offers that follow what is typed: palette, command line, and one-line questions.

It finds nothing itself and treats every text as plain text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui_reader.ui.painting import Frugal
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.offer_list import Offer, OfferList


@dataclass(frozen=True, slots=True)
class Answer:
    """What Enter took: the text in the field, and the offer under the cursor if one was chosen."""

    text: str
    offer: Offer | None = None


Offers = Callable[[str], Awaitable[Sequence[Offer]]]


class Finder(ModalScreen[Answer | None], inherit_bindings=False):
    """One question. Enter answers, Esc takes it back, Tab completes, ↑ ↓ move through the offers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up,ctrl+p", "step(-1)", show=False),
        Binding("pagedown", "step(8)", show=False),
        Binding("pageup", "step(-8)", show=False),
        Binding("tab", "complete", show=False),
    ]

    def __init__(
        self,
        sign: str,
        hint: str,
        offers: Offers,
        *,
        text: str = "",
        eager: bool = False,
        low: bool = False,
    ) -> None:
        super().__init__(classes="-low" if low else "")
        self._compositor = Frugal()
        self._sign, self._hint, self._offers, self._text = sign, hint, offers, text
        self._eager = eager
        self.list = OfferList("offers")

    def compose(self) -> ComposeResult:
        """The field above the offers; a low one stands at the bottom."""
        field = Input(
            self._text, placeholder=self._hint, compact=True, id="finder-input", select_on_focus=False
        )
        with Vertical(id="finder"):
            with Horizontal(id="finder-line"):
                yield Static(Content(f" {self._sign} "), id="finder-sign")
                yield field
            yield self.list

    def on_mount(self) -> None:
        """Take the keys and offer something at once."""
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(self._text)
        self._ask(self._text)

    def _ask(self, text: str) -> None:
        self.run_worker(self._show(text), exclusive=True, exit_on_error=False)

    async def _show(self, text: str) -> None:
        found = await self._offers(text)
        self.list.show(found, chosen=self._eager and bool(found))
        self.list.styles.height = min(len(found), 8 if self.has_class("-low") else 16)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._ask(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(Answer(event.value, self.list.current))

    @on(LineView.Chosen)
    def _chosen(self, event: LineView.Chosen) -> None:
        event.stop()
        self.list.chosen = True
        self.dismiss(Answer(self.query_one(Input).value, self.list.current))

    @on(LineView.Highlighted)
    def _highlighted(self, event: LineView.Highlighted) -> None:
        event.stop()

    def action_give_up(self) -> None:
        """Esc."""
        self.dismiss(None)

    def action_step(self, delta: int) -> None:
        """Through the offers."""
        self.list.step(delta)

    def action_complete(self) -> None:
        """Write the offer under the cursor, else the first, into the field."""
        offer = self.list.current or next(iter(self.list.offers), None)
        if offer is not None:
            field = self.query_one(Input)
            field.value = offer.text if offer.fill is None else offer.fill
            field.cursor_position = len(field.value)


async def nothing(_: str) -> Sequence[Offer]:
    """No offers."""
    return ()
