"""`python -m tests.generate --articles N --seed S --out DIR`: a library of generated news, and the truth.

Open it with `tui-reader --config DIR/feeds.toml --data-dir DIR`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.generate.fill import generate

NOW = 1_790_000_000
"""A Monday in September 2026: the end of the news when no other is named."""


def main() -> None:
    """Read the arguments and fill a folder."""
    parser = argparse.ArgumentParser(prog="tests.generate", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--outlets", type=int, default=200, help="sources")
    parser.add_argument("--now", type=int, default=NOW, help="the latest date, in epoch seconds")
    parser.add_argument("--link", action="store_true", help="have names linked as by the language worker")
    parser.add_argument("--no-truth", action="store_true", help="fill the library only")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    given = parser.parse_args()
    begun, cpu = time.monotonic(), time.process_time()
    done = generate(
        given.out,
        articles=given.articles,
        seed=given.seed,
        outlets=given.outlets,
        now=given.now,
        truth=not given.no_truth,
        link=given.link,
    )
    size = (given.out / "library.db").stat().st_size
    print(
        f"{done:,} articles in {time.monotonic() - begun:.1f} s ({time.process_time() - cpu:.1f} s CPU), "
        f"{size / 1e6:,.0f} MB, {size / max(done, 1):,.0f} bytes an article",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
