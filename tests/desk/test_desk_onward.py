"""Full text over several pages and from copies for programs, against a real server that counts."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.sources.test_sources_pdf import column, paper
from tui_reader.config import Config
from tui_reader.desk import onward, pages, saving
from tui_reader.desk.making import Maker
from tui_reader.desk.programs import Programs
from tui_reader.desk.refresh import Door
from tui_reader.model.article import Entry
from tui_reader.model.document import Document
from tui_reader.model.events import Event, Notice
from tui_reader.model.feed import FeedSpec
from tui_reader.model.site import SiteRule
from tui_reader.sources.commands import Commands
from tui_reader.store import articles, feeds
from tui_reader.store.library import Library

NOW = 1_790_000_000


@dataclass
class Pages:
    """Answers by path; counts what it is asked."""

    port: int = 0
    bodies: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split()[1]
        self.asked[path] += 1
        body = self.papers.get(path) or self.bodies.get(path, "").encode()
        status = self.status.get(path, "200 OK" if body else "404 Not Found")
        kind = "application/json" if body.startswith(b"{") else "text/html; charset=utf-8"
        kind = "application/pdf" if body.startswith(b"%PDF") else kind
        head = (
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
        )
        writer.write(f"{head}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()


@pytest.fixture
async def web() -> AsyncIterator[Pages]:
    server = Pages()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()
    await listening.wait_closed()


def prose(subject: str, paragraphs: int = 6) -> str:
    return "".join(
        f"<p>The {subject} of paragraph {number} was spoken of at length on the quay of Skarrow, where "
        f"nobody had expected that the {subject} would last until the winter of that long and windy year.</p>"
        for number in range(paragraphs)
    )


def page(body: str, head: str = "", after: str = "") -> str:
    title = "The lamp of Skarrow"
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"{body}</article>{after}</body></html>"
    )


def following(path: str) -> str:
    return f'<nav class="pagination"><a rel="next" href="{path}">Next page</a></nav>'


async def read(tmp_path: Path, web: Pages, path: str) -> tuple[Document, list[Event]]:
    """Fetch an article's page as `x` does, and make its document as the language worker does."""
    events: list[Event] = []
    spec = FeedSpec(web.url("/feed"), "feed", url=web.url("/feed"))
    with Library.open(tmp_path / "store.db") as library:
        ids = library.write_now(feeds.sync_specs, [spec])
        entry = Entry("g", "The lamp of Skarrow", web.url(path), content="<p>A lamp.</p>", published=NOW)
        (article_id,) = library.write_now(
            articles.store_entries, ids[spec.key], [entry], kind="feed", now=NOW
        ).added
        config = Config(tmp_path / "feeds.toml", sources=(spec,))
        door = Door(config, library, events.append, lambda: NOW, Programs(Commands(tmp_path), frozenset()))
        await pages.fetch(door, [article_id])
        maker = Maker(library, events.append, lambda: NOW)
        document = await asyncio.to_thread(maker.make, article_id)
        maker.close()
    assert document is not None
    return document, events


@pytest.fixture(autouse=True)
def _without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onward, "PAUSE", 0.0)


