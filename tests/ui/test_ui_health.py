"""The screen on `!`: how the sources are doing, and what is done about one from there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.errors import FetchError
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources import plan
from tui_reader.store import feeds
from tui_reader.store.connection import Connection
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.commanding import at_line
from tui_reader.ui.screens.health import HealthScreen, hints

SPECS = tuple(
    FeedSpec(f"https://{name}.example/f", "feed", url=f"https://{name}.example/f", title=name)
    for name in ("alpha", "beta")
)


FILE = "# mine\n" + "".join(f'[[feed]]\nurl = "{spec.url}"\ntitle = "{spec.title}"\n' for spec in SPECS)


def _move(conn: Connection) -> None:
    state = next(each for each in feeds.feed_states(conn) if each.key == SPECS[0].key)
    feeds.save_state(conn, replace(state, last_ok=1, moved_to="https://new.example/f", moved_seen=2))


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
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    desk.config = load(path)
    desk.library.write_now(_fail, desk.now())
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log")


async def test_what_is_wrong_stands_first_with_its_sentence(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert [one.title for one in screen.sources.rows] == ["beta", "alpha"]
        line = "".join(segment.text for segment in screen.sources.line(0, 100))
        assert line.startswith("failing")
        assert line.rstrip().endswith(" does not answer")


async def test_it_closes_with_its_own_key(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("!")
        assert not isinstance(pilot.app.screen, HealthScreen)


async def test_a_source_is_asked_again_from_there(desk: Newsdesk, tmp_path: Path) -> None:
    asked: list[str] = []
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.cures = replace(screen.cures, retry=asked.extend)
        await pilot.press("j", "r")
        assert asked == [SPECS[0].key]


async def test_all_that_failed_are_asked_again_and_no_other(desk: Newsdesk, tmp_path: Path) -> None:
    asked: list[str] = []
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.cures = replace(screen.cures, retry=asked.extend)
        await pilot.press("R")
        assert asked == [SPECS[1].key]


async def until(pilot: Pilot[None], true: object) -> None:
    """Wait for something to be so."""
    assert callable(true)
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to be so")


async def test_a_source_is_switched_off_and_the_key_of_undo_switches_it_on(
    desk: Newsdesk, tmp_path: Path
) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("d")
        await until(pilot, lambda: screen.sources.rows[-1].state == "off")
        assert screen.sources.rows[-1].title == "beta"
        assert not load(tmp_path / "feeds.toml").sources[1].enabled
        assert [row.error for row in desk.library.read(feeds.feed_rows)] == [""] * 3
        await pilot.press("U")
        await until(pilot, lambda: desk.config.sources[1].enabled)
        assert (tmp_path / "feeds.toml").read_text() == FILE
        await until(pilot, lambda: screen.sources.rows[-1].state == "new")


async def test_a_source_takes_the_address_it_moved_to_and_keeps_its_articles(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    desk.library.write_now(_move)
    before = {state.key: state.feed_id for state in desk.library.read(feeds.feed_states)}
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert {one.state for one in screen.sources.rows} == {"moved", "failing"}
        screen.sources.move_to(next(n for n, one in enumerate(screen.sources.rows) if one.move))
        await pilot.press("u")
        await until(pilot, lambda: desk.config.sources[0].url == "https://new.example/f")
    after = {state.key: state.feed_id for state in desk.library.read(feeds.feed_states)}
    assert after["https://new.example/f"] == before[SPECS[0].key]


async def test_the_details_say_class_sentence_and_what_to_do(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.pause(0.05)
        facts = dict(screen.details.facts)
        assert facts["state"] == "failing · timeout"
        assert facts["told"] == "beta.example does not answer"
        assert "asked again" in facts["to do"]
        assert {"address", "good", "next", "volume"} <= facts.keys()


async def test_a_line_is_whole_before_the_scroll_bar(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot)
        screen.sources.rows = [replace(screen.sources.rows[0], sentence="it says a word " * 9)]
        room = screen.sources.scrollable_content_region.width - screen.sources.GUTTER
        text = "".join(segment.text for segment in screen.sources.line(0, screen.sources.size.width - 1))
        assert text.endswith("…")
        assert len(text) <= room


async def test_four_weeks_are_charted_where_there_is_room(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=(160, 45)) as pilot:
        screen = await opened(pilot)
        screen.sources.rows = [replace(screen.sources.rows[0], days=(8,) * 2 + (0,) * 26)]
        wide, narrow = (
            "".join(segment.text for segment in screen.sources.line(0, width)) for width in (130, 90)
        )
        assert "▆" in wide
        assert "▆" not in narrow
        assert "4.0" in wide
        assert "4.0" in narrow


async def test_keys_named_on_the_frame_are_clicked_on(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(110, 32)) as pilot:
        screen = await opened(pilot)
        await pilot.pause(0.05)
        frame = screen.query_one("#health-frame").region
        shown = hints(frame.width - 6, moved=False).plain
        start = frame.right - 2 - len(shown)
        await pilot.click(offset=(start + shown.index("d off"), frame.bottom - 1))
        await until(pilot, lambda: screen.sources.rows[-1].state == "off")


@pytest.mark.parametrize("moved", [False, True])
def test_on_the_smallest_screen_every_key_has_its_word(moved: bool) -> None:
    shown = hints(60 - 6, moved=moved)
    keys = [part.split()[0] for part in shown.plain.split(" · ")]
    assert shown.cell_length <= 60 - 6
    assert keys == [*(["u"] if moved else []), "r", "R", "d", "e", "U", "Esc"]


async def test_looking_ends_no_search(desk: Newsdesk, tmp_path: Path) -> None:
    async with reader(desk, tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        ticket = desk.library._ticket
        await screen._look()
        assert desk.library._ticket is ticket


async def test_without_sources_it_says_how_to_come_by_one(empty_desk: Newsdesk, tmp_path: Path) -> None:
    async with TuiReader(empty_desk, ["/bin/true"], log=tmp_path / "log").run_test(size=(120, 40)) as pilot:
        await pilot.press("!")
        await pilot.pause(0.1)
        screen = pilot.app.screen
        assert isinstance(screen, HealthScreen)
        assert screen.sources.empty.startswith("No sources yet.\na adds one")


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        (["vi"], ["vi", "+7", "f"]),
        (["/usr/bin/nvim", "-p"], ["/usr/bin/nvim", "-p", "+7", "f"]),
        (["hx"], ["hx", "f:7"]),
        (["code", "--wait"], ["code", "--wait", "-g", "f:7"]),
        (["some-editor"], ["some-editor", "f"]),
    ],
)
def test_an_editor_opens_the_file_at_the_line(editor: list[str], expected: list[str]) -> None:
    assert at_line(editor, "f", 7) == expected
