"""libcurl on the event loop: one request, one answer. Knows no redirects, no limits and no feeds.

libcurl keeps the connections, speaks TLS, HTTP and to proxies, and resolves names off the loop. When a
connection that was kept open turns out to be gone, the request is made once more, over a new one; libcurl
itself would go on with whatever else is open. It reads no configuration, no cookies and no proxies of the
environment: all it does is said here.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pycurl

from tui_reader.sources import faults

Lines = Sequence[tuple[bytes, bytes]]
BUFFER = 131_072
"""Bytes read at once from a connection."""
_SUPPRESS_CONNECT_HEADERS, _QUICK_EXIT = 265, 322
"""Options of libcurl of which pycurl has no name: no head of a proxy's own; no wait for a name at the end."""
_ACTIONS = {pycurl.POLL_IN: (1, 0), pycurl.POLL_OUT: (0, 1), pycurl.POLL_INOUT: (1, 1)}


_MEANINGS = {
    pycurl.E_UNSUPPORTED_PROTOCOL: faults.NO_HTTP,
    pycurl.E_FTP_WEIRD_SERVER_REPLY: faults.NO_HTTP,
    pycurl.E_URL_MALFORMAT: faults.BAD_URL,
    pycurl.E_COULDNT_RESOLVE_PROXY: faults.PROXY,
    97: faults.PROXY,  # CURLE_PROXY, of which pycurl has no name
    pycurl.E_COULDNT_RESOLVE_HOST: faults.DNS,
    pycurl.E_COULDNT_CONNECT: faults.CLOSED,
    pycurl.E_OPERATION_TIMEDOUT: faults.SILENT,
    pycurl.E_PARTIAL_FILE: faults.TRUNCATED,
    pycurl.E_PEER_FAILED_VERIFICATION: faults.UNTRUSTED,
    pycurl.E_SSL_CONNECT_ERROR: faults.TLS,
    pycurl.E_SSL_CIPHER: faults.TLS,
    pycurl.E_SSL_CACERT_BADFILE: faults.TLS,
}
"""What libcurl's numbers mean; any other is a broken connection."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until a connection stands, and then without a single byte."""

    connect: float
    """A handshake and the way through a proxy included."""
    read: float
    """Counted from the request, and from each piece of the answer."""


@dataclass(frozen=True, slots=True)
class Route:
    """How an answer is got: through which proxy ("" for none), and what is asked of the other side."""

    proxy: str = ""
    insecure: bool = False
    """Whether a certificate that nobody vouches for is taken."""
    admits: Callable[[str], bool] | None = None
    """Whether a connection to this IP address may be opened; without it, all may."""


@dataclass(slots=True)
class Reply:
    """What came. `begun` is called when all headers are there, `more` with each piece of the body.

    Either ends the exchange by raising; what it raises is raised to whoever asked.
    """

    begun: Callable[[int, Lines], None]
    more: Callable[[bytes], None]
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    fault: BaseException | None = None
    whole_head: bool = False
    heard: float = 0.0
    """When the last of it came, by the clock of the event loop."""

    def line(self, raw: bytes) -> int | None:
        """One line of a head; an interim answer's is dropped, and so are trailers."""
        self.heard = time.monotonic()
        if raw.startswith(b"HTTP/"):
            self.status, self.whole_head = _status(raw), False
            self.headers.clear()
        elif not self.whole_head and raw.strip():
            name, _, value = raw.partition(b":")
            self.headers.append((name.strip(), value.strip()))
        elif not self.whole_head and self.status >= 200:
            self.whole_head = True
            return self._end_on_fault(lambda: self.begun(self.status, self.headers))
        return None

    def piece(self, data: bytes) -> int | None:
        """A piece of the body as it came over the wire."""
        self.heard = time.monotonic()
        return self._end_on_fault(lambda: self.more(data))

    def _end_on_fault(self, step: Callable[[], None]) -> int | None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - nothing can be raised through libcurl: it is raised behind it
            self.fault = error
            return -1
        return None


class _AgainError(Exception):
    """libcurl is about to send a request for the second time over a connection that was kept open."""


