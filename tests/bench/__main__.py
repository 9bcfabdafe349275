"""`python -m tests.bench`: how fast the reader is over generated libraries of several sizes.

Libraries are made where they are missing and kept in --libraries. Figures are p50 / p95; an exclamation mark
stands where a bound does not hold, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import fetching, naming, pages, peers, queries, screens
from tests.bench.figures import Figure, table
from tests.bench.screens import PAINT
from tests.generate.fill import generate
from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.store.library import Library

SIZES = (1_000, 100_000)
APART = 1.15
"""First paints of any two sizes may differ by so much."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="articles, with commas between")
    parser.add_argument("--libraries", type=Path, default=Path(".benchmarks"), metavar="DIR")
    parser.add_argument("--only", choices=("store", "screen", "peers", "fetch"), help="a part of it")
    parser.add_argument("--feeds", type=int, default=1000, help="feeds that are fetched")
    parser.add_argument(
        "--reader", default="", metavar="PYTHON", help="an interpreter with the package reader, to compare"
    )
    given = parser.parse_args()
    sizes = () if given.only == "fetch" else map(int, given.sizes.split(","))
    folders = [(size, _library(given.libraries, size)) for size in sizes]
    figures: list[Figure] = []
    if given.only in {None, "store"}:
        for size, folder in folders:
            figures += _store(folder, size)
    if given.only in {None, "screen"}:
        figures += screens.first_paints(folders)
        for size, folder in folders:
            figures += screens.keys(folder, size)
    if given.only in {None, "peers"}:
        figures += peers.starts(folders)
    figures += _ratios(figures)
    if figures:
        print(table(figures))
    if given.only in {None, "screen"}:
        long = pages.figures(given.libraries)
        print(table(long, "words"))
        figures += long
    if given.only in {None, "fetch"}:
        if not given.reader:
            print("reader is not measured: name an interpreter that has it with --reader", file=sys.stderr)
        fetched = fetching.figures(given.libraries / "fetching", given.feeds, given.reader)
        print(table(fetched, "feeds"))
        figures += fetched
    return int(not all(figure.holds for figure in figures))


def _library(folder: Path, size: int) -> Path:
    made = folder / f"articles-{size}"
    if not (made / "library.db").exists():
        print(f"making a library of {size:,} articles", file=sys.stderr)
        generate(made, articles=size, seed=1, outlets=200, now=int(time.time()), truth=False)
    return made


def _store(folder: Path, size: int) -> list[Figure]:
    with Library.open(folder / "library.db") as library:
        desk = Newsdesk(load(folder / "feeds.toml"), library, time.time)
        return [
            *queries.lists(library, size, desk.now()),
            *queries.orders(library, size),
            *queries.searches(library, size),
            *queries.readings(library, desk, size),
            *queries.wholes(library, size),
            *naming.names(library, size),
        ]


def _ratios(figures: Sequence[Figure]) -> list[Figure]:
    """First paints against that of the smallest library, and against the peer's."""
    known = {(figure.name, figure.articles): figure.p50 for figure in figures}
    paints = sorted(size for name, size in known if name == PAINT)
    found = []
    for size in paints:
        against = known[PAINT, size] / known[PAINT, paints[0]]
        found.append(Figure("first paint / that of the smallest", size, (against,), "x", APART))
        if (peers.PAINT, size) in known:
            peer = known[PAINT, size] / known[peers.PAINT, size]
            found.append(Figure("first paint / newsboat's", size, (peer,), "x"))
    return found


if __name__ == "__main__":
    sys.exit(main())
