"""Quality of names over our own gold: found, typed and gathered as well as `entity_floors.json` says.

The floors only rise, the ceilings (of entities that hold several) only fall. A found mention is a gold
one's when they overlap, one to one, the longest overlap first.
"""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.insight.gazetteer import gazetteer
from tui_reader.model.insight import EntityKind
from tui_reader.model.lines import plain_document

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "articles.jsonl"
FLOORS: dict[str, float] = json.loads((HERE / "entity_floors.json").read_text("utf-8"))
TYPES: dict[EntityKind, str] = {"person": "PER", "organisation": "ORG", "place": "LOC"}

pytestmark = pytest.mark.eval


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
    """Gold to found by overlap, one to one."""
    shared = sorted(
        (
            (min(one.end, two.end) - max(one.start, two.start), -i, -j)
            for i, one in enumerate(gold)
            for j, two in enumerate(found)
            if one.start < two.end and two.start < one.end
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in shared:
        if -i not in pairs and -j not in taken:
            pairs[-i] = -j
            taken.add(-j)
    return pairs


@functools.cache
def readings(lang: str) -> tuple[Read, ...]:
    """What the analyser makes of each gold article of a language."""
    analyser = Analyser()
    return tuple(
        _read(analyser, article)
        for article in map(json.loads, GOLD.read_text("utf-8").splitlines())
        if article["lang"] == lang
    )


def _read(analyser: Analyser, article: dict[str, Any]) -> Read:
    entities = analyser.analyse(plain_document(article["text"])).entities
    gold = [
        Mention(start, end, each["type"], place, each["name"])
        for place, each in enumerate(article["entities"])
        for start, end in each["mentions"]
    ]
    found = [
        Mention(span.start, span.end, TYPES[each.kind], place, each.name)
        for place, each in enumerate(entities)
        for span in each.mentions
    ]
    return Read(gold, found, linked(gold, found))


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


def gathered(read: Read) -> Counter[str]:
    """How the entities of one article fare: named, of several forms, as one, several held as one."""
    counts: Counter[str] = Counter()
    by_gold: defaultdict[int, list[int]] = defaultdict(list)
    holds: defaultdict[int, set[int]] = defaultdict(set)
    for i, mention in enumerate(read.gold):
        by_gold[mention.entity].append(i)
        if i in read.linked:
            holds[read.found[read.linked[i]].entity].add(mention.entity)
    for places in by_gold.values():
        ours = [read.found[read.linked[i]] for i in places if i in read.linked]
        if not ours:
            continue
        counts["seen"] += 1
        most = Counter(each.name for each in ours).most_common(1)[0][0]
        counts["named"] += most == read.gold[places[0]].name
        if len({read.gold[i][1] - read.gold[i][0] for i in places}) > 1:
            counts["several"] += 1
            counts["as one"] += len({each.entity for each in ours}) == 1
    counts["wrongly merged"] = sum(len(golds) > 1 for golds in holds.values())
    return counts


@functools.cache
def scores(lang: str) -> dict[str, float]:
    """Every measure of a language, without its name."""
    reads = readings(lang)
    found, gold = sum(len(read.found) for read in reads), sum(len(read.gold) for read in reads)
    met = sum(len(read.linked) for read in reads)
    exact = sum(len({each[:3] for each in read.gold} & {each[:3] for each in read.found}) for read in reads)
    typed = sum(read.gold[i].kind == read.found[j].kind for read in reads for i, j in read.linked.items())
    counts = sum((gathered(read) for read in reads), Counter[str]())
    return {
        "exact": f1(exact, found, gold),
        "overlap": f1(met, found, gold),
        "kind": share(typed, met),
        "b-cubed": b_cubed(reads),
        "as one": share(counts["as one"], counts["several"]),
        "canonical": share(counts["named"], counts["seen"]),
        "wrongly merged": float(counts["wrongly merged"]),
    }


def test_no_people_is_annotated_as_its_country() -> None:
    forms = gazetteer().forms
    written = {
        article["text"][start:end]
        for article in map(json.loads, GOLD.read_text("utf-8").splitlines())
        for entity in article["entities"]
        for start, end in entity["mentions"]
    }
    assert not {form for form in written if form in forms and forms[form].people}


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_names_are_no_worse_than_their_floor(measure: str) -> None:
    lang, _, name = measure.partition(" ")
    reached = scores(lang)[name]
    assert reached <= FLOORS[measure] if name == "wrongly merged" else reached >= FLOORS[measure]
