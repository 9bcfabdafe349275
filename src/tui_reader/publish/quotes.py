"""Quotes with their citations, as CSV for a spreadsheet or Markdown for a note."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from tui_reader.publish.markdown import escaped
from tui_reader.publish.piece import Piece, cited, day, shown, speaker_of, words_of

COLUMNS = (
    "speaker",
    "as written",
    "cue",
    "quote",
    "kind",
    "confidence",
    "speaker confidence",
    "title",
    "source",
    "date",
    "url",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(pieces: Iterable[Piece]) -> str:
    """Every quote as a row of CSV with a head; a cell that a spreadsheet would compute is disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for piece in pieces:
        for known in shown(piece):
            quote, article = known.quote, piece.article
            cells = [
                speaker_of(quote),
                quote.mention,
                quote.cue,
                words_of(piece.document, quote),
                quote.kind,
                f"{quote.confidence:.2f}",
                f"{quote.speaker_confidence:.2f}",
                article.title,
                article.feed_title,
                day(article.published),
                article.url,
            ]
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def notes(pieces: Iterable[Piece]) -> str:
    """Every quote as an item of a Markdown list, with where it stands."""
    lines = [f"- {escaped(cited(piece, known.quote))}" for piece in pieces for known in shown(piece)]
    return "\n".join(lines) + "\n" if lines else ""
