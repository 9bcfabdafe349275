"""The index job: says how many are left, gives way between its batches, does everything once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.desk import indexing, lifetime
from tui_reader.desk.analysis import LanguageWorker
from tui_reader.desk.orders import Order
from tui_reader.desk.places import Places
from tui_reader.model.article import Entry
from tui_reader.model.events import DocumentReady, Event, Finished, Progress
from tui_reader.model.feed import FeedSpec
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, search, textindex
from tui_reader.store.library import Library

NOW = 1_790_000_000
SPEC = FeedSpec("https://quay.example/feed", "feed", url="https://quay.example/feed", title="Quay")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "feeds.toml", tmp_path)


@pytest.fixture
def library(places: Places) -> Iterator[Library]:
    with Library.open(places.store) as opened:
        feed_id = opened.write_now(feeds.sync_specs, [SPEC])[SPEC.key]
        entries = [
            Entry(f"g{number}", f"Title {number}", content=f"<p>Halibut {number}</p>", published=NOW + number)
            for number in range(5)
        ]
        opened.write_now(articles.store_entries, feed_id, entries, kind="feed", now=NOW)
        yield opened


@pytest.fixture
def events() -> list[Event]:
    return []


def hits(library: Library) -> int:
    return library.read(search.count, ArticleQuery(text="halibut "))


@pytest.fixture
def _by_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textindex, "MOST", 2)


@pytest.mark.usefixtures("_by_twos")
def test_it_tells_how_many_are_left_and_gives_way_between_batches(
    library: Library, events: list[Event]
) -> None:
    seen: list[int] = []
    assert indexing.index(library, events.append, lambda: seen.append(hits(library))) == 5
    assert events == [Progress("index", done, 5) for done in (0, 2, 4, 4, 5)]
    assert seen == [2, 4, 5]


@pytest.mark.usefixtures("_by_twos")
def test_what_was_begun_is_gone_on_with(library: Library, events: list[Event]) -> None:
    class Ended(Exception):  # noqa: N818 - a stand-in for the end of the process
        pass

    def end() -> None:
        raise Ended

    with pytest.raises(Ended):
        indexing.index(library, events.append, end)
    assert hits(library) == 2
    assert indexing.index(library, events.append) == 3
    assert hits(library) == 5


def test_where_nothing_waits_nothing_is_said(library: Library, places: Places, events: list[Event]) -> None:
    indexing.run(library, places, events.append)
    assert events[-1] == Finished("index", changed=5)
    events.clear()
    indexing.run(library, places, events.append)
    assert events == []


def test_one_process_indexes_at_a_time(library: Library, places: Places, events: list[Event]) -> None:
    with lifetime.only_one(places.lock("index")):
        indexing.run(library, places, events.append)
    assert events == []
    assert hits(library) == 0


def test_the_language_worker_indexes_everything_before_it_reads_anything(
    library: Library, events: list[Event]
) -> None:
    worker = LanguageWorker(library, events.append, lambda: NOW, model="none", since=NOW * 2)
    worker.run()
    worker.close()
    kinds = [type(event) for event in events]
    last = max(n for n, event in enumerate(events) if isinstance(event, Progress) and event.stage == "index")
    assert last < kinds.index(DocumentReady)


@pytest.mark.usefixtures("_by_twos")
def test_the_open_article_is_read_between_two_batches(library: Library, events: list[Event]) -> None:
    worker = LanguageWorker(library, events.append, lambda: NOW, model="none", since=NOW * 2)
    asked = library.read(search.find, ArticleQuery())[-1]
    worker.orders.put(Order((asked,)))
    worker.run()
    worker.close()
    steps = [events.index(Progress("index", done, 5)) for done in (2, 4, 5)]
    assert steps[0] < events.index(DocumentReady(asked)) < steps[1] < steps[2]
    assert hits(library) == 5
