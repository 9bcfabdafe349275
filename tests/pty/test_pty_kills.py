"""kill -9 of the screen while its workers are at work: the library stays whole and nobody stays behind.

KILLS sets how often (3 by default; 50 for a long run).
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.pty
KILLS = int(os.environ.get("KILLS", "3"))
MARK = "TUI_READER_TEST_RUN"


def marked(value: str) -> list[int]:
    """Processes that carry this run's mark in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            environment = (entry / "environ").read_bytes() if entry.name.isdigit() else b""
        except OSError:
            continue
        if f"{MARK}={value}".encode() in environment.split(b"\0") and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def counts(path: Path) -> tuple[int, int, int]:
    """Articles, statuses marked read, analyses; the file is checked first."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        row = connection.execute(
            """SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM status WHERE read = 1),
            (SELECT count(*) FROM analysis WHERE analyser <> '')"""
        ).fetchone()
        return int(row[0]), int(row[1]), int(row[2])
    finally:
        connection.close()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc")
def test_a_killed_screen_loses_nothing_and_leaves_no_worker(
    start: Callable[..., Any], shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MARK, str(tmp_path))
    store = shelf.parent / "data" / "library.db"
    before = (0, 0, 0)
    for turn in range(KILLS):
        terminal = start()
        terminal.wait("Articles")
        if turn:
            terminal.press("m")
        until = time.monotonic() + random.uniform(0.1, 2.5)
        while time.monotonic() < until:
            terminal.pump(0.05)
        terminal.process.send_signal(signal.SIGKILL)
        terminal.process.wait()
        deadline = time.monotonic() + 5
        while marked(str(tmp_path)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert marked(str(tmp_path)) == []
        after = counts(store)
        assert after[0] >= before[0]
        assert after[2] >= before[2]
        before = after
