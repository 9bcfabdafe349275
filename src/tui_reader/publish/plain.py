"""Articles as plain text of a fixed width, without furniture."""

from __future__ import annotations

import textwrap

from tui_reader.model.document import Block, Document
from tui_reader.publish.piece import Piece, facts

WIDTH = 78


def plain(piece: Piece) -> str:
    """An article as plain text, its facts and address first."""
    meta = " · ".join([*facts(piece.article), *filter(None, [piece.article.url])])
    return page(piece.article.title, meta, piece.document)


def page(title: str, meta: str, document: Document) -> str:
    """A title, a line of facts and a text."""
    blocks = [
        _painted(block, document.of(block))
        for block in document.blocks
        if block.kind != "furniture" and not (block.kind == "heading" and document.of(block) == title)
    ]
    return "\n".join([textwrap.fill(title, WIDTH), meta, "", "\n\n".join(blocks)])


def _aligned(rows: list[list[str]]) -> str:
    """A table with its columns one below the other."""
    width = max(map(len, rows))
    widths = [max(len(row[at]) if at < len(row) else 0 for row in rows) for at in range(width)]
    lines = ("  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=False)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _painted(block: Block, text: str) -> str:
    if block.kind == "code":
        return textwrap.indent(text, "    ")
    if block.kind == "table":
        return _aligned([row.split("\t") for row in text.split("\n")])
    if block.kind == "rule":
        return "* * *"
    indent = "  " * max(block.level, 1) if block.kind in {"item", "quote"} else ""
    first = indent[:-2] + (block.marker or "•") + " " if block.kind == "item" else indent
    if block.kind == "quote" and block.marker:
        first, indent = f"{indent}{block.marker} ", indent + " " * (len(block.marker) + 1)
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=indent)
