"""Quotes and entities of one file, with nothing stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tui_reader.desk import printing
from tui_reader.insight.analyse import Analyser
from tui_reader.reading import read
from tui_reader.sources import local


def insight(file: Path, what: Literal["quotes", "entities"], *, model: str) -> Iterator[printing.Printed]:
    """Rows of what analysis finds in a file. Raises FileError, ReadingError or AnalysisError."""
    entry = local.read_file(local.named(str(file)))
    document = read.read(entry.content, entry.media, title=entry.title, lang=entry.lang)
    found = Analyser(model).analyse(document, entry.title)
    yield from printing.of_document(document, found.quotes if what == "quotes" else found.entities)
