from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from tui_reader.ui.widgets.wrap import BLANKS, painted, wrap, wrapped

WORDS = st.text(alphabet="ab-é“’\u00a0", min_size=1, max_size=30)
WIDE = st.text(alphabet="漢字、「」aé \U0001f600\U0001f469\u200d\ufe0f\u0301\u3000ั", max_size=80)
PROSE = st.lists(WORDS | WIDE, max_size=20).map(" ".join)
HARD = st.text(alphabet="ab  \n\t", max_size=120)


def lines_fit(text: str, width: int) -> bool:
    for start, end in wrap(text, width):
        line = painted(text[start:end])
        if cell_len(line) > width and len(split_graphemes(line)[0]) > 1:
            return False
    return True


def left_out(text: str, width: int) -> str:
    """What stands on no line; fails when lines overlap or go back."""
    rest, last = "", 0
    for start, end in wrap(text, width):
        assert last <= start < end <= len(text)
        rest += text[last:start]
        last = end
    return rest + text[last:]


@given(PROSE | HARD | WIDE, st.integers(1, 90))
@settings(max_examples=300, deadline=None)
def test_every_character_stands_on_one_line_or_is_a_blank_at_a_break(text: str, width: int) -> None:
    assert not left_out(text, width).strip(BLANKS)


@given(PROSE | HARD | WIDE, st.integers(1, 90))
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert lines_fit(text, width)


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=9), min_size=1), st.integers(9, 40))
@settings(deadline=None)
def test_words_that_fit_are_never_cut(words: list[str], width: int) -> None:
    assert " ".join(wrapped(" ".join(words), width)).split() == words


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=9), min_size=2), st.integers(9, 40))
@settings(deadline=None)
def test_the_next_word_would_not_have_fitted(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width)
    for line, following in pairwise(lines):
        assert len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


@given(st.lists(st.text(alphabet="abé", min_size=1, max_size=12), min_size=1), st.integers(4, 30))
@settings(deadline=None)
def test_both_ways_of_wrapping_agree_on_narrow_text(words: list[str], width: int) -> None:
    narrow = " ".join(words)
    with_wide_tail = narrow + " " * width + "漢"
    assert wrapped(with_wide_tail, width)[:-1] == wrapped(narrow, width)


def test_a_line_takes_exactly_its_width() -> None:
    assert wrapped("abc def ghi", 7) == ["abc def", "ghi"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrapped("see https://example.org/abc now", 10) == ["see", "https://ex", "ample.org/", "abc now"]


def test_newlines_and_tabs_are_blanks() -> None:
    assert wrapped("one\ntwo\tthree", 30) == ["one two three"]


def test_wide_characters_count_two_cells() -> None:
    assert wrapped("東京都知事選", 5) == ["東京", "都知", "事選"]


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert wrapped("東京都。知事", 6) == ["東京", "都。知", "事"]


def test_a_joined_emoji_stays_whole() -> None:
    family = "\U0001f469\u200d\U0001f467"
    assert wrapped(f"ab {family}", 4) == ["ab", family]


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert wrapped("cafe\u0301 noir", 4) == ["cafe\u0301", "noir"]


def test_a_no_break_space_does_not_break() -> None:
    assert wrapped("at 10\u00a0000 euros", 8) == ["at", "10\u00a0000", "euros"]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t"])
def test_blanks_alone_make_no_line(text: str) -> None:
    assert wrap(text, 10) == []


def test_a_part_of_a_text_keeps_its_offsets() -> None:
    text = "xxxx one two yyyy"
    assert [text[start:end] for start, end in wrap(text, 4, 5, 12)] == ["one", "two"]


def test_what_is_taken_for_narrow_is_narrow() -> None:
    ranges = [
        range(0x20, 0x7F),
        range(0xA0, 0xAD),
        range(0xAE, 0x300),
        range(0x370, 0x483),
        range(0x2010, 0x2028),
        range(0x2030, 0x205F),
        range(0x20A0, 0x20C0),
    ]
    assert {get_character_cell_size(chr(code)) for codes in ranges for code in codes} == {1}


def test_a_letter_behind_stray_joiners_has_its_cell() -> None:
    assert wrapped("\u200d\u200da\u3000", 2) == ["\u200d\u200da", "\u3000"]
