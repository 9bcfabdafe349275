"""How names are scored: found mentions beside gold ones, one to one by overlap, and how they are gathered.

Measures only; which texts are read and what is asked of them is for the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui_reader.model.insight import EntityKind

TYPES: dict[EntityKind, str] = {"person": "PER", "organisation": "ORG", "place": "LOC"}


class Mention(NamedTuple):
    """One mention: where, of which kind, of which entity of its side, under which name."""

    start: int
    end: int
    kind: str
    entity: int
    name: str


class Read(NamedTuple):
    """Gold and found mentions of one article, and gold to found by place in the lists."""

    gold: list[Mention]
    found: list[Mention]
    linked: dict[int, int]


def linked(gold: Sequence[Mention], found: Sequence[Mention]) -> dict[int, int]:
    """Gold to found, one to one: in order, each gold mention takes the free one that it shares most with."""
    pairs: dict[int, int] = {}
    free = set(range(len(found)))
    for i, one in enumerate(gold):
        shared = [
            (
                min(one.end, two.end) - max(one.start, two.start),
                -abs(two.end - two.start - one.end + one.start),
                j,
            )
            for j, two in enumerate(found)
            if j in free and two.start < one.end and one.start < two.end
        ]
        if shared:
            pairs[i] = max(shared)[2]
            free.discard(pairs[i])
    return pairs


def f1(right: float, found: float, gold: float) -> float:
    """Per cent."""
    return round(200 * right / (found + gold), 1) if found + gold else 100.0


def share(part: float, whole: float) -> float:
    """Per cent."""
    return round(100 * part / whole, 1) if whole else 100.0


def b_cubed(reads: Iterable[Read]) -> float:
    """F over the gold mentions; the missed ones cost recall (Bagga and Baldwin, 1998)."""
    precision = recall = 0.0
    found = gold = 0
    for read in reads:
        ours = {i: read.found[j].entity for i, j in read.linked.items()}
        theirs = {i: read.gold[i].entity for i in range(len(read.gold))}
        for i, entity in ours.items():
            mine = {k for k, other in ours.items() if other == entity}
            whole = {k for k, other in theirs.items() if other == theirs[i]}
            precision += len(mine & whole) / len(mine)
            recall += len(mine & whole) / len(whole)
        found += len(ours)
        gold += len(theirs)
    p, r = precision / max(found, 1), recall / max(gold, 1)
    return round(200 * p * r / (p + r), 1) if p + r else 0.0
