"""While bodies go into the index the first line says how many are left."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tui_reader.desk import wire
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.events import Finished, Progress
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen

WORKER = """import pathlib, sys, time
sys.stdout.buffer.write({said!r})
sys.stdout.flush()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.02)
sys.stdout.buffer.write({done!r})
sys.stdout.flush()
sys.stdin.read()
"""


async def test_the_first_line_says_how_many_articles_wait_for_the_index(
    desk: Newsdesk, tmp_path: Path
) -> None:
    script = tmp_path / "worker.py"
    said, done = wire.encode(Progress("index", 2_000, 37_145)), wire.encode(Finished("analyse"))
    script.write_text(WORKER.format(said=said, done=done, go=str(tmp_path / "go")))
    app = TuiReader(desk, [sys.executable, str(script)], log=tmp_path / "log")
    async with app.run_test(size=(110, 32)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        async with asyncio.timeout(20):
            while "indexing, 35,145 left" not in screen.view.header.render().plain:
                await pilot.pause(0.02)
            (tmp_path / "go").touch()
            while "indexing" in screen.view.header.render().plain:
                await pilot.pause(0.02)
