"""One refresh over a farm where much is wrong: no well feed is lost, no origin pressed, all is explained."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.soak.farm import BENT, ENTRIES, ILL, Thread

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
    """A farm after one refresh, and one more at once. Who never answers takes too long here: see `soak`."""
    home = tmp_path_factory.mktemp("soak")
    thread = Thread()
    ill = dict.fromkeys((*(kind for kind in ILL if kind != "silent"), *BENT), 1)
    addresses = thread.farm.plan(FEEDS, thread.start(PORTS), ill | {"busy": 6, "busy-date": 3})
    (home / "feeds.toml").write_text("".join(f'[[feed]]\nurl = "{url}"\n' for url in addresses))
    run = Run(home, thread, addresses)
    run.run("fetch", "--all", "--quick")
    run.first, run.unchanged = thread.farm.asked.copy(), thread.farm.unchanged
    run.run("fetch", "--all", "--quick")
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


def test_no_origin_is_asked_again_before_the_time_it_named(ran: Run) -> None:
    farm = ran.thread.farm
    assert farm.early.total() == 0
    held = [path for path in farm.kinds if path.startswith("/busy")]
    assert all(farm.asked[path] == ran.first[path] for path in held)
    assert 2 <= sum(ran.first[path] for path in held) <= 2 * 2


def test_what_has_not_changed_is_not_sent_again(ran: Run) -> None:
    well = [address for address in ran.addresses if ran.kind(address) not in ILL]
    assert (ran.unchanged, ran.thread.farm.unchanged) == (0, len(well))
