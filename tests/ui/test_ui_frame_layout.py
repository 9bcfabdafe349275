from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.ui.actions import PANES, Pane
from tui_reader.ui.screens.layout import layout, list_rows

TOPS: tuple[Pane, ...] = ("articles", "quotes", "entities")


def test_a_wide_screen_shows_all_five_panes() -> None:
    assert layout(160, 45, "articles", "articles", zen=False).panes == frozenset(PANES)


def test_a_middle_screen_leaves_the_sources_out_until_they_are_asked_for() -> None:
    assert "sources" not in layout(110, 32, "reader", "articles", zen=False).panes
    asked = layout(110, 32, "sources", "articles", zen=False)
    assert asked.over == "sources"
    assert asked.panes == frozenset(PANES)


@pytest.mark.parametrize("top", TOPS)
def test_a_narrow_screen_shows_the_reader_and_the_pane_last_used(top: Pane) -> None:
    assert layout(80, 24, "reader", top, zen=False).panes == {"reader", top}


@pytest.mark.parametrize("pane", PANES)
def test_a_tiny_screen_and_zen_show_one_pane(pane: Pane) -> None:
    assert layout(60, 20, pane, "articles", zen=False).panes == {pane}
    assert layout(160, 45, pane, "articles", zen=True).panes == {pane}


@given(st.integers(0, 400), st.integers(0, 200), st.sampled_from(PANES), st.booleans())
def test_the_pane_with_the_focus_is_always_on_screen(width: int, height: int, pane: Pane, zen: bool) -> None:
    top = pane if pane in TOPS else "articles"
    assert pane in layout(width, height, pane, top, zen=zen).panes


@given(st.integers(15, 200))
def test_the_list_leaves_more_rows_to_the_reader_than_it_takes(height: int) -> None:
    assert 6 <= list_rows(height) <= height / 2
