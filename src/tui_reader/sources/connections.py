"""Connections for pages: pools of a few each, closed to private networks, through proxies where named.

Knows neither feeds nor redirects. A pool's work grows with its connections, so hosts are spread over several.
"""

from __future__ import annotations

import os
import ssl
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore

from tui_reader.errors import FetchError
from tui_reader.sources.addresses import Address, blocked, is_public
from tui_reader.sources.ways import Way, environment_proxy

SHARDS = 8
"""Pools a kind of connection."""
_SOCKET_OPTIONS = Iterable[Any]


class Connections:
    """Open pools. `allowed` says which `host:port` may be private; it is asked at each new connection."""

    def __init__(
        self, allowed: Callable[[str], bool], *, keep: int, proxies: Mapping[str, str], trust_env: bool
    ) -> None:
        """`keep` idle connections are kept open in all; `proxies` are those of the environment."""
        self._allowed = allowed
        self._keep = max(2, keep // SHARDS)
        self._proxies = proxies
        self._trust_env = trust_env
        self._pools: dict[tuple[str, str, bool, int], httpcore.AsyncConnectionPool] = {}
        self._contexts: dict[bool, ssl.SSLContext] = {}

    def pool(self, address: Address, way: Way) -> httpcore.AsyncConnectionPool:
        """The pool in which the connections to this address are kept."""
        proxy = way.proxy or environment_proxy(self._proxies, address)
        shard = zlib.crc32(address.place.encode()) % SHARDS
        key = address.scheme, proxy, way.insecure, shard
        found = self._pools.get(key)
        if found is None:
            found = self._pools[key] = self._open(address.scheme, proxy, insecure=way.insecure)
        return found

    async def close(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()
        self._pools.clear()

    def _open(self, scheme: str, proxy: str, *, insecure: bool) -> httpcore.AsyncConnectionPool:
        backend = _Guarded(self._allowed, trusted=_place(proxy) if proxy else "")
        settings: dict[str, Any] = {
            "max_connections": None,
            "max_keepalive_connections": self._keep,
            "network_backend": backend,
        }
        if scheme == "https":
            settings["ssl_context"] = self._context(insecure=insecure)
        if not proxy:
            return httpcore.AsyncConnectionPool(**settings)
        return _through(proxy, settings)

    def _context(self, *, insecure: bool) -> ssl.SSLContext:
        """Made at the first use: reading all authorities takes longer than many a request."""
        if insecure not in self._contexts:
            self._contexts[insecure] = _tls(trust_env=self._trust_env, insecure=insecure)
        return self._contexts[insecure]


class _Guarded(httpcore.AsyncNetworkBackend):
    """Closes a new connection to a private network before anything is sent over it."""

    def __init__(self, allowed: Callable[[str], bool], trusted: str) -> None:
        self._allowed, self._trusted = allowed, trusted
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's own signature
        local_address: str | None = None,
        socket_options: _SOCKET_OPTIONS | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stream = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        place = f"{host}:{port}"
        if place != self._trusted and not self._allowed(place):
            peer = stream.get_extra_info("server_addr")
            if not peer or not is_public(str(peer[0])):
                await stream.aclose()
                raise blocked(host)
        return stream

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _through(proxy: str, settings: dict[str, Any]) -> httpcore.AsyncConnectionPool:
    """A pool behind a proxy: http, https, socks5 and socks5h. Raises FetchError for any other."""
    parts = urlsplit(proxy)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    auth = (user, password) if user or password else None
    place = f"{parts.scheme.replace('socks5h', 'socks5')}://{_place(proxy)}"
    if parts.scheme in {"http", "https"}:
        return httpcore.AsyncHTTPProxy(place, proxy_auth=auth, **settings)
    if parts.scheme in {"socks5", "socks5h"}:
        try:
            return httpcore.AsyncSOCKSProxy(place, proxy_auth=auth, **settings)
        except (ImportError, RuntimeError) as error:
            raise FetchError(
                "a SOCKS proxy needs the package socksio", subject=_place(proxy), kind="proxy"
            ) from error
    raise FetchError(
        "a proxy is http://, https:// or socks5:// and a host", subject=_place(proxy), kind="proxy"
    )


def _place(proxy: str) -> str:
    """`host:port` of a proxy."""
    parts = urlsplit(proxy)
    default = 443 if parts.scheme == "https" else 1080 if parts.scheme.startswith("socks") else 80
    return f"{(parts.hostname or '').lower()}:{parts.port or default}"


def _tls(*, trust_env: bool, insecure: bool) -> ssl.SSLContext:
    """What a secure connection must show: certifi's authorities, or those of SSL_CERT_FILE, SSL_CERT_DIR."""
    if insecure:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif trust_env and os.environ.get("SSL_CERT_FILE"):
        context = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    elif trust_env and os.environ.get("SSL_CERT_DIR"):
        context = ssl.create_default_context(capath=os.environ["SSL_CERT_DIR"])
    else:
        import certifi

        context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context
