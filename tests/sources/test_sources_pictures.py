"""Pictures against a real server: what is taken, what is not, and what is said about it."""

from __future__ import annotations

from typing import Any

import pytest

from tui_reader.sources import pictures

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


async def fetch(server: Any, *urls: str) -> tuple[dict[str, pictures.Found], list[str]]:
    told: list[str] = []
    found = await pictures.fetch(urls, allowed=[f"127.0.0.1:{server.port}"], told=told.append)
    return found, told


async def test_a_picture_is_what_its_first_bytes_say(server: Any) -> None:
    url = server.reply("/fog.jpg", PNG, "Content-Type: image/jpeg")
    found, told = await fetch(server, url, url)
    assert found == {url: pictures.Found(PNG, "image/png", "png")}
    assert not told
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("text/html", b"<p>gone", "text/html, which is no picture"),
        ("image/svg+xml", b"<svg/>", "which is no picture"),
        ("image/png", b"<html>", "is no picture"),
    ],
)
async def test_what_is_no_picture_is_left_out_and_told(server: Any, kind: str, body: bytes, why: str) -> None:
    found, told = await fetch(server, server.reply("/x", body, f"Content-Type: {kind}"))
    assert not found
    assert why in told[0]


async def test_a_picture_that_is_too_large_is_not_read_to_its_end(server: Any) -> None:
    url = server.reply("/x", PNG, "Content-Type: image/png", f"Content-Length: {10**9}", length=False)
    found, told = await fetch(server, url)
    assert not found
    assert "MB" in told[0]


async def test_pictures_are_asked_for_as_pictures(server: Any) -> None:
    await fetch(server, server.reply("/x", PNG, "Content-Type: image/png"))
    assert server.asked[0].headers["accept"].startswith("image/")
    assert "cookie" not in server.asked[0].headers
    assert "referer" not in server.asked[0].headers


async def test_no_picture_leads_into_a_private_network(server: Any) -> None:
    url = server.reply("/x", PNG, "Content-Type: image/png")
    told: list[str] = []
    assert await pictures.fetch([url], told=told.append) == {}
    assert server.asked == []
    assert told


async def test_no_socket_is_opened_offline(server: Any) -> None:
    url = server.reply("/x", PNG, "Content-Type: image/png")
    assert await pictures.fetch([url], offline=True) == {}
    assert server.connections == 0
