"""Pages through httpx, over the guarded pools of `connections`.

Feeds go through libcurl (`engine`), because they are many and mostly unchanged. A page is one request that a
person waits for; httpx's care with addresses and headers is worth its price there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

import httpcore
import httpx

from tui_reader.sources import faults

_WIRE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)


class Answer(Protocol):
    """What the fetcher reads of an answer, whoever brought it."""

    @property
    def status(self) -> int:
        """The status code."""

    @property
    def headers(self) -> Sequence[tuple[bytes, bytes]]:
        """Names and values as sent."""

    def aiter_stream(self) -> AsyncIterator[bytes]:
        """The body as it came over the wire, still packed."""


class _Page:
    """An httpx response as an answer."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Sequence[tuple[bytes, bytes]] = response.headers.raw

    def aiter_stream(self) -> AsyncIterator[bytes]:
        return self._response.aiter_raw()


class _Body(httpx.AsyncByteStream):
    """A pool's stream for httpx."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._response.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._response.aclose()


class _Over(httpx.AsyncBaseTransport):
    """httpx over a pool of ours, so that every guard of its connections holds."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, extensions=request.extensions
        )
        answer = await self._pool.handle_async_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))


@asynccontextmanager
async def page(
    pool: httpcore.AsyncConnectionPool,
    url: str,
    headers: Sequence[tuple[bytes, bytes]],
    timeout: dict[str, float | None],  # noqa: ASYNC109 - httpx's word for how patient each step is
) -> AsyncIterator[Answer]:
    """Ask for a page once: no redirect is followed here, no cookie kept, no header added but the host.

    Raises ValueError for what httpx takes for no address, WireError when the exchange fails.
    """
    try:
        request = httpx.Request("GET", url, headers=list(headers), extensions={"timeout": timeout})
    except httpx.InvalidURL as error:
        raise ValueError(str(error)) from error
    try:
        response = await _Over(pool).handle_async_request(request)
        try:
            yield _Page(response)
        finally:
            await response.aclose()
    except _WIRE as error:
        raise faults.WireError(*(faults.of_system(error) or _meaning(error))) from error


def _meaning(error: Exception) -> tuple[str, str]:
    """(kind, what) of what httpcore raised."""
    if isinstance(error, httpcore.TimeoutException):
        return faults.SILENT
    if isinstance(error, httpcore.ConnectError | httpcore.ProxyError):
        return faults.CLOSED
    if isinstance(error, httpcore.RemoteProtocolError):
        return faults.TRUNCATED if "closed connection" in str(error) else faults.NO_HTTP
    if isinstance(error, httpcore.LocalProtocolError | httpcore.UnsupportedProtocol):
        return faults.BAD_URL
    return faults.BROKEN
