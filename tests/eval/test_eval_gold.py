"""The gold articles keep their own rules: a score is worth no more than the file it is taken against."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tui_reader.model.document import SKIPPED
from tui_reader.model.lines import plain_document

GOLD = Path(__file__).parent / "gold" / "articles.jsonl"
ARTICLES: tuple[dict[str, Any], ...] = tuple(
    json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()
)
UNMARKED = {"interview", "transcript"}
"""Kinds of articles whose turns are direct speech without quotation marks."""
MARKS = "\"“”„«»‘'`"
TOKEN = re.compile(r"``|''|[\"“”„«»]|[^\W_]+(?:['’][^\W_]+)*")
SINGLE_MARKS = {"en-opinion-british-singles"}


def for_each(articles: Iterable[dict[str, Any]]) -> pytest.MarkDecorator:
    """Run a test once an article, under the article's id."""
    return pytest.mark.parametrize("article", tuple(articles), ids=lambda article: str(article["id"]))


each_article = for_each(ARTICLES)
each_marked_article = for_each(
    article for article in ARTICLES if article["kind"] not in UNMARKED and article["id"] not in SINGLE_MARKS
)


def stretches(article: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Every pair of offsets the article's annotation holds."""
    for quote in article["quotes"]:
        yield from map(tuple, quote["spans"])
        yield from (tuple(quote[part]) for part in ("source", "cue") if quote[part] is not None)
    for entity in article["entities"]:
        yield from map(tuple, entity["mentions"])


def overlap(left: list[int], right: list[int]) -> bool:
    """Whether two half-open stretches share a character."""
    return left[0] < right[1] and right[0] < left[1]


def content(article: dict[str, Any], kind: str) -> list[str]:
    """The text of every span of the quotations of one kind, turns after a dash left out."""
    return [
        article["text"][start:end]
        for quote in article["quotes"]
        if quote["kind"] == kind and not is_turn(article, quote)
        for start, end in quote["spans"]
    ]


def is_turn(article: dict[str, Any], quote: dict[str, Any]) -> bool:
    """Whether a dash at the beginning of its paragraph opens the quotation: dialogue without marks."""
    start: int = quote["spans"][0][0]
    return bool(article["text"][max(start - 3, 0) : start] == "\n— ")


def share_inside(spans: list[str]) -> float:
    """The share of words inside double marks; a mark left open by a span holds for the next one."""
    words = inside = 0
    opened = False
    for span in spans:
        opened = opened and span[0] not in MARKS
        for token in TOKEN.findall(span):
            if token[0].isalnum():
                words += 1
                inside += opened
            else:
                opened = not opened
    return inside / words


def test_ids_are_unique() -> None:
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)


def test_every_language_has_its_share() -> None:
    counts = Counter(article["lang"] for article in ARTICLES)
    assert counts["en"] >= 37
    assert counts["fr"] >= 20
    assert counts["de"] >= 18
    assert set(counts) == {"en", "fr", "de"}


def test_every_kind_of_news_is_there() -> None:
    wanted = {"wire", "interview", "live blog", "transcript", "opinion", "sports", "court report"}
    assert wanted | {"press release", "newsletter"} <= {article["kind"] for article in ARTICLES}


@each_article
def test_has_the_documented_fields_and_no_others(article: dict[str, Any]) -> None:
    assert set(article) == {"id", "lang", "kind", "text", "quotes", "entities"}
    for quote in article["quotes"]:
        assert set(quote) == {"spans", "source", "cue", "canonical", "kind"}
        assert quote["kind"] in {"direct", "mixed", "indirect"}
    for entity in article["entities"]:
        assert set(entity) == {"name", "type", "mentions"}
        assert entity["type"] in {"PER", "ORG", "LOC"}


@each_article
def test_is_short(article: dict[str, Any]) -> None:
    assert 120 <= len(article["text"].split()) <= 300


@each_article
def test_offsets_lie_inside_one_paragraph(article: dict[str, Any]) -> None:
    for start, end in stretches(article):
        assert 0 <= start < end <= len(article["text"])
        assert "\n" not in article["text"][start:end]


@each_article
def test_stretches_have_no_white_space_at_their_edges(article: dict[str, Any]) -> None:
    for start, end in stretches(article):
        words = article["text"][start:end]
        assert words == words.strip()


