"""A change that is painted in part must look as if the whole screen were painted, and cost less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import ChopsUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui.app import TuiReader
from tui_reader.ui.painting import Frugal
from tui_reader.ui.widgets.article_list import ArticleList
from tui_reader.ui.widgets.field import Field


def _whole(compositor: Frugal) -> list[dict[int, Strip]]:
    """All lines of the screen as Textual itself paints them."""
    return [dict(line) for line in compositor._render_chops(compositor.size.region, lambda _: True)]


def _differences(update: ChopsUpdate, whole: list[dict[int, Strip]]) -> list[tuple[int, int]]:
    """Places within the changes where something else was painted."""
    found = []
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], whole[y].items(), strict=True):
            if x < x2 and end > x1 and update.chops[y][x] != strip:
                found.append((x, y))
    return found


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 20)], ids=["wide", "small", "tiny"])
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("j j k ctrl+d G g", id="the list"),
        pytest.param("enter space space p tab tab j j 1 j enter", id="the panes"),
        pytest.param("slash t h e space down backspace left x enter", id="the prompt"),
        pytest.param("z z S escape ctrl+p k e l escape question_mark escape s u", id="over all"),
    ],
)
async def test_a_part_is_painted_as_the_whole_would_be(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, size: tuple[int, int]
) -> None:
    paint = Frugal.render_partial_update
    seen: list[tuple[int, int]] = []
    updates: list[ChopsUpdate] = []

    def checked(compositor: Frugal) -> ChopsUpdate | None:
        update = paint(compositor)
        if update is not None:
            updates.append(update)
            seen.extend(_differences(update, _whole(compositor)))
        return update

    monkeypatch.setattr(Frugal, "render_partial_update", checked)
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.8)
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause(0.1)
    assert len(updates) > 3
    assert seen == []


async def test_nothing_is_painted_before_there_is_a_list(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint = Frugal.render_full_update
    listed: list[int] = []
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")

    def noted(compositor: Frugal, simplify: bool = False) -> Any:
        listed.append(len(app.screen.query_one(ArticleList).ids))
        return paint(compositor, simplify)

    monkeypatch.setattr(Frugal, "render_full_update", noted)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause(0.8)
    assert listed
    assert listed[0] > 0


async def test_a_letter_paints_nothing_but_the_field(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[Widget] = []
    render = Widget.render_lines

    def counted(widget: Widget, crop: Region) -> Any:
        painted.append(widget)
        return render(widget, crop)

    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause(0.8)
        await pilot.press("slash")
        await pilot.pause(0.5)
        app.screen.query_one(Field).cursor_blink = False
        monkeypatch.setattr(Widget, "render_lines", counted)
        app.screen.query_one(Field)._write("x", "")
        await pilot.pause(0.04)
        monkeypatch.undo()
    assert {type(widget).__name__ for widget in painted} == {"Field"}


async def test_nothing_changed_paints_nothing() -> None:
    assert Frugal().render_partial_update() is None