@dataclass(slots=True)
class _Asked:
    """A request under way."""

    reply: Reply
    patience: float
    done: asyncio.Future[None]
    watch: asyncio.TimerHandle | None = None
    """Ends it when nothing is heard; set when it is sent."""
    new: bool = False
    """Whether a connection was opened for it, or behind its first time."""


_REFUSED = 300
"""What a proxy answers from here on means that it opens no way."""


class Engine:
    """Open it inside a running event loop; `close` ends every exchange."""

    names: tuple[str, ...] = ()
    """Addresses of names that are known without asking, `name:port:address`."""

    def __init__(self, *, keep: int, trust_env: bool) -> None:
        """`keep` is the number of idle connections kept open in all."""
        self._loop = asyncio.get_running_loop()
        self._authorities = _authorities if trust_env else _certifi
        self._idle: list[Any] = []
        self._asked: dict[Any, _Asked] = {}
        self._timer: asyncio.Handle | None = None
        self._many = pycurl.CurlMulti()
        self._many.setopt(pycurl.M_MAXCONNECTS, keep)
        self._many.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._many.setopt(pycurl.M_TIMERFUNCTION, self._wake)

    async def get(self, url: str, lines: Lines, reply: Reply, patience: Patience, route: Route) -> None:
        """Ask for an address and let `reply` take what comes. Raises WireError, or what `reply` raised."""
        handle = self._idle.pop() if self._idle else pycurl.Curl()
        try:
            self._prepare(handle, url, lines, reply, patience, route)
            try:
                await self._answer(handle, reply, patience)
            except _AgainError:
                handle.setopt(pycurl.FRESH_CONNECT, 1)
                await self._answer(handle, reply, patience)
        except faults.WireError:
            if reply.fault is not None:
                raise reply.fault from None
            raise
        finally:
            handle.reset()
            self._idle.append(handle)

    async def _answer(self, handle: Any, reply: Reply, patience: Patience) -> None:
        """One request, made once more when a new connection takes the place of one that had gone.

        Raises WireError, and _AgainError where libcurl would try another that was kept open.
        """
        asked = self._asked[handle] = _Asked(reply, patience.read, self._loop.create_future())

        def opening(*_: object) -> Any:
            asked.new = True
            return pycurl.SOCKOPT_OK

        def sending(*_: object) -> Any:
            if asked.watch is not None:
                return pycurl.PREREQFUNC_OK if asked.new else pycurl.PREREQFUNC_ABORT
            reply.heard, asked.new = self._loop.time(), False
            asked.watch = self._loop.call_later(patience.read, self._look, handle)
            return pycurl.PREREQFUNC_OK

        handle.setopt(pycurl.SOCKOPTFUNCTION, opening)
        handle.setopt(pycurl.PREREQFUNCTION, sending)
        try:
            self._many.add_handle(handle)
            await asked.done
        finally:
            del self._asked[handle]
            if asked.watch is not None:
                asked.watch.cancel()
            if not asked.done.done() or asked.done.cancelled():
                self._many.remove_handle(handle)

    def _look(self, handle: Any) -> None:
        """End an exchange of which nothing has been heard for too long."""
        asked = self._asked[handle]
        left = asked.reply.heard + asked.patience - self._loop.time()
        if left > 0:
            asked.watch = self._loop.call_later(left, self._look, handle)
        elif not asked.done.done():
            self._finish(handle, faults.WireError(*faults.SILENT))

    def close(self) -> None:
        """Close every connection."""
        if self._timer is not None:
            self._timer.cancel()
        for handle in self._idle:
            handle.close()
        self._many.close()

    def _prepare(
        self, handle: Any, url: str, lines: Lines, reply: Reply, patience: Patience, route: Route
    ) -> None:
        settings = {
            pycurl.URL: url,
            pycurl.HTTPHEADER: [_line(name, value) for name, value in lines if name != b"host"],
            pycurl.HEADERFUNCTION: reply.line,
            pycurl.WRITEFUNCTION: reply.piece,
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
            pycurl.HTTP09_ALLOWED: 0,
            pycurl.PATH_AS_IS: 1,
            pycurl.NOSIGNAL: 1,
            pycurl.BUFFERSIZE: BUFFER,
            pycurl.CONNECTTIMEOUT_MS: round(patience.connect * 1000),
            _QUICK_EXIT: 1,
            # A socks5 proxy resolves, as every other does.
            pycurl.PROXY: route.proxy.replace("socks5://", "socks5h://", 1),
        }
        if self.names:
            settings[pycurl.RESOLVE] = list(self.names)
        if route.proxy:
            settings[_SUPPRESS_CONNECT_HEADERS] = 1
        for option, value in settings.items():
            handle.setopt(option, value)
        if url.startswith("https:") or route.proxy.startswith("https:"):
            self._secure(handle, insecure=route.insecure)
        if route.admits is not None:
            handle.setopt(pycurl.OPENSOCKETFUNCTION, _opener(route.admits))

    def _secure(self, handle: Any, *, insecure: bool) -> None:
        kind, place = self._authorities()
        handle.setopt(kind, place)
        if insecure:
            handle.setopt(pycurl.SSL_VERIFYPEER, 0)
            handle.setopt(pycurl.SSL_VERIFYHOST, 0)

    def _watch(self, what: int, descriptor: int, _many: Any, _data: Any) -> None:
        """What libcurl wants to know of a socket."""
        read, write = _ACTIONS.get(what, (0, 0))
        if read:
            self._loop.add_reader(descriptor, self._step, descriptor, pycurl.CSELECT_IN)
        else:
            self._loop.remove_reader(descriptor)
        if write:
            self._loop.add_writer(descriptor, self._step, descriptor, pycurl.CSELECT_OUT)
        else:
            self._loop.remove_writer(descriptor)

    def _wake(self, milliseconds: int) -> None:
        """When libcurl wants to be called again; -1 is never. Never from within itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if milliseconds == 0:
            self._timer = self._loop.call_soon(self._step, pycurl.SOCKET_TIMEOUT, 0)
        elif milliseconds > 0:
            self._timer = self._loop.call_later(milliseconds / 1000, self._step, pycurl.SOCKET_TIMEOUT, 0)

    def _step(self, descriptor: int, mask: int) -> None:
        self._many.socket_action(descriptor, mask)
        left = 1
        while left:
            left, good, bad = self._many.info_read()
            for handle in good:
                self._finish(handle, None)
            for handle, code, _ in bad:
                self._finish(handle, _meant(handle, code))

    def _finish(self, handle: Any, error: Exception | None) -> None:
        self._many.remove_handle(handle)
        done = self._asked[handle].done
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


def _meant(handle: Any, code: int) -> Exception:
    """What it means that libcurl gave up with this number."""
    if code == pycurl.E_ABORTED_BY_CALLBACK:
        return _AgainError()
    if handle.getinfo(pycurl.HTTP_CONNECTCODE) >= _REFUSED:
        return faults.WireError(*faults.PROXY)
    errno = handle.getinfo(pycurl.OS_ERRNO)
    known = _MEANINGS.get(code, faults.BROKEN)
    return faults.WireError(*(faults.OFFLINE if faults.is_unreachable(errno) else known))


def _status(raw: bytes) -> int:
    """The number in `HTTP/1.1 200 OK`."""
    found = raw.split(None, 2)[1:2]
    return int(found[0]) if found and found[0].isdigit() and len(found[0]) == 3 else 0


def _line(name: bytes, value: bytes) -> bytes:
    """A header as libcurl takes it: one without a value is written with a semicolon."""
    return name + b": " + value if value else name + b";"


def _opener(admits: Callable[[str], bool]) -> Callable[[int, Any], Any]:
    """Opens a socket only towards an address that is admitted: nothing is sent to any other."""

    def opened(_purpose: int, target: Any) -> Any:
        family, kind, protocol, address = target
        if not admits(str(address[0])):
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    return opened


def _authorities() -> tuple[int, str]:
    """Whom a certificate must come from: SSL_CERT_FILE, SSL_CERT_DIR, else certifi's list."""
    if os.environ.get("SSL_CERT_FILE"):
        return pycurl.CAINFO, os.environ["SSL_CERT_FILE"]
    if os.environ.get("SSL_CERT_DIR"):
        return pycurl.CAPATH, os.environ["SSL_CERT_DIR"]
    return _certifi()


def _certifi() -> tuple[int, str]:
    import certifi

    return pycurl.CAINFO, certifi.where()
