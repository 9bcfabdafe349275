"""Differences between two texts, word by word and quote by quote."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.difference import QuoteChange, changed_quotes, difference
from tui_reader.model.document import Document, Span
from tui_reader.model.insight import Quote

TEXTS = st.text(alphabet="ab \n", max_size=40)


def told(old: str, new: str) -> list[tuple[str, str]]:
    """The pieces as (kind, words)."""
    return [
        (kind, (old if kind == "gone" else new)[span.start : span.end]) for kind, span in difference(old, new)
    ]


def test_a_changed_word_is_gone_and_new() -> None:
    assert told("The ferry sinks slowly", "The ferry swims slowly") == [
        ("same", "The ferry"), ("gone", "sinks"), ("new", "swims"), ("same", "slowly"),
    ]  # fmt: skip


def test_an_added_paragraph_is_new() -> None:
    assert told("One.\nThree.", "One.\nTwo.\nThree.") == [
        ("same", "One."), ("new", "Two."), ("same", "Three."),
    ]  # fmt: skip


def test_white_space_and_line_breaks_are_no_difference() -> None:
    assert [kind for kind, _ in told("One  two\nthree", "One two three")] == ["same"]


def test_equal_texts_are_one_piece() -> None:
    assert told("One.\nTwo.", "One.\nTwo.") == [("same", "One.\nTwo.")]


def test_empty_texts_have_no_pieces() -> None:
    assert difference("", " \n ") == []


@given(TEXTS, TEXTS)
def test_the_pieces_are_all_the_words_of_both_texts(old: str, new: str) -> None:
    pieces = told(old, new)
    kept = [word for kind, words in pieces if kind != "new" for word in words.split()]
    made = [word for kind, words in pieces if kind != "gone" for word in words.split()]
    assert kept == old.split()
    assert made == new.split()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {kind for kind, _ in told(text, text)} <= {"same"}


def test_large_texts_without_anything_in_common_are_compared_in_bounded_time() -> None:
    old = " ".join(f"old{n % 5000}" for n in range(60_000))
    new = " ".join(f"new{n % 5000}" for n in range(60_000))
    before = time.perf_counter()
    assert [kind for kind, _ in told(old, new)] == ["gone", "new"]
    assert time.perf_counter() - before < 5


def quoted(text: str, *spoken: tuple[str, str]) -> tuple[Document, list[Quote]]:
    """A document and quotes of it, each given as (words, speaker)."""
    quotes = []
    for words, speaker in spoken:
        start = text.index(words)
        quotes.append(Quote((Span(start, start + len(words)),), "direct", speaker=speaker))
    return Document(text), quotes


def changes(old: tuple[Document, list[Quote]], new: tuple[Document, list[Quote]]) -> list[QuoteChange]:
    return changed_quotes(*old, *new)


def test_a_quote_whose_words_changed_is_one_change() -> None:
    old = quoted('"We never closed the lock," Ilse said.', ('"We never closed the lock,"', "Ilse"))
    new = quoted('"We rarely closed the lock," Ilse said.', ('"We rarely closed the lock,"', "Ilse"))
    assert changes(old, new) == [
        QuoteChange("changed", '"We never closed the lock,"', '"We rarely closed the lock,"', "Ilse", "Ilse")
    ]


def test_a_quote_given_to_another_speaker_is_a_change() -> None:
    old = quoted('"It sank," Ilse said.', ('"It sank,"', "Ilse"))
    new = quoted('"It sank," Odd said.', ('"It sank,"', "Odd"))
    (change,) = changes(old, new)
    assert (change.kind, change.speaker_before, change.speaker_after) == ("speaker", "Ilse", "Odd")


def test_quotes_that_came_and_went_are_named() -> None:
    old = quoted('"It sank," she said.', ('"It sank,"', "Ilse"))
    new = quoted('"Nobody was aboard that night," he said.', ('"Nobody was aboard that night,"', "Odd"))
    assert [(change.kind, change.before or change.after) for change in changes(old, new)] == [
        ("gone", '"It sank,"'),
        ("new", '"Nobody was aboard that night,"'),
    ]


def test_quotes_that_only_moved_do_not_differ() -> None:
    old = quoted('"One," a. "Two," b.', ('"One,"', "a"), ('"Two,"', "b"))
    new = quoted('"Two," b. "One," a.', ('"Two,"', "b"), ('"One,"', "a"))
    assert changes(old, new) == []
