"""Adding a feed with `a`: an address, the feeds behind it, a folder, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.errors import FetchError, SourceError
from tui_reader.model.subscription import Candidate
from tui_reader.store import articles
from tui_reader.store.connection import Connection
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.finder import Finder
from tui_reader.ui.screens.seeking import Seeking
from tui_reader.ui.screens.subscribing import placed

FILE = '# mine\n[[feed]]\nurl = "https://alpha.example/f" # first\nfolder = "World"\n'
FOUND = (
    Candidate("https://alpha.example/f", "Alpha", 12, "RSS", 0),
    Candidate("https://quay.example/b", "[b]Quay[/b] [@click=app.quit]", 1, "Atom", 1_790_000_000),
)
Tell = Callable[[str], None]


@asynccontextmanager
async def asking(desk: Newsdesk, tmp_path: Path) -> AsyncIterator[tuple[Pilot[None], Seeking]]:
    """The reader with the question open."""
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    desk.config = load(path)
    async with TuiReader(desk, ["/bin/true"], log=tmp_path / "log").run_test(size=(110, 32)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Seeking)
        screen._seek = seek
        yield pilot, screen


async def seek(address: str, tell: Tell) -> Sequence[Candidate]:
    tell(f"asking {address}")
    if address == "nowhere":
        raise FetchError("nowhere is a name that cannot be found", kind="dns")
    if address == "plain":
        raise SourceError("plain is no feed")
    if address == "slow":
        await asyncio.sleep(30)
    return FOUND


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    """Wait for something to be so."""
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to be so")


def _some(conn: Connection) -> int:
    return int(conn.execute("SELECT max(id) FROM article").fetchone()[0])


def _starred(conn: Connection, article_id: int) -> bool:
    return articles.status(conn, article_id).starred


def note(screen: Seeking) -> str:
    return str(screen.query_one("#finder-note", Static).visual)


async def test_what_is_found_is_offered_the_first_new_one_under_the_cursor(
    desk: Newsdesk, tmp_path: Path
) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"quay", "enter")
        await until(pilot, lambda: screen.list.offers)
        first, second = screen.list.offers
        assert (first.text, first.detail) == ("Alpha", "in feeds.toml already")
        assert second.text == FOUND[1].title
        assert second.detail.startswith("Atom · 1 article · ")
        assert screen.list.current == second


async def test_a_feed_is_written_with_folder_and_tags_and_taken_out_by_undo(
    desk: Newsdesk, tmp_path: Path
) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"quay", "enter")
        await until(pilot, lambda: screen.list.offers)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))
        await pilot.press(*"Coast +x", "enter")
        await until(pilot, lambda: len(desk.config.sources) == 2)
        added = load(tmp_path / "feeds.toml").sources[1]
        assert (added.url, added.folder, added.tags) == (FOUND[1].url, "Coast", ("x",))
        assert (tmp_path / "feeds.toml").read_text().startswith(FILE)
        await pilot.press("U")
        await until(pilot, lambda: len(desk.config.sources) == 1)
        assert (tmp_path / "feeds.toml").read_text() == FILE
        await pilot.press("ctrl+r")
        await until(pilot, lambda: len(desk.config.sources) == 2)


async def test_what_the_library_did_later_is_undone_first(desk: Newsdesk, tmp_path: Path) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"quay", "enter")
        await until(pilot, lambda: screen.list.offers)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))
        await pilot.press("enter")
        await until(pilot, lambda: len(desk.config.sources) == 2)
        article = desk.library.read(_some)
        await desk.mark([article], "starred", value=True, label="starred")
        await pilot.press("U")
        await until(pilot, lambda: not desk.library.read(_starred, article))
        assert len(desk.config.sources) == 2
        await pilot.press("U")
        await until(pilot, lambda: len(desk.config.sources) == 1)


async def test_one_that_is_there_is_not_added_twice(desk: Newsdesk, tmp_path: Path) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"quay", "enter")
        await until(pilot, lambda: screen.list.offers)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "already" in note(screen)


async def test_an_address_that_does_not_answer_can_be_added_as_it_stands(
    desk: Newsdesk, tmp_path: Path
) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"nowhere", "enter")
        await until(pilot, lambda: "Enter adds it as it stands" in note(screen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))


async def test_a_password_in_an_address_is_written_and_not_shown(desk: Newsdesk, tmp_path: Path) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        secret = Candidate("https://ada:s3cret@quay.example/f", "", 1)

        async def found(address: str, tell: Tell) -> Sequence[Candidate]:
            return (secret,)

        screen._seek = found
        await pilot.press(*"quay", "enter")
        await until(pilot, lambda: screen.list.offers)
        assert "s3cret" not in f"{note(screen)} {screen.list.offers[0]}".replace(repr(secret), "")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))
        await pilot.press("enter")
        await until(pilot, lambda: len(desk.config.sources) == 2)
        assert desk.config.sources[1].url == secret.url


async def test_a_page_without_feeds_says_so_and_is_not_added(desk: Newsdesk, tmp_path: Path) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"plain", "enter")
        await until(pilot, lambda: "is no feed" in note(screen))
        await pilot.press("escape")
        assert (tmp_path / "feeds.toml").read_text() == FILE


async def test_esc_stops_looking_first_and_closes_then(desk: Newsdesk, tmp_path: Path) -> None:
    async with asking(desk, tmp_path) as (pilot, screen):
        await pilot.press(*"slow", "enter")
        await until(pilot, lambda: "asking slow" in note(screen))
        await pilot.press("escape")
        assert "stopped" in note(screen)
        await pilot.press("escape")
        assert pilot.app.screen is not screen


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ("", ())),
        ("World/Europe +daily +x", ("World/Europe", ("daily", "x"))),
        ("+a Two words +a", ("Two words", ("a",))),
        ("/Lead/ + ", ("Lead", ())),
    ],
)
def test_a_place_is_a_folder_and_tags(typed: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert placed(typed) == expected
