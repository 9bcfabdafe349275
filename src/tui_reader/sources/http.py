"""Fetching one address with every guard: deadline, sizes, redirects, private networks. Knows no feeds.

Proxies: HTTP_PROXY and its kin are honoured (`trust_env`), as are SSL_CERT_FILE and SSL_CERT_DIR; .netrc is
never read and this machine itself is never asked through a proxy. A proxy is a trusted hop: behind one,
private networks are judged by name and literal address only, because the proxy resolves.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from tui_reader.errors import FetchError
from tui_reader.model.feed import Access
from tui_reader.sources import faults, outgoing
from tui_reader.sources.addresses import Address, blocked, is_private_name, parse, redact
from tui_reader.sources.bodies import body_hash
from tui_reader.sources.coming import NOT_MODIFIED, Came, EnoughError, Limits
from tui_reader.sources.plan import LONGEST, SHORTEST, WAITING, Facts, freshness, http_date
from tui_reader.sources.turns import Turns
from tui_reader.sources.ways import Way, environment_proxies, environment_proxy

if TYPE_CHECKING:
    from tui_reader.sources.connections import Connections
    from tui_reader.sources.engine import Engine

__all__ = ["Fetched", "Fetcher", "Limits", "moment", "name_of", "retry_after"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_PLAIN = Access()
_TOO_OFTEN = (429, 503)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one address answered."""

    url: str
    """The address that answered, after redirects; without credentials."""
    status: int
    body: bytes
    """Decoded, unless `packed` says otherwise; empty for 304."""
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)
    """Lower-case names, washed values; over-long ones and cookies are left out."""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    """BLAKE2b-16 of the decoded body in hex; empty for 304, and for a body that is still packed."""
    moved_to: str = ""
    """Where the address has moved for good: set when every redirect said so and none left https."""
    elapsed: float = 0.0
    packed: str | None = None
    """The content encoding of a body that was left as it came over the wire."""

    def facts(self, *, now: int) -> Facts:
        """What the plan keeps of this answer; what is in a body that was parsed comes on top."""
        return Facts(
            status=self.status,
            etag=self.etag,
            last_modified=self.last_modified,
            body_hash=self.body_hash,
            fresh_for=freshness(self.headers, now=now),
            moved_to=self.moved_to,
            size=len(self.body),
        )


