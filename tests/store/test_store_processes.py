"""Two processes on one library: the locks of the one hold against the other, whatever was opened since."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tui_reader.model.feed import FeedSpec
from tui_reader.store import feeds
from tui_reader.store.library import Library

ADD = """
import sys
from pathlib import Path
from tui_reader.model.feed import FeedSpec
from tui_reader.store import feeds
from tui_reader.store.library import Library
with Library.open(Path(sys.argv[1])) as library:
    library.write_now(feeds.sync_specs, [FeedSpec(url, "feed", url=url) for url in sys.argv[2:]])
"""


def elsewhere(path: Path, *urls: str) -> None:
    subprocess.run([sys.executable, "-c", ADD, str(path), *urls], check=True)


def keys(library: Library) -> set[str]:
    return {row.key for row in library.read(feeds.feed_rows) if row.kind == "feed"}


async def test_another_process_that_comes_and_goes_is_seen_and_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        await library.search(feeds.feed_rows)
        elsewhere(path, "https://a.example/f")
        assert keys(library) == {"https://a.example/f"}
        elsewhere(path, "https://a.example/f", "https://b.example/f")
        assert keys(library) == {"https://a.example/f", "https://b.example/f"}
        await library.write(feeds.sync_specs, [FeedSpec("https://c.example/f", "feed")])
        elsewhere(path, "https://d.example/f")
        assert keys(library) == {"https://d.example/f"}
    with Library.open(path) as library:
        assert keys(library) == {"https://d.example/f"}


def test_opening_a_second_time_in_one_process_keeps_the_locks_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as first:
        Library.open(path).close()
        elsewhere(path, "https://a.example/f")
        assert keys(first) == {"https://a.example/f"}
