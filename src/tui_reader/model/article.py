"""Articles: immutable facts, mutable status, and the row a list needs. Kept apart on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Media = Literal["html", "page", "markdown", "text"]
"""html: a fragment as feeds carry it; page: a whole web page; markdown and text: what they say."""

RevisionKind = Literal["feed", "page", "file"]
"""Where a text came from: the feed's entry, the fetched web page, a local file."""

Mark = Literal["read", "starred", "dismissed"]
"""What a reader can do to an article."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a door hands it in: washed strings, raw content, no identity of ours yet."""

    guid: str
    """Identity within its feed: the entry's id, else its link, else a hash; at most 512 characters."""
    title: str
    url: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    """Epoch seconds as the source says, None when it does not say."""
    content: str = ""
    """Source text of `media`, not washed: only `reading` may look into it."""
    media: Media = "html"
    lang: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of one stored article."""

    id: int
    """Follows the date: larger is newer. See store.articles.new_id."""
    feed_id: int
    guid: str
    title: str
    url: str
    authors: tuple[str, ...]
    published: int
    """Epoch seconds, clamped; the time of arrival when the source gave none."""
    arrived: int
    revision_id: int
    """The revision shown now; 0 when nothing has been stored yet."""
    lang: str = ""
    words: int = 0
    feed_title: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """What the reader did with an article; it outlives the article."""

    article_id: int
    read: bool = False
    starred: bool = False
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of one article; made without touching a body."""

    id: int
    title: str
    source: str
    published: int
    quotes: int
    """How many quotes it holds, 0 also while it is not analysed."""
    read: bool
    starred: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """One text an article had: the feed's, a page's, a file's, or an earlier state of these."""

    id: int
    article_id: int
    kind: RevisionKind
    seen_at: int
    source_hash: str
    media: Media
    base_url: str
    title: str = ""


PartKind = Literal["next", "copy"]
"""next: a page on which an article goes on; copy: the article as its site gives it to programs."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """What belongs to an article's text beside its first page: its kind, address and source, not washed."""

    kind: PartKind
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page byte for byte as it was served."""

    content_type: str
    sha256: str
    """Of the bytes, in hexadecimal."""
    body: bytes


@dataclass(frozen=True, slots=True)
class TagCount:
    """One of the reader's tags and how many articles bear it."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Visit:
    """An article that was opened, when (epoch seconds), and whether the reader stands at it now."""

    article_id: int
    at: int
    here: bool
