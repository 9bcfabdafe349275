"""The articles in which reports are marked keep their own rules; their marks are read as they stand."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scripts.marked import MarkError, article, articles

REPORTS = Path(__file__).parent / "gold" / "reports"
FILES = sorted(REPORTS.glob("*.txt"))
ARTICLES: tuple[dict[str, Any], ...] = tuple(each for path in FILES for each in articles(path))

each_article = pytest.mark.parametrize("marked", ARTICLES, ids=lambda each: str(each["id"]))


def stretches(marked: dict[str, Any]) -> list[list[int]]:
    """Every stretch that is marked, once."""
    found = [span for quote in marked["quotes"] for span in quote["spans"]]
    found += [quote[part] for quote in marked["quotes"] for part in ("source", "cue") if quote[part]]
    return [list(pair) for pair in sorted({(start, end) for start, end in found})]


def test_there_are_as_many_reports_as_weights_were_fitted_to() -> None:
    assert sum(len(each["quotes"]) for each in ARTICLES) >= 3500


def test_every_article_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(each["id"] for each in ARTICLES).items() if count > 1] == []


@each_article
def test_no_mark_begins_or_ends_with_a_blank(marked: dict[str, Any]) -> None:
    texts = [marked["text"][start:end] for start, end in stretches(marked)]
    assert [text for text in texts if text != text.strip()] == []


@each_article
def test_no_content_reaches_into_another_or_over_a_paragraph(marked: dict[str, Any]) -> None:
    spans = sorted(span for quote in marked["quotes"] for span in quote["spans"])
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert not any("\n" in marked["text"][start:end] for start, end in spans)


@each_article
def test_what_has_neither_cue_nor_source_has_quotation_marks(marked: dict[str, Any]) -> None:
    bare = [quote["spans"][0] for quote in marked["quotes"] if not quote["cue"] and not quote["source"]]
    texts = [marked["text"][start:end] for start, end in bare]
    assert (
        marked["kind"] in {"interview", "transcript"}
        or [text for text in texts if not re.search(r"[\"“‘']", text)] == []
    )


def test_marks_with_a_number_find_each_other_in_a_sentence() -> None:
    read = article("a", "wire", ["<s>Ives</s> <c1>said</c1> <q1>no</q1> and <c2>asked</c2> <q2>why</q2>."])
    cues = [read["text"][slice(*quote["cue"])] for quote in read["quotes"]]
    assert cues == ["said", "asked"]


def test_a_content_around_its_cue_has_two_parts() -> None:
    read = article("a", "wire", ["<q>The dam</q>, <s>he</s> <c>said</c>, <q>was safe</q>."])
    assert [read["text"][start:end] for start, end in read["quotes"][0]["spans"]] == ["The dam", "was safe"]


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    read = article("a", "wire", ['<q>"No,"</q> <s>she</s> <c>said</c>. <q+>"Never."</q+>'])
    assert len(read["quotes"]) == 1


def test_a_speaker_has_the_name_that_the_mark_gives() -> None:
    read = article("a", "wire", ["<s=Ada Ives>She</s> <c>said</c> <q>no</q>."])
    assert read["quotes"][0]["canonical"] == "Ada Ives"


@pytest.mark.parametrize(
    "line",
    [
        "<s>Ives said",
        "Ives</s> said",
        "<q> </q>",
        "<b>Ives</b>",
        "<q+>more</q+>",
        "<s>A</s> and <s>B</s> <c>say</c> <q>no</q>",
    ],
)
def test_a_wrong_mark_is_an_error_that_names_the_article(line: str) -> None:
    with pytest.raises(MarkError, match="the article"):
        article("the article", "wire", [line])
