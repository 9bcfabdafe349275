"""The margin of the page: where quotes and names stand, and where one is."""

from __future__ import annotations

from tests.ui.test_ui_page_reader import opened, reading
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_gutter import STEPS, Heat, Margin, heats, mark
from tui_reader.ui.widgets.reader_pane import ReaderPane

NIGHTLY = styles(NIGHT)


def margin_of(pane: ReaderPane) -> Margin:
    margin = pane.vertical_scrollbar
    assert isinstance(margin, Margin)
    return margin


def test_fewer_lines_than_rows_are_a_row_each() -> None:
    found = heats([range(1, 3)], [0, 0, 0, 0], 4, 10)
    assert [one.quotes for one in found] == [0, STEPS, STEPS, *[0] * 7]
    assert [one.names for one in found] == [STEPS, *[0] * 9]


def test_many_lines_share_a_row_and_the_more_of_them_the_stronger() -> None:
    found = heats([range(1), range(10, 15), range(20, 30)], [], 30, 3)
    strengths = [one.quotes for one in found]
    assert strengths == sorted(strengths)
    assert strengths[0] == 1
    assert strengths[2] == STEPS


def test_no_line_beyond_the_text_is_counted() -> None:
    assert heats([range(-2, 50)], [-1, 99], 3, 3) == (Heat(STEPS, 0),) * 3
    assert heats([], [], 0, 5) == heats([], [], 5, 0) == ()


def test_gold_is_at_the_left_and_teal_at_the_right() -> None:
    glyph, style = mark(Heat(STEPS, STEPS), True, NIGHTLY)
    assert glyph == "▌"
    assert style.color is not None
    assert style.bgcolor is not None
    assert style.color.triplet is not None
    assert style.bgcolor.triplet is not None
    assert style.color.triplet.red > style.bgcolor.triplet.red
    assert style.color.triplet.blue < style.bgcolor.triplet.blue


def test_where_there_is_nothing_only_what_is_in_view_is_seen() -> None:
    away, here = mark(Heat(), False, NIGHTLY), mark(Heat(), True, NIGHTLY)
    assert away[0] == here[0] == " "
    assert away[1].bgcolor != here[1].bgcolor


def test_without_colours_glyphs_tell_quotes_names_and_view_apart() -> None:
    plain = styles(NIGHT, plain=True)
    looks = [mark(heat, here, plain) for heat in (Heat(), Heat(1, 0), Heat(0, 1)) for here in (False, True)]
    assert len(set(looks)) == 6
    assert all(style.color is None or style.color.is_default for _, style in looks)


async def test_the_margin_is_as_high_as_the_view_and_shows_both_quotes() -> None:
    async with reading(opened(40)) as (_, desk):
        heat = margin_of(desk.pane).heat
        assert len(heat) == desk.pane.size.height
        assert heat[0].quotes
        assert heat[-1].quotes
        assert not any(one.quotes for one in heat[1:-1])


async def test_what_is_in_view_is_at_the_top_first_and_at_the_bottom_last() -> None:
    async with reading(opened(40)) as (pilot, desk):
        margin = margin_of(desk.pane)
        assert margin.thumb.start == 0
        desk.pane.bottom()
        await pilot.pause()
        assert margin.thumb.stop == margin.size.height


async def test_a_short_article_has_no_thumb() -> None:
    async with reading(opened(0), height=30) as (_, desk):
        assert len(margin_of(desk.pane).thumb) == 0


async def test_a_click_goes_to_what_stands_there() -> None:
    async with reading(opened(40)) as (pilot, desk):
        margin = margin_of(desk.pane)
        await pilot.click(margin, offset=(0, margin.size.height - 1))
        await pilot.pause()
        assert desk.pane.progress == 100


async def test_another_edition_recolours_the_margin() -> None:
    async with reading(opened(40)) as (pilot, desk):
        before = margin_of(desk.pane).palette
        desk.theme = "textual-light"
        await pilot.pause()
        assert margin_of(desk.pane).palette != before
