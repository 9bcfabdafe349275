"""When the garbage collector may take its time: not while somebody presses keys.

A full run looks at everything that was made since the start, 8 to 25 ms of it, wherever it happens to fall.
"""

from __future__ import annotations

import gc

DUE = 10
"""Runs over the younger objects after which a full one is worth its time: the interpreter's own measure."""
FORCED = 400
"""Runs over the younger objects after which the interpreter makes a full one, whatever goes on."""

Counts = tuple[int, int, int]
"""What `gc.get_count` says: objects, and runs of the two younger generations, since the last above each."""


def settle() -> None:
    """Take what start-up made, during which nothing is collected, out of the collector's way."""
    gc.collect()
    gc.freeze()
    gc.enable()


def postpone() -> None:
    """Leave full runs to `tidy`."""
    first, second, _ = gc.get_threshold()
    gc.set_threshold(first, second, FORCED)


def at_rest(before: Counts, now: Counts) -> bool:
    """Whether a full run is due, and nothing has been done between two looks that made any other run."""
    return now[2] >= DUE and now[1:] == before[1:]


def tidy(before: Counts) -> Counts:
    """Make a full run when it disturbs nobody; gives the counts for the next look."""
    if at_rest(before, gc.get_count()):
        gc.collect()
    return gc.get_count()
