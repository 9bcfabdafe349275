"""What the library knows: the quotes and entities of an article, its relatives, and one entity over all
articles.

Read only. Offsets are given out only for the text that the article shows now.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui_reader.model.document import Span
from tui_reader.model.insight import Associate, EntityCard, EntityKind, KnownEntity, RelatedArticle
from tui_reader.store.associates import RECENT, associates
from tui_reader.store.entries import ID_SHIFT

TREND_DAYS = 8
COMPANIONS = 8
TELLING = 0.4
"""A shared entity is named as a reason when its rarity is this share of the rarest one's."""
UBIQUITOUS_SHARE = 0.1
"""Entities of a larger share of the analysed articles relate nothing to nothing."""
UBIQUITOUS_FROM = 20
"""In so few articles an entity is never ubiquitous."""
UBIQUITOUS_LIMIT = 600
"""In more articles it always is; this bounds the work."""


def is_analysed(connection: sqlite3.Connection, article_id: int, analyser: str = "") -> bool:
    """Whether the insight of the text an article shows is stored; by this analyser when one is named."""
    row = connection.execute("SELECT analysed FROM article WHERE id = ?", (article_id,)).fetchone()
    return bool(row and row[0] and analyser in {"", row[0]})


def entity_mentions(connection: sqlite3.Connection, entity_id: int) -> list[tuple[int, Span]]:
    """(article id, span) of every mention of an entity in the texts shown now, newest article first."""
    rows = connection.execute(
        """SELECT m.article_id, m.start, m.end FROM appearance p
        CROSS JOIN article a ON a.id = p.article_id
        CROSS JOIN analysis n ON n.article_id = a.id AND n.revision_id = a.revision_id
        CROSS JOIN mention m ON m.article_id = p.article_id AND m.entity_id = p.entity_id
        WHERE p.entity_id = ? ORDER BY p.article_id DESC, m.start""",
        (entity_id,),
    )
    return [(int(article_id), Span(start, end)) for article_id, start, end in rows]


def entities(connection: sqlite3.Connection, article_id: int) -> list[KnownEntity]:
    """The entities of an article, most salient first; without mentions while its text is not analysed
    anew.
    """
    rows = connection.execute(
        f"""SELECT e.id, e.name, e.kind, p.aliases, p.role, p.salience, e.articles,
            (SELECT min(article_id) >> {ID_SHIFT} FROM appearance WHERE entity_id = e.id),
            (SELECT json_group_array(json_array(day, articles)) FROM (SELECT day, articles FROM entity_day
                WHERE entity_id = e.id AND articles > 0 ORDER BY day DESC LIMIT {TREND_DAYS})),
            EXISTS (SELECT 1 FROM entity_mark k WHERE k.mark = 'watched' AND k.entity_id = e.id),
            EXISTS (SELECT 1 FROM entity_mark k WHERE k.mark = 'hidden' AND k.entity_id = e.id)
        FROM appearance p JOIN entity e ON e.id = p.entity_id
        WHERE p.article_id = ? ORDER BY p.salience DESC, p.count DESC, e.name""",  # noqa: S608  # own constants
        (article_id,),
    ).fetchall()
    mentions = _mentions(connection, article_id)
    return [
        KnownEntity(
            entity_id,
            name,
            kind,
            tuple(mentions.get(entity_id, ())),
            _names(aliases),
            role,
            salience,
            articles,
            first_seen,
            _trend(json.loads(trend)) if articles > 1 else (),
            *map(bool, marks),
        )
        for entity_id, name, kind, aliases, role, salience, articles, first_seen, trend, *marks in rows
    ]


def related(connection: sqlite3.Connection, article_id: int, limit: int = 8) -> list[RelatedArticle]:
    """Other articles that share entities with one: the sum of how rare and how salient the shared ones are.

    The rarity of an entity is its inverse document frequency over the analysed articles. Dismissed articles
    are left out.
    """
    known = int(connection.execute("SELECT count FROM tally WHERE name = 'analyses'").fetchone()[0])
    bound = min(UBIQUITOUS_LIMIT, max(UBIQUITOUS_FROM, int(known * UBIQUITOUS_SHARE)))
    weights: dict[int, float] = {}
    scores: defaultdict[int, float] = defaultdict(float)
    shared: defaultdict[int, list[int]] = defaultdict(list)
    names: dict[int, tuple[str, EntityKind]] = {}
    for entity_id, name, kind, articles, own, other, salience in connection.execute(
        """SELECT e.id, e.name, e.kind, e.articles, p.salience, o.article_id, o.salience
        FROM appearance p
        CROSS JOIN entity e ON e.id = p.entity_id AND e.articles BETWEEN 2 AND ?
        CROSS JOIN appearance o ON o.entity_id = e.id AND o.article_id <> p.article_id
        WHERE p.article_id = ?""",
        (bound, article_id),
    ):
        names[entity_id] = (name, kind)
        weights[entity_id] = math.log(1 + known / articles)
        scores[other] += weights[entity_id] * (0.5 + own) * (0.5 + salience)
        shared[other].append(entity_id)
    best = sorted(scores, key=lambda other: (scores[other], other), reverse=True)
    found = []
    for other, title, feed, published in _titles(connection, best[: limit * 2])[:limit]:
        telling = _telling(shared[other], weights)
        shown = [names[entity_id] for entity_id in telling]
        found.append(
            RelatedArticle(
                other,
                title,
                feed,
                published,
                tuple(name for name, _ in shown),
                tuple(kind for _, kind in shown),
            )
        )
    return found


