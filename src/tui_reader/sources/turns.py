"""Whose turn it is to ask an origin: its places, and the pause between two requests where one is called for.

Most origins need no pause. Those that have said "too many requests" lately, and those whose site is known to
want one, are asked one at a time. Knows no HTTP.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType

from tui_reader.errors import FetchError
from tui_reader.sources.addresses import Address, redact
from tui_reader.sources.plan import DAY, WAITING

GAPS: Mapping[str, int] = MappingProxyType({"reddit.com": 10})
"""Host -> seconds between two requests to it and to hosts below it: sites that refuse who comes oftener."""
CAREFUL = 1
"""Seconds between two requests to an origin that has asked to be left alone within the last day."""
RECENT = DAY
PATIENCE = 60.0
"""Seconds that a request waits for its turn; what would have to wait longer is put off."""


@dataclass(slots=True)
class _Origin:
    places: asyncio.Semaphore
    gap: int
    free_at: float = 0.0
    """The moment, on the clock that only goes forward, at which the next request may be made."""


class Turns:
    """The turns of one run; one for all its requests."""

    def __init__(
        self,
        at_once: int,
        per_origin: int,
        *,
        gaps: Mapping[str, int] = MappingProxyType({}),
        waits: Mapping[str, int] = MappingProxyType({}),
        now: Callable[[], float] = time.time,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        """`gaps` is what the configuration says of hosts, it goes before `GAPS`; `waits` are the origins that
        asked to be left alone, with the epoch second until which. `now` is a clock, `tick` one that only goes
        forward.
        """
        self._per_origin, self._gaps, self._waits, self._now, self._tick = per_origin, gaps, waits, now, tick
        self._origins: dict[tuple[str, str, int], _Origin] = {}
        self._places = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self, address: Address, name: str) -> AsyncIterator[None]:
        """Wait for a place at the origin `name` of an address, and hold it.

        Raises FetchError `waiting` when the turn would come later than in a minute.
        """
        origin = self._origins.get(address.origin)
        if origin is None:
            origin = self._origins[address.origin] = self._known(address.host, name)
        if origin.gap:
            await self._stand_in_line(origin, address)
        async with origin.places, self._places:
            yield

    def _known(self, host: str, name: str) -> _Origin:
        gap = gap_of(host, self._gaps)
        if self._waits and 0 < self._now() - self._waits.get(name, 0) < RECENT:
            gap = max(gap, CAREFUL)
        return _Origin(asyncio.Semaphore(1 if gap else self._per_origin), gap)

    async def _stand_in_line(self, origin: _Origin, address: Address) -> None:
        at = max(self._tick(), origin.free_at)
        pause = at - self._tick()
        if pause > PATIENCE:
            words = f"{address.host} is asked once in {origin.gap} seconds; the turn of this one is later"
            raise FetchError(words, subject=redact(address.url), kind=WAITING, retry_after=round(pause))
        origin.free_at = at + origin.gap
        if pause > 0:
            await asyncio.sleep(pause)


def gap_of(host: str, gaps: Mapping[str, int]) -> int:
    """Seconds between two requests to a host: as its nearest domain in `gaps` says, else in `GAPS`, or 0."""
    for known in (gaps, GAPS):
        fitting = [one for one in known if host == one or host.endswith(f".{one}")]
        if fitting:
            return known[max(fitting, key=len)]
    return 0
