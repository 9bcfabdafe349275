"""Long articles in the reader: what another one costs the event loop, and a page of it.

The screen has 160 columns, 45 lines and no terminal; what the loop takes when nothing happens is taken off.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from tests.bench.feedfarm import Words
from tests.bench.figures import Figure
from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.article import Entry
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.feed import FeedSpec
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, insights, search
from tui_reader.store.library import Library
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen

LENGTHS = {5_000: 15.0, 50_000: 60.0}
"""Words of an article, and the milliseconds that it may take."""
PAGE_BOUND = 10.0
ARTICLES, PAGES, PEOPLE = 10, 20, 40
SETTLED = 0.15
"""Seconds after which everything is painted."""


def figures(folder: Path) -> list[Figure]:
    """Both lengths; libraries are made in `folder` where they are missing."""
    found: list[Figure] = []
    for words, bound in LENGTHS.items():
        made = folder / f"pages-{words}"
        if not (made / "library.db").exists():
            _fill(made, words)
        swaps, turns = asyncio.run(_measured(made))
        found += [
            Figure("another article", words, swaps, bound=bound),
            Figure("a page down in it", words, turns, bound=PAGE_BOUND),
        ]
    return found


async def _measured(folder: Path) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds of every change of the article, and of every page."""
    with Library.open(folder / "library.db") as library:
        desk = Newsdesk(load(folder / "feeds.toml"), library, time.time)
        app = TuiReader(desk, ["/bin/true"], log=folder / "log")
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.pause(1.5)
            screen = app.screen
            if not isinstance(screen, MainScreen):  # pragma: no cover - it is the only one
                raise TypeError(screen)
            gc.collect()
            gc.freeze()
            idle = min([await _cost(lambda: None) for _ in range(5)])
            ids = library.read(search.find, ArticleQuery())
            shows = [partial(screen.opening.show, ids[at]) for at in range(1, ARTICLES)]
            swaps = [await _cost(show) - idle for show in shows]
            screen.panes.go("reader")
            await pilot.pause(SETTLED)
            turns = [await _cost(lambda: screen.view.reader.page(1)) - idle for _ in range(PAGES)]
    return tuple(swaps), tuple(turns)


async def _cost(change: Callable[[], object]) -> float:
    before = time.thread_time()
    change()
    await asyncio.sleep(SETTLED)
    return (time.thread_time() - before) * 1000


def _fill(folder: Path, words: int) -> None:
    folder.mkdir(parents=True)
    (folder / "feeds.toml").write_text('[reader]\nrefresh = 0\n\n[insight]\nmodel = "none"\n')
    now, invented = int(time.time()), Words(7)
    with Library.open(folder / "library.db") as library:
        feed = next(iter(library.write_now(feeds.sync_specs, [FeedSpec("long", "local")]).values()))
        entries = [Entry(f"{n}", f"Long article {n}", published=now - 60 * n) for n in range(ARTICLES)]
        added = library.write_now(articles.store_entries, feed, entries, kind="file", now=now).added
        for number, article_id in enumerate(added):
            article = library.read(articles.article, article_id)
            if article is None:  # pragma: no cover - it has just been stored
                raise LookupError(article_id)
            document, insight = _written(invented, Random(number), words)
            library.write_now(articles.save_document, article.revision_id, document, reader_version="bench")
            keys = [(entity.name.casefold(),) for entity in insight.entities]
            library.write_now(
                insights.save_insight,
                article_id,
                article.revision_id,
                insight,
                [None] * PEOPLE,
                keys,
                now=now,
            )


def _written(invented: Words, random: Random, words: int) -> tuple[Document, Insight]:
    """Paragraphs of some seventy words; every second one begins with somebody who is quoted."""
    people = [f"{invented.line(random, 1)} {invented.line(random, 1)}" for _ in range(PEOPLE)]
    mentions: list[list[Span]] = [[] for _ in people]
    text, blocks, quotes, count = "", list[Block](), list[Quote](), 0
    while count < words:
        start, length = len(text), random.randint(45, 90)
        if len(blocks) % 2:
            who = random.randrange(PEOPLE)
            mention = Span(start, start + len(people[who]))
            mentions[who].append(mention)
            said = f"“{invented.line(random, 20)}.”"
            text += f"{people[who]} said: "
            span = Span(len(text), len(text) + len(said))
            quotes.append(
                Quote((span,), "direct", people[who], people[who], mention, "named", who, confidence=0.9)
            )
            text += f"{said} "
        text += f"{invented.line(random, length)}."
        blocks.append(Block(start, len(text), "paragraph"))
        text += "\n\n"
        count += length
    entities = [
        Entity(name, "person", tuple(found) or (Span(0, 1),))
        for name, found in zip(people, mentions, strict=True)
    ]
    return Document(text.rstrip(), tuple(blocks)), Insight(tuple(quotes), tuple(entities), analyser="bench")
