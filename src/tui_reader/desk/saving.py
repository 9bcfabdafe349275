"""Saves single articles, from the web or from files, into the source of saved articles."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tui_reader.config import Config
from tui_reader.desk.printing import Printed
from tui_reader.desk.refresh import named_origins
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import TuiReaderError
from tui_reader.model.article import Entry
from tui_reader.model.charset import page_text
from tui_reader.model.feed import SAVED_KEY
from tui_reader.model.text import clean_line, clean_url
from tui_reader.reading import page
from tui_reader.sources import local
from tui_reader.sources.http import Fetched, Fetcher
from tui_reader.store import articles, feeds
from tui_reader.store.library import Library


def save(config: Config, library: Library, targets: Sequence[str], now: int) -> list[Printed]:
    """Save each target; a row each, with `id` when it worked and `error` when it did not."""
    feed_ids = library.write_now(feeds.sync_specs, config.sources)
    entries = asyncio.run(_entries(config, targets))
    return [_stored(library, feed_ids[SAVED_KEY], target, entry, now) for target, entry in entries]


async def _entries(config: Config, targets: Sequence[str]) -> list[tuple[str, Entry | TuiReaderError]]:
    found: list[tuple[str, Entry | TuiReaderError]] = []
    async with Workshop() as workshop, Fetcher(allowed=named_origins(config)) as fetcher:
        for target in targets:
            try:
                url = clean_url(target)
                entry = await _page(url, fetcher, workshop) if url.startswith("http") else _file(target)
                found.append((target, entry))
            except TuiReaderError as error:
                found.append((target, error))
    return found


def _file(target: str) -> Entry:
    return local.read_file(local.named(str(Path(target).expanduser().absolute())))


async def _page(url: str, fetcher: Fetcher, workshop: Workshop) -> Entry:
    fetched = await fetcher.get(url, page=True, typed=True)
    read = await workshop.run(_read, fetched)
    return replace(read, guid=url, url=fetched.url)


def _read(fetched: Fetched) -> Entry:
    """In the killable process: what the page says of itself; its document is made by the language worker."""
    text = page_text(fetched.body, fetched.content_type)
    found = page.read_page(text, url=fetched.url)
    return Entry(
        guid=fetched.url,
        title=found.title or fetched.url,
        authors=found.authors,
        published=found.published,
        content=text,
        media="page",
        lang=found.lang,
    )


def _stored(library: Library, feed_id: int, target: str, entry: Entry | TuiReaderError, now: int) -> Printed:
    name = clean_line(target)
    if isinstance(entry, TuiReaderError):
        return Printed({"target": name, "error": str(entry)}, "")
    stored = library.write_now(
        articles.store_entries,
        feed_id,
        [entry],
        kind="page" if entry.url else "file",
        now=now,
        base_url=entry.url,
    )
    state = "saved" if stored.added else "changed" if stored.changed else "already there"
    found = library.read(articles.by_guid, feed_id, entry.guid)
    return Printed(
        {"id": found, "target": name, "title": entry.title, "state": state}, f"{found} {state}: {entry.title}"
    )
