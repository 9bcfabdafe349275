"""What the pages over the main screen have in common: keys that move, and letters that look for lines.

They ask and show; what an answer means is whoever opened them to know.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_reader.ui.widgets.line_view import LineView

T = TypeVar("T")


class Over(ModalScreen[T], inherit_bindings=False):
    """A page of lines with the keys of everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("ctrl+d", "page(0.5)", show=False),
        Binding("ctrl+u", "page(-0.5)", show=False),
        Binding("pagedown,space", "page(1.0)", show=False),
        Binding("pageup,backspace", "page(-1.0)", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "bottom", show=False),
    ]

    @property
    def moved(self) -> LineView:
        """What the keys move in."""
        raise NotImplementedError

    def action_move(self, delta: int) -> None:
        """By rows or lines."""
        self.moved.move(delta)

    def action_page(self, pages: float) -> None:
        """By pages."""
        self.moved.page(pages)

    def action_top(self) -> None:
        """The first."""
        self.moved.top()

    def action_bottom(self) -> None:
        """The last."""
        self.moved.bottom()


class Searched(Over[T]):
    """One in which / finds lines. A subclass shows what has the words of `typed`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "find", show=False)]

    typed: str | None = None
    """What is looked for; None while nothing is typed."""

    def look_for(self, typed: str | None) -> None:
        """Show the lines with these words, or (None) all of them and no longer take letters."""
        raise NotImplementedError

    def action_find(self) -> None:
        """Type to see only some lines."""
        self.look_for("")

    async def on_event(self, event: events.Event) -> None:
        """While one types, letters belong to the words; what moves and what chooses does so still."""
        if isinstance(event, events.Key) and self.typed is not None and self._takes(event, self.typed):
            event.stop()
            event.prevent_default()
            return
        await super().on_event(event)

    def _takes(self, event: events.Key, typed: str) -> bool:
        if event.key == "escape":
            self.look_for(None)
        elif event.key == "backspace":
            self.look_for(typed[:-1])
        elif event.is_printable and event.character:
            self.look_for(typed + event.character)
        else:
            return False
        return True
