"""The prompt at the bottom where a query is typed, and the line below it that tells what is wrong with it.

It tells of each change and knows nothing of searching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from tui_reader.ui.widgets.field import Field, Told
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.offer_list import Offer, OfferList
from tui_reader.ui.widgets.steady import Column, Line, Row

SIGN = " / "
ROWS = 6
"""Offers in view."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What taking an offer leaves in the field, and where the cursor is then."""

    text: str
    cursor: int


class Prompt(Column):
    """Hidden until it is asked for: what is typed, what it may go on to, and a note on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", show=False),
        Binding("tab", "complete", show=False),
        Binding("shift+tab,ctrl+n", "step(1)", show=False),
        Binding("ctrl+p", "step(-1)", show=False),
    ]

    class Kept(Message):
        """Enter: the reader wants this text."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Dropped(Message):
        """Esc: the reader wants nothing of it."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.offers = OfferList("prompt-offers")
        self.typed: Told = lambda _text, _cursor: None
        """Hears of each change while the prompt is open, at once: a message a letter would cost more."""
        self.display = False

    def compose(self) -> ComposeResult:
        """A slash and the input, and the note."""
        hint = "words, “a phrase”, said:name, is:unread, -not, OR; Enter keeps, Esc goes back"
        yield self.offers
        with Row(id="prompt-line"):
            yield Line(Content(SIGN), id="prompt-sign")
            yield Field(self._changed, hint, name="prompt-input")
        yield Line(id="prompt-note")

    def _changed(self, text: str, cursor: int) -> None:
        if self.display:
            self.typed(text, cursor)

    def ask(self, text: str = "") -> None:
        """Appear, with a text to begin from."""
        self.display = True
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = text
        field.cursor_position = len(text)
        field.focus()
        self.offer(())
        self.tell("")

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show what the text may go on to; the value of an offer is the whole text it makes."""
        self.offers.show(offers, chosen=False)
        rows = min(len(offers), ROWS)
        self.offers.styles.height = rows
        self.styles.height = rows + 2

    def tell(self, note: str) -> None:
        """Say something about what is typed, such as how many articles it finds."""
        self._note(" " * len(SIGN) + note, wrong=False)

    def complain(self, message: str, column: int) -> None:
        """Say what is wrong, with a caret under the place; left of it when there is more room."""
        typed = self.query_one(Input).value
        room = max(self.size.width, len(SIGN) + 10)
        place = min(len(SIGN) + cell_len(typed[:column]), room - 1)
        before = f"{message} ^".rjust(place + 1)
        fits = place + 2 + cell_len(message) <= room or place < cell_len(message) + 2
        self._note(f"{' ' * place}^ {message}" if fits else before, wrong=True)

    def _note(self, note: str, *, wrong: bool) -> None:
        line = self.query_one("#prompt-note", Line)
        line.set_class(wrong, "-wrong")
        line.update(Content(note), layout=False)

    def hide(self) -> None:
        """Go away; the focus is somebody else's then."""
        self.display = False

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept(event.value))

    def action_drop(self) -> None:
        """Esc."""
        self.post_message(self.Dropped())

    def action_complete(self) -> None:
        """Tab: take the offer under the cursor, else the first."""
        offer = self.offers.current or next(iter(self.offers.offers), None)
        if offer is not None and isinstance(offer.value, Filled):
            field = self.query_one(Input)
            field.value = offer.value.text
            field.cursor_position = offer.value.cursor

    def action_step(self, delta: int) -> None:
        """Through the offers."""
        self.offers.step(delta)

    @on(LineView.Chosen)
    def _taken(self, event: LineView.Chosen) -> None:
        """A click on an offer takes it."""
        event.stop()
        self.offers.chosen = True
        self.action_complete()

    @on(LineView.Highlighted)
    def _passed(self, event: LineView.Highlighted) -> None:
        event.stop()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel does nothing here."""
        event.stop()
