"""Rules over lines: where paragraphs are in plain text, and which blocks are credits or furniture.

Pure functions over `Document`; the text is never changed, only the kinds of blocks. Linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tui_reader.model.document import Block, Document, Span
from tui_reader.model.endings import is_credit, is_footer_heading, is_furniture
from tui_reader.model.letters import is_round_a_letter
from tui_reader.model.same import same_line

_BULLET = re.compile(r"[ \t]*(?:[-*•◦▪‣·–+]|\d{1,3}[.)])[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})[ \t]*")
_SENTENCE_END = (".", "!", "?", "…", '."', ".”", ".’", ".»", ".)", "!”", "?”", '!"', '?"')
_WIDTHS = range(30, 121)
"""Widths in characters at which people and programs wrap lines."""


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of plain text, without outer white space.

    Blank lines part them; so do bullets; lines of one stretch are one paragraph only when they really are
    wrapped, that is when the next line's first word would not have fitted.
    """
    stretches = list(_stretches(text))
    width = _width(text, stretches)
    found: list[Span] = []
    for lines in stretches:
        begin = lines[0]
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            if following is None or _parted(text, begin, line, following, width):
                found.append(Span(begin.start, line.end))
                begin = following or line
    return found


def plain_document(text: str, title: str = "") -> Document:
    """A document over `text` exactly as it is: paragraphs, a title's heading, credits, furniture.

    `title` is the known title; without one, a short first line with no final stop is taken for it.
    """
    spans = paragraphs(text)
    blocks = [Block(span.start, span.end, "paragraph") for span in spans]
    known = title or (_title_like(text[spans[0].start : spans[0].end]) if len(spans) > 1 else "")
    if blocks and known and same_line(text[blocks[0].start : blocks[0].end], known):
        blocks[0] = replace(blocks[0], kind="heading", level=1)
    return furnish(Document(text, tuple(_cover(text, blocks)), title=known))


def furnish(document: Document) -> Document:
    """Mark credits, repeated titles and furniture; the first heading that is the title stays a heading.

    What follows a footer's heading ("Related stories") is furniture as long as it looks like titles.
    """
    blocks = list(document.blocks)
    linked = _linked(document)
    times = Counter(document.of(block).strip().casefold() for block in blocks if block.end - block.start < 80)
    size, seen_title, footer = len(blocks), False, False
    for index, block in enumerate(blocks):
        if block.kind not in {"paragraph", "heading", "item"}:
            footer = footer and block.kind in {"caption", "rule"}
            continue
        line = document.of(block).strip()
        near_edge = index < 4 or index >= size - 4
        if document.title and same_line(line, document.title):
            stays = not seen_title and (block.kind == "heading" or index == 0)
            kind_level = ("heading", block.level or 1) if stays else ("furniture", 0)
            blocks[index] = replace(block, kind=kind_level[0], level=kind_level[1])  # type: ignore[arg-type]
            seen_title = True
        elif block.kind != "heading" and is_credit(line, near_edge=near_edge):
            blocks[index] = replace(block, kind="credit", level=0, marker="")
        elif is_footer_heading(line) and _closes(document, index):
            # What stands several times is the button of a card, not the heading of a list.
            footer = times[line.casefold()] < 2
            blocks[index] = replace(block, kind="furniture")
        elif (
            is_furniture(line, linked=linked[index])
            or is_round_a_letter(line)
            or (footer and _is_teaser(block, line, linked[index]))
        ):
            blocks[index] = replace(block, kind="furniture")
        else:
            footer = False
    return document.with_blocks(tuple(blocks))


def bullet(line: str) -> tuple[str, int]:
    """The marker of a list item ("•" or "3.") and how many characters it takes; ("", 0) when it is none."""
    match = _BULLET.match(line)
    if not match:
        return "", 0
    mark = match[0].strip()
    return (f"{mark[:-1]}." if mark[0].isdigit() else "•"), match.end()


def is_underline(line: str) -> bool:
    """Whether a line only underlines a title or rules off a part."""
    return bool(_UNDERLINE.fullmatch(line))


