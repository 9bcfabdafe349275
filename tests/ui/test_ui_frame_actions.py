from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui import actions
from tui_reader.ui.actions import ACTIONS, PANES
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen


def test_ids_are_unique_and_words_with_dots_and_dashes() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+([.-][a-z]+)*", name) for name in ids)


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


@pytest.mark.parametrize("pane", [pane for pane in PANES if pane != "sources"])
async def test_without_articles_the_bottom_line_names_no_key_for_articles(
    empty_desk: Newsdesk, tmp_path: Path, pane: actions.Pane
) -> None:
    app = TuiReader(empty_desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        screen = app.screen
        assert isinstance(screen, MainScreen)
        await pilot.pause(0.2)
        screen.panes.go(pane)
        said = screen.view.key_line.render().plain
        assert "add a feed" in said
        assert "help" in said
        assert "unread" not in said
        assert "star" not in said


async def test_with_articles_the_bottom_line_is_that_of_the_pane(desk: Newsdesk, tmp_path: Path) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        screen = app.screen
        assert isinstance(screen, MainScreen)
        await pilot.pause(0.2)
        screen.panes.go("articles")
        assert "add a feed" not in screen.view.key_line.render().plain
