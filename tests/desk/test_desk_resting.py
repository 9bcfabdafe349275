"""The language worker is there while there is work: it says when it rests, and is let go for a while."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_reader.desk import pending
from tui_reader.desk.analysis import LanguageWorker
from tui_reader.desk.orders import END, Orders
from tui_reader.desk.workers import Workers
from tui_reader.model.article import Entry
from tui_reader.model.events import Event, InsightReady, Notice, Resting
from tui_reader.store import articles, feeds
from tui_reader.store.library import Library

NOW = 1_790_000_000
HEAVY = ("spacy", "lxml", "trafilatura", "tui_reader.insight.analyse", "tui_reader.desk.analysis", "pebble")


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    (tmp_path / "feeds.toml").write_text('[insight]\nmodel = "none"\n')
    return [
        *(sys.executable, "-m", "tui_reader"),
        *("--config", str(tmp_path / "feeds.toml"), "--data-dir", str(tmp_path)),
    ]


def add(folder: Path, number: int) -> int:
    """An article in the library of a folder; its id."""
    said = f'<p>"We will pave it {number} times," said Alva Rydholm of Korsvik.</p>'
    entry = Entry(f"g{number}", f"Title {number}", content=said, published=NOW)
    with Library.open(folder / "library.db") as library:
        feed = library.write_now(feeds.sync_specs, [])["saved:"]
        stored = library.write_now(articles.store_entries, feed, [entry], kind="page", now=NOW)
    return stored.added[0]


async def until(true: Callable[[], object]) -> None:
    for _ in range(1500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to be so")


def test_what_waits_for_the_worker_is_known_without_it(tmp_path: Path) -> None:
    add(tmp_path, 1)
    with Library.open(tmp_path / "library.db") as library:
        assert library.read(pending.is_any, "none", 0)
        worker = LanguageWorker(library, lambda _: None, lambda: NOW, model="none")
        worker.run()
        worker.close()
        assert library.read(pending.is_any, "none", 0) is False
        library.write_now(lambda conn: conn.execute("UPDATE document SET reader_version = '0'"))
        assert library.read(pending.is_any, "none", 0)


def test_the_look_for_work_loads_none_of_it(tmp_path: Path) -> None:
    Library.open(tmp_path / "library.db").close()
    script = (
        "import sys, pathlib; import tui_reader.desk.analysing; from tui_reader.desk import pending;"
        "from tui_reader.store.library import Library; library = Library.open(pathlib.Path(sys.argv[1]));"
        "library.read(pending.is_any, 'auto', 0); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "library.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "tui_reader.desk.pending" in loaded
    assert [name for name in HEAVY if name in loaded] == []


async def test_a_worker_without_work_is_let_go_and_comes_back(tmp_path: Path, program: list[str]) -> None:
    article = add(tmp_path, 1)
    events: list[Event] = []
    workers = Workers(program, tmp_path / "log", events.append)
    try:
        await workers.look_at([article])
        await until(lambda: _insights(events))
        await workers.stop()
        events.clear()
        workers = Workers(program, tmp_path / "log", events.append)
        await workers.more()
        await until(lambda: workers.analysing)
        await until(lambda: not workers.analysing)
        another = add(tmp_path, 2)
        await workers.look_at([another])
        await until(lambda: _insights(events))
        assert [event.article_id for event in _insights(events)] == [another]
        assert not [event for event in events if isinstance(event, Resting)]
        assert not [event for event in events if isinstance(event, Notice) and event.level == "warning"]
    finally:
        await workers.stop()


def _insights(events: list[Event]) -> list[InsightReady]:
    return [event for event in events if isinstance(event, InsightReady)]


def test_a_worker_says_that_it_rests_when_no_order_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.desk.analysis.PATIENCE", 0.01)
    orders = Orders()
    rested: list[int] = []

    def rest() -> None:
        rested.append(orders.received)
        orders.put(END)

    with Library.open(tmp_path / "library.db") as library:
        worker = LanguageWorker(library, lambda _: None, lambda: NOW, model="none", orders=orders, rest=rest)
        orders.take(b"{}")
        worker.serve(orders.get())
        worker.close()
    assert rested == [1]
