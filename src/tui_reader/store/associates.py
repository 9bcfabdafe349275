"""One entity over the whole library: with whom it is mentioned, how often, what it said and was said of it.

Read only.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tui_reader.model.insight import Associate, EntityKind, KnownQuote, SaidIn
from tui_reader.store import documents
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.quoting import quotes_of

RECENT = 400
"""The company in so many of an entity's newest articles counts."""
WEEKS = 26
_WEEK = 7

Side = Literal["by", "about"]


class _Seen(NamedTuple):
    id: int
    name: str
    kind: EntityKind
    articles: int
    together: int
    first: int
    last: int


def associates(connection: sqlite3.Connection, entity_id: int, limit: int) -> list[Associate]:
    """Those mentioned with an entity in its newest articles, the most telling first.

    Ranked by the log-likelihood ratio of Dunning (Accurate Methods for the Statistics of Surprise and
    Coincidence, 1993), so that whoever is everywhere does not lead.
    """
    known = int(connection.execute("SELECT count FROM tally WHERE name = 'analyses'").fetchone()[0])
    sample = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM appearance WHERE entity_id = ? LIMIT {RECENT})",  # noqa: S608
        (entity_id,),
    ).fetchone()[0]
    rows = connection.execute(
        f"""SELECT e.id, e.name, e.kind, e.articles, count(*), min(o.article_id), max(o.article_id) FROM (
            SELECT article_id FROM appearance WHERE entity_id = ?1 ORDER BY article_id DESC LIMIT {RECENT}
        ) r
        CROSS JOIN appearance o ON o.article_id = r.article_id AND o.entity_id <> ?1
        CROSS JOIN entity e ON e.id = o.entity_id
        WHERE NOT EXISTS (SELECT 1 FROM entity_mark k WHERE k.mark = 'hidden' AND k.entity_id = e.id)
        GROUP BY e.id""",  # noqa: S608  # constants of this module
        (entity_id,),
    )
    found = [_Seen(*row) for row in rows]
    scores = {each.id: log_likelihood(each.together, sample, each.articles, known) for each in found}
    # Who was there once is nobody's companion, however rare.
    found.sort(
        key=lambda each: (
            each.together < min(2, sample),
            -scores[each.id],
            -each.together,
            each.articles,
            each.id,
        )
    )
    return [
        Associate(
            each.id,
            each.name,
            each.kind,
            each.together,
            each.articles,
            each.first >> ID_SHIFT,
            each.last >> ID_SHIFT,
        )
        for each in found[:limit]
    ]


def log_likelihood(together: int, mine: int, theirs: int, known: int) -> float:
    """Dunning's ratio for `together` of `mine` articles mentioning somebody whom `theirs` of all `known`
    mention; negative when that is less often than elsewhere.
    """
    known = max(known, mine + theirs - together)
    table = (
        (together, mine - together),
        (theirs - together, known - mine - theirs + together),
    )
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    ratio = 2 * sum(
        count * math.log(count * known / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        if count > 0
    )
    rarely = rows[1] and together * rows[1] < table[1][0] * rows[0]
    return -ratio if rarely else ratio


def weeks(connection: sqlite3.Connection, entity_id: int, count: int = WEEKS) -> tuple[int, ...]:
    """Articles a week over the weeks up to the entity's last, oldest first; none before its first."""
    last = connection.execute(
        "SELECT max(day) FROM entity_day WHERE entity_id = ? AND articles > 0", (entity_id,)
    ).fetchone()[0]
    if last is None:
        return ()
    found: defaultdict[int, int] = defaultdict(int)
    for day, articles in connection.execute(
        "SELECT day, articles FROM entity_day WHERE entity_id = ? AND day > ?",
        (entity_id, last - count * _WEEK),
    ):
        found[(last - day) // _WEEK] += articles
    return tuple(found[back] for back in range(max(found), -1, -1))


def said(connection: sqlite3.Connection, entity_id: int, side: Side, limit: int) -> list[SaidIn]:
    """Quotes by an entity, or by others that speak of it, newest first, with their words."""
    if side == "by":
        ids = connection.execute(
            """SELECT id FROM quote WHERE entity_id = ? AND entity_id > 0
            ORDER BY article_id DESC, id LIMIT ?""",
            (entity_id, limit),
        )
    else:
        ids = connection.execute(
            """SELECT b.quote_id FROM quote_about b CROSS JOIN quote q ON q.id = b.quote_id
            WHERE b.entity_id = ?1 AND q.entity_id <> ?1
            ORDER BY b.article_id DESC, b.quote_id LIMIT ?2""",
            (entity_id, limit),
        )
    return _with_words(connection, quotes_of(connection, [int(row[0]) for row in ids]))


def _with_words(connection: sqlite3.Connection, found: Sequence[KnownQuote]) -> list[SaidIn]:
    lines: list[SaidIn] = []
    texts: dict[int, str] = {}
    for known in found:
        title, source, published, revision_id = connection.execute(
            """SELECT a.title, coalesce(nullif(f.user_title, ''), nullif(f.title, ''), f.key), a.published,
                a.revision_id FROM article a JOIN feed f ON f.id = a.feed_id WHERE a.id = ?""",
            (known.article_id,),
        ).fetchone()
        if known.article_id not in texts:
            document = documents.document(connection, revision_id)
            texts[known.article_id] = document.text if document else ""
        text = texts[known.article_id]
        words = " … ".join(" ".join(text[span.start : span.end].split()) for span in known.quote.spans)
        lines.append(SaidIn(known, words, title, source, published))
    return lines
