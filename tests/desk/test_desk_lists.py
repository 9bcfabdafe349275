from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk import newsdesk
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.model.query import ArticleQuery, Sort
from tui_reader.store import articles, feeds, search
from tui_reader.store.library import Library

NOW = 1_790_000_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Newsdesk]:
    """A desk over seven articles."""
    spec = FeedSpec("https://harbour.example/feed", "feed")
    entries = [Entry(str(number), f"Title {number}", published=NOW - number * 60) for number in range(7)]
    with Library.open(tmp_path / "library.db") as library:
        feed_id = library.write_now(feeds.sync_specs, [spec])[spec.key]
        library.write_now(articles.store_entries, feed_id, entries, kind="feed", now=NOW)
        yield Newsdesk(Config(tmp_path / "feeds.toml"), library, time.time)


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
@pytest.mark.parametrize("piece", [3, 7, 50])
async def test_a_long_list_is_put_together_of_pieces(
    desk: Newsdesk, monkeypatch: pytest.MonkeyPatch, sort: Sort, piece: int
) -> None:
    monkeypatch.setattr(newsdesk, "PIECE", piece)
    query = ArticleQuery(sort=sort)
    assert await desk.find(query) == desk.library.read(search.find, query)
    assert len(await desk.find(query)) == 7


async def test_a_limit_is_one_question(desk: Newsdesk) -> None:
    assert list(await desk.find(ArticleQuery(), 2)) == list(desk.first(ArticleQuery(), 7))[:2]


async def test_a_pattern_is_never_searched_at_once(desk: Newsdesk) -> None:
    query = ArticleQuery(text="title:/[0-3]$/")
    assert len(await desk.find(query)) == 4
    assert list(desk.first(query)) == []
