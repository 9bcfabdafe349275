from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style as RichStyle

from tui_reader.model.document import Block, Document, Link, Span, Style
from tui_reader.model.insight import KnownEntity, KnownQuote, Quote, QuoteKind
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_layers import Layers
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead
from tui_reader.ui.widgets.page_marks import Mark, MarkKind, Marks, hits_of
from tui_reader.ui.widgets.page_paint import Look, paint, selected

PALETTE = styles(NIGHT)
TEXT = "Ada Lind said “Ada will come at noon” and Ada Lind left."
QUOTED = "“Ada will come at noon”"


def spans(words: str, text: str = TEXT) -> tuple[Span, ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def quote(ident: int, words: str, kind: QuoteKind = "direct", sure: float = 0.9) -> KnownQuote:
    return KnownQuote(ident, 1, Quote(spans(words), kind, "Ada Lind", confidence=sure))


def entity(ident: int, words: str) -> KnownEntity:
    return KnownEntity(ident, words, "person", spans(words))


def layers(
    *quotes: KnownQuote,
    entities: tuple[KnownEntity, ...] = (),
    links: tuple[Link, ...] = (),
    emphasis: tuple[Style, ...] = (),
) -> Layers:
    found = Layers()
    document = Document(TEXT, (Block(0, len(TEXT), "paragraph"),), links, emphasis)
    found.take(document, quotes, entities)
    return found


def styled(found: Layers, words: str, at: int = 0) -> RichStyle:
    """The style of the occurrence `at` of some words, which lie in one segment."""
    page = lay_out(found.document, Masthead(""), 78, 78)
    look = Look(PALETTE, found.active_quote, found.active_entity, found.active_hit)
    segments = [
        segment for line in page.lines for segment in paint(page, line, found.marks, look) if segment.text
    ]
    holding = [segment.style for segment in segments if words in segment.text]
    style = holding[at]
    assert style is not None
    return style


def test_a_quote_is_gold() -> None:
    assert styled(layers(quote(7, QUOTED)), "come at noon").color == PALETTE.quote.color


def test_plain_text_is_ink() -> None:
    assert styled(layers(quote(7, QUOTED)), "and") == PALETTE.ink


def test_the_active_quote_is_inverse() -> None:
    found = layers(quote(7, QUOTED))
    found.active_quote = 7
    assert styled(found, "come at noon").bgcolor == PALETTE.active_quote.bgcolor


def test_a_doubtful_quotation_is_not_shown_as_one() -> None:
    assert styled(layers(quote(7, QUOTED, sure=0.39)), "come at noon") == PALETTE.ink


def test_indirect_speech_is_shown_only_while_it_is_active() -> None:
    found = layers(quote(7, QUOTED, "indirect"))
    before = styled(found, "come at noon")
    found.active_quote = 7
    after = styled(found, "come at noon")
    assert (before, after.bgcolor) == (PALETTE.ink, PALETTE.active_quote.bgcolor)


def test_a_first_mention_is_teal_and_underlined() -> None:
    style = styled(layers(entities=(entity(3, "Ada Lind"),)), "Ada Lind")
    assert (style.color, style.underline) == (PALETTE.entity.color, True)


def test_a_later_mention_in_the_paragraph_is_plain() -> None:
    assert styled(layers(entities=(entity(3, "Ada Lind"),)), "Ada Lind", at=1) == PALETTE.ink


@pytest.mark.parametrize("at", [0, 1])
def test_every_mention_of_the_active_entity_is_inverse(at: int) -> None:
    found = layers(entities=(entity(3, "Ada Lind"),))
    found.active_entity = 3
    assert styled(found, "Ada Lind", at).bgcolor == PALETTE.active_entity.bgcolor


def test_inside_a_quote_a_mention_keeps_its_underline_and_loses_its_colour() -> None:
    mention = KnownEntity(3, "Ada", "person", (Span(TEXT.index("Ada will"), TEXT.index(" will")),))
    style = styled(layers(quote(7, QUOTED), entities=(mention,)), "Ada", at=1)
    assert (style.color, style.underline) == (PALETTE.quote.color, True)


def test_a_link_is_underlined_and_has_no_colour_of_its_own() -> None:
    start = TEXT.index("left")
    style = styled(layers(links=(Link(start, start + 4, "https://a.example/"),)), "left")
    assert (style.color, style.underline) == (PALETTE.ink.color, True)


def test_emphasis_lies_under_a_quote() -> None:
    start = TEXT.index("come")
    style = styled(layers(quote(7, QUOTED), emphasis=(Style(start, start + 4, "emphasis"),)), "come")
    assert (style.color, style.italic) == (PALETTE.quote.color, True)


def test_a_search_word_stands_out_and_the_active_one_more() -> None:
    found = layers()
    found.search(["ada"])
    plain = styled(found, "Ada")
    found.hit_from(1, 0)
    assert (plain.bgcolor, styled(found, "Ada").bgcolor) == (
        PALETTE.hit.bgcolor,
        PALETTE.active_hit.bgcolor,
    )


def test_search_words_match_at_the_beginning_of_a_word() -> None:
    assert [(hit.start, hit.end) for hit in hits_of("Port, sport, portal", ["port"])] == [(0, 4), (13, 17)]


def test_search_words_are_no_patterns() -> None:
    assert hits_of("aXb", ["a.b", ""]) == []


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 3000)), max_size=20),
    st.integers(0, 6000),
    st.integers(1, 90),
)
def test_marks_are_found_wherever_they_overlap(
    stretches: list[tuple[int, int]], start: int, length: int
) -> None:
    marks = [Mark(at, at + size, MarkKind.QUOTE, number) for number, (at, size) in enumerate(stretches)]
    found = sorted(mark.ref for mark in Marks(marks).within(start, start + length))
    assert found == [mark.ref for mark in marks if mark.start < start + length and mark.end > start]


