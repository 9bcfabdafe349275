from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.binding import Binding

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui import actions
from tui_reader.ui.actions import ACTIONS, PANES
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen


def test_ids_are_unique_and_words_with_dots_and_dashes() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+([.-][a-z]+)*", name) for name in ids)


def test_no_default_key_is_claimed_twice() -> None:
    assert actions.problems({}) == []


def test_a_key_that_two_actions_claim_is_a_problem() -> None:
    assert actions.problems({"undo": "s"}) == ['keys: "s" is claimed by article.star and undo']


def test_an_unknown_action_is_a_problem_with_the_nearest_name() -> None:
    assert actions.problems({"article.stars": "b"}) == [
        'keys: there is no action "article.stars"; did you mean article.star?'
    ]


def test_the_readers_own_key_takes_the_place_of_the_defaults() -> None:
    star = actions.by_id()["article.star"]
    assert actions.keys_of(star, {"article.star": "b"}) == ("b",)
    assert actions.keys_of(star, {"undo": "b"}) == ("s",)


def test_several_own_keys_are_separated_by_commas_and_a_comma_alone_is_a_key() -> None:
    star = actions.by_id()["article.star"]
    assert actions.keys_of(star, {"article.star": "b, ctrl+b"}) == ("b", "ctrl+b")
    assert actions.keys_of(star, {"article.star": ","}) == (",",)
    assert actions.keymap({"article.star": ","}) == {"article.star": "comma"}


def test_unknown_actions_never_reach_the_keymap() -> None:
    assert actions.keymap({"nothing.such": "b"}) == {}


def test_every_binding_carries_the_id_it_can_be_rebound_by() -> None:
    assert {binding.id for binding in Binding.make_bindings(actions.bindings())} == {a.id for a in ACTIONS}


@pytest.mark.parametrize("pane", PANES)
def test_the_bottom_line_shows_only_actions_that_work_in_its_pane(pane: actions.Pane) -> None:
    shown = actions.on_line(pane)
    assert shown
    assert all(pane in action.where and action.label for action in shown)


async def test_every_action_of_the_table_can_be_run(desk: Newsdesk, tmp_path: Path) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)):
        screen = app.screen
        assert isinstance(screen, MainScreen)
        assert all(callable(screen.method(action)) for action in ACTIONS)