class Fetcher:
    """Asks the web. Open it once for a run (`async with`); `get` may be called by many tasks at once.

    `allowed` holds `host:port` of the configuration: only these may be private when a redirect or a page's
    address leads to them. What `get` is asked for with page=False was typed by the user, so it is allowed.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allowed: Iterable[str] = (),
        offline: bool = False,
        trust_env: bool = True,
        clock: Callable[[], float] = time.time,
        waits: Mapping[str, int] = MappingProxyType({}),
        gaps: Mapping[str, int] = MappingProxyType({}),
        pictures: bool = False,
    ) -> None:
        """`waits` are the origins that asked to be left alone, with the epoch second until which.
        `gaps` are the seconds between two requests to hosts, where the configuration says any.

        pictures=True takes pictures and nothing else; the addresses are those of pages (page=True).
        """
        self._pictures = pictures
        self._limits = limits or Limits()
        self._allowed = {place.lower() for place in allowed}
        self._offline, self._trust_env, self._clock = offline, trust_env, clock
        self._proxies = environment_proxies() if trust_env else {}
        self._engine: Engine | None = None
        self._connections: Connections | None = None
        self.waits = dict(waits)
        """As given, and what origins have asked for since."""
        self._turns = Turns(
            self._limits.at_once, self._limits.per_origin, gaps=gaps, waits=self.waits, now=clock
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None:
            self._engine.close()
        if self._connections is not None:
            await self._connections.close()
        self._engine = self._connections = None

    async def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        page: bool = False,
        typed: bool | None = None,
        access: Access = _PLAIN,
        password: str = "",
        packed: bool = False,
    ) -> Fetched:
        """Fetch `url`; with validators the answer may be 304 and empty.

        packed=True leaves the body as it came, for somebody else to unpack.

        page=True is for an article's page: its address came from a feed, private networks are closed to it
        unless typed=True says that a person wrote it. `access` says what differs for this address; its
        headers, user and `password` go to its own origin only.
        Raises FetchError and nothing else: kinds `timeout`, `dns`, `connect`, `tls`, `offline`, `network`,
        `protocol`, `http-NNN`, `redirects`, `too-large`, `bomb`, `encoding`, `truncated`, `not-text`,
        `blocked-address`, `blocked-scheme`, `bad-url`, `proxy`, and `waiting` when the origin has asked to be
        left alone and was not asked; `retry_after` then says how long.
        """
        address = parse(url)
        if access.user or password:
            address = replace(address, user=access.user, password=password)
        if self._offline:
            raise FetchError(
                f"{address.host} was not asked: working offline", subject=redact(url), kind="offline"
            )
        if typed or (typed is None and not page):
            self._allowed.add(address.place)
        validators = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in validators.items() if _sendable(value, self._limits.header)}
        total = self._limits.page_total if page else self._limits.feed_total
        async with self._turns.turn(address, name_of(address)):
            try:
                async with asyncio.timeout(total):
                    return await self._follow(address, headers, access, page=page, packed=packed)
            except TimeoutError as error:
                raise FetchError(
                    f"{address.host} did not finish within {total:g} seconds",
                    subject=redact(url),
                    kind="timeout",
                ) from error
            except (faults.WireError, OSError, ValueError, RuntimeError) as error:
                raise faults.explained(error, address.host, redact(url)) from error

    async def _follow(
        self, address: Address, headers: dict[str, str], access: Access, *, page: bool, packed: bool
    ) -> Fetched:
        """The redirect loop: every hop is parsed, judged and asked anew."""
        begun, first, moved = time.monotonic(), address, True
        for _ in range(self._limits.redirects + 1):
            self._judge(address)
            self._heed(address)
            if address is not first:
                address = replace(address, user=first.user, password=first.password)
            sent = outgoing.headers(address, access, page=page, at_home=address.origin == first.origin)
            sent |= outgoing.PICTURE if self._pictures else {}
            lines = outgoing.lines(sent | headers)
            way = Way(access.proxy, access.insecure)
            came = Came(self._limits, address, packed=packed, picture=self._pictures, page=page)
            await (self._page(came, way, lines) if page else self._feed(came, way, lines))
            location = came.headers.get("location", "")
            if came.status not in REDIRECTS or not location:
                target = address.url if moved and address.url != first.url else ""
                return self._answer(came, address, target, begun)
            moved = moved and came.status in PERMANENT
            following = parse(location, base=address.url)
            moved = moved and (following.scheme == "https" or address.scheme == "http")
            address = following
        raise FetchError(
            f"{first.host} redirects more than {self._limits.redirects} times",
            subject=redact(first.url),
            kind="redirects",
        )

    async def _feed(self, came: Came, way: Way, lines: Sequence[tuple[bytes, bytes]]) -> None:
        """One request through libcurl."""
        from tui_reader.sources import engine

        if self._engine is None:
            self._engine = engine.Engine(keep=self._limits.at_once, trust_env=self._trust_env)
        address = came.address
        proxy = way.proxy or environment_proxy(self._proxies, address)
        closed = not proxy and address.place not in self._allowed
        admits = came.admits if closed else None
        reply = engine.Reply(came.begin, came.add)
        patience = engine.Patience(self._limits.connect, self._limits.read)
        try:
            await self._engine.get(
                address.url, lines, reply, patience, engine.Route(proxy, way.insecure, admits)
            )
        except EnoughError:
            return
        except faults.WireError:
            if came.refused:
                raise blocked(address.host) from None
            raise

    async def _page(self, came: Came, way: Way, lines: Sequence[tuple[bytes, bytes]]) -> None:
        """One request through httpx."""
        from tui_reader.sources import connections, pageclient

        if self._connections is None:
            self._connections = connections.Connections(
                self._allowed.__contains__,
                keep=self._limits.at_once,
                proxies=self._proxies,
                trust_env=self._trust_env,
            )
        pool = self._connections.pool(came.address, way)
        limits = self._limits
        patience = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}
        async with pageclient.page(pool, came.address.url, lines, patience) as response:
            try:
                came.begin(response.status, response.headers)
                async for chunk in response.aiter_stream():
                    came.add(chunk)
            except EnoughError:
                return

    def _judge(self, address: Address) -> None:
        if address.place not in self._allowed and is_private_name(address.host):
            raise blocked(address.host)

    def _heed(self, address: Address) -> None:
        """Refuse to ask an origin before the time it has named."""
        until, now = self.waits.get(name_of(address), 0), self._clock()
        if now < until <= now + LONGEST:
            raise FetchError(
                f"{address.host} asked us to wait until {moment(until, round(now))}",
                subject=redact(address.url),
                kind=WAITING,
                retry_after=round(until - now),
            )

    def _stop(self, address: Address, status: int, asked: int | None) -> None:
        """Leave an origin alone for the time it asks for; for five minutes when it names none with 429."""
        if asked is None and status != _TOO_OFTEN[0]:
            return
        self.waits[name_of(address)] = round(self._clock()) + min(max(asked or 0, SHORTEST), LONGEST)

    def _sentence(self, address: Address, status: int) -> str:
        """What a status means, and until when its origin is left alone."""
        until, now = self.waits.get(name_of(address), 0), round(self._clock())
        if status in _TOO_OFTEN and until > now:
            return f"{address.host} asked us to wait until {moment(until, now)} (HTTP {status})"
        return faults.status_sentence(address.host, status)

    def _answer(self, came: Came, address: Address, moved: str, begun: float) -> Fetched:
        status, headers = came.status, came.headers
        if status != NOT_MODIFIED and not 200 <= status < 300:
            asked = retry_after(headers.get("retry-after", ""), headers.get("date", ""), now=self._clock())
            if status in _TOO_OFTEN:
                self._stop(address, status, asked)
            raise FetchError(
                self._sentence(address, status),
                subject=redact(address.url),
                kind=f"http-{status}",
                status=status,
                retry_after=asked,
            )
        body = came.body()
        if not body and status != NOT_MODIFIED:
            raise FetchError(
                f"{address.host} sent an empty answer", subject=redact(address.url), kind="empty"
            )
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        return Fetched(
            url=address.url,
            status=status,
            body=body,
            content_type=headers.get("content-type", ""),
            headers=headers,
            etag=etag if _sendable(etag, self._limits.header) else "",
            last_modified=modified if _sendable(modified, self._limits.header) else "",
            body_hash=body_hash(body) if body and came.packing is None else "",
            moved_to=moved,
            elapsed=time.monotonic() - begun,
            packed=came.packing,
        )


def name_of(address: Address) -> str:
    """An origin as one word."""
    return f"{address.scheme}://{address.place}"


def moment(until: int, now: int) -> str:
    """A time of the next days as a person says it: "14:20", "26 Nov, 14:20"."""
    then = datetime.fromtimestamp(until).astimezone()
    same = then.date() == datetime.fromtimestamp(now).astimezone().date()
    return f"{then:%H:%M}" if same else f"{then.day} {then:%b, %H:%M}"


def retry_after(value: str, date: str = "", *, now: float) -> int | None:
    """Seconds a Retry-After header asks for; a date is measured against the server's own `date`."""
    value = value.strip()
    if value.isdecimal():
        return int(value[:12])
    until, then = http_date(value), http_date(date)
    return None if until is None else max(0, round(until - (now if then is None else then)))


def _sendable(value: str, limit: int) -> bool:
    """Whether a validator can be sent back exactly as it came."""
    return 0 < len(value) <= limit and value.isascii() and value.isprintable()
