"""What names cost: linking and storing those of an article, an entity's page, the panes beside an article.

Processor time on one thread. What is stored for measuring is taken back at once.
"""

from __future__ import annotations

import sqlite3
import time
from itertools import chain

from tests.bench.figures import Figure
from tests.bench.queries import LIST_BOUND, ROUNDS, timed
from tui_reader.desk import dossiers
from tui_reader.insight import linking
from tui_reader.model.insight import Entity, Insight, KnownEntity
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, insights, search
from tui_reader.store.library import Library

ADD_BOUND = 30.0
BUSIEST, MINE = 30, 8
"""Entities that most is known of, articles of each."""


def names(library: Library, size: int) -> list[Figure]:
    """Of the busiest entities and their articles, where most has to be read and compared."""
    busiest = [card.id for card in library.read(insights.known_entities, BUSIEST)]
    theirs = list(
        dict.fromkeys(
            chain.from_iterable(
                library.read(search.find, ArticleQuery(entity_id=one), MINE) for one in busiest
            )
        )
    )
    if not theirs:
        return []
    added = [library.write_now(_add, one) for one in theirs]
    return [
        Figure("link and store an article", size, tuple(added), bound=ADD_BOUND, judged="p95"),
        timed(
            "page of the busiest entities", size, busiest,
            lambda one: library.read(dossiers.page, one, ROUNDS), LIST_BOUND, judged="p95",
        ),
        timed(
            "entities and related of their articles", size, theirs,
            lambda one: (library.read(insights.entities, one), library.read(insights.related, one)),
            LIST_BOUND, judged="p95",
        ),
    ]  # fmt: skip


def _add(connection: sqlite3.Connection, article_id: int) -> float:
    """Milliseconds that an article's names take when they come anew."""
    article = articles.article(connection, article_id)
    if article is None:
        raise LookupError(article_id)
    seen = tuple(_written(known) for known in insights.entities(connection, article_id))
    named = [(each.kind, linking.name_key(each.kind, each.name)) for each in seen]
    connection.execute("SAVEPOINT measured")
    insights.drop_insight(connection, article_id)
    begun = time.process_time()
    linked = linking.link(
        seen,
        insights.candidates(connection, linking.wanted(seen)),
        analysed=insights.analysed(connection),
        decided=insights.decided(connection, article_id, named),
    )
    keys = [linking.keys(each) for each in seen]
    insights.save_insight(
        connection, article_id, article.revision_id, Insight(entities=seen), linked, keys, now=0
    )
    taken = time.process_time() - begun
    connection.execute("ROLLBACK TO measured")
    connection.execute("RELEASE measured")
    return taken * 1000


def _written(known: KnownEntity) -> Entity:
    return Entity(known.name, known.kind, known.mentions, known.aliases, known.role, known.salience)
