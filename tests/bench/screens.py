"""The program on a terminal over a library: when the first article is on screen, what a key costs.

Processor time is what is judged; it includes Python's start and all threads of the screen, not its workers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.terminal import Terminal
from tui_reader.desk.places import Places
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, search
from tui_reader.store.library import Library

PAINT = "first paint, CPU"
STARTS, KEYS = 5, 60
KEY_BOUND, TYPED_BOUND = 4.0, 2.0
QUIET = 0.02
BEFORE_ASKING = 0.03
"""Seconds after a key in the prompt in which only the key is at work: the store is asked a little later."""
_TYPED = "harbour strike council vote"


def first_paints(folders: Sequence[tuple[int, Path]]) -> list[Figure]:
    """Starts of the program over libraries, in turn, so that what the machine does else hits all alike."""
    cpu: dict[int, list[float]] = {size: [] for size, _ in folders}
    wall: dict[int, list[float]] = {size: [] for size, _ in folders}
    for turn in range(STARTS + 1):
        for size, folder in folders:
            with Terminal(program(folder)) as terminal:
                shown = terminal.wait(_holds(first_title(folder)))
                used = terminal.cpu()
            if turn:  # the first time fills the file cache
                cpu[size].append(used * 1000)
                wall[size].append(shown * 1000)
    return [
        *(Figure(PAINT, size, tuple(cpu[size])) for size, _ in folders),
        *(Figure("first paint, wall", size, tuple(wall[size])) for size, _ in folders),
    ]


def keys(folder: Path, size: int) -> list[Figure]:
    """What the keys cost once everything stands: all threads, and the event loop alone."""
    with Terminal(program(folder)) as terminal:
        terminal.wait(_holds(first_title(folder)))
        _idle(terminal)
        resting = terminal.memory()
        down = _pressed(terminal, "j" * KEYS)
        up = _pressed(terminal, "k" * KEYS)
        pages = _pressed(terminal, "\x04" * 20)
        terminal.send("g/")
        _idle(terminal)
        typed, hits = _typed(terminal)
    return [
        Figure("key j", size, down, bound=KEY_BOUND),
        Figure("key k", size, up, bound=KEY_BOUND),
        Figure("half a page", size, pages),
        Figure("key in the prompt", size, typed, bound=TYPED_BOUND),
        Figure("hits shown, the first one opened", size, hits),
        Figure("memory at rest", size, (resting,), "MB"),
    ]


def _pressed(terminal: Terminal, pressed: str) -> tuple[float, ...]:
    """Milliseconds of the event loop's thread for each key, until the screen rests."""
    values = []
    for key in pressed:
        before = terminal.loop_cpu()
        terminal.send(key)
        terminal.settle(QUIET, 0.5)
        values.append((terminal.loop_cpu() - before) * 1000)
    return tuple(values)


def _typed(terminal: Terminal) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds of the event loop's thread for each letter of a search, and for what it finds."""
    letters, hits = [], []
    for key in _TYPED:
        before = terminal.loop_cpu()
        terminal.send(key)
        terminal.settle(BEFORE_ASKING / 2, BEFORE_ASKING)
        between = terminal.loop_cpu()
        terminal.settle(0.3, 2.0)
        letters.append((between - before) * 1000)
        hits.append((terminal.loop_cpu() - between) * 1000)
    return tuple(letters), tuple(hits)


def _idle(terminal: Terminal) -> None:
    """Wait until the program has nothing left to do."""
    until, before = time.monotonic() + 30, -1.0
    while time.monotonic() < until and (now := terminal.cpu()) - before > 0.005:
        before = now
        terminal.settle(0.3, 1.0)


def _holds(title: str) -> Callable[[str], bool]:
    return lambda text: title in text


def first_title(folder: Path) -> str:
    """The beginning of the title that the first row shows."""
    with Library.open(folder / "library.db") as library:
        ids = library.read(search.find, ArticleQuery("unread"), 1) or library.read(
            search.find, ArticleQuery(), 1
        )
        return library.read(articles.rows, ids)[0].title[:30]


def program(folder: Path) -> list[str]:
    """The argv that opens a generated library, as if for the first time: no place of before is kept."""
    places = Places(folder / "feeds.toml", folder)
    places.screen.unlink(missing_ok=True)
    return [sys.executable, "-m", "tui_reader", *places.argv()]
