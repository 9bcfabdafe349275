"""The page on a terminal: links that it knows, pictures, a margin that leads somewhere."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.pty.conftest import Terminal

pytestmark = pytest.mark.pty

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Norvik Courier</title>
<item><guid>1</guid><title>The ferry is back in Norvik</title><content:encoded><![CDATA[
<p>The ferry is back, and <a href="{root}/times?a=1&amp;b=%1b">its timetable</a> with it.
“We have missed her,” said Ada Lind.</p><p><img src="{root}/ferry.png" alt="A red ferry"></p>{more}
]]></content:encoded></item></channel></rss>"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def courier(tmp_path: Path) -> Iterator[str]:
    """A configuration with one feed on loopback that was fetched; the address of its server."""
    root = tmp_path / "www"
    root.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    picture = BytesIO()
    Image.new("RGB", (300, 200), (200, 40, 40)).save(picture, "PNG")
    (root / "ferry.png").write_bytes(picture.getvalue())
    more = "".join(f"<p>Paragraph {n} is about the quay.</p>" for n in range(60))
    (root / "feed.xml").write_text(FEED.format(root=address, more=more), encoding="utf-8")
    config = tmp_path / "feeds.toml"
    config.write_text(
        f'[reader]\ntheme = "night"\nbrowser = ["no-such-browser"]\n[[feed]]\nurl = "{address}/feed.xml"\n'
    )
    places = ["--config", str(config), "--data-dir", str(tmp_path / "data")]
    subprocess.run([sys.executable, "-m", "tui_reader", *places, "fetch"], check=True, capture_output=True)
    yield address
    server.shutdown()
    server.server_close()


def test_a_picture_is_drawn_after_its_key_and_none_is_asked_for_before(
    start: Callable[..., Terminal], courier: str, tmp_path: Path
) -> None:
    terminal = start(100, 32)
    terminal.wait("its timetable")
    terminal.press("3")
    terminal.wait("A red ferry")
    assert not (tmp_path / "data" / "pictures").exists()
    terminal.press("i")
    terminal.wait("▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀")
    column, row = terminal.find("▀▀▀▀▀▀")
    assert terminal.screen.buffer[row][column].fg == "c82828"
    assert courier.startswith("http://127.0.0.1")


def test_the_terminal_knows_the_links_and_their_letters_open_them(
    start: Callable[..., Terminal], courier: str
) -> None:
    terminal = start(100, 32)
    terminal.wait("its timetable")
    terminal.settle()
    assert f";{courier}/times?a=1&b=%1b\x1b\\".encode() in bytes(terminal.raw)
    terminal.press("3", ";")
    terminal.wait("type the letters")
    terminal.press("a")
    terminal.wait(f"{courier}/times")


def test_a_click_on_the_margin_goes_there(start: Callable[..., Terminal], courier: str) -> None:
    del courier
    terminal = start(100, 32)
    terminal.wait("its timetable")
    terminal.settle()
    assert "Paragraph 59" not in terminal.text
    terminal.click(62, 29)
    terminal.wait("Paragraph 59")
