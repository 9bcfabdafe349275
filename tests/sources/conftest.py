"""A real HTTP server on loopback whose answers the tests write byte by byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

Write = Callable[[bytes], Awaitable[None]]
Answer = Callable[[Write], Awaitable[None]]


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]


@dataclass
class HostileServer:
    """Answers with what `routes` says: bytes as they are, or a coroutine that writes at its own pace."""

    port: int = 0
    routes: dict[str, bytes | Answer] = field(default_factory=dict)
    stays_open: set[str] = field(default_factory=set)
    """Paths whose coroutine writes a whole answer, behind which the connection is kept."""
    asked: list[Asked] = field(default_factory=list)
    open: int = 0
    most_open: int = 0
    connections: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def reply(
        self, path: str, body: bytes = b"", *headers: str, status: str = "200 OK", length: bool = True
    ) -> str:
        """Give `path` an ordinary answer; hands back its address."""
        lines = [f"HTTP/1.1 {status}", *headers]
        if length:
            lines.append(f"Content-Length: {len(body)}")
        self.routes[path] = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
        return self.url(path)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                pairs = (line.split(": ", 1) for line in head[1:] if ": " in line)
                path = head[0].split()[1]
                self.asked.append(Asked(path, {name.lower(): value for name, value in pairs}))
                if not await self._answer(path, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> bool:
        async def write(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            answer = self.routes.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            if isinstance(answer, bytes):
                await write(answer)
                return b"Content-Length" in answer
            await answer(write)
            return path in self.stays_open
        finally:
            self.open -= 1


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    hostile = HostileServer()
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(hostile.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    hostile.port = listening.sockets[0].getsockname()[1]
    yield hostile
    listening.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await listening.wait_closed()
