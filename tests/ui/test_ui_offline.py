"""Without a network: one banner that stays in sight, no failing feed, and gone when somebody answers."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui_reader.config import load
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.store import feeds
from tui_reader.ui.app import TuiReader
from tui_reader.ui.screens.main import MainScreen

NOWHERE = "".join(f'[[feed]]\nurl = "http://nowhere{n}.invalid/f"\n' for n in range(4))
RSS = b"<rss><channel><title>Quay</title><item><guid>1</guid><title>A</title></item></channel></rss>"


class _Feed(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(RSS)))
        self.end_headers()
        self.wfile.write(RSS)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def near() -> Iterator[str]:
    """The address of a feed on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Feed) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/f"
        server.shutdown()


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to be so")


async def test_no_network_is_one_banner_until_somebody_answers(
    empty_desk: Newsdesk, tmp_path: Path, near: str
) -> None:
    path, desk = tmp_path / "feeds.toml", empty_desk
    path.write_text(NOWHERE)
    await desk.take_config(load(path))
    program = [
        *(sys.executable, "-m", "tui_reader"),
        *("--config", str(path), "--data-dir", str(tmp_path / "data")),
    ]
    async with TuiReader(desk, program, log=tmp_path / "log").run_test(size=(110, 32)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        banner, header = screen.view.banner, screen.view.header
        await pilot.press("R")
        await until(pilot, lambda: banner.display)
        assert "no network: 4 sources were not reached" in str(banner.visual)
        await until(pilot, lambda: not header.heading.work and not screen.work._workers.fetching)
        assert header.heading.failed == 0
        states = [state for state in desk.library.read(feeds.feed_states) if state.kind == "feed"]
        assert {(state.failures, state.error_kind) for state in states} == {(0, "offline")}
        path.write_text(f'[[feed]]\nurl = "{near}"\n')
        await screen.work.config.take()
        await pilot.press("R")
        await until(pilot, lambda: not banner.display)
