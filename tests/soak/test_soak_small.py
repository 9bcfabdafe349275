"""One refresh over a farm where much is wrong: no well feed is lost, no origin pressed, all is explained."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.soak.farm import BENT, ENTRIES, ILL, Thread
from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.store.library import Library
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.health import HealthScreen

FEEDS, PORTS = 24, 12


@dataclass
class Run:
    """A farm, and the program over a configuration that names all of its feeds."""

    home: Path
    thread: Thread
    addresses: list[str]
    first: Counter[str] = field(default_factory=Counter)
    """What was asked in the first refresh."""
    unchanged: int = 0
    """How often the farm said "not modified" in the first refresh."""

    def run(self, *verb: str) -> str:
        argv = [
            *(sys.executable, "-m", "tui_reader", "--config", str(self.home / "feeds.toml")),
            *("--data-dir", str(self.home / "data"), *verb),
        ]
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kind(self, address: str) -> str:
        return address.split("/")[3]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A farm after one refresh, and one more at once, which leaves out who never answers to save a wait."""
    home = tmp_path_factory.mktemp("soak")
    thread = Thread()
    ill = dict.fromkeys((*ILL, *BENT), 1)
    addresses = thread.farm.plan(FEEDS, thread.start(PORTS), ill | {"busy": 6, "busy-date": 3})
    tables = {url: f'[[feed]]\nurl = "{url}"\n' for url in addresses}
    (home / "feeds.toml").write_text("".join(tables.values()))
    run = Run(home, thread, addresses)
    run.run("fetch", "--all", "--quick")
    run.first, run.unchanged = thread.farm.asked.copy(), thread.farm.unchanged
    answering = [table for url, table in tables.items() if run.kind(url) != "silent"]
    (home / "feeds.toml").write_text("".join(answering))
    run.run("fetch", "--all", "--quick")
    (home / "feeds.toml").write_text("".join(tables.values()))
    run.run("fetch", "--quick")
    yield run
    thread.stop()


@pytest.fixture
def told(ran: Run) -> dict[str, Any]:
    return {row["key"]: row for row in json.loads(ran.run("feeds", "--json"))}


def test_every_feed_that_is_well_or_nearly_is_complete(ran: Run, told: dict[str, Any]) -> None:
    well = [address for address in ran.addresses if ran.kind(address) not in ILL]
    assert not [told[address] for address in well if told[address]["state"] not in {"ok", "moved"}]
    listed = json.loads(ran.run("list", "--limit", "100000", "--json"))
    assert len(listed) == len(well) * ENTRIES


def test_each_of_the_others_is_explained(ran: Run, told: dict[str, Any]) -> None:
    ill = [(ran.kind(address), told[address]) for address in ran.addresses if ran.kind(address) in ILL]
    wrong = [
        (kind, row["class"], row["message"])
        for kind, row in ill
        if row["class"] != ILL[kind][0] or ILL[kind][1] not in (row["message"] or "")
    ]
    assert not wrong, wrong


async def test_the_screen_of_health_explains_each_of_the_others(ran: Run) -> None:
    """Every row under the cursor: what its server did, what to do about it, and when it is asked next."""
    explained: dict[str, dict[str, str]] = {}
    with Library.open(ran.home / "data" / "library.db") as library:
        desk = Newsdesk(load(ran.home / "feeds.toml"), library, time.time)
        app = TuiReader(desk, ["/bin/true"], log=ran.home / "log")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("!")
            screen = app.screen
            assert isinstance(screen, HealthScreen)
            while not screen.sources.rows:
                await pilot.pause(0.05)
            for row, one in enumerate(screen.sources.rows):
                screen.sources.move_to(row)
                await pilot.pause()
                explained[one.source] = dict(screen.details.facts)
    assert explained.keys() == set(ran.addresses)
    for address in ran.addresses:
        facts, kind = explained[address], ran.kind(address)
        if kind in ILL:
            assert ILL[kind][1] in facts["told"], kind
            assert facts["to do"], kind
            assert re.search(r"in \d+[mhd]: ", facts["next"]), facts["next"]
        else:
            assert facts["state"] in {"ok", "moved"}, kind


def test_no_origin_is_asked_again_before_the_time_it_named(ran: Run) -> None:
    farm = ran.thread.farm
    assert farm.early.total() == 0
    held = [path for path in farm.kinds if path.startswith("/busy")]
    assert all(farm.asked[path] == ran.first[path] for path in held)
    assert 2 <= sum(ran.first[path] for path in held) <= 2 * 2


def test_what_has_not_changed_is_not_sent_again(ran: Run) -> None:
    well = [address for address in ran.addresses if ran.kind(address) not in ILL]
    assert (ran.unchanged, ran.thread.farm.unchanged) == (0, len(well))
