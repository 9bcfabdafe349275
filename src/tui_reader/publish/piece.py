"""What is published of one article: its facts, its text, who said what in it. Every module here takes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tui_reader.model.anchor import Remark
from tui_reader.model.article import Article, ArticleStatus, Revision
from tui_reader.model.document import Document
from tui_reader.model.insight import WEAK_QUOTE, WEAK_SPEAKER, KnownEntity, KnownQuote, Quote


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was fetched: its bytes, what they are, and the file beside the article with them."""

    data: bytes
    media: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from and what made its layers."""

    revision: Revision
    reader: str = ""
    """The version of the reader that made the document."""
    analyser: str = ""
    """The version of the analyser whose quotes and entities these are; empty when there are none."""
    parts: tuple[str, ...] = ()
    """Addresses of the further pages and copies that the text was made of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One article on its way out."""

    article: Article
    document: Document
    quotes: tuple[KnownQuote, ...] = ()
    entities: tuple[KnownEntity, ...] = ()
    status: ArticleStatus | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    remarks: tuple[Remark, ...] = ()
    origin: Origin | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Address of a figure -> the picture."""


def words_of(document: Document, quote: Quote) -> str:
    """What was said, the parts of a split quotation joined by an ellipsis."""
    return " … ".join(" ".join(document.text[span.start : span.end].split()) for span in quote.spans)


def speaker_of(quote: Quote) -> str:
    """Who said it: a doubtful speaker as the text writes it, with a question mark."""
    if quote.speaker_confidence < WEAK_SPEAKER:
        return f"{quote.mention or 'unattributed'} ?"
    return quote.speaker or quote.mention or "unattributed"


def shown(piece: Piece) -> tuple[KnownQuote, ...]:
    """The quotes that are sure enough to be shown as quotes."""
    return tuple(known for known in piece.quotes if known.quote.confidence >= WEAK_QUOTE)


def day(seconds: int) -> str:
    """The day of an epoch second in UTC, ISO 8601."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def facts(article: Article) -> list[str]:
    """The line of facts under a title: source, authors, day."""
    return [part for part in (article.feed_title, ", ".join(article.authors), day(article.published)) if part]


def cited(piece: Piece, quote: Quote) -> str:
    """A quote with where it stands: Speaker, cue: words (title, source, day, address)."""
    article = piece.article
    where = ", ".join(
        part for part in (article.title, article.feed_title, day(article.published), article.url) if part
    )
    return f"{speaker_of(quote)}: {words_of(piece.document, quote)} ({where})"
