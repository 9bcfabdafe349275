"""Articles as Markdown (CommonMark with tables): structure, links, emphasis, and who said what at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tui_reader.model.document import Block, Document, Figure, Link
from tui_reader.publish.layers import Layer, figures_before, inline, is_numbered, item_depth
from tui_reader.publish.piece import Piece, facts, shown, speaker_of, words_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_LINE_START = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])", re.MULTILINE)
_MARKS = {"strong": "**", "emphasis": "*", "strike": "~~"}
_TAGS = {"strong": "strong", "emphasis": "em", "strike": "del", "sup": "sup", "sub": "sub"}
_NO_LANGUAGE = re.compile(r"[`\s]+")
_INDENT = 4
"""Columns by which an item is set in: the widest marker of its parent fits, and no item becomes code."""


def markdown(piece: Piece) -> str:
    """One article as a Markdown text that ends with a newline; of its pictures those kept beside it."""
    article = piece.article
    head = [f"# {escaped(article.title)}", escaped(" · ".join(facts(article)))]
    head += [f"<{article.url}>"] if article.url else []
    return "\n\n".join([*head, *filter(None, _body(piece)), *_said(piece)]) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown takes for nothing but text."""
    return _starts_escaped(_signs_escaped(text))


def _signs_escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _starts_escaped(text: str) -> str:
    """Lines that would begin a list or underline a heading, kept from it."""
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


def _body(piece: Piece) -> Iterator[str]:
    document, pictures = piece.document, figures_before(piece.document)
    for kind, group in groupby(enumerate(document.blocks), key=lambda pair: pair[1].kind):
        members = list(group)
        for index, _ in members:
            yield from _pictures(piece, pictures.get(index, ()))
        blocks = [block for _, block in members]
        if kind == "item":
            yield from _items(document, blocks)
        elif kind == "quote":
            yield _quotes(document, blocks)
        elif kind != "furniture":
            yield from (_block(document, block) for block in blocks if not _is_title(piece, block))
    yield from _pictures(piece, pictures.get(len(document.blocks), ()))


def _is_title(piece: Piece, block: Block) -> bool:
    return block.kind == "heading" and piece.document.of(block) == piece.article.title


def _pictures(piece: Piece, figures: Sequence[Figure]) -> Iterator[str]:
    for figure in figures:
        picture = piece.pictures.get(figure.url)
        if picture is not None and picture.file:
            yield f"![{escaped(figure.alt)}](<{picture.file}>)"


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
    if block.kind in {"caption", "credit"} and "*" not in text and "\n" not in text:
        return f"*{text}*"
    return text.replace("\n", "\\\n")


def _items(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """Items with their nesting; one without a marker goes on below the one before it."""
    depth, width = 0, 2
    for block in blocks:
        began = bool(block.marker) or not depth
        depth = item_depth(block, depth)
        indent = " " * (_INDENT * (depth - 1))
        text = _inline(document, block).replace("\n", " ")
        if began:
            marker = block.marker if is_numbered(block) else "-"
            width = len(marker) + 1
            yield f"{indent}{marker} {text}"
        else:
            yield f"{indent}{' ' * width}{text}"


def _quotes(document: Document, blocks: Sequence[Block]) -> str:
    """Block quotes that follow each other, as one."""
    out = []
    for number, block in enumerate(blocks):
        bars = "> " * max(block.level, 1)
        marker = (block.marker if is_numbered(block) else "-") + " " if block.marker else ""
        lines = _inline(document, block).replace("\n", "\\\n" + " " * len(marker)).split("\n")
        least = min(max(block.level, 1), max(blocks[number - 1].level, 1)) if number else 0
        out += [(">" * least)] if number else []
        out += [f"{bars}{marker}{lines[0]}", *(f"{bars}{line}" for line in lines[1:])]
    return "\n".join(out)


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{_NO_LANGUAGE.sub('', language)}\n{text}\n{fence}"


def _table(text: str) -> str:
    rows = [[escaped(cell.strip()) for cell in row.split("\t")] for row in text.split("\n")]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _inline(document: Document, block: Block) -> str:
    return _starts_escaped(inline(document, block, _signs_escaped, _marked))


def _marked(layer: Layer, held: str, before: str, after: str) -> str:
    """A layer's text with Markdown's marks, or with HTML's where Markdown would not see them."""
    if isinstance(layer, Link):
        return f"[{held}](<{layer.url.replace('>', '%3E').replace('<', '%3C')}>)"
    if layer.kind == "code":
        return _code(held)
    mark = _MARKS.get(layer.kind)
    if mark is None or held.strip() != held or _hides(before, held[:1]) or _hides(after, held[-1:]):
        tag = _TAGS[layer.kind]
        return f"<{tag}>{held}</{tag}>"
    return f"{mark}{held}{mark}"


def _hides(outside: str, inside: str) -> bool:
    """Whether a mark between these characters is none to CommonMark (its rules of flanking)."""
    return outside.isalnum() and not inside.isalnum()


def _code(held: str) -> str:
    """A code span: nothing in it is escaped."""
    plain = re.sub(r"\\([\\`*_\[\]<>|#~&])", r"\1", held)
    ticks = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain[:1] in {"`", " "} or plain[-1:] in {"`", " "} else ""
    return f"{ticks}{pad}{plain}{pad}{ticks}"
