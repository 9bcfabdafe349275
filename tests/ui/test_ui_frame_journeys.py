from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.article import Entry
from tui_reader.model.query import ArticleQuery
from tui_reader.store import entries, feeds
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.dossier import DossierScreen
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.sheet import Sheet

WIDE, MIDDLE, NARROW, TINY = (160, 45), (110, 32), (80, 24), (60, 20)


def reader(desk: Newsdesk, tmp_path: Path, *notices: str) -> TuiReader:
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log", notices=notices)


def main_of(app: TuiReader) -> MainScreen:
    screen = app.screen_stack[-1]
    while not isinstance(screen, MainScreen):
        screen = app.screen_stack[0]
    return screen


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


def title_of(screen: MainScreen) -> str:
    return screen.opening.opened.article.title if screen.opening.opened else ""


def pane_of(screen: MainScreen) -> str:
    return screen.panes.pane


def sheet_of(app: TuiReader) -> Sheet:
    assert isinstance(app.screen, Sheet)
    return app.screen


def is_read(desk: Newsdesk, article_id: int) -> bool:
    return desk.rows([article_id])[0].read


async def test_moving_shows_articles_and_marks_none_of_them(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(
            pilot, lambda: title_of(screen).startswith("Flood"), "the first article is shown at the start"
        )
        await pilot.press("j")
        await until(pilot, lambda: title_of(screen).startswith("Keller"), "the reader follows the cursor")
        assert len(screen.view.quotes.quotes) == 4
        assert len(screen.view.entities.items) == 6
        await pilot.press("G", "g", "pagedown", "ctrl+u")
        await pilot.pause(0.2)
        assert len(desk.first(ArticleQuery(scope="unread"))) == 43


async def test_enter_reads_and_undo_takes_it_back(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        first = screen.opening.shown
        await pilot.press("enter")
        await until(pilot, lambda: is_read(desk, first), "opening marks read")
        assert pane_of(screen) == "reader"
        await pilot.press("U")
        await until(pilot, lambda: not is_read(desk, first), "undo marks unread")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: is_read(desk, first), "redo marks read")
        await pilot.press("escape")
        assert pane_of(screen) == "articles"
        assert screen.view.articles.current == first


async def test_space_pages_to_the_end_then_opens_the_next_unread(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=MIDDLE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen).startswith("Flood"), "the first article is shown")
        first = screen.opening.shown
        for _ in range(10):
            if screen.opening.shown != first:
                break
            await pilot.press("space")
        assert title_of(screen).startswith("Keller")
        await until(pilot, lambda: is_read(desk, first), "what was paged to its end is read")
        assert not is_read(desk, screen.opening.shown)


