"""What a request says of its reader: exactly what docs/privacy.md lists."""

from __future__ import annotations

import pytest

from tests.sources.conftest import HostileServer
from tui_reader.sources.http import Fetcher

ALWAYS = {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize("page", [False, True])
async def test_a_request_has_these_headers_and_no_others(server: HostileServer, page: bool) -> None:
    url = server.reply("/f", b"<rss/>", "Set-Cookie: id=1; Path=/")
    async with Fetcher(trust_env=False) as fetcher:
        await fetcher.get(url, page=page, typed=True)
        await fetcher.get(url, page=page, typed=True)
    assert [set(asked.headers) for asked in server.asked] == [ALWAYS, ALWAYS]


async def test_validators_come_on_top_and_nothing_else(server: HostileServer) -> None:
    url = server.reply("/f", b"<rss/>")
    async with Fetcher(trust_env=False) as fetcher:
        await fetcher.get(url, etag='"x"', last_modified="Mon, 02 Nov 2026 08:00:00 GMT")
    assert set(server.asked[0].headers) - ALWAYS == {"if-none-match", "if-modified-since"}


async def test_only_the_address_asked_for_is_asked(server: HostileServer) -> None:
    body = f"<rss><channel><image><url>{server.url('/i.png')}</url></image></channel></rss>".encode()
    url = server.reply("/f", body)
    async with Fetcher(trust_env=False) as fetcher:
        await fetcher.get(url)
    assert [asked.path for asked in server.asked] == ["/f"]
