"""The screen on `!`: how the sources are doing."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tui_reader.config import Config
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.errors import FetchError
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources import plan
from tui_reader.store import feeds
from tui_reader.store.connection import Connection
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.health import HealthScreen

SPECS = tuple(
    FeedSpec(f"https://{name}.example/f", "feed", url=f"https://{name}.example/f", title=name)
    for name in ("alpha", "beta")
)


def _fail(conn: Connection, now: int) -> None:
    ids = feeds.sync_specs(conn, SPECS)
    state = FeedState(ids[SPECS[1].key], SPECS[1].key, "feed")
    error = FetchError("beta.example does not answer", kind="timeout")
    feeds.save_state(conn, plan.after_failure(state, error, now=now))


async def opened(pilot: Pilot[None]) -> HealthScreen:
    """Press `!` and wait for the rows."""
    await pilot.press("!")
    screen = pilot.app.screen
    assert isinstance(screen, HealthScreen)
    for _ in range(100):
        await pilot.pause(0.02)
        if screen.sources.rows:
            return screen
    raise AssertionError("no rows came")


def reader(desk: Newsdesk, tmp_path: Path) -> TuiReader:
    desk.config = Config(tmp_path / "feeds.toml", SPECS)
    desk.library.write_now(_fail, desk.now())
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log")


async def test_what_is_wrong_stands_first_with_its_sentence(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert [one.title for one in screen.sources.rows] == ["beta", "alpha"]
        line = "".join(segment.text for segment in screen.sources.line(0, 100))
        assert line.startswith("failing")
        assert "beta.example does not answer" in line


async def test_it_closes_with_its_own_key(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("!")
        assert not isinstance(pilot.app.screen, HealthScreen)


async def test_a_source_is_asked_again_from_there(desk: Newsdesk, tmp_path: Path) -> None:
    asked: list[str] = []
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen._retry = asked.extend  # what the main screen gives
        await pilot.press("j", "r")
        assert asked == [SPECS[0].key]
