"""The verb `analyse`: the language worker over a library, once through or for as long as a screen listens."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack

from tui_reader.config import Config
from tui_reader.desk import lifetime, programs
from tui_reader.desk.analysis import END, LanguageWorker, Order
from tui_reader.desk.places import Places
from tui_reader.errors import StoreBusyError
from tui_reader.model.events import Event, Notice
from tui_reader.store.library import Library


def run(
    config: Config,
    library: Library,
    places: Places,
    emit: Callable[[Event], None],
    *,
    everything: bool,
    offline: bool = False,
) -> None:
    """Work through the backlog once. Does nothing when another process is at it.

    `offline`: rules run no programs.
    """
    worker = _worker(config, library, emit, places, everything=everything, offline=offline)
    try:
        with lifetime.only_one(places.lock("analyse")):
            worker.run()
    except StoreBusyError as error:
        emit(Notice(str(error)))
    finally:
        worker.close()


def serve(
    config: Config,
    library: Library,
    places: Places,
    emit: Callable[[Event], None],
    *,
    offline: bool = False,
) -> None:
    """Work for a screen: orders come on standard input, its end ends the process.

    While another process holds the backlog, only what is ordered is done here.
    """
    lifetime.end_with_parent()
    lifetime.be_nice()
    worker = _worker(config, library, emit, places, everything=False, offline=offline)

    def end() -> None:
        lifetime.stop_soon()
        worker.orders.put(END)

    lifetime.read_orders(lambda line: worker.orders.put(_order(line)), end)
    with ExitStack() as stack:
        try:
            stack.enter_context(lifetime.only_one(places.lock("analyse")))
        except StoreBusyError:
            worker.backlog = False
        worker.serve()
    worker.close()


def _worker(
    config: Config,
    library: Library,
    emit: Callable[[Event], None],
    places: Places,
    *,
    everything: bool,
    offline: bool,
) -> LanguageWorker:
    since = 0 if everything or not config.backlog else int(time.time()) - config.backlog
    return LanguageWorker(
        library,
        emit,
        lambda: int(time.time()),
        model=config.model,
        since=since,
        rules=config.rules,
        sites=config.sites,
        thorough=everything,
        programs=None if offline else programs.of(config, places),
    )


def _order(line: bytes) -> Order:
    """An order of the screen; what cannot be read means "look whether there is more"."""
    try:
        return Order(tuple(int(item) for item in json.loads(line).get("first", ())))
    except (ValueError, TypeError, AttributeError):
        return Order()
