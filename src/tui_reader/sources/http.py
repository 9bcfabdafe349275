"""Fetching one address with every guard: deadline, sizes, redirects, private networks. Knows no feeds.

Proxies: HTTP_PROXY and its kin are honoured (`trust_env`), as are SSL_CERT_FILE and SSL_CERT_DIR; .netrc is
never read and this machine itself is never asked through a proxy. A proxy is a trusted hop: behind one,
private networks are judged by name and literal address only, because the proxy resolves.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

import httpcore

from tui_reader.errors import FetchError
from tui_reader.model.feed import Access
from tui_reader.model.text import clean_line
from tui_reader.sources import faults, outgoing
from tui_reader.sources.addresses import Address, is_private_name, parse, redact
from tui_reader.sources.bodies import Body
from tui_reader.sources.connections import Connections, Way, blocked
from tui_reader.sources.pace import pace
from tui_reader.sources.plan import LONGEST, SHORTEST, WAITING, Facts, freshness

if TYPE_CHECKING:
    from tui_reader.sources.pageclient import Answer

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/zip", "application/pdf")
_NOT_MODIFIED = 304
_PLAIN = Access()
_TOO_OFTEN = (429, 503)


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of every guard: seconds and bytes."""

    connect: float = 10.0
    read: float = 15.0
    feed_total: float = 30.0
    page_total: float = 45.0
    """From the first byte sent to the last received, redirects included; waiting for a free place is not."""
    wire: int = 10_000_000
    decoded: int = 20_000_000
    ratio: int = 200
    redirects: int = 5
    at_once: int = 64
    per_origin: int = 2
    header: int = 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one address answered."""

    url: str
    """The address that answered, after redirects; without credentials."""
    status: int
    body: bytes
    """Decoded; empty for 304."""
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)
    """Lower-case names, washed values; over-long ones and cookies are left out."""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    """BLAKE2b-16 of the body in hex; empty for 304."""
    moved_to: str = ""
    """Where the address has moved for good: set when every redirect said so and none left https."""
    elapsed: float = 0.0

    def facts(self, *, now: int, title: str = "", site_url: str = "") -> Facts:
        """What the plan keeps of this answer; title and site are what the parsed feed says."""
        return Facts(
            status=self.status,
            etag=self.etag,
            last_modified=self.last_modified,
            body_hash=self.body_hash,
            fresh_for=freshness(self.headers, now=now),
            title=title,
            site_url=site_url,
            moved_to=self.moved_to,
            size=len(self.body),
            pace=pace(self.body) if self.body else None,
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
    ) -> None:
        """`waits` are the origins that asked to be left alone, with the epoch second until which."""
        self._limits = limits or Limits()
        self._allowed = {place.lower() for place in allowed}
        self._offline, self._trust_env, self._clock = offline, trust_env, clock
        self._places = asyncio.Semaphore(self._limits.at_once)
        self._origins: dict[tuple[str, str, int], asyncio.Semaphore] = {}
        self._connections: Connections | None = None
        self.waits = dict(waits)
        """As given, and what origins have asked for since."""

    async def __aenter__(self) -> Self:
        if not self._offline:
            self._connections = Connections(
                self._allowed.__contains__, keep=self._limits.at_once, trust_env=self._trust_env
            )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connections is not None:
            await self._connections.close()
            self._connections = None

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
    ) -> Fetched:
        """Fetch `url`; with validators the answer may be 304 and empty.

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
        if self._connections is None:
            raise FetchError(
                f"{address.host} was not asked: working offline", subject=redact(url), kind="offline"
            )
        if typed or (typed is None and not page):
            self._allowed.add(address.place)
        validators = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in validators.items() if _sendable(value, self._limits.header)}
        total = self._limits.page_total if page else self._limits.feed_total
        async with (
            self._origins.setdefault(address.origin, asyncio.Semaphore(self._limits.per_origin)),
            self._places,
        ):
            try:
                async with asyncio.timeout(total):
                    return await self._follow(self._connections, address, headers, access, page=page)
            except TimeoutError as error:
                raise FetchError(
                    f"{address.host} did not finish within {total:g} seconds",
                    subject=redact(url),
                    kind="timeout",
                ) from error
            except (*faults.WIRE, OSError, ValueError, RuntimeError) as error:
                raise faults.explained(error, address.host, redact(url)) from error

    async def _follow(
        self,
        connections: Connections,
        address: Address,
        headers: dict[str, str],
        access: Access,
        *,
        page: bool,
    ) -> Fetched:
        """The redirect loop: every hop is parsed, judged and asked anew."""
        begun, first, moved = time.monotonic(), address, True
        for _ in range(self._limits.redirects + 1):
            self._judge(address)
            self._heed(address)
            address = replace(address, user=first.user, password=first.password)
            sent = outgoing.headers(address, access, page=page, at_home=address.origin == first.origin)
            way = Way(access.proxy, access.insecure)
            lines = outgoing.lines(sent | headers)
            async with self._ask(connections.pool(address, way), address.url, lines, page=page) as response:
                found = self._washed(response.headers)
                location = found.get("location", "")
                if response.status not in REDIRECTS or not location:
                    target = address.url if moved and address.url != first.url else ""
                    return await self._answer(response, found, address, target, begun)
                moved = moved and response.status in PERMANENT
            following = parse(location, base=address.url)
            moved = moved and (following.scheme == "https" or address.scheme == "http")
            address = following
        raise FetchError(
            f"{first.host} redirects more than {self._limits.redirects} times",
            subject=redact(first.url),
            kind="redirects",
        )

    @asynccontextmanager
    async def _ask(
        self,
        pool: httpcore.AsyncConnectionPool,
        url: str,
        lines: Sequence[tuple[bytes, bytes]],
        *,
        page: bool,
    ) -> AsyncIterator[Answer]:
        """One request: a page through httpx, a feed through its engine alone."""
        if page:
            from tui_reader.sources import pageclient

            async with pageclient.page(pool, url, lines, self._patience) as answer:
                yield answer
            return
        asked = pool.stream("GET", url, headers=lines, extensions={"timeout": self._patience})
        async with asked as response:
            yield response

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

    async def _answer(
        self, response: Answer, headers: dict[str, str], address: Address, moved: str, begun: float
    ) -> Fetched:
        status = response.status
        if status != _NOT_MODIFIED and not 200 <= status < 300:
            asked = retry_after(headers.get("retry-after", ""), headers.get("date", ""), now=self._clock())
            if status in _TOO_OFTEN:
                self._stop(address, status, asked)
            raise FetchError(
                faults.status_sentence(address.host, status),
                subject=redact(address.url),
                kind=f"http-{status}",
                status=status,
                retry_after=asked,
            )
        body = b""
        if status == _NOT_MODIFIED:
            # It has no body, but only what was read to its end leaves a connection that can be used again.
            await response.aread()
        else:
            body = await self._body(response, headers, address)
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        return Fetched(
            url=address.url,
            status=status,
            body=body,
            content_type=headers.get("content-type", ""),
            headers=headers,
            etag=etag if _sendable(etag, self._limits.header) else "",
            last_modified=modified if _sendable(modified, self._limits.header) else "",
            body_hash=hashlib.blake2b(body, digest_size=16).hexdigest() if body else "",
            moved_to=moved,
            elapsed=time.monotonic() - begun,
        )

    async def _body(self, response: Answer, headers: dict[str, str], address: Address) -> bytes:
        kind = headers.get("content-type", "").strip().lower()
        if kind.startswith(_NO_TEXT):
            raise FetchError(
                f"{address.host} sent {clean_line(kind, 40)}, which is no text",
                subject=redact(address.url),
                kind="not-text",
            )
        limits = self._limits
        encoding = headers.get("content-encoding", "")
        body = Body(address.host, encoding, wire=limits.wire, decoded=limits.decoded, ratio=limits.ratio)
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length[:18]) > limits.wire:
            raise body.too_large()
        async for chunk in response.aiter_stream():
            body.add(chunk)
        return body.finish()

    @property
    def _patience(self) -> dict[str, float | None]:
        limits = self._limits
        return {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}

    def _washed(self, headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
        """Names in lower case, values of one name joined; cookies and what is over-long are left out."""
        kept: dict[str, str] = {}
        for raw_name, raw in headers[:64]:
            name = clean_line(raw_name.decode("latin-1").lower(), 64)
            if len(raw) <= self._limits.header and not name.startswith("set-cookie"):
                value = clean_line(outgoing.decoded(raw), self._limits.header)
                kept[name] = f"{kept[name]}, {value}" if name in kept else value
        return kept


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
    until, then = _moment(value), _moment(date)
    return None if until is None else max(0, round(until - (now if then is None else then)))


def _moment(value: str) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sendable(value: str, limit: int) -> bool:
    """Whether a validator can be sent back exactly as it came."""
    return 0 < len(value) <= limit and value.isascii() and value.isprintable()
