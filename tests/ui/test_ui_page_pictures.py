"""Pictures on the page: how they are painted, and the key that asks for them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.ui.test_ui_page_keys import WIDE, at_page, told, until
from tests.ui.test_ui_page_reader import opened, reading
from tui_reader.desk import illustrating
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.document import Block, Document, Figure
from tui_reader.model.picture import Picture, Raster, packed
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.widgets.page_art import HALF, fitted, lines_of, row
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead

URL = "https://meridian.example/barrier.jpg"
RED, BLUE = b"\xf8\x00\x00", b"\x00\x00\xf8"


def flag(width: int, height: int) -> Raster:
    """Red above, blue below."""
    upper = height // 2
    return Raster(width, height, RED * width * upper + BLUE * width * (height - upper))


PICTURE = Picture(tuple(flag(width, width // 2) for width in (12, 24, 48, 72)))
WORDS = ("The barrier holds.", "A caption.", "The river rose.")
CAPTIONED = Document(
    "\n\n".join(WORDS),
    (Block(0, 18, "paragraph"), Block(20, 30, "caption"), Block(32, 47, "paragraph")),
    figures=(Figure(1, URL, "The barrier"),),
)


def test_an_upper_pixel_is_the_letter_and_a_lower_one_its_ground() -> None:
    (segment,) = row(Raster(3, 2, RED * 3 + BLUE * 3), 0)
    assert segment.text == HALF * 3
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    assert segment.style.color.triplet == (0xF8, 0, 0)
    assert segment.style.bgcolor.triplet == (0, 0, 0xF8)


def test_under_the_last_of_an_odd_number_of_pixels_is_the_page() -> None:
    assert lines_of(Raster(1, 3, RED * 3)) == 2
    (segment,) = row(Raster(1, 3, RED * 3), 1)
    assert segment.style is not None
    assert segment.style.bgcolor is None


def test_every_line_of_a_picture_is_as_wide_as_the_picture() -> None:
    raster = Raster(5, 4, bytes(range(60)))
    assert {sum(len(one.text) for one in row(raster, y)) for y in range(2)} == {5}


@pytest.mark.parametrize(
    ("column", "view", "width"), [(78, 60, 72), (60, 60, 48), (78, 16, 48), (78, 5, 24), (5, 5, 12)]
)
def test_a_picture_fits_the_column_and_leaves_room_for_words(column: int, view: int, width: int) -> None:
    assert fitted(PICTURE, column, view).width == width


def test_a_picture_stands_between_its_paragraph_and_its_caption() -> None:
    page = lay_out(CAPTIONED, Masthead(""), 60, 60, lambda *_: flag(12, 6))
    kinds = [line.kind for line in page.lines if line.kind != "meta"]
    assert kinds == ["blank", "text", "blank", "art", "art", "art", "text", "blank", "text", "blank"]


def test_without_its_picture_a_figure_is_told_in_words() -> None:
    page = lay_out(CAPTIONED, Masthead(""), 60, 60)
    assert "figure" in [line.kind for line in page.lines]


async def test_pictures_come_and_go_and_the_place_stays() -> None:
    known = opened(40)
    assert known.document is not None
    figures = tuple(Figure(block, URL, "Ferry") for block in (1, 20))
    article = replace(known, document=replace(known.document, figures=figures))
    async with reading(article, width=80, height=24) as (pilot, desk):
        pane = desk.pane
        pane.page(3)
        spot = pane.spot
        pane.illustrate({URL: PICTURE})
        await pilot.pause()
        assert pane.spot == spot
        pane.top()
        assert any(HALF * 12 in pane.render_line(y).text for y in range(pane.size.height))
        assert {cell_len(pane.render_line(y).text) for y in range(pane.size.height)} == {pane.size.width}
        pane.illustrate({})
        assert not any(HALF in pane.render_line(y).text for y in range(pane.size.height))


async def test_another_article_has_no_pictures_of_the_one_before() -> None:
    async with reading(opened()) as (_, desk):
        desk.pane.illustrate({URL: PICTURE})
        desk.pane.show(opened(ident=2), now=0)
        assert not desk.pane.illustrated


# The key.


def with_figure(screen: MainScreen, url: str = URL) -> None:
    known = screen.opening.opened
    assert known is not None
    assert known.document is not None
    document = replace(known.document, figures=(Figure(1, url, "The barrier"),))
    screen.opening.opened = replace(known, document=document)
    screen.view.reader.show(screen.opening.opened, now=screen.view.now)


def reader(desk: Newsdesk, tmp_path: Path, program: str = "") -> TuiReader:
    """The reader; its errands run a small script, after they were written down."""
    script = tmp_path / "program"
    script.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n{program}\n')
    script.chmod(0o755)
    return TuiReader(desk, [str(script)], log=tmp_path / "log")


def errands(tmp_path: Path) -> list[str]:
    asked = (tmp_path / "asked").read_text().splitlines() if (tmp_path / "asked").exists() else []
    return [line for line in asked if line.startswith("illustrate")]


async def test_i_shows_what_is_kept_without_asking_anybody(desk: Newsdesk, tmp_path: Path) -> None:
    illustrating.keep(illustrating.folder(desk.library.path), URL, packed(PICTURE))
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        with_figure(screen)
        await pilot.press("i")
        await until(pilot, lambda: screen.view.reader.illustrated, "they are shown")
        assert errands(tmp_path) == []
        await pilot.press("i")
        assert not screen.view.reader.illustrated


async def test_i_has_them_fetched_by_the_programs_own_verb_and_shows_them(
    desk: Newsdesk, tmp_path: Path
) -> None:
    place = illustrating.folder(desk.library.path)
    illustrating.keep(tmp_path / "made", URL, packed(PICTURE))
    finished = '{"event":"Finished","stage":"illustrate","changed":1}'
    app = reader(
        desk,
        tmp_path,
        f"if [ \"$1\" = illustrate ]; then cp -r '{tmp_path}/made' '{place}'; echo '{finished}'; fi",
    )
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        with_figure(screen)
        await pilot.press("i")
        await until(pilot, lambda: screen.view.reader.illustrated, "they are shown")
        assert errands(tmp_path) == [f"illustrate --events {screen.opening.shown}"]


async def test_what_cannot_be_had_is_said(desk: Newsdesk, tmp_path: Path) -> None:
    message = "meridian.example was not asked: working offline"
    finished = f'{{"event":"Finished","stage":"illustrate","failed":1,"message":"{message}"}}'
    app = reader(desk, tmp_path, f"if [ \"$1\" = illustrate ]; then echo '{finished}'; fi")
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        with_figure(screen)
        await pilot.press("i")
        await until(pilot, lambda: message in told(app), "it is said")
        assert not screen.view.reader.illustrated


async def test_while_they_are_on_their_way_they_are_not_asked_for_again(
    desk: Newsdesk, tmp_path: Path
) -> None:
    app = reader(desk, tmp_path, 'if [ "$1" = illustrate ]; then sleep 30; fi')
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        with_figure(screen)
        await pilot.press("i")
        await until(pilot, lambda: errands(tmp_path), "they are asked for")
        await pilot.press("i")
        await until(pilot, lambda: "on their way" in told(app), "it is said")
        assert len(errands(tmp_path)) == 1
        await screen.work.stop()


async def test_without_pillow_nothing_is_fetched_and_the_reason_said(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "PIL"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2] / "src")])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        with_figure(screen)
        await pilot.press("i")
        await until(pilot, lambda: "Pillow" in told(app), "it is said")
        assert errands(tmp_path) == []


async def test_an_article_without_pictures_says_so(desk: Newsdesk, tmp_path: Path) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await at_page(pilot, app)
        await pilot.press("i")
        assert "There are no pictures in this article" in told(app)


async def test_pictures_leave_quotes_only(desk: Newsdesk, tmp_path: Path) -> None:
    illustrating.keep(illustrating.folder(desk.library.path), URL, packed(PICTURE))
    app = reader(desk, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await at_page(pilot, app)
        with_figure(screen)
        await pilot.press('"', "i")
        await until(pilot, lambda: screen.view.reader.illustrated, "they are shown")
        assert not screen.view.reader.quotes_only
