from __future__ import annotations

from collections.abc import Hashable

import pytest
from rich.segment import Segment
from textual import on
from textual.app import App, ComposeResult

from tui_reader.ui.theme import MORNING, NIGHT, styles
from tui_reader.ui.widgets.line_view import LineView

HEIGHT = 10


class Numbers(LineView):
    """Numbered items of `tall` lines each."""

    def __init__(self, count: int, tall: int = 1) -> None:
        super().__init__()
        self.count = count
        self.tall = tall
        self.painted: list[int] = []

    @property
    def line_count(self) -> int:
        return self.count * self.tall

    @property
    def item_count(self) -> int:
        return self.count

    def item_at(self, y: int) -> int | None:
        return y // self.tall if 0 <= y < self.line_count else None

    def lines_of(self, item: int) -> range:
        return range(item * self.tall, (item + 1) * self.tall)

    def line_key(self, y: int) -> Hashable:
        return ("number", y)

    def line(self, y: int, width: int) -> list[Segment]:
        self.painted.append(y)
        return [Segment(f"{y // self.tall}.{y % self.tall}"[:width], self.palette.ink)]


class Stage(App[None]):
    """One view and what it said."""

    def __init__(self, view: Numbers) -> None:
        super().__init__()
        self.view = view
        self.said: list[tuple[str, int]] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        for theme in (NIGHT, MORNING):
            self.register_theme(theme)
        self.theme = "night"
        self.view.focus()

    @on(LineView.Highlighted)
    def _highlighted(self, event: LineView.Highlighted) -> None:
        self.said.append(("highlighted", event.index))

    @on(LineView.Chosen)
    def _chosen(self, event: LineView.Chosen) -> None:
        self.said.append(("chosen", event.index))


def rows(view: Numbers) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def test_only_lines_in_view_are_painted() -> None:
    stage = Stage(Numbers(1_000_000))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        assert sorted(set(stage.view.painted)) == list(range(HEIGHT))


async def test_a_line_that_was_painted_is_not_painted_again() -> None:
    stage = Stage(Numbers(50))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        stage.view.painted.clear()
        stage.view.move(1)
        await pilot.pause()
        assert sorted(set(stage.view.painted)) == [0, 1]


async def test_the_bar_stands_on_the_item_under_the_cursor() -> None:
    stage = Stage(Numbers(3, tall=2))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        stage.view.move(1)
        await pilot.pause()
        assert rows(stage.view)[:6] == [" 0.0", " 0.1", "▌1.0", "▌1.1", " 2.0", " 2.1"]


async def test_moving_tells_of_the_new_item() -> None:
    stage = Stage(Numbers(3))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        stage.view.move(2)
        await pilot.pause()
        assert stage.said == [("highlighted", 2)]


async def test_moving_against_the_end_tells_nothing() -> None:
    stage = Stage(Numbers(3))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        stage.view.move(-1)
        await pilot.pause()
        assert stage.said == []


async def test_restoring_a_place_tells_nothing() -> None:
    stage = Stage(Numbers(50))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        stage.view.set_cursor(30)
        await pilot.pause()
        assert (stage.said, stage.view.cursor, "▌30.0" in rows(stage.view)) == ([], 30, True)


@pytest.mark.parametrize("tall", [1, 3])
async def test_the_cursor_stays_in_view_all_the_way_down_and_up(tall: int) -> None:
    stage = Stage(Numbers(20, tall))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        for step in [1] * 19 + [-1] * 19:
            stage.view.move(step)
            assert sum(row.startswith("▌") for row in rows(stage.view)) == tall


async def test_a_page_keeps_one_line_of_the_old_one() -> None:
    stage = Stage(Numbers(100))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        stage.view.page(1)
        assert (rows(stage.view)[0], stage.view.cursor) == ("▌9.0", 9)


async def test_top_and_bottom_are_the_first_and_last_item() -> None:
    stage = Stage(Numbers(100))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        stage.view.bottom()
        bottom = (stage.view.cursor, rows(stage.view)[-1])
        stage.view.top()
        assert (bottom, stage.view.cursor, rows(stage.view)[0]) == ((99, "▌99.0"), 0, "▌0.0")


async def test_a_click_moves_to_the_item_and_opens_it() -> None:
    stage = Stage(Numbers(20, tall=2))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.click(offset=(3, 5))
        await pilot.pause()
        assert stage.said == [("highlighted", 2), ("chosen", 2)]


async def test_a_click_below_the_last_item_does_nothing() -> None:
    stage = Stage(Numbers(2))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.click(offset=(3, 7))
        await pilot.pause()
        assert stage.said == []


async def test_the_wheel_scrolls_and_leaves_the_cursor_alone() -> None:
    stage = Stage(Numbers(100))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        stage.view._scroll_down_for_pointer(animate=False)
        await pilot.pause()
        assert rows(stage.view)[0] != "▌0.0"
        assert stage.view.cursor == 0


async def test_fewer_items_take_the_cursor_along() -> None:
    stage = Stage(Numbers(50))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        stage.view.move_to(40)
        stage.view.count = 5
        stage.view.recount()
        await pilot.pause()
        assert (stage.view.cursor, rows(stage.view)[4]) == (4, "▌4.0")


async def test_an_empty_view_moves_and_chooses_nothing() -> None:
    stage = Stage(Numbers(0))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        for move in (stage.view.top, stage.view.bottom, stage.view.choose):
            move()
        stage.view.page(1)
        stage.view.move(1)
        await pilot.pause()
        assert (stage.said, stage.view.cursor) == ([], 0)


async def test_another_theme_repaints() -> None:
    stage = Stage(Numbers(3))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        stage.theme = "morning"
        await pilot.pause()
        inks = {
            segment.style.color
            for segment in stage.view.render_line(1)
            if segment.style and segment.text.strip()
        }
        assert inks == {styles(MORNING).ink.color}


async def test_without_focus_the_bar_is_muted() -> None:
    stage = Stage(Numbers(3))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        focused = next(iter(stage.view.render_line(0))).style
        stage.set_focus(None)
        await pilot.pause()
        blurred = next(iter(stage.view.render_line(0))).style
        assert focused is not None
        assert blurred is not None
        assert (focused.color, blurred.color) == (styles(NIGHT).accent.color, styles(NIGHT).muted.color)


async def test_the_scroll_bar_moves_when_its_thumb_does() -> None:
    stage = Stage(Numbers(1000))
    async with stage.run_test(size=(20, HEIGHT)) as pilot:
        await pilot.pause()
        bar = stage.view.vertical_scrollbar
        seen = []
        for line in (1, 500, 990):
            stage.view.scroll_to_line(line)
            seen.append(bar.position)
        assert seen == [0, 500, 990]
