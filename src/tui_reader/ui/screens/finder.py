"""Finder: a field with offers that follow what is typed: palette, command line, and one-line questions.

It finds nothing itself and treats every text as plain text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui_reader.ui.format import fit, pad
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.listing import Listing

KIND = 9
"""Cells for the kind of an offer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line below the field."""

    text: str
    detail: str = ""
    """At the right: a key, a count."""
    kind: str = ""
    """At the left: "action", "source"."""
    value: object = None
    """What it stands for, to whoever asked."""
    fill: str | None = None
    """What Tab writes into the field; None: its text."""
    lit: tuple[int, ...] = ()
    """Characters of the text that were typed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Enter took: the text in the field, and the offer under the cursor if one was chosen."""

    text: str
    offer: Offer | None = None


Offers = Callable[[str], Awaitable[Sequence[Offer]]]


class OfferList(Listing):
    """The offers. The field keeps the focus."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__("offers", "")
        self.offers: Sequence[Offer] = ()
        self.chosen = False
        """Whether the cursor counts: an offer is to be taken rather than what is typed."""

    def show(self, offers: Sequence[Offer], *, chosen: bool) -> None:
        """Show other offers, with the cursor on the first."""
        self.offers, self.chosen = offers, chosen
        self.set_cursor(0, scroll=False)
        self.recount()
        self.scroll_to_line(0)

    def step(self, delta: int) -> None:
        """Move the cursor; the first step only shows it when it did not count so far."""
        if not self.chosen:
            self.chosen = bool(self.offers)
            delta = min(delta, 0)
        self.move(delta)
        self.repaint()

    @property
    def current(self) -> Offer | None:
        """The offer under the cursor, when it counts."""
        return self.offers[self.cursor] if self.chosen and self.cursor < len(self.offers) else None

    @property
    def pointing(self) -> bool:
        """Whether the cursor is to be seen."""
        return self.chosen

    @property
    def line_count(self) -> int:
        """One line an offer."""
        return len(self.offers)

    def line_key(self, y: int) -> Hashable:
        """The place: offers change as a whole."""
        return y

    def line(self, y: int, width: int) -> list[Segment]:
        """Kind, text with what was typed in it, detail."""
        offer, paint = self.offers[y], self.palette
        kinds = KIND if any(one.kind for one in self.offers[:1]) else 0
        detail = fit(offer.detail, width // 2)
        room = max(width - kinds - cell_len(detail) - 3, 4)
        shown = pad(offer.text, room)
        segments = [Segment(pad(offer.kind, kinds), paint.muted)] if kinds else []
        segments += _lit(shown, offer.lit, paint.ink, paint.accent + Style(bold=True))
        return [*segments, Segment(f" {detail}  ", paint.muted)]


def _lit(text: str, lit: Sequence[int], plain: Style, bright: Style) -> list[Segment]:
    """A text in which some characters are bright."""
    marked, parts, start = set(lit), list[Segment](), 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (end in marked) != (start in marked):
            parts.append(Segment(text[start:end], bright if start in marked else plain))
            start = end
    return parts


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
        self._sign, self._hint, self._offers, self._text = sign, hint, offers, text
        self._eager = eager
        self.list = OfferList()

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
