"""Long files as several articles: nothing of a book is cut off because one text has a limit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui_reader.model.article import Entry
from tui_reader.sources.containers import BETWEEN_CHAPTERS

LIMITS = {"html": 600_000, "text": 450_000, "markdown": 450_000}
"""Characters of a source text that surely fit into one article."""
MOST = 50


def volumes(entry: Entry) -> list[Entry]:
    """An entry, or its parts when it is too long for one article: parted between chapters or paragraphs."""
    limit = LIMITS.get(entry.media, 0)
    if not limit or len(entry.content) <= limit:
        return [entry]
    parts = list(_grouped(_pieces(entry, limit), limit))[:MOST]
    return [
        replace(
            entry,
            guid=entry.guid if number == 1 else f"{entry.guid}#{number}",
            title=f"{entry.title} ({number}/{len(parts)})",
            content=part,
        )
        for number, part in enumerate(parts, 1)
    ]


def _pieces(entry: Entry, limit: int) -> Iterator[str]:
    """Stretches that may be parted from each other, each with what stands before the next one."""
    chapters = entry.content.split(BETWEEN_CHAPTERS)
    for chapter in chapters:
        text = chapter + BETWEEN_CHAPTERS if len(chapters) > 1 else chapter
        if len(text) <= limit:
            yield text
            continue
        sign = "\n\n" if entry.media != "html" else "\n" if text.count("\n") > len(text) / 20_000 else "</p>"
        yield from (f"{line}{sign}" for line in text.split(sign))


def _grouped(pieces: Iterable[str], limit: int) -> Iterator[str]:
    """Pieces joined up to the limit; a piece that is longer stands alone."""
    held = ""
    for piece in pieces:
        if held and len(held) + len(piece) > limit:
            yield held
            held = ""
        held += piece
    if held.strip():
        yield held
