"""What one does every day, through the keys: select, command, find anything, hand on, arrange."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from textual.pilot import Pilot

from tests.ui.test_ui_frame_journeys import WIDE, main_of, reader, title_of, until
from tui_reader.config.settings import Share
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.query import ArticleQuery


def found(desk: Newsdesk, text: str) -> int:
    return len(desk.first(ArticleQuery(text=text)))


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if char == " " else char for char in text))


async def test_several_articles_are_selected_marked_and_given_back_as_one_step(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: title_of(main_of(app)), "an article is shown")
        await pilot.press("2", "v", "j", "j", "s")
        await until(pilot, lambda: found(desk, "is:starred ") == 3, "three are starred")
        await pilot.press("U")
        await until(pilot, lambda: found(desk, "is:starred ") == 0, "none is")


async def test_a_command_is_typed_and_run(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: title_of(main_of(app)), "an article is shown")
        await pilot.press(":")
        await typed(pilot, "tag +harbour")
        await pilot.press("enter")
        await until(pilot, lambda: found(desk, "tag:harbour ") == 1, "the article has its tag")


async def test_the_palette_finds_an_article_by_letters_of_its_title(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: title_of(main_of(app)).startswith("Flood"), "an article is shown")
        await pilot.press("ctrl+p")
        await typed(pilot, "keller resigns")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: title_of(main_of(app)).startswith("Keller"), "the other one is shown")


async def test_an_article_is_piped_to_a_program(desk: Newsdesk, tmp_path: Path) -> None:
    app, out = reader(desk, tmp_path), tmp_path / "out"
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: title_of(main_of(app)).startswith("Flood"), "an article is shown")
        await pilot.press("|")
        await typed(pilot, f"tee {out}")
        await pilot.press("enter")
        await until(pilot, lambda: out.exists() and "Flood" in out.read_text(), "the program got the text")


async def test_a_share_target_gets_the_article(desk: Newsdesk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    share = Share(name="Archive", command=("tee", str(out)), input="json")
    desk.config = dataclasses.replace(desk.config, share=(share,))
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: title_of(main_of(app)).startswith("Flood"), "an article is shown")
        await pilot.press("|")
        await typed(pilot, "arch")
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await until(pilot, lambda: out.exists() and '"Flood' in out.read_text(), "the program got JSON")


async def test_a_pane_is_resized_and_evened(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        before = screen.view.sources.size.width
        await pilot.press("1", "ctrl+right", "ctrl+right")
        await until(pilot, lambda: screen.view.sources.size.width == before + 4, "the pane is wider")
        await pilot.press("ctrl+home")
        await until(pilot, lambda: screen.view.sources.size.width == before, "it is as before")
