from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_reader.ui.format import age, ago, counted, fit, pad, short_count, sparkline

NOW = int(datetime(2026, 11, 24, 12).astimezone().timestamp())
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (-500, "now"),
        (59, "now"),
        (12 * MINUTE, "12m"),
        (HOUR - 1, "59m"),
        (3 * HOUR, "3h"),
        (2 * DAY, "2d"),
        (41 * DAY, "14 Oct"),
        (200 * DAY, "8 May"),
        (2 * 365 * DAY, "2024"),
    ],
)
def test_age_is_short(past: int, words: str) -> None:
    assert age(NOW, NOW - past) == words


@given(st.integers(-DAY, 60 * 365 * DAY))
def test_age_never_takes_more_than_six_cells(past: int) -> None:
    assert 1 <= cell_len(age(NOW, NOW - past)) <= 6


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (5, "just now"),
        (41 * MINUTE, "41 min ago"),
        (HOUR, "1 hour ago"),
        (5 * HOUR, "5 hours ago"),
        (3 * DAY, "3 days ago"),
        (41 * DAY, "14 Oct 2026"),
    ],
)
def test_ago_says_it_in_words(past: int, words: str) -> None:
    assert ago(NOW, NOW - past) == words


def test_one_thing_is_singular() -> None:
    assert (counted(1, "quote"), counted(2, "quote"), counted(1204, "article")) == (
        "1 quote",
        "2 quotes",
        "1,204 articles",
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (1204, "1.2k"),
        (9949, "9.9k"),
        (48_310, "48k"),
        (999_700, "1M"),
        (1_250_000, "1.2M"),
    ],
)
def test_short_counts(number: int, words: str) -> None:
    assert short_count(number) == words


@given(st.integers(0, 10**12))
def test_a_short_count_never_takes_more_than_four_cells(number: int) -> None:
    assert len(short_count(number)) <= 4


TEXTS = st.text(alphabet="ab c“漢字\U0001f600é\u0301", max_size=40)


@given(TEXTS, st.integers(0, 30))
def test_fit_never_exceeds_its_cells(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) <= cells


@given(TEXTS.filter(lambda text: cell_len(text) > 0))
def test_fit_leaves_alone_what_fits(text: str) -> None:
    assert fit(text, cell_len(text)) == text


@given(TEXTS, st.integers(0, 30))
def test_pad_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(pad(text, cells)) == cells


def test_fit_shows_that_something_is_cut() -> None:
    assert fit("Keller resigns", 8) == "Keller…"


def test_fit_does_not_cut_a_wide_character_in_two() -> None:
    assert fit("東京都", 4) == "東…"


def test_a_sparkline_ends_at_the_right() -> None:
    assert sparkline([1, 4, 16], 5) == "  ▃▅█"


def test_a_sparkline_shows_the_latest_values() -> None:
    assert sparkline([9, 9, 0, 9], 2) == " █"


def test_a_sparkline_of_ones_is_low() -> None:
    assert sparkline([1, 1, 2], 3) == "▃▃▅"


@pytest.mark.parametrize("values", [[], [0, 0], [-3]])
def test_a_sparkline_of_nothing_is_blank(values: list[int]) -> None:
    assert sparkline(values, 4) == "    "
