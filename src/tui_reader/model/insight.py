"""What analysis finds in one document: quotes, mentions, entities. All offsets count in `Document.text`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui_reader.model.document import Span

QuoteKind = Literal["direct", "mixed", "indirect"]
"""direct: at least 80 % of the words stand inside quotation marks; mixed: some do; indirect: none."""

SpeakerClass = Literal["named", "role", "pronoun", "unnamed", "unknown"]
"""named: a name; role: "the minister"; pronoun: he, she, they; unnamed: "people familiar with the matter";
unknown: the text gives nobody."""

EntityKind = Literal["person", "organisation", "place"]

WEAK_QUOTE = 0.4
"""A quotation below this confidence is not shown as one."""
WEAK_SPEAKER = 0.7
"""A speaker below this confidence is shown as written and with a question mark."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: what was said, by whom as written and as resolved, and why we think so."""

    spans: tuple[Span, ...]
    """The stretches of the content, marks included; more than one when the attribution stands in between."""
    kind: QuoteKind
    speaker: str = ""
    """The resolved speaker's canonical name; empty when unresolved."""
    mention: str = ""
    """The speaker as the text writes it ("he", "Mr Liang"); empty when there is none."""
    mention_span: Span | None = None
    speaker_class: SpeakerClass = "unknown"
    entity: int | None = None
    """Index into `Insight.entities` of the speaker, when he, she or it is one."""
    cue: str = ""
    cue_span: Span | None = None
    confidence: float = 0.0
    """Is it a quotation? 0 to 1."""
    speaker_confidence: float = 0.0
    """Is it this speaker? 0 to 1."""
    rule: str = ""
    """The name of the rule that attributed it, for "why this speaker"."""

    @property
    def start(self) -> int:
        """Where its first stretch begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where its last stretch ends."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation or place of one document, under one name, with every mention."""

    name: str
    """Canonical: the fullest form the article or the gazetteer gives."""
    kind: EntityKind
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    """The other forms the document writes."""
    role: str = ""
    """"chief executive of Acme", when the text says so next to the name."""
    salience: float = 0.0
    """0 to 1; the headline's entity leads."""


@dataclass(frozen=True, slots=True)
class Insight:
    """All that analysis knows of one document."""

    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    lang: str = ""
    analyser: str = ""
    """Version of the rules and the model; stored results of another version are stale."""
    mode: Literal["model", "rules"] = "rules"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity of the library that a document's entity may be. `keys` are normalised aliases."""

    id: int
    name: str
    kind: EntityKind
    keys: tuple[str, ...]
    articles: int = 0
    roles: tuple[str, ...] = ()
    """What it was called in its newest articles, the latest first."""
    companions: tuple[tuple[int, int], ...] = ()
    """(entity id, articles together) of other candidates, among `seen` of its newest articles."""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A stored quote. `quote.entity` is void here; `entity_id` is the speaker in the library, 0 for none."""

    id: int
    article_id: int
    quote: Quote
    entity_id: int = 0
    role: str = ""
    """What the article says the speaker is: "chairman of Acme"."""


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """A stored entity as one article shows it, with what the library knows of it."""

    id: int
    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    """In this article, in order."""
    aliases: tuple[str, ...] = ()
    role: str = ""
    salience: float = 0.0
    articles: int = 1
    """How many articles of the library mention it, this one included."""
    first_seen: int = 0
    """Epoch seconds of the oldest article that mentions it."""
    trend: tuple[int, ...] = ()
    """Articles a day over the eight days up to its last, oldest first; empty for a single article."""
    watched: bool = False
    hidden: bool = False
    """Not wanted in the side panes."""


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Another article that shares entities with one, most and rarest shared first."""

    id: int
    title: str
    source: str
    published: int
    shared: tuple[str, ...]
    """Names of the shared entities that tell why, the most telling first."""
    kinds: tuple[EntityKind, ...] = ()
    """What each of them is."""


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity over the whole library: how often, since when, with whom."""

    id: int
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    articles: int
    quotes: int
    """How many quotes it spoke."""
    first_seen: int
    last_seen: int
    companions: tuple[tuple[int, str, int], ...] = ()
    """(entity id, name, articles together), the most telling first."""


@dataclass(frozen=True, slots=True)
class Associate:
    """An entity that is mentioned with another one more often than by chance."""

    id: int
    name: str
    kind: EntityKind
    together: int
    """Articles that mention both."""
    articles: int
    """Articles that mention this one."""
    first_seen: int
    """Epoch seconds of the oldest article that mentions both."""
    last_seen: int


@dataclass(frozen=True, slots=True)
class SaidIn:
    """A quote with its words and where it stands."""

    known: KnownQuote
    words: str
    title: str
    source: str
    published: int
