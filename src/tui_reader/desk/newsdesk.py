"""Newsdesk: the verbs of the program as the screen and the command line call them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tui_reader.config import Config
from tui_reader.desk import completing, dossiers, revising
from tui_reader.desk.completing import Completion
from tui_reader.desk.dossiers import Dossier
from tui_reader.desk.revising import Comparison
from tui_reader.errors import QueryError
from tui_reader.model.anchor import Remark
from tui_reader.model.article import (
    Article,
    ArticleRow,
    ArticleStatus,
    Mark,
    Revision,
    RevisionKind,
    TagCount,
)
from tui_reader.model.correction import Verdict
from tui_reader.model.document import Document, Span
from tui_reader.model.feed import FeedRow
from tui_reader.model.insight import EntityCard, KnownEntity, KnownQuote, RelatedArticle, SaidIn
from tui_reader.model.query import BY_DATE, ArticleQuery
from tui_reader.model.query_parser import finished, has_patterns
from tui_reader.model.rule import SavedQuery
from tui_reader.store import (
    articles,
    corrections,
    feeds,
    history,
    insights,
    marks,
    notes,
    query_names,
    remarks,
    revisions,
    search,
    tags,
    textindex,
    watching,
)
from tui_reader.store.associates import Side
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library
from tui_reader.store.steps import Label
from tui_reader.store.watching import EntityMark

WATCHED = "is:watched"
"""The query that finds the articles about watched entities."""
QUERY_COUNT = 1_000
"""Unread articles of a saved query are counted so far."""
PIECE = 50_000
"""Ids of a list that one statement gives."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything the panes show of one article. Without a document the text is still being prepared."""

    article: Article
    status: ArticleStatus
    revision_kind: RevisionKind
    document: Document | None
    quotes: tuple[KnownQuote, ...]
    entities: tuple[KnownEntity, ...]
    related: tuple[RelatedArticle, ...]
    analysed: bool
    tags: tuple[str, ...] = ()
    note: str = ""
    remarks: tuple[Remark, ...] = ()
    """Notes on words, each with its place in this text, or without one."""
    edits: int = 0
    """How often its publisher changed the text shown, as far as it was fetched."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the sources pane and the header count."""

    sources: tuple[FeedRow, ...]
    today: int
    unread: int
    starred: int
    total: int
    watched: int = -1
    """Unread articles about watched entities, up to `QUERY_COUNT`; -1 while nobody is watched."""
    queries: tuple[FeedRow, ...] = ()
    """The saved queries, with their unread articles counted up to `QUERY_COUNT`."""
    fetched: int = 0
    """When a feed was last fetched well, in epoch seconds; 0 is never."""


