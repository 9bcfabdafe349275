"""kill -9 at any moment: the library stays whole, what was told as stored is there, no process stays behind.

KILLS sets how often each is killed (3 by default; 50 for a long run).
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tui_reader.desk import wire
from tui_reader.model.events import ArticlesAdded, Event, InsightReady

KILLS = int(os.environ.get("KILLS", "3"))
FEEDS = 12

ITEM = """<item><title>Story {0}</title><guid>g{0}</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;"We will pave it," said Alva Rydholm of Korsvik. {1}&lt;/p&gt;</description></item>"""


def feed(number: int, entries: int = 40) -> str:
    items = "".join(ITEM.format(f"{number}-{index}", "Word after word. " * 40) for index in range(entries))
    return f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'


@pytest.fixture
def reader(program: Program, serve: Callable[[dict[str, str]], str]) -> Program:
    root = serve({f"{number}.xml": feed(number) for number in range(FEEDS)})
    program.configure("".join(f'[[feed]]\nurl = "{root}/{number}.xml"\n' for number in range(FEEDS)))
    program.env = {**os.environ, "TUI_READER_TEST_RUN": str(program.home)}
    return program


def started(reader: Program, *verb: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*reader.argv, *verb],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=reader.env,
    )


def killed(process: subprocess.Popen[bytes], after: float) -> list[Event]:
    """What it had told before it was killed."""
    time.sleep(after)
    process.kill()
    told, _ = process.communicate()
    return [event for line in told.splitlines() if (event := wire.decode(line)) is not None]


def left_behind(reader: Program) -> list[str]:
    """Command lines of processes that carry the mark of this run."""
    mark = f"TUI_READER_TEST_RUN={reader.home}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return found


def assert_nothing_left(reader: Program) -> None:
    deadline = time.monotonic() + 5
    while left_behind(reader) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left_behind(reader) == []


def check(reader: Program, query: str) -> int:
    connection = sqlite3.connect(f"file:{reader.home / 'data' / 'library.db'}?mode=ro", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc")
def test_a_killed_door_loses_nothing_it_had_told(reader: Program) -> None:
    reader.run("list")
    kept = 0
    for _ in range(KILLS):
        told = killed(started(reader, "fetch", "--all", "--quick", "--events"), random.uniform(0.2, 1.2))
        kept += sum(event.added for event in told if isinstance(event, ArticlesAdded))
        assert check(reader, "SELECT count(*) FROM article") >= kept
        assert_nothing_left(reader)
    assert check(reader, "SELECT count(*) % 40 FROM article") == 0


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc")
def test_a_killed_language_worker_loses_nothing_it_had_told(reader: Program) -> None:
    reader.run("fetch", "--all", "--quick")
    told: set[int] = set()
    for _ in range(KILLS):
        events = killed(started(reader, "analyse", "--all", "--json"), random.uniform(0.5, 3.0))
        told |= {event.article_id for event in events if isinstance(event, InsightReady)}
        assert check(reader, "SELECT count(*) FROM analysis WHERE analyser <> ''") >= len(told)
        assert_nothing_left(reader)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc")
@pytest.mark.parametrize("verb", [("fetch", "--all", "--quick", "--events"), ("analyse", "--serve")])
def test_a_worker_ends_when_its_pipe_closes(reader: Program, verb: tuple[str, ...]) -> None:
    process = started(reader, *verb)
    time.sleep(0.6)
    assert process.stdin is not None
    process.stdin.close()
    process.wait(timeout=5)
    assert process.stdout is not None
    process.stdout.close()
    assert_nothing_left(reader)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc")
def test_a_killed_index_job_goes_on_where_it_was(reader: Program) -> None:
    reader.run("fetch", "--all", "--quick")
    before = 0
    for _ in range(KILLS):
        killed(started(reader, "index"), random.uniform(0.05, 0.4))
        now = check(reader, "SELECT count(*) FROM article WHERE indexed <> 0")
        assert now >= before
        before = now
        assert_nothing_left(reader)
    reader.run("index")
    assert len(reader.json("search", "paved OR pave", "--limit", "1000")) == FEEDS * 40
    assert check(reader, "SELECT count(*) FROM document") == 0
