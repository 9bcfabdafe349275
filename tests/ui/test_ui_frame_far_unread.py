from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.query import Sort
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens import browsing, unread
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.shelf import ALL
from tui_reader.ui.widgets.article_list import ArticleList


async def until(pilot: Pilot[None], true: Callable[[], object], what: str) -> None:
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(what)


def _is_at(articles: ArticleList, article_id: int) -> bool:
    return articles.current == article_id


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_unread_articles_far_away_are_found_both_ways_and_around(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Sort
) -> None:
    monkeypatch.setattr(unread, "NEAR", 2)
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        screen = app.screen
        assert isinstance(screen, MainScreen)
        articles = screen.view.articles
        await until(pilot, lambda: articles.ids, "a list")
        screen.browsing.sort = order
        screen.browsing.show(ALL)
        total = len(desk.first(screen.browsing.query(), 500))
        await until(pilot, lambda: (articles.order, len(articles.ids)) == (order, total), "all articles")
        ids = articles.ids.tolist()
        await desk.mark([*ids[:10], *ids[11:30], *ids[31:]], "read", value=True, label="read")
        articles.forget()
        for key, expected in (("n", 10), ("n", 30), ("n", 10), ("p", 30), ("p", 10)):
            await pilot.press(key)
            await until(pilot, partial(_is_at, articles, ids[expected]), f"{key} to {expected}")


async def test_a_list_without_unread_articles_says_so(
    desk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = TuiReader(desk, ["/bin/true"], log=tmp_path / "log")
    async with app.run_test(size=(160, 45)) as pilot:
        screen = app.screen
        assert isinstance(screen, MainScreen)
        articles = screen.view.articles
        await until(pilot, lambda: articles.ids, "a list")
        said: list[str] = []
        monkeypatch.setattr(screen.view, "say", lambda words, *_: said.append(words))
        await desk.mark(articles.ids.tolist(), "read", value=True, label="read")
        articles.forget()
        here = articles.current
        await pilot.press("n")
        await until(pilot, lambda: "Nothing unread in this list" in said, "the notice")
        assert articles.current == here


@pytest.mark.parametrize(
    ("order", "ids", "listed"),
    [("newest", [90, 70, 50, 10], [90, 80, 50, 20]), ("oldest", [10, 50, 70, 90], [20, 50, 80, 90])],
)
def test_what_was_just_read_keeps_its_place(order: Sort, ids: list[int], listed: list[int]) -> None:
    kept = {20, 50, 80, 60}
    merged = browsing._merged(array("q", ids), kept, array("q", listed), order)
    assert merged.tolist() == sorted({*ids, 20, 80}, reverse=order == "newest")
