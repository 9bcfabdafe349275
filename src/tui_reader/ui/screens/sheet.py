"""Sheet: a page of lines over the main screen: the help, the log, what a program wrote, what was edited.

Esc, q or its own key close it; / finds lines.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tui_reader.ui.format import fit
from tui_reader.ui.screens.over import Searched
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.listing import Listing
from tui_reader.ui.widgets.wrap import wrapped

Row = tuple[str, str]
"""A key or a time at the left, words at the right; a heading has no right."""
Line = list[Segment]
Paint = Callable[[int, Palette], list[Line]]
"""All lines at a width."""


class _Lines(Listing):
    HAS_CURSOR: ClassVar[bool] = False

    def __init__(self, title: str, paint: Paint) -> None:
        super().__init__("sheet", "")
        self.border_title = Content(title)
        self._paint = paint
        self.painted: list[Line] = []

    def repaint_all(self, paint: Paint | None = None) -> None:
        """Paint all lines anew, also from something else."""
        self._paint = paint or self._paint
        self.painted = self._paint(max(self.size.width - self.GUTTER - 1, 8), self.palette)
        self.recount()

    def resized(self, width: int) -> None:
        """Paint for the new width."""
        self.repaint_all()
        super().resized(width)

    @property
    def line_count(self) -> int:
        return len(self.painted)

    def line_key(self, y: int) -> Hashable:
        return y

    def line(self, y: int, width: int) -> list[Segment]:  # noqa: ARG002 -- painted for it already
        return self.painted[y]


class Sheet(Searched[None]):
    """Scrolls with the keys of everywhere. It shows rows, or what `paint` makes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,L,percent_sign,enter", "dismiss_sheet", show=False),
    ]

    def __init__(
        self,
        title: str,
        rows: Sequence[Row] = (),
        *,
        empty: str = "",
        at_end: bool = False,
        plain: bool = False,
        paint: Paint | None = None,
    ) -> None:
        super().__init__()
        self._rows = rows
        self._plain = plain
        self._finds = paint is None
        self.lines = _Lines(title, paint or self._page)
        self.lines.empty = empty
        self._at_end = at_end

    def compose(self) -> ComposeResult:
        """One frame."""
        yield self.lines

    def on_mount(self) -> None:
        """Take the keys."""
        self.lines.focus()
        self._say()
        if self._at_end:
            self.call_after_refresh(self.lines.bottom)

    def _page(self, width: int, look: Palette) -> list[Line]:
        rows = found(self._rows, self.typed or "")
        left = max((len(key) for key, words in rows if words), default=0)
        lines: list[Line] = []
        for key, words in rows:
            if self._plain:
                lines += [[Segment(line, look.ink)] for line in wrapped(key, width) or [""]]
            elif words:
                first = Segment(f"  {key:<{left}}  ", look.accent)
                lines.append([first, Segment(fit(words, width - left - 4), look.ink)])
            else:
                lines.append([Segment(key, look.muted)])
        return lines

    # Finding.

    def _say(self) -> None:
        finding = "" if self.typed is None else f"/ {self.typed}▏· "
        hint = "/ finds · " if self._finds and self.typed is None else ""
        self.lines.note(f"{finding}{hint}Esc closes")

    def action_find(self) -> None:
        """Type to see only some rows."""
        if self._finds:
            self.look_for("")

    def look_for(self, typed: str | None) -> None:
        """Show the rows that have all these words."""
        self.typed = typed
        self.lines.repaint_all()
        self.lines.top()
        self._say()

    @property
    def moved(self) -> LineView:
        """The lines."""
        return self.lines

    def action_dismiss_sheet(self) -> None:
        """Go back."""
        self.dismiss()


def found(rows: Sequence[Row], typed: str) -> list[Row]:
    """The rows that hold all words typed, under their headings; headings without any are left out."""
    words = typed.casefold().split()
    if not words:
        return list(rows)
    kept: list[Row] = []
    heading: Row | None = None
    for row in rows:
        if not row[1] and row[0]:
            heading = row
        elif all(word in f"{row[0]} {row[1]}".casefold() for word in words):
            kept += [*([("", "")] if kept and heading else []), *([heading] if heading else []), row]
            heading = None
    return kept
