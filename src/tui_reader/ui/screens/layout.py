"""Which panes are on screen at which size. Pure: sizes and panes in, panes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui_reader.ui.actions import PANES, Pane

Size = Literal["wide", "middle", "narrow", "tiny"]

WIDE, MIDDLE, NARROW = 136, 100, 64
"""Columns from which there are five panes, four, two."""
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
