"""What sources brought, on its way into the library: gathered for a moment, stored in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model.article import Entry, RevisionKind
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.model.rule import Rule
from tui_reader.store import feeds
from tui_reader.store.connection import Connection

if TYPE_CHECKING:
    from tui_reader.desk import rules
    from tui_reader.store.entries import Delivery, Stored
    from tui_reader.store.packing import Prepared

BATCH = 64
"""Sources committed together at most."""
PATIENCE = 0.25
"""Seconds that a harvest waits for others before it is committed."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one source brought: its new state and, unless nothing changed, its entries."""

    spec: FeedSpec
    state: FeedState
    entries: Sequence[Entry | Prepared] = ()
    base_url: str = ""


Waiting = asyncio.Queue[Harvest | None]
"""Harvests to be stored; None is the end."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of some harvests."""

    stored: Sequence[Stored | None]
    """In their order; None where there were no entries."""
    outcomes: Sequence[rules.Outcome] = ()
    """What rules ask for outside the library."""


async def gathered(harvests: Waiting) -> list[Harvest | None]:
    """At least one harvest, and what comes within a moment: a commit costs more than what is in it."""
    batch = [await harvests.get()]
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while len(batch) < BATCH and batch[-1] is not None:
                batch.append(await harvests.get())
    return batch


def store(conn: Connection, harvests: Sequence[Harvest], now: int, wanted: Sequence[Rule]) -> Kept:
    """Inside one transaction: entries and validators of a feed belong together, and rules meet each article
    once.
    """
    feeds.save_states(conn, [harvest.state for harvest in harvests])
    full = [harvest for harvest in harvests if harvest.entries]
    if not full:
        return Kept([None] * len(harvests))
    # Imported with the first entries: most refreshes find that nothing has changed.
    from tui_reader.store import entries

    stored = entries.store_deliveries(conn, [_delivery(conn, harvest, now) for harvest in full], now)
    results = iter(stored)
    added = [article_id for result in stored for article_id in result.added]
    kept = [next(results) if harvest.entries else None for harvest in harvests]
    return Kept(kept, _ruled(conn, wanted, added, now) if wanted else ())


def _ruled(
    conn: Connection, wanted: Sequence[Rule], added: Sequence[int], now: int
) -> Sequence[rules.Outcome]:
    from tui_reader.desk import rules

    return rules.arrived(conn, wanted, added, now=now)


def _delivery(conn: Connection, harvest: Harvest, now: int) -> Delivery:
    from tui_reader.store import entries

    kind: RevisionKind = "file" if harvest.spec.kind == "local" else "feed"
    given = harvest.entries
    if harvest.spec.keep:
        from tui_reader.desk import retiring

        given = retiring.remaining(conn, harvest.spec, harvest.state, given, now)
    return entries.Delivery(harvest.state.feed_id, given, kind, harvest.base_url)
