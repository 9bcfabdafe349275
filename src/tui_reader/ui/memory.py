"""What the screen remembers over a restart: where one was, and how large the panes are. One small file.

Losing it loses no news; whatever in it does not hold any more is left out.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tui_reader.model.query import Sort
from tui_reader.ui.actions import Pane
from tui_reader.ui.screens.layout import Sizes
from tui_reader.ui.shelf import Place

SIZE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """Where one was."""

    place: Place
    sort: Sort = "newest"
    article: int = 0
    """Under the cursor of the list."""
    row: int = 0
    """Of the view, that the cursor was in."""
    shown: int = 0
    """The article in the reader."""
    offset: int = 0
    """The character at the top of the reader; 0 is the head of the article."""
    pane: Pane = "articles"
    zen: bool = False
    folded: tuple[str, ...] = ()
    sizes: Sizes = field(default_factory=Sizes)


def load(path: Path) -> Remembered | None:
    """What was remembered; None for nothing, or nothing that can be read."""
    with suppress(OSError, msgspec.MsgspecError):
        if path.stat().st_size <= SIZE_LIMIT:
            return msgspec.json.decode(path.read_bytes(), type=Remembered)
    return None


def save(path: Path, remembered: Remembered) -> None:
    """Remember; a file that cannot be written is let be. Readable by its owner only."""
    new = path.with_name(f"{path.name}.new")
    with suppress(OSError):
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(msgspec.json.encode(remembered))
        new.replace(path)
