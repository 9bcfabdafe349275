"""What another process fetches appears in the open reader, with its quotes, without a key."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.pty

ITEM = (
    "<item><guid>{0}</guid><title>{1}</title><description>“The pier at Norvik will not be closed this "
    "winter,” the harbour master Ilse Brandvold said.</description></item>"
)


class _Feed(http.server.BaseHTTPRequestHandler):
    items = ITEM.format(1, "Ferry fares rise")

    def do_GET(self) -> None:
        body = f"<rss><channel><title>Courier</title>{self.items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feed() -> Iterator[str]:
    """The address of a feed with one article."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Feed) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/f"
        server.shutdown()


def test_what_cron_fetches_appears_in_the_open_reader_with_its_quotes(
    start: Callable[..., Any], tmp_path: Path, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "feeds.toml"
    config.write_text(f'[[feed]]\nurl = "{feed}"\ntitle = "Courier"\n', encoding="utf-8")
    terminal = start(160, 45)
    terminal.wait("fetch everything")
    verb = ["--config", str(config), "--data-dir", str(tmp_path / "data"), "fetch", "--quick", "--all"]
    cron = [sys.executable, "-m", "tui_reader", *verb]
    subprocess.run(cron, check=True, capture_output=True, timeout=60)
    terminal.wait("Ferry fares rise", 30)
    terminal.wait("Ilse Brandvold", 60)
    monkeypatch.setattr(_Feed, "items", _Feed.items + ITEM.format(2, "Lighthouse sold"))
    subprocess.run(cron, check=True, capture_output=True, timeout=60)
    terminal.wait("Lighthouse sold", 30)
