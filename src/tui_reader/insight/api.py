"""Two plain functions over plain text, for scripts and evaluators. Thin: all the work is `analyse`'s."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import Entity, EntityKind, Insight, Quote
from tui_reader.model.lines import plain_document

_TYPES: dict[EntityKind, str] = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def quotes(text: str) -> list[dict[str, Any]]:
    """The quotes of a plain text, in order.

    Keys: quote, speaker (canonical, else as written, "" for a pronoun unresolved), mention (as written), role
    (what the text says the speaker is), verb, start, end, spans, kind,
    speaker_start, speaker_end (None without a mention), speaker_class, confidence, speaker_confidence, rule.
    Offsets are code points, end exclusive; spans include the quotation marks.
    """
    known = _insight(text)
    return [_quote(text, quote, known.entities) for quote in known.quotes]


def entities(text: str) -> list[dict[str, Any]]:
    """The entities of a plain text, in order of first mention.

    Keys: name, type (PER, ORG, LOC), mentions [[start, end], …], aliases, role, salience.
    """
    return [
        {
            "name": entity.name,
            "type": _TYPES[entity.kind],
            "mentions": [[span.start, span.end] for span in entity.mentions],
            "aliases": list(entity.aliases),
            "role": entity.role,
            "salience": entity.salience,
        }
        for entity in _insight(text).entities
    ]


def _quote(text: str, quote: Quote, entities: Sequence[Entity]) -> dict[str, Any]:
    mention = quote.mention_span
    return {
        "quote": text[quote.start : quote.end],
        "speaker": quote.speaker or ("" if quote.speaker_class == "pronoun" else quote.mention),
        "mention": quote.mention,
        "role": "" if quote.entity is None else entities[quote.entity].role,
        "verb": quote.cue,
        "start": quote.start,
        "end": quote.end,
        "spans": [[span.start, span.end] for span in quote.spans],
        "speaker_start": mention.start if mention else None,
        "speaker_end": mention.end if mention else None,
        "speaker_class": quote.speaker_class,
        "kind": quote.kind,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
        "rule": quote.rule,
    }


@functools.lru_cache(maxsize=4)
def _insight(text: str) -> Insight:
    return _analyser().analyse(plain_document(text))


@functools.cache
def _analyser() -> Analyser:
    return Analyser()
