"""Backing the library up and restoring it, with progress and a name for what was there before."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from tui_reader.desk import lifetime
from tui_reader.desk.places import Places
from tui_reader.desk.printing import Printed
from tui_reader.model.events import Event, Finished, Progress
from tui_reader.store import backup
from tui_reader.store.library import Library

BEAT = 0.25
"""Seconds between two progress events."""


def back_up(library: Library, target: Path, now: int, emit: Callable[[Event], None]) -> Printed:
    """Copy the library to a new file. Raises StoreError."""
    target = target.expanduser().absolute()
    library.read(backup.back_up, target, _Beat("backup", emit))
    emit(Finished("backup", message="The copy is whole."))
    library.write_now(backup.remember, target, now)
    size = target.stat().st_size
    return Printed({"backup": str(target), "bytes": size}, f"{target} holds the library ({size:,} bytes).")


def restore(places: Places, copy: Path, now: int, emit: Callable[[Event], None]) -> Printed:
    """Put a backup in the library's place; the present library is kept under another name.

    Raises StoreBusyError while any process of this program works on it, StoreError for a backup that is not
    good.
    """
    places.prepare()
    stamp = datetime.fromtimestamp(now).astimezone().strftime("%Y%m%d-%H%M%S")
    aside = places.store.with_name(f"{places.store.name}.before-{stamp}")
    with ExitStack() as stack:
        for name in ("fetch", "analyse"):
            stack.enter_context(lifetime.only_one(places.lock(name)))
        kept = backup.restore(places.store, copy.expanduser(), aside, _Beat("restore", emit))
    emit(Finished("restore", message="The backup is whole and in place."))
    moved = f" The library that was here is now {aside}." if kept else ""
    return Printed(
        {"restored": str(copy), "library": str(places.store), "before": str(aside) if kept else None},
        f"{places.store} is what {copy} held.{moved}",
    )


class _Beat:
    """Tells how far a copy is, not too often."""

    def __init__(self, stage: str, emit: Callable[[Event], None]) -> None:
        self._stage, self._emit, self._told = stage, emit, time.monotonic()

    def __call__(self, share: float) -> None:
        if time.monotonic() - self._told >= BEAT:
            self._told = time.monotonic()
            self._emit(Progress(self._stage, round(share * 100), 100))