def _stretches(text: str) -> Iterator[list[Span]]:
    """Runs of lines that are not blank, each line without outer white space."""
    lines: list[Span] = []
    start = 0
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            first = start + len(raw) - len(raw.lstrip())
            lines.append(Span(first, first + len(body)))
        elif lines:
            yield lines
            lines = []
        start += len(raw) + 1
    if lines:
        yield lines


def _width(text: str, stretches: Sequence[Sequence[Span]]) -> int:
    """The width at which the lines were wrapped, 0 when they were not.

    Wrapped text breaks no line before a word that would have fitted, and breaks most of them amid a sentence.
    """
    inner = [pair for lines in stretches for pair in pairwise(lines) if not _starts_anew(text, *pair)]
    width = max((size for line, _ in inner if (size := line.end - line.start) in _WIDTHS), default=0)
    filled = [line for line, following in inner if _fills(text, line, following, width)]
    amid = sum(not text[line.start : line.end].endswith(_SENTENCE_END) for line in filled)
    enough = len(filled) > 1 or width > 55
    return width if enough and amid * 2 > len(filled) and len(filled) * 2 > len(inner) else 0


def _fills(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line is so long that the next line's first word had no place on it."""
    word = text[following.start : following.start + width].split(None, 1)[0] if width else ""
    size = line.end - line.start
    return size <= width < size + len(word) + 4


def _starts_anew(text: str, line: Span, following: Span) -> bool:
    """Whether the second line is a bullet, or one of the two an underline."""
    lines = text[line.start : line.end], text[following.start : following.end]
    return any(map(is_underline, lines)) or bool(bullet(lines[1])[0])


def _parted(text: str, begin: Span, line: Span, following: Span, width: int) -> bool:
    """Whether a paragraph that starts at `begin` ends between two lines that no blank line parts."""
    if width == 0 or _starts_anew(text, line, following):
        return True
    if bullet(text[begin.start : begin.end])[0]:
        return False
    return not _fills(text, line, following, width)


def _closes(document: Document, index: int) -> bool:
    """Whether no running text follows soon: a heading inside a story is no footer's."""
    following = document.blocks[index + 1 : index + 4]
    return all(len(document.of(block)) < 300 for block in following)


def _is_teaser(block: Block, line: str, linked: bool) -> bool:
    """Whether a line under a footer's heading is a title, a date or a link rather than running text."""
    if block.kind == "heading":
        return len(line) < 160
    return linked or (len(line) < 160 and not line.endswith((".", '."', ".”", ":")) and line.count(". ") == 0)


def _linked(document: Document) -> list[bool]:
    """Of each block, whether nearly all of it is a link."""
    covered = [0] * len(document.blocks)
    index = 0
    for link in sorted(document.links, key=lambda link: link.start):
        while index < len(document.blocks) and document.blocks[index].end <= link.start:
            index += 1
        if index < len(document.blocks):
            covered[index] += max(min(link.end, document.blocks[index].end) - link.start, 0)
    sizes = (max(block.end - block.start, 1) for block in document.blocks)
    return [share >= 0.9 * size for share, size in zip(covered, sizes, strict=True)]


def _title_like(line: str) -> str:
    """The line itself when it may be a title: one short line with no final stop, else nothing."""
    fits = (
        "\n" not in line
        and len(line) <= 160
        and not line.endswith((*_SENTENCE_END[:1], ",", ";", ":", '."', ".”"))
    )
    return line if fits and not is_credit(line, near_edge=True) and not bullet(line)[0] else ""


def _cover(text: str, blocks: list[Block]) -> list[Block]:
    """Stretch blocks over stray white space so that together they cover the text."""
    covered, last = [], 0
    for block in blocks:
        gap = text[last : block.start]
        start = block.start if not gap.strip("\n") else last + (len(gap) - len(gap.lstrip("\n")))
        covered.append(replace(block, start=start))
        last = block.end
    tail = text[last:]
    if covered and tail.strip("\n"):
        covered[-1] = replace(covered[-1], end=last + len(tail.rstrip("\n")))
    return covered
