"""Articles as Markdown (CommonMark with tables): structure, links, emphasis, and who said what at the end."""

from __future__ import annotations

import re

from tui_reader.model.document import Block, Document, Link, Style
from tui_reader.publish.piece import Piece, facts, shown, speaker_of, words_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_LINE_START = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])", re.MULTILINE)
_MARKS = {"strong": "**", "emphasis": "*", "strike": "~~"}


def markdown(piece: Piece) -> str:
    """One article as a Markdown text that ends with a newline."""
    article, document = piece.article, piece.document
    head = [f"# {escaped(article.title)}", escaped(" · ".join(facts(article)))]
    head += [f"<{article.url}>"] if article.url else []
    body = [
        _block(document, block)
        for block in document.blocks
        if block.kind != "furniture" and not (block.kind == "heading" and document.of(block) == article.title)
    ]
    return "\n\n".join([*head, *filter(None, body), *_said(piece)]) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown takes for nothing but text."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}", text)


def _said(piece: Piece) -> list[str]:
    quotes = shown(piece)
    if not quotes:
        return []
    lines = [
        f"- **{escaped(speaker_of(known.quote))}**: {escaped(words_of(piece.document, known.quote))}"
        for known in quotes
    ]
    return ["## Who said what", "\n".join(lines)]


def _block(document: Document, block: Block) -> str:
    if block.kind == "rule":
        return "---"
    if block.kind == "code":
        return _fenced(document.of(block), block.marker)
    if block.kind == "table":
        return _table(document.of(block))
    text = _inline(document, block)
    if block.kind == "heading":
        return "#" * min(max(block.level, 1) + 1, 6) + " " + text.replace("\n", " ")
    if block.kind == "item":
        marker = block.marker if block.marker[:1].isdigit() else "-"
        return "  " * max(block.level - 1, 0) + f"{marker} " + text.replace("\n", " ")
    if block.kind == "quote":
        return "\n".join(f"{'> ' * max(block.level, 1)}{line}" for line in text.split("\n"))
    return f"*{text}*" if block.kind in {"caption", "credit"} and "*" not in text else text


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _table(text: str) -> str:
    rows = [[escaped(cell.strip()) for cell in row.split("\t")] for row in text.split("\n")]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _inline(document: Document, block: Block) -> str:
    """The text of a block with its links and emphasis; layers that cross a link's edge are left out."""
    inside: list[Link | Style] = [
        *(link for link in document.links if block.start <= link.start and link.end <= block.end),
        *(
            style
            for style in document.styles
            if block.start <= style.start and style.end <= block.end and style.kind in _MARKS
        ),
    ]
    out, at = [], block.start
    for layer in sorted(inside, key=lambda each: (each.start, -each.end)):
        if layer.start < at:
            continue
        text = document.text[layer.start : layer.end]
        out.append(escaped(document.text[at : layer.start]))
        out.append(_marked(layer, text))
        at = layer.end
    return "".join([*out, escaped(document.text[at : block.end])])


def _marked(layer: Link | Style, text: str) -> str:
    if isinstance(layer, Link):
        return f"[{escaped(text)}](<{layer.url.replace('>', '%3E').replace('<', '%3C')}>)"
    mark = _MARKS[layer.kind]
    return f"{mark}{escaped(text)}{mark}" if text.strip() == text else escaped(text)
