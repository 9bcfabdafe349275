"""From pieces of text with their places on pages to paragraphs in the order of reading. Pure.

Columns are found by the white between them; what stands at the edge of many pages is left out; lines become
paragraphs by their distance, indent and size; words that were parted at the end of a line are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_EDGE = 0.1
"""The share of a page's height at its head and foot where running heads stand."""
_HEAD = 1.15
"""How much larger than the text's a heading's letters are."""
_BOLD = 0.3
"""The share of the letters that may be bold for bold lines to be headings."""
_GUTTER = 8.0
"""Points of white between two columns at least."""
_COLUMNS = 8
_NARROWEST = 8.0
"""Widths of a column, in heights of its lines, below which columns are those of a table."""
_CLOSED = (".", "!", "?", ":", "…", '"', "”", "»", ")")
_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})\W*(?:(?:of|von|/|sur)\s*\d+)?\W*", re.IGNORECASE
)
_BULLET = re.compile(r"[•◦▪‣–*]\s+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text at a place, in points from the page's lower left corner. `size` is the font's, 0 is not known."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    height: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the pages say: (tag, text) of each paragraph, the tag being h1, h2, p or li; and the title."""

    paragraphs: tuple[tuple[str, str], ...]
    title: str = ""


def article(sheets: Iterable[Sheet]) -> Layout:
    """The paragraphs of all pages in the order of reading. Linear in the pieces but for sorting."""
    pages = [replace(sheet, pieces=tuple(_lines(sheet.pieces))) for sheet in sheets]
    running = _running(pages)
    lines: list[Piece] = []
    starts: set[int] = set()
    for page in pages:
        kept = [line for line in page.pieces if not _is_running(line, page.height, running)]
        for column in _columns(kept):
            starts.add(len(lines))
            lines.extend(column)
    if not lines:
        return Layout(())
    size = _weighted_median([line.size or 1.2 * (line.top - line.bottom) for line in lines], lines)
    tells = sum(len(line.text) for line in lines if line.bold) < _BOLD * sum(len(line.text) for line in lines)
    lines = [replace(line, size=line.size or size, bold=line.bold and tells) for line in lines]
    paragraphs = list(_paragraphs(lines, starts, size, _leading(lines, starts, size)))
    compounds = Counter(word.casefold() for _, group in paragraphs for word in _compounds(group))
    found = [(tag, _joined([line.text for line in group], compounds)) for tag, group in paragraphs]
    return _titled([(tag, text) for tag, text in found if text], paragraphs)


def _titled(found: list[tuple[str, str]], groups: list[tuple[str, list[Piece]]]) -> Layout:
    """The largest heading among the first paragraphs is the title."""
    heads = [(round(group[0].size), -index) for index, (tag, group) in enumerate(groups[:12]) if tag == "h2"]
    if not heads or len(found) != len(groups):
        return Layout(tuple(found))
    title = -max(heads)[1]
    found[title] = ("h1", found[title][1])
    return Layout(tuple(found), found[title][1])


def _lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces beside each other as lines, from the top down; a wide white between them parts lines."""
    lines: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-round((piece.top + piece.bottom) / 2), piece.left)):
        for index in range(len(lines) - 1, max(len(lines) - 12, -1), -1):
            if _continues(lines[index], piece):
                lines[index] = _merged(lines[index], piece)
                break
        else:
            lines.append(piece)
    return [replace(line, text=" ".join(line.text.split())) for line in lines]


def _continues(line: Piece, piece: Piece) -> bool:
    height = max(min(line.size or line.top - line.bottom, piece.size or piece.top - piece.bottom), 1.0)
    overlap = min(line.top, piece.top) - max(line.bottom, piece.bottom)
    level = overlap > 0.3 * min(line.top - line.bottom, piece.top - piece.bottom)
    return level and -0.5 * height <= piece.left - line.right < 1.3 * height


def _merged(line: Piece, piece: Piece) -> Piece:
    close = piece.left - line.right < 0.12 * max(line.size, piece.size, 1.0)
    glue = "" if close or line.text.endswith(" ") or piece.text.startswith(" ") else " "
    return Piece(
        line.left,
        min(line.bottom, piece.bottom),
        max(line.right, piece.right),
        max(line.top, piece.top),
        line.text + glue + piece.text,
        max(line.size, piece.size),
        line.bold and piece.bold,
    )


def _edge_key(line: Piece) -> tuple[str, int]:
    """What a line at an edge is recognised by on other pages: its words without numbers, and its height."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", line.text.casefold())[:80], round(line.bottom / 6)


def _at_edge(line: Piece, height: float) -> bool:
    return line.bottom > height * (1 - _EDGE) or line.top < height * _EDGE


def _running(pages: Sequence[Sheet]) -> set[tuple[str, int]]:
    """Keys of the lines that stand at the edge of at least three pages, or of both of two."""
    seen = Counter(
        key
        for page in pages
        for key in {_edge_key(line) for line in page.pieces if _at_edge(line, page.height)}
    )
    least = min(3, max(len(pages), 2))
    return {key for key, times in seen.items() if times >= least}


def _is_running(line: Piece, height: float, running: set[tuple[str, int]]) -> bool:
    if not _at_edge(line, height):
        return False
    return _edge_key(line) in running or bool(_NUMBER.fullmatch(line.text))


def _columns(lines: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The lines of a page as columns in the order of reading.

    A line across the white between columns ends those above it: a headline, a picture's caption.
    """
    gutters = _gutters(lines)
    if not gutters:
        yield list(lines)
        return
    band: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        if any(line.left < gutter < line.right for gutter in gutters):
            yield from (column for column in band if column)
            yield [line]
            band = [[] for _ in band]
        else:
            band[sum(line.left >= gutter for gutter in gutters)].append(line)
    yield from (column for column in band if column)


