"""Pictures: asked for once, kept as a cache, forgotten with their articles."""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tui_reader.config import Config
from tui_reader.desk import illustrating
from tui_reader.desk.illustrating import addresses, fetch_missing, folder, kept, places, take
from tui_reader.model.document import Block, Document, Figure
from tui_reader.model.feed import FeedSpec
from tui_reader.model.picture import Picture, Raster, packed
from tui_reader.sources.inside import home

WORDS = "The ferry is back."


@dataclass
class Web:
    """A server of pictures on loopback, and what it was asked for."""

    root: str = ""
    asked: list[str] = field(default_factory=list)


class _Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, web: Web, *rest: object) -> None:
        self.web = web
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.web.asked.append(self.path)
        kinds = {"/a.png": "image/png", "/b.png": "image/png", "/page": "text/html", "/bad.png": "image/png"}
        if self.path not in kinds:
            self.send_error(404)
            return
        stream = BytesIO()
        Image.new("RGB", (120, 80), (10, 20, 30)).save(stream, "PNG")
        body = stream.getvalue()[: 60 if self.path == "/bad.png" else None]
        self.send_response(200)
        self.send_header("Content-Type", kinds[self.path])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[Web]:
    found = Web()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, found))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    found.root = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


def document(*urls: str) -> Document:
    figures = tuple(Figure(0, url) for url in urls)
    return Document(WORDS, (Block(0, len(WORDS), "paragraph"),), figures=figures)


def fetch(web: Web, place: Path, *names: str, offline: bool = False, known: bool = True) -> tuple[int, str]:
    """Fetch pictures into a folder: how many were new, and what is told."""
    spec = FeedSpec(f"{web.root}/feed", "feed", f"{web.root}/feed")
    config = Config(place / "feeds.toml", sources=(spec,) if known else ())
    urls = [web.root + name for name in names]
    finished = asyncio.run(fetch_missing(config, place / "pictures", urls, offline=offline))
    return finished.changed, finished.message


def test_pictures_on_the_web_are_asked_for_once_each_in_their_order() -> None:
    found = addresses(
        document(
            "https://a.example/1", "data:image/png;base64,x", "https://a.example/1", "HTTP://b.example/2",
            "inside:ab/beside/a.png",
        )
    )  # fmt: skip
    assert found == ["https://a.example/1", "HTTP://b.example/2", "inside:ab/beside/a.png"]


def test_a_picture_is_fetched_and_then_kept(web: Web, tmp_path: Path) -> None:
    assert fetch(web, tmp_path, "/a.png", "/b.png") == (2, "")
    urls = [f"{web.root}/a.png", f"{web.root}/b.png"]
    assert list(kept(tmp_path / "pictures", urls)) == urls
    assert fetch(web, tmp_path, "/a.png", "/b.png") == (0, "")
    assert sorted(web.asked) == ["/a.png", "/b.png"]


def test_what_cannot_be_had_is_told_and_the_others_are_there(web: Web, tmp_path: Path) -> None:
    done, words = fetch(web, tmp_path, "/a.png", "/gone.png", "/bad.png")
    assert done == 1
    assert words.startswith("2 of 3 pictures could not be had: ")


def test_a_page_is_no_picture(web: Web, tmp_path: Path) -> None:
    done, words = fetch(web, tmp_path, "/page")
    assert done == 0
    assert "no picture" in words


def test_offline_nothing_is_asked_and_the_reason_told(web: Web, tmp_path: Path) -> None:
    done, words = fetch(web, tmp_path, "/a.png", offline=True)
    assert (done, web.asked) == (0, [])
    assert "working offline" in words


def test_an_address_of_a_private_network_is_never_asked(web: Web, tmp_path: Path) -> None:
    done, words = fetch(web, tmp_path, "/a.png", known=False)
    assert (done, web.asked) == (0, [])
    assert "private" in words


def test_only_their_owner_may_look_at_them(web: Web, tmp_path: Path) -> None:
    fetch(web, tmp_path, "/a.png")
    assert (tmp_path / "pictures").stat().st_mode & 0o077 == 0


def test_a_damaged_cache_is_no_picture_and_no_error(tmp_path: Path) -> None:
    place = tmp_path / "pictures"
    illustrating.keep(place, "https://a.example/1", packed(Picture((Raster(1, 1, b"abc"),))))
    (path,) = place.iterdir()
    path.write_bytes(b"\x00")
    assert kept(place, ["https://a.example/1", "https://a.example/never"]) == {}


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(Picture((Raster(1, 1, b"abc"),)))
    monkeypatch.setattr(illustrating, "KEPT", 2 * len(data))
    place = tmp_path / "pictures"
    urls = [f"https://a.example/{n}" for n in range(4)]
    for age, url in enumerate(urls):
        illustrating.keep(place, url, data, now=1_000_000 + age)
    illustrating.prune(place)
    assert list(kept(place, urls)) == urls[2:]


def test_forgetting_takes_all_pictures_away(tmp_path: Path) -> None:
    place = folder(tmp_path / "library.db")
    illustrating.keep(place, "https://a.example/1", b"x")
    illustrating.forget(tmp_path / "library.db")
    assert not place.exists()


def config(folder: Path) -> Config:
    return Config(folder / "feeds.toml")


def beside(folder: Path, data: bytes) -> tuple[str, str]:
    """A local page with a picture beside it: the identity of its article, and the picture's address."""
    (folder / "quay.png").write_bytes(data)
    (folder / "a.html").write_text("<p>The ferry is back.</p>")
    guid = str(folder / "a.html")
    return guid, f"{home(guid)}beside/quay.png"


def test_a_picture_beside_a_local_page_is_taken_without_any_network(tmp_path: Path) -> None:
    stream = BytesIO()
    Image.new("RGB", (120, 80), (10, 20, 30)).save(stream, "PNG")
    guid, url = beside(tmp_path, stream.getvalue())
    assert asyncio.run(take(tmp_path / "pictures", places(config(tmp_path), guid), [url])).changed == 1
    assert list(kept(tmp_path / "pictures", [url])) == [url]


def test_the_parts_of_a_long_file_have_its_pictures(tmp_path: Path) -> None:
    stream = BytesIO()
    Image.new("RGB", (120, 80), (10, 20, 30)).save(stream, "PNG")
    guid, url = beside(tmp_path, stream.getvalue())
    assert asyncio.run(take(tmp_path / "pictures", places(config(tmp_path), f"{guid}#2"), [url])).changed == 1


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    guid, url = beside(tmp_path, b"")
    Path(guid).unlink()
    finished = asyncio.run(take(tmp_path / "pictures", places(config(tmp_path), guid), [url]))
    assert (finished.changed, finished.failed) == (0, 1)
    assert "a.html cannot be read" in finished.message


def test_a_picture_that_is_gone_is_told(tmp_path: Path) -> None:
    guid, url = beside(tmp_path, b"")
    (tmp_path / "quay.png").unlink()
    assert (
        "does not hold"
        in asyncio.run(take(tmp_path / "pictures", places(config(tmp_path), guid), [url])).message
    )


def test_what_lies_beside_a_page_and_is_no_picture_is_told(tmp_path: Path) -> None:
    guid, url = beside(tmp_path, b"-----BEGIN PRIVATE KEY-----")
    finished = asyncio.run(take(tmp_path / "pictures", places(config(tmp_path), guid), [url]))
    assert (finished.changed, finished.failed) == (0, 1)
    assert not list((tmp_path / "pictures").glob("*"))
