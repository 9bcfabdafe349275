"""A feed is added in the reader on a real terminal: from the address of a page to its articles, and back."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.pty

Start = Callable[..., Any]
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>{0} Courier</title><item><guid>1</guid>'
    "<title>Fog over the {0}</title><description>A boat waited.</description></item></channel></rss>"
)
LINK = '<link rel="alternate" type="application/rss+xml" href="/{}.xml">'
PAGES = {
    "/": f"<html><head>{LINK.format('harbour')}{LINK.format('quay')}</head><body>Hello</body></html>",
    "/harbour.xml": FEED.format("harbour"),
    "/quay.xml": FEED.format("quay"),
}
MINE = "# my feeds\n[reader]\ntheme = 'night' # dark\n"


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    """`host:port` of a site with two feeds."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("columns", "rows"), [(160, 45), (110, 32), (80, 24), (60, 20)])
def test_a_feed_is_found_added_fetched_and_taken_out_again(
    start: Start, site: str, tmp_path: Path, columns: int, rows: int
) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(MINE)
    terminal = start(columns, rows)
    terminal.wait("2 Articles" if columns > 60 else "tui-reader")
    terminal.settle(0.5)
    terminal.press("a")
    terminal.wait("Enter looks for its feeds")
    terminal.send(site)
    terminal.press("enter")
    terminal.wait("2 feeds · ↑ ↓ choose")
    terminal.press("down")
    terminal.wait("/quay.xml")
    terminal.press("enter")
    terminal.wait("add quay Courier")
    terminal.send("Coast +daily")
    terminal.press("enter")
    terminal.wait("Fog over the quay")
    added = path.read_text()
    assert added.startswith(MINE)
    assert all(words in added for words in (f'url = "http://{site}/quay.xml"', '"Coast"', '["daily"]'))
    terminal.settle(0.5)
    terminal.press("U")
    terminal.wait_until(lambda: path.read_text() == MINE, "the file as it was")


def test_the_screen_of_health_explains_and_mends_a_feed(start: Start, site: str, tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    text = f'[[feed]]\nurl = "http://{site}/none.xml"\ntitle = "Lost" # since May\n'
    path.write_text(text)
    terminal = start(80, 24)
    terminal.wait("2 Articles")
    terminal.settle(0.5)
    terminal.press("R")
    terminal.wait("failed")
    terminal.press("!")
    terminal.wait("http-404")
    terminal.wait("look on its site for the feed")
    terminal.press("d")
    terminal.wait_until(lambda: "enabled = false" in path.read_text(), "the feed is off in the file")
    terminal.wait("off ")
    terminal.press("U")
    terminal.wait_until(lambda: path.read_text() == text, "the file as it was")
