"""Lines that are put together once between the sides of their frame look as Textual would paint them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widget import Widget

from tests.ui.test_ui_page_reader import opened, reading
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui.app import TuiReader
from tui_reader.ui.widgets.framed import frame_of
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.page_gutter import Margin


def _cells(strip: Strip) -> list[tuple[str, object, object, object]]:
    """Every character of a strip with what is seen of its style, however it is cut."""
    told: list[tuple[str, object, object, object]] = []
    for text, style, _ in strip:
        if style is None:
            told += [(char, None, None, "") for char in text]
            continue
        ground = (" ", None, style.color if style.reverse else style.bgcolor, "")
        look = (style.color, style.bgcolor, str(style.without_color))
        told += [ground if char == " " and not style.underline else (char, *look) for char in text]
    return told


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 20)], ids=["wide", "small", "tiny"])
@pytest.mark.parametrize("keys", ["", "j j 3 space", "4 j", "ctrl+p", "u", "question_mark"])
async def test_every_view_looks_as_textual_paints_it(
    desk: Newsdesk, tmp_path: Path, keys: str, size: tuple[int, int]
) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    seen = 0
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.6)
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause(0.1)
        for view in app.screen.query(LineView):
            whole = view.region.size.region
            if not whole:
                continue
            seen += 1
            ours = [_cells(strip) for strip in view.render_lines(whole)]
            view._styles_cache.clear()
            assert ours == [_cells(strip) for strip in Widget.render_lines(view, whole)]
            bar = view.vertical_scrollbar
            if bar.size and not isinstance(bar, Margin):
                cells = bar.size.region
                ours = [_cells(strip) for strip in bar.render_lines(cells)]
                assert ours == [_cells(strip) for strip in Widget.render_lines(bar, cells)]
    assert seen


async def test_what_fades_is_left_to_textual() -> None:
    async with reading(opened(40)) as (pilot, desk):
        assert frame_of(desk.pane) is not None
        desk.pane.styles.opacity = 0.5
        await pilot.pause()
        assert frame_of(desk.pane) is None
        whole = desk.pane.region.size.region
        assert len(desk.pane.render_lines(whole)) == whole.height


async def test_a_frame_of_another_colour_is_painted_at_once() -> None:
    async with reading(opened(40)) as (pilot, desk):
        whole = desk.pane.region.size.region
        before = _cells(desk.pane.render_lines(whole)[2])
        desk.pane.styles.border = ("round", "red")
        await pilot.pause()
        assert _cells(desk.pane.render_lines(whole)[2])[0] != before[0]


async def test_a_line_seen_before_is_not_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    async with reading(opened(200)) as (pilot, desk):
        desk.pane.page(1)
        await pilot.pause()
        paint = LineView._strip

        def counted(view: LineView, y: int, width: int, *, current: bool) -> Strip:
            painted.append(y)
            return paint(view, y, width, current=current)

        monkeypatch.setattr(LineView, "_strip", counted)
        desk.pane.page(-1)
        await pilot.pause()
    assert painted == []
