"""The first configuration, written for those who have none."""

from __future__ import annotations

import os
from pathlib import Path

STARTER = """\
# The sources of tui-reader. Every key is optional but url and path.

[reader]
# refresh = "30m"       # while the reader is open; 0 or no key: only when you press r or R
# full_text = "ask"     # ask: fetch the page on x; always: of each new article; feed: never
# theme = "auto"        # night, morning, auto
# keep = "forever"

# [[feed]]
# url = "https://example.org/feed.xml"
# title = "Example"
# folder = "World"
# every = "1h"

# [[feed]]                     # a program whose output is the feed; no shell reads the list
# command = ["~/bin/scrape", "harbour"]        # runs after `tui-reader config allow`

# [[local]]                    # .txt, .md and .html files are articles, too; saved feeds hold many
# path = "~/articles"
# folder = "Files"
"""


def write_starter(path: Path) -> None:
    """Write the commented first configuration; never over a file that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(STARTER)
