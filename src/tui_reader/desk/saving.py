"""Saves single articles, from the web or from files, into the source of saved articles."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tui_reader.config import Config
from tui_reader.desk import courtesy, files, lifetime, onward
from tui_reader.desk.printing import Printed
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FileError, TuiReaderError
from tui_reader.model.addresses import host_of
from tui_reader.model.article import Article, Entry, PagePart
from tui_reader.model.charset import page_text
from tui_reader.model.events import Event, Finished, Notice
from tui_reader.model.feed import SAVED_KEY
from tui_reader.model.site import SiteRule, rule_for
from tui_reader.model.text import clean_line, clean_url
from tui_reader.model.trackers import without_trackers
from tui_reader.reading import page
from tui_reader.sources import local
from tui_reader.sources.addresses import parse, redact
from tui_reader.sources.http import Fetched, Fetcher
from tui_reader.sources.pdf import is_pdf
from tui_reader.store import articles, feeds, parts, revisions
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library


@dataclass(frozen=True, slots=True)
class _Web:
    """What came from the web for one article: its page, and what belongs to it."""

    page: Fetched
    parts: tuple[PagePart, ...] = ()


def save(
    config: Config, library: Library, targets: Sequence[str], now: int, *, offline: bool = False
) -> list[Printed]:
    """Save each target; a row each, with `id` when it worked and `error` when it did not."""
    feed_ids = library.write_now(feeds.sync_specs, config.sources)
    raw: dict[str, _Web] = {}
    entries = asyncio.run(_entries(config, library, targets, raw, now, offline=offline))
    keep = config.keep_pages
    return [
        _stored(library, feed_ids[SAVED_KEY], target, entry, now, raw, keep=keep) for target, entry in entries
    ]


def report(
    config: Config,
    library: Library,
    targets: Sequence[str],
    now: int,
    emit: Callable[[Event], None],
    offline: bool,
) -> None:
    """The same for a screen: each target is a notice; the process is nice and ends with its parent."""
    lifetime.end_with_parent()
    lifetime.be_nice()
    failed = 0
    for row in save(config, library, targets, now, offline=offline):
        error = row.data.get("error")
        failed += error is not None
        words = f"{row.data['state']}: {row.data['title']}" if error is None else str(error)
        emit(Notice(words[:1].upper() + words[1:], "info" if error is None else "error"))
    emit(Finished("save", added=len(targets) - failed, failed=failed))


async def _entries(
    config: Config,
    library: Library,
    targets: Sequence[str],
    raw: dict[str, _Web],
    now: int,
    *,
    offline: bool,
) -> list[tuple[str, Entry | TuiReaderError]]:
    found: list[tuple[str, Entry | TuiReaderError]] = []
    async with (
        Workshop() as workshop,
        courtesy.asking(config, library, lambda: now, offline=offline) as fetcher,
    ):
        for target in targets:
            try:
                brought = await _brought(target, fetcher, workshop, raw, config.sites)
                found += [(target, entry) for entry in brought]
            except TuiReaderError as error:
                found.append((target, error))
    return found


async def _brought(
    target: str, fetcher: Fetcher, workshop: Workshop, raw: dict[str, _Web], rules: Sequence[SiteRule]
) -> Sequence[Entry]:
    """The entries of one target; the page one was made of goes into `raw`, under its guid."""
    url = clean_url(target)
    if url.lower().startswith(("http://", "https://")):
        fetched = await fetcher.get(without_trackers(url), page=True, typed=True)
        entry = await _page(parse(without_trackers(url)).url, fetched, workshop)
        rule = rule_for(rules, host_of(fetched.url))
        further = await onward.rest(fetched, fetcher, workshop, pages=rule.pages, copy=rule.copy)
        raw[entry.guid] = _Web(fetched, further)
        return [entry]
    file = _file(target)
    if local.is_feed(file):
        return [await files.article(file, workshop)]
    return await files.entries(file, workshop)


def _file(target: str) -> local.LocalFile:
    if "://" in target and not Path(target).exists():
        raise FileError(f"{redact(target)} is neither a web address nor a file", subject=redact(target))
    return local.named(str(Path(target).expanduser().absolute()))


async def _page(guid: str, fetched: Fetched, workshop: Workshop) -> Entry:
    read = await workshop.run(_read, fetched)
    return replace(read, guid=guid, url=without_trackers(fetched.url))


def _read(fetched: Fetched) -> Entry:
    """In the killable process: what the page says of itself; its document is made by the language worker."""
    if is_pdf(fetched.body):
        return _paper(fetched)
    text = page_text(fetched.body, fetched.content_type)
    if "html" not in fetched.content_type and "<" not in text[:500]:
        return _plain(text, fetched.url)
    found = page.read_page(text, url=fetched.url)
    return Entry(
        guid=fetched.url,
        title=found.title or _last_part(fetched.url),
        authors=found.authors,
        published=found.published,
        content=text,
        media="page",
        lang=found.lang,
    )


def _paper(fetched: Fetched) -> Entry:
    """A PDF from the web. Raises ReadingError."""
    text, facts = files.paper(fetched.body, redact(fetched.url))
    title = facts.title or _last_part(fetched.url)
    return Entry(fetched.url, title, authors=facts.authors, published=facts.published, content=text)


def _plain(text: str, url: str) -> Entry:
    """A text file from the web: its first line is its title."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return Entry(guid=url, title=clean_line(first, 200) or _last_part(url), content=text, media="text")


def _last_part(url: str) -> str:
    """What an address ends in, as the title of a page that has none."""
    return clean_line(url.rstrip("/").rpartition("/")[2].partition("?")[0]) or url


def _stored(
    library: Library,
    feed_id: int,
    target: str,
    entry: Entry | TuiReaderError,
    now: int,
    pages: Mapping[str, _Web],
    *,
    keep: bool,
) -> Printed:
    name = clean_line(target)
    if isinstance(entry, TuiReaderError):
        return Printed({"target": name, "error": str(entry)}, "")
    web = pages.get(entry.guid)
    stored = library.write_now(
        articles.store_entries,
        feed_id,
        [entry],
        kind="page" if web else "file",
        now=now,
        base_url=entry.url if web else "",
    )
    state = "saved" if stored.added else "changed" if stored.changed else "already saved"
    found = library.read(articles.by_guid, feed_id, entry.guid)
    article = library.read(articles.article, found) if found else None
    if article is not None and web is not None:
        library.write_now(_belongings, article.revision_id, web, keep=keep)
    return _printed(name, state, entry, article)


def _belongings(conn: Connection, revision_id: int, web: _Web, *, keep: bool) -> None:
    """Keep what belongs to a text: its further pages and, when it is wished, its page byte for byte."""
    parts.keep_parts(conn, revision_id, web.parts)
    if keep:
        revisions.keep_page(conn, revision_id, web.page.body, web.page.content_type)


def _printed(name: str, state: str, entry: Entry, article: Article | None) -> Printed:
    if article is None:
        return Printed({"target": name, "error": f"{entry.title}: it was stored and is not there"}, "")
    day = f"{datetime.fromtimestamp(article.published, UTC):%Y-%m-%d}"
    data = {
        "id": article.id,
        "target": name,
        "title": article.title,
        "date": day,
        "authors": list(article.authors),
        "state": state,
    }
    return Printed(data, f"{article.id} {state}: {article.title} ({day})")
