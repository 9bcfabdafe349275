"""Quotes and entities going in: the insight of an article replaces its earlier one, and all counts stay
right.

Which stored entity a document's entity is, `insight` decides; here is only what it needs to decide it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui_reader.errors import StoreError
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.store import corrections
from tui_reader.store.associates import associates, said, weeks
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.kinship import analysed, candidates, decided
from tui_reader.store.knowledge import (
    all_entities,
    entities,
    entity_card,
    entity_mentions,
    find_entities,
    is_analysed,
    known_entities,
    related,
)
from tui_reader.store.quoting import all_quotes, quotes
from tui_reader.store.revisions import keep_quotes

__all__ = [
    "all_entities",
    "all_quotes",
    "analysed",
    "associates",
    "begin_analysis",
    "candidates",
    "decided",
    "drop_insight",
    "entities",
    "entity_card",
    "entity_mentions",
    "find_entities",
    "is_analysed",
    "known_entities",
    "quotes",
    "related",
    "said",
    "save_insight",
    "weeks",
]

_DAY = 86_400


@dataclass(slots=True)
class _Appearance:
    """One stored entity in one article, gathered from all the document's entities that are it."""

    name: str = ""
    """As the document calls it, the fullest of several."""
    mentions: set[Span] = field(default_factory=set)
    aliases: dict[str, None] = field(default_factory=dict)
    role: str = ""
    salience: float = 0.0

    def take(self, entity: Entity) -> None:
        self.name = max(self.name, entity.name, key=len)
        self.mentions.update(entity.mentions)
        self.aliases.update(dict.fromkeys(entity.aliases))
        self.role = self.role or entity.role
        self.salience = max(self.salience, entity.salience)


def begin_analysis(connection: sqlite3.Connection, article_id: int, analyser: str, now: int) -> None:
    """Count an attempt before it is made, so that an article that kills the worker is not tried for ever.

    The results of an earlier analyser stay until new ones are saved.
    """
    connection.execute(
        """INSERT INTO analysis (article_id, at, tried_revision, tried_analyser, attempts)
        SELECT id, :now, revision_id, :analyser, 1 FROM article WHERE id = :article
        ON CONFLICT (article_id) DO UPDATE SET
            attempts = CASE WHEN tried_analyser = excluded.tried_analyser
                AND tried_revision = excluded.tried_revision THEN attempts + 1 ELSE 1 END,
            tried_analyser = excluded.tried_analyser, tried_revision = excluded.tried_revision,
            at = excluded.at""",
        {"article": article_id, "analyser": analyser, "now": now},
    )


