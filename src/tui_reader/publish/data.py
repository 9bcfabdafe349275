"""Articles as JSON with every layer over their text, as docs/export.md and docs/export.schema.json describe.

All offsets count Unicode code points of `text`, half open. Fields are only ever added; `version` goes up when
one changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tui_reader.model.document import BlockKind, Span, SpanKind, State
from tui_reader.model.insight import EntityKind, KnownEntity, KnownQuote, QuoteKind, SpeakerClass
from tui_reader.publish.piece import Origin, Piece, words_of

FORMAT: Literal["tui-reader/article"] = "tui-reader/article"
VERSION = 1

Place = Annotated[tuple[int, int], Meta(description="Start and end in `text`, in code points.")]


class Table(msgspec.Struct, kw_only=True, frozen=True):
    """What all parts have in common: their fields are given by name."""


class Facts(Table, kw_only=True, frozen=True):
    """What is known of the article, and what the reader did with it."""

    id: Annotated[int, Meta(description="In the library that it came from.")]
    title: str
    url: str
    source: Annotated[str, Meta(description="What the reader calls the source.")]
    authors: list[str]
    published: Annotated[str, Meta(description="ISO 8601, UTC.")]
    arrived: Annotated[str, Meta(description="ISO 8601, UTC.")]
    lang: Annotated[str, Meta(description="Two letters, empty when not known.")]
    words: int
    read: bool
    starred: bool
    tags: list[str]
    note: Annotated[str, Meta(description="The reader's note on the article.")]


class Provenance(Table, kw_only=True, frozen=True):
    """Where the text came from and what made the layers."""

    kind: Annotated[Literal["feed", "page", "file"], Meta(description="Which source gave the text.")]
    media: Annotated[Literal["html", "page", "markdown", "text"], Meta(description="What it was read as.")]
    address: Annotated[str, Meta(description="Of the page or feed, empty for files.")]
    seen: Annotated[str, Meta(description="When this text came, ISO 8601, UTC.")]
    source_hash: Annotated[str, Meta(description="BLAKE2b of 16 bytes of the source, hexadecimal.")]
    parts: Annotated[list[str], Meta(description="Addresses of the further pages of the article.")]
    reader: Annotated[str, Meta(description="Version of the reader that made the text.")]
    analyser: Annotated[str, Meta(description="Version of what found quotes and entities; empty: none did.")]


class OutBlock(Table, kw_only=True, frozen=True):
    """A paragraph, heading, item, ...; blocks lie in order and cover the text but for newlines."""

    start: int
    end: int
    kind: BlockKind
    level: Annotated[int, Meta(description="Of a heading (1 to 6), or the nesting of an item or quote.")]
    marker: Annotated[str, Meta(description="What stands before an item, or the language of code.")]


class OutLink(Table, kw_only=True, frozen=True):
    """Words that lead somewhere."""

    start: int
    end: int
    url: str


class OutStyle(Table, kw_only=True, frozen=True):
    """Emphasis."""

    start: int
    end: int
    kind: SpanKind


class OutFigure(Table, kw_only=True, frozen=True):
    """A picture that stands before a block."""

    block: Annotated[int, Meta(description="Index into `blocks`; their number means after the last.")]
    url: str
    alt: str
    file: Annotated[str, Meta(description="The file beside this one that holds it; empty when none does.")]


class OutQuote(Table, kw_only=True, frozen=True):
    """Who said what, how it was found, and how sure that is."""

    id: int
    text: Annotated[str, Meta(description="The words; parts of a split quotation are joined by an ellipsis.")]
    spans: list[Place]
    kind: QuoteKind
    speaker: Annotated[str, Meta(description="The resolved name, empty when there is none.")]
    entity: Annotated[int | None, Meta(description="`id` of the speaker among `entities`.")]
    as_written: Annotated[str, Meta(description="The speaker as the text writes it.")]
    as_written_at: Place | None
    speaker_class: SpeakerClass
    cue: Annotated[str, Meta(description="The word of saying.")]
    cue_at: Place | None
    confidence: Annotated[float, Meta(description="Is it a quotation? 0 to 1.")]
    speaker_confidence: Annotated[float, Meta(description="Is it this speaker? 0 to 1.")]
    rule: Annotated[str, Meta(description="What attributed it.")]


class OutEntity(Table, kw_only=True, frozen=True):
    """A person, organisation or place with every mention in this text."""

    id: int
    name: str
    kind: EntityKind
    aliases: list[str]
    role: str
    salience: Annotated[float, Meta(description="0 to 1.")]
    mentions: list[Place]
    articles: Annotated[int, Meta(description="Articles of the library that mention it.")]


class OutNote(Table, kw_only=True, frozen=True):
    """A note of the reader on words of the text."""

    text: str
    words: str
    before: Annotated[str, Meta(description="What stood before the words.")]
    after: str
    place: Annotated[Place | None, Meta(description="Null: the words are no longer in the text.")]
    changed: Annotated[str, Meta(description="ISO 8601, UTC.")]


class ArticleFile(Table, kw_only=True, frozen=True):
    """One article with all that is known of it."""

    format: Literal["tui-reader/article"] = FORMAT
    version: int = VERSION
    article: Facts
    provenance: Provenance | None
    state: Annotated[State, Meta(description="What kept the page from giving its article; empty: nothing.")]
    state_note: str
    text: str
    blocks: list[OutBlock]
    links: list[OutLink]
    styles: list[OutStyle]
    figures: list[OutFigure]
    quotes: list[OutQuote]
    entities: list[OutEntity]
    notes: list[OutNote]


def data(piece: Piece) -> str:
    """One article as indented JSON that ends with a newline."""
    return msgspec.json.format(msgspec.json.encode(article_file(piece)), indent=1).decode() + "\n"


def read(source: str | bytes) -> ArticleFile:
    """What `data` wrote. Raises msgspec.ValidationError."""
    return msgspec.json.decode(source, type=ArticleFile)


def schema() -> dict[str, Any]:
    """The JSON Schema of the export."""
    return msgspec.json.schema(ArticleFile)


def article_file(piece: Piece) -> ArticleFile:
    """One article as plain data."""
    document = piece.document
    return ArticleFile(
        article=_facts(piece),
        provenance=_provenance(piece.origin) if piece.origin else None,
        state=document.state,
        state_note=document.note,
        text=document.text,
        blocks=[
            OutBlock(start=each.start, end=each.end, kind=each.kind, level=each.level, marker=each.marker)
            for each in document.blocks
        ],
        links=[OutLink(start=each.start, end=each.end, url=each.url) for each in document.links],
        styles=[OutStyle(start=each.start, end=each.end, kind=each.kind) for each in document.styles],
        figures=[
            OutFigure(block=each.block, url=each.url, alt=each.alt, file=_file(piece, each.url))
            for each in document.figures
        ],
        quotes=[_quote(piece, known) for known in piece.quotes],
        entities=[_entity(known) for known in piece.entities],
        notes=list(_notes(piece)),
    )


def _facts(piece: Piece) -> Facts:
    article, status = piece.article, piece.status
    return Facts(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.feed_title,
        authors=list(article.authors),
        published=_moment(article.published),
        arrived=_moment(article.arrived),
        lang=piece.document.lang or article.lang,
        words=piece.document.words(),
        read=bool(status and status.read),
        starred=bool(status and status.starred),
        tags=list(piece.tags),
        note=piece.note,
    )


def _provenance(origin: Origin) -> Provenance:
    revision = origin.revision
    return Provenance(
        kind=revision.kind,
        media=revision.media,
        address=revision.base_url,
        seen=_moment(revision.seen_at),
        source_hash=revision.source_hash,
        parts=list(origin.parts),
        reader=origin.reader,
        analyser=origin.analyser,
    )


def _file(piece: Piece, url: str) -> str:
    picture = piece.pictures.get(url)
    return picture.file if picture else ""


def _quote(piece: Piece, known: KnownQuote) -> OutQuote:
    quote = known.quote
    return OutQuote(
        id=known.id,
        text=words_of(piece.document, quote),
        spans=[_place(span) for span in quote.spans],
        kind=quote.kind,
        speaker=quote.speaker,
        entity=known.entity_id or None,
        as_written=quote.mention,
        as_written_at=_place(quote.mention_span) if quote.mention_span else None,
        speaker_class=quote.speaker_class,
        cue=quote.cue,
        cue_at=_place(quote.cue_span) if quote.cue_span else None,
        confidence=round(quote.confidence, 3),
        speaker_confidence=round(quote.speaker_confidence, 3),
        rule=quote.rule,
    )


def _entity(known: KnownEntity) -> OutEntity:
    return OutEntity(
        id=known.id,
        name=known.name,
        kind=known.kind,
        aliases=list(known.aliases),
        role=known.role,
        salience=round(known.salience, 3),
        mentions=[_place(span) for span in known.mentions],
        articles=known.articles,
    )


def _notes(piece: Piece) -> Iterable[OutNote]:
    for remark in piece.remarks:
        yield OutNote(
            text=remark.text,
            words=remark.anchor.exact,
            before=remark.anchor.prefix,
            after=remark.anchor.suffix,
            place=_place(remark.span) if remark.span else None,
            changed=_moment(remark.changed_at),
        )


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
