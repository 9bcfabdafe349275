"""Filling a real library with generated articles, through the store's own functions and without the language
model: what analysis would find is known.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from tests.generate import names
from tests.generate.prose import Written
from tests.generate.reading import Reader
from tests.generate.stories import Told, World
from tests.generate.truth import Truth
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.reading import read
from tui_reader.store import articles, feeds, insights, marks
from tui_reader.store.library import Library

BLOCK = 10_000
"""Articles a transaction."""
CACHE_KIB = 400_000
READ, STARRED = 0.85, 0.01
_SETTINGS = """[reader]
refresh = 0
backlog = "1s"

[insight]
model = "none"
"""


def specs(outlets: int) -> list[FeedSpec]:
    """The sources of a library, in folders."""
    made = []
    for number in range(outlets):
        head, tail = divmod(number, len(names.OUTLET_TAILS))
        again, head = divmod(head, len(names.OUTLET_HEADS))
        title = f"{names.OUTLET_HEADS[head]} {names.OUTLET_TAILS[tail]}{f' {again + 1}' if again else ''}"
        url = f"https://outlet{number}.example/feed.xml"
        made.append(
            FeedSpec(url, "feed", url, title=title, folder=names.FOLDERS[number % len(names.FOLDERS)])
        )
    return made


def configuration(sources: Sequence[FeedSpec]) -> str:
    """The feeds.toml that names these sources."""
    tables = [
        f'[[feed]]\nurl = "{spec.url}"\ntitle = "{spec.title}"\nfolder = "{spec.folder}"\n'
        for spec in sources
    ]
    return "\n".join([_SETTINGS, *tables])


class Filler:
    """Writes a world into a library, block by block, and what is true into `truth`."""

    def __init__(self, library: Library, world: World, truth: Truth, reader: Reader | None = None) -> None:
        self._library, self._world, self._truth = library, world, truth
        self._specs = specs(world.outlets)
        ids = library.write_now(feeds.sync_specs, self._specs)
        self._feeds = [ids[spec.key] for spec in self._specs]
        self._known: dict[int, int] = {}
        """Figure -> entity of the library."""
        self._chance = Random(world.articles)
        self._reader = reader

    def fill(self, told: Iterable[Told]) -> int:
        """Store all of it; how many articles there were."""
        stream, done = iter(told), 0
        while block := list(islice(stream, BLOCK)):
            self._library.write_now(self._store, block)
            done += len(block)
        return done

    def _store(self, connection: sqlite3.Connection, block: list[Told]) -> None:
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        stored = self._entries(connection, block)
        for article_id, told in sorted(stored.items()):
            self._text(connection, article_id, told, revised=False)
        for article_id, told in sorted(stored.items()):
            if told.revised is not None:
                self._revise(connection, article_id, told)
        self._marks(connection, sorted(stored))

    def _entries(self, connection: sqlite3.Connection, block: list[Told]) -> dict[int, Told]:
        """Article id -> what is told in it."""
        by_outlet: defaultdict[int, list[Told]] = defaultdict(list)
        for told in block:
            by_outlet[told.outlet].append(told)
        stored: dict[int, Told] = {}
        for outlet, mine in by_outlet.items():
            entries = [_entry(told) for told in mine]
            added = articles.store_entries(
                connection, self._feeds[outlet], entries, kind="feed", now=mine[-1].published
            )
            stored.update(zip(added.added, mine, strict=True))
        return stored

    def _text(self, connection: sqlite3.Connection, article_id: int, told: Told, *, revised: bool) -> None:
        """The document and the insight of the article's current revision."""
        article = articles.article(connection, article_id)
        written = told.revised if revised else told.written
        if article is None or written is None:
            raise LookupError(article_id)
        articles.save_document(connection, article.revision_id, written.document, reader_version=read.VERSION)
        if self._reader is not None:
            ids = self._reader.store(connection, article_id, article.revision_id, written, told.published)
        else:
            ids = self._known_ones(connection, article_id, article.revision_id, written, told.published)
        self._truth.article(article_id, told, written, ids, revised=revised)

    def _known_ones(
        self, connection: sqlite3.Connection, article_id: int, revision_id: int, written: Written, now: int
    ) -> list[int]:
        """Store the insight with everybody linked as is true."""
        linked = [self._known.get(figure.number) for figure in written.figures]
        keys = [figure.keys for figure in written.figures]
        ids = insights.save_insight(
            connection, article_id, revision_id, written.insight, linked, keys, now=now
        )
        self._known.update((figure.number, known) for figure, known in zip(written.figures, ids, strict=True))
        return ids

    def _revise(self, connection: sqlite3.Connection, article_id: int, told: Told) -> None:
        articles.store_entries(
            connection, self._feeds[told.outlet], [_entry(told, revised=True)], kind="feed",
            now=told.published + 3600,
        )  # fmt: skip
        self._text(connection, article_id, told, revised=True)

    def _marks(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        read_ones = [one for one in ids if self._chance.random() < READ]
        starred = [one for one in ids if self._chance.random() < STARRED]
        marks.mark(connection, read_ones, "read", True, now=self._world.now, label="read")
        marks.mark(connection, starred, "starred", True, now=self._world.now, label="saved")


def _entry(told: Told, *, revised: bool = False) -> Entry:
    written = told.revised if revised and told.revised else told.written
    return Entry(
        f"story-{told.number}",
        told.written.title,
        f"https://outlet{told.outlet}.example/{told.number}",
        (),
        told.published,
        written.html(),
        lang="en",
    )


def generate(
    folder: Path,
    *,
    articles: int,
    seed: int,
    outlets: int,
    now: int,
    truth: bool = True,
    link: bool = False,
) -> int:
    """Make `folder` a data folder: library.db, feeds.toml, and the truth beside them; how many articles.

    With `link` the names are read and linked as by the language worker, so that the truth beside the library
    tells which figure each of its entities is meant to be.

    Raises FileExistsError when there is a library already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "library.db"
    if path.exists():
        raise FileExistsError(path)
    (folder / "feeds.toml").write_text(configuration(specs(outlets)), encoding="utf-8")
    world = World(articles=articles, seed=seed, outlets=outlets, now=now)
    with Library.open(path) as library, Truth(folder, keep=truth) as known:
        known.cast(world.cast)
        reader = Reader(Random(seed)) if link else None
        return Filler(library, world, known, reader).fill(world.tell())