def save_insight(
    connection: sqlite3.Connection,
    article_id: int,
    revision_id: int,
    insight: Insight,
    linked: Sequence[int | None],
    keys: Sequence[tuple[str, ...]],
    *,
    now: int,
) -> list[int]:
    """Store what analysis found in one revision, in place of what was known; the ids of its entities, in
    order. The quotes of another text of the article are kept with that text.

    What a reader corrected is laid over them.

    `linked` names the stored entity each of `insight.entities` is, None for a new one; `keys` are its
    normalised aliases. An entity that has gone in the meantime is made anew. An entity left without
    appearances is removed. When the article has gone, or its text has changed since `begin_analysis`, nothing
    is stored and no id returned.

    Raises StoreError when `linked` or `keys` do not fit the entities.
    """
    if not len(linked) == len(keys) == len(insight.entities):
        raise StoreError("links and keys do not fit the entities", subject=str(article_id))
    if not _welcome(connection, article_id):
        return []
    ids = [
        _entity_id(connection, entity, known) for entity, known in zip(insight.entities, linked, strict=True)
    ]
    connection.executemany(
        "INSERT OR IGNORE INTO entity_alias (key, entity_id) VALUES (?, ?)",
        [(key, entity_id) for entity_id, names in zip(ids, keys, strict=True) for key in names],
    )
    _replace_appearances(connection, article_id, _gather(ids, insight.entities))
    keep_quotes(connection, article_id, revision_id)
    corrections.unplace(connection, article_id)
    connection.execute("DELETE FROM quote WHERE article_id = ?", (article_id,))
    connection.executemany(
        """INSERT INTO quote (article_id, revision_id, ordinal, kind, spans, speaker, mention, mention_start,
            mention_end, speaker_class, entity_id, cue, cue_start, cue_end, confidence, speaker_confidence,
            rule)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [(article_id, revision_id, *_quote_values(n, quote, ids)) for n, quote in enumerate(insight.quotes)],
    )
    connection.execute(
        """INSERT INTO analysis (article_id, revision_id, analyser, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (article_id) DO UPDATE SET revision_id = excluded.revision_id,
            analyser = excluded.analyser, at = excluded.at, tried_revision = 0, tried_analyser = '',
            attempts = 0""",
        (article_id, revision_id, insight.analyser, now),
    )
    connection.execute(
        "UPDATE article SET analysed = ?, quotes = ? WHERE id = ? AND revision_id = ?",
        (insight.analyser, len(insight.quotes), article_id, revision_id),
    )
    corrections.lay_over(connection, article_id)
    return ids


def drop_insight(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget all that analysis found in an article."""
    _replace_appearances(connection, article_id, {})
    connection.execute("DELETE FROM quote WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM analysis WHERE article_id = ?", (article_id,))
    connection.execute("UPDATE article SET analysed = '', quotes = 0 WHERE id = ?", (article_id,))


def _welcome(connection: sqlite3.Connection, article_id: int) -> bool:
    """Whether the article is there and its text is still the one that was analysed."""
    row = connection.execute(
        """SELECT coalesce(n.tried_revision, 0) FROM article a LEFT JOIN analysis n ON n.article_id = a.id
        WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    return row is not None and row[0] != -1


def _entity_id(connection: sqlite3.Connection, entity: Entity, known: int | None) -> int:
    """The stored entity's id, made when there is none; one met under a fuller name takes it."""
    if known is not None:
        row = connection.execute("SELECT name FROM entity WHERE id = ?", (known,)).fetchone()
        if row is not None:
            if row[0] in entity.aliases or set(row[0].split()) < set(entity.name.split()):
                connection.execute("UPDATE entity SET name = ? WHERE id = ?", (entity.name, known))
            return known
    made = connection.execute("INSERT INTO entity (name, kind) VALUES (?, ?)", (entity.name, entity.kind))
    return int(made.lastrowid or 0)


def _gather(ids: Sequence[int], found: Sequence[Entity]) -> dict[int, _Appearance]:
    gathered: dict[int, _Appearance] = {}
    for entity_id, entity in zip(ids, found, strict=True):
        gathered.setdefault(entity_id, _Appearance()).take(entity)
    return gathered


def _replace_appearances(
    connection: sqlite3.Connection, article_id: int, found: dict[int, _Appearance]
) -> None:
    before = {
        int(row[0])
        for row in connection.execute("SELECT entity_id FROM appearance WHERE article_id = ?", (article_id,))
    }
    connection.execute("DELETE FROM mention WHERE article_id = ?", (article_id,))
    connection.executemany(
        "INSERT INTO mention (article_id, entity_id, start, end) VALUES (?, ?, ?, ?)",
        [(article_id, entity_id, *span) for entity_id, here in found.items() for span in here.mentions],
    )
    connection.execute("DELETE FROM appearance WHERE article_id = ?", (article_id,))
    connection.executemany(
        """INSERT INTO appearance (entity_id, article_id, count, salience, role, aliases, name)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, iif(e.name = ?7, '', ?7) FROM entity e WHERE e.id = ?1""",
        [
            (entity_id, article_id, len(here.mentions), here.salience, here.role,
             json.dumps(list(here.aliases), ensure_ascii=False) if here.aliases else "", here.name)
            for entity_id, here in found.items()
        ],
    )  # fmt: skip
    day = (article_id >> ID_SHIFT) // _DAY
    _count(connection, found.keys() - before, day, 1)
    _count(connection, before - found.keys(), day, -1)
    _remove_unseen(connection, before - found.keys())


def _count(connection: sqlite3.Connection, ids: Iterable[int], day: int, step: int) -> None:
    """Add `step` to the articles of these entities, over all time and on that day."""
    changed = list(ids)
    connection.executemany(
        "UPDATE entity SET articles = articles + ? WHERE id = ?", [(step, entity_id) for entity_id in changed]
    )
    connection.executemany(
        """INSERT INTO entity_day (entity_id, day, articles) VALUES (?, ?, ?)
        ON CONFLICT (entity_id, day) DO UPDATE SET articles = articles + excluded.articles""",
        [(entity_id, day, step) for entity_id in changed],
    )


def _remove_unseen(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """What nobody mentions goes, unless a reader decided something about it."""
    for entity_id in ids:
        connection.execute("DELETE FROM entity_day WHERE entity_id = ? AND articles <= 0", (entity_id,))
        gone = connection.execute(
            """DELETE FROM entity WHERE id = ?1 AND articles <= 0
            AND NOT EXISTS (SELECT 1 FROM entity_ruling WHERE entity_id = ?1)
            AND NOT EXISTS (SELECT 1 FROM entity_mark WHERE entity_id = ?1)""",
            (entity_id,),
        )
        if gone.rowcount:
            connection.execute("DELETE FROM entity_alias WHERE entity_id = ?", (entity_id,))


def _quote_values(ordinal: int, quote: Quote, ids: Sequence[int]) -> tuple[object, ...]:
    return (
        ordinal,
        quote.kind,
        json.dumps(quote.spans, separators=(",", ":")),
        quote.speaker,
        quote.mention,
        *(quote.mention_span or (None, None)),
        quote.speaker_class,
        0 if quote.entity is None else ids[quote.entity],
        quote.cue,
        *(quote.cue_span or (None, None)),
        quote.confidence,
        quote.speaker_confidence,
        quote.rule,
    )
