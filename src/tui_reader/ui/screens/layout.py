"""Which panes are on screen at which size. Pure: sizes and panes in, panes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tui_reader.ui.actions import PANES, Pane

Size = Literal["wide", "middle", "narrow", "tiny"]

WIDE, MIDDLE, NARROW = 136, 100, 64
"""Columns from which there are five panes, four, two."""
NARROWEST, LOWEST = 16, 4
"""Columns and rows, frames included, that a pane keeps at least."""
LOW = 15
"""Rows below which two panes above each other are of no use."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The panes on screen; `over` floats above the others."""

    size: Size
    panes: frozenset[Pane]
    over: Pane | None = None


def size_of(width: int, height: int) -> Size:
    """The class of a screen of so many columns and rows."""
    if width < NARROW or height < LOW:
        return "tiny"
    if width < MIDDLE:
        return "narrow"
    return "middle" if width < WIDE else "wide"


def layout(width: int, height: int, pane: Pane, top: Pane, *, zen: bool) -> Layout:
    """What to show while `pane` has the focus; `top` shares a narrow screen with the reader."""
    size = size_of(width, height)
    if zen or size == "tiny":
        return Layout(size, frozenset({pane}))
    if size == "wide":
        return Layout(size, frozenset(PANES))
    below: set[Pane] = {top, "reader"} if size == "narrow" else {"articles", "reader", "quotes", "entities"}
    if pane == "sources":
        return Layout(size, frozenset(below | {pane}), over=pane)
    return Layout(size, frozenset(below))


def list_rows(height: int) -> int:
    """Rows for the list, its frame included: about a quarter of the screen, more on high ones."""
    return max(6, min(height * 27 // 100, 16))


@dataclass(frozen=True, slots=True)
class Sizes:
    """By how many columns and rows panes differ from what a screen gives them at first."""

    sources_more: int = 0
    side_more: int = 0
    rows_more: int = 0
    quotes_more: int = 0

    def sources(self, size: Size, width: int) -> int:
        """Columns of the sources pane."""
        first = 27 if size == "wide" else 34
        return _within(first + self.sources_more, NARROWEST, width // 2)

    def side(self, size: Size, width: int) -> int:
        """Columns of the quotes and entities panes."""
        first = 38 if size == "wide" else 36
        return _within(first + self.side_more, NARROWEST, width // 2)

    def rows(self, height: int) -> int:
        """Rows of the list."""
        return _within(list_rows(height) + self.rows_more, LOWEST, height - 2 * LOWEST)

    def quotes(self, height: int) -> int:
        """Rows of the quotes pane; the entities have the rest."""
        return _within(height // 2 - 1 + self.quotes_more, LOWEST, height - 2 - LOWEST)

    def changed(self, pane: Pane, size: Size, screen: tuple[int, int], columns: int, rows: int) -> Sizes:
        """With a pane so much wider and taller, as far as there is room."""
        width, height = screen
        wide, high = columns, rows
        if pane == "sources":
            return replace(self, sources_more=self.sources(size, width) + wide - Sizes().sources(size, width))
        if pane in {"quotes", "entities"}:
            high = high if pane == "quotes" else -high
            return replace(
                self,
                side_more=self.side(size, width) + wide - Sizes().side(size, width),
                quotes_more=self.quotes(height) + high - Sizes().quotes(height),
            )
        high = high if pane == "articles" else -high
        return replace(
            self,
            side_more=self.side(size, width) - wide - Sizes().side(size, width),
            rows_more=self.rows(height) + high - Sizes().rows(height),
        )


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, max(most, least)))
