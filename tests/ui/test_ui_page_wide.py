"""Code and tables that are wider than the page scroll under it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.ui.test_ui_page_layout import laid, shown, written
from tui_reader.model.document import Document, Span
from tui_reader.ui.theme import NIGHT
from tui_reader.ui.widgets.page_copy import unwrapped
from tui_reader.ui.widgets.page_lines import Masthead
from tui_reader.ui.widgets.page_view import PageView
from tui_reader.ui.widgets.page_wide import moved, showing, wide_blocks

RAIN = (
    "Harbour\tJan\tFeb\tMar\tApr\tMay\tJun\tJul\tAug\n"
    "Skarrow\t11,100\t12,200\t13,300\t14,400\t15,500\t16,600\t17,700\t18,800\n"
    "Vik\t21,100\t22,200\t23,300\t24,400\t25,500\t26,600\t27,700\t28,800"
)
CODE = "ferry = timetable.of('Skarrow').departures(after=noon, before=evening)\nprint(ferry)"
FACTS = "\n".join(f"A line of text, number {number}." for number in range(60))


def test_a_table_of_many_short_columns_keeps_its_first_and_shows_whole_ones_beside_it() -> None:
    assert shown(laid(("table", RAIN), width=40)) == [
        "",
        "Harbour │    Jan     Feb     Mar     ›",
        "Skarrow │ 11,100  12,200  13,300     ›",
        "Vik     │ 21,100  22,200  23,300     ›",
        "",
    ]


def test_at_its_end_the_table_shows_the_last_column_and_no_sign_of_more() -> None:
    page = laid(("table", RAIN), width=60)
    (wide,) = wide_blocks(page)
    assert shown(page, wide.reach)[1] == "Harbour ‹    Apr     May     Jun     Jul     Aug"


def test_prose_in_many_columns_is_read_as_records() -> None:
    rows = "Town\tA\tB\tC\tD\n" + "\t".join(
        ["Vik"] + ["Nothing at all so far, it said; ask us again in May"] * 4
    )
    page = laid(("table", rows), width=40)
    assert not wide_blocks(page)
    assert {line.kind for line in page.lines} == {"blank", "record"}


def test_every_column_is_seen_at_some_place() -> None:
    page = laid(("table", RAIN), width=40)
    (wide,) = wide_blocks(page)
    seen = {column for away in range(wide.reach + 1) for column in page.tables[0].window(away)}
    assert seen == set(range(1, 9))


def test_code_reaches_as_far_as_its_longest_line() -> None:
    page = laid(("code", CODE), width=40)
    (wide,) = wide_blocks(page)
    assert shown(page, wide.reach)[1].endswith("before=evening)")
    assert moved(wide, wide.reach - 1, 1) == wide.reach


def test_what_fits_is_not_wide() -> None:
    assert not wide_blocks(laid(("code", "print(ferry)"), ("table", "Town\tVotes\nVik\t90"), width=40))


def test_a_word_beyond_the_edge_is_brought_in_view() -> None:
    page = laid(("code", CODE), width=40)
    (wide,) = wide_blocks(page)
    start = CODE.index("evening")
    shift = showing(page, wide, Span(start, start + 7), 0)
    assert "evening" in shown(page, shift)[1]


def test_a_cell_beyond_the_edge_is_brought_in_view() -> None:
    page = laid(("table", RAIN), width=40)
    (wide,) = wide_blocks(page)
    start = RAIN.index("27,700")
    assert "27,700" in shown(page, showing(page, wide, Span(start, start + 6), 0))[3]


def test_what_is_in_view_moves_nothing() -> None:
    page = laid(("table", RAIN), width=40)
    (wide,) = wide_blocks(page)
    start = RAIN.index("22,200")
    assert showing(page, wide, Span(start, start + 6), 1) == 1


def test_copying_takes_the_columns_that_are_not_seen_too() -> None:
    page = laid(("table", RAIN), width=40)
    assert unwrapped(page.document, 0, len(RAIN)) == RAIN


# On a screen.


class _Sheet(PageView):
    def show(self, document: Document) -> None:
        self._layers.take(document)
        self._masthead = Masthead("")
        self._lay_out()

    def reveal(self, start: int, end: int) -> None:
        self._reveal(start, end)

    @property
    def rows(self) -> list[str]:
        return [self.render_line(y).text.strip() for y in range(self.size.height)]


class _Stage(App[None]):
    def compose(self) -> ComposeResult:
        yield _Sheet()

    def on_mount(self) -> None:
        self.register_theme(NIGHT)
        self.theme = NIGHT.name


@asynccontextmanager
async def staged(document: Document) -> AsyncIterator[tuple[Pilot[None], _Sheet]]:
    app = _Stage()
    async with app.run_test(size=(42, 20)) as pilot:
        sheet = app.query_one(_Sheet)
        sheet.show(document)
        await pilot.pause()
        yield pilot, sheet


BOTH = written(("table", RAIN), ("paragraph", FACTS), ("code", CODE))


async def test_only_what_is_in_view_scrolls() -> None:
    async with staged(BOTH) as (_, sheet):
        assert sheet.sideways(1)
        sheet.bottom()
        assert any(row.startswith("ferry = ") for row in sheet.rows)
        assert sheet.sideways(1)
        assert any(row.startswith("‹") for row in sheet.rows)
        sheet.top()
        assert any(row.startswith("Skarrow ‹ 12,200") for row in sheet.rows)


async def test_beside_plain_text_nothing_scrolls() -> None:
    async with staged(BOTH) as (_, sheet):
        sheet.scroll_to_line(20)
        assert sheet.wide is None
        assert not sheet.sideways(1)


async def test_at_an_end_it_says_that_it_stays() -> None:
    async with staged(BOTH) as (_, sheet):
        assert not sheet.sideways(-1)
        assert sheet.sideways(100)
        assert not sheet.sideways(1)


async def test_a_place_to_go_to_is_scrolled_into_view() -> None:
    async with staged(BOTH) as (_, sheet):
        start = BOTH.text.index("18,800")
        sheet.reveal(start, start + 6)
        assert any("18,800" in row for row in sheet.rows)


@pytest.mark.parametrize("kind", [events.MouseScrollDown, events.MouseScrollRight])
async def test_the_wheel_scrolls_what_is_under_the_pointer(kind: type[events.MouseEvent]) -> None:
    async with staged(BOTH) as (pilot, sheet):
        shift = kind is events.MouseScrollDown
        for y, first in ((15, "Skarrow │"), (2, "Skarrow ‹")):
            wheel = kind(sheet, 5, y, 0, 0, 0, shift=shift, meta=False, ctrl=False, screen_x=5, screen_y=y)
            sheet.post_message(wheel)
            await pilot.pause()
            assert any(row.startswith(first) for row in sheet.rows)
            assert sheet.scroll_offset.y == 0
