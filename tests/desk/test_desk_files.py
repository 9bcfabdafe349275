"""Files whose reader is not installed are passed over, and said to be; long ones become several articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.test_sources_pdf import column, paper
from tui_reader.config import Config
from tui_reader.desk import files, saving
from tui_reader.desk.programs import Programs
from tui_reader.desk.refresh import Door, Request
from tui_reader.model.events import Event, FeedFailed, Notice
from tui_reader.model.feed import FeedSpec
from tui_reader.model.query import ArticleQuery
from tui_reader.sources import pdf
from tui_reader.sources.commands import Commands
from tui_reader.sources.local import LocalFile
from tui_reader.store import search
from tui_reader.store.library import Library

NOW = 1_790_000_000


async def take_in(tmp_path: Path) -> tuple[int, list[Event]]:
    events: list[Event] = []
    spec = FeedSpec("local:shelf", "local", path=str(tmp_path / "shelf"))
    with Library.open(tmp_path / "store.db") as library:
        programs = Programs(Commands(tmp_path), frozenset())
        door = Door(Config(tmp_path / "feeds.toml", (spec,)), library, events.append, lambda: NOW, programs)
        await door.refresh(Request(everything=True, network=False))
        return len(library.read(search.find, ArticleQuery(), None)), events


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "fog.txt").write_text("Fog over the quay.")
    (folder / "lamp.pdf").write_bytes(paper(column(40, 700, "The lamp of Skarrow burns.")))
    return folder


async def test_papers_are_passed_over_without_their_reader_and_taken_in_with_it(
    tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(pdf, "available", lambda: False)
        count, events = await take_in(tmp_path)
        assert count == 1
        assert [event.message for event in events if isinstance(event, Notice)] == [
            f"1 PDF file passed over: {pdf.MISSING}"
        ]
        assert not [event for event in events if isinstance(event, FeedFailed)]
    count, _ = await take_in(tmp_path)
    assert count == 2


async def test_a_damaged_file_keeps_no_other_out(tmp_path: Path, shelf: Path) -> None:
    (shelf / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (shelf / "bad.epub").write_bytes(b"PK nothing")
    count, events = await take_in(tmp_path)
    failed = [event.message for event in events if isinstance(event, FeedFailed)]
    assert count == 2
    assert len(failed) == 2
    assert all("damaged" in message for message in failed)


async def test_a_long_file_is_several_articles(tmp_path: Path, shelf: Path) -> None:
    (shelf / "book.txt").write_text("\n\n".join(f"Line {number} of a book." for number in range(40_000)))
    assert (await take_in(tmp_path))[0] == 5


def saved(tmp_path: Path, name: str, text: str) -> list[str]:
    path = tmp_path / name
    path.write_text(text)
    with Library.open(tmp_path / "store.db") as library:
        rows = saving.save(Config(tmp_path / "feeds.toml"), library, [str(path)], NOW)
    return [str(row.data.get("title", row.data.get("error"))) for row in rows]


def test_a_long_file_is_saved_whole(tmp_path: Path) -> None:
    text = "\n\n".join(f"Line {number} of a book." for number in range(40_000))
    assert len(saved(tmp_path, "book.txt", text)) == 3


def test_each_letter_of_a_mailbox_is_saved(tmp_path: Path) -> None:
    letters = "".join(
        f"From r@quay.example Mon Jun  2 10:11:12 2031\nSubject: {title}\nMessage-ID: <{title}>\n\nFog.\n\n"
        for title in ("Fog", "Rain")
    )
    assert saved(tmp_path, "letters.mbox", letters) == ["Fog", "Rain"]


def test_a_saved_feed_is_no_article(tmp_path: Path) -> None:
    assert "[[local]]" in saved(tmp_path, "feed.rss", "<rss/>")[0]


def test_all_files_are_readable_with_the_extra() -> None:
    listed = [LocalFile(f"/x/{name}", 1, 1) for name in ("a.pdf", "b.txt")]
    assert files.readable(listed) == (listed, "")
