"""The links and emphasis of a block as a tree: what every format that has them is written from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tui_reader.model.document import Block, Document, Figure, Link, Style

Layer = Link | Style
Escape = Callable[[str], str]
Mark = Callable[[Layer, str, str, str], str]
"""(layer, what it holds as written, the character before it, the one after it) -> the same, marked."""


def inline(document: Document, block: Block, escape: Escape, mark: Mark) -> str:
    """The text of a block, its plain stretches escaped and its layers marked; no link stands in a link.

    A layer that crosses the edge of another one is parted there.
    """
    links = [each for each in document.links if block.start <= each.start and each.end <= block.end]
    styles = [each for each in document.styles if block.start <= each.start and each.end <= block.end]
    inside: list[Layer] = [*links, *_united(styles)]
    ordered = sorted(inside, key=lambda layer: (layer.start, -layer.end, isinstance(layer, Style)))
    return _written(document.text, block.start, block.end, ordered, escape, mark, linked=False)


def _united(styles: Sequence[Style]) -> Iterator[Style]:
    """Styles of one kind that touch or overlap as one: sources often say the same thing twice."""
    by_kind = groupby(
        sorted(styles, key=lambda style: (style.kind, style.start)), key=lambda style: style.kind
    )
    for kind, group in by_kind:
        start = end = -1
        for style in group:
            if style.start > end:
                if end >= 0:
                    yield Style(start, end, kind)
                start, end = style.start, style.end
            end = max(end, style.end)
        yield Style(start, end, kind)


def _written(
    text: str, start: int, end: int, layers: Sequence[Layer], escape: Escape, mark: Mark, *, linked: bool
) -> str:
    out, at, waiting = [], start, list(layers)
    while waiting:
        layer = waiting.pop(0)
        first, last = max(layer.start, at), min(layer.end, end)
        if first >= last:
            continue
        out.append(escape(text[at:first]))
        inner = [other for other in waiting if other.start < last]
        link = isinstance(layer, Link)
        held = _written(text, first, last, inner, escape, mark, linked=linked or link)
        plain = link and linked
        out.append(held if plain else mark(layer, held, text[first - 1 : first], text[last : last + 1]))
        at = last
    return "".join((*out, escape(text[at:end])))


def figures_before(document: Document) -> dict[int, list[Figure]]:
    """Index of a block (or one beyond the last) -> the pictures that stand before it."""
    ordered = sorted(document.figures, key=lambda figure: figure.block)
    return {index: list(group) for index, group in groupby(ordered, key=lambda figure: figure.block)}


def item_depth(block: Block, depth: int) -> int:
    """The nesting of an item after one at `depth` (0: none): it grows by one at most, and never from nothing
    to more than one. An item without a marker goes on with the one before it.
    """
    if not block.marker and depth:
        return depth
    return min(max(block.level, 1), depth + 1)


def is_numbered(block: Block) -> bool:
    """Whether an item stands in a numbered list."""
    return block.marker[:1].isdigit()
