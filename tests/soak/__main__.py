"""`python -m tests.soak`: thousands of feeds of hundreds of origins, while an open screen answers keys.

Prints what came of it, what it took, and how long keys waited; ends with 1 when something was lost, somebody
was pressed, a key was not answered, or memory grew. Every feed that is not well is explained on `!` and by
`feeds`, which is asked at the end.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.terminal import Terminal
from tests.soak.farm import ENTRIES, ILL

KEYS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("?", lambda text: "MOVING" in text),
    ("?", lambda text: "MOVING" not in text),
    ("!", lambda text: "─ Sources · " in text),
    ("!", lambda text: "─ Sources · " not in text),
    ("z", lambda text: "4 Quotes" not in text),
    ("z", lambda text: "4 Quotes" in text),
)
"""Keys, and what the screen must look like then."""
PATIENCE = 900.0
SLOWEST = 0.5
"""Seconds of its processor that the screen's event loop may use until a key shows, what a refresh makes it do
meanwhile included; how long one waits depends on what else the machine does.
"""
RESTING = 5
"""How often every key is pressed at rest."""
BUSIER = 3.0
"""How much more of the processor the loop may use while a refresh goes on until half of the keys show."""
GROWTH = 1.35
"""How much more memory the last third of a refresh may take than the second."""


@dataclass
class Seen:
    """What was seen during one refresh. Seconds and megabytes."""

    wall: float = 0.0
    keys: list[float] = field(default_factory=list)
    """Until each key showed."""
    loop: list[float] = field(default_factory=list)
    """What the event loop used of the processor until then."""
    memory: list[float] = field(default_factory=list)
    """Of the processes the screen started, about once a second."""
    screen: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Fields:
    """The farm's process and what it said."""

    addresses: list[str]
    stats: str

    def counted(self) -> dict[str, int]:
        """What the farm has counted."""
        with urllib.request.urlopen(self.stats, timeout=10) as answer:
            found: dict[str, int] = json.load(answer)
        return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument(
        "--feeds", type=int, default=4_500, help="well feeds; a tenth as many ill ones are added"
    )
    parser.add_argument("--ports", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _farm(given.feeds, given.ports) as farm:
        home = Path(folder)
        lines = "".join(f'[[feed]]\nurl = "{address}"\n' for address in farm.addresses)
        (home / "feeds.toml").write_text('[reader]\ntheme = "night"\n' + lines)
        with Terminal(_argv(home)) as terminal:
            terminal.wait(lambda text: "2 Articles" in text)
            first = _refreshed(terminal)
            second = _refreshed(terminal)
            rest = _at_rest(terminal)
        asked = farm.counted()
        return _told(farm.addresses, _rows(home, "feeds"), (first, second, rest), asked)


@contextmanager
def _farm(feeds: int, ports: int) -> Iterator[Fields]:
    argv = [sys.executable, "-m", "tests.soak.farm", str(feeds), str(ports)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        yield Fields(said["addresses"], said["stats"])
        assert process.stdin is not None
        process.stdin.close()


def _argv(home: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "tui_reader", "--config", str(home / "feeds.toml")),
        *("--data-dir", str(home / "data")),
    ]


def _refreshed(terminal: Terminal) -> Seen:
    """Refresh everything with R, and press keys until it is over."""
    seen, begun = Seen(), time.monotonic()
    terminal.send("R")
    terminal.wait(lambda text: "fetching" in text, 30)
    while _fetching(terminal.process.pid) and time.monotonic() - begun < PATIENCE:
        _press(terminal, seen)
        seen.memory.append(sum(map(_resident, _below(terminal.process.pid))))
        seen.screen.append(terminal.memory())
        terminal.settle(0.05, 0.5)
    seen.wall = time.monotonic() - begun
    return seen


def _press(terminal: Terminal, seen: Seen) -> None:
    """Press every key once."""
    for key, shown in KEYS:
        pressed, used = time.monotonic(), terminal.loop_cpu()
        terminal.send(key)
        terminal.wait(shown, 30)
        seen.keys.append(time.monotonic() - pressed)
        seen.loop.append(terminal.loop_cpu() - used)
        terminal.pump(0.05)


def _at_rest(terminal: Terminal) -> Seen:
    """Press the same keys when nothing goes on."""
    seen = Seen()
    terminal.settle(2.0, 60)
    for _ in range(RESTING):
        _press(terminal, seen)
    return seen


def _fetching(pid: int) -> bool:
    """Whether a process that this one has started is a refresh."""
    return any(b"\0fetch\0" in _line(child) for child in _below(pid))


def _line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _below(pid: int) -> list[int]:
    """All processes that a process has started, and theirs."""
    try:
        found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return found + [each for child in found for each in _below(child)]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0


def _rows(home: Path, verb: str) -> list[dict[str, Any]]:
    done = subprocess.run([*_argv(home), verb, "--json"], capture_output=True, text=True, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def _told(
    addresses: list[str], rows: list[dict[str, Any]], seen: tuple[Seen, Seen, Seen], asked: dict[str, int]
) -> int:
    first, second, rest = seen
    known = {row["key"]: row for row in rows}
    well = [address for address in addresses if address.split("/")[3] not in ILL]
    lost = [address for address in well if known[address]["state"] not in {"ok", "moved"}]
    dumb = [address for address in set(addresses) - set(well) if not known[address]["message"]]
    print(f"{len(addresses):,} feeds, {len(well):,} of them well ({len(well) * ENTRIES:,} articles)")
    print(f"at rest: keys shown after {_spread(rest.keys)}, event loop {_spread(rest.loop)}")
    for name, each in (("cold", first), ("again", second)):
        print(
            f"{name}: {each.wall:.1f} s; {len(each.keys)} keys, shown after {_spread(each.keys)}, "
            f"event loop {_spread(each.loop)}, "
            f"{median(each.loop) / median(rest.loop):.1f} times that at rest; "
            f"workers {_thirds(each.memory)} MB, screen {_thirds(each.screen)} MB"
        )
    print(f"asked {asked['asked']:,} times, {asked['unchanged']:,} not modified, {asked['early']} too early")
    print(f"lost {len(lost)}, not explained {len(dumb)}")
    for address in lost:
        print(f"  {address}: {known[address]['state']}: {known[address]['message']}")
    faults = [
        bool(lost or dumb or asked["early"]),
        max(first.loop + second.loop) > SLOWEST,
        median(first.loop) > BUSIER * median(rest.loop),
        not _flat(first.memory),
    ]
    return int(any(faults))


def _spread(seconds: list[float]) -> str:
    """Half of them, 95 of a hundred, and all of them took at most so long."""
    ordered = sorted(seconds)
    places = len(ordered) // 2, len(ordered) * 95 // 100, -1
    return "/".join(f"{ordered[place] * 1000:.0f}" for place in places) + " ms"


def _thirds(values: list[float]) -> str:
    """The largest value of each third."""
    size = max(len(values) // 3, 1)
    return "/".join(f"{max(part):.0f}" for n in range(3) if (part := values[n * size : (n + 1) * size]))


def _flat(values: list[float]) -> bool:
    size = len(values) // 3
    return size == 0 or max(values[2 * size :]) <= GROWTH * max(values[size : 2 * size])


if __name__ == "__main__":
    sys.exit(main())
