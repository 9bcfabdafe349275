"""What does not fit the column goes on into the margin at its right; text never does."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.ui.test_ui_page_layout import Part, shown, written
from tests.ui.test_ui_page_wide import CODE, FACTS, RAIN
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead, Page
from tui_reader.ui.widgets.page_wide import wide_blocks

COLUMN = 40
PROSE: Part = ("paragraph", "A sentence that goes on for longer than the column is wide, and then on. " * 3)


def laid(*parts: Part, width: int) -> Page:
    return lay_out(written(*parts), Masthead(""), width, COLUMN)


def longest(page: Page) -> int:
    return max(map(cell_len, shown(page)))


def test_a_table_shows_all_its_columns_where_the_margin_has_room() -> None:
    page = laid(("table", RAIN), width=120)
    assert "Harbour     Jan     Feb     Mar     Apr     May     Jun     Jul     Aug" in shown(page)
    assert not wide_blocks(page)


def test_a_table_that_is_wider_still_scrolls_in_all_the_room_there_is() -> None:
    narrow, broad = (laid(("table", RAIN), width=width) for width in (44, 90))
    assert len(broad.tables[0].window(0)) > len(narrow.tables[0].window(0))
    assert wide_blocks(broad)


def test_code_goes_on_to_its_longest_line_and_no_further() -> None:
    page = laid(("code", CODE), width=200)
    assert not wide_blocks(page)
    assert page.breadth_of(0) == max(map(len, CODE.split("\n"))) + 2


def test_code_that_fits_has_the_surface_of_the_column() -> None:
    assert laid(("code", "print(ferry)"), width=200).breadth_of(0) == COLUMN


@pytest.mark.parametrize("width", [40, 44, 60, 90, 120, 200])
@pytest.mark.parametrize("part", [("table", RAIN), ("code", CODE)])
def test_there_is_air_at_the_right(part: Part, width: int) -> None:
    page = laid(part, width=width)
    assert page.left + longest(page) <= width - (2 if width >= 60 else 1)


def test_text_keeps_to_the_column() -> None:
    assert longest(laid(PROSE, ("paragraph", FACTS), width=200)) <= COLUMN
