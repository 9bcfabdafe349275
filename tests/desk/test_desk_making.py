"""Making documents, and making anew what an older reader made: what changes, what stays, what is not lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.desk import making
from tui_reader.desk.analysis import LanguageWorker
from tui_reader.desk.making import Maker
from tui_reader.desk.orders import END
from tui_reader.model.article import Entry, Media
from tui_reader.model.document import Document, Span
from tui_reader.model.events import Event, Finished, InsightReady, Notice, Progress
from tui_reader.model.feed import FeedSpec
from tui_reader.model.lines import plain_document
from tui_reader.reading import read
from tui_reader.store import articles, feeds, insights, remarks, rereading, sites
from tui_reader.store.library import Library

NOW = 1_790_000_000
SPEC = FeedSpec("https://quay.example/feed", "feed", url="https://quay.example/feed", title="Quay")
FOOTER = "Write to the keeper of the lamp, who reads every letter himself, by the Friday boat."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "store.db") as opened:
        yield opened


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def maker(library: Library, events: list[Event], monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    monkeypatch.setattr(making, "_REST", 0.0)
    made = Maker(library, events.append, lambda: NOW)
    yield made
    made.close()


def add(library: Library, content: str, number: int = 1, media: Media = "html", title: str = "") -> int:
    ids = library.write_now(feeds.sync_specs, [SPEC])
    url = f"https://quay.example/{number}"
    entry = Entry(
        f"g{number}", title or f"Fog {number}", url, content=content, published=NOW + number, media=media
    )
    stored = library.write_now(
        articles.store_entries, ids[SPEC.key], [entry], kind="feed", now=NOW, base_url=url
    )
    return stored.added[0]


def shown(library: Library, article_id: int) -> tuple[int, Document]:
    article = library.read(articles.article, article_id)
    assert article is not None
    document = library.read(articles.document, article.revision_id)
    assert document is not None
    return article.revision_id, document


def earlier(library: Library, article_id: int, text: str) -> None:
    """Let the article show a text as an older reader made it."""
    article = library.read(articles.article, article_id)
    assert article is not None
    library.write_now(articles.save_document, article.revision_id, plain_document(text), reader_version="0")


def test_a_text_of_an_older_reader_is_made_anew(library: Library, maker: Maker) -> None:
    article_id = add(library, "<h2>Fog</h2><p>Fog over the quay.</p>")
    earlier(library, article_id, "Fog Fog over the quay.")
    assert maker.outdated(9) == [article_id]
    assert maker.remake(article_id)
    assert [block.kind for block in shown(library, article_id)[1].blocks] == ["heading", "paragraph"]
    assert maker.left() == 0


def test_a_text_that_would_lose_half_its_words_stays(library: Library, maker: Maker) -> None:
    article_id = add(library, "<p>Fog.</p>")
    earlier(library, article_id, "Fog over the quay of Skarrow. " * 20)
    assert not maker.remake(article_id)
    assert shown(library, article_id)[1].words() == 120
    assert maker.left() == 0


def test_a_source_that_cannot_be_read_any_more_leaves_the_text(library: Library, maker: Maker) -> None:
    article_id = add(library, "")
    earlier(library, article_id, "Fog over the quay.")
    assert not maker.remake(article_id)
    assert shown(library, article_id)[1].text == "Fog over the quay."


def test_words_with_a_note_are_never_lost(library: Library, maker: Maker) -> None:
    article_id = add(library, "<p>Fog over the quay, and rain.</p>")
    earlier(library, article_id, "Share this. Fog over the quay, and rain.")
    library.write_now(remarks.add_remark, article_id, Span(0, 10), "odd", now=NOW, label="x")
    assert not maker.remake(article_id)
    (kept,) = library.read(remarks.remarks, article_id)
    assert kept.span == Span(0, 10)


def test_a_note_on_words_that_stay_finds_them_in_the_new_text(library: Library, maker: Maker) -> None:
    article_id = add(library, "<p>Fog over the quay, and rain.</p>")
    earlier(library, article_id, "Share this. Fog over the quay, and rain.")
    library.write_now(remarks.add_remark, article_id, Span(12, 15), "which?", now=NOW, label="x")
    assert maker.remake(article_id)
    (kept,) = library.read(remarks.remarks, article_id)
    assert kept.span == Span(0, 3)


def test_a_damaged_text_is_told_once_and_holds_nobody_up(
    library: Library, maker: Maker, events: list[Event]
) -> None:
    article_id = add(library, "<p>Fog over the quay.</p>")
    earlier(library, article_id, "Fog.")
    library.write_now(lambda conn: conn.execute("UPDATE body SET text = x'00'").rowcount)
    assert not maker.remake(article_id)
    assert maker.left() == 0
    assert any("damaged" in str(event) for event in events)


def page(number: int) -> str:
    prose = "".join(
        f"<p>Fog number {number} lay over part {part} of the quay for hours, and nobody on the boats "
        f"could tell the {number * part} lamps of Skarrow from the stars above them.</p>"
        for part in range(1, 9)
    )
    head = f"<html><title>Fog {number}</title>"
    return f"{head}<body><article><h1>Fog {number}</h1>{prose}<p>{FOOTER}</p></article>"


def test_what_stands_on_the_pages_of_a_site_is_no_part_of_its_articles(
    library: Library, maker: Maker
) -> None:
    ids = [add(library, page(number), number, "page") for number in range(1, 7)]
    for article_id in ids:
        maker.make(article_id)
    texts = [shown(library, article_id)[1] for article_id in ids]
    assert FOOTER in texts[0].text
    assert FOOTER not in texts[-1].text
    assert "8 of the quay" in texts[-1].text
    (known,) = library.read(sites.sites)
    assert (known.host, known.pages, known.repeated) == ("quay.example", 6, 1)


def test_the_first_pages_of_a_site_are_read_again_when_it_is_known(library: Library, maker: Maker) -> None:
    ids = [add(library, page(number), number, "page") for number in range(1, 5)]
    for article_id in ids:
        maker.make(article_id)
    assert maker.left() > 0
    for article_id in maker.outdated(9):
        maker.remake(article_id)
    assert FOOTER not in shown(library, ids[0])[1].text


def test_quotes_of_a_text_that_is_another_now_are_found_anew(library: Library, events: list[Event]) -> None:
    said = 'Ilse Brandvold, the keeper, said: "The lamp will burn until the last boat is home tonight."'
    article_id = add(library, f"<p>{said}</p>")
    earlier(library, article_id, f"Share this. {said}")
    worker = LanguageWorker(library, events.append, lambda: NOW, model="none")
    try:
        worker.one(article_id)
        (before,) = library.read(insights.quotes, article_id)
        worker.run()
        (after,) = library.read(insights.quotes, article_id)
    finally:
        worker.close()
    text = shown(library, article_id)[1].text
    assert before.quote.start - after.quote.start == len("Share this. ")
    assert text[after.quote.start : after.quote.end].startswith('"The lamp')
    assert sum(isinstance(event, InsightReady) for event in events) == 2
    assert Progress("reread", 1, 1) in events


def test_a_run_makes_only_so_many_anew(
    library: Library, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.desk.analysis.REREAD", 2)
    for number in range(5):
        earlier(library, add(library, f"<p>Fog {number}.</p>", number), "Fog.")
    worker = LanguageWorker(library, events.append, lambda: NOW, model="none", since=NOW * 2)
    worker.run()
    worker.close()
    assert library.read(rereading.count_outdated, read.VERSION) == 3


def test_a_worker_of_a_screen_makes_all_anew_while_nothing_is_asked(
    library: Library, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.desk.analysis.REREAD", 1)
    monkeypatch.setattr("tui_reader.desk.analysis.CHUNK", 2)
    for number in range(6):
        earlier(library, add(library, f"<p>Fog {number}.</p>", number), "Fog.")
    worker = LanguageWorker(library, events.append, lambda: NOW, model="none", since=NOW * 2)
    serving = threading.Thread(target=worker.serve)
    serving.start()
    until = time.monotonic() + 20
    while not any(isinstance(event, Finished) and event.stage == "reread" for event in events):
        assert time.monotonic() < until, events
        time.sleep(0.02)
    worker.orders.put(END)
    serving.join(10)
    worker.close()
    assert library.read(rereading.count_outdated, read.VERSION) == 0


def test_a_page_is_never_less_than_what_the_feed_gave(library: Library, maker: Maker) -> None:
    said = " ".join(f"Fog lay over quay {number} of Skarrow all day long." for number in range(40))
    article_id = add(library, f"<p>{said}</p>")
    wall = f"<html><title>Fog 1</title><body><p>{FOOTER}</p><p>Subscribe to read on.</p></body></html>"
    library.write_now(
        articles.add_revision,
        article_id,
        kind="page",
        media="page",
        source=wall,
        base_url="https://quay.example/1",
        now=NOW,
    )
    document = maker.make(article_id)
    assert document is not None
    assert said in document.text


@pytest.mark.parametrize(("day", "state"), [("2026-09-22", ""), ("2021-01-05", "gone")])
def test_the_day_of_the_feed_tells_an_article_from_one_that_took_its_address(
    library: Library, maker: Maker, day: str, state: str
) -> None:
    teaser = (
        "Fog lay over quay seven of Skarrow all day long, and nobody saw the boat, which had come at noon."
    )
    other = "".join(
        f"<p>Baker {number} sold what he had baked, shut the shop, and went home again.</p>"
        for number in range(30)
    )
    article_id = add(library, f"<p>{teaser}</p>", title="Skarrow waits for quiet weather")
    library.write_now(
        articles.add_revision,
        article_id,
        kind="page",
        media="page",
        source=f"<head><meta property='article:published_time' content='{day}'></head><body>{other}",
        base_url="https://quay.example/1",
        now=NOW,
    )
    document = maker.make(article_id)
    assert document is not None
    assert document.state == state
    assert (teaser in document.text) is (state == "gone")


def test_five_megabytes_of_nested_wrappers_give_their_text_within_the_limits(
    library: Library, maker: Maker, events: list[Event]
) -> None:
    text = "".join(f"<p>Keeper {n} of the quay wrote down when the boat came.</p>" for n in range(60))
    source = f"<body><h1>Log of the quay</h1>{'<div class=wrap>' * 100_000}{text}{'</div>' * 100_000}"
    article_id = add(library, source + " " * (5_000_000 - len(source)), media="page")
    document = maker.make(article_id)
    assert document is not None
    assert "Keeper 59 of the quay" in document.text
    assert not [event for event in events if isinstance(event, Notice)]


def test_a_thorough_run_makes_all_anew(
    library: Library, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_reader.desk.analysis.REREAD", 1)
    monkeypatch.setattr("tui_reader.desk.analysis.CHUNK", 2)
    for number in range(5):
        earlier(library, add(library, f"<p>Fog {number}.</p>", number), "Fog.")
    worker = LanguageWorker(library, events.append, lambda: NOW, model="none", since=NOW * 2, thorough=True)
    worker.run()
    worker.close()
    assert library.read(rereading.count_outdated, read.VERSION) == 0
