"""Makes the documents of articles from what the doors stored, and makes anew what an older reader made.

Pages are read in a process that can be ended, with what their site has taught. A document is replaced only by
one that is no worse.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tui_reader.desk import siting
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import ReadingError, StoreCorruptError
from tui_reader.model.addresses import host_of
from tui_reader.model.article import Article, Revision
from tui_reader.model.document import Document
from tui_reader.model.events import DocumentReady, Event, Notice
from tui_reader.model.site import SEEN, SiteFacts, SiteMemory, SiteRule, rule_for
from tui_reader.reading import read, whole
from tui_reader.reading.candidates import FeedFacts
from tui_reader.store import articles, parts, rereading, sites
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

_LEAST = 0.5
"""The share of its words that a document must keep when it is made anew."""
_WORDS = 60
"""A text with fewer words may become any other."""
_REST = 0.5
"""Seconds at most that are rested after each text that nobody waits for."""


@dataclass(slots=True)
class Maker:
    """Makes documents over one library. `now` gives epoch seconds."""

    library: Library
    emit: Callable[[Event], None]
    now: Callable[[], int]
    rules: tuple[SiteRule, ...] = ()
    """What the reader says about sites."""
    rests: bool = True
    """Whether to rest after a text that nobody waits for, as long as it took."""
    _workshop: Workshop | None = None

    def close(self) -> None:
        """End the killable process."""
        if self._workshop is not None:
            self._workshop.close()

    def make(self, article_id: int) -> Document | None:
        """Make and store the document of an article's current text; an empty one when it cannot be read."""
        found = self._asked(article_id)
        if found is None:
            return None
        article, revision = found
        try:
            document, facts = self._read(article, revision)
        except ReadingError as error:
            self.emit(Notice(f"{article.title}: {error}", "warning"))
            document, facts = Document("", title=article.title), None
        except Exception as error:  # noqa: BLE001 - the boundary of one job: the others go on
            self.emit(Notice(f"{article.title}: {type(error).__name__}: {error}", "warning"))
            document, facts = Document("", title=article.title), None
        self._save(article, revision, document, facts)
        return document

    def outdated(self, limit: int) -> list[int]:
        """Articles whose text another version of the reader made, newest first."""
        return self.library.read(rereading.outdated, read.VERSION, limit)

    def left(self) -> int:
        """How many of them there are."""
        return self.library.read(rereading.count_outdated, read.VERSION)

    def remake(self, article_id: int) -> bool:
        """Make an article's document anew unless that would be worse; whether analysis sees another text."""
        begun = time.monotonic()
        changed = self._remade(article_id)
        if self.rests:
            time.sleep(min(time.monotonic() - begun, _REST))
        return changed

    def _remade(self, article_id: int) -> bool:
        found = self._asked(article_id)
        if found is None:
            return False
        article, revision = found
        try:
            old = self.library.read(articles.document, revision.id)
        except StoreCorruptError as error:
            self.emit(Notice(f"{article.title}: {error}", "warning"))
            old = None
        if old is None:
            self.library.write_now(rereading.stamp, revision.id, read.VERSION)
            return False
        noted = self.library.read(rereading.noted_words, article_id)
        try:
            document, facts = self._read(article, revision)
        except Exception:  # noqa: BLE001 - the boundary of one job: the text there was stays
            document, facts = old, None
        if document == old or worse(old, document, noted):
            self.library.write_now(rereading.stamp, revision.id, read.VERSION)
            return False
        self._save(article, revision, document, facts)
        return _analysed(document) != _analysed(old)

    def _save(
        self, article: Article, revision: Revision, document: Document, facts: SiteFacts | None
    ) -> None:
        url = revision.base_url or article.url
        taught = facts if rule_for(self.rules, host_of(url)).learn and not document.state else None
        self.library.write_now(_store, article.id, revision.id, document, url, taught, self.now())
        self.emit(DocumentReady(article.id))

    def _asked(self, article_id: int) -> tuple[Article, Revision] | None:
        article = self.library.read(articles.article, article_id)
        revision = self.library.read(articles.revision, article.revision_id) if article else None
        return (article, revision) if article and revision else None

    def _read(self, article: Article, revision: Revision) -> tuple[Document, SiteFacts | None]:
        """Raises ReadingError, and whatever a reader of texts raises on hostile input."""
        source = self.library.read(articles.source, revision.id)
        base_url, title, lang = revision.base_url, article.title, article.lang
        if revision.media != "page":
            return read.read(source, revision.media, base_url=base_url, title=title, lang=lang), None
        further = self.library.read(parts.parts_of, revision.id)
        reading = partial(whole.read_whole, source, further, base_url=base_url, title=title, lang=lang)
        feed, memory = self._feed_facts(article), self._memory(article, revision)
        return self._pool().run_now(reading, feed=feed, memory=memory)

    def _memory(self, article: Article, revision: Revision) -> SiteMemory:
        return self.library.read(siting.memory_for, self.rules, revision.base_url or article.url, article.id)

    def _feed_facts(self, article: Article) -> FeedFacts | None:
        """What the feed last gave of an article."""
        known = [each for each in self.library.read(articles.revisions, article.id) if each.kind == "feed"]
        if not known or known[-1].media == "page":
            return None
        content = self.library.read(articles.source, known[-1].id)
        # Where the feed gave no day, the article bears that of its arrival.
        published = article.published if article.published != article.arrived else None
        return FeedFacts(content, known[-1].media, known[-1].base_url, article.authors, published)

    def _pool(self) -> Workshop:
        if self._workshop is None:
            self._workshop = Workshop()
        return self._workshop


def worse(old: Document, new: Document, noted: list[str]) -> bool:
    """Whether a new document would lose what the old one has: half its words, its state, words with notes."""
    words = old.words()
    if new.state and not old.state and new.words() < words:
        return True
    if words >= _WORDS and new.words() < _LEAST * words:
        return True
    return any(exact not in new.text for exact in noted)


def _analysed(document: Document) -> list[tuple[int, str]]:
    """What analysis sees of a document."""
    return [(block.start, document.of(block)) for block in document.prose()]


def outdated_in_turn(maker: Maker, limit: int, chunk: int = 50) -> Iterator[int]:
    """The outdated articles, at most `limit`, looked up in chunks; whoever takes one must remake it."""
    left = limit
    while left > 0 and (ids := maker.outdated(min(chunk, left))):
        yield from ids
        left -= len(ids)


def _store(
    conn: Connection,
    article_id: int,
    revision_id: int,
    document: Document,
    url: str,
    facts: SiteFacts | None,
    now: int,
) -> None:
    """Store a document, and what its page taught; when a site is first known, its earlier pages are due."""
    articles.save_document(conn, revision_id, document, reader_version=read.VERSION)
    host = host_of(url)
    if facts is not None and sites.learn(conn, host, article_id, facts, now, url):
        site = sites.site(conn, host)
        if site is not None and site.pages == SEEN + 1 and site.repeated:
            rereading.make_stale(conn, host, SEEN + 1)
