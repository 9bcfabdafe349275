"""Anchors find their words again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.anchor import anchor, locate
from tui_reader.model.document import Span

OLD = "The ferry was late. Nobody knew why the ferry was late."


def at(text: str, words: str, start: int = 0) -> Span:
    first = text.index(words, start)
    return Span(first, first + len(words))


@given(st.text(alphabet="ab ", min_size=1, max_size=60), st.data())
def test_an_anchor_is_found_in_its_own_text_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert locate(text, anchor(text, span)) == span


def test_words_are_found_after_text_was_put_before_them() -> None:
    new = "Corrected. " + OLD
    assert locate(new, anchor(OLD, at(OLD, "Nobody knew"))) == at(new, "Nobody knew")


def test_of_several_places_the_one_with_the_old_context_wins() -> None:
    second = anchor(OLD, at(OLD, "ferry was late", 10))
    new = "The ferry was late. The ferry was late. Nobody knew why the ferry was late."
    assert locate(new, second) == at(new, "ferry was late", 45)


def test_words_that_are_gone_are_nowhere() -> None:
    assert locate("The boat came.", anchor(OLD, at(OLD, "ferry"))) is None


@pytest.mark.parametrize("span", [Span(3, 3), Span(-1, 2), Span(0, 999)])
def test_nothing_outside_the_text_is_anchored(span: Span) -> None:
    with pytest.raises(ValueError, match="empty or outside"):
        anchor(OLD, span)
