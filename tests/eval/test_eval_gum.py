"""Quality of names over the twelve news texts of `gum/`, which somebody else annotated.

The floors in `gum/floors.json` only rise. Before comparing, both sides lose leading articles and titles,
possessives and outer punctuation, because GUM draws those boundaries elsewhere.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.eval.scoring import TYPES, Mention, Read, b_cubed, f1, linked, share
from tui_reader.insight.analyse import Analyser
from tui_reader.model.lines import plain_document

HERE = Path(__file__).parent / "gum"
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))
_TITLES = (
    "the|a|an|mr|mrs|ms|dr|sir|president|vice|prime|minister|sen|senator|rep|gov|governor|justice|judge|secretary"
    "|chancellor|general|gen|king|queen|prince|princess|pope|professor|prof"
)
_HEAD = re.compile(rf"^(?:(?:{_TITLES})\b\.?\s+)+(?=\S)", re.IGNORECASE)
_TAIL = re.compile(r"(?<=.)(?:['’]s?|[\s,;:\"”“()]+)+$")
_LEFT_OUT = frozenset(
    [
        *(
            "mr",
            "mrs",
            "ms",
            "dr",
            "the",
            "a",
            "an",
            "sir",
            "sen",
            "rep",
            "gov",
            "president",
            "prime",
            "minister",
        ),
        *("inc", "corp", "corporation", "co", "company", "ltd", "plc", "llc"),
    ]
)
"""Words that a full name need not have."""

pytestmark = pytest.mark.eval


@functools.cache
def documents() -> tuple[dict[str, Any], ...]:
    """The lines of the file."""
    return tuple(map(json.loads, (HERE / "news.jsonl").read_text("utf-8").splitlines()))


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without articles, titles, possessives and outer punctuation."""
    head = _HEAD.match(text[start:end])
    start += head.end() if head else 0
    tail = _TAIL.search(text[start:end])
    return start, start + tail.start() if tail else end


def mention(text: str, start: int, end: int, kind: str, entity: int) -> Mention:
    """A mention of either side, ready to be compared; its name is what it says."""
    start, end = bare(text, start, end)
    return Mention(start, end, kind, entity, text[start:end])


@functools.cache
def readings() -> tuple[tuple[Read, tuple[str, ...]], ...]:
    """Each document read, with the names of what was found."""
    analyser = Analyser()
    read = []
    for each in documents():
        text = each["text"]
        found = analyser.analyse(plain_document(text)).entities
        ours = [
            mention(text, span.start, span.end, TYPES[entity.kind], place)
            for place, entity in enumerate(found)
            for span in entity.mentions
        ]
        gold = [mention(text, *row) for row in each["mentions"]]
        read.append((Read(gold, ours, linked(gold, ours)), tuple(entity.name for entity in found)))
    return tuple(read)


def words(name: str) -> set[str]:
    """What a full name is made of."""
    plain = re.sub(r"['’]s\b", "", name.lower().replace(".", ""))
    return set(re.findall(r"[\w&]+", plain)) - _LEFT_OUT


def gathered(read: Read, groups: dict[int, int], names: dict[int, str]) -> Counter[str]:
    """How the gold chains of a document fare, given the group of each found mention and each group's name."""
    counts: Counter[str] = Counter()
    chains: defaultdict[int, list[int]] = defaultdict(list)
    holds: defaultdict[int, set[int]] = defaultdict(set)
    for i, each in enumerate(read.gold):
        chains[each.entity].append(i)
        if i in read.linked:
            holds[groups[read.linked[i]]].add(each.entity)
    for places in chains.values():
        ours = [groups[read.linked[i]] for i in places if i in read.linked]
        if not ours:
            continue
        forms = [read.gold[i].name for i in places]
        full = max(forms, key=lambda form: (len(words(form)), len(form)))
        counts["seen"] += 1
        counts["named"] += words(full) <= words(names[Counter(ours).most_common(1)[0][0]])
        counts["several"] += len(set(forms)) > 1
        counts["as one"] += len(set(forms)) > 1 and len(set(ours)) == 1
    counts["wrongly merged"] = sum(len(golds) > 1 for golds in holds.values())
    return counts


@functools.cache
def scores() -> dict[str, float]:
    """Every measure."""
    reads = [read for read, _ in readings()]
    sides = [({row[:3] for row in read.gold}, {row[:3] for row in read.found}) for read in reads]
    met = sum(len(read.linked) for read in reads)
    counts: Counter[str] = Counter()
    for read, names in readings():
        groups = {j: row.entity for j, row in enumerate(read.found)}
        counts += gathered(read, groups, dict(enumerate(names)))
    return {
        "exact": f1(
            sum(len(gold & found) for gold, found in sides),
            sum(len(found) for _, found in sides),
            sum(len(gold) for gold, _ in sides),
        ),
        "overlap": f1(met, sum(len(read.found) for read in reads), sum(len(read.gold) for read in reads)),
        "kind": share(
            sum(read.gold[i].kind == read.found[j].kind for read in reads for i, j in read.linked.items()),
            met,
        ),
        "b-cubed": b_cubed(reads),
        "as one": share(counts["as one"], counts["several"]),
        "canonical": share(counts["named"], counts["seen"]),
        "wrongly merged": float(counts["wrongly merged"]),
    }


def merged_by_string() -> int:
    """How many several-in-one the same mentions give when equal strings are one and nothing else is."""
    merged = 0
    for read, _ in readings():
        forms = list(dict.fromkeys(row.name.casefold() for row in read.found))
        groups = {j: forms.index(row.name.casefold()) for j, row in enumerate(read.found)}
        merged += gathered(read, groups, dict(enumerate(forms)))["wrongly merged"]
    return merged


def test_the_annotated_names_stand_in_their_texts() -> None:
    for each in documents():
        for start, end, kind, _ in each["mentions"]:
            assert kind in TYPES.values()
            assert each["text"][start:end].strip() == each["text"][start:end] != ""


def test_each_text_names_its_source() -> None:
    assert {each["source"].split("/wiki/")[0] for each in documents()} == {"https://en.wikinews.org"}


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_names_of_news_are_no_worse_than_their_floor(measure: str) -> None:
    reached = scores()[measure]
    assert reached <= FLOORS[measure] if measure == "wrongly merged" else reached >= FLOORS[measure]


def test_no_more_is_merged_wrongly_than_by_equal_strings() -> None:
    assert scores()["wrongly merged"] <= merged_by_string()
