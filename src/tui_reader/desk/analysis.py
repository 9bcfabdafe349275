"""The language worker: makes documents of what the doors stored, then finds quotes and entities in them.

The article that is open comes first, then the newest; a poison article is tried twice and then left alone.
Runs in a process of its own (`tui-reader analyse`); only one works through the backlog at a time.
"""

from __future__ import annotations

import asyncio
import queue
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tui_reader.desk import indexing, rules
from tui_reader.desk.making import Maker, outdated_in_turn
from tui_reader.desk.orders import END, Order
from tui_reader.desk.programs import Programs
from tui_reader.errors import StoreError
from tui_reader.insight import linking
from tui_reader.insight.analyse import Analyser
from tui_reader.insight.versions import version as analyser_version
from tui_reader.model.events import Event, Finished, InsightReady, Notice, Progress
from tui_reader.model.insight import Insight
from tui_reader.model.rule import Rule
from tui_reader.model.site import SiteRule
from tui_reader.store import articles, insights
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

Emit = Callable[[Event], None]

CHUNK = 50
"""Articles taken from the backlog at once."""
REREAD = 200
"""Texts of older readers that one run makes anew."""
BEAT = 0.25
"""Seconds between two progress events."""
PATIENCE = 60.0
"""Seconds without an order after which the worker says that it rests."""


class _Ended(Exception):  # noqa: N818 - no failure
    """The screen has gone."""


