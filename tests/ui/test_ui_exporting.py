"""Articles are written into files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui_reader.desk import publishing
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.finder import Finder
from tui_reader.ui.screens.main import MainScreen

WIDE = (160, 45)
STEM = "flood-barrier-vote-splits-the-lindau-council"


def reader(desk: Newsdesk, tmp_path: Path, export: str) -> TuiReader:
    desk.config = replace(desk.config, export=export)
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log", place=tmp_path / "screen.json")


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


async def asked(pilot: Pilot[None], app: TuiReader, *before: str) -> None:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    await until(pilot, lambda: screen.opening.shown and screen.browsing.counts, "the screen is filled")
    await pilot.press("2", *before, "w")
    await until(pilot, lambda: isinstance(app.screen, Finder) and app.screen.list.offers, "it asks")


def told(app: TuiReader) -> list[str]:
    return [str(one.message) for one in app._notifications]


@pytest.mark.parametrize(("typed", "kind"), [("", "md"), ("ht", "html"), ("txt", "txt"), ("js", "json")])
async def test_w_writes_the_article_in_the_format_one_chooses_and_says_where(
    desk: Newsdesk, tmp_path: Path, typed: str, kind: str
) -> None:
    app, path = reader(desk, tmp_path, str(tmp_path / "out")), tmp_path / "out" / f"{STEM}.{kind}"
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app)
        await pilot.press(*typed)
        await until(pilot, lambda: _first(app) == kind, "the format is the first offer")
        await pilot.press("enter")
        await until(pilot, lambda: f"Wrote {path}" in told(app), "it says where")
        assert "Flood barrier vote" in path.read_text()


def _first(app: TuiReader) -> object:
    assert isinstance(app.screen, Finder)
    return next((offer.value for offer in app.screen.list.offers), None)


async def test_a_file_that_is_there_is_never_overwritten(desk: Newsdesk, tmp_path: Path) -> None:
    app, taken = reader(desk, tmp_path, str(tmp_path)), tmp_path / f"{STEM}.md"
    taken.write_text("mine")
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: f"Wrote {tmp_path / STEM}-2.md" in told(app), "another name is taken")
        assert taken.read_text() == "mine"


async def test_all_selected_articles_are_written(desk: Newsdesk, tmp_path: Path) -> None:
    app, out = reader(desk, tmp_path, str(tmp_path / "out")), tmp_path / "out"
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app, "v", "j")
        await pilot.press("enter")
        await until(pilot, lambda: f"Wrote 2 articles into {out}" in told(app), "it says where")
        assert len(list(out.iterdir())) == 2


async def test_a_folder_that_cannot_be_is_told(desk: Newsdesk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = reader(desk, tmp_path, str(tmp_path / "file"))
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app)
        await pilot.press("enter")
        why = f"{tmp_path / 'file'} cannot be made: File exists"
        await until(pilot, lambda: why in told(app), "it says why")


async def test_esc_writes_nothing(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path, str(tmp_path / "out"))
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app)
        await pilot.press("escape")
        await pilot.pause(0.1)
    assert not (tmp_path / "out").exists()


def test_a_relative_folder_starts_at_the_configuration_and_none_is_the_current_one(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(desk.config, path=tmp_path / "feeds.toml")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert publishing.folder(replace(config, export="out")) == tmp_path / "out"
    assert publishing.folder(replace(config, export="~/out")) == tmp_path / "home" / "out"
    assert publishing.folder(config) == tmp_path
