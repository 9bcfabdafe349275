"""Reach: is it the feeds that fail, or is there no network? Decided by the first answers of a refresh."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from tui_reader.sources import network
from tui_reader.sources.addresses import is_private_name

UNREACHED = frozenset({"dns", "connect", "offline"})
"""Kinds of failure that say nothing about a feed when nobody answers."""
LEAST, MOST = 3, 20
"""All hosts must fail before the network is called missing, at least three; twenty are enough."""


class Reach:
    """Holds failures back until it is known what they mean. One refresh."""

    def __init__(self, urls: Iterable[str] = (), has_route: Callable[[], bool] = network.has_route) -> None:
        """`urls` are the addresses that will be asked; `has_route` says whether there is a way out at all."""
        self._has_route = has_route
        self._enough = max(LEAST, min(MOST, len({urlsplit(url).hostname for url in urls if url})))
        self.missing = False
        """Whether there is no network: nobody else need be asked."""
        self._answered = False
        self._held: list[tuple[str, Callable[[bool], None]]] = []

    def failed(self, url: str, kind: str, then: Callable[[bool], None]) -> None:
        """A feed failed; `then` is called, now or later, with whether that is for want of a network."""
        if kind not in UNREACHED:
            self.answered()
        if self._answered or self.missing:
            then(self.missing)
            return
        self._held.append((urlsplit(url).hostname or "", then))
        if len({host for host, _ in self._held}) >= self._enough:
            self.missing = True
            self._release()

    def answered(self) -> None:
        """Somebody answered: failures are failures."""
        if not self._answered and not self.missing:
            self._answered = True
            self._release()

    def over(self) -> None:
        """Everybody has been asked, too few to tell by them alone; without a way out it is the network."""
        hosts = {host for host, _ in self._held}
        if hosts and not any(map(is_private_name, hosts)) and not self._has_way():
            self.missing = True
            self._release()
        elif not self.missing:
            self.answered()

    def _has_way(self) -> bool:
        """Whether there is a route or a proxy."""
        from urllib.request import getproxies

        return bool(getproxies()) or self._has_route()

    def _release(self) -> None:
        held, self._held = self._held, []
        for _, then in held:
            then(self.missing)
