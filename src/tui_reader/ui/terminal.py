"""Is the terminal's page dark? Asked of the terminal itself, before Textual takes it."""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

PATIENCE, FAR = 0.1, 1.0
"""Seconds the terminal gets to answer, here and over a network: later answers would be taken for keys."""
_MOST = 4096
"""Bytes of an answer, with what is typed meanwhile."""
_ASK = b"\x1b]11;?\x1b\\\x1b[c"
"""What is your background (OSC 11)? And, as every terminal answers: what are you (DA1)?"""
_BACKGROUND = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_DONE = re.compile(rb"\x1b\[\?[0-9;]*c")


class Question:
    """Asks when it is made, so that the terminal answers while something else is done; `answer` or `end` it.

    Until then what is typed is not shown.
    """

    def __init__(self, reading: int, writing: int, patience: float = PATIENCE) -> None:
        self._reading, self._until = reading, time.monotonic() + patience
        self._before: list[Any] | None = None
        if not (os.isatty(reading) and os.isatty(writing)):
            return
        with suppress(OSError, termios.error):
            self._before = termios.tcgetattr(reading)
            tty.setcbreak(reading, termios.TCSANOW)
            os.write(writing, _ASK)

    def answer(self) -> bytes:
        """What the terminal answers until its time is over; nothing when it is none."""
        found = b""
        with suppress(OSError):
            while self._before is not None and len(found) < _MOST and not _DONE.search(found):
                if not select.select([self._reading], [], [], max(0.0, self._until - time.monotonic()))[0]:
                    break
                # Byte by byte: what is typed behind the answer is for who comes next.
                piece = os.read(self._reading, 1)
                if not piece:
                    break
                found += piece
        self.end()
        return found

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self._before is not None:
            with suppress(OSError, termios.error):
                termios.tcsetattr(self._reading, termios.TCSANOW, self._before)
            self._before = None


def ask(environment: Mapping[str, str] = os.environ) -> Question | None:
    """Ask the terminal of this program, when it has one."""
    if sys.__stdin__ is None or sys.__stdout__ is None:
        return None
    patience = FAR if environment.get("SSH_CONNECTION") else PATIENCE
    return Question(sys.__stdin__.fileno(), sys.__stdout__.fileno(), patience)


def is_dark(answer: bytes, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the background is dark, as the terminal says, else COLORFGBG; dark when nobody says."""
    shade = lightness(answer)
    if shade is not None:
        return shade < 0.5
    return not says_light(environment.get("COLORFGBG", ""))


def lightness(answer: bytes) -> float | None:
    """How light the answered colour is, 0 to 1 by its luma (ITU-R BT.601); None when there is none."""
    found = _BACKGROUND.search(answer)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / int("f" * len(part), 16) for part in found.groups())
    return 0.299 * red + 0.587 * green + 0.114 * blue


def says_light(colours: str) -> bool:
    """Whether COLORFGBG ("15;0", text and background of the 16 colours) names a light background."""
    background = colours.rpartition(";")[2]
    return background.isdecimal() and int(background) in {7, *range(9, 16)}
