"""What a page is made of: lines that know offsets, the words above, where places stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui_reader.model.document import Document
from tui_reader.model.picture import Raster
from tui_reader.ui.widgets.page_table import Table
from tui_reader.ui.widgets.wrap import wrap

if TYPE_CHECKING:
    from tui_reader.ui.widgets.page_passages import Passage

LineKind = Literal[
    "title",
    "meta",
    "note",
    "blank",
    "text",
    "code",
    "row",
    "record",
    "rule",
    "figure",
    "speaker",
    "said",
    "art",
    "remark",
]
"""title without a block, meta and note hold offsets into their own strings, the others into the text. A
figure or speaker has in `start` the index of its figure or passage; said is text of a passage; art is line
`end` of the picture of figure `start`. A record is one cell of a table that is too wide for rows; a remark
holds offsets into the reader's own words.
"""

MIN_MEASURE = 10
TAB = "    "
"""What a tab in code is shown as."""


class Line(NamedTuple):
    """One line of the page."""

    kind: LineKind
    start: int = 0
    end: int = 0
    block: int = -1
    """Index of the block; -1 outside of them."""
    first: bool = True
    """Whether it is the first line of its block, item or record."""
    part: int = 0
    """Which line of a row of a table it is, or of which remark."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text, and a note below it when there is no text."""

    title: str
    meta: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An article laid out. `left` is the margin in cells, `measure` the width of the column."""

    masthead: Masthead
    document: Document
    lines: tuple[Line, ...]
    left: int
    measure: int
    indents: tuple[int, ...]
    """Cells in front of each block's text, its marker or rule included."""
    tables: dict[int, Table]
    """The tables, by block."""
    hidden: frozenset[int]
    """The blocks that stand on no line."""
    _anchors: tuple[list[int], list[int]]
    """Starts of the lines with text, and the numbers of these lines."""
    passages: tuple[Passage, ...] = ()
    """What stands on the page when it shows quotes only."""
    art: Mapping[int, Raster] = field(default_factory=dict)
    """The pictures that stand on the page, by the index of their figure."""
    remarks: tuple[str, ...] = ()
    """What the reader wrote about words of the text."""
    broad: Mapping[int, int] = field(default_factory=dict)
    """How wide code is that goes on into the right margin, by block."""

    def breadth_of(self, block: int) -> int:
        """How wide a block of code is, its surface included."""
        return self.broad.get(block, self.measure)

    def line_of(self, offset: int) -> int:
        """The line on which the character at an offset stands, else the one before it."""
        starts, numbers = self._anchors
        at = bisect_right(starts, offset) - 1
        return numbers[max(at, 0)] if numbers else 0

    def offset_of(self, y: int) -> int:
        """The offset with which line `y`, or the next one with text, begins; -1 above the text."""
        starts, numbers = self._anchors
        if not numbers or y < numbers[0]:
            return -1
        at = bisect_right(numbers, y) - 1
        return starts[at] if numbers[at] == y or at + 1 == len(starts) else starts[at + 1]


def column_of(width: int, measure: int) -> tuple[int, int]:
    """The left margin and the width of the column: at most `measure`, centred, with air where it fits."""
    air = 2 if width >= 60 else 1
    column = max(min(measure, width - 2 * air), MIN_MEASURE)
    return max((width - column) // 2, 0), column


def breadth_of(width: int, left: int, column: int) -> int:
    """The width of what does not fit the column: it goes on to the right as far as there is room."""
    return max(width - left - 2, column)


def strings(kind: LineKind, text: str, column: int, number: int = 0) -> Iterator[Line]:
    """Lines of a string that is not the document's; its newlines part lines. Several have a `number`."""
    position = 0
    for part in text.split("\n"):
        for place, span in enumerate(wrap(text, column, position, position + len(part))):
            yield Line(kind, *span, first=place == 0, part=number)
        position += len(part) + 1


def anchored(lines: list[Line]) -> tuple[list[int], list[int]]:
    """Where the lines with text begin in it, and their numbers; `Page` finds places by them."""
    texts = [
        (line.start, y)
        for y, line in enumerate(lines)
        if line.block >= 0 and line.kind != "blank" and not line.part
    ]
    return [start for start, _ in texts], [y for _, y in texts]
