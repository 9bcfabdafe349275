"""Addresses lose what follows the reader, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.trackers import NAMES, is_tracker, without_trackers


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=7&fbclid=abc&page=2#top", "https://a.example/x?id=7&page=2#top"),
        ("https://a.example/x?UTM_Campaign=q&b", "https://a.example/x?b"),
        ("https://a.example/x?gclid=1&mc_cid=2&at_medium=RSS", "https://a.example/x"),
        ("https://a.example/x#utm_source=rss", "https://a.example/x"),
        ("https://a.example/x#xtor=RSS-1", "https://a.example/x"),
    ],
)
def test_trackers_go(url: str, clean: str) -> None:
    assert without_trackers(url) == clean


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x",
        "https://a.example/?q=utm_source&a=b%20c&&",
        "https://a.example/utm_source=1",
        "https://a.example/x?",
        "mailto:a@b.example?subject=utm_x",
        "http://[bad?utm_x=1",
    ],
)
def test_everything_else_stays_letter_for_letter(url: str) -> None:
    assert without_trackers(url) == url


def test_the_table_is_in_lower_case() -> None:
    assert all(name == name.lower() and is_tracker(name.upper()) for name in NAMES)


@given(st.text(max_size=80))
def test_a_second_time_changes_nothing(text: str) -> None:
    once = without_trackers(f"https://a.example/{text}")
    assert without_trackers(once) == once
