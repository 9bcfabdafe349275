"""A program on a pseudo terminal, watched from outside: what it shows, and how much processor it has used."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z]")
_BEGUN = re.compile(rb"\x1b(?:\[[<>=?]?[0-9;]*)?\Z")
"""A sequence whose end has not been read yet."""
COLUMNS, ROWS = 160, 45


class Terminal:
    """One running program. Times are seconds since it was started."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        variables = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=variables | dict(environment or {}),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  # no other place for it
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def pump(self, seconds: float) -> bool:
        """Take in what the program writes within a time; whether there was anything."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        whole = self._held + data
        begun = _BEGUN.search(whole)
        self._held = begun[0] if begun else b""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", whole[: len(whole) - len(self._held)]))
        return bool(data)

    def settle(self, quiet: float, longest: float = 5.0) -> None:
        """Wait until nothing has been written for a while."""
        until = time.monotonic() + longest
        while time.monotonic() < until and self.pump(quiet):
            pass

    def wait(self, shown: Callable[[str], object], seconds: float = 60.0) -> float:
        """Wait until the screen is as asked for; when that was. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while not shown(self.text):
            if time.monotonic() > until or (self.process.poll() is not None and not self.pump(0)):
                raise TimeoutError(self.text)
            self.pump(0.05)
        return time.monotonic() - self.begun

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    @property
    def text(self) -> str:
        """The screen without colours."""
        return "\n".join(self.screen.display)

    def cpu(self) -> float:
        """Seconds of processor that all threads of the program have used, not its children."""
        return sum(_on_cpu(task) for task in Path(f"/proc/{self.process.pid}/task").iterdir())

    def loop_cpu(self) -> float:
        """Seconds of processor that the first thread has used: the one of the event loop."""
        return _on_cpu(Path(f"/proc/{self.process.pid}/task/{self.process.pid}"))

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0


def _on_cpu(task: Path) -> float:
    """What the scheduler has counted, to the nanosecond; a thread that has ended counts for nothing."""
    with suppress(OSError):
        return int((task / "schedstat").read_text().split()[0]) / 1e9
    return 0.0
