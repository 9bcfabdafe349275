"""Offers: what the text in a field may go on to or mean. The field keeps the focus."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui_reader.ui.format import fit, pad
from tui_reader.ui.widgets.listing import Listing

WIDE = 76
"""Cells from which the detail may take half of them."""
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


class OfferList(Listing):
    """The offers. The field keeps the focus."""

    can_focus = False

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
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
        detail = fit(offer.detail, width // 2 if width >= WIDE else width // 3)
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
