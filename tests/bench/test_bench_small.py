from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.bench import feedfarm, fetching, naming, pages, peers, queries, screens
from tests.bench.figures import Figure, table
from tests.bench.terminal import Terminal
from tests.generate.fill import generate
from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.query import ArticleQuery
from tui_reader.sources import feeds
from tui_reader.store import insights, search
from tui_reader.store.library import Library

ARTICLES = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library")
    generate(made, articles=ARTICLES, seed=2, outlets=200, now=int(time.time()), truth=False)
    return made


def test_every_question_to_the_store_is_timed(folder: Path) -> None:
    with Library.open(folder / "library.db") as library:
        desk = Newsdesk(load(folder / "feeds.toml"), library, time.time)
        figures = [
            *queries.lists(library, ARTICLES, desk.now()),
            *queries.orders(library, ARTICLES),
            *queries.searches(library, ARTICLES),
            *queries.readings(library, desk, ARTICLES),
            *queries.wholes(library, ARTICLES),
        ]
    assert len({figure.name for figure in figures}) == len(figures)
    assert all(value > 0 for figure in figures for value in figure.values)


def test_what_is_searched_for_is_found(folder: Path) -> None:
    with Library.open(folder / "library.db") as library:
        for name, texts in queries.texts(library, Random(5)).items():
            hits = [len(library.read(search.find, ArticleQuery(text=text))) for text in texts]
            assert sum(map(bool, hits)) > len(hits) // 2, name


@pytest.mark.pty
def test_the_screen_is_timed_on_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "STARTS", 1)
    cpu, wall = screens.first_paints([(ARTICLES, folder)])
    assert len(cpu.values) == 1
    assert cpu.p50 > 0
    assert wall.p50 > 0


def test_what_names_cost_is_measured_and_leaves_the_library_as_it_was(folder: Path) -> None:
    with Library.open(folder / "library.db") as library:
        before = library.read(insights.known_entities, 1000)
        found = {figure.name: figure for figure in naming.names(library, ARTICLES)}
        assert library.read(insights.known_entities, 1000) == before
    assert len(found) == 3
    assert all(figure.p50 > 0 for figure in found.values())


def test_long_articles_are_timed_in_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LENGTHS", {400: 15.0})
    monkeypatch.setattr(pages, "PAGES", 2)
    swap, page = pages.figures(tmp_path)
    assert len(swap.values) == pages.ARTICLES - 1
    assert min(swap.values) > 0.5
    assert len(page.values) == 2


def test_a_terminal_tells_what_a_program_shows_and_uses() -> None:
    program = "import time; sum(range(10**6)); print('ready', flush=True); time.sleep(30)"
    with Terminal([sys.executable, "-c", program]) as terminal:
        assert terminal.wait(lambda text: "ready" in text) > 0
        assert 0 < terminal.loop_cpu() <= terminal.cpu()
        assert terminal.memory() > 1
    assert terminal.process.poll() is not None


def test_a_program_that_ends_before_it_shows_anything_is_told() -> None:
    with Terminal(["true"]) as terminal, pytest.raises(TimeoutError):
        terminal.wait(lambda text: "never" in text, 20.0)


def test_peers_that_are_missing_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert peers.starts([(ARTICLES, folder)]) == []


def test_a_bound_is_for_the_middle_or_for_the_worst() -> None:
    values = (1.0,) * 18 + (9.0, 9.0)
    assert Figure("a", 1, values, bound=2).holds
    assert not Figure("a", 1, values, bound=2, judged="p95").holds
    assert Figure("a", 1, values).holds


def test_the_table_has_a_line_a_figure_and_a_column_a_size() -> None:
    figures = [Figure("j", 10, (1.0,), bound=4), Figure("j", 100, (5.0,), bound=4), Figure("k", 10, (2.0,))]
    head, rule, first, second = table(figures).splitlines()
    assert head.split() == ["bound", "10", "100"]
    assert set(rule) == {"-"}
    assert first.split() == ["j", "(ms)", "p50", "<=", "4", "1.00", "/", "1.00", "5.00", "/", "5.00", "!"]
    assert second.split() == ["k", "(ms)", "2.00", "/", "2.00"]


def test_fetching_is_measured_in_every_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = {figure.name: figure.p50 for figure in fetching.figures(tmp_path, 10, origins=2)}
    for case in fetching.BOUNDS:
        assert found[f"ours: {case}, wall"] > 0
        assert found[f"ours: {case}, CPU"] > 0
        assert found[f"ours: {case}, memory at its peak"] > 10
    assert 500 < found["ours: disk an article"] < 100_000
    assert not any("newsboat" in name for name in found)


def test_ours_is_told_as_a_part_of_the_others() -> None:
    found = [
        Figure("ours: cold, wall", 10, (1.0,)),
        Figure("newsboat with statistics: cold, wall", 10, (4.0,)),
    ]
    assert fetching._ratios(found, 10) == [
        Figure("cold, wall / newsboat with statistics's", 10, (0.25,), "x", 0.45)
    ]


def test_the_farm_gives_a_feed_a_new_entry_on_top_and_lets_the_oldest_go() -> None:
    farm = feedfarm.Farm(1, [80], 1)
    before = feeds.parse_feed(farm._body(0).encode()).entries
    farm.advance(1)
    after = feeds.parse_feed(farm._body(0).encode()).entries
    assert after[1:] == before[:-1]
    assert after[0].published == (before[0].published or 0) + 43_200
