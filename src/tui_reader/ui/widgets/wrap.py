"""Wrapping of running text into lines of at most so many cells, as spans of offsets. It changes no text.

Blanks, tabs and newlines of the source count as one blank each and are the places to break at; there they
stand on no line. Without them lines end between wide characters, and a word longer than a line is cut.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from tui_reader.model.document import Span

BLANKS = " \n\t"
_AS_BLANKS = {ord("\n"): " ", ord("\t"): " "}
_NOT_NARROW = re.compile(
    r"[^\n\t\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
"""Whatever may take no cell or two; text without it has as many cells as characters."""
_NEVER_FIRST = frozenset("、。，．：；！？）」』】〉》〕］｝’”…‥・ー々),.:;!?]}%»›")
_NEVER_LAST = frozenset("（「『【〈《〔［｛‘“([{«‹$£€¥")

Cluster = tuple[int, int, int]
"""Start and end within the text, and cells."""


def wrap(text: str, width: int, start: int = 0, end: int | None = None) -> list[Span]:
    """The lines of `text[start:end]`, each at most `width` cells, unless one cluster alone is wider.

    Greedy, in linear time. Text of blanks alone has no line.
    """
    end = len(text) if end is None else end
    width = max(width, 1)
    flat, shift = _flattened(text, start, end)
    position, stop = start - shift, end - shift
    narrow = _NOT_NARROW.search(flat, position, stop) is None
    lines: list[Span] = []
    reach = width
    while True:
        while position < stop and flat[position] == " ":
            position += 1
        if position >= stop:
            return lines
        edge = min(position + width + 2, stop)
        if narrow or _NOT_NARROW.search(flat, position, edge) is None:
            cut = _narrow_cut(flat, position, stop, width)
        else:
            cut = _wide_cut(flat, position, stop, width, reach)
            reach = cut - position + 4
        lines.append(Span(position + shift, _trimmed(flat, position, cut) + shift))
        position = cut


def wrapped(text: str, width: int) -> list[str]:
    """The lines of `text` as strings."""
    return [painted(text[line.start : line.end]) for line in wrap(text, width)]


def painted(text: str) -> str:
    """Running text as it stands on a line: every blank is one blank."""
    return text.translate(_AS_BLANKS) if "\n" in text or "\t" in text else text


def _flattened(text: str, start: int, end: int) -> tuple[str, int]:
    """The text with blanks for newlines and tabs, and by how much its offsets fall short of the text's."""
    if text.find("\n", start, end) < 0 and text.find("\t", start, end) < 0:
        return text, 0
    return painted(text[start:end]), start


def _narrow_cut(flat: str, position: int, stop: int, width: int) -> int:
    """Where the line that begins at `position` ends, its characters taking one cell each."""
    limit = position + width
    if limit >= stop:
        return stop
    cut = flat.rfind(" ", position, limit + 1)
    return limit if cut < 0 else cut


def _wide_cut(flat: str, position: int, stop: int, width: int, reach: int) -> int:
    """Where a line ends that has characters of no cell or two; looks `reach` ahead, then further."""
    while True:
        edge = min(position + reach, stop)
        window = flat[position:edge]
        clusters = [_measured(window, cluster) for cluster in split_graphemes(window)[0]]
        count = _line_stop(window, clusters, width)
        if edge == stop or count < len(clusters):
            return position + clusters[count - 1][1]
        reach *= 2


def _measured(body: str, cluster: Cluster) -> Cluster:
    """A cluster with its cells; rich gives none to a letter that stray joiners before it are taken with."""
    start, end, cells = cluster
    return cluster if cells or end - start == 1 else (start, end, cell_len(body[start:end]))


def _trimmed(flat: str, start: int, end: int) -> int:
    """Where text ends without the blanks at its end."""
    while end > start and flat[end - 1] == " ":
        end -= 1
    return end


def _line_stop(body: str, clusters: list[Cluster], width: int) -> int:
    """How many of the clusters stand on the first line, blanks at its end included or not."""
    cells = best = 0
    for index, cluster in enumerate(clusters):
        if index and _may_break(body, clusters, index):
            best = index
        cells += cluster[2]
        if cells > width and index:
            return best or index
    return len(clusters)


def _may_break(body: str, clusters: list[Cluster], index: int) -> bool:
    """Whether a line may end before the cluster `index`."""
    before, after = clusters[index - 1], clusters[index]
    if _is_blank(body, before) or _is_blank(body, after):
        return True
    wide = before[2] == 2 or after[2] == 2
    return wide and body[after[0]] not in _NEVER_FIRST and body[before[0]] not in _NEVER_LAST


def _is_blank(body: str, cluster: Cluster) -> bool:
    return cluster[1] - cluster[0] == 1 and body[cluster[0]] == " "
