"""Quality over our own gold: quotations, speakers and names score at least what `floors.json` says.

The floors only rise. Measures: a quotation's stretch matches when the words it shares are 80 % of both
stretches' words together, one to one; its speaker is right when the head word of the gold source is in the
speaker or mention.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import EntityKind, Insight
from tui_reader.model.lines import plain_document

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "articles.jsonl"
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))
TYPES: dict[EntityKind, str] = {"person": "PER", "organisation": "ORG", "place": "LOC"}
LEAST = 0.8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

pytestmark = pytest.mark.eval

Article = dict[str, Any]


def words(text: str, start: int, end: int) -> frozenset[int]:
    """The offsets of the words of a stretch."""
    return frozenset(match.start() for match in _WORD.finditer(text, start, end))


def pairs(gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> dict[int, int]:
    """Gold to found, one to one, best first, from `LEAST` of their common words on."""
    scored = sorted(
        ((len(g & f) / len(g | f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f),
        reverse=True,
    )
    linked: dict[int, int] = {}
    for score, i, j in scored:
        if score >= LEAST and i not in linked and j not in linked.values():
            linked[i] = j
    return linked


def head(source: str) -> str:
    """The last word of a noun phrase before what follows its head."""
    core = re.split(r",| who | of | for | from | in | at | with ", source + " ")[0]
    found: list[str] = _WORD.findall(re.sub(r"['’]s\b", "", core))
    return found[-1].lower() if found else ""


def f1(right: int, found: int, gold: int) -> float:
    """Per cent."""
    return round(200 * right / (found + gold), 1) if found + gold else 100.0


@functools.cache
def articles() -> tuple[Article, ...]:
    return tuple(json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line.strip())


@functools.cache
def readings(model: str) -> tuple[Insight, ...]:
    """What the analyser makes of each gold article."""
    analyser = Analyser(model)
    return tuple(analyser.analyse(plain_document(article["text"])) for article in articles())


def quote_counts(chosen: Iterable[tuple[Article, Insight]]) -> Counter[str]:
    """gold, found, right stretches; right speakers; the same of direct gold."""
    counts: Counter[str] = Counter()
    for article, insight in chosen:
        text = article["text"]
        gold = [(words(text, *span), quote) for quote in article["quotes"] for span in quote["spans"]]
        found = [(words(text, *span), quote) for quote in insight.quotes for span in quote.spans]
        linked = pairs([each for each, _ in gold], [each for each, _ in found])
        counts.update(gold=len(gold), found=len(found), right=len(linked))
        counts.update(direct=sum(quote["kind"] == "direct" for _, quote in gold))
        for i, j in linked.items():
            quote, ours = gold[i][1], found[j][1]
            direct = quote["kind"] == "direct"
            counts["direct right"] += direct
            source = text[slice(*quote["source"])] if quote.get("source") else ""
            said = {word.lower() for word in _WORD.findall(f"{ours.speaker} {ours.mention}")}
            counts["speaker"] += not source or head(source) in said
            if quote.get("canonical"):
                counts["named"] += 1
                counts["named right"] += ours.speaker == quote["canonical"]
    return counts


def entity_counts(chosen: Iterable[tuple[Article, Insight]]) -> Counter[str]:
    """Mentions with the right type, entities with all their mentions, entities with the right name."""
    counts: Counter[str] = Counter()
    for article, insight in chosen:
        gold = {(s, e, entity["type"]) for entity in article["entities"] for s, e in entity["mentions"]}
        found = {(s, e, TYPES[entity.kind]) for entity in insight.entities for s, e in entity.mentions}
        counts.update(mentions=len(gold), found=len(found), right=len(gold & found))
        groups = {
            frozenset((span.start, span.end) for span in entity.mentions) for entity in insight.entities
        }
        counts.update(entities=len(article["entities"]), groups=len(groups))
        counts["whole"] += sum(
            frozenset(map(tuple, entity["mentions"])) in groups for entity in article["entities"]
        )
        names = {entity.name for entity in insight.entities}
        counts["named"] += sum(entity["name"] in names for entity in article["entities"])
    return counts


def chosen(model: str, lang: str) -> list[tuple[Article, Insight]]:
    """The articles of one language with what the analyser makes of them."""
    pairs_of = zip(articles(), readings(model), strict=True)
    return [(article, insight) for article, insight in pairs_of if article["lang"] == lang]


def quote_scores(counts: Counter[str]) -> dict[str, float]:
    return {
        "stretches": f1(counts["right"], counts["found"], counts["gold"]),
        "with speaker": f1(counts["speaker"], counts["found"], counts["gold"]),
        "direct recall": round(100 * counts["direct right"] / max(1, counts["direct"]), 1),
        "canonical": round(100 * counts["named right"] / max(1, counts["named"]), 1),
    }


def entity_scores(counts: Counter[str]) -> dict[str, float]:
    return {
        "mentions": f1(counts["right"], counts["found"], counts["mentions"]),
        "whole": f1(counts["whole"], counts["groups"], counts["entities"]),
        "named": round(100 * counts["named"] / max(1, counts["entities"]), 1),
    }


@functools.cache
def scores() -> dict[str, float]:
    """Every measure under the name that `floors.json` uses."""
    found: dict[str, float] = {}
    for lang in ("en", "fr", "de"):
        read = chosen("auto" if lang == "en" else "none", lang)
        found |= _under(f"{lang} quotes", quote_scores(quote_counts(read)))
        found |= _under(f"{lang} entities", entity_scores(entity_counts(read)))
    return found | _under("rules quotes", quote_scores(quote_counts(chosen("none", "en"))))


def _under(heading: str, measures: dict[str, float]) -> dict[str, float]:
    return {f"{heading} {name}": value for name, value in measures.items()}


@pytest.mark.skipif(not GOLD.exists(), reason="the gold articles are not there")
@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_no_measure_falls_below_its_floor(measure: str) -> None:
    assert scores()[measure] >= FLOORS[measure]
