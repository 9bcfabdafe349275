"""Quotes and entities of one file, with nothing stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tui_reader.desk import printing
from tui_reader.desk.workshop import Workshop
from tui_reader.insight.analyse import Analyser
from tui_reader.model.article import Entry
from tui_reader.model.document import Document
from tui_reader.reading import read
from tui_reader.sources import local


def insight(file: Path, what: Literal["quotes", "entities"], *, model: str) -> Iterator[printing.Printed]:
    """Rows of what analysis finds in a file. Raises FileError, ReadingError or AnalysisError."""
    found = local.named(str(file))
    workshop = Workshop() if local.is_parsed(found) else None
    try:
        entry, document = workshop.run_now(_read, found) if workshop else _read(found)
    finally:
        if workshop:
            workshop.close()
    known = Analyser(model).analyse(document, entry.title)
    yield from printing.of_document(
        document, known.quotes if what == "quotes" else known.entities, known.entities
    )


def _read(file: local.LocalFile) -> tuple[Entry, Document]:
    """In the killable process when a parser runs over the file."""
    entry = local.read_file(file)
    return entry, read.read(entry.content, entry.media, title=entry.title, lang=entry.lang)
