"""Articles out of the library, from the command line."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"fog"
LOCAL = '[[local]]\npath = "{}"\n'


class _Pictures(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/fog.png"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(PNG) if found else 0))
        self.end_headers()
        self.wfile.write(PNG if found else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def gallery() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pictures)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def pictured(program: Any, gallery: str) -> str:
    """The id of an article with two pictures, one of which is gone; the gallery is a feed's host."""
    folder = program.home / "articles"
    folder.mkdir()
    (folder / "fog.md").write_text(
        f"# Fog\n\n![Fog]({gallery}/fog.png)\n\nIt was foggy.\n\n![Gone]({gallery}/gone.png)\n\nStill.\n"
    )
    program.configure(LOCAL.format(folder) + f'[[feed]]\nurl = "{gallery}/feed"\n')
    program.run("fetch", "--local")
    return str(program.json("list")[0]["id"])


def test_an_article_goes_out_as_json_with_its_layers(program: Any, gallery: str) -> None:
    found = json.loads(
        program.run("export", "article", pictured(program, gallery), "--format", "json").stdout
    )
    assert found["article"]["title"] == "Fog"
    assert "It was foggy." in found["text"]
    assert [figure["file"] for figure in found["figures"]] == ["", ""]
    assert found["provenance"]["kind"] == "file"


def test_pictures_are_written_beside_the_article(program: Any, gallery: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    article = pictured(program, gallery)
    done = program.run("export", "article", article, "--images", "-o", str(out))
    assert (out / "fog-pictures" / "01.png").read_bytes() == PNG
    assert "![Fog](<fog-pictures/01.png>)" in (out / "fog.md").read_text()
    assert "gone.png" not in (out / "fog.md").read_text()
    assert "Fog: " in done.stderr
    program.run("export", "article", article, "--images", "-o", str(out))
    assert "![Fog](<fog-pictures-2/01.png>)" in (out / "fog-2.md").read_text()


def test_pictures_stand_within_a_page_on_standard_output(program: Any, gallery: str) -> None:
    article = pictured(program, gallery)
    page = program.run("export", "article", article, "--images", "--format", "html").stdout
    assert f"data:image/png;base64,{base64.b64encode(PNG).decode()}" in page
    assert "http://127" not in page


@pytest.mark.parametrize("kind", ["html", "mbox"])
def test_pictures_that_a_file_brings_along_go_out_with_its_article(
    program: Any, tmp_path: Path, kind: str
) -> None:
    folder = program.home / "articles"
    folder.mkdir()
    held = base64.b64encode(PNG * 20).decode()
    text = "<p>It was foggy over the quay.</p>" * 3
    page = f"<title>Fog</title><article><h1>Fog</h1>{text}<img src='data:image/png;base64,{held}'>{text}"
    letter = (
        "From a@quay.example Mon Jun  2 10:11:12 2031\nFrom: Ada <a@quay.example>\nSubject: Fog\n"
        "Message-ID: <1@quay.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="edge"\n\n--edge\nContent-Type: text/html\n\n'
        f"{text}<img src='cid:fog'>\n--edge\nContent-Type: image/png\n"
        f"Content-Transfer-Encoding: base64\nContent-ID: <fog>\n\n{held}\n--edge--\n"
    )
    (folder / f"fog.{kind}").write_text(page if kind == "html" else letter)
    program.configure(LOCAL.format(folder))
    program.run("fetch", "--local")
    article = str(program.json("list")[0]["id"])
    out = tmp_path / "out"
    out.mkdir()
    done = program.run("--offline", "export", "article", article, "--images", "-o", str(out))
    assert (out / "fog-pictures" / "01.png").read_bytes() == PNG * 20
    assert "(<fog-pictures/01.png>)" in (out / "fog.md").read_text()
    assert done.stderr == ""


def test_no_picture_is_fetched_offline(program: Any, gallery: str) -> None:
    article = pictured(program, gallery)
    done = program.run("--offline", "export", "article", article, "--images")
    assert "working offline" in done.stderr
    assert "It was foggy." in done.stdout


def test_the_schema_of_the_export_is_printed(program: Any) -> None:
    assert "ArticleFile" in json.loads(program.run("export", "schema").stdout)["$defs"]


def test_articles_are_named_by_a_query(program: Any, gallery: str, tmp_path: Path) -> None:
    pictured(program, gallery)
    done = program.run("export", "article", "--query", "title:fog", "--format", "json", "-o", str(tmp_path))
    assert done.stdout == f"{tmp_path / 'fog.json'}\n"
    assert program.run("export", "article", "--query", "title:rain").stdout == ""
    assert "IDs, or by --query" in program.run("export", "article", code=2).stderr
