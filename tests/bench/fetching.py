"""Fetching many feeds, beside other readers on the same machine in the same run; missing ones are left out.

newsboat is measured with the statistics filled in that its own program leaves empty, which is its fair best,
and once as it is installed. It sends validators from its third run on, which is therefore the unchanged one.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.usage import Usage, run_well

BOUNDS = {"cold": 0.45, "unchanged": 0.15, "a tenth changed": 0.25, "cold, 100 ms latency": 0.30}
"""Times on the clock that ours may take of newsboat's with statistics."""
EVERYTHING = 0.90
"""CPU that fetching and indexing every word may take of newsboat's with statistics, which indexes none."""
MEMORY, DISK = 220.0, 4_650.0
"""MB of all processes, bytes an article with its full text in the index."""
_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in open(sys.argv[2]).read().split():
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(scheduled=False, workers=8)
"""
_READER_SEARCH = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
reader.enable_search()
reader.update_search()
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A reader: how it fetches all feeds, and where it keeps them."""

    name: str
    argv: tuple[str, ...]
    store: Path
    articles: str
    """The statement that counts them."""
    seed: Callable[[], None] = lambda: None
    """Puts things as they are before the first run."""
    runs_before_unchanged: int = 0
    only_cold: bool = False
    index: tuple[str, ...] = ()
    """What makes the texts searchable afterwards."""

    def clear(self) -> None:
        """Forget everything fetched."""
        for file in self.store.parent.glob(f"{self.store.name}*"):
            file.unlink()
        self.seed()

    def fetch(self, home: Path) -> Usage:
        """Fetch all feeds once."""
        return run_well(self.argv, {"HOME": str(home)})

    def count(self) -> int:
        """How many articles it keeps."""
        with closing(sqlite3.connect(self.store)) as connection:
            return int(connection.execute(self.articles).fetchone()[0])

    def bytes_an_article(self) -> float:
        """What an article takes on the disk."""
        size = sum(file.stat().st_size for file in self.store.parent.glob(f"{self.store.name}*"))
        return size / max(1, self.count())


def figures(home: Path, feeds: int, reader: str = "", *, origins: int = 200) -> list[Figure]:
    """All rows: ours and the others', and ours as part of theirs."""
    found: list[Figure] = []
    with _farm(feeds, 1) as addresses:
        programs = _programs(home, addresses, reader)
        for program in programs:
            found += _plain(program, home, feeds, addresses[0])
    with _farm(feeds, origins) as addresses:
        _ask(addresses[0], "/latency?ms=100")
        for program in _programs(home, addresses, ""):
            if not program.only_cold:
                program.clear()
                found += _rows(program.name, "cold, 100 ms latency", feeds, program.fetch(home))
    return found + _ratios(found, feeds)


def _plain(program: Program, home: Path, feeds: int, address: str) -> list[Figure]:
    """Everything new, nothing new, a tenth of the feeds with one article more."""
    program.clear()
    cold = program.fetch(home)
    found = [
        *_rows(program.name, "cold", feeds, cold),
        Figure(f"{program.name}: kept", feeds, (program.count(),), "articles"),
        _disk(program, feeds, "disk an article"),
    ]
    if program.index:
        indexed = run_well(program.index, {"HOME": str(home)})
        whole = (cold.cpu + indexed.cpu,)
        found.append(Figure(f"{program.name}: cold, everything incl. full text, CPU", feeds, whole, "s"))
        found.append(_disk(program, feeds, "disk an article with full text"))
    if program.only_cold:
        return found
    for _ in range(program.runs_before_unchanged):
        program.fetch(home)
    found += _rows(program.name, "unchanged", feeds, program.fetch(home))
    _ask(address, f"/round?n={feeds // 10}")
    return found + _rows(program.name, "a tenth changed", feeds, program.fetch(home))


def _rows(name: str, case: str, feeds: int, usage: Usage) -> list[Figure]:
    bound = MEMORY if name == OURS else 0.0
    return [
        Figure(f"{name}: {case}, wall", feeds, (usage.wall,), "s"),
        Figure(f"{name}: {case}, CPU", feeds, (usage.cpu,), "s"),
        Figure(f"{name}: {case}, memory at its peak", feeds, (usage.peak,), "MB", bound),
    ]


def _disk(program: Program, feeds: int, name: str) -> Figure:
    bound = DISK if program.name == OURS else 0.0
    return Figure(f"{program.name}: {name}", feeds, (program.bytes_an_article(),), "bytes", bound)