def test_spans_outside_of_the_text_are_left_out() -> None:
    outside = KnownQuote(7, 1, Quote((Span(0, 4000),), "direct", confidence=0.9))
    assert layers(outside).marks.at(0) == []


def test_the_next_quote_comes_in_the_order_of_the_text() -> None:
    found = layers(quote(9, "at noon"), quote(4, "Ada will"))
    first = found.quote_from(1, 0)
    found.active_quote = first
    assert (first, found.quote_from(1, 0)) == (4, 9)


def test_the_first_quote_is_looked_for_from_the_top_of_the_view() -> None:
    found = layers(quote(9, "at noon"), quote(4, "Ada will"))
    assert found.quote_from(1, TEXT.index("come")) == 9


def test_after_the_last_quote_it_stays() -> None:
    found = layers(quote(9, "at noon"))
    found.active_quote = 9
    assert found.quote_from(1, 0) == 9


def test_without_quotes_there_is_no_next_one() -> None:
    assert layers().quote_from(1, 0) == 0


def test_search_words_go_round() -> None:
    found = layers()
    found.search(["lind"])
    places = [hit.start for hit in (found.hit_from(1, 0) for _ in range(3)) if hit]
    assert places == [4, TEXT.rindex("Lind"), 4]


def test_what_is_under_a_character() -> None:
    found = layers(quote(7, QUOTED), entities=(entity(3, "Ada Lind"),))
    assert [found.under(TEXT.index(words)) for words in ("Lind", "noon", "and")] == [
        (3, 0, ""),
        (0, 7, ""),
        (0, 0, ""),
    ]


def test_what_was_active_is_forgotten_when_the_article_has_it_no_longer() -> None:
    found = layers(quote(7, QUOTED))
    found.active_quote = 7
    found.take(found.document)
    assert found.active_quote == 0


def test_a_selection_changes_only_the_ground_of_its_characters() -> None:
    segments = selected(
        [Segment("abc", PALETTE.quote), Segment("def", PALETTE.ink)], (1, 4), PALETTE.selection
    )
    grounds = "".join(
        ("x" if style is not None and style.bgcolor else ".") * len(text) for text, style, _ in segments
    )
    assert ("".join(segment.text for segment in segments), grounds) == ("abcdef", ".xxx..")
