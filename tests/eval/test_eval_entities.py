"""Quality of names over our own gold: found, typed and gathered as well as `entity_floors.json` says.

The floors only rise, the ceilings (of entities that hold several) only fall. See `scoring` for what
is a gold mention's.
"""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.eval.scoring import TYPES, Mention, Read, b_cubed, f1, linked, share
from tui_reader.insight.analyse import Analyser
from tui_reader.insight.gazetteer import gazetteer
from tui_reader.model.lines import plain_document

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "articles.jsonl"
FLOORS: dict[str, float] = json.loads((HERE / "entity_floors.json").read_text("utf-8"))

pytestmark = pytest.mark.eval


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
