"""Verbs that report what somebody says, with the constructions in which they do. Data, no grammar.

The English table gives, for each verb and construction, how often (per cent) such a clause is a quotation:
counts over news text, smoothed. Verbs of opinion are a class of their own and not reported.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Literal

VerbKind = Literal["speech", "judgement", "stance"]
"""speech: says; judgement: praises, rejects; stance: thinks, wants (never a quotation by itself)."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One reporting verb; `frames` maps a construction (that, lead, inf, noun, prep:for) to per cent."""

    lemma: str
    kind: VerbKind
    frames: dict[str, int]


@functools.cache
def english() -> dict[str, Verb]:
    """Every inflected form of every English reporting verb."""
    raw = json.loads(resources.files(__package__).joinpath("data", "verbs.en.json").read_text("utf-8"))
    return {
        form: Verb(lemma, entry["kind"], entry["frames"])
        for lemma, entry in sorted(raw.items(), reverse=True)
        for form in entry["forms"]
    }


@functools.cache
def speech_forms() -> frozenset[str]:
    """The forms of the English verbs of saying."""
    return frozenset(form for form, verb in english().items() if verb.kind == "speech")
