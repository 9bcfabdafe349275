"""Tables as text has them: cells parted by tabs, rows by newlines. It measures columns and paints nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from rich.cells import cell_len

from tui_reader.model.document import Span
from tui_reader.ui.format import fit
from tui_reader.ui.widgets.wrap import painted, wrap

GAP = 2
"""Cells between two columns."""
MEASURED_ROWS = 500
"""Rows that are looked at to size the columns; what is wider further down is cut."""
MOST_WRAPPED, MOST_LINES = 200, 5
"""Rows of a table, and lines of a row, up to which cells are wrapped."""
LONGEST_WORD = 14
"""Cells of a word that a column keeps whole."""
LABEL_LIMIT = 24
"""Cells of a column's name in front of a cell of a record; less in a narrow column."""
LEAST_ACROSS, WIDEST_ACROSS = 36, 28
"""Cells of the page from which columns may go on beyond its edge, and cells that such a column may want."""
RULE, MORE = 3, 2
"""Cells of the rule behind the column that stays, and of the sign at the edge that there are more."""
_NUMBER = re.compile(r"[\s+\-−–(]*[\d$£€¥][\d.,\s%$£€¥)+\-−–/]*\s?[a-zA-Z%]{0,4}|[-–—]")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table and its columns. Without `widths` it is too wide for rows and shown as records."""

    rows: tuple[tuple[Span, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: tuple[bool, ...] = ()
    """Which columns hold numbers, which stand at the right."""
    labels: dict[int, str] = field(default_factory=dict)
    """The name of its column, in front of a cell of a record, by where the cell begins."""
    broken: Mapping[int, tuple[tuple[Span | None, ...], ...]] = field(default_factory=dict)
    """The lines of each row whose cells are wrapped, by where the row begins: a stretch a column, or none."""
    room: int = 0
    """Cells of the page, when the columns go on beyond its edge: the first one stays, the others scroll."""
    _starts: tuple[int, ...] = ()

    def window(self, scrolled: int) -> range:
        """The columns beside the first one that are seen when so many are scrolled away; all of each."""
        left = self.room - self.widths[0] - RULE - MORE + GAP
        first = last = 1 + scrolled
        while last < len(self.widths) and self.widths[last] + GAP <= left:
            left -= self.widths[last] + GAP
            last += 1
        return range(first, last)

    @property
    def reach(self) -> int:
        """How many columns can be scrolled away before the last one is seen."""
        if not self.room:
            return 0
        count = len(self.widths)
        return next((away for away in range(count - 1) if self.window(away).stop == count), count - 2)

    @property
    def records(self) -> tuple[tuple[Span, ...], ...]:
        """The rows below the names of the columns; all of them when there is but one."""
        return self.rows[1:] or self.rows

    def label_at(self, offset: int) -> str | None:
        """The label of the cell that holds an offset; None for the first cell of its record."""
        at = bisect_right(self._starts, offset) - 1
        return self.labels.get(self._starts[at]) if at >= 0 else None

    def indent_of(self, cell: Span) -> int:
        """How far the text of a record's cell stands in."""
        return label_width(self.labels.get(cell.start))


def label_width(label: str | None) -> int:
    """The cells in front of a record's cell."""
    return 0 if label is None else 2 + cell_len(label)