@each_article
def test_stretches_neither_begin_nor_end_inside_a_word(article: dict[str, Any]) -> None:
    text = article["text"]
    for start, end in stretches(article):
        assert not re.match(r"\w\w", text[max(start - 1, 0) : start + 1]) or start == 0
        assert not re.match(r"\w\w", text[end - 1 : end + 1])


@each_article
def test_quotations_do_not_overlap(article: dict[str, Any]) -> None:
    spans = [span for quote in article["quotes"] for span in quote["spans"]]
    for left, right in itertools.combinations(spans, 2):
        assert not overlap(left, right)


@each_article
def test_sources_and_cues_stand_outside_their_quotation_and_all_marks(article: dict[str, Any]) -> None:
    direct = [span for quote in article["quotes"] if quote["kind"] == "direct" for span in quote["spans"]]
    for quote in article["quotes"]:
        for part in (quote["source"], quote["cue"]):
            if part is not None:
                assert not any(overlap(part, span) for span in [*quote["spans"], *direct])


@each_article
def test_quotations_and_their_spans_stand_in_order(article: dict[str, Any]) -> None:
    firsts = [quote["spans"][0] for quote in article["quotes"]]
    assert firsts == sorted(firsts)
    assert all(quote["spans"] == sorted(quote["spans"]) for quote in article["quotes"])


@each_article
def test_a_resolved_speaker_is_an_entity_of_the_article(article: dict[str, Any]) -> None:
    names = {entity["name"] for entity in article["entities"]}
    assert {quote["canonical"] for quote in article["quotes"]} <= names | {""}


@each_article
def test_only_an_impersonal_cue_lacks_a_source(article: dict[str, Any]) -> None:
    for quote in article["quotes"]:
        if quote["cue"] is not None and quote["source"] is None:
            assert article["text"][slice(*quote["cue"])] == "hieß es"


@each_marked_article
def test_direct_speech_touches_a_mark(article: dict[str, Any]) -> None:
    for words in content(article, "direct"):
        assert words[0] in MARKS or words[-1] in MARKS


@each_marked_article
def test_the_kind_follows_from_the_words_inside_marks(article: dict[str, Any]) -> None:
    for quote in article["quotes"]:
        if is_turn(article, quote):
            assert quote["kind"] == "direct"
            continue
        share = share_inside([article["text"][start:end] for start, end in quote["spans"]])
        expected = "direct" if share >= 0.8 else "mixed" if share else "indirect"
        assert quote["kind"] == expected


@each_article
def test_indirect_speech_ends_before_the_stop(article: dict[str, Any]) -> None:
    assert not any(words[-1] in ".,;:!" for words in content(article, "indirect"))


@each_article
def test_names_are_unique_and_not_empty(article: dict[str, Any]) -> None:
    names = [entity["name"] for entity in article["entities"]]
    assert all(name.strip() for name in names)
    assert len(set(names)) == len(names)
    assert all(entity["mentions"] for entity in article["entities"])


@each_article
def test_mentions_do_not_overlap_and_carry_no_article_or_possessive(article: dict[str, Any]) -> None:
    mentions = sorted(mention for entity in article["entities"] for mention in entity["mentions"])
    for left, right in itertools.pairwise(mentions):
        assert left[1] <= right[0]
    for start, end in mentions:
        assert not re.match(
            r"(?:the|mr|mrs|ms|der|die|das|la|le) ", article["text"][start:end], re.IGNORECASE
        )
        assert not article["text"][start:end].endswith(("'s", "’s"))


@each_article
def test_the_canonical_name_is_the_longest_form_but_for_countries_and_datelines(
    article: dict[str, Any],
) -> None:
    for entity in article["entities"]:
        forms = {article["text"][start:end] for start, end in entity["mentions"]}
        if entity["type"] != "LOC":
            assert entity["name"] in forms
            assert max(map(len, forms)) == len(entity["name"])


@each_article
def test_credits_and_furniture_yield_nothing(article: dict[str, Any]) -> None:
    document = plain_document(article["text"])
    silent = [[block.start, block.end] for block in document.blocks if block.kind in SKIPPED]
    for stretch in stretches(article):
        assert not any(overlap(list(stretch), block) for block in silent)


def test_some_article_has_a_credit_or_a_footer() -> None:
    kinds = {block.kind for article in ARTICLES for block in plain_document(article["text"]).blocks}
    assert {"credit", "furniture"} <= kinds
