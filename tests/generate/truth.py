"""The truth about a generated library, as JSON lines beside it: `people.jsonl` and `articles.jsonl`."""

from __future__ import annotations

from collections.abc import Sequence
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from tests.generate.cast import Cast
from tests.generate.prose import Written
from tests.generate.stories import Told

CAST, ARTICLES = "cast.jsonl", "articles.jsonl"


class Truth:
    """Writes the two files, or nothing when it is not to keep anything."""

    def __init__(self, folder: Path, *, keep: bool = True) -> None:
        self._folder = folder
        self._keep = keep
        self._encode = msgspec.json.Encoder().encode
        self._articles: BufferedWriter | None = (folder / ARTICLES).open("wb") if keep else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._articles is not None:
            self._articles.close()

    def cast(self, cast: Cast) -> None:
        """Everybody: number, kind, all forms, role. Two figures may have one name."""
        if not self._keep:
            return
        with (self._folder / CAST).open("wb") as file:
            for figure in cast.all():
                known = {
                    "figure": figure.number,
                    "kind": figure.kind,
                    "forms": figure.forms,
                    "role": figure.role,
                }
                file.write(self._encode(known) + b"\n")

    def article(
        self, article_id: int, told: Told, written: Written, entities: Sequence[int], *, revised: bool
    ) -> None:
        """One text of an article: its story, its quotes with their speakers, its figures with every mention.

        Offsets are those of the document. `entities` are the library's ids of the figures.
        """
        if self._articles is None:
            return
        figures = written.figures
        known = {
            "article": article_id,
            "story": told.story,
            "outlet": told.outlet,
            "revised": revised,
            "quotes": [
                {
                    "spans": quote.spans,
                    "kind": quote.kind,
                    "speaker": None if quote.entity is None else figures[quote.entity].number,
                    "mention": quote.mention_span,
                }
                for quote in written.insight.quotes
            ],
            "figures": [
                {"figure": figure.number, "entity": entity_id, "mentions": entity.mentions}
                for figure, entity_id, entity in zip(figures, entities, written.insight.entities, strict=True)
            ],
        }
        self._articles.write(self._encode(known) + b"\n")
