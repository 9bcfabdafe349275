from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tui_reader.ui.actions import ACTIONS

pytestmark = pytest.mark.pty

Start = Callable[..., Any]

BEFORE: dict[str, tuple[str, ...]] = {
    "move.up": ("j",),
    "move.half-up": ("G",),
    "move.page-up": ("G",),
    "move.top": ("G",),
    "pane.left": ("3",),
    "page.left": ("3",),
    "pane.previous": ("3",),
    "pane.articles": ("3",),
    "article.page-back": ("3", "space"),
    "article.previous-unread": ("j", "j"),
    "article.previous": ("j", "j"),
    "source.previous": ("}",),
    "quote.previous": ("]", "]"),
    "entity.previous": ("e", "e"),
    **dict.fromkeys(
        ("entity.articles", "entity.watch", "entity.hide", "entity.merge", "entity.split"), ("5", "g")
    ),
    "articles.read-above": ("j", "j", "j"),
    "undo": ("m",),
    "redo": ("m", "U"),
    "place.back": ("}",),
    "place.forward": ("}", "alt+left"),
    "article.find-previous": ("3",),
    "article.quotes-only": ("3",),
    "article.pictures": ("3",),
    "link.hints": ("3",),
    "link.list": ("3",),
    "escape": ("3",),
    "close": ("3",),
    "open": (),
}
ELSEWHERE = {"suspend", "quit"}
"""What ends or stops the program has tests of its own."""


CLOSED_BY_ESC = {
    "help", "log", "zen", "search", "filter", "entity.articles", "list.select", "list.sort", "article.tags",
    "article.note", "article.find", "article.pipe", "article.export", "article.quotes-only", "palette",
    "command", "entity.merge", "entity.split",
    "feed.add", "health",
}  # fmt: skip


@pytest.mark.parametrize(("columns", "rows"), [(160, 45), (80, 24), (60, 20)])
def test_every_key_of_the_help_does_something_to_see(
    start: Start, shelf: Path, columns: int, rows: int
) -> None:
    terminal = start(columns, rows)
    terminal.wait("“2")
    terminal.settle(0.5)
    dead = []
    for action in ACTIONS:
        if action.id in ELSEWHERE or not action.keys:
            continue
        terminal.press("2", "g", *BEFORE.get(action.id, ()))
        terminal.settle(0.15)
        before = terminal.painted
        terminal.press(action.keys[0])
        try:
            terminal.wait_until(lambda before=before: terminal.painted != before, action.id, 8.0)
        except AssertionError:
            dead.append(action.id)
        if action.id in CLOSED_BY_ESC:
            terminal.press("escape")
        assert terminal.process.poll() is None, action.id
    assert dead == []


def test_five_panes_are_filled(start: Start, shelf: Path) -> None:
    terminal = start()
    terminal.wait("“2")
    terminal.press("g")
    terminal.wait("1 /")
    for words in ("1 Sources", "Papers", "Keller resigns", "told", "PEOPLE", "Omar Haddad", "RELATED"):
        terminal.wait(words)


HOSTILE = "[@click=app.quit]x[/] [/usr/bin] \x1b]52;c;AAAA\x07 \x9d0;t\x9c \u202eevil"


