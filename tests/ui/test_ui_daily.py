"""A day's work on the screen: tags, notes, dismissing, selecting, sorting, copying, piping, finding."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from tui_reader.config.settings import Share
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.article import Entry
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, documents, entries, feeds
from tui_reader.store.connection import Connection
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.finder import Finder
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.screens.sheet import Sheet

WIDE = (160, 45)


def reader(desk: Newsdesk, tmp_path: Path) -> TuiReader:
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log", place=tmp_path / "screen.json")


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


async def begun(pilot: Pilot[None], app: TuiReader) -> MainScreen:
    screen = app.screen_stack[0] if not isinstance(app.screen, MainScreen) else app.screen
    assert isinstance(screen, MainScreen)
    await until(pilot, lambda: screen.opening.shown and screen.browsing.counts, "the screen is filled")
    return screen


def finder_of(app: TuiReader) -> Finder:
    assert isinstance(app.screen, Finder)
    return app.screen


async def asked(pilot: Pilot[None], app: TuiReader, *keys: str) -> Finder:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, Finder), "a question is asked")
    return finder_of(app)


def offered(app: TuiReader) -> list[str]:
    return [offer.text for offer in finder_of(app).list.offers]


def _offers(finder: Finder, kind: str) -> bool:
    return bool(finder.list.offers) and finder.list.offers[0].kind == kind


def tags_of(desk: Newsdesk, article_id: int) -> tuple[str, ...]:
    opened = desk.open(article_id)
    return opened.tags if opened else ()


async def test_tags_are_asked_for_completed_and_taken_off_again(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        first = screen.view.articles.current
        await asked(pilot, app, "t")
        await pilot.press(*"rivers", "space", *"later", "enter")
        await until(pilot, lambda: tags_of(desk, first) == ("later", "rivers"), "both are on")
        await pilot.press("j")
        second = screen.view.articles.current
        await asked(pilot, app, "t")
        await pilot.press(*"riv")
        await until(pilot, lambda: offered(app) == ["rivers"], "the tag is offered")
        await pilot.press("tab")
        assert app.screen.query_one(Input).value == "rivers "
        await pilot.press("enter")
        await until(pilot, lambda: tags_of(desk, second) == ("rivers",), "it is on this one, too")
        await asked(pilot, app, "t")
        await pilot.press(*["backspace"] * 7, "enter")
        await until(pilot, lambda: not tags_of(desk, second), "what is left out of the field is taken off")
        await pilot.press("U")
        await until(pilot, lambda: tags_of(desk, second) == ("rivers",), "undo puts it back")


async def test_a_note_is_written_on_the_article_and_on_a_quote(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        here = screen.view.articles.current
        await asked(pilot, app, "apostrophe")
        await pilot.press(*"ask again", "enter")
        await until(pilot, lambda: (opened := desk.open(here)) and opened.note == "ask again", "the note")
        await pilot.press("4")
        await asked(pilot, app, "apostrophe")
        await pilot.press(*"really?", "enter")
        await until(pilot, lambda: (opened := desk.open(here)) and opened.remarks, "the note on the quote")
        opened = desk.open(here)
        assert opened is not None
        assert opened.remarks[0].text == "really?"
        assert opened.remarks[0].anchor.exact.startswith("“We cannot wait")
        await pilot.press("U", "U")
        await until(pilot, lambda: (now := desk.open(here)) and not (now.note or now.remarks), "undone")


async def test_a_dismissed_article_leaves_the_list_and_undo_brings_it_back(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        ids = list(screen.view.articles.ids)
        await pilot.press("j", "D")
        await until(pilot, lambda: list(screen.view.articles.ids) == [ids[0], *ids[2:]], "it is gone")
        assert screen.view.articles.current == ids[2]
        await pilot.press("U")
        await until(pilot, lambda: list(screen.view.articles.ids) == ids, "it is back")


async def test_marks_go_to_all_that_are_selected_as_one_step(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    starred = ArticleQuery(scope="starred")
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        ids = list(screen.view.articles.ids)
        await pilot.press("j", "v", "j", "j", "k")
        assert screen.view.articles.selected() == ids[1:3]
        await pilot.press("s")
        await until(pilot, lambda: list(desk.first(starred)) == ids[1:3], "both are saved")
        assert screen.view.articles.begun is None
        await pilot.press("v", "escape")
        assert (screen.view.articles.begun, screen.panes.pane) == (None, "articles")
        await pilot.press("U")
        await until(pilot, lambda: not desk.first(starred), "one step takes both back")


async def test_lists_are_sorted_and_the_cursor_stays_on_its_article(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        newest = list(screen.view.articles.ids)
        await pilot.press("j")
        here = screen.view.articles.current
        await asked(pilot, app, "S")
        await pilot.press("down", "enter")
        await until(pilot, lambda: list(screen.view.articles.ids) == newest[::-1], "the oldest first")
        assert screen.view.articles.current == here
        await asked(pilot, app, "colon")
        await pilot.press(*"sort quotes", "enter")
        await until(pilot, lambda: screen.view.articles.ids[0] == newest[1], "most quotes first")
        assert screen.view.articles.current == here
        await pilot.press("m", "n")
        assert screen.view.articles.current == newest[0]


async def test_copies_are_links_quotes_and_markdown(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await pilot.press("y")
        assert app.clipboard == "https://meridian.example/a/1"
        await pilot.press("Y")
        title = "Flood barrier vote splits the Lindau council"
        assert app.clipboard == f"[{title}](<https://meridian.example/a/1>)"
        await pilot.press("4", "Y")
        assert app.clipboard.startswith("> “We cannot wait for another winter,”\n>\n> — Omar Haddad, [Flood")
        await pilot.press("2", "v", "j", "y")
        assert app.clipboard.split("\n") == ["https://meridian.example/a/1"] * 2
        assert screen.view.articles.begun is None


async def test_an_article_is_piped_to_a_program_without_a_shell(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot, app)
        await asked(pilot, app, "vertical_line")
        await pilot.press(*"cat - $HOME;", "enter")
        await until(pilot, lambda: isinstance(app.screen, Sheet), "what it wrote is shown")
        assert isinstance(app.screen, Sheet)
        shown = ["".join(part.text for part in line) for line in app.screen.lines.painted]
        assert "Flood barrier vote splits the Lindau council" in shown
        assert any("$HOME;" in line for line in shown)


async def test_a_share_gets_json_and_the_link_as_one_argument(desk: Newsdesk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = "import json,sys; open(sys.argv[1],'w').write(sys.argv[2] + json.load(sys.stdin)['title'])"
    share = Share("Keep", (sys.executable, "-c", code, str(out), "{url} "), "json")
    desk.config = replace(desk.config, share=(share,))
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await begun(pilot, app)
        await asked(pilot, app, "vertical_line")
        await until(pilot, lambda: offered(app) == ["Keep"], "the share is offered")
        await pilot.press("down", "enter")
        await until(pilot, lambda: out.exists() and out.read_text(), "the program has run")
        assert out.read_text() == "https://meridian.example/a/1 Flood barrier vote splits the Lindau council"


async def test_opened_articles_are_walked_back_and_forth(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        ids = list(screen.view.articles.ids)
        await pilot.press("enter")
        await until(pilot, lambda: desk.rows([ids[0]])[0].read, "the first is read")
        await pilot.press("2", "j", "j", "enter")
        await until(pilot, lambda: desk.rows([ids[2]])[0].read, "the third is read")
        await pilot.press("<")
        await until(pilot, lambda: screen.opening.shown == ids[0], "back to the first")
        assert screen.view.articles.current == ids[0]
        await pilot.press(">")
        await until(pilot, lambda: screen.opening.shown == ids[2], "and forward")


async def test_the_palette_finds_actions_sources_and_titles(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        wanted: list[tuple[str, str, Callable[[], bool]]] = [
            ("harbour", "source", lambda: screen.place.name == "Harbour Post"),
            ("keller resi", "article", lambda: screen.panes.pane == "reader"),
            ("what went wrong", "action", lambda: isinstance(app.screen, Sheet)),
        ]
        for typed, kind, then in wanted:
            finder = await asked(pilot, app, "ctrl+p")
            await pilot.press(*typed)
            await until(pilot, partial(_offers, finder, kind), f"{typed} finds an offer of the kind {kind}")
            await pilot.press("enter")
            await until(pilot, then, typed)


async def test_the_command_line_runs_actions_by_id_and_says_what_it_does_not_know(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await asked(pilot, app, "colon")
        await pilot.press(*"zen", "enter")
        await until(pilot, lambda: screen.panes.zen, "zen")
        await asked(pilot, app, "colon")
        await pilot.press(*"articel.star", "enter")
        await until(pilot, lambda: len(list(app.screen_stack)) == 1, "back")
        assert not desk.first(ArticleQuery(scope="starred"))


async def test_a_filter_searches_within_what_is_listed(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await pilot.press("1", "G", "k", "k")
        await until(pilot, lambda: screen.place.name == "Chip Weekly", "a source is listed")
        await pilot.press("F", *"keller")
        await until(pilot, lambda: not screen.view.articles.ids, "no Keller in Chip Weekly")
        await pilot.press(*["backspace"] * 6, *"valley")
        await until(pilot, lambda: len(screen.view.articles.ids) == 13, "its valleys")
        await pilot.press("enter")
        assert screen.place.name == "Chip Weekly · “valley”"
        await pilot.press("escape")
        assert screen.place.name == "Chip Weekly"


async def test_words_are_found_in_the_article_until_esc(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await pilot.press("j")
        await until(pilot, lambda: len(screen.view.quotes.quotes) == 4, "the article is shown")
        here = screen.opening.shown
        await asked(pilot, app, "ctrl+f")
        await pilot.press(*"council")
        await until(pilot, lambda: offered(app) == ["3 places"], "they are counted")
        await pilot.press("enter")
        await until(pilot, lambda: screen.finding.on, "they are lit")
        await pilot.press("n", "N")
        assert screen.opening.shown == here
        await pilot.press("escape")
        assert not screen.finding.on
        await pilot.press("n")
        await until(pilot, lambda: screen.opening.shown != here, "n is the next unread article again")


def _edited(conn: Connection, feed_id: int, now: int) -> int:
    texts = (
        "“We will not sign it,” Edda Lind said on Monday.",
        "“We may sign it,” Edda Lind said on Monday.",
    )
    for text in texts:
        entry = Entry("lind", "Lind on the treaty", published=now - 60, content=text, media="text")
        stored = entries.store_entries(conn, feed_id, [entry], kind="feed", now=now)
        (article_id,) = stored.added or stored.changed
        article = articles.article(conn, article_id)
        assert article is not None
        from tui_reader.model.document import Block, Document

        document = Document(text, (Block(0, len(text), "paragraph"),), title="Lind on the treaty")
        documents.save_document(conn, article.revision_id, document, reader_version="test")
    return article_id


async def test_an_edited_article_says_so_and_shows_what_changed(desk: Newsdesk, tmp_path: Path) -> None:
    feed_id = desk.library.read(feeds.feed_rows)[0].feed_id
    article_id = desk.library.write_now(_edited, feed_id, desk.now())
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        assert screen.opening.shown == article_id
        lines = [str(screen.view.reader.render_line(y).text) for y in range(6)]
        assert any("edited 1×" in line for line in lines)
        await pilot.press("%")
        await until(pilot, lambda: isinstance(app.screen, Sheet), "the difference is shown")
        assert isinstance(app.screen, Sheet)
        parts = [part for line in app.screen.lines.painted for part in line]
        assert [part.text for part in parts if part.style and part.style.strike] == ["will", " ", "not"]
        assert [part.text for part in parts if part.style and part.style.underline] == ["may"]


async def test_the_place_is_the_same_after_a_restart(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await pilot.press("j", "enter")
        await until(pilot, lambda: desk.rows([screen.opening.shown])[0].read, "it is read")
        await pilot.press("ctrl+right", "ctrl+down", "j")
        before = screen.remembered
        await app.action_leave()
    again = reader(desk, tmp_path)
    async with again.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, again)
        assert screen.remembered == before
        assert screen.panes.sizes.side_more == -2
        assert screen.view.articles.current == before.article


async def test_keys_of_a_preset_run_sequences_and_counts(desk: Newsdesk, tmp_path: Path) -> None:
    desk.config = replace(desk.config, keys={"preset": "vim"})
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        await pilot.press("1", "2", "j")
        assert screen.view.articles.cursor == 12
        await pilot.press("g")
        assert str(screen.view.key_line.render()).startswith(" g… ")
        await pilot.press("g")
        assert screen.view.articles.cursor == 0
        await pilot.press("5", "G")
        assert screen.view.articles.cursor == 4
        await pilot.press("alt+3")
        assert screen.panes.pane == "reader"


async def held(pilot: Pilot[None], x: int, y: int) -> None:
    """Move the mouse with its button held."""
    await pilot._post_mouse_events([events.MouseMove], offset=(x, y), button=1)


async def test_a_border_whose_release_was_missed_is_let_go(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        side = screen.view.side.region
        await pilot.mouse_down(offset=(side.x, 20))
        await until(pilot, lambda: screen.dragging.on, "the border is held")
        await pilot.hover(offset=(60, 20))
        await until(pilot, lambda: not screen.dragging.on, "and let go")
        assert screen.view.side.region == side


async def test_the_mouse_drags_the_borders_between_panes(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await begun(pilot, app)
        side, articles = screen.view.side.region, screen.view.articles.region
        await pilot.mouse_down(offset=(side.x, 20))
        for x in (side.x - 5, side.x - 10):
            await held(pilot, x, 20)
        await pilot.mouse_up(offset=(side.x - 10, 20))
        await until(pilot, lambda: screen.view.side.region.width == side.width + 10, "the side is wider")
        await pilot.mouse_down(offset=(60, articles.bottom - 1))
        await held(pilot, 60, articles.bottom + 4)
        await pilot.mouse_up(offset=(60, articles.bottom + 4))
        await until(
            pilot, lambda: screen.view.articles.region.height == articles.height + 5, "the list is taller"
        )
        await pilot.hover(offset=(60, 30))
        assert screen.view.articles.region.height == articles.height + 5
        await pilot.press("ctrl+home")
        await until(pilot, lambda: screen.view.side.region == side, "all as at first")
