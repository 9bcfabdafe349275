"""Several actions on one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from tui_reader.config.settings import Macro
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.query import ArticleQuery
from tui_reader.ui import keys, macros
from tui_reader.ui.actions import PANES
from tui_reader.ui.app import TuiReader
from tui_reader.ui.keys import Fingers
from tui_reader.ui.screens.finder import Finder
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.sheet import Sheet

WIDE = (160, 45)
STAR_ON = Macro("W s", ("article.star", "article.next"), "star and go on")


def opened(desk: Newsdesk, tmp_path: Path, *own: Macro) -> TuiReader:
    desk.config = replace(desk.config, macros=own)
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log", place=tmp_path / "screen.json")


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


async def begun(pilot: Pilot[None], app: TuiReader) -> MainScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    await until(pilot, lambda: screen.opening.shown and screen.browsing.counts, "the screen is filled")
    return screen


def test_a_macro_is_an_action_with_its_words_where_its_first_action_is() -> None:
    (found,) = macros.of([STAR_ON])
    assert (found.id, found.keys, found.words) == ("macro.1", ("W s",), "star and go on")
    assert set(found.where) == set(PANES) - {"sources", "entities"}


def test_a_macro_without_words_is_called_by_its_actions() -> None:
    (found,) = macros.of([Macro("B", ("undo", "help"))])
    assert found.words == "undo, help"


def test_a_sequence_completes_a_macro() -> None:
    hand = Fingers(keys.keymap({}, macros.of([STAR_ON])))
    assert hand.press("W", "articles") is None
    found = hand.press("s", "articles")
    assert found is not None
    assert found[0].id == "macro.1"


def test_an_unknown_action_in_a_macro_is_told_with_the_nearest_and_the_others_keep_their_number() -> None:
    own = [Macro("B", ("article.stars",)), STAR_ON]
    assert macros.problems({}, own) == [
        (0, "do", 'there is no action "article.stars"; did you mean article.star?')
    ]
    assert [action.id for action in macros.of(own)] == ["macro.2"]


def test_a_macro_cannot_name_a_macro() -> None:
    assert [index for index, _, _ in macros.problems({}, [STAR_ON, Macro("B", ("macro.1",))])] == [1]


def test_a_key_that_an_action_has_is_a_problem_of_the_macro() -> None:
    assert macros.problems({}, [Macro("s", ("undo",))]) == [
        (0, "key", '"s" is claimed by article.star and macro.1')
    ]
    assert macros.problems({"article.star": "b"}, [Macro("s", ("undo",))]) == []


def test_a_key_hidden_by_an_action_is_a_problem_of_the_macro() -> None:
    assert macros.problems({}, [Macro("g s", ("undo",))]) == [
        (0, "key", '"g" of move.top hides "g s" of macro.1')
    ]
    assert macros.problems({"preset": "vim"}, [Macro("g s", ("undo",))]) == []


def test_two_macros_on_one_key_are_a_problem_of_the_later() -> None:
    assert macros.problems({}, [Macro("B", ("undo",)), Macro("B", ("help",))]) == [
        (1, "key", '"B" is claimed by macro.1 and macro.2')
    ]


def test_keys_without_macros_have_no_problems_of_macros() -> None:
    assert macros.problems({"undo": "s"}, []) == []


async def test_one_key_runs_all_actions_of_a_macro(desk: Newsdesk, tmp_path: Path) -> None:
    app = opened(desk, tmp_path, STAR_ON)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        ids = list(screen.view.articles.ids)
        await pilot.press("2", "W", "s")
        await until(pilot, lambda: screen.view.articles.current == ids[1], "the cursor has gone on")
        await until(pilot, lambda: desk.rows(ids[:1])[0].starred, "the first is saved")
        assert [row.starred for row in desk.rows(ids[:2])] == [True, False]


async def test_what_a_macro_did_is_undone_one_action_at_a_time(desk: Newsdesk, tmp_path: Path) -> None:
    app = opened(desk, tmp_path, Macro("B", ("article.star", "article.next", "article.star")))
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        ids = list(screen.view.articles.ids)
        await pilot.press("2", "B")
        await until(pilot, lambda: all(row.starred for row in desk.rows(ids[:2])), "both are saved")
        await pilot.press("U")
        await until(pilot, lambda: not desk.rows(ids[1:2])[0].starred, "the second no longer is")
        assert desk.rows(ids[:1])[0].starred


async def test_an_action_that_asks_something_ends_the_macro(desk: Newsdesk, tmp_path: Path) -> None:
    app = opened(desk, tmp_path, Macro("B", ("command", "article.star")))
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot, app)
        await pilot.press("2", "B")
        await until(pilot, lambda: isinstance(app.screen, Finder), "it asks")
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert not desk.first(ArticleQuery(scope="starred"))


async def test_an_action_that_does_not_exist_where_one_is_by_then_ends_the_macro(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = opened(desk, tmp_path, Macro("B", ("pane.sources", "article.star", "zen")))
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await pilot.press("2", "B")
        await until(pilot, lambda: screen.panes.pane == "sources", "the first action has run")
        await pilot.pause(0.1)
        assert not screen.panes.zen


async def test_macros_stand_in_the_help(desk: Newsdesk, tmp_path: Path) -> None:
    app = opened(desk, tmp_path, STAR_ON)
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot, app)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, Sheet), "the help is open")
        assert isinstance(app.screen, Sheet)
        shown = ["".join(part.text for part in line) for line in app.screen.lines.painted]
        assert any("W s" in line and "star and go on" in line for line in shown)


async def test_the_palette_runs_a_macro(desk: Newsdesk, tmp_path: Path) -> None:
    app = opened(desk, tmp_path, STAR_ON)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        ids = list(screen.view.articles.ids)
        await pilot.press("2", "ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Finder), "the palette is open")
        finder = app.screen
        assert isinstance(finder, Finder)
        await pilot.press(*"star and")
        await until(pilot, lambda: [one.text for one in finder.list.offers][:1] == ["star and go on"], "it")
        await pilot.press("enter")
        await until(pilot, lambda: desk.rows(ids[:1])[0].starred, "it is saved")
        await until(pilot, lambda: screen.view.articles.current == ids[1], "the cursor has gone on")


async def test_a_broken_macro_is_told_at_the_start(desk: Newsdesk, tmp_path: Path) -> None:
    app = opened(desk, tmp_path, Macro("B", ("article.stars",)))
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        assert any("did you mean article.star?" in line for line in screen.work.log)
