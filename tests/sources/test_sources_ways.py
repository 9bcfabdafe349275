"""The ways to a feed: certificates nobody vouches for, proxies of every kind; real servers on loopback.

`loopback.pem` is a certificate with its key for 127.0.0.1 and localhost, made for these tests and good for
nothing else.
"""

from __future__ import annotations

import asyncio
import ssl
import struct
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tui_reader.errors import FetchError
from tui_reader.model.feed import Access
from tui_reader.sources.http import Fetcher

PEM = Path(__file__).parent / "loopback.pem"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
INSECURE = Access(insecure=True)


@asynccontextmanager
async def listening(serve: Serve, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server on a free port; its number."""
    tasks: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                await serve(reader, writer)
        finally:
            writer.transport.abort()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(one(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)
        await asyncio.sleep(0)


async def _plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\nnews")


@pytest.fixture
async def secured() -> AsyncIterator[str]:
    """The address of a server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    async with listening(_plain, context) as port:
        yield f"https://127.0.0.1:{port}/f"


async def kind_of(fetcher: Fetcher, url: str, **options: Any) -> str:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(url, **options)
    return caught.value.kind


@pytest.mark.parametrize("page", [False, True])
async def test_a_certificate_that_nobody_vouches_for_is_refused(secured: str, page: bool) -> None:
    async with Fetcher(trust_env=False) as fetcher:
        assert await kind_of(fetcher, secured, page=page, typed=True) == "tls"


@pytest.mark.parametrize("page", [False, True])
async def test_insecure_takes_it(secured: str, page: bool) -> None:
    async with Fetcher(trust_env=False) as fetcher:
        got = await fetcher.get(secured, page=page, typed=True, access=INSECURE)
    assert got.body == b"news"


async def test_insecure_holds_for_its_own_feed_alone(secured: str) -> None:
    async with Fetcher(trust_env=False) as fetcher:
        await fetcher.get(secured, access=INSECURE)
        assert await kind_of(fetcher, secured) == "tls"


async def test_an_authority_of_ones_own_is_trusted(secured: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    async with Fetcher() as fetcher:
        assert (await fetcher.get(secured)).body == b"news"


@dataclass
class Proxy:
    """A proxy that speaks SOCKS 5 or HTTP CONNECT, and leads everything to one port of this machine."""

    target: int = 0
    login: tuple[str, str] | None = None
    asked: list[str] = field(default_factory=list)

    async def socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """RFC 1928, and RFC 1929 where there is a login."""
        _, methods = await reader.readexactly(2)
        offered = await reader.readexactly(methods)
        wanted = 2 if self.login else 0
        writer.write(bytes([5, wanted if wanted in offered else 255]))
        if self.login and not await self._login(reader, writer):
            writer.close()
            return
        _, _, _, kind = await reader.readexactly(4)
        length = (await reader.readexactly(1))[0] if kind == 3 else 4 if kind == 1 else 16
        name = await reader.readexactly(length)
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        self.asked.append(f"{name.decode() if kind == 3 else '.'.join(map(str, name))}:{port}")
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        await self._through(reader, writer)

    async def _login(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        _, length = await reader.readexactly(2)
        user = await reader.readexactly(length)
        password = await reader.readexactly((await reader.readexactly(1))[0])
        good = (user.decode(), password.decode()) == self.login
        writer.write(b"\x01\x00" if good else b"\x01\x01")
        return good

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """HTTP CONNECT, for secured addresses."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.asked.append(head.split()[1])
        secret = b64encode(":".join(self.login or ()).encode()).decode()
        if self.login and f"proxy-authorization: basic {secret}".lower() not in head.lower():
            writer.write(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            writer.close()
            return
        writer.write(b"HTTP/1.1 200 Go on\r\n\r\n")
        await self._through(reader, writer)

    async def _through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        finally:
            back.transport.abort()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("login", [None, ("ada", "s3cret")])
async def test_a_socks_proxy_is_given_the_name_and_resolves_it(
    login: tuple[str, str] | None, page: bool
) -> None:
    proxy = Proxy(login=login)
    who = f"{login[0]}:{login[1]}@" if login else ""
    async with listening(_plain) as proxy.target, listening(proxy.socks) as port:
        access = Access(proxy=f"socks5://{who}127.0.0.1:{port}")
        async with Fetcher(trust_env=False) as fetcher:
            got = await fetcher.get("http://harbour.example/f", page=page, typed=True, access=access)
    assert (got.body, proxy.asked) == (b"news", ["harbour.example:80"])


async def test_a_socks_proxy_that_does_not_know_us_is_told_without_our_password() -> None:
    proxy = Proxy(login=("ada", "right"))
    async with listening(_plain) as proxy.target, listening(proxy.socks) as port:
        access = Access(proxy=f"socks5://ada:wr0ng@127.0.0.1:{port}")
        async with Fetcher(trust_env=False) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get("http://harbour.example/f", access=access)
    assert caught.value.kind in {"proxy", "connect"}
    assert "wr0ng" not in f"{caught.value} {caught.value.subject}"


async def test_the_proxy_of_the_environment_is_used_and_left_out_where_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy = Proxy()
    async with listening(_plain) as proxy.target, listening(proxy.socks) as port:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{port}")
        monkeypatch.setenv("NO_PROXY", "other.invalid")
        async with Fetcher() as fetcher:
            await fetcher.get("http://harbour.example/f")
            assert await kind_of(fetcher, "http://other.invalid/f") == "dns"
    assert proxy.asked == ["harbour.example:80"]


@pytest.mark.parametrize("page", [False, True])
async def test_a_secured_feed_goes_through_an_http_proxy(secured: str, page: bool) -> None:
    proxy = Proxy(target=urlsplit(secured).port or 0, login=("ada", "s3cret"))
    async with listening(proxy.connect) as port:
        access = Access(proxy=f"http://ada:s3cret@127.0.0.1:{port}", insecure=True)
        async with Fetcher(trust_env=False) as fetcher:
            got = await fetcher.get("https://harbour.example/f", page=page, typed=True, access=access)
    assert (got.body, proxy.asked) == (b"news", ["harbour.example:443"])


async def test_an_http_proxy_that_does_not_know_us_is_an_error_of_its_own(secured: str) -> None:
    proxy = Proxy(target=1, login=("ada", "right"))
    async with listening(proxy.connect) as port:
        access = Access(proxy=f"http://ada:wr0ng@127.0.0.1:{port}", insecure=True)
        async with Fetcher(trust_env=False) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get("https://harbour.example/f", access=access)
    assert caught.value.kind == "proxy"
    assert "wr0ng" not in f"{caught.value} {caught.value.subject}"


async def test_a_proxy_that_is_not_there_is_told() -> None:
    async with Fetcher(trust_env=False) as fetcher:
        kind = await kind_of(fetcher, "http://harbour.example/f", access=Access(proxy="socks5://127.0.0.1:1"))
    assert kind in {"proxy", "connect"}
