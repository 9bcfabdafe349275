"""Which reading of a reported clause is the likeliest, by a table of weights over what is true of it.

A conditional log-linear model: the readings of one cue and "none of them" share all the likelihood. The table
`data/contents.en.json` holds whole hundredths; `scripts/fit_contents.py` counts and weighs them.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import NamedTuple

from tui_reader.insight.choices import Choice

_SAME = 0.85
"""Share of common words from which on two readings count as one."""
_LEAST = 0.01
"""Likelihood below which a reading is not looked at again."""


class Weights(NamedTuple):
    """The table: one number for each mark, and what a reading has before any."""

    bias: float
    marks: dict[str, float]


@functools.cache
def english() -> Weights:
    """The weights for English."""
    raw = json.loads(resources.files(__package__).joinpath("data", "contents.en.json").read_text("utf-8"))
    return Weights(raw["bias"] / 100, {mark: value / 100 for mark, value in raw["marks"].items()})


def likeliest(found: Sequence[Choice], weights: Weights) -> tuple[int, float]:
    """The index of the reading that most of the likelihood agrees with, and how much of it, 0 to 1.

    Readings that share nearly all their words support each other (minimum Bayes risk); (0, 0.0) for none.
    """
    if not found:
        return 0, 0.0
    odds = [math.exp(min(weights.bias + _total(choice.marks, weights), 30.0)) for choice in found]
    total = 1 + sum(odds)
    top = sorted(
        ((odd / total, index) for index, odd in enumerate(odds) if odd / total >= _LEAST), reverse=True
    )[:12]
    agreed = [
        (sum(other for other, at in top if _alike(found[index], found[at]) >= _SAME), each, index)
        for each, index in top
    ]
    best = max(agreed, default=(0.0, 0.0, 0))
    return best[2], best[0]


def _total(marks: Iterable[str], weights: Weights) -> float:
    return sum(weights.marks.get(mark, 0.0) for mark in set(marks))


def _alike(one: Choice, two: Choice) -> float:
    """Common words of two readings, as a share of all their words together."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1) for a in one.content for b in two.content)
    both = sum(high - low + 1 for low, high in (*one.content, *two.content)) - shared
    return shared / both
