"""From an address to the feeds it means: in what order places are asked, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk import adding
from tui_reader.errors import FeedParseError
from tui_reader.model.subscription import Candidate
from tui_reader.sources import site_rules

RSS = b"<rss><channel><title>%b</title><item><guid>1</guid><title>A</title></item></channel></rss>"
PAGE = b"<html><head>%b</head><body>Hello</body></html>"
LINK = b'<link rel="alternate" type="application/rss+xml" href="/%b">'


class Site:
    """Answers with what `pages` says, else 404."""

    def __init__(self) -> None:
        self.port = 0
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        self.asked.append(path)
        body = self.pages.get(path)
        status = b"404 Not Found" if body is None else b"200 OK"
        head = b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
        writer.write(head % (status, len(body or b"no")) + (body or b"no"))
        await writer.drain()
        writer.close()

    async def find(self, path: str, tmp_path: Path) -> tuple[Candidate, ...]:
        config, url = Config(tmp_path / "feeds.toml"), f"http://127.0.0.1:{self.port}{path}"
        return await asyncio.to_thread(adding.find, config, url)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    found = Site()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()
    await server.wait_closed()


async def test_a_feed_is_itself_and_nothing_else_is_asked(site: Site, tmp_path: Path) -> None:
    site.pages["/@ada.rss"] = RSS % b"Ada"
    assert [one.title for one in await site.find("/@ada.rss", tmp_path)] == ["Ada"]
    assert site.asked == ["/@ada.rss"]


async def test_where_the_rule_of_a_site_gives_no_feed_its_page_is_believed(
    site: Site, tmp_path: Path
) -> None:
    site.pages |= {"/@ada": PAGE % (LINK % b"named"), "/named": RSS % b"Named"}
    assert site_rules.site_feeds(f"http://127.0.0.1:{site.port}/@ada") == ("https://127.0.0.1/@ada.rss",)
    assert [one.title for one in await site.find("/@ada", tmp_path)] == ["Named"]


async def test_several_feeds_of_a_page_come_in_its_order_each_body_once(site: Site, tmp_path: Path) -> None:
    site.pages |= {
        "/": PAGE % (LINK % b"b" + LINK % b"a" + LINK % b"copy" + LINK % b"gone"),
        "/a": RSS % b"A",
        "/b": RSS % b"B",
        "/copy": RSS % b"B",
    }
    assert [one.title for one in await site.find("/", tmp_path)] == ["B", "A"]


async def test_guesses_are_made_one_after_the_other_until_one_is_a_feed(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/news/": PAGE % b"", "/feed.xml": RSS % b"Found"}
    assert [one.title for one in await site.find("/news/", tmp_path)] == ["Found"]
    assert site.asked == ["/news/", "/atom.xml", "/feed.atom", "/feed.xml"]


async def test_where_there_is_none_eighteen_guesses_are_made_and_no_more(site: Site, tmp_path: Path) -> None:
    site.pages["/news/"] = PAGE % b""
    with pytest.raises(FeedParseError, match="look on the site"):
        await site.find("/news/", tmp_path)
    assert len(site.asked) == 1 + 18


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quay.example", "https://quay.example"),
        (" quay.example/f?x=1 ", "https://quay.example/f?x=1"),
        ("quay.example:8080/f", "https://quay.example:8080/f"),
        ("feed:https://quay.example/f", "https://quay.example/f"),
        ("feed://quay.example/f", "https://quay.example/f"),
        ("HTTP://quay.example/f", "HTTP://quay.example/f"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_what_a_person_types_is_an_address(typed: str, expected: str) -> None:
    assert adding.address(typed) == expected