def test_hostile_strings_are_shown_and_obeyed_nowhere(start: Start, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    markup = HOSTILE.replace("\x1b", "&#27;").replace("\x9d", "&#157;")
    (tmp_path / "bad" / "a.html").write_text(
        f"<html><head><title>{markup}</title><meta name='author' content='{markup}'></head><body><article>"
        f"<h1>{markup}</h1><p>{HOSTILE} said Omar Haddad in a long enough paragraph of the article.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "bad" / "b.md").write_text(
        f"# {HOSTILE}\n\n“{HOSTILE},” said Omar Haddad.\n", encoding="utf-8"
    )
    quoted = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00")
    (tmp_path / "feeds.toml").write_text(
        f'[[local]]\npath = "bad"\ntitle = "{quoted}"\nfolder = "{quoted}"\n'
    )
    terminal = start()
    terminal.wait("[@click=app.quit]x[/] [/usr/bin]")
    terminal.wait("Omar Haddad")
    terminal.press("2", "enter", "4", "j", "enter", "5", "1", "G", "?", "escape", "L", "escape", "/")
    terminal.send("[@click=app.quit]x[/] [/usr/bin]")
    terminal.wait("/ [@click=app.quit]x[/] [/usr/bin]")
    terminal.press("enter", "escape", "2", "y")
    terminal.settle(0.4)
    column, row = terminal.find("[@click=app.quit]x[/]")
    terminal.click(column + 18, row)
    terminal.settle(0.4)
    assert terminal.process.poll() is None
    written = bytes(terminal.raw).decode("utf-8")
    assert "\x1b]52;c;AAAA" not in written
    assert "\x1b]0;" not in written
    assert not any(0x80 <= ord(char) <= 0x9F or char in "\u202e\u2066" for char in written)


def test_a_broken_configuration_is_told_and_stays_told_until_esc(start: Start, tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('[reader]\ncolour = "[@click=app.quit]x[/] [/usr/bin]"\n')
    terminal = start(100, 30)
    terminal.wait("unknown key")
    terminal.wait("2 Articles")
    terminal.press("escape")
    terminal.wait_until(lambda: "unknown key" not in terminal.text, "the banner goes")


@pytest.mark.parametrize("deaf", [False, True])
def test_a_lost_terminal_ends_the_program_and_its_workers(start: Start, shelf: Path, deaf: bool) -> None:
    terminal = start(100, 30, deaf_to_hangup=deaf)
    terminal.wait("Keller resigns")
    terminal.wait_until(terminal.children, "a worker")
    workers = terminal.children()
    terminal.hang_up()
    terminal.wait_for_end(6.0)
    _assert_gone(workers)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_cleanly(start: Start, shelf: Path, number: signal.Signals) -> None:
    terminal = start(100, 30)
    terminal.wait("Keller resigns")
    terminal.process.send_signal(number)
    assert terminal.wait_for_end(4.0) == 0
    assert b"\x1b[?1049l" in terminal.raw


def _assert_gone(pids: list[int]) -> None:
    until = time.monotonic() + 3.0
    left = pids
    while left and time.monotonic() < until:
        left = [pid for pid in left if _alive(pid)]
        time.sleep(0.02)
    assert left == []


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def mute_server() -> Iterator[int]:
    """The port of a server that takes connections and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(2)
    for one in taken:
        one.close()


def test_quitting_during_a_refresh_returns_within_two_seconds(
    start: Start, shelf: Path, mute_server: int
) -> None:
    with shelf.open("a") as file:
        file.write(f'[[feed]]\nurl = "http://127.0.0.1:{mute_server}/feed.xml"\n')
    terminal = start(120, 32)
    terminal.wait("Keller resigns")
    terminal.wait("“2")
    terminal.press("R")
    terminal.wait("fetching")
    workers = terminal.children()
    begun = time.monotonic()
    terminal.send("Q")
    assert terminal.wait_for_end(5.0) == 0
    assert time.monotonic() - begun < 2.0
    _assert_gone(workers)


def test_nothing_is_fetched_before_it_is_asked_for(start: Start, shelf: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    with shelf.open("a") as file:
        file.write(f'[[feed]]\nurl = "http://127.0.0.1:{listener.getsockname()[1]}/feed.xml"\n')
    terminal = start(120, 32)
    terminal.wait("“2")
    with pytest.raises(TimeoutError):
        listener.accept()
    terminal.press("R")
    listener.settimeout(10)
    listener.accept()[0].close()
    listener.close()


def test_ctrl_z_stops_and_coming_back_paints_again(start: Start, shelf: Path) -> None:
    terminal = start(100, 30)
    terminal.wait("Keller resigns")
    terminal.press("ctrl+z")
    until = time.monotonic() + 5
    while time.monotonic() < until and os.waitpid(terminal.process.pid, os.WNOHANG | os.WUNTRACED)[0] == 0:
        terminal.pump(0.05)
    assert b"\x1b[?1049l" in terminal.raw
    terminal.screen.reset()
    terminal.process.send_signal(signal.SIGCONT)
    terminal.wait("Keller resigns")


def test_edit_opens_the_editor_and_takes_in_what_it_wrote(
    start: Start, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = shelf.parent / "edit"
    editor.write_text('#!/bin/sh\nprintf "%s\\n" "$1"\nprintf \'\\n[keys]\\nlog = "b"\\n\' >> "$2"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{editor} 'in the editor'")
    terminal = start(100, 30)
    terminal.wait("Keller resigns")
    terminal.press(":")
    terminal.wait(": ")
    terminal.send("edit\r")
    terminal.wait_until(lambda: b"in the editor" in terminal.raw, "the editor has the terminal")
    terminal.wait("keys changed")
    terminal.press("b")
    terminal.wait("Esc closes")


def test_a_light_terminal_gets_the_morning_edition(
    start: Start, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "a slow one")
    shelf.write_text(shelf.read_text().replace('"night"', '"auto"'))
    terminal = start(100, 30)
    terminal.wait_until(lambda: b"]11;?" in terminal.raw, "the terminal is asked", 30)
    terminal.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c")
    terminal.wait("Keller resigns")
    terminal.settle()
    assert terminal.screen.buffer[10][10].bg == "f6f1e6"
