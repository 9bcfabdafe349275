"""Whether a <table> holds data or only lays a page out, and how far a cell reaches."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_reader.reading.tree import Element

_LOOK = 2_000
"""Elements of one table that are looked at; what is larger and undecided is data."""
_LAYOUT = frozenset({"table", "h1", "h2", "h3", "blockquote", "pre", "article", "section", "figure", "form"})
_LONG = 400
"""Characters of a cell that no cell of data has."""


def is_data_table(table: Element) -> bool:
    """Whether rows and columns mean something: a reader then wants them side by side."""
    if table.get("role") in {"presentation", "none"} or table.get("datatable") == "0":
        return False
    rows, widest, headed, paragraphs = 0, 0, False, 0
    cells = 0
    for seen, element in enumerate(table.iter()):
        tag = element.tag
        if seen and tag in _LAYOUT:
            return False
        if tag == "tr":
            rows, cells = rows + 1, 0
        elif tag in {"td", "th"}:
            cells += 1
            widest = max(widest, cells)
            headed = headed or tag == "th"
        elif tag in {"caption", "thead"}:
            headed = True
        elif tag in {"p", "div", "li"}:
            paragraphs += 1
        if seen > _LOOK:
            break
    if widest < 2 or rows < (1 if headed else 2):
        return False
    return headed or (paragraphs <= rows * widest and not _has_long_cell(table))


def span_of(cell: Element) -> tuple[int, int]:
    """Columns and rows that a cell takes, within reason."""
    return _span(cell.get("colspan")), _span(cell.get("rowspan"))


@dataclass(slots=True)
class Grid:
    """A data table that is open: its row has no cell yet, and columns taken from above."""

    first: bool = True
    column: int = 0
    spare: int = 0
    taken: dict[int, int] = field(default_factory=dict)

    def place(self, wide: int, high: int) -> int:
        """Place the next cell; how many columns before it are taken by cells of earlier rows or spans."""
        skipped, self.spare = self.spare, wide - 1
        while self.taken.get(self.column, 0) > 0:
            self.taken[self.column] -= 1
            self.column += 1
            skipped += 1
        for column in range(self.column, self.column + wide):
            self.taken[column] = high - 1
        self.column += wide
        return skipped


def _span(value: str | None) -> int:
    if not value or not value.isascii() or not value.isdigit() or len(value) > 3:
        return 1
    return min(max(int(value), 1), 20)


def _has_long_cell(table: Element) -> bool:
    """Whether one of its first cells holds running text."""
    for seen, cell in enumerate(table.iter("td")):
        if seen > 60:
            return False
        length = 0
        for text in cell.itertext():
            length += len(text)
            if length > _LONG:
                return True
    return False
