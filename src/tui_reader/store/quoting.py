"""The quotes that analysis found, as they are stored. Read only; offsets only into the text shown now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from tui_reader.model.document import Span
from tui_reader.model.insight import KnownQuote, Quote

_QUOTE = """q.id, q.article_id, q.entity_id, q.kind, q.spans, q.speaker, q.mention, q.mention_start,
    q.mention_end, q.speaker_class, q.cue, q.cue_start, q.cue_end, q.confidence, q.speaker_confidence,
    q.rule, coalesce(p.role, '')"""
_ROLE = "LEFT JOIN appearance p ON p.entity_id = q.entity_id AND p.article_id = q.article_id"
"""What the article says the speaker is."""


def quotes(connection: sqlite3.Connection, article_id: int) -> list[KnownQuote]:
    """The quotes of the text an article shows now, in the order of the text."""
    return all_quotes(connection, [article_id])


def all_quotes(connection: sqlite3.Connection, ids: Sequence[int]) -> list[KnownQuote]:
    """The quotes of these articles, in this order; a page of ids from `search.find` at a time."""
    rows = connection.execute(
        f"""SELECT {_QUOTE} FROM json_each(?) wanted
        CROSS JOIN article a ON a.id = wanted.value
        CROSS JOIN quote q ON q.article_id = a.id AND q.revision_id = a.revision_id
        {_ROLE} ORDER BY wanted.key, q.ordinal""",  # noqa: S608  # a constant of this module
        (json.dumps(list(ids)),),
    )
    return [_quote(row) for row in rows]


def quotes_in(connection: sqlite3.Connection, article_id: int, revision_id: int) -> list[Quote]:
    """The quotes of one analysed text of an article, shown or not, in the order of the text."""
    rows = connection.execute(
        f"""SELECT {_QUOTE} FROM quote q {_ROLE}
        WHERE q.article_id = ? AND q.revision_id = ? ORDER BY q.ordinal""",  # noqa: S608  # of this module
        (article_id, revision_id),
    )
    return [_quote(row).quote for row in rows]


def quotes_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[KnownQuote]:
    """Quotes by their own ids, in this order; without those of texts that are no longer shown."""
    rows = connection.execute(
        f"""SELECT {_QUOTE} FROM json_each(?) wanted CROSS JOIN quote q ON q.id = wanted.value
        CROSS JOIN article a ON a.id = q.article_id AND a.revision_id = q.revision_id
        {_ROLE} ORDER BY wanted.key""",  # noqa: S608  # a constant of this module
        (json.dumps(list(ids)),),
    )
    return [_quote(row) for row in rows]


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _quote(row: Sequence[Any]) -> KnownQuote:
    (quote_id, article_id, entity_id, kind, spans, speaker, mention, mention_start, mention_end,
    speaker_class, cue,
     cue_start, cue_end, confidence, speaker_confidence, rule, role) = row  # fmt: skip
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
    return KnownQuote(quote_id, article_id, quote, entity_id, role)
