"""A Document of some blocks of another: texts, layers and pictures move along."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from tui_reader.model.document import Block, Document, Figure, Link, Style

_Layer = TypeVar("_Layer", Link, Style)


def select(document: Document, kept: Sequence[bool], figures: Sequence[bool] | None = None) -> Document:
    """The document of the blocks marked in `kept` and the pictures in `figures`.

    Without `figures`, a picture stays when a block next to it does.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    moves: list[int] = []
    size = 0
    for block, keep in zip(document.blocks, kept, strict=True):
        if keep:
            if blocks:
                gap = "\n" if block.kind == blocks[-1].kind == "item" else "\n\n"
                parts.append(gap)
                size += len(gap)
            moves.append(size - block.start)
            blocks.append(replace(block, start=size, end=size + block.end - block.start))
            parts.append(document.of(block))
            size += block.end - block.start
    old = [block for block, keep in zip(document.blocks, kept, strict=True) if keep]
    return replace(
        document,
        text="".join(parts),
        blocks=tuple(blocks),
        links=_moved(document.links, old, moves),
        styles=_moved(document.styles, old, moves),
        figures=_figures(document.figures, kept, figures),
    )


def _moved(layers: Sequence[_Layer], old: Sequence[Block], moves: Sequence[int]) -> tuple[_Layer, ...]:
    starts = [block.start for block in old]
    found = []
    for layer in layers:
        at = bisect_right(starts, layer.start) - 1
        if at >= 0 and layer.end <= old[at].end:
            found.append(replace(layer, start=layer.start + moves[at], end=layer.end + moves[at]))
    return tuple(found)


def _figures(
    figures: Sequence[Figure], kept: Sequence[bool], wanted: Sequence[bool] | None
) -> tuple[Figure, ...]:
    before = [0]
    for keep in kept:
        before.append(before[-1] + keep)
    found = []
    for index, figure in enumerate(figures):
        near = kept[max(figure.block - 1, 0) : figure.block + 1]
        if wanted[index] if wanted is not None else any(near):
            found.append(replace(figure, block=before[figure.block]))
    return tuple(found)