def _ratios(found: Sequence[Figure], feeds: int) -> list[Figure]:
    """Ours as part of each other reader's, where both were measured."""
    known = {figure.name: figure.p50 for figure in found}
    others = dict.fromkeys(name.partition(":")[0] for name in known)
    ratios = []
    for other in others:
        for case, most in BOUNDS.items():
            for what in ("wall", "CPU"):
                ours, theirs = known.get(f"{OURS}: {case}, {what}"), known.get(f"{other}: {case}, {what}")
                if other != OURS and ours and theirs:
                    bound = most if other == STATISTICS and what == "wall" else 0.0
                    ratios.append(Figure(f"{case}, {what} / {other}'s", feeds, (ours / theirs,), "x", bound))
    ratios += _whole(known, feeds)
    return ratios


def _whole(known: dict[str, float], feeds: int) -> list[Figure]:
    """Ours with every word in the index, beside newsboat, which indexes none, and reader, which does."""
    ours = known.get(f"{OURS}: cold, everything incl. full text, CPU")
    disk = known.get(f"{OURS}: disk an article with full text")
    pairs = [
        ("cold, everything incl. full text, CPU", ours, f"{STATISTICS}: cold, CPU", EVERYTHING),
        (
            "cold, everything incl. full text, CPU",
            ours,
            f"{READER}: cold, everything incl. full text, CPU",
            0.0,
        ),
        ("disk with full text", disk, f"{READER}: disk an article with full text", 0.35),
    ]
    return [
        Figure(f"{case} / {theirs}", feeds, (mine / known[theirs],), "x", bound)
        for case, mine, theirs, bound in pairs
        if mine and theirs in known
    ]


OURS, INSTALLED, STATISTICS, READER = "ours", "newsboat", "newsboat with statistics", "reader"


def _programs(home: Path, addresses: Sequence[str], reader: str) -> list[Program]:
    home.mkdir(parents=True, exist_ok=True)
    (home / "urls").write_text("\n".join(addresses) + "\n")
    (home / "feeds.toml").write_text("".join(f'[[feed]]\nurl = "{url}"\n' for url in addresses))
    data = home / "data"
    ours = (sys.executable, "-m", "tui_reader", "--config", str(home / "feeds.toml"), "--data-dir", str(data))
    fetch = (*ours, "fetch", "--all", "--quick")
    found = [
        Program(OURS, fetch, data / "library.db", "SELECT count(*) FROM article", index=(*ours, "index"))
    ]
    if shutil.which("newsboat"):
        found += _newsboats(home)
    if reader:
        store = home / "reader.db"
        argv = (reader, "-c", _READER, str(store), str(home / "urls"))
        search = (reader, "-c", _READER_SEARCH, str(store))
        found.append(Program(READER, argv, store, "SELECT count(*) FROM entries", index=search))
    return found


def _newsboats(home: Path) -> list[Program]:
    (home / "newsboat").write_text("reload-threads 16\nrefresh-on-startup no\n")
    cache, seed = home / "cache.db", home / "seed.db"
    paths = ("-u", str(home / "urls"), "-c", str(cache), "-C", str(home / "newsboat"))
    argv = ("newsboat", *paths, "-x", "reload")
    count = "SELECT count(*) FROM rss_item"

    def with_statistics() -> None:
        """An empty cache that knows how large its tables are going to be."""
        if not seed.exists():
            run_well(argv, {"HOME": str(home)})
            _emptied(cache)
            cache.rename(seed)
        shutil.copy(seed, cache)

    return [
        Program(INSTALLED, argv, cache, count, only_cold=True),
        Program(STATISTICS, argv, cache, count, with_statistics, runs_before_unchanged=1),
    ]


def _emptied(cache: Path) -> None:
    with closing(sqlite3.connect(cache)) as connection:
        connection.execute("ANALYZE")
        known = connection.execute("SELECT * FROM sqlite_stat1").fetchall()
        for table in ("rss_item", "rss_feed", "sqlite_stat1"):
            connection.execute(f"DELETE FROM {table}")
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", known)
        connection.commit()
        connection.execute("VACUUM")


@contextmanager
def _farm(feeds: int, ports: int) -> Iterator[list[str]]:
    """The addresses of a farm that serves meanwhile."""
    argv = [sys.executable, "-m", "tests.bench.feedfarm", "--feeds", str(feeds), "--ports", str(ports)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            process.terminate()


def _ask(address: str, order: str) -> None:
    with urllib.request.urlopen(address.partition("/f/")[0] + order) as answer:
        answer.read()
