"""Laying the screen out anew costs more than everything else a key does: most keys must not ask for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.ui.app import TuiReader


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows with every layout of a screen."""
    done: list[object] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[Any], *args: Any, **kwargs: Any) -> None:
        done.append(screen)
        lay_out(screen, *args, **kwargs)

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    return done


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("jjkk", id="moving"),
        pytest.param("ctrl+d ctrl+u G g", id="pages"),
    ],
)
async def test_moving_through_the_list_lays_nothing_out(
    desk: Newsdesk, tmp_path: Path, layouts: list[object], keys: str
) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause(0.8)
        before = len(layouts)
        for key in keys.split() if " " in keys else keys:
            await pilot.press(key)
            await pilot.pause(0.15)
        assert len(layouts) == before


async def test_typing_a_search_lays_nothing_out(
    desk: Newsdesk, tmp_path: Path, layouts: list[object]
) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause(0.8)
        await pilot.press("slash")
        await pilot.pause(0.2)
        before = len(layouts)
        for key in "keller":
            await pilot.press(key)
            await pilot.pause(0.15)
        assert len(layouts) == before
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert len(layouts) > before


@pytest.mark.parametrize("keys", ["slash", "z", "slash x"], ids=["the prompt opens", "zen", "offers appear"])
async def test_what_changes_sizes_lays_out_once(
    desk: Newsdesk, tmp_path: Path, layouts: list[object], keys: str
) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    *before, last = keys.split()
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause(0.8)
        for key in before:
            await pilot.press(key)
            await pilot.pause(0.3)
        done = len(layouts)
        await pilot.press(last)
        await pilot.pause(0.5)
        assert len(layouts) - done <= 1
