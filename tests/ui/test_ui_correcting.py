"""The key c: whose quote it is, that it is none, that one was missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import Selection

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.document import Block, Document
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.correcting import sentences_of
from tui_reader.ui.screens.finder import Finder
from tui_reader.ui.screens.main import MainScreen

WIDE = (160, 45)


def reader(desk: Newsdesk, tmp_path: Path) -> TuiReader:
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log", place=tmp_path / "screen.json")


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(1000):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


async def at_keller(pilot: Pilot[None], app: TuiReader) -> MainScreen:
    """With the article of four quotes open, the first of them under the cursor."""
    screen = app.screen
    assert isinstance(screen, MainScreen)
    await until(pilot, lambda: screen.opening.shown and screen.browsing.counts, "the screen is filled")
    screen.searching.find("Keller resigns")
    await until(pilot, lambda: len(speakers(screen)) == 4, "Keller's article is open")
    await pilot.press("4", "g")
    return screen


def speakers(screen: MainScreen) -> list[str]:
    return [known.quote.speaker for known in screen.view.quotes.quotes]


async def ask(pilot: Pilot[None], app: TuiReader, *keys: str) -> None:
    """Press c, wait for the offers, and answer."""
    await pilot.press("c")
    await until(pilot, lambda: isinstance(app.screen, Finder) and app.screen.list.offers, "there are offers")
    await pilot.press(*keys)
    await pilot.pause(0.3)


async def test_a_name_of_the_article_becomes_the_speaker(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await ask(pilot, app, *"tanaka", "down", "enter")
        await until(pilot, lambda: speakers(screen)[0] == "Mei Tanaka", "the first quote is Tanaka's")


async def test_a_typed_name_becomes_the_speaker(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await ask(pilot, app, *"Ivo", "space", *"Brandt", "enter")
        await until(pilot, lambda: speakers(screen)[0] == "Ivo Brandt", "the first quote is Brandt's")


async def test_a_quote_that_is_none_leaves_the_pane_and_comes_back_with_undo(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await ask(pilot, app, *"not a quot", "down", "enter")
        await until(pilot, lambda: speakers(screen)[0] == "Omar Haddad", "the first quote has gone")
        await pilot.press("U")
        await until(pilot, lambda: speakers(screen)[0] == "Anna Keller", "it is back")


async def test_a_corrected_quote_can_be_as_it_was_found_again(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await ask(pilot, app, *"tanaka", "down", "enter")
        await until(pilot, lambda: speakers(screen)[0] == "Mei Tanaka", "corrected")
        await ask(pilot, app, *"as it was", "down", "enter")
        await until(pilot, lambda: speakers(screen)[0] == "Anna Keller", "as it was found")


async def test_a_corrected_quote_says_why_it_is_so(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await ask(pilot, app, *"tanaka", "down", "enter")
        await until(pilot, lambda: speakers(screen)[0] == "Mei Tanaka", "corrected")
        await pilot.press("enter", "enter")
        view = screen.view.quotes
        lines = ["".join(part.text for part in view.line(y, 60)) for y in range(view.line_count)]
        assert any("corrected by you" in line for line in lines)


async def test_words_selected_with_the_mouse_become_a_quote(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await pilot.press("3")
        view = screen.view.reader
        assert view._page is not None
        words = view._page.document.text.index("Haddad is to stand")
        line, left = view._page.line_of(words), view._page.left
        screen.selections = {view: Selection(Offset(left, line), Offset(left + 30, line))}
        await ask(pilot, app, *"haddad", "down", "enter")
        await until(pilot, lambda: len(speakers(screen)) == 5, "a quote more")
        assert speakers(screen)[-1] == "Omar Haddad"


async def test_a_missed_quote_is_found_by_its_words(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await pilot.press("3")
        assert not screen.opening.active_quote
        await ask(pilot, app, *"stand unopposed", "enter")
        await until(pilot, lambda: isinstance(app.screen, Finder) and app.screen.list.offers, "whose?")
        await pilot.press(*"haddad", "down", "enter")
        await until(pilot, lambda: len(speakers(screen)) == 5, "a quote more")


async def test_escape_leaves_all_as_it_is(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_keller(pilot, app)
        await ask(pilot, app, *"tanaka", "escape")
        assert speakers(screen)[0] == "Anna Keller"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rains. We wait!", ["It rains.", "We wait!"]),
        ("“It rains.” She left…", ["“It rains.”", "She left…"]),
        ("No full stop at all", ["No full stop at all"]),
        ("", []),
    ],
)
def test_sentences_are_offered_whole(text: str, sentences: list[str]) -> None:
    document = Document(text=text, blocks=(Block(0, len(text), "paragraph"),) if text else ())
    assert [text[span.start : span.end] for span in sentences_of(document)] == sentences
