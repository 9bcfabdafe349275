"""One refresh over a real library against a real server on loopback that counts what it is asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk.allowing import digest
from tui_reader.desk.programs import Programs
from tui_reader.desk.refresh import Door, Request
from tui_reader.errors import StoreError
from tui_reader.model.article import ArticleRow
from tui_reader.model.events import Event, FeedFailed, Finished, Notice
from tui_reader.model.feed import Access, FeedSpec, FeedState
from tui_reader.model.query import ArticleQuery
from tui_reader.sources.commands import Commands
from tui_reader.store import articles, feeds, search
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

NOW = 1_790_000_000
DAY = 86_400
RSS = b'<rss version="2.0"><channel><title>T</title><item><guid>%d</guid></item></channel></rss>'


@dataclass
class Counting:
    """Answers by path; what it does not know is an RSS feed."""

    port: int = 0
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    heads: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split()[1]
        self.asked[path] += 1
        self.heads.append(head)
        body = RSS % len(path)
        plain = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        writer.write(self.answers.get(path, plain))
        await writer.drain()
        writer.close()


@pytest.fixture
async def counting() -> AsyncIterator[Counting]:
    server = Counting()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()
    await listening.wait_closed()


def answer(status: str, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", "Content-Length: 0", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def spec(url: str, access: Access | None = None, keep: int = 0) -> FeedSpec:
    return FeedSpec(url, "feed", url=url, access=access or Access(), keep=keep)


async def refresh(
    tmp_path: Path,
    *specs: FeedSpec,
    now: int = NOW,
    allowed: frozenset[str] = frozenset(),
) -> tuple[Finished, list[Event], dict[str, FeedState]]:
    events: list[Event] = []
    with Library.open(tmp_path / "store.db") as library:
        programs = Programs(Commands(tmp_path), allowed)
        door = Door(Config(tmp_path / "feeds.toml", specs), library, events.append, lambda: now, programs)
        finished = await door.refresh(Request(everything=True))
        states = {state.key: state for state in library.read(feeds.feed_states)}
    return finished, events, states


async def test_retry_after_stops_the_queue_of_its_origin(counting: Counting, tmp_path: Path) -> None:
    counting.answers["/busy"] = answer("429 Too Many", "Retry-After: 3600")
    specs = [spec(counting.url("/busy")), *(spec(counting.url(f"/{n}")) for n in range(20))]
    finished, events, states = await refresh(tmp_path, *specs)
    assert counting.asked.total() <= 3
    assert finished.failed == 1
    assert "asked us to wait until" in states[counting.url("/19")].error
    assert sum(isinstance(event, FeedFailed) for event in events) == 1


async def test_a_wait_is_kept_for_the_next_run_even_for_another_feed(
    counting: Counting, tmp_path: Path
) -> None:
    counting.answers["/busy"] = answer("503 Busy", "Retry-After: 3600")
    await refresh(tmp_path, spec(counting.url("/busy")))
    await refresh(tmp_path, spec(counting.url("/busy")), spec(counting.url("/new")), now=NOW + 60)
    assert counting.asked == Counter({"/busy": 1})


async def test_who_is_left_alone_is_told_in_one_sentence(counting: Counting, tmp_path: Path) -> None:
    counting.answers["/busy"] = answer("503 Busy", "Retry-After: 3600")
    await refresh(tmp_path, spec(counting.url("/busy")))
    _, events, _ = await refresh(tmp_path, spec(counting.url("/busy")), now=NOW + 60)
    (told,) = [event.message for event in events if isinstance(event, Notice)]
    assert told.startswith("127.0.0.1 asked us to wait until ")
    assert told.endswith(": 1 source not asked")


async def test_a_move_for_good_is_remembered(counting: Counting, tmp_path: Path) -> None:
    counting.answers["/old"] = answer("301 Moved", "Location: /new")
    for _ in range(2):
        _, _, states = await refresh(tmp_path, spec(counting.url("/old")))
    state = states[counting.url("/old")]
    assert (state.moved_to, state.moved_seen) == (counting.url("/new"), 2)


async def test_a_password_comes_from_a_program_that_was_allowed(counting: Counting, tmp_path: Path) -> None:
    argv = ("printf", "s3cret\\nmore")
    access = Access(user="ada", password_command=argv)
    url = counting.url("/f")
    _, _, states = await refresh(tmp_path, spec(url, access=access))
    assert states[url].error_kind == "not-allowed"
    await refresh(tmp_path, spec(url, access=access), allowed=frozenset({digest(argv)}))
    assert "authorization: basic ywrhonmzy3jlda==" in counting.heads[-1].lower()


async def test_without_any_network_nothing_is_counted_as_failing(tmp_path: Path) -> None:
    specs = [spec(f"http://nowhere{n}.invalid/feed") for n in range(8)]
    finished, events, states = await refresh(tmp_path, *specs)
    assert {state.failures for state in states.values()} == {0}
    assert finished.failed == 0
    notices = [event.message for event in events if isinstance(event, Notice)]
    assert notices == ["no network: 8 sources were not reached, and will be asked again"]
    assert not any(isinstance(event, FeedFailed) for event in events)


async def test_one_answer_shows_that_there_is_a_network(counting: Counting, tmp_path: Path) -> None:
    specs = [spec(f"http://nowhere{n}.invalid/feed") for n in range(4)]
    finished, _, states = await refresh(tmp_path, *specs, spec(counting.url("/f")))
    assert finished.failed == 4
    assert states[specs[0].key].failures == 1


@pytest.mark.parametrize("length", [400, 120])
async def test_a_partial_or_shorter_body_removes_nothing(
    counting: Counting, tmp_path: Path, length: int
) -> None:
    """400 promises more than is sent; 120 is a feed that was cut off where it was written."""
    items = b"".join(b"<item><guid>%d</guid><title>N%d</title></item>" % (n, n) for n in range(3))
    whole = b"<rss><channel><title>T</title>%b</channel></rss>" % items
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    counting.answers["/f"] = head % len(whole) + whole
    await refresh(tmp_path, spec(counting.url("/f")))
    counting.answers["/f"] = head % length + whole[:120]
    await refresh(tmp_path, spec(counting.url("/f")), now=NOW + DAY)
    with Library.open(tmp_path / "store.db") as library:
        titles = {row.title for row in library.read(_rows)}
    assert {"N0", "N1", "N2"} <= titles


async def test_a_feed_of_too_many_entries_bears_a_note_until_it_is_another(
    counting: Counting, tmp_path: Path
) -> None:
    items = b"".join(b"<item><guid>%d</guid><title>N%d</title></item>" % (n, n) for n in range(1_200))
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    many = b"<rss><channel><title>T</title>%b</channel></rss>" % items
    url = counting.url("/f")
    notes: list[tuple[str, str]] = []
    for body in (many, many, RSS % 1):
        counting.answers["/f"] = head % len(body) + body
        finished, _, states = await refresh(tmp_path, spec(url), now=NOW + len(notes) * DAY)
        assert finished.failed == 0
        notes.append((states[url].error_kind, states[url].error))
    said = ("noted", "the newest 1,000 of 1,200 entries are kept")
    assert notes == [said, said, ("", "")]


def _rows(conn: Connection) -> list[ArticleRow]:
    return articles.rows(conn, search.find(conn, ArticleQuery(), 10))


def _read(conn: Connection, *, star: bool = False) -> None:
    conn.execute("UPDATE status SET read = 1, starred = ?", (star,))


async def _kept(tmp_path: Path, counting: Counting, *, star: bool = False, keep: int = DAY) -> int:
    """Articles left of a feed with one, read, when three days have passed and it is fetched twice more."""
    url = counting.url("/f")
    await refresh(tmp_path, spec(url))
    with Library.open(tmp_path / "store.db") as library:
        library.write_now(_read, star=star)
    for days in (3, 4):
        body = RSS.replace(b"<title>T", b"<title>T" + str(days).encode()) % 2
        counting.answers["/f"] = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (
            len(body),
            body,
        )
        await refresh(tmp_path, spec(url, keep=keep), now=NOW + days * DAY)
    with Library.open(tmp_path / "store.db") as library:
        return len(library.read(search.find, ArticleQuery(), 10))


async def test_an_old_article_that_was_read_is_let_go_and_stays_gone(
    counting: Counting, tmp_path: Path
) -> None:
    assert await _kept(tmp_path, counting) == 0


async def test_what_was_let_go_does_not_come_back_under_a_new_id(counting: Counting, tmp_path: Path) -> None:
    item = (
        "<item><guid>{}</guid><title>Old</title><link>https://q.example/{}</link><pubDate>{}</pubDate></item>"
    )
    date = formatdate(NOW - 9 * DAY)
    url = counting.url("/f")

    async def asked(turn: int, keep: int) -> Finished:
        body = b"<rss><channel><title>T</title>%b</channel></rss>" % item.format(turn, turn, date).encode()
        counting.answers["/f"] = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (
            len(body),
            body,
        )
        return (await refresh(tmp_path, spec(url, keep=keep), now=NOW + turn * DAY))[0]

    assert (await asked(0, 0)).added == 1
    with Library.open(tmp_path / "store.db") as library:
        library.write_now(_read)
    await asked(3, DAY)
    assert (await asked(4, DAY)).added == 0


async def test_a_starred_article_is_kept(counting: Counting, tmp_path: Path) -> None:
    assert await _kept(tmp_path, counting, star=True) == 1


async def test_without_keep_nothing_is_let_go(counting: Counting, tmp_path: Path) -> None:
    assert await _kept(tmp_path, counting, keep=0) == 1


async def test_an_unread_article_is_kept(counting: Counting, tmp_path: Path) -> None:
    await refresh(tmp_path, spec(counting.url("/f"), keep=DAY))
    finished, events, _ = await refresh(tmp_path, spec(counting.url("/f"), keep=DAY), now=NOW + 9 * DAY)
    assert finished.unchanged == 1
    assert not any(isinstance(event, Notice) for event in events)


async def test_a_library_that_cannot_be_written_ends_the_refresh(counting: Counting, tmp_path: Path) -> None:
    specs = tuple(spec(counting.url(f"/{n}")) for n in range(300))
    with Library.open(tmp_path / "store.db") as library:
        library.write_now(lambda conn: conn.execute("DROP TABLE source"))
        programs = Programs(Commands(tmp_path), frozenset())
        door = Door(Config(tmp_path / "feeds.toml", specs), library, lambda _: None, lambda: NOW, programs)
        with pytest.raises(StoreError):
            await asyncio.wait_for(door.refresh(Request(everything=True)), 60)