@dataclass(slots=True)
class LanguageWorker:
    """Works on one library. `since` is how far back unasked analysis goes, in epoch seconds."""

    library: Library
    emit: Emit
    now: Callable[[], int]
    model: str = "auto"
    since: int = 0
    backlog: bool = True
    """Whether to work without being asked."""
    rules: tuple[Rule, ...] = ()
    sites: tuple[SiteRule, ...] = ()
    thorough: bool = False
    """Whether one run makes all texts of older readers anew, and without rest."""
    programs: Programs | None = None
    """What runs the programs of rules; None when nothing may be run."""
    orders: queue.SimpleQueue[Order] = field(default_factory=queue.SimpleQueue)
    rest: Callable[[], None] = lambda: None
    """Called when there has been nothing to do for `PATIENCE` seconds."""
    _analyser: Analyser | None = None
    _maker: Maker | None = None
    _first: deque[int] = field(default_factory=deque)
    _beat: float = 0.0

    def close(self) -> None:
        """End the killable pool."""
        if self._maker is not None:
            self._maker.close()

    def run(self) -> Finished:
        """Do all there is to do, once: words into the index, documents of everything, analysis since `since`.

        Of the texts that an older reader made, some are made anew, or all in a thorough run.
        """
        indexing.index(self.library, self.emit, self._ordered)
        made = self._documents()
        found = self._analyses()
        while self._reread(CHUNK if self.thorough else REREAD) and self.thorough:
            pass
        finished = Finished("analyse", added=found, changed=made)
        self.emit(finished)
        return finished

    def serve(self, order: Order | None = None) -> None:
        """Work for a screen until the order END comes; `order` is one that has come already."""
        with suppress(_Ended):
            if order is not None:
                self._take(order)
                self._ordered()
            while True:
                if not self.backlog or self.run().added == 0:
                    self._idle()
                    self._take(self._next())
                self._ordered()

    def one(self, article_id: int) -> None:
        """Make this article's document and insight, whatever its age; nothing to do is fine."""
        article = self.library.read(articles.article, article_id)
        if article is None:
            return
        document = self.library.read(articles.document, article.revision_id)
        if document is None:
            document = self.maker.make(article_id)
        if document is not None and not self.library.read(
            insights.is_analysed, article_id, analyser_version(self.model)
        ):
            self._analyse(article_id)
        self._rule()

    @property
    def analyser(self) -> Analyser:
        """The analyser, loaded at its first use."""
        if self._analyser is None:
            self._analyser = Analyser(self.model)
            if self._analyser.notice:
                self.emit(Notice(self._analyser.notice))
        return self._analyser

    @property
    def maker(self) -> Maker:
        """What makes documents."""
        if self._maker is None:
            self._maker = Maker(self.library, self.emit, self.now, self.sites, rests=not self.thorough)
        return self._maker

    def _next(self) -> Order:
        try:
            return self.orders.get(timeout=PATIENCE)
        except queue.Empty:
            self.rest()
            return self.orders.get()

    def _take(self, order: Order) -> None:
        if order is END:
            raise _Ended
        self._first.extendleft(reversed(order.first))

    def _ordered(self) -> None:
        """Do what was asked for before anything else."""
        while True:
            while not self.orders.empty():
                self._take(self.orders.get())
            if not self._first:
                return
            self.one(self._first.popleft())

    def _documents(self) -> int:
        made = 0
        while ids := self.library.read(articles.unread_documents, limit=CHUNK):
            for article_id in ids:
                self._ordered()
                made += self.maker.make(article_id) is not None
                self._progress("read", made)
            self._rule()
        return made

    def _analyses(self) -> int:
        found = 0
        while ids := self._unanalysed():
            for article_id in ids:
                self._ordered()
                self._analyse(article_id)
                found += 1
                self._progress("analyse", found)
            self._rule()
        return found

    def _reread(self, limit: int) -> int:
        """Make texts of older readers anew, and find the quotes of those that are others now."""
        done, left = 0, self.maker.left()
        for article_id in outdated_in_turn(self.maker, min(limit, left)):
            self._ordered()
            known = self.library.read(insights.is_analysed, article_id)
            if self.maker.remake(article_id) and known:
                self._analyse(article_id)
            done += 1
            self._progress("reread", done, left)
        return done

    def _idle(self) -> None:
        """Make texts of older readers anew until an order comes or none is left."""
        made = 0
        while self.backlog and self.orders.empty() and (done := self._reread(CHUNK)):
            made += done
        if made:
            self.emit(Finished("reread", changed=made))

    def _unanalysed(self) -> list[int]:
        return self.library.read(
            articles.unanalysed, analyser_version(self.model), limit=CHUNK, since=self.since
        )

    def _rule(self) -> None:
        """Let rules meet the articles whose texts or quotes they have waited for."""
        due = bool(self.rules) and self.library.read(rules.is_due)
        while due:
            outcomes = self.library.write_now(rules.matured, self.rules, now=self.now())
            if outcomes:
                asyncio.run(rules.carry_out(outcomes, self.library, self.emit, self.programs))
            due = self.library.read(rules.is_due)

    def _analyse(self, article_id: int) -> None:
        """Find and store the quotes and entities of one article; the attempt is counted before it is made."""
        article = self.library.read(articles.article, article_id)
        document = self.library.read(articles.document, article.revision_id) if article else None
        if article is None or document is None:
            return
        version = self.analyser.version
        self.library.write_now(insights.begin_analysis, article_id, version, self.now())
        try:
            insight = self.analyser.analyse(document, article.title)
            self.library.write_now(_store, article_id, article.revision_id, insight, self.now())
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - the boundary of one job: the others go on
            self.emit(Notice(f"{article.title}: {type(error).__name__}: {error}", "warning"))
            return
        self.emit(InsightReady(article_id, len(insight.quotes), len(insight.entities)))

    def _progress(self, stage: str, done: int, total: int = 0) -> None:
        if time.monotonic() - self._beat >= BEAT:
            self._beat = time.monotonic()
            self.emit(Progress(stage, done, total))


def _store(conn: Connection, article_id: int, revision_id: int, insight: Insight, now: int) -> None:
    """Link the entities to the library's and store all in one transaction."""
    entities = insight.entities
    keys = [linking.keys(entity) for entity in entities]
    named = [(entity.kind, linking.name_key(entity.kind, entity.name)) for entity in entities]
    linked = linking.link(
        entities,
        insights.candidates(conn, linking.wanted(entities)),
        analysed=insights.analysed(conn),
        decided=insights.decided(conn, article_id, named),
    )
    insights.save_insight(conn, article_id, revision_id, insight, linked, keys, now=now)
