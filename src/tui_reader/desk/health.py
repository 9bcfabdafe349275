"""How the sources are doing: the last good answer, the next request, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui_reader.config import Config
from tui_reader.desk.printing import Printed, iso
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources import plan
from tui_reader.sources.addresses import redact
from tui_reader.store import feeds
from tui_reader.store.library import Library

WEEK = 7 * 86_400
WEEKS = 4
"""Weeks over which the volume of a source is measured."""

_STATES = {
    plan.RETRY_AFTER: "waiting",
    plan.GONE: "gone",
    "offline": "offline",
    "not-allowed": "not allowed",
    "not-a-feed": "no feed",
}


@dataclass(frozen=True, slots=True)
class Health:
    """One source of the configuration. Times are epoch seconds, 0 is never."""

    source: str
    """Its key in the configuration; may hold a password."""
    key: str
    """The key as it may be shown."""
    title: str
    kind: str
    state: str
    """ok, new, failing, waiting, gone, offline, no feed, not allowed."""
    last_ok: int
    last_checked: int
    next_due: int
    failures: int
    error_kind: str
    sentence: str
    """What a person should know; empty when there is nothing to say."""
    a_week: float
    """Articles a week, over the last four."""
    saved_bytes: int
    moved_to: str
    """Where the feed says it has gone for good, once that is believed."""


def health(config: Config, library: Library, now: int) -> list[Health]:
    """All sources in the order of the configuration, those with something wrong first."""
    return _all(config, library, library.read(feeds.volumes, now - WEEKS * WEEK))


async def current(config: Config, library: Library, now: int) -> list[Health]:
    """As `health`, counting apart from an event loop. Raises Superseded."""
    return _all(config, library, await library.search(feeds.volumes, now - WEEKS * WEEK))


def _all(config: Config, library: Library, volumes: dict[int, int]) -> list[Health]:
    states = {state.key: state for state in library.read(feeds.feed_states)}
    found = [
        _one(spec, states.get(spec.key) or FeedState(0, spec.key, spec.kind), volumes)
        for spec in config.sources
    ]
    return sorted(found, key=lambda one: one.state in {"ok", "new"} and not one.moved_to)


def _one(spec: FeedSpec, state: FeedState, volumes: dict[int, int]) -> Health:
    moved = redact(state.moved_to) if state.moved_seen >= plan.BELIEVED else ""
    return Health(
        source=spec.key,
        key=redact(spec.key),
        title=spec.title or state.title or redact(spec.key),
        kind=spec.kind,
        state=_state(state),
        last_ok=state.last_ok,
        last_checked=state.last_checked,
        next_due=state.next_due,
        failures=state.failures,
        error_kind=state.error_kind,
        sentence=state.error or (f'it has moved for good; write url = "{moved}"' if moved else ""),
        a_week=volumes.get(state.feed_id, 0) / WEEKS,
        saved_bytes=state.saved_bytes,
        moved_to=moved,
    )


def _state(state: FeedState) -> str:
    if state.error_kind:
        return _STATES.get(state.error_kind, "failing")
    return "ok" if state.last_ok else "new"


def printed(found: list[Health], now: int) -> Iterator[Printed]:
    """The rows of `feeds`."""
    for one in found:
        data = {
            "key": one.key,
            "title": one.title,
            "kind": one.kind,
            "state": one.state,
            "last_ok": iso(one.last_ok) if one.last_ok else None,
            "next": iso(one.next_due) if one.next_due else None,
            "failures": one.failures,
            "class": one.error_kind or None,
            "message": one.sentence or None,
            "articles_a_week": round(one.a_week, 1),
            "bytes_saved": one.saved_bytes,
            "moved_to": one.moved_to or None,
        }
        yield Printed(data, line(one, now))


def line(one: Health, now: int) -> str:
    """A source on one line: state, last good answer, next request, volume, title, sentence."""
    asked = "now" if one.next_due <= now else f"in {span(one.next_due - now)}"
    good = f"{span(now - one.last_ok)} ago" if one.last_ok else "never"
    times = f"×{one.failures}" if one.failures else ""
    spared = f"  {one.saved_bytes / 1e6:,.1f} MB spared" if one.saved_bytes >= 50_000 else ""
    head = f"{one.state + times:<12} {good:>8}  next {asked:<7} {one.a_week:>6.1f}/week  {one.title}{spared}"
    return f"{head}\n             {one.sentence}" if one.sentence else head


def span(seconds: int) -> str:
    """A span in its largest whole unit: 40s, 12m, 5h, 3d."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{max(seconds, 0)}s"