async def test_marks_of_one_above_and_all_are_one_step_each(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    unread = ArticleQuery(scope="unread")
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.press("j", "j", "j", "X")
        await until(pilot, lambda: len(desk.first(unread)) == 40, "the three above are read")
        await pilot.press("m")
        await until(pilot, lambda: len(desk.first(unread)) == 39, "this one is read")
        await pilot.press("A")
        await until(pilot, lambda: not desk.first(unread), "all are read")
        await pilot.press("s")
        await until(pilot, lambda: len(desk.first(ArticleQuery(scope="starred"))) == 1, "this one is saved")
        await pilot.press("U", "U")
        await until(pilot, lambda: len(desk.first(unread)) == 39, "all at once come back")


async def test_the_next_unread_article_is_found_over_read_ones(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        ids = list(screen.view.articles.ids)
        await desk.mark(ids[1:5], "read", value=True, label="read")
        screen.view.articles.forget()
        await pilot.press("n")
        assert screen.view.articles.current == ids[5]
        await pilot.press("p")
        assert screen.view.articles.current == ids[0]
        await pilot.press("p")
        await until(pilot, lambda: screen.view.articles.current == ids[-1], "around the end")


async def test_sources_list_their_articles_and_folders_fold(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: screen.view.sources.item_count > 8, "sources are listed")
        await pilot.press("1", "G", "k", "k")
        await until(pilot, lambda: screen.place.name == "Chip Weekly", "resting on a source lists it")
        assert len(screen.view.articles.ids) == 13
        await pilot.press("{")
        assert screen.place.name == "Technology"
        count = screen.view.sources.item_count
        await pilot.press("enter")
        assert screen.view.sources.item_count == count - 1
        await pilot.press("l")
        assert screen.view.sources.item_count == count
        await pilot.press("l")
        assert screen.panes.pane == "articles"


async def test_quotes_lead_to_the_text_and_say_why(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.press("j")
        await until(pilot, lambda: title_of(screen).startswith("Keller"), "the article is shown")
        quotes = screen.view.quotes
        await pilot.press("4", "enter")
        assert screen.opening.active_quote == quotes.quotes[0].id
        lines = quotes.line_count
        await pilot.press("enter")
        assert quotes.line_count > lines
        await pilot.press("escape")
        assert (quotes.line_count, screen.panes.pane) == (lines, "quotes")
        await pilot.press("j")
        await until(pilot, lambda: screen.opening.active_quote == quotes.quotes[1].id, "the reader follows")
        await pilot.press("3", "]")
        await until(pilot, lambda: quotes.cursor == 2, "the pane follows the reader")
        await pilot.press("y")
        assert app.clipboard.startswith("“unusual, and unwelcome”\n— Mei Tanaka, in: Keller resigns")


async def test_an_entity_lists_its_articles_and_esc_goes_back(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.press("j")
        await until(pilot, lambda: title_of(screen).startswith("Keller"), "the article is shown")
        here = screen.view.articles.current
        await pilot.press("5", "g", "F")
        assert screen.place.name == "Anna Keller"
        assert len(screen.view.articles.ids) == 2
        assert screen.panes.pane == "articles"
        await pilot.press("escape")
        assert screen.place.name == "Unread"
        assert screen.view.articles.current == here
        await pilot.press("alt+right")
        assert screen.place.name == "Anna Keller"


async def test_a_search_filters_as_one_types_and_esc_restores(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.press("j", "slash", *"varna")
        await until(pilot, lambda: len(screen.view.articles.ids) == 1, "one article names the port")
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.view.articles.ids) == 43, "everything is as it was")
        assert screen.view.articles.cursor == 1
        await pilot.press("slash", *"haddad", "enter")
        await until(pilot, lambda: len(screen.view.articles.ids) == 2, "the hits are the list")
        assert screen.panes.pane == "articles"
        await pilot.press("escape")
        assert len(screen.view.articles.ids) == 43


async def test_panes_come_and_go_with_the_size(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        screen = main_of(app)

        def shown() -> set[str]:
            return {pane for pane, widget in screen.view.panes.items() if widget.region}

        await until(pilot, lambda: shown() == {"articles", "reader"}, "list and reader")
        await pilot.press("4")
        await until(pilot, lambda: shown() == {"quotes", "reader"}, "quotes take the place of the list")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: shown() == {"articles", "reader"}, "and give it back")
        await pilot.resize_terminal(*TINY)
        await until(pilot, lambda: shown() == {"articles"}, "one pane alone")
        await pilot.press("tab")
        await until(pilot, lambda: shown() == {"reader"}, "the next pane")
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: len(shown()) == 5, "all five")
        await pilot.press("z")
        await until(pilot, lambda: shown() == {"reader"}, "zen")
        assert app.focused is screen.view.reader


async def test_new_articles_leave_the_cursor_on_its_article(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.press("G")
        articles = screen.view.articles
        current, row = articles.current, articles.cursor - articles.scroll_offset.y
        fresh = [Entry(guid=f"new {n}", title=f"New {n}", published=desk.now() - n) for n in range(9)]
        feed_id = desk.library.read(feeds.feed_rows)[0].feed_id
        desk.library.write_now(entries.store_entries, feed_id, fresh, kind="feed", now=desk.now())
        screen.library_changed([])
        await until(pilot, lambda: len(articles.ids) == 52, "the new ones are listed")
        assert articles.current == current
        assert articles.cursor - articles.scroll_offset.y == row


async def test_help_lists_every_action_and_closes_by_its_own_key(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark")
        assert sheet_of(app).lines.line_count > 50
        await pilot.press("question_mark", "L")
        assert str(sheet_of(app).lines.border_title) == "Log"
        await pilot.press("escape")
        assert type(app.screen) is MainScreen


async def test_help_is_searched(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark", "slash", *"undo")
        assert ["".join(segment.text for segment in line) for line in sheet_of(app).lines.painted] == [
            "MARKING",
            "  U  undo",
        ]
        await pilot.press("escape")
        assert sheet_of(app).lines.line_count > 50
        await pilot.press("escape")
        assert type(app.screen) is MainScreen


async def test_notices_stay_until_esc(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path, "feeds.toml:3:1: [@click=app.quit]x[/] [/usr/bin]")
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        assert screen.view.banner.display
        await pilot.press("j", "escape")
        assert not screen.view.banner.display


async def test_an_empty_library_says_what_to_do_next(empty_desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(empty_desk, tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: screen.browsing.counts, "the counts are there")
        assert "a adds one" in screen.view.articles.empty
        assert str(empty_desk.config.path) in screen.view.articles.empty
        await pilot.press("j", "enter", "space", "n", "A", "4", "5", "o", "x", "y", "m", "s", "R")
        assert app.is_running


async def test_q_goes_up_level_by_level_and_then_out(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.press("5", "q", "q")
        assert screen.panes.pane == "articles"
        await pilot.press("q")
        await asyncio.wait_for(until(pilot, lambda: not app.is_running, "the reader closes"), 5)


async def test_the_mouse_opens_articles_speakers_and_keys(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        await pilot.click("#articles", offset=(12, 2))
        await until(pilot, lambda: title_of(screen).startswith("Keller"), "the clicked article is shown")
        assert pane_of(screen) == "reader"
        await pilot.click("#quotes", offset=(6, 6))
        await until(
            pilot, lambda: screen.opening.active_quote == screen.view.quotes.quotes[1].id, "its words"
        )
        await pilot.click("#quotes", offset=(4, 1))
        await until(pilot, lambda: isinstance(app.screen, DossierScreen), "the speaker's page")
        await pilot.press("F")
        await until(pilot, lambda: screen.place.name == "Anna Keller", "the speaker's articles")
        line = str(screen.view.key_line.render())
        await pilot.click("#key-line", offset=(line.index("search"), 0))
        assert screen.view.prompt.display
        await pilot.click("#articles", offset=(12, 1))
        assert not screen.view.prompt.display


async def test_a_query_with_a_mistake_is_told_with_a_caret_and_the_list_stays(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        note = screen.view.prompt.query_one("#prompt-note", Static)
        await pilot.press("slash", *"is:blue")
        await until(pilot, lambda: "^ is: expects" in str(note.render()), "the mistake is told")
        assert str(note.render()).index("^") == 3 + len("is:")
        assert len(screen.view.articles.ids) == 43
        await pilot.press("enter")
        assert screen.view.prompt.display
        await pilot.press(*["backspace"] * 7, *"said:keller")
        await until(pilot, lambda: "1 article" in str(note.render()), "the hits are counted")


async def test_a_pattern_that_takes_too_long_is_told_and_the_list_stays(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        screen = main_of(app)
        await until(pilot, lambda: title_of(screen), "an article is shown")
        before = screen.place
        note = screen.view.prompt.query_one("#prompt-note", Static)
        await pilot.press("slash")
        screen.searching.typed(r"text:/(.|..)+(\d\d)$/")
        await until(pilot, lambda: "takes too long" in str(note.render()), "the mistake is told")
        assert screen.place == before
        assert len(screen.view.articles.ids) == 43
