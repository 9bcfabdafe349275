"""Listing: a line view in a frame with a note in its lower right, and words for when it is empty."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.wrap import wrapped


class Listing(LineView):
    """What the list and the side panes have in common."""

    QUIET: ClassVar[bool] = False
    """Whether the cursor is seen only with the focus, or while its item is lit in the reader."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(id=name)
        self.border_title = title
        self._empty = ""
        self._lit = False

    @property
    def pointing(self) -> bool:
        """Whether the cursor is to be seen."""
        return not self.QUIET or self.has_focus or self._lit

    def light(self, *, on: bool) -> None:
        """Show a quiet cursor without the focus, because its item is active in the reader."""
        if on != self._lit:
            self._lit = on
            self.repaint()

    def _strip(self, y: int, width: int, *, current: bool) -> Strip:
        return super()._strip(y, width, current=current and self.pointing)

    @property
    def empty(self) -> str:
        """What stands here when there is nothing; paragraphs are separated by newlines."""
        return self._empty

    @empty.setter
    def empty(self, words: str) -> None:
        if words != self._empty:
            self._empty = words
            if not self.line_count:
                self.refresh()

    def note(self, words: str) -> None:
        """Write into the lower right of the frame; paints nothing but that line."""
        content = Content(words)
        if content != self._border_subtitle:
            self._border_subtitle = content
            self.refresh(Region(-1, self.size.height, self.size.width + 3, 1))

    def render_line(self, y: int) -> Strip:
        """A row of the view; when there are no lines at all, a row of the words for that."""
        if self.line_count or not self._empty:
            return super().render_line(y)
        width = self.size.width
        lines = [line for part in self._empty.split("\n") for line in wrapped(part, max(width - 4, 8))]
        if not 1 <= y <= len(lines):
            return Strip.blank(width, self.rich_style)
        words = Segment("  " + lines[y - 1], self.rich_style + self.palette.muted)
        return Strip([words]).adjust_cell_length(width, self.rich_style)
