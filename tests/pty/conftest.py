"""A terminal for tests: the program on a real pseudo terminal, its screen kept by pyte."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "alt+left": "\x1b[1;3D", "alt+right": "\x1b[1;3C",
    "ctrl+up": "\x1b[1;5A", "ctrl+down": "\x1b[1;5B", "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D",
    "ctrl+home": "\x1b[1;5H",
}  # fmt: skip
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]+u")
ESCAPE_PAUSE = 0.15
"""A lone escape is told from the head of a sequence by the silence after it."""


class Terminal:
    """One program on one terminal."""

    def __init__(self, argv: Sequence[str], columns: int, rows: int, *, deaf_to_hangup: bool = False) -> None:
        self.raw = bytearray()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):  # a test runner may set the size of its own output
            environment.pop(name, None)

        def own_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if deaf_to_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=own_terminal,  # noqa: PLW1509 -- a controlling terminal can be taken nowhere else
        )
        os.close(slave)

    def pump(self, seconds: float) -> bool:
        """Take what the program writes within a time; whether there was anything."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        return bool(data)

    def settle(self, quiet: float = 0.15, longest: float = 3.0) -> None:
        """Wait until nothing has been written for a while."""
        until = time.monotonic() + longest
        while time.monotonic() < until and self.pump(quiet):
            pass

    def wait_until(self, true: Callable[[], object], what: str, seconds: float = 60.0) -> None:
        """Wait for something to be so."""
        until = time.monotonic() + seconds
        while not true():
            if time.monotonic() > until or (self.process.poll() is not None and not self.pump(0)):
                raise AssertionError(f"not seen: {what}\n{self.text}")
            self.pump(0.05)

    def wait(self, words: str, seconds: float = 60.0) -> None:
        """Wait for words on the screen."""
        self.wait_until(lambda: words in self.text, words, seconds)

    def press(self, *keys: str) -> None:
        """Press keys by name, one after the other."""
        for key in keys:
            self.send(KEYS.get(key) or (chr(ord(key[-1]) - 96) if key.startswith("ctrl+") else key))
            self.settle(ESCAPE_PAUSE if key == "escape" else 0.03, 0.5)

    def send(self, text: str) -> None:
        """Type."""
        os.write(self._master, text.encode())

    def click(self, column: int, row: int) -> None:
        """Click on a cell, counted from 0."""
        for final in "Mm":
            self.send(f"\x1b[<0;{column + 1};{row + 1}{final}")
        self.settle(0.1)

    @property
    def text(self) -> str:
        """The screen without colours."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def painted(self) -> str:
        """The screen with all its attributes, for telling whether anything changed."""
        return repr(
            [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]
        )

    def find(self, words: str) -> tuple[int, int]:
        """Column and row of words."""
        for row, line in enumerate(self.screen.display):
            if words in line:
                return line.index(words), row
        raise AssertionError(f"not on the screen: {words}\n{self.text}")

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._master)
        self._master = -1

    def wait_for_end(self, seconds: float) -> int:
        """Wait for the program to end; its exit code."""
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until:
            if self._master >= 0:
                self.pump(0.02)
            else:
                time.sleep(0.02)
        code = self.process.poll()
        assert code is not None, f"still running after {seconds} s\n{self.text}"
        return code

    def children(self) -> list[int]:
        """The processes the program has started."""
        with suppress(OSError):
            line = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
            return [int(pid) for pid in line.split()]
        return []

    def close(self) -> None:
        """End whatever still runs."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self._master >= 0:
            self.hang_up()


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the reader over `tmp_path/feeds.toml` on a terminal of a size."""
    running: list[Terminal] = []

    def begin(columns: int = 160, rows: int = 45, *, deaf_to_hangup: bool = False) -> Terminal:
        argv = [
            *(sys.executable, "-m", "tui_reader"),
            *("--config", str(tmp_path / "feeds.toml"), "--data-dir", str(tmp_path / "data")),
        ]
        running.append(Terminal(argv, columns, rows, deaf_to_hangup=deaf_to_hangup))
        return running[-1]

    yield begin
    for terminal in running:
        terminal.close()


ARTICLES = {
    "keller.md": (
        "# Keller resigns after leaked letter\n\n"
        "Anna Keller stepped down as president of the Lindau council on Monday.\n\n"
        "“I signed it, and I would sign it again,” Anna Keller told reporters outside the town hall. "
        "“There was no other way,” said her deputy, Omar Haddad.\n\n"
        + "\n\n".join(f"Paragraph {n} is about the Northern Bank in the year {1990 + n}." for n in range(40))
    ),
    "barrier.md": (
        "# Flood barrier vote splits council\n\n"
        "“We cannot wait for another winter,” said Omar Haddad. Anna Keller did not attend.\n\n"
        + "\n\n".join(f"Paragraph {n} is about the river." for n in range(40))
    ),
    **{
        f"valley{n}.txt": f"Short report {n} from the valleys\n\nMore snow fell in Varna.\n"
        for n in range(30)
    },
}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A configuration with two folders of local articles."""
    now = time.time()
    for place, (name, text) in enumerate(ARTICLES.items()):
        path = tmp_path / ("news" if place < 12 else "valleys") / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (now - 60 - 600 * place, now - 60 - 600 * place))
    config = tmp_path / "feeds.toml"
    config.write_text(
        '[reader]\ntheme = "night"\nbrowser = ["no-such-browser"]\n'
        '[[local]]\npath = "news"\ntitle = "News"\nfolder = "Papers"\n'
        '[[local]]\npath = "valleys"\ntitle = "Valleys"\n'
    )
    return config
