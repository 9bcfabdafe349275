"""A farm of feeds on loopback, well ones and all the ways in which feeds are not, counting what it is asked.

`python -m tests.soak.farm FEEDS PORTS` serves until its standard input ends and answers /stats. Each port is
an origin. Every text here is invented.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from types import MappingProxyType

EPOCH = 1_790_000_000
ENTRIES = 20
WORDS = (
    "harbour",
    "tide",
    "lantern",
    "council",
    "ferry",
    "signal",
    "pilot",
    "quay",
    "market",
    "gale",
    "chart",
)
HOLD = 3600
"""Seconds for which origins ask to be left alone."""
GRACE = 0.5
"""Seconds in which requests may still come that were under way when the first of them was answered."""
WELL = ("rss", "atom", "rdf", "json")
ILL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "error": ("http-500", "answered HTTP 500"),
        "missing": ("http-404", "has nothing at this address"),
        "gone": ("http-410", "gone for good"),
        "denied": ("http-403", "refuses to give this address"),
        "busy": ("retry-after", "wait until"),
        "busy-date": ("retry-after", "wait until"),
        "silent": ("timeout", "does not answer"),
        "reset": ("network", "broke"),
        "short": ("truncated", "broke off in the middle"),
        "html": ("not-a-feed", "web page, not a feed"),
        "empty": ("empty", "empty answer"),
        "loop": ("redirects", "redirects more than"),
        "astray": ("blocked-address", "private network"),
        "bomb": ("bomb", "absurd size"),
        "garbage": ("protocol", "does not speak HTTP"),
        "picture": ("not-text", "no text"),
        "mispacked": ("encoding", "damaged compressed"),
    }
)
"""Kind -> (class of the error, words of the sentence) that a reader is to be told."""
BENT = ("ampersand", "unclosed", "control", "mislabelled", "moved")
"""Not as they should be, and to be read whole all the same."""


def body(kind: str, number: int, entries: int = ENTRIES) -> bytes:
    """The feed of a number as it is written in a dialect."""
    items = [
        (f"{number}-{n}", f"Report {n} of place {number}", EPOCH - 600 * n - number) for n in range(entries)
    ]
    text = " ".join(WORDS[(number + n) % len(WORDS)] for n in range(120))
    if kind == "json":
        made = [
            {"id": guid, "title": title, "url": f"https://place{number}.example/{guid}", "content_text": text}
            for guid, title, _ in items
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"Place {number}", "items": made}
        return json.dumps(feed).encode()
    return _XML[kind if kind in _XML else "rss"](number, items, text).encode()


def _rss(number: int, items: list[tuple[str, str, int]], text: str) -> str:
    inside = "".join(
        f'<item><guid isPermaLink="false">{guid}</guid><title>{title}</title>'
        f"<link>https://place{number}.example/{guid}</link><pubDate>{formatdate(date)}</pubDate>"
        f"<description>{text}</description></item>"
        for guid, title, date in items
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Place {number}</title>'
    return f"{head}{inside}</channel></rss>"


def _atom(number: int, items: list[tuple[str, str, int]], text: str) -> str:
    inside = "".join(
        f'<entry><id>{guid}</id><title>{title}</title><link href="https://place{number}.example/{guid}"/>'
        f"<updated>{_iso(date)}</updated><content>{text}</content></entry>"
        for guid, title, date in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Place {number}</title>{inside}</feed>'


def _rdf(number: int, items: list[tuple[str, str, int]], text: str) -> str:
    inside = "".join(
        f'<item rdf:about="https://place{number}.example/{guid}"><title>{title}</title>'
        f"<link>https://place{number}.example/{guid}</link><dc:date>{_iso(date)}</dc:date>"
        f"<description>{text}</description></item>"
        for guid, title, date in items
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Place {number}</title></channel>{inside}</rdf:RDF>"
    )


def _iso(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


_XML = MappingProxyType({"rss": _rss, "atom": _atom, "rdf": _rdf})


def bent(kind: str, number: int) -> tuple[bytes, str]:
    """A feed with something wrong in it that does no harm, and its content type."""
    whole = body("rss", number)
    match kind:
        case "ampersand":
            return whole.replace(b"harbour", b"harbour & sons"), "text/xml"
        case "unclosed":
            return whole.replace(b"</channel></rss>", b""), "text/xml"
        case "control":
            return whole.replace(b"tide", b"ti\x0bde"), "text/xml"
        case "mislabelled":
            return whole.replace(b"<?xml version=", b'<?xml encoding="utf-16" version=', 1), "text/html"
        case _:
            return whole, "application/rss+xml"


@dataclass
class Farm:
    """The server. `kinds` names what every path is; who asks for a pause has an origin of its own."""

    kinds: dict[str, tuple[str, int]] = field(default_factory=dict)
    ports: list[int] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    early: Counter[int] = field(default_factory=Counter)
    """Port -> requests that came although it had asked to be left alone."""
    unchanged: int = 0
    _held: dict[int, float] = field(default_factory=dict)

    def plan(self, feeds: int, ports: list[int], ill: Mapping[str, int]) -> list[str]:
        """Lay out so many well feeds over the ports, and so many of each kind of ill ones; all addresses."""
        self.ports = ports
        own = {kind: ports[-1 - n] for n, kind in enumerate(("busy", "busy-date"))}
        shared = ports[: -len(own)]
        wanted = [WELL[n % len(WELL)] for n in range(feeds)] + [
            k for k, count in ill.items() for _ in range(count)
        ]
        addresses = []
        for number, kind in enumerate(wanted):
            path = f"/{kind}/{number}"
            self.kinds[path] = kind, number
            addresses.append(f"http://127.0.0.1:{own.get(kind, shared[number % len(shared)])}{path}")
        return addresses

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        port = int(writer.get_extra_info("sockname")[1])
        try:
            while await self._one(reader, writer, port):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split()[1]
        if path == "/stats":
            stats = {"asked": self.asked.total(), "early": self.early.total(), "unchanged": self.unchanged}
            writer.write(_answer("200 OK", json.dumps(stats).encode()))
            return True
        self.asked[path] += 1
        if time.monotonic() > self._held.get(port, float("inf")) + GRACE:
            self.early[port] += 1
        name, _, rest = path.lstrip("/").partition("/")
        kind, number = self.kinds.get(path, (name, int(rest) if rest.isdecimal() else 0))
        going_on = await self._answer(writer, kind, number, head, port)
        await writer.drain()
        return going_on

    async def _answer(
        self, writer: asyncio.StreamWriter, kind: str, number: int, head: str, port: int
    ) -> bool:
        if kind in WELL or kind in BENT:
            writer.write(self._well(kind, number, head))
            return True
        if kind in {"busy", "busy-date"}:
            self._held.setdefault(port, time.monotonic())
        if kind == "silent":
            await asyncio.sleep(60)
            return False
        if kind == "reset":
            writer.transport.abort()
            return False
        writer.write(_ill(kind, number))
        return kind not in {"short", "garbage"}

    def _well(self, kind: str, number: int, head: str) -> bytes:
        if kind == "moved":
            return _answer("301 Moved", b"", f"Location: /rss/{number}")
        tag = f'"{kind}{number}"'
        if f"if-none-match: {tag}" in head.lower():
            self.unchanged += 1
            return _answer("304 Not Modified", b"", f"ETag: {tag}")
        data, content_type = bent(kind, number) if kind in BENT else (body(kind, number), "application/xml")
        return _answer(
            "200 OK",
            gzip.compress(data, 1),
            "Content-Encoding: gzip",
            f"ETag: {tag}",
            f"Content-Type: {content_type}",
        )

    @asynccontextmanager
    async def open(self, ports: int, first: int = 0) -> AsyncIterator[list[int]]:
        """Listen on so many ports of this machine, from `first` on or free ones; gives their numbers."""
        wanted = range(first, first + ports) if first else [0] * ports
        servers = [await asyncio.start_server(self.serve, "127.0.0.1", port) for port in wanted]
        try:
            yield [server.sockets[0].getsockname()[1] for server in servers]
        finally:
            for server in servers:
                server.close()


def _answer(status: str, data: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + data


def _ill(kind: str, number: int) -> bytes:
    """What a server says that is not well."""
    statuses = {
        "error": "500 Oops",
        "missing": "404 Not Found",
        "gone": "410 Gone",
        "denied": "403 Forbidden",
    }
    if kind in statuses:
        return _answer(statuses[kind], b"<p>no</p>", "Content-Type: text/html")
    match kind:
        case "busy":
            return _answer("429 Too Many Requests", b"", f"Retry-After: {HOLD}")
        case "busy-date":
            return _answer("503 Busy", b"", f"Retry-After: {formatdate(time.time() + HOLD, usegmt=True)}")
        case "html":
            return _answer(
                "200 OK", b"<!doctype html><html><body><p>Hello</p></body></html>", "Content-Type: text/html"
            )
        case "loop":
            return _answer("302 Found", b"", f"Location: /loop/{number}")
        case "astray":
            return _answer("302 Found", b"", "Location: http://127.0.0.1:1/inside")
        case "bomb":
            return _answer("200 OK", gzip.compress(b"\0" * 30_000_000, 9), "Content-Encoding: gzip")
        case "picture":
            return _answer("200 OK", b"\x89PNG", "Content-Type: image/png")
        case "mispacked":
            return _answer("200 OK", b"no gzip at all", "Content-Encoding: gzip")
        case "garbage":
            return b"SSH-2.0-harbour\r\n\r\n"
        case "short":
            return _answer("200 OK", body("rss", number))[:-500]
        case _:
            return _answer("200 OK", b"")


async def _main(feeds: int, ports: int, first: int) -> None:
    farm = Farm()
    async with farm.open(ports, first) as listening:
        ill = dict.fromkeys((*ILL, *BENT), max(1, feeds // 220))
        addresses = farm.plan(feeds, listening, ill)
        sys.stdout.write(
            json.dumps({"addresses": addresses, "stats": f"http://127.0.0.1:{listening[0]}/stats"}) + "\n"
        )
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


@dataclass
class Thread:
    """A farm on a thread of its own, for tests that run the program and wait for it."""

    farm: Farm = field(default_factory=Farm)

    def start(self, ports: int) -> list[int]:
        """Listen; the ports."""
        ready = threading.Event()
        found: list[int] = []

        async def run() -> None:
            self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
            async with self.farm.open(ports) as listening:
                found.extend(listening)
                ready.set()
                await self._over.wait()

        self._thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return found

    def stop(self) -> None:
        """Close all ports."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0))
