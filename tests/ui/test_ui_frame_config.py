"""feeds.toml is changed while the reader is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen

FEEDS = '[[feed]]\nurl = "https://a.example/f"\ntitle = "Alpha"\n'
MORE = '[[feed]]\nurl = "https://b.example/f"\ntitle = "Beta"\n'


def opened(desk: Newsdesk, tmp_path: Path) -> tuple[TuiReader, Path]:
    """A reader over a feeds.toml that is there."""
    path = tmp_path / "feeds.toml"
    path.write_text(FEEDS)
    desk.config = load(path)
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log"), path


def main_of(app: TuiReader) -> MainScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


async def polled(pilot: Pilot[None], screen: MainScreen, true: Callable[[], object]) -> None:
    """Look at the file as the clock would, until something holds."""
    for _ in range(100):
        screen.work.config.poll()
        await pilot.pause(0.02)
        if true():
            return
    raise AssertionError("it never came true")


async def test_a_feed_written_into_the_file_appears(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app, path = opened(empty_desk, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        path.write_text(FEEDS + MORE)
        await polled(pilot, main_of(app), lambda: len(empty_desk.config.sources) == 2)
        counts = await empty_desk.counts()
    assert [row.title for row in counts.sources][:2] == ["Alpha", "Beta"]


async def test_a_feed_taken_out_is_hidden(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app, path = opened(empty_desk, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        path.write_text(MORE)
        await polled(pilot, main_of(app), lambda: empty_desk.config.sources[0].title == "Beta")
        counts = await empty_desk.counts()
    assert "Alpha" not in [row.title for row in counts.sources]


async def test_a_broken_file_changes_nothing_and_is_told(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app, path = opened(empty_desk, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = main_of(app)
        path.write_text("[[feed]]\nurl = 5\n")
        await polled(pilot, screen, lambda: screen.work.config.problems)
        assert [spec.title for spec in empty_desk.config.sources] == ["Alpha"]
        assert any("feed[1].url" in line for line in screen.work.log)
        path.write_text(FEEDS + MORE)
        await polled(pilot, screen, lambda: len(empty_desk.config.sources) == 2)
        assert screen.work.config.problems == ()


async def test_another_key_holds_at_once(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app, path = opened(empty_desk, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        path.write_text(f'{FEEDS}[keys]\nhelp = "f5"\n')
        await polled(pilot, main_of(app), lambda: empty_desk.config.keys)
        await pilot.press("f5")
        await pilot.pause()
        assert len(app.screen_stack) > 1


async def test_a_macro_written_into_the_file_holds_at_once(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app, path = opened(empty_desk, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        path.write_text(f'{FEEDS}[[macro]]\nkey = "B"\ndo = ["pane.reader", "zen"]\n')
        await polled(pilot, main_of(app), lambda: empty_desk.config.macros)
        await pilot.press("B")
        await pilot.pause()
        assert (main_of(app).panes.pane, main_of(app).panes.zen) == ("reader", True)


async def test_without_any_source_the_reader_says_what_to_do(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app, path = opened(empty_desk, tmp_path)
    path.write_text("")
    empty_desk.config = load(path)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = main_of(app).view.reader
        for _ in range(100):
            await pilot.pause(0.02)
            shown = [reader.render_line(y).text.strip() for y in range(8)]
            if "a adds a feed, or the one of a page." in shown:
                return
    raise AssertionError(shown)
