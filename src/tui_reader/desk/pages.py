"""Full text: fetches the pages of articles, and what belongs to them, as revisions; makes no documents."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from tui_reader.config import Config
from tui_reader.desk import courtesy, files, onward
from tui_reader.desk.refresh import Door
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FetchError, TuiReaderError
from tui_reader.model.addresses import host_of
from tui_reader.model.article import Article, PagePart
from tui_reader.model.charset import page_text
from tui_reader.model.events import FeedFailed, Finished, Notice, Progress
from tui_reader.model.site import rule_for
from tui_reader.sources.http import Fetched, Fetcher
from tui_reader.sources.pdf import is_pdf
from tui_reader.store import articles, feeds, parts, revisions
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

AT_ONCE = 8


def wanted(config: Config, library: Library, fresh: Sequence[int]) -> tuple[int, ...]:
    """Those of the new articles whose feed asks for full text always."""
    keys = {spec.key for spec in config.sources if spec.full_text == "always"}
    feed_ids = library.read(_feed_ids, keys) if keys else set()
    found = (library.read(articles.article, article_id) for article_id in fresh)
    return tuple(article.id for article in found if article and article.feed_id in feed_ids and article.url)


async def fetch(door: Door, ids: Iterable[int], *, offline: bool = False) -> Finished:
    """Fetch and store the page of each article; one that fails is an event. The caller emits the result."""
    todo = list(ids)
    position = iter(todo)
    failed = 0
    async with (
        Workshop() as workshop,
        courtesy.asking(door.config, door.library, door.now, offline=offline) as fetcher,
    ):

        async def work_through() -> None:
            nonlocal failed
            for article_id in position:
                try:
                    await _one(door, fetcher, workshop, article_id)
                except TuiReaderError as error:
                    failed += 1
                    kind = error.kind if isinstance(error, FetchError) else type(error).__name__
                    door.emit(FeedFailed(error.subject, kind, str(error)))
                door.emit(Progress("pages", todo.index(article_id) + 1, len(todo)))

        await asyncio.gather(*(work_through() for _ in range(min(AT_ONCE, len(todo)))))
    return Finished("pages", changed=len(todo) - failed, failed=failed)


async def _one(door: Door, fetcher: Fetcher, workshop: Workshop, article_id: int) -> None:
    article = door.library.read(articles.article, article_id)
    if article is None:
        raise FetchError(f"no article has the id {article_id}", subject=str(article_id), kind="gone")
    if not article.url:
        raise FetchError(f"{article.title}: there is no page to fetch", subject=article.title, kind="no-link")
    fetched = await fetcher.get(article.url, page=True)
    if is_pdf(fetched.body):
        text, _ = await workshop.run(files.paper, fetched.body, article.title)
        await door.library.write(_store_paper, article.id, text, fetched, door.now())
        return
    rule = rule_for(door.config.sites, host_of(fetched.url))
    further = await onward.rest(
        fetched,
        fetcher,
        workshop,
        pages=rule.pages,
        copy=rule.copy,
        told=lambda words: door.emit(Notice(f"{article.title}: {words}", "warning")),
    )
    await door.library.write(_store, article, fetched, further, door.now(), raw=door.config.keep_pages)


def _store(
    conn: Connection,
    article: Article,
    fetched: Fetched,
    further: Sequence[PagePart],
    now: int,
    *,
    raw: bool,
) -> None:
    revision_id = articles.add_revision(
        conn,
        article.id,
        kind="page",
        media="page",
        source=page_text(fetched.body, fetched.content_type),
        base_url=fetched.url,
        now=now,
    )
    parts.keep_parts(conn, revision_id, further)
    if raw:
        revisions.keep_page(conn, revision_id, fetched.body, fetched.content_type)


def _store_paper(conn: Connection, article_id: int, text: str, fetched: Fetched, now: int) -> None:
    articles.add_revision(
        conn, article_id, kind="page", media="html", source=text, base_url=fetched.url, now=now
    )


def _feed_ids(conn: Connection, keys: set[str]) -> set[int]:
    return {state.feed_id for state in feeds.feed_states(conn) if state.key in keys}