def _gutters(lines: Sequence[Piece]) -> list[float]:
    """Where white parts columns of text: few lines cross it, and both sides hold lines of running text."""
    if len(lines) < 8:
        return []
    height = median(line.top - line.bottom for line in lines)
    events = sorted([(line.left, 1) for line in lines] + [(line.right, -1) for line in lines])
    most, open_, since, found = max(len(lines) // 6, 1), 0, None, []
    for x, step in events:
        before, open_ = open_, open_ + step
        if before > most >= open_:
            since = x
        elif since is not None and open_ > most:
            if x - since >= _GUTTER:
                found.append((since + x) / 2)
            since = None
    if not 0 < len(found) <= _COLUMNS:
        return []
    edges = [float("-inf"), *found, float("inf")]
    sides = [
        [line for line in lines if left <= line.left and line.right <= right]
        for left, right in pairwise(edges)
    ]
    wide = [
        len(side) >= 4 and median(line.right - line.left for line in side) >= _NARROWEST * height
        for side in sides
    ]
    return found if all(wide) else []


def _weighted_median(values: Sequence[float], lines: Sequence[Piece]) -> float:
    """The middle of values, each counted as often as its line has letters."""
    pairs = sorted(zip(values, (len(line.text) for line in lines), strict=True))
    half, so_far = sum(weight for _, weight in pairs) / 2, 0
    for value, weight in pairs:
        so_far += weight
        if so_far >= half:
            return max(value, 1.0)
    return 10.0


def _leading(lines: Sequence[Piece], starts: set[int], size: float) -> float:
    """The usual distance of two lines of the text."""
    gaps = [
        _middle(lines[index - 1]) - _middle(lines[index])
        for index in range(1, len(lines))
        if index not in starts
    ]
    usual = [gap for gap in gaps if 0.8 * size < gap < 2.5 * size]
    return median(usual) if usual else 1.3 * size


def _middle(line: Piece) -> float:
    return (line.top + line.bottom) / 2


def _paragraphs(
    lines: Sequence[Piece], starts: set[int], size: float, leading: float
) -> Iterator[tuple[str, list[Piece]]]:
    group: list[Piece] = []
    left, ends = lines[0].left, dict(pairwise([*sorted(starts), len(lines)]))
    for index, line in enumerate(lines):
        if index in starts:
            left = min(each.left for each in lines[index : ends[index]])
        if group and _parts(group, line, fresh=index in starts, left=left, size=size, leading=leading):
            yield _tag(group, size), group
            group = []
        group.append(line)
    if group:
        yield _tag(group, size), group


def _parts(
    group: Sequence[Piece], line: Piece, *, fresh: bool, left: float, size: float, leading: float
) -> bool:
    """Whether a line begins a paragraph."""
    last = group[-1]
    if _is_head(last, size) != _is_head(line, size) or _BULLET.match(line.text):
        return True
    if _is_head(line, size):
        return (
            fresh
            or last.bold != line.bold
            or abs(last.size - line.size) > 0.1 * size
            or _middle(last) - _middle(line) > 2 * line.size
        )
    if fresh:
        # Running text goes on in the next column or page when it broke off there.
        return last.text.endswith(_CLOSED) or not (line.text[:1].islower() or last.text.endswith("-"))
    if _middle(last) - _middle(line) > 1.35 * leading:
        return True
    indented = 0.8 * size < line.left - left < 5 * size and last.left - left < 0.5 * size
    return indented and last.text.endswith(_CLOSED)


def _is_head(line: Piece, size: float) -> bool:
    """Larger letters, or a short bold line that is no sentence and no name before a speech."""
    if line.size > _HEAD * size:
        return len(line.text) < 200
    said = line.text.endswith((".", ",", ":", ";"))
    return line.bold and line.size > 0.9 * size and len(line.text) < 100 and not said


def _tag(group: Sequence[Piece], size: float) -> str:
    if all(_is_head(line, size) for line in group) and len(group) <= 4:
        return "h2"
    return "li" if _BULLET.match(group[0].text) else "p"


def _compounds(group: Sequence[Piece]) -> Iterator[str]:
    """Words with a hyphen that stand within a line, where nobody parted them."""
    for line in group:
        yield from _WORD.findall(line.text)


def _joined(lines: Sequence[str], compounds: Counter[str]) -> str:
    """Lines as one text; a hyphen at the end of a line goes unless the word is written with it elsewhere."""
    out = _BULLET.sub("", lines[0], count=1)
    for line in lines[1:]:
        if out.endswith("-") and line[:1].islower() and out[-2:-1].isalpha():
            begin, rest = out[:-1].split(" ")[-1], line.split(" ", 1)[0].rstrip(".,;:!?)”»\"'")
            kept = f"{begin}-{rest}".casefold() in compounds
            out = out + line if kept else out[:-1] + line
        else:
            out = f"{out}{line}" if out.endswith(("-", "–")) and out[-2:-1].isalpha() else f"{out} {line}"
    return out.strip()
