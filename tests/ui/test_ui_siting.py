"""What a site taught, on the screen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.test_ui_frame_journeys import main_of, title_of, until
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.desk.places import Places
from tui_reader.model.site import SiteFacts
from tui_reader.store import sites
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.sheet import Sheet

HOST = "meridian.example"


def told(app: TuiReader) -> str:
    return " ".join(str(one.message) for one in app._notifications)


async def command(pilot: Pilot[None], app: TuiReader, line: str) -> None:
    await until(pilot, lambda: title_of(main_of(app)), "an article is shown")
    await pilot.press(":", *("space" if letter == " " else letter for letter in line), "enter")


def page(app: TuiReader) -> str:
    assert isinstance(app.screen, Sheet)
    return "\n".join("".join(part.text for part in line) for line in app.screen.lines.painted)


@pytest.fixture
def app(desk: Newsdesk, tmp_path: Path) -> TuiReader:
    for number in range(1, 5):
        desk.library.write_now(sites.learn, HOST, number, SiteFacts((), "main>article.story"), 1)
    places = ["--config", str(desk.config.path), "--data-dir", str(desk.library.path.parent)]
    assert desk.library.path == Places(desk.config.path, desk.library.path.parent).store
    program = [sys.executable, "-m", "tui_reader", *places]
    return TuiReader(desk, program, log=tmp_path / "log", place=tmp_path / "screen.json")


async def test_a_site_is_shown_by_its_name(app: TuiReader) -> None:
    async with app.run_test(size=(110, 32)) as pilot:
        await command(pilot, app, f"site {HOST}")
        await until(pilot, lambda: isinstance(app.screen, Sheet) and page(app), "the sheet is painted")
        assert f"{HOST}: 4 of its pages were read." in page(app)
        assert 'container = "main>article.story"' in page(app)


async def test_a_site_is_forgotten(app: TuiReader, desk: Newsdesk) -> None:
    async with app.run_test(size=(110, 32)) as pilot:
        await command(pilot, app, f"site forget {HOST}")
        await until(pilot, lambda: "Forgot what the pages" in told(app), "it says so")
        assert desk.library.read(sites.site, HOST) is None


async def test_an_unknown_site_is_said_to_be_unknown(app: TuiReader) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await command(pilot, app, "site shore.example")
        await until(pilot, lambda: "nothing is known of shore.example" in told(app), "it says so")
