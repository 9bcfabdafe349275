"""The verb `analyse`: the language worker over a library, once through or for as long as a screen listens."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tui_reader.config import Config
from tui_reader.desk import lifetime, pending
from tui_reader.desk.orders import END, Order, Orders
from tui_reader.desk.places import Places
from tui_reader.errors import StoreBusyError
from tui_reader.model.events import Event, Notice, Resting
from tui_reader.store.library import Library

if TYPE_CHECKING:
    from tui_reader.desk.analysis import LanguageWorker

HANDOVER = 0.5
"""Seconds that one worker of a screen may wait for the end of the one before."""


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

    Nothing that works is loaded before there is work. While another process holds the backlog, only what is
    ordered is done here.
    """
    lifetime.end_with_parent()
    lifetime.be_nice()
    orders = Orders()

    def end() -> None:
        lifetime.stop_soon()
        orders.put(END)

    def rest() -> None:
        received = orders.received
        if orders.empty():
            emit(Resting(received))

    lifetime.read_orders(orders.take, end)
    order = _first(config, library, orders, rest)
    if order is END:
        return
    worker = _worker(config, library, emit, places, everything=False, offline=offline)
    worker.orders, worker.rest = orders, rest
    with ExitStack() as stack:
        try:
            stack.enter_context(lifetime.only_one(places.lock("analyse"), wait=HANDOVER))
        except StoreBusyError:
            worker.backlog = False
        worker.serve(order)
    worker.close()


def _first(config: Config, library: Library, orders: Orders, rest: Callable[[], None]) -> Order:
    """The first order that there is something to do for."""
    while True:
        order = orders.get()
        since = _since(config, everything=False)
        if bool(order.first) or library.read(pending.is_any, config.model, since):
            return order
        rest()


def _worker(
    config: Config,
    library: Library,
    emit: Callable[[Event], None],
    places: Places,
    *,
    everything: bool,
    offline: bool,
) -> LanguageWorker:
    from tui_reader.desk import programs
    from tui_reader.desk.analysis import LanguageWorker

    return LanguageWorker(
        library,
        emit,
        lambda: int(time.time()),
        model=config.model,
        since=_since(config, everything=everything),
        rules=config.rules,
        sites=config.sites,
        thorough=everything,
        programs=None if offline else programs.of(config, places),
    )


def _since(config: Config, *, everything: bool) -> int:
    """How far back unasked analysis goes, in epoch seconds."""
    return 0 if everything or not config.backlog else int(time.time()) - config.backlog
