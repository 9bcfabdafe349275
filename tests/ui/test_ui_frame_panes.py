from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from tui_reader.model.document import Block, Document, Span
from tui_reader.model.events import Finished
from tui_reader.model.insight import EntityKind, KnownQuote, Quote, RelatedArticle
from tui_reader.ui.screens.workplace import summary
from tui_reader.ui.widgets import entities_pane, quotes_pane
from tui_reader.ui.widgets.article_list import ArticleList

TEXT = "First comes this.\n“We stay,” she said, “until\nMay.” Then more.\nLast."
DOCUMENT = Document(
    TEXT,
    tuple(
        Block(TEXT.index(words), TEXT.index(words) + len(words), "paragraph")
        for words in ("First comes this.", "“We stay,” she said, “until\nMay.” Then more.", "Last.")
    ),
)
QUOTE = Quote(
    tuple(
        Span(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("“We stay,”", "“until\nMay.”")
    ),
    "direct",
    speaker="Lena Brandt",
    mention="she",
    cue="said",
    confidence=0.9,
    speaker_confidence=0.9,
    rule="pronoun",
)


def known(number: int, start: int, confidence: float) -> KnownQuote:
    return KnownQuote(number, 1, Quote((Span(start, start + 5),), "direct", confidence=confidence))


def test_a_sure_speaker_is_shown_by_name_and_a_doubtful_one_as_written() -> None:
    assert quotes_pane.speaker_of(QUOTE) == "Lena Brandt"
    weak = Quote(QUOTE.spans, "direct", speaker="Lena Brandt", mention="she", speaker_confidence=0.5)
    assert quotes_pane.doubtful(weak)
    assert quotes_pane.speaker_of(weak) == "she"


def test_nobody_at_all_is_doubtful_whatever_the_figure() -> None:
    assert quotes_pane.doubtful(Quote(QUOTE.spans, "direct", speaker_confidence=1.0))


def test_quotes_below_the_floor_are_left_out_and_the_others_stand_in_the_order_of_the_text() -> None:
    assert [
        one.id for one in quotes_pane.shown([known(1, 30, 0.9), known(2, 5, 0.4), known(3, 0, 0.39)])
    ] == [2, 1]


def test_an_interrupted_quote_is_one_line_with_a_gap() -> None:
    assert quotes_pane.spoken(DOCUMENT, QUOTE) == "“We stay,” … “until May.”"


def test_why_names_rule_cue_and_mention_and_shows_the_source() -> None:
    facts, _, source = quotes_pane.why(DOCUMENT, QUOTE).partition("\n")
    assert facts == "rule pronoun · cue “said” · written “she” · speaker 90%, quotation 90%"
    assert source == "“We stay,” she said, “until May.” Then more."


@pytest.mark.parametrize(("sure", "role"), [(0.9, [["mayor"], []]), (0.5, [[], []])])
async def test_the_first_quote_of_a_sure_speaker_says_what_he_is(sure: float, role: list[list[str]]) -> None:
    said = replace(QUOTE, speaker_confidence=sure)
    both = [KnownQuote(number, 1, said, 7, "mayor") for number in (1, 2)]
    async with App[None]().run_test() as pilot:
        pane = quotes_pane.QuotesPane()
        await pilot.app.mount(pane)
        pane.show(DOCUMENT, both)
        parts = [
            [line.text for line in map(pane._lines.__getitem__, pane.lines_of(item)) if line.part == "role"]
            for item in (0, 1)
        ]
    assert parts == role


@pytest.mark.parametrize(
    ("shared", "kinds", "words"),
    [
        (("Anna Keller", "Omar Haddad"), ("person", "person"), "BBC · shares Keller, Haddad"),
        (("Acme Lines", "Lindau"), ("organisation", "place"), "BBC · shares Acme Lines, Lindau"),
        ((), (), "BBC"),
    ],
)
def test_related_articles_say_what_they_share(
    shared: tuple[str, ...], kinds: tuple[EntityKind, ...], words: str
) -> None:
    assert entities_pane.shares(RelatedArticle(1, "T", "BBC", 0, shared, kinds)) == words


@given(st.sets(st.integers(1, 10**15), max_size=50), st.integers(1, 10**15))
def test_an_id_is_found_where_it_stands_or_would_stand(ids: set[int], one: int) -> None:
    articles = ArticleList(lambda _: [])
    articles.ids = array("q", sorted(ids, reverse=True))
    assert articles.holds(one) is (one in ids)
    assert list(articles.ids[: articles.index_of(one)]) == sorted((i for i in ids if i > one), reverse=True)


def test_the_sums_of_a_refresh_make_a_sentence() -> None:
    assert summary(Finished("fetch", added=10, failed=1)) == "10 new articles, 1 source failed (L says why)"
    assert summary(Finished("fetch", changed=2)) == "Nothing new, 2 changed"
