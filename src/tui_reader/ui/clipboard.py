"""The clipboard programs of a desktop, for terminals that do not take OSC 52; never through a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

_PROGRAMS: Sequence[tuple[str, Sequence[str]]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
_PATIENCE = 2.0


def command(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> tuple[str, ...]:
    """The program that takes a text for the clipboard on this desktop; empty when there is none."""
    if platform == "darwin":
        return ("pbcopy",)
    for variable, argv in _PROGRAMS:
        if environment.get(variable) and shutil.which(argv[0]):
            return tuple(argv)
    return ()


def copy(text: str, argv: Sequence[str]) -> bool:
    """Hand a text to a clipboard program; whether it took it. Waits for at most two seconds."""
    if not argv:
        return False
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            argv,
            input=text.encode(),
            stdout=quiet,
            stderr=quiet,
            timeout=_PATIENCE,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
