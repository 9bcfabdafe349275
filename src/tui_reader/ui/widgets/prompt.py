"""The prompt at the bottom where a search is typed. It reports each change and knows nothing of searching."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static


class Prompt(Horizontal):
    """One line, hidden until it is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "drop", show=False)]

    class Changed(Message):
        """The text is another one now."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Kept(Changed):
        """Enter: the reader wants this text."""

    class Dropped(Message):
        """Esc: the reader wants nothing of it."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.display = False
        self._silent = False

    def compose(self) -> ComposeResult:
        """A slash and the input."""
        yield Static(Content(" / "), id="prompt-sign")
        yield Input(
            placeholder="words, or a “phrase”; Enter keeps, Esc goes back", compact=True, id="prompt-input"
        )

    def ask(self, text: str = "") -> None:
        """Appear, with a text to begin from."""
        self.display = True
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = text
        field.cursor_position = len(text)
        field.focus()

    def hide(self) -> None:
        """Go away; the focus is somebody else's then."""
        self.display = False

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept(event.value))

    def action_drop(self) -> None:
        """Esc."""
        self.post_message(self.Dropped())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel does nothing here."""
        event.stop()
