"""The keys of the reader's page: quotes only, letters over links, the list of links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.document import Link
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.dossier import DossierScreen
from tui_reader.ui.screens.link_list import LinkList
from tui_reader.ui.screens.linking import Hints
from tui_reader.ui.screens.main import MainScreen

WIDE = (160, 45)
PORT, COUNCIL = "https://port.example/times?a=1", "https://www.council.example/minutes"


def reader(desk: Newsdesk, tmp_path: Path) -> TuiReader:
    desk.config = replace(desk.config, browser=("no-such-browser-anywhere",))
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log")


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


def told(app: TuiReader) -> str:
    return "\n".join(str(one.message) for one in app._notifications)


async def at_page(pilot: Pilot[None], app: TuiReader, *, linked: bool = False) -> MainScreen:
    """The reader on the article with four quotes, if asked for with two links in its first paragraph."""
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    await until(pilot, lambda: screen.opening.shown and screen.browsing.counts, "the screen is filled")
    await pilot.press("2", "j", "enter")
    await until(pilot, lambda: len(screen.view.quotes.quotes) == 4, "the article is open")
    if linked:
        known = screen.opening.opened
        assert known is not None
        assert known.document is not None
        links = (Link(0, 11, PORT), Link(50, 60, COUNCIL))
        screen.opening.opened = replace(known, document=replace(known.document, links=links))
        screen.view.reader.show(screen.opening.opened, now=screen.view.now)
    return screen


def page(screen: MainScreen) -> str:
    reader = screen.view.reader
    return "\n".join(reader.render_line(y).text for y in range(reader.size.height))


async def test_a_quotation_mark_leaves_only_who_said_what(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        assert "Two pages long" in page(screen)
        await pilot.press('"')
        assert "Omar Haddad said" in page(screen)
        assert "dated 3 March" not in page(screen)
        assert str(screen.view.reader.border_title) == "3 Reader: quotes only"
        await pilot.press('"')
        assert "dated 3 March" in page(screen)
        assert str(screen.view.reader.border_title) == "3 Reader"


async def test_a_click_on_a_speaker_opens_his_page(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        await pilot.press('"')
        pane = screen.view.reader
        row = next(y for y in range(pane.size.height) if "Omar Haddad said" in pane.render_line(y).text)
        column = pane.render_line(row).text.index("Omar")
        await pilot.click(pane, offset=(column + 2, row + 1))
        await until(pilot, lambda: isinstance(app.screen, DossierScreen), "the page is open")


async def test_quotes_only_stays_for_the_next_article(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        await pilot.press('"', "K")
        await until(pilot, lambda: "Flood barrier" in page(screen), "the article before is shown")
        assert "Omar Haddad said" in page(screen)
        assert "did not attend" not in page(screen)


async def test_esc_goes_from_quotes_only_to_the_text_and_then_to_the_list(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        await pilot.press('"', "escape")
        assert not screen.view.reader.quotes_only
        assert screen.view.reader.has_focus
        await pilot.press("escape")
        assert screen.view.articles.has_focus


async def test_an_article_without_quotes_keeps_its_text(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        await pilot.press("J")
        await until(pilot, lambda: "Strike at the port" in page(screen), "the next article is shown")
        await pilot.press('"')
        assert "Nobody is quoted here" in told(app)
        assert "Talks begin on Tuesday" in page(screen)


async def test_the_active_quote_stays_in_view_in_both_ways_of_looking(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=(80, 18)) as pilot:
        screen = await at_page(pilot, app)
        await pilot.press("]", "]", "]", "]")
        assert "freeze" in page(screen)
        await pilot.press('"')
        assert "freeze" in page(screen)
        await pilot.press('"')
        assert "freeze" in page(screen)


async def test_looking_for_words_outside_of_quotes_brings_the_text_back(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        await pilot.press('"', "ctrl+f", *"auditors", "enter")
        await until(pilot, lambda: "auditors" in page(screen), "the place is shown")
        assert not screen.view.reader.quotes_only
        assert "1 of 1 · " in str(screen.view.reader.border_subtitle)


async def test_letters_lie_over_links_and_typing_them_opens(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app, linked=True)
        await pilot.press(";")
        await until(pilot, lambda: isinstance(app.screen, Hints), "letters are asked for")
        assert "anna Keller" in page(screen)
        await pilot.press("s")
        await until(pilot, lambda: COUNCIL in told(app), "it is opened")
        assert "Anna Keller" in page(screen)


async def test_with_shift_the_link_is_copied(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await at_page(pilot, app, linked=True)
        await pilot.press(";", "A")
        await until(pilot, lambda: app.clipboard == PORT, "it is copied")
        assert f"Copied {PORT}" in told(app)


@pytest.mark.parametrize("key", ["escape", "z", "1", "down"])
async def test_any_other_key_ends_the_letters_and_does_nothing(
    desk: Newsdesk, tmp_path: Path, key: str
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app, linked=True)
        before = page(screen)
        await pilot.press(";", key)
        await until(pilot, lambda: app.screen is screen, "they are gone")
        assert page(screen) == before
        assert PORT not in told(app)
        assert not screen.panes.zen


async def test_without_links_the_keys_say_so(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await at_page(pilot, app)
        await pilot.press(";", "u")
        assert "There is no link in view" in told(app)
        assert "There are no links in this article" in told(app)


async def test_the_list_of_links_is_filtered_and_opens(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await at_page(pilot, app, linked=True)
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, LinkList), "the list is there")
        assert isinstance(app.screen, LinkList)
        assert [offer.detail for offer in app.screen.list.offers] == ["port.example", "council.example"]
        await pilot.press("/", *"minutes", "enter")
        await until(pilot, lambda: COUNCIL in told(app), "it is opened")


async def test_from_the_list_a_link_is_copied(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await at_page(pilot, app, linked=True)
        await pilot.press("u", "j", "y")
        await until(pilot, lambda: app.clipboard == COUNCIL, "it is copied")


async def test_from_the_list_a_link_is_saved_by_the_programs_own_verb(desk: Newsdesk, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\nif [ "$1" = save ]; then echo "$@" > "$(dirname "$0")/asked"; fi\n')
    program.chmod(0o755)
    app = TuiReader(desk, [str(program)], log=tmp_path / "log")
    async with app.run_test(size=WIDE) as pilot:
        await at_page(pilot, app, linked=True)
        await pilot.press("u", "s")
        asked = tmp_path / "asked"
        await until(pilot, lambda: asked.exists() and asked.read_text(), "it is asked for")
        assert asked.read_text().split() == ["save", "--events", PORT]


async def test_the_list_of_links_closes_by_its_own_key(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app, linked=True)
        await pilot.press("u", "u")
        await until(pilot, lambda: app.screen is screen, "it is closed")


async def test_what_a_key_that_is_held_says_is_said_once(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        for _ in range(5):
            screen.view.say("It goes no further")
            await pilot.pause()
        screen.view.say("Another thing")
        await pilot.pause()
        assert told(app).count("It goes no further") == 1
        assert "Another thing" in told(app)
