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

PATIENCE, FAR = 0.1, 1.0
"""Seconds the terminal gets to answer, here and over a network: later answers would be taken for keys."""
_ASK = b"\x1b]11;?\x1b\\\x1b[c"
"""What is your background (OSC 11)? And, as every terminal answers: what are you (DA1)?"""
_BACKGROUND = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_DONE = re.compile(rb"\x1b\[\?[0-9;]*c")


def is_dark(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the background is dark, as the terminal says, else COLORFGBG; dark when nobody says."""
    answer = b""
    if sys.__stdin__ is not None and sys.__stdout__ is not None:
        patience = FAR if environment.get("SSH_CONNECTION") else PATIENCE
        answer = asked(sys.__stdin__.fileno(), sys.__stdout__.fileno(), patience)
    shade = lightness(answer)
    if shade is not None:
        return shade < 0.5
    return not says_light(environment.get("COLORFGBG", ""))


def asked(reading: int, writing: int, patience: float = PATIENCE) -> bytes:
    """What a terminal answers within a moment; nothing when it is none."""
    if not (os.isatty(reading) and os.isatty(writing)):
        return b""
    try:
        before = termios.tcgetattr(reading)
    except termios.error:
        return b""
    try:
        tty.setcbreak(reading, termios.TCSANOW)
        os.write(writing, _ASK)
        return _answer(reading, patience)
    except (OSError, termios.error):
        return b""
    finally:
        termios.tcsetattr(reading, termios.TCSANOW, before)


def _answer(reading: int, patience: float) -> bytes:
    answer, until = b"", time.monotonic() + patience
    while (left := until - time.monotonic()) > 0 and not _DONE.search(answer):
        if select.select([reading], [], [], left)[0]:
            answer += os.read(reading, 1024)
    return answer


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
