"""What the library knows: the quotes and entities of an article, its relatives, and one entity over all
articles.

Read only. Offsets are given out only for the text that the article shows now.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tui_reader.model.document import Span
from tui_reader.model.insight import EntityCard, KnownEntity, KnownQuote, Quote, RelatedArticle
from tui_reader.store.entries import ID_SHIFT

TREND_DAYS = 8
COMPANIONS = 8
RECENT = 400
"""So many of an entity's newest articles tell its aliases and companions."""

UBIQUITOUS_SHARE = 0.1
"""Entities of a larger share of the analysed articles relate nothing to nothing."""
UBIQUITOUS_FROM = 20
"""In so few articles an entity is never ubiquitous."""
UBIQUITOUS_LIMIT = 600
"""In more articles it always is; this bounds the work."""

_QUOTE = """q.id, q.article_id, q.entity_id, q.kind, q.spans, q.speaker, q.mention, q.mention_start,
    q.mention_end, q.speaker_class, q.cue, q.cue_start, q.cue_end, q.confidence, q.speaker_confidence,
    q.rule"""


def quotes(connection: sqlite3.Connection, article_id: int) -> list[KnownQuote]:
    """The quotes of the text an article shows now, in the order of the text."""
    return all_quotes(connection, [article_id])


def all_quotes(connection: sqlite3.Connection, ids: Sequence[int]) -> list[KnownQuote]:
    """The quotes of these articles, in this order; a page of ids from `search.find` at a time."""
    rows = connection.execute(
        f"""SELECT {_QUOTE} FROM json_each(?) wanted
        CROSS JOIN article a ON a.id = wanted.value
        CROSS JOIN quote q ON q.article_id = a.id AND q.revision_id = a.revision_id
        ORDER BY wanted.key, q.ordinal""",  # noqa: S608  # a constant of this module
        (json.dumps(list(ids)),),
    )
    return [_quote(row) for row in rows]


def quotes_in(connection: sqlite3.Connection, article_id: int, revision_id: int) -> list[Quote]:
    """The quotes of one analysed text of an article, shown or not, in the order of the text."""
    rows = connection.execute(
        f"SELECT {_QUOTE} FROM quote q WHERE q.article_id = ? AND q.revision_id = ? ORDER BY q.ordinal",  # noqa: S608
        (article_id, revision_id),
    )
    return [_quote(row).quote for row in rows]


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
            (SELECT json_group_array(articles) FROM (SELECT articles FROM entity_day
                WHERE entity_id = e.id AND articles > 0 ORDER BY day DESC LIMIT {TREND_DAYS}))
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
            tuple(reversed(json.loads(trend))),
        )
        for entity_id, name, kind, aliases, role, salience, articles, first_seen, trend in rows
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
    names: dict[int, str] = {}
    for entity_id, name, articles, own, other, salience in connection.execute(
        """SELECT e.id, e.name, e.articles, p.salience, o.article_id, o.salience
        FROM appearance p
        CROSS JOIN entity e ON e.id = p.entity_id AND e.articles BETWEEN 2 AND ?
        CROSS JOIN appearance o ON o.entity_id = e.id AND o.article_id <> p.article_id
        WHERE p.article_id = ?""",
        (bound, article_id),
    ):
        names[entity_id] = name
        weights[entity_id] = math.log(1 + known / articles)
        scores[other] += weights[entity_id] * (0.5 + own) * (0.5 + salience)
        shared[other].append(entity_id)
    best = sorted(scores, key=lambda other: (scores[other], other), reverse=True)
    found = []
    for other, title, feed, published in _titles(connection, best[: limit * 2])[:limit]:
        telling = sorted(shared[other], key=lambda entity_id: -weights[entity_id])
        found.append(RelatedArticle(other, title, feed, published, tuple(names[i] for i in telling)))
    return found


def entity_card(connection: sqlite3.Connection, entity_id: int) -> EntityCard | None:
    """One entity over the whole library; aliases and companions are those of its newest articles."""
    cards = _cards(connection, [entity_id])
    if not cards:
        return None
    card = cards[0]
    recent = f"SELECT article_id FROM appearance WHERE entity_id = ? ORDER BY article_id DESC LIMIT {RECENT}"  # noqa: S608
    written: dict[str, None] = {}
    for row in connection.execute(
        f"SELECT aliases FROM appearance WHERE entity_id = ? ORDER BY article_id DESC LIMIT {RECENT}",  # noqa: S608
        (entity_id,),
    ):
        written.update(dict.fromkeys(_names(row[0])))
    companions = connection.execute(
        f"""SELECT e.id, e.name, count(*) FROM ({recent}) r
        CROSS JOIN appearance o ON o.article_id = r.article_id AND o.entity_id <> ?
        CROSS JOIN entity e ON e.id = o.entity_id
        GROUP BY e.id ORDER BY count(*) DESC, e.articles, e.id LIMIT {COMPANIONS}""",  # noqa: S608
        (entity_id, entity_id),
    )
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
        tuple((int(i), str(name), int(count)) for i, name, count in companions),
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


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _quote(row: Sequence[Any]) -> KnownQuote:
    (quote_id, article_id, entity_id, kind, spans, speaker, mention, mention_start, mention_end,
    speaker_class, cue,
     cue_start, cue_end, confidence, speaker_confidence, rule) = row  # fmt: skip
    quote = Quote(
        tuple(Span(*span) for span in json.loads(spans)),
        kind,
        speaker=speaker,
        mention=mention,
        mention_span=_span(mention_start, mention_end),
        speaker_class=speaker_class,
        cue=cue,
        cue_span=_span(cue_start, cue_end),
        confidence=confidence,
        speaker_confidence=speaker_confidence,
        rule=rule,
    )
    return KnownQuote(quote_id, article_id, quote, entity_id)