def measured(text: str, start: int, end: int, width: int, breadth: int = 0) -> Table:
    """The table in `text[start:end]`, its columns sized by their content when they fit into `width` cells.

    Those that do not may take `breadth`, when that is more.
    """
    breadth = max(width, breadth)
    rows = tuple(rows_of(text, start, end))
    count = max(map(len, rows), default=0)
    widths, numeric = [1] * count, [len(rows) > 1] * count
    for number, row in enumerate(rows[:MEASURED_ROWS]):
        for column, cell in enumerate(row):
            words = text[cell.start : cell.end]
            widths[column] = max(widths[column], cell_len(words))
            if number and words and not _NUMBER.fullmatch(words):
                numeric[column] = False
    if sum(widths) + GAP * (count - 1) <= breadth:
        return Table(rows, tuple(widths), tuple(numeric))
    for room in dict.fromkeys((width, breadth)):
        narrow = _narrowed(text, rows, widths, numeric, room)
        if narrow and (broken := _broken(text, rows, narrow)):
            return Table(rows, narrow, tuple(numeric), broken=broken)
    if _goes_across(widths, breadth):
        return Table(rows, tuple(widths), tuple(numeric), room=breadth)
    return Table(
        rows,
        labels=_labels(text, rows, min(LABEL_LIMIT, max(width // 2 - 4, 1))),
        _starts=tuple(cell.start for row in rows for cell in row),
    )


def _goes_across(widths: Sequence[int], width: int) -> bool:
    """Whether a table is one of many short cells, which are compared across rather than read one by one."""
    if len(widths) < 3 or width < LEAST_ACROSS or max(widths) > WIDEST_ACROSS:
        return False
    return max(widths[1:]) <= width - widths[0] - RULE - MORE


def _narrowed(
    text: str, rows: Sequence[Sequence[Span]], widths: list[int], numeric: list[bool], width: int
) -> tuple[int, ...]:
    """Columns in which words stay whole, as wide together as there is room; none when there is too little.

    Figures stay on one line; those that want the least get it first.
    """
    count = len(widths)
    least = [1] * count
    for number, row in enumerate(rows[:MOST_WRAPPED]):
        for column, cell in enumerate(row):
            words = text[cell.start : cell.end]
            whole = number > 0 and numeric[column]
            longest = cell_len(words) if whole else max(map(cell_len, words.split()), default=0)
            least[column] = max(least[column], longest if whole else min(longest, LONGEST_WORD))
    spare = width - GAP * (count - 1) - sum(least)
    wanted = [max(wide - narrow, 0) for wide, narrow in zip(widths, least, strict=True)]
    if spare < 0 or len(rows) > MOST_WRAPPED:
        return ()
    found = list(least)
    for left, column in enumerate(sorted(range(count), key=lambda one: wanted[one])):
        more = min(wanted[column], spare // (count - left))
        found[column] += more
        spare -= more
    return tuple(found)


def _broken(
    text: str, rows: Sequence[Sequence[Span]], widths: Sequence[int]
) -> dict[int, tuple[tuple[Span | None, ...], ...]]:
    """The lines of all rows; none when one has too many to be read across."""
    found: dict[int, tuple[tuple[Span | None, ...], ...]] = {}
    for row in rows:
        cells = [wrap(text, width, cell.start, cell.end) for cell, width in zip(row, widths, strict=False)]
        if max(map(len, cells), default=0) > MOST_LINES:
            return {}
        found[row[0].start] = tuple(zip_longest(*cells)) or ((None,),)
    return found


def rows_of(text: str, start: int, end: int) -> list[tuple[Span, ...]]:
    """The cells of each row of `text[start:end]` without blanks around them; empty rows are left out."""
    rows, position = [], start
    for line in text[start:end].split("\n"):
        if line.strip():
            rows.append(cells_of(text, position, position + len(line)))
        position += len(line) + 1
    return rows


def cells_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of one row."""
    cells, position = [], start
    for cell in text[start:end].split("\t"):
        lead = len(cell) - len(cell.lstrip())
        cells.append(Span(position + lead, max(position + len(cell.rstrip()), position + lead)))
        position += len(cell) + 1
    return tuple(cells)


def _labels(text: str, rows: tuple[tuple[Span, ...], ...], limit: int) -> dict[int, str]:
    """The names of the columns for every cell but the first of each record."""
    if len(rows) < 2:
        return {cell.start: "" for row in rows for cell in row[1:]}
    heads = [painted(text[cell.start : cell.end]) for cell in rows[0]]
    names = [f"{fit(head, limit)}: " if head else "" for head in heads]
    return {
        cell.start: names[column] if column < len(names) else ""
        for row in rows[1:]
        for column, cell in enumerate(row)
        if column
    }
