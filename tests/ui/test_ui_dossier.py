"""The page of a name, and what is decided about names, by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.document import Span
from tui_reader.model.insight import Associate, KnownEntity, SaidIn
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.dossier import DossierScreen, Tab, head
from tui_reader.ui.screens.finder import Finder
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.theme import NIGHT, styles

WIDE = (160, 45)


def reader(desk: Newsdesk, tmp_path: Path) -> TuiReader:
    return TuiReader(desk, ["/bin/true"], log=tmp_path / "log", place=tmp_path / "screen.json")


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(1000):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


async def at_names(pilot: Pilot[None], app: TuiReader) -> MainScreen:
    """With the cursor on Anna Keller, who is in two articles."""
    screen = app.screen_stack[0] if not isinstance(app.screen, MainScreen) else app.screen
    assert isinstance(screen, MainScreen)
    await until(pilot, lambda: screen.opening.shown and screen.browsing.counts, "the screen is filled")
    await pilot.press("5")
    keller = next(item for item in screen.view.entities.items if getattr(item, "name", "") == "Anna Keller")
    screen.view.entities.point_at(keller.id)
    return screen


async def page_of_keller(pilot: Pilot[None], app: TuiReader) -> DossierScreen:
    await at_names(pilot, app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, DossierScreen), "a page is open")
    assert isinstance(app.screen, DossierScreen)
    page = app.screen
    await until(pilot, lambda: page.found and page.view.rows, "the page is filled")
    return page


def names(screen: MainScreen) -> list[str]:
    return [getattr(item, "name", "") for item in screen.view.entities.items]


async def test_enter_opens_the_page_with_its_articles_first(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        page = await page_of_keller(pilot, app)
        titles = [getattr(row, "title", "") for row in page.view.rows]
        assert titles == [
            "Flood barrier vote splits the Lindau council",
            "Keller resigns after leaked letter",
        ]
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen), "the article is open")
        assert isinstance(app.screen, MainScreen)
        opened = app.screen.opening.opened
        assert opened is not None
        assert opened.article.title == "Keller resigns after leaked letter"


async def test_a_name_chosen_in_the_palette_opens_its_page(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await at_names(pilot, app)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Finder), "the palette is open")
        finder = app.screen
        assert isinstance(finder, Finder)
        await pilot.press(*"omar")
        await until(pilot, lambda: [one.kind for one in finder.list.offers][:1] == ["name"], "a name")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DossierScreen), "a page is open")
        page = app.screen
        assert isinstance(page, DossierScreen)
        await until(pilot, lambda: page.found and page.found.card.name == "Omar Haddad", "it is his")


async def test_tabs_go_round_with_h_and_l(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        page = await page_of_keller(pilot, app)
        await pilot.press("l")
        assert all(isinstance(row, Associate) for row in page.view.rows)
        await pilot.press("l")
        await until(pilot, lambda: page.view.rows, "quotes are there")
        assert [row.words for row in page.view.rows if isinstance(row, SaidIn)] == [
            "“I signed it, and I would sign it again,”"
        ]
        await pilot.press("h", "h", "h")
        assert page.tab == "about"


async def test_a_quote_is_opened_in_its_article(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        page = await page_of_keller(pilot, app)
        await pilot.press("l", "l")
        await until(pilot, lambda: page.view.rows, "quotes are there")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen), "the article is open")
        assert isinstance(app.screen, MainScreen)
        known = app.screen.view.quotes.current
        assert known is not None
        assert (app.screen.opening.active_quote, known.quote.speaker) == (known.id, "Anna Keller")


async def test_associates_lead_on_and_escape_leads_back(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        page = await page_of_keller(pilot, app)
        await pilot.press("l")
        first = page.view.rows[0]
        assert isinstance(first, Associate)
        await pilot.press("enter")
        assert page.found is not None
        assert page.found.card.name == first.name
        await pilot.press("escape")
        assert page.found.card.name == "Anna Keller"
        await pilot.press("escape")
        assert isinstance(app.screen, MainScreen)


async def test_capital_f_lists_its_articles(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await page_of_keller(pilot, app)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, MainScreen), "the page is shut")
        assert isinstance(app.screen, MainScreen)
        assert app.screen.browsing.place.name == "Anna Keller"
        assert len(app.screen.view.articles.ids) == 2


async def test_watched_names_get_a_mark_and_a_row_of_the_library(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_names(pilot, app)
        await pilot.press("asterisk")
        await until(
            pilot, lambda: screen.view.entities.entity and screen.view.entities.entity.watched, "watched"
        )
        labels = [entry.label for entry in screen.view.sources.places()]
        await until(pilot, lambda: "Watched" in [e.label for e in screen.view.sources.places()], f"{labels}")
        await pilot.press("U")
        await until(
            pilot, lambda: "Watched" not in [e.label for e in screen.view.sources.places()], "no longer"
        )


async def test_hidden_names_leave_the_side_pane_until_undone(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_names(pilot, app)
        await pilot.press("H")
        await until(pilot, lambda: "Anna Keller" not in names(screen), "she is hidden")
        await pilot.press("U")
        await until(pilot, lambda: "Anna Keller" in names(screen), "she is back")


async def test_another_name_is_made_the_same(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_names(pilot, app)
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(app.screen, Finder), "it is asked which")
        await pilot.press(*"haddad")
        asked = app.screen
        assert isinstance(asked, Finder)
        await until(pilot, lambda: [o.text for o in asked.list.offers] == ["Omar Haddad"], "he is offered")
        await pilot.press("enter")
        await until(pilot, lambda: "Omar Haddad" not in names(screen), "they are one")
        assert "Anna Keller" in names(screen)
        await pilot.press("U")
        await until(pilot, lambda: "Omar Haddad" in names(screen), "they are two again")


async def test_a_name_of_one_article_is_split_off(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_names(pilot, app)
        before = screen.view.entities.entity
        assert before is not None
        assert before.articles == 2
        await pilot.press("minus")
        await until(
            pilot,
            lambda: {getattr(i, "articles", 0) for i in screen.view.entities.items
                     if getattr(i, "name", "") == "Anna Keller"} == {1},
            "another one",
        )  # fmt: skip


async def test_the_head_fits_any_width(desk: Newsdesk) -> None:
    keller = desk.library.read(_first_entity)
    page = await desk.dossier(keller, 0)
    assert page is not None
    found = page[0]
    for width in (20, 40, 100):
        text = head(found, "articles", {}, width, styles(NIGHT), desk.now())
        lines = text.plain.split("\n")
        assert all(len(line) <= max(width, 60) for line in lines)
        assert lines[0].startswith("person")


def _first_entity(connection: object) -> int:
    from tui_reader.store import insights
    from tui_reader.store.connection import Connection

    assert isinstance(connection, Connection)
    return insights.find_entities(connection, "anna")[0].id


async def test_a_narrow_head_counts_only_the_tab_that_is_shown(desk: Newsdesk) -> None:
    page = await desk.dossier(desk.library.read(_first_entity), 0)
    assert page is not None
    counts: dict[Tab, str] = {"articles": "577", "associates": "60+", "by": "567", "about": "0"}
    wide, narrow = (
        head(page[0], "by", counts, width, styles(NIGHT), desk.now()).plain.splitlines()[-1]
        for width in (80, 54)
    )
    assert wide.split("   ") == ["Articles 577", "Mentioned with 60+", "Said 567", "Said about 0"]
    assert narrow.split("   ") == ["Articles", "Mentioned with", "Said 567", "Said about"]


async def test_the_pane_tells_mentions_here_and_what_people_are(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_names(pilot, app)
        pane = screen.view.entities
        ida = KnownEntity(90, "Ida Berg", "person", (Span(0, 8), Span(20, 24)), role="mayor of Skarn")
        pane.show([ida], [])
        told = ["".join(part.text for part in pane.line(y, 40)) for y in range(pane.line_count)]
        assert told[1].startswith("Ida Berg ×2")
        assert told[2].strip() == "mayor of Skarn"