class Newsdesk:
    """Owns no state but the library's and the configuration's; every method is safe on the event loop.

    Plain methods read by key and take well under 10 ms; coroutines use the library's other lanes.
    """

    def __init__(self, config: Config, library: Library, clock: Callable[[], float]) -> None:
        self.config = config
        self.library = library
        self.clock = clock

    async def take_config(self, config: Config) -> None:
        """Use another configuration from now on; sources that it does not name are hidden, never purged."""
        await self.library.write(feeds.sync_specs, config.sources)
        self.config = config

    def now(self) -> int:
        """Epoch seconds."""
        return int(self.clock())

    def midnight(self) -> int:
        """When today began, in epoch seconds, in the local time zone."""
        return int(
            datetime.fromtimestamp(self.now()).astimezone().replace(hour=0, minute=0, second=0).timestamp()
        )

    async def counts(self) -> Counts:
        """The sources in the order of feeds.toml with their counts. Raises Superseded when asked again."""
        return await self.library.search(_counts, self.midnight(), self.config.queries)

    async def find(self, query: ArticleQuery, limit: int | None = None, beyond: int = 0) -> array[int]:
        """Ids of the articles a query selects, in its order. Raises Superseded when a newer one is asked.

        A long list is asked for in pieces, so that no statement takes longer than a frame. With a limit the
        ids are those after the article `beyond`, in an order by date.
        """
        if limit is not None or query.sort not in BY_DATE:
            return await self.library.search(search.find, query, limit, beyond=beyond)
        ids = array("q")
        while True:
            last = ids[-1] if ids else 0
            piece = await self.library.search(search.find, query, PIECE, beyond=last)
            ids.extend(piece)
            if len(piece) < PIECE:
                return ids

    async def count(self, text: str) -> int:
        """How many articles a query would list, counted up to `QUERY_COUNT`; beside the searches.

        Raises QueryError, and Superseded when a newer search or count is asked.
        """
        return await self.library.search(search.count, ArticleQuery(text=text), QUERY_COUNT)

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """What the text before the cursor may go on to; see `completing`."""
        return completing.complete(self.library, text, cursor)

    def first(self, query: ArticleQuery, limit: int = 200) -> array[int]:
        """The newest ids of a query at once, for the first frame; none when it has a regular expression, for
        which only `find` has the time.
        """
        if has_patterns(query.text):
            return array("q")
        return self.library.read(search.find, query, limit)

    def rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """What a list shows of these articles, in their order; articles that are gone are left out."""
        return self.library.read(articles.rows, ids)

    def open(self, article_id: int) -> Opened | None:
        """Everything the panes show of one article, or None when it is gone."""
        return self.library.read(_opened, article_id)

    def entity(self, entity_id: int) -> EntityCard | None:
        """One entity over the whole library."""
        return self.library.read(insights.entity_card, entity_id)

    async def dossier(self, entity_id: int, articles: int) -> tuple[Dossier, tuple[ArticleRow, ...]] | None:
        """Everything about one entity but its quotes, with so many articles, or None when it is gone."""
        return await self.library.look(dossiers.page, entity_id, articles)

    async def said(self, entity_id: int, side: Side) -> list[SaidIn]:
        """Quotes by an entity, or by others that speak of it, newest first."""
        return await self.library.look(insights.said, entity_id, side, dossiers.SAID)

    async def merge(self, kept: int, other: int) -> int:
        """Make one entity of two for ever, as one step; how many articles it got. Raises StoreError."""
        return await self.library.write(dossiers.merge, kept, other, self.now())

    async def split(self, entity_id: int, *, articles: Sequence[int] = (), alias: str = "") -> int:
        """Make an entity of its own of some articles, or of a name, as one step; its id."""
        return await self.library.write(dossiers.split, entity_id, tuple(articles), alias, self.now())

    async def mark_entity(self, entity_id: int, mark: EntityMark, *, value: bool) -> bool:
        """Watch or hide an entity, or no longer, as one step; whether that changed anything."""
        return await self.library.write(dossiers.mark, entity_id, mark, value, self.now())

    async def names(self, text: str, limit: int) -> list[EntityCard]:
        """Entities with names that hold these words, the last of which may go on; the best known first."""
        return await self.library.search(_names, text, limit)

    async def titles(self, text: str, limit: int) -> array[int]:
        """Ids of the newest articles whose titles hold these words, the last of which may go on."""
        words = " ".join(f"title:{word}" for word in re.findall(r"\w+", text))
        return await self.find(ArticleQuery(text=words), limit) if words else array("q")

    async def mark(self, ids: Sequence[int], mark: Mark, *, value: bool, label: Label) -> int:
        """Mark articles, as one step that `undo` takes back; how many really changed."""
        return await self.library.write(marks.mark, list(ids), mark, value, now=self.now(), label=label)

    async def tag(
        self, ids: Sequence[int], *, add: Sequence[str] = (), remove: Sequence[str] = (), label: Label
    ) -> int:
        """Put tags on articles and take others off, as one step; how many really changed."""
        return await self.library.write(
            tags.tag, list(ids), add=add, remove=remove, now=self.now(), label=label
        )

    def tags(self) -> list[TagCount]:
        """All tags with their numbers of articles."""
        return self.library.read(tags.tags)

    async def note(self, article_id: int, text: str, *, label: Label) -> bool:
        """Write, or with an empty text remove, the note on an article; whether that changed anything."""
        return await self.library.write(notes.set_note, article_id, text, now=self.now(), label=label)

    async def remark(self, article_id: int, span: Span, text: str, *, label: Label) -> int:
        """Note something on words of the text shown now; the note's id. Raises StoreError."""
        return await self.library.write(
            remarks.add_remark, article_id, span, text, now=self.now(), label=label
        )

    async def change_remark(self, remark_id: int, text: str, *, label: Label) -> bool:
        """Write a note on words anew, or remove it with an empty text."""
        return await self.library.write(remarks.change_remark, remark_id, text, now=self.now(), label=label)

    async def correct(self, article_id: int, span: Span, verdict: Verdict, speaker: str = "") -> int:
        """Say of words of the text shown now what they are, as one step of undo. Raises StoreError."""
        label = corrections.LABELS[verdict]
        return await self.library.write(
            corrections.correct, article_id, span, verdict, speaker, now=self.now(), label=label
        )

    async def withdraw(self, article_id: int, span: Span) -> int:
        """Take back what was said of words of the text shown now; how many corrections went."""
        return await self.library.write(corrections.withdraw_at, article_id, span, now=self.now())

    async def visit(self, article_id: int) -> None:
        """Remember that an article was opened, for `go_back`."""
        await self.library.write(history.visit, article_id, self.now())

    async def go_back(self) -> int | None:
        """The article opened before this one, also in an earlier session; None when there is none."""
        return await self.library.write(history.step, back=True)

    async def go_forward(self) -> int | None:
        """The article from which `go_back` came, or None."""
        return await self.library.write(history.step, back=False)

    async def undo(self) -> str | None:
        """Take the last change back; its label, or None when there is none."""
        return await self.library.write(marks.undo, now=self.now())

    async def redo(self) -> str | None:
        """Do what was undone once more; its label, or None."""
        return await self.library.write(marks.redo, now=self.now())

    async def show_revision(
        self, article_id: int, wanted: RevisionKind | int, *, label: Label = "text shown"
    ) -> bool:
        """Show the latest text of a kind, or an earlier one by its id, as one step that `undo` takes back.

        False when there is no such text.
        """
        return await self.library.write(revisions.show, article_id, wanted, now=self.now(), label=label)

    def revisions(self, article_id: int) -> list[Revision]:
        """All texts an article had, oldest first."""
        return self.library.read(articles.revisions, article_id)

    async def compare(self, article_id: int, old: int = 0, new: int = 0) -> Comparison | None:
        """What differs between two texts of an article; see `revising.compare`."""
        return await self.library.search(revising.compare, article_id, old, new)

    def changed(self) -> bool:
        """Whether another process has committed since the last call."""
        return self.library.changed()

    def has_unread_texts(self) -> bool:
        """Whether articles have come in that nobody has indexed or read into documents yet."""
        return self.library.read(_has_unread_texts)


