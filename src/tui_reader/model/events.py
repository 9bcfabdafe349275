"""What the workers report, as plain data that crosses a pipe as one line of JSON each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is. `stage` is fetch, pages, index, read, analyse or reread; total 0: not known."""

    stage: str
    done: int
    total: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ArticlesAdded:
    """Articles of one feed were stored or changed."""

    feed_id: int
    feed: str
    added: int
    changed: int = 0


@dataclass(frozen=True, slots=True)
class FeedFailed:
    """One feed, page or file could not be had; the others go on."""

    feed: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentReady:
    """An article's text was made or replaced."""

    article_id: int


@dataclass(frozen=True, slots=True)
class InsightReady:
    """An article's quotes and entities were stored."""

    article_id: int
    quotes: int
    entities: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A stage is over, with the sums a person wants to read."""

    stage: str
    added: int = 0
    changed: int = 0
    failed: int = 0
    unchanged: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know: no model, offline, an index being built."""

    message: str
    level: str = "info"
    """info, warning, error; banner stays in sight until it is sent away or somebody answers."""


@dataclass(frozen=True, slots=True)
class Resting:
    """The language worker has nothing to do; it may be ended unless it was sent more than `orders` lines."""

    orders: int


Event = Progress | ArticlesAdded | FeedFailed | DocumentReady | InsightReady | Finished | Notice | Resting
