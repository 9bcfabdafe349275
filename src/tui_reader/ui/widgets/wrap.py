"""Wrapping of running text into lines of at most so many cells, as spans of offsets. It changes no text.

Blanks, tabs and newlines of the source count as one blank each and are the places to break at; there they
stand on no line. Without them lines end between wide characters, and a word longer than a line is cut.
"""

from __future__ import annotations

import re

from rich.cells import split_graphemes

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
    if _NOT_NARROW.search(text, start, end) is None:
        return _wrap_narrow(text, width, start, end)
    return _wrap_clusters(text, width, start, end)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of `text` as strings."""
    return [painted(text[line.start : line.end]) for line in wrap(text, width)]


def painted(text: str) -> str:
    """Running text as it stands on a line: every blank is one blank."""
    return text.translate(_AS_BLANKS) if "\n" in text or "\t" in text else text


def _wrap_narrow(text: str, width: int, start: int, end: int) -> list[Span]:
    """Wrap text of one cell a character."""
    if text.find("\n", start, end) >= 0 or text.find("\t", start, end) >= 0:
        flat, shift = painted(text[start:end]), start
    else:
        flat, shift = text, 0
    position, stop = start - shift, end - shift
    lines: list[Span] = []
    while True:
        while position < stop and flat[position] == " ":
            position += 1
        if position >= stop:
            return lines
        limit = position + width
        if limit >= stop:
            lines.append(Span(position + shift, _trimmed(flat, position, stop) + shift))
            return lines
        cut = flat.rfind(" ", position, limit + 1)
        cut = limit if cut < 0 else _trimmed(flat, position, cut)
        lines.append(Span(position + shift, cut + shift))
        position = cut


def _trimmed(flat: str, start: int, end: int) -> int:
    """Where text ends without the blanks at its end."""
    while end > start and flat[end - 1] == " ":
        end -= 1
    return end


def _wrap_clusters(text: str, width: int, start: int, end: int) -> list[Span]:
    """Wrap text with characters of no cell or two."""
    body = painted(text[start:end])
    clusters = split_graphemes(body)[0]
    lines: list[Span] = []
    first, count = 0, len(clusters)
    while first < count:
        if _is_blank(body, clusters[first]):
            first += 1
            continue
        stop = _line_stop(body, clusters, first, width)
        last = stop
        while last > first + 1 and _is_blank(body, clusters[last - 1]):
            last -= 1
        lines.append(Span(start + clusters[first][0], start + clusters[last - 1][1]))
        first = stop
    return lines


def _line_stop(body: str, clusters: list[Cluster], first: int, width: int) -> int:
    """The cluster after the last one of the line that begins with `first`."""
    cells = best = 0
    for index in range(first, len(clusters)):
        if index > first and _may_break(body, clusters, index):
            best = index
        cells += clusters[index][2]
        if cells > width and index > first:
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