def _has_unread_texts(conn: Connection) -> bool:
    return textindex.is_waiting(conn) or bool(articles.unread_documents(conn, limit=1))


def _counts(conn: Connection, midnight: int, queries: Sequence[SavedQuery]) -> Counts:
    return Counts(
        sources=tuple(feeds.feed_rows(conn)),
        today=search.count(conn, ArticleQuery(since=midnight)),
        unread=search.count(conn, ArticleQuery(scope="unread")),
        starred=search.count(conn, ArticleQuery(scope="starred")),
        total=search.count(conn, ArticleQuery()),
        fetched=_fetched(conn),
        watched=_watched(conn),
        queries=tuple(_query_row(conn, query) for query in queries),
    )


def _watched(conn: Connection) -> int:
    if not watching.marked(conn, "watched"):
        return -1
    return search.count(conn, ArticleQuery("unread", text=WATCHED), QUERY_COUNT)


def _query_row(conn: Connection, query: SavedQuery) -> FeedRow:
    text = finished(query.text)
    try:
        unread, error = search.count(conn, ArticleQuery("unread", text=text), QUERY_COUNT), ""
    except QueryError as wrong:
        unread, error = 0, str(wrong)
    return FeedRow(0, query.key, "query", query.name, query.folder, unread, unread, error, text)


def _opened(conn: Connection, article_id: int) -> Opened | None:
    article = articles.article(conn, article_id)
    if article is None:
        return None
    revision = articles.revision(conn, article.revision_id)
    return Opened(
        article=article,
        status=articles.status(conn, article_id),
        revision_kind=revision.kind if revision else "feed",
        document=articles.document(conn, article.revision_id),
        quotes=tuple(insights.quotes(conn, article_id)),
        entities=tuple(insights.entities(conn, article_id)),
        related=tuple(insights.related(conn, article_id)),
        analysed=insights.is_analysed(conn, article_id),
        tags=tags.tags_of(conn, article_id),
        note=notes.note_of(conn, article_id),
        remarks=tuple(remarks.remarks(conn, article_id)),
        edits=_edits(conn, article_id, revision),
    )


def _edits(conn: Connection, article_id: int, shown: Revision | None) -> int:
    """How many texts of the kind that is shown came before it."""
    known = articles.revisions(conn, article_id) if shown else []
    return sum(1 for each in known if shown and each.kind == shown.kind and each.id < shown.id)


def _fetched(conn: Connection) -> int:
    """When a feed was last fetched well, 0 for never."""
    return max((state.last_ok for state in feeds.feed_states(conn) if state.kind == "feed"), default=0)


def _names(conn: Connection, text: str, limit: int) -> list[EntityCard]:
    ids = query_names.entities_named(conn, text, prefix=True)[:limit]
    return [card for one in ids if (card := insights.entity_card(conn, one)) is not None]
