"""Sheet: a page of lines over the main screen, for the help and the log. Esc, q or its own key close it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_reader.ui.format import fit
from tui_reader.ui.widgets.listing import Listing

Row = tuple[str, str]
"""A key or a time at the left, words at the right; a heading has no right."""


class _Lines(Listing):
    HAS_CURSOR: ClassVar[bool] = False

    def __init__(self, title: str, rows: Sequence[Row], left: int) -> None:
        super().__init__("sheet", title)
        self._rows = rows
        self._left = left

    @property
    def line_count(self) -> int:
        return len(self._rows)

    def line_key(self, y: int) -> Hashable:
        return y

    def line(self, y: int, width: int) -> list[Segment]:
        left, right = self._rows[y]
        right = fit(right, width - self._left - 4)
        if not right:
            return [Segment(left, self.palette.muted)]
        return [Segment(f"  {left:<{self._left}}  ", self.palette.accent), Segment(right, self.palette.ink)]


class Sheet(ModalScreen[None], inherit_bindings=False):
    """Scrolls with the keys of everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,L,enter", "dismiss_sheet", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("ctrl+d", "page(0.5)", show=False),
        Binding("ctrl+u", "page(-0.5)", show=False),
        Binding("pagedown,space", "page(1.0)", show=False),
        Binding("pageup,backspace", "page(-1.0)", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "bottom", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[Row], *, empty: str = "", at_end: bool = False) -> None:
        super().__init__()
        left = max((len(key) for key, words in rows if words), default=0)
        self.lines = _Lines(title, rows, left)
        self.lines.empty = empty
        self.lines.note("Esc closes")
        self._at_end = at_end

    def compose(self) -> ComposeResult:
        """One frame."""
        yield self.lines

    def on_mount(self) -> None:
        """Take the keys."""
        self.lines.focus()
        if self._at_end:
            self.call_after_refresh(self.lines.bottom)

    def action_dismiss_sheet(self) -> None:
        """Go back."""
        self.dismiss()

    def action_move(self, delta: int) -> None:
        """Scroll by lines."""
        self.lines.move(delta)

    def action_page(self, pages: float) -> None:
        """Scroll by pages."""
        self.lines.page(pages)

    def action_top(self) -> None:
        """The top."""
        self.lines.top()

    def action_bottom(self) -> None:
        """The end."""
        self.lines.bottom()
