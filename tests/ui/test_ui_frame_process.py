from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("httpcore", "feedparser", "lxml", "trafilatura", "spacy", "markdown_it", "multiprocessing", "pebble")

SCRIPT = """
import asyncio, sys, time
from pathlib import Path
from tui_reader.config import Config
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.store.library import Library
from tui_reader.ui.app import TuiReader

async def main(folder):
    with Library.open(folder / "library.db") as library:
        desk = Newsdesk(Config(folder / "feeds.toml"), library, time.time)
        app = TuiReader(desk, ["/bin/true"], log=folder / "log")
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.press("question_mark", "escape", "slash", "escape")

asyncio.run(main(Path(sys.argv[1])))
print(*sorted(name for name in sys.modules))
"""


def test_the_screens_process_loads_nothing_of_the_workers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "tui_reader.ui.screens.main" in loaded
    assert [name for name in HEAVY if name in loaded] == []
