"""What a stretch of an article copies as: running text without the breaks that lines put into it. Pure."""

from __future__ import annotations

from collections.abc import Container

from tui_reader.model.document import Document
from tui_reader.ui.widgets.page_lines import Page
from tui_reader.ui.widgets.page_paint import Look, offset_at, pieces
from tui_reader.ui.widgets.wrap import painted

_VERBATIM = frozenset({"code", "table"})

Place = tuple[int, int]
"""A character of a line, and the line."""


def copied(page: Page, start: Place, end: Place, look: Look) -> str:
    """What the mouse selected from one place to another: the lines above the text, then the text."""
    parts = [_above(page, kind, start, end, look) for kind in ("title", "meta", "note")]
    first, last = extent(page, start, end, look)
    if page.passages:
        spans = [passage.span for passage in page.passages]
        parts += [unwrapped(page.document, max(first, a), min(last, b), page.hidden) for a, b in spans]
    else:
        parts.append(unwrapped(page.document, first, last, page.hidden))
    return "\n\n".join(part for part in parts if part)


def extent(page: Page, start: Place, end: Place, look: Look) -> tuple[int, int]:
    """The offsets of the text from one place to another."""
    return _offset(page, start, look), _offset(page, end, look)


def unwrapped(document: Document, start: int, end: int, hidden: Container[int] = frozenset()) -> str:
    """`text[start:end]` with paragraphs parted by a blank line, items by a line, without `hidden` blocks."""
    text, previous = "", ""
    for index, block in enumerate(document.blocks):
        left, right = max(block.start, start), min(block.end, end)
        if left >= right or index in hidden:
            continue
        words = document.text[left:right]
        words = words if block.kind in _VERBATIM else painted(words)
        if block.kind in {"item", "quote"} and block.marker and left == block.start:
            words = f"{block.marker} {words}"
        if text:
            text += "\n" if block.kind == previous == "item" else "\n\n"
        text += words
        previous = block.kind
    return text


def _above(page: Page, kind: str, start: Place, end: Place, look: Look) -> str:
    """The selected part of the title, the facts or the note, on one line."""
    found = []
    for y in range(max(start[1], 0), min(end[1] + 1, len(page.lines))):
        line = page.lines[y]
        if line.kind == kind:
            text = "".join(piece.text for piece in pieces(page, line, look.palette))
            left = start[0] if y == start[1] else 0
            right = end[0] if y == end[1] else len(text)
            found.append(text[left:right].strip())
        elif line.kind not in {"blank", "title", "meta", "note"}:
            break
    return " ".join(part for part in found if part)


def _offset(page: Page, place: Place, look: Look) -> int:
    """The offset in the text of a place, or of the text that follows."""
    column, y = place
    if y >= len(page.lines):
        return len(page.document.text)
    found = offset_at(page, page.lines[max(y, 0)], column, look)
    if found is not None:
        return found
    following = page.offset_of(y)
    if following < 0:
        return 0
    return following if page.line_of(following) >= y else len(page.document.text)
