"""Retiring: old articles that were read leave the library, for sources whose configuration says so."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.store import feeds, retention
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library
from tui_reader.store.packing import Prepared

BATCH, MOST = 200, 5_000
"""Articles of one transaction, and of one source in one refresh."""


async def retire(library: Library, sources: Sequence[FeedSpec], now: int) -> int:
    """Take out what `keep` lets go, of feeds in the configuration; how many articles went."""
    keeps = {spec.key: spec.keep for spec in sources if spec.keep and spec.kind == "feed"}
    if not keeps:
        return 0
    ids = {state.key: state.feed_id for state in library.read(feeds.feed_states)}
    removed = 0
    for key, keep in keeps.items():
        for _ in range(MOST // BATCH):
            went = await library.write(retention.purge, ids[key], now - keep, BATCH)
            removed += went
            if went < BATCH:
                break
    return removed


def remaining(
    conn: Connection, spec: FeedSpec, state: FeedState, entries: Sequence[Entry | Prepared], now: int
) -> Sequence[Entry | Prepared]:
    """The entries without those that were let go before and that the feed still carries."""
    if not spec.keep:
        return entries
    old = [entry for entry in entries if entry.published is None or entry.published < now - spec.keep]
    left_out = retention.gone(conn, state.feed_id, old)
    return [entry for entry in entries if entry.guid not in left_out] if left_out else entries
