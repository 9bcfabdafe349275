"""Grouped: a listing of items of one or more lines, with headings or blanks between them.

A subclass says what a line is and paints it; each knows its item, None between items.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from tui_reader.ui.widgets.listing import Listing


class Part(Protocol):
    """A line of an item."""

    @property
    def item(self) -> int | None:
        """Which item it belongs to, counted from 0; None between items."""


L = TypeVar("L", bound=Part)


class Grouped(Listing, Generic[L]):
    """Lay out by `_clear`, then `_between` and `_add` from top to bottom, then `recount`."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name, title)
        self._lines: list[L] = []
        self._ranges: list[range] = []

    def _clear(self) -> None:
        """Begin anew."""
        self._lines, self._ranges = [], []

    def _between(self, line: L) -> None:
        """Add a line that belongs to no item."""
        self._lines.append(line)

    def _add(self, lines: Iterable[L]) -> None:
        """Add the lines of the next item."""
        first = len(self._lines)
        self._lines += lines
        self._ranges.append(range(first, len(self._lines)))

    @property
    def line_count(self) -> int:
        """All lines, those between items included."""
        return len(self._lines)

    @property
    def item_count(self) -> int:
        """Items."""
        return len(self._ranges)

    def item_at(self, y: int) -> int | None:
        """The item of a line."""
        return self._lines[y].item if 0 <= y < len(self._lines) else None

    def lines_of(self, item: int) -> range:
        """The lines of an item."""
        return self._ranges[item]

    def line_key(self, y: int) -> Hashable:
        """The line itself: items change as a whole."""
        return y
