"""Full runs of the garbage collector come when nobody waits for the screen."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tui_reader.ui import tidying

LAST = (100, 3, tidying.DUE)


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_full_run_waits_while_anything_else_is_made() -> None:
    assert not tidying.at_rest(LAST, (5, 4, tidying.DUE))
    assert not tidying.at_rest(LAST, (5, 0, tidying.DUE + 1))


def test_a_full_run_comes_at_rest_when_it_is_due() -> None:
    assert tidying.at_rest(LAST, (160, 3, tidying.DUE))


def test_no_full_run_comes_before_it_is_due() -> None:
    early = (100, 3, tidying.DUE - 1)
    assert not tidying.at_rest(early, early)


def test_nothing_but_rest_makes_a_full_run_for_long() -> None:
    young = gc.get_threshold()[:2]
    tidying.postpone()
    assert gc.get_threshold() == (*young, tidying.FORCED)


def test_a_run_at_rest_takes_cycles_away(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: LAST)
    monkeypatch.setattr(gc, "collect", lambda: runs.append(1))
    assert tidying.tidy(LAST) == LAST
    assert runs == [1]
