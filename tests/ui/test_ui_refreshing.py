"""While a refresh brings news the screen does little: keys come first, and nothing is left out in the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import NOW
from tests.ui.test_ui_frame_journeys import WIDE, main_of, reader, until
from tui_reader.desk import lifetime
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.desk.workers import Workers
from tui_reader.model.article import Entry
from tui_reader.model.events import ArticlesAdded, Finished, Progress
from tui_reader.store import entries, feeds
from tui_reader.store.library import Library
from tui_reader.ui.screens import workplace
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.workplace import LISTED_EVERY

FEEDS = 60


def count_listings(screen: MainScreen, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One number for each time the lists are made anew."""
    listed: list[int] = []
    real = screen.browsing.reload

    async def reload() -> None:
        listed.append(len(listed))
        await real()

    monkeypatch.setattr(screen.browsing, "reload", reload)
    return listed


@asynccontextmanager
async def busy(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """A screen that has started, and believes that a refresh is under way."""
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: screen.opening.opened and not screen.work.fetching, "it has started")
        monkeypatch.setattr(screen.work._workers, "_busy", True)
        yield pilot, screen


async def test_lists_are_made_anew_now_and_then_however_much_arrives(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with busy(desk, tmp_path, monkeypatch) as (pilot, screen):
        listed = count_listings(screen, monkeypatch)
        begun = time.monotonic()
        for number in range(FEEDS):
            screen.work._heard(ArticlesAdded(1, f"Place {number}", 1, 0))
            await pilot.pause(0.04)
        spent = time.monotonic() - begun
        assert 1 <= len(listed) <= 2 + spent / LISTED_EVERY


async def test_what_came_last_is_listed_when_the_refresh_is_over(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with busy(desk, tmp_path, monkeypatch) as (pilot, screen):
        before = len(screen.view.articles.ids)
        screen.work._heard(ArticlesAdded(1, "First", 1, 0))
        await pilot.pause(0.3)
        feed_id = desk.library.read(feeds.feed_rows)[0].feed_id
        fresh = [Entry(guid="last", title="The last one", published=desk.now())]
        desk.library.write_now(entries.store_entries, feed_id, fresh, kind="feed", now=desk.now())
        screen.work._heard(Finished("fetch", added=1))
        await until(pilot, lambda: len(screen.view.articles.ids) == before + 1, "it is listed")


async def test_of_many_steps_in_one_breath_the_last_is_shown(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with busy(desk, tmp_path, monkeypatch) as (pilot, screen):
        taken: list[object] = []
        monkeypatch.setattr(screen.work, "_take", taken.append)
        for number in range(500):
            screen.work._heard(Progress("fetch", number, 500, ""))
        await until(pilot, lambda: taken, "the news was spread")
        assert [one for one in taken if isinstance(one, Progress)] == [Progress("fetch", 499, 500, "")]


async def test_who_merely_waits_is_not_counted_as_failed(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    feed_id = desk.library.read(feeds.feed_rows)[0].feed_id

    def refuse(connection: object, kind: str) -> None:
        connection.execute(  # type: ignore[attr-defined]
            "UPDATE feed SET error = 'wait until 14:20', error_kind = ? WHERE id = ?", (kind, feed_id)
        )

    desk.library.write_now(refuse, "retry-after")
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: screen.opening.opened, "it has started")
        waiting = screen.view.header.heading.failed
        desk.library.write_now(refuse, "http-404")
        await screen.browsing.recount()
        assert screen.view.header.heading.failed == waiting + 1


async def test_articles_that_another_process_brings_are_handed_to_the_language_worker(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    async def more(_: Workers) -> None:
        asked.append(True)

    monkeypatch.setattr(Workers, "more", more)
    # The clock of these tests stands still.
    monkeypatch.setattr(workplace, "QUIET", 0)
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: asked, "the worker is asked as the screen starts")
        asked.clear()
        await another_process_brings(desk.library.path, Entry(guid="cron", title="By cron", content="Fog."))
        await until(pilot, lambda: asked, "the worker is asked again")


async def another_process_brings(path: Path, entry: Entry) -> None:
    """Store an article through a connection of its own, as `fetch` run by cron does."""

    def bring() -> None:
        with Library.open(path) as library:
            feed_id = library.read(feeds.feed_rows)[0].feed_id
            library.write_now(entries.store_entries, feed_id, [entry], kind="feed", now=NOW)

    await asyncio.to_thread(bring)


def test_workers_stand_far_back() -> None:
    assert lifetime.NICENESS >= 10


@pytest.mark.parametrize(("fetched", "asked"), [(NOW - 60, True), (0, False)])
async def test_while_open_what_is_due_is_asked_every_so_often_once_the_reader_has_begun(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fetched: int, asked: bool
) -> None:
    monkeypatch.setattr(workplace, "SHORTEST", 0)
    desk.config = replace(desk.config, refresh=1)
    desk.library.write_now(lambda conn: conn.execute("UPDATE feed SET last_ok = ?", (fetched,)))
    ran: list[tuple[str, ...]] = []

    async def refresh(_: Workers, *arguments: str) -> bool:
        ran.append(arguments)
        return True

    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: screen.opening.opened, "it has started")
        monkeypatch.setattr(Workers, "refresh", refresh)
        if asked:
            await until(pilot, lambda: () in ran, "what is due is asked, and no more")
        else:
            await pilot.pause(1.5)
            assert () not in ran
