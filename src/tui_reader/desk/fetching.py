"""The verb `fetch`: one refresh at a time a library, then pages and analysis of what is new."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable

from tui_reader.config import Config
from tui_reader.desk import lifetime, programs
from tui_reader.desk.places import Places
from tui_reader.desk.programs import Programs
from tui_reader.desk.refresh import Door, Request
from tui_reader.model.events import Event, Finished, Notice
from tui_reader.sources.addresses import redact
from tui_reader.sources.http import moment
from tui_reader.store import feeds
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

__all__ = ["Request", "run"]

LOCK_WAIT = 10.0
_RARELY = 200_000
"""New objects between two looks for cycles: tens of thousands of entries pass by, none in a cycle."""


def run(
    config: Config,
    library: Library,
    places: Places,
    request: Request,
    emit: Callable[[Event], None],
    *,
    quick: bool,
    piped: bool,
) -> bool:
    """Fetch, and unless `quick` index, read and analyse; whether everything that was tried failed.

    `piped` is for a screen: the process is nice, ends with the pipe on its standard input, and leaves the
    analysis to the screen's language worker.
    Raises StoreBusyError when another refresh of this library does not end within ten seconds.
    """
    used = programs.of(config, places)
    if piped:
        lifetime.end_with_parent()
        lifetime.be_nice()
        lifetime.read_orders(lambda _: None, lambda: _leave(used))
    before = gc.get_threshold()
    gc.set_threshold(_RARELY, *before[1:])
    with lifetime.only_one(places.lock("fetch"), wait=LOCK_WAIT):
        finished = asyncio.run(_fetch(config, library, request, emit, used, quick=quick, quiet=piped))
    gc.set_threshold(*before)
    if not quick and not piped:
        from tui_reader.desk import analysing, indexing

        indexing.run(library, places, emit)
        analysing.run(config, library, places, emit, everything=False, offline=not request.network)
    return finished.failed > 0 and not (finished.added or finished.changed or finished.unchanged)


def _leave(used: Programs) -> None:
    """Leave at once, and leave no program of ours behind."""
    used.commands.end()
    lifetime.stop_now()


async def _fetch(
    config: Config,
    library: Library,
    request: Request,
    emit: Callable[[Event], None],
    used: Programs,
    *,
    quick: bool,
    quiet: bool,
) -> Finished:
    door = Door(config, library, emit, lambda: int(time.time()), used)
    if request.pages:
        from tui_reader.desk import pages

        finished = await pages.fetch(door, request.pages, offline=request.offline)
        emit(finished)
        return finished
    finished = await door.refresh(request)
    if not (quiet or door.sums.total or request.only or request.everything) and request.network:
        emit(Notice(await library.look(_nothing_due, config, door.now())))
    if not quick and request.network:
        from tui_reader.desk import pages

        wanted = pages.wanted(config, library, door.fresh)
        if wanted:
            emit(await pages.fetch(door, wanted))
    return finished


def _nothing_due(conn: Connection, config: Config, now: int) -> str:
    """What is said when nobody is asked: who comes next, and when."""
    asked = {spec.key: spec.title for spec in config.sources if spec.enabled and spec.kind == "feed"}
    waiting = [state for state in feeds.feed_states(conn) if state.key in asked]
    if not waiting:
        return "no feed to ask; `tui-reader add ADDRESS` adds one"
    first = min(waiting, key=lambda state: state.next_due)
    name = asked[first.key] or first.title or redact(first.key)
    until = moment(first.next_due, now)
    return f"nothing is due before {until} ({name}); --all asks who has not asked us to wait"
