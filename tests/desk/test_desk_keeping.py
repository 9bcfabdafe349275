"""The desk's verbs of what a reader does, as the screen calls them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk import forgetting, marking
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.errors import StoreError
from tui_reader.model.article import Entry
from tui_reader.model.document import Document, Span
from tui_reader.model.insight import Entity, Insight
from tui_reader.model.lines import plain_document
from tui_reader.store import articles, feeds, insights
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

TEXT = "The ferry was late. Nobody knew why."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Newsdesk]:
    with Library.open(tmp_path / "library.db") as library:
        yield Newsdesk(Config(tmp_path / "feeds.toml"), library, lambda: 1_790_000_000.0)


def stored(desk: Newsdesk, *titles: str) -> list[int]:
    """Readable articles of these titles."""
    return desk.library.write_now(_store, titles, desk.now())


def _store(conn: Connection, titles: tuple[str, ...], now: int) -> list[int]:
    saved = feeds.sync_specs(conn, [])["saved:"]
    entries = [Entry(title, title, content=TEXT, media="text") for title in titles]
    ids = articles.store_entries(conn, saved, entries, kind="file", now=now).added
    for article_id in ids:
        _read(conn, article_id, plain_document(TEXT))
    return list(ids)


def _read(conn: Connection, article_id: int, document: Document) -> None:
    found = articles.article(conn, article_id)
    assert found is not None
    articles.save_document(conn, found.revision_id, document, reader_version="1")


def edit(desk: Newsdesk, article_id: int, text: str, *, read: bool = True) -> int:
    revision = desk.library.write_now(
        articles.add_revision, article_id, kind="file", media="text", source=text, base_url="", now=9
    )
    if read:
        desk.library.write_now(_read, article_id, plain_document(text))
    return revision


async def test_an_opened_article_has_its_tags_note_and_remarks(desk: Newsdesk) -> None:
    (article_id,) = stored(desk, "Ferry")
    await desk.tag([article_id], add=["late"], label="tagged")
    await desk.note(article_id, "why?", label="noted")
    await desk.remark(article_id, Span(4, 9), "which?", label="noted")
    opened = desk.open(article_id)
    assert opened is not None
    assert (opened.tags, opened.note) == (("late",), "why?")
    assert [(remark.text, remark.span) for remark in opened.remarks] == [("which?", Span(4, 9))]


async def test_every_change_is_a_step_with_its_own_name(desk: Newsdesk) -> None:
    ids = stored(desk, "One", "Two")
    await desk.mark(ids, "read", value=True, label=marking.label("marked read"))
    await desk.tag(ids[:1], add=["a"], label=marking.label("tagged +a"))
    remark = await desk.remark(ids[0], Span(0, 3), "x", label="noted")
    await desk.change_remark(remark, "y", label="note changed")
    assert [await desk.undo() for _ in range(5)] == [
        "note changed", "noted", "1 article tagged +a", "2 articles marked read", None,
    ]  # fmt: skip
    assert await desk.redo() == "2 articles marked read"


async def test_history_leads_back_and_forward(desk: Newsdesk) -> None:
    ids = stored(desk, "One", "Two")
    for article_id in ids:
        await desk.visit(article_id)
    assert (await desk.go_back(), await desk.go_back()) == (ids[0], None)
    assert (await desk.go_forward(), await desk.go_forward()) == (ids[1], None)


async def test_an_earlier_text_is_shown_and_taken_back(desk: Newsdesk) -> None:
    (article_id,) = stored(desk, "Ferry")
    edit(desk, article_id, "The ferry was early.")
    first = desk.revisions(article_id)[0]
    assert await desk.show_revision(article_id, first.id)
    opened = desk.open(article_id)
    assert opened is not None
    assert opened.article.revision_id == first.id
    assert await desk.undo() == "text shown"


async def test_two_texts_are_compared(desk: Newsdesk) -> None:
    (article_id,) = stored(desk, "Ferry")
    assert await desk.compare(article_id) is None
    edit(desk, article_id, TEXT.replace("late", "early"))
    found = await desk.compare(article_id)
    assert found is not None
    gone = [found.old_text[slice(*piece.span)] for piece in found.pieces if piece.kind == "gone"]
    new = [found.new_text[slice(*piece.span)] for piece in found.pieces if piece.kind == "new"]
    assert (gone, new, found.quotes) == (["late."], ["early."], None)


async def test_a_text_that_is_not_prepared_is_not_compared(desk: Newsdesk) -> None:
    (article_id,) = stored(desk, "Ferry")
    edit(desk, article_id, "Other words.", read=False)
    assert await desk.compare(article_id) is None


def test_of_several_entities_of_one_name_each_is_offered(desk: Newsdesk) -> None:
    ids = stored(desk, "One", "Two")
    for article_id in ids:
        desk.library.write_now(_homonym, article_id)
    with pytest.raises(StoreError, match=r"several entities .*entity:\d+ .*entity:\d+") as told:
        forgetting.scope(desk.library, "Ilse Brandvold")
    named = str(told.value).split("entity:")[1].split(" ")[0]
    assert forgetting.scope(desk.library, f"entity:{named}").kind == "entity"


def _homonym(conn: Connection, article_id: int) -> None:
    found = articles.article(conn, article_id)
    assert found is not None
    entity = Entity("Ilse Brandvold", "person", (Span(0, 3),))
    insight = Insight((), (entity,), analyser="a1")
    insights.save_insight(conn, article_id, found.revision_id, insight, [None], [("ilse brandvold",)], now=5)
