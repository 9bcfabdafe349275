"""Libraries for the screen: real store files filled through the store, with invented news."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.article import Entry
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.feed import FeedSpec
from tui_reader.model.insight import Entity, EntityKind, Insight, Quote
from tui_reader.store import articles, documents, entries, feeds, insights
from tui_reader.store.library import Library

NOW = 1_790_000_000
MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True)
class Said:
    """A quotation of a sample, found by its words."""

    words: str
    speaker: str = ""
    cue: str = "said"
    sure: float = 0.95
    mention: str = ""


@dataclass(frozen=True)
class Piece:
    """A sample article."""

    feed: str
    title: str
    paragraphs: tuple[str, ...]
    age: int
    said: tuple[Said, ...] = ()
    named: tuple[tuple[str, EntityKind], ...] = ()
    author: str = "Maya Ortiz"


KELLER = Piece(
    "https://meridian.example/feed",
    "Keller resigns after leaked letter",
    (
        (
            "Anna Keller stepped down as president of the Lindau council on Monday, hours after a letter "
            "to the Northern Savings Bank was published."
        ),
        (
            "“I signed it, and I would sign it again,” she told reporters outside the town hall. Her deputy, "
            "Omar Haddad, said the council had “no choice but to accept” the decision."
        ),
        (
            "The letter, dated 3 March, asks the bank to delay a review of loans for the flood barrier. "
            "Mei Tanaka, who led the review, called the request “unusual, and unwelcome”."
        ),
        (
            "Two pages long and signed by all seven members, the letter argues that the review “would freeze "
            "works at the very moment the river is highest”."
        ),
        (
            "Council members will vote on a successor on Thursday. Haddad is to stand unopposed. "
            "The finance committee, which first raised questions in January, will hear auditors first."
        ),
    ),
    41 * MINUTE,
    (
        Said("“I signed it, and I would sign it again,”", "Anna Keller", "told", mention="she"),
        Said("“no choice but to accept”", "Omar Haddad", "said", mention="Omar Haddad"),
        Said("“unusual, and unwelcome”", "Mei Tanaka", "called", mention="Mei Tanaka"),
        Said("“would freeze works at the very moment the river is highest”", "", "argues", 0.4, "the letter"),
    ),
    (
        ("Anna Keller", "person"),
        ("Omar Haddad", "person"),
        ("Mei Tanaka", "person"),
        ("Northern Savings Bank", "organisation"),
        ("Lindau", "place"),
    ),
)
BARRIER = Piece(
    "https://courier.example/feed",
    "Flood barrier vote splits the Lindau council",
    (
        "The Lindau council is split. “We cannot wait for another winter,” Omar Haddad said.",
        "Anna Keller did not attend.",
    ),
    25 * MINUTE,
    (Said("“We cannot wait for another winter,”", "Omar Haddad", "said", mention="Omar Haddad"),),
    (("Omar Haddad", "person"), ("Anna Keller", "person"), ("Lindau", "place")),
)
PORT = Piece(
    "https://harbour.example/feed",
    "Strike at the port enters week two",
    ("Nobody is working at the port of Varna. Talks begin on Tuesday.",),
    2 * HOUR,
    (),
    (("Varna", "place"),),
)
PIECES = (
    KELLER,
    BARRIER,
    PORT,
    *(
        Piece(
            ("https://meridian.example/feed", "https://harbour.example/feed", "https://chip.example/feed")[
                n % 3
            ],
            f"Short report number {n} from the northern valleys",
            (f"Rescue teams reached valley {n} before dark.", "More snow is forecast."),
            3 * HOUR + n * 40 * MINUTE,
        )
        for n in range(40)
    ),
)

SOURCES = (
    FeedSpec(
        "https://meridian.example/feed",
        "feed",
        "https://meridian.example/feed",
        title="The Meridian",
        folder="World",
    ),
    FeedSpec(
        "https://courier.example/feed",
        "feed",
        "https://courier.example/feed",
        title="Evening Courier",
        folder="World",
    ),
    FeedSpec(
        "https://harbour.example/feed",
        "feed",
        "https://harbour.example/feed",
        title="Harbour Post",
        folder="World",
    ),
    FeedSpec(
        "https://chip.example/feed",
        "feed",
        "https://chip.example/feed",
        title="Chip Weekly",
        folder="Technology",
    ),
    FeedSpec("local:notes", "local", path="/nowhere/notes", title="Notes", folder="Files"),
)


def _document(piece: Piece) -> Document:
    blocks, start = [], 0
    for paragraph in piece.paragraphs:
        blocks.append(Block(start, start + len(paragraph), "paragraph"))
        start += len(paragraph) + 2
    return Document("\n\n".join(piece.paragraphs), tuple(blocks), title=piece.title, lang="en")


def _spans(text: str, words: str) -> tuple[Span, ...]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    return tuple(found)


def _insight(piece: Piece, text: str) -> Insight:
    names = [name for name, _ in piece.named]
    quotes = tuple(
        Quote(
            _spans(text, said.words)[:1],
            "direct",
            speaker=said.speaker,
            mention=said.mention,
            entity=names.index(said.speaker) if said.speaker in names else None,
            cue=said.cue,
            confidence=0.95,
            speaker_confidence=said.sure,
            rule="verb",
        )
        for said in piece.said
    )
    entities = tuple(Entity(name, kind, _spans(text, name), salience=0.5) for name, kind in piece.named)
    return Insight(quotes, entities, "en", "test", "rules")


def _store(conn: sqlite3.Connection, feed_ids: dict[str, int], piece: Piece, known: dict[str, int]) -> int:
    published = NOW - piece.age
    entry = Entry(
        guid=piece.title,
        title=piece.title,
        url="https://meridian.example/a/1",
        authors=(piece.author,),
        published=published,
        content="\n\n".join(piece.paragraphs),
        media="text",
    )
    stored = entries.store_entries(conn, feed_ids[piece.feed], [entry], kind="feed", now=NOW)
    article_id = stored.added[0]
    article = articles.article(conn, article_id)
    assert article is not None
    document = _document(piece)
    documents.save_document(conn, article.revision_id, document, reader_version="test")
    insight = _insight(piece, document.text)
    insights.begin_analysis(conn, article_id, "test", NOW)
    linked = [known.get(entity.name) for entity in insight.entities]
    keys = [(entity.name.lower(),) for entity in insight.entities]
    ids = insights.save_insight(conn, article_id, article.revision_id, insight, linked, keys, now=NOW)
    known.update(zip((entity.name for entity in insight.entities), ids, strict=True))
    return article_id


@dataclass
class Newsroom:
    """A library that is being filled, and the desk over it."""

    library: Library
    config: Config
    feed_ids: dict[str, int] = field(default_factory=dict)
    entity_ids: dict[str, int] = field(default_factory=dict)

    @property
    def desk(self) -> Newsdesk:
        """The desk, at a fixed time."""
        return Newsdesk(self.config, self.library, lambda: float(NOW))

    def add(self, *pieces: Piece) -> list[int]:
        """Store articles; their ids."""
        return [self.library.write_now(_store, self.feed_ids, piece, self.entity_ids) for piece in pieces]


def _newsroom(tmp_path: Path, sources: tuple[FeedSpec, ...]) -> Newsroom:
    library = Library.open(tmp_path / "data" / "library.db")
    room = Newsroom(library, Config(tmp_path / "feeds.toml", sources=sources, theme="night"))
    room.feed_ids = library.write_now(feeds.sync_specs, sources)
    return room


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Newsdesk]:
    """A desk over a library with nothing in it and no source named."""
    room = _newsroom(tmp_path, ())
    yield room.desk
    room.library.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Newsdesk]:
    """A desk over 43 articles of five sources; the second newest has four quotes and five entities."""
    room = _newsroom(tmp_path, SOURCES)
    room.add(*PIECES)
    yield room.desk
    room.library.close()
