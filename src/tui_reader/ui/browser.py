"""The browser: which program opens a link. An argument list, never a shell; only washed addresses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence

from tui_reader.model.text import clean_url


def command(browser: Sequence[str], url: str) -> list[str]:
    """The arguments that open an address; empty when it is none of http, https and mailto."""
    url = clean_url(url)
    if not url:
        return []
    if not browser:
        return ["open" if sys.platform == "darwin" else "xdg-open", url]
    filled = [part.replace("{url}", url) for part in browser]
    return filled if filled != list(browser) else [*filled, url]


def start(argv: Sequence[str]) -> bool:
    """Start it on its own, away from our terminal; False when there is no such program."""
    if not argv or shutil.which(argv[0]) is None:
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen(argv, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return True
