"""Plain text -> Document: wrapped lines joined, bullets and underlined titles understood, text washed."""

from __future__ import annotations

import re

from tui_reader.model.document import Document
from tui_reader.model.lines import bullet, is_underline, paragraphs, plain_document
from tui_reader.model.same import same_line
from tui_reader.model.text import TEXT_LIMIT, clean_text
from tui_reader.reading.builder import Builder, Frame

_SHORT = 160
_ARROWS = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


def read_plain(source: str, *, title: str = "", lang: str = "") -> Document:
    """The Document of a text file. `title` empty: its first line, when that looks like one."""
    text = clean_text(source[:TEXT_LIMIT])
    lines = [text[span.start : span.end] for span in paragraphs(text)]
    known = plain_document(text[:2_000], title).title
    builder = Builder()
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if is_underline(line):
            if not builder.blocks or builder.blocks[-1].kind != "heading":
                builder.rule()
            continue
        frame = _frame(line, following, first=not builder.blocks, title=known)
        builder.frames.append(frame)
        _, skipped = bullet(line) if frame.kind == "item" else ("", 0)
        builder.text(_ARROWS.sub("", line) if frame.kind == "quote" else line[skipped:])
        builder.end_block()
        builder.frames.pop()
    return builder.document(title=known, lang=lang)


def _frame(line: str, following: str, *, first: bool, title: str) -> Frame:
    """What a paragraph of a text file is."""
    marker, _ = bullet(line)
    if marker:
        return Frame("item", 1, marker)
    if len(line) <= _SHORT and "\n" not in line:
        if first and title and same_line(line, title):
            return Frame("heading", 1)
        if is_underline(following) and len(following.strip()) * 2 >= len(line):
            return Frame("heading", 1 if following.strip().startswith("=") else 2)
    if line.startswith(">") and _ARROWS.sub("", line).strip():
        return Frame("quote", 1)
    return Frame("paragraph")