async def test_an_article_of_three_pages_is_one_text(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page(prose("oil"), after=following("/lamp/2"))
    web.bodies["/lamp/2"] = page(prose("wick"), after=following("/lamp/3"))
    web.bodies["/lamp/3"] = page(prose("glass"))
    document, _ = await read(tmp_path, web, "/lamp")
    assert [document.text.count(f"The {word} of paragraph") for word in ("oil", "wick", "glass")] == [6, 6, 6]
    assert document.text.count("The lamp of Skarrow") <= 1
    assert web.asked == {"/lamp": 1, "/lamp/2": 1, "/lamp/3": 1}


async def test_pages_that_lead_in_a_circle_are_read_once(tmp_path: Path, web: Pages) -> None:
    same = page(prose("oil"), after=following("/lamp/2"))
    web.bodies["/lamp"], web.bodies["/lamp/2"] = same, same
    document, _ = await read(tmp_path, web, "/lamp")
    assert document.text.count("The oil of paragraph 0") == 1


async def test_no_article_has_more_than_ten_pages(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page(prose("oil", 2), after=following("/lamp/2"))
    for number in range(2, 15):
        web.bodies[f"/lamp/{number}"] = page(
            prose(f"wick {number}", 2), after=following(f"/lamp/{number + 1}")
        )
    await read(tmp_path, web, "/lamp")
    assert sum(web.asked.values()) == onward.PAGES


async def test_a_page_that_is_missing_leaves_those_before_it_and_is_told(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page(prose("oil"), after=following("/lamp/2"))
    document, events = await read(tmp_path, web, "/lamp")
    assert "The oil of paragraph 5" in document.text
    assert any(isinstance(event, Notice) and "could not be had" in event.message for event in events)


def copy_of(web: Pages, body: str) -> str:
    web.bodies["/wp-json/wp/v2/posts/7"] = json.dumps(
        {"title": {"rendered": "The lamp"}, "content": {"rendered": body}}
    )
    return '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">'


async def test_a_page_that_scripts_make_is_read_from_its_copy(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page("<div id=app></div>", head=copy_of(web, prose("oil")))
    document, _ = await read(tmp_path, web, "/lamp")
    assert document.text.count("The oil of paragraph") == 6


async def test_the_copy_of_a_page_that_says_enough_is_not_asked_for(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page(prose("oil", 12), head=copy_of(web, prose("oil", 12)))
    await read(tmp_path, web, "/lamp")
    assert web.asked == {"/lamp": 1}


async def test_a_saved_article_has_all_its_pages(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page(prose("oil"), after=following("/lamp/2"))
    web.bodies["/lamp/2"] = page(prose("wick"))
    config = Config(tmp_path / "feeds.toml")
    with Library.open(tmp_path / "store.db") as library:
        (row,) = await asyncio.to_thread(saving.save, config, library, [web.url("/lamp")], NOW)
        maker = Maker(library, lambda _: None, lambda: NOW)
        document = await asyncio.to_thread(maker.make, row.data["id"])
        maker.close()
    assert document is not None
    assert "The wick of paragraph 5" in document.text


async def test_a_rule_of_the_site_bounds_its_pages(tmp_path: Path, web: Pages) -> None:
    web.bodies["/lamp"] = page(prose("oil"), after=following("/lamp/2"))
    web.bodies["/lamp/2"] = page(prose("wick"))
    config = Config(tmp_path / "feeds.toml", sites=(SiteRule("127.0.0.1", pages=1),))
    with Library.open(tmp_path / "store.db") as library:
        await asyncio.to_thread(saving.save, config, library, [web.url("/lamp")], NOW)
    assert web.asked == {"/lamp": 1}


LINES = ("The lamp of Skarrow is to burn until the last boat is", "home, the council decided on Monday.")


async def test_an_article_that_is_a_paper_is_its_text(tmp_path: Path, web: Pages) -> None:
    web.papers["/lamp.pdf"] = paper(column(40, 700, *LINES))
    document, _ = await read(tmp_path, web, "/lamp.pdf")
    assert document.text == " ".join(LINES)


async def test_a_paper_is_saved_with_its_title(tmp_path: Path, web: Pages) -> None:
    web.papers["/lamp.pdf"] = paper(column(40, 700, *LINES), info="/Title(The lamp)")
    with Library.open(tmp_path / "store.db") as library:
        config = Config(tmp_path / "feeds.toml")
        rows = await asyncio.to_thread(saving.save, config, library, [web.url("/lamp.pdf")], NOW)
    assert rows[0].data["title"] == "The lamp"


async def test_a_paper_that_cannot_be_read_says_why(tmp_path: Path, web: Pages) -> None:
    web.papers["/lamp.pdf"] = b"%PDF-1.7 nothing"
    with Library.open(tmp_path / "store.db") as library:
        config = Config(tmp_path / "feeds.toml")
        rows = await asyncio.to_thread(saving.save, config, library, [web.url("/lamp.pdf")], NOW)
    assert "damaged or locked" in rows[0].data["error"]


async def test_a_site_that_asked_to_be_left_alone_is_not_asked_for_pages(tmp_path: Path, web: Pages) -> None:
    web.status["/lamp"] = "429 Too Many Requests\r\nRetry-After: 3600"
    spec = FeedSpec(web.url("/feed"), "feed", url=web.url("/feed"))
    with Library.open(tmp_path / "store.db") as library:
        ids = library.write_now(feeds.sync_specs, [spec])
        wanted = [Entry(path, path, web.url(path), published=NOW) for path in ("/lamp", "/oil")]
        added = library.write_now(articles.store_entries, ids[spec.key], wanted, kind="feed", now=NOW).added
        config = Config(tmp_path / "feeds.toml", sources=(spec,))
        door = Door(config, library, lambda _: None, lambda: NOW, Programs(Commands(tmp_path), frozenset()))
        for article_id in added:
            await pages.fetch(door, [article_id])
    assert web.asked == {"/lamp": 1}


async def test_a_copy_that_is_missing_is_no_news(tmp_path: Path, web: Pages) -> None:
    head = '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/9">'
    web.bodies["/lamp"] = page(prose("oil", 2), head=head)
    document, events = await read(tmp_path, web, "/lamp")
    assert "The oil of paragraph 1" in document.text
    assert not [event for event in events if isinstance(event, Notice)]
    assert web.asked["/wp-json/wp/v2/posts/9"] == 1
