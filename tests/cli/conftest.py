"""The program as a user runs it: a folder of articles, a loopback feed server, argv in, text out."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest


@dataclass(slots=True)
class Program:
    """One reader in a folder of its own."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def argv(self) -> list[str]:
        return [
            sys.executable, "-m", "tui_reader",
            "--config", str(self.home / "feeds.toml"), "--data-dir", str(self.home / "data"),
        ]  # fmt: skip

    def configure(self, text: str) -> None:
        (self.home / "feeds.toml").write_text(text, encoding="utf-8")

    def run(self, *verb: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*self.argv, *verb],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == code, done.stderr
        return done

    def json(self, *verb: str) -> Any:
        return json.loads(self.run(*verb, "--json").stdout)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], str]]:
    """Serve files of the given names and texts on loopback; gives the address of the root."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(files: dict[str, str]) -> str:
        root = tmp_path / f"served{len(servers)}"
        root.mkdir()
        for name, text in files.items():
            (root / name).write_text(text, encoding="utf-8")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