def _telling(shared: Sequence[int], weights: Mapping[int, float]) -> list[int]:
    """The rarest of the shared entities first; those that are far less rare tell nothing beside them."""
    ranked = sorted(shared, key=lambda entity_id: -weights[entity_id])
    least = weights[ranked[0]] * TELLING
    return [entity_id for entity_id in ranked if weights[entity_id] >= least]


def _trend(days: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Articles on each of the eight days up to the last of these."""
    counts = {day: articles for day, articles in days}  # noqa: C416  # JSON gives lists
    last = max(counts, default=0)
    return tuple(counts.get(day, 0) for day in range(last - TREND_DAYS + 1, last + 1))


def entity_card(
    connection: sqlite3.Connection, entity_id: int, company: Sequence[Associate] | None = None
) -> EntityCard | None:
    """One entity over the whole library; aliases and companions are those of its newest articles.

    `company`: its associates, when they are known already.
    """
    cards = _cards(connection, [entity_id])
    if not cards:
        return None
    card = cards[0]
    written: dict[str, None] = {}
    for aliases, name in connection.execute(
        f"""SELECT aliases, name FROM appearance WHERE entity_id = ?
        ORDER BY article_id DESC LIMIT {RECENT}""",  # noqa: S608
        (entity_id,),
    ):
        written.update(dict.fromkeys([*([name] if name else []), *_names(aliases)]))
    known = associates(connection, entity_id, COMPANIONS) if company is None else company
    written.pop(card.name, None)
    return EntityCard(
        card.id,
        card.name,
        card.kind,
        tuple(written),
        card.articles,
        card.quotes,
        card.first_seen,
        card.last_seen,
        tuple((each.id, each.name, each.together) for each in known[:COMPANIONS]),
    )


def find_entities(connection: sqlite3.Connection, text: str, limit: int = 20) -> list[EntityCard]:
    """Entities one of whose normalised aliases begins with `text`, best known first.

    The cards are light: no aliases, no companions.
    """
    prefix = " ".join(text.casefold().split())
    if not prefix:
        return []
    ids = connection.execute(
        """SELECT e.id FROM (
            SELECT DISTINCT entity_id AS id FROM entity_alias WHERE key >= ? AND key < ?
        ) found
        CROSS JOIN entity e ON e.id = found.id ORDER BY e.articles DESC, e.id LIMIT ?""",
        (prefix, prefix + "\U0010ffff", limit),
    ).fetchall()
    return _cards(connection, [int(row[0]) for row in ids])


def known_entities(connection: sqlite3.Connection, limit: int) -> list[EntityCard]:
    """Light cards of the entities that most articles mention."""
    ids = connection.execute("SELECT id FROM entity ORDER BY articles DESC, id LIMIT ?", (limit,)).fetchall()
    return _cards(connection, [int(row[0]) for row in ids])


def all_entities(connection: sqlite3.Connection, ids: Sequence[int]) -> list[EntityCard]:
    """Light cards of the entities of these articles, those in most of them first."""
    found = connection.execute(
        """SELECT p.entity_id FROM json_each(?) wanted CROSS JOIN appearance p ON p.article_id = wanted.value
        GROUP BY p.entity_id ORDER BY count(*) DESC, p.entity_id""",
        (json.dumps(list(ids)),),
    ).fetchall()
    return _cards(connection, [int(row[0]) for row in found])


def _cards(connection: sqlite3.Connection, ids: Sequence[int]) -> list[EntityCard]:
    rows = connection.execute(
        f"""SELECT e.id, e.name, e.kind, e.articles, e.quotes,
            coalesce((SELECT min(article_id) FROM appearance WHERE entity_id = e.id), 0) >> {ID_SHIFT},
            coalesce((SELECT max(article_id) FROM appearance WHERE entity_id = e.id), 0) >> {ID_SHIFT}
        FROM json_each(?) wanted CROSS JOIN entity e ON e.id = wanted.value""",  # noqa: S608
        (json.dumps(list(ids)),),
    )
    return [
        EntityCard(entity_id, name, kind, (), articles, spoken, first_seen, last_seen)
        for entity_id, name, kind, articles, spoken, first_seen, last_seen in rows
    ]


def _mentions(connection: sqlite3.Connection, article_id: int) -> dict[int, list[Span]]:
    """Entity id -> mentions in order, when they are offsets into the text shown now."""
    mentions: defaultdict[int, list[Span]] = defaultdict(list)
    for entity_id, start, end in connection.execute(
        """SELECT m.entity_id, m.start, m.end FROM article a
        JOIN analysis n ON n.article_id = a.id AND n.revision_id = a.revision_id
        JOIN mention m ON m.article_id = a.id WHERE a.id = ? ORDER BY m.entity_id, m.start""",
        (article_id,),
    ):
        mentions[entity_id].append(Span(start, end))
    return mentions


def _titles(connection: sqlite3.Connection, ids: Iterable[int]) -> list[tuple[int, str, str, int]]:
    return connection.execute(
        """SELECT a.id, a.title, coalesce(nullif(f.user_title, ''), nullif(f.title, ''), f.key), a.published
        FROM json_each(?) wanted CROSS JOIN article a ON a.id = wanted.value
        JOIN status s ON s.article_id = a.id AND s.dismissed = 0 JOIN feed f ON f.id = a.feed_id""",
        (json.dumps(list(ids)),),
    ).fetchall()


def _names(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored else ()
