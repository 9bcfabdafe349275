"""Moving in from other readers and out again: OPML, newsboat. Nothing is removed or overwritten by it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from tui_reader.config import Config, programs, writing
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FeedParseError, FileError, TuiReaderError
from tui_reader.model.article import Entry
from tui_reader.model.subscription import Subscription, Subscriptions
from tui_reader.model.text import clean_line
from tui_reader.sources import local, newsboat, opml
from tui_reader.sources.addresses import struck
from tui_reader.store import articles, entries, feeds, marks
from tui_reader.store import newsboat as cache
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

BATCH = 200
"""Articles of one transaction."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What is there to be taken over, and what of it is new here."""

    found: Subscriptions
    fresh: tuple[Subscription, ...]
    """Feeds that the configuration does not name yet."""
    queries: tuple[tuple[str, str], ...]
    """Saved queries whose name is not taken yet."""
    cache: Path | None = None
    """newsboat's cache, when there is one."""


@dataclass(frozen=True, slots=True)
class Articles:
    """What came of a cache: articles stored, marked as read, starred; `homeless` have no feed here."""

    added: int = 0
    read: int = 0
    starred: int = 0
    homeless: int = 0


def from_opml(config: Config, data: bytes, name: str) -> Moving:
    """Look into an OPML file. Raises FeedParseError naming it."""
    workshop = Workshop()
    try:
        found = workshop.run_now(opml.read, data)
    except TuiReaderError as error:
        raise FeedParseError(f"{clean_line(name)}: {error}", subject=clean_line(name)) from None
    finally:
        workshop.close()
    return _moving(config, found)


def from_newsboat(config: Config, folder: Path) -> Moving:
    """Look into a folder of newsboat: `urls`, and `cache.db` if there is one. Raises FileError."""
    path = folder.expanduser().absolute()
    if not path.is_dir():
        raise FileError(f"{clean_line(str(path))} is no folder", subject=clean_line(str(path)))
    text = local.read_bytes(str(path / "urls")).decode("utf-8", "replace")
    found = (stored for stored in _caches(path) if stored.is_file())
    return _moving(config, newsboat.urls(text), next(found, None))


def _caches(folder: Path) -> tuple[Path, ...]:
    """Where newsboat's cache may be: beside `urls`, or in the folder of data for that of settings."""
    home = Path.home()
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "newsboat"
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "newsboat"
    beside = folder / "cache.db"
    return (beside, data / "cache.db") if folder == settings else (beside,)


def _moving(config: Config, found: Subscriptions, stored: Path | None = None) -> Moving:
    names = {query.name for query in config.queries}
    fresh = {name: query for name, query in found.queries if name not in names}
    return Moving(found, writing.missing(config, found.feeds), tuple(fresh.items()), stored)


def take(config: Config, moving: Moving) -> Config:
    """Write what is new into feeds.toml; the configuration that then holds. Raises ConfigError."""
    return writing.add(config.path, moving.fresh, moving.queries)[0]


def take_articles(config: Config, library: Library, path: Path, now: int) -> Articles:
    """Store what newsboat's cache holds and we do not, and mark what was read or flagged there.

    The marks are one step of undo each. Raises StoreCorruptError for a file that is no cache.
    """
    ids = library.write_now(feeds.sync_specs, config.sources)
    homes = {_origin(spec.url, spec.command): ids[spec.key] for spec in config.sources if spec.key in ids}
    added, homeless, read, starred = 0, 0, [], []
    for feed, items in groupby(cache.items(path), key=lambda item: item.feed):
        home = homes.get(_origin(*newsboat.origin(feed)))
        if home is None:
            homeless += sum(1 for _ in items)
            continue
        while batch := list(islice(items, BATCH)):
            new, found = library.write_now(_store, home, batch, now)
            added += new
            read += [article for item, article in found if item.read]
            starred += [article for item, article in found if item.flagged]
    marked = library.write_now(marks.mark, read, "read", True, now=now, label="marks of newsboat taken over")
    flagged = library.write_now(
        marks.mark, starred, "starred", True, now=now, label="flags of newsboat taken over"
    )
    return Articles(added, marked, flagged, homeless)


def _origin(url: str, command: tuple[str, ...]) -> str:
    """What a feed is recognised by in both programs."""
    return programs.key(command) if command else writing.identity(url)


def _store(
    conn: Connection, feed_id: int, items: list[cache.Item], now: int
) -> tuple[int, list[tuple[cache.Item, int]]]:
    """(articles added, each item with the id of its article); what is stored already stays as it is."""
    pairs = list(_washed(items))
    fresh = [entry for _, entry in pairs if not articles.by_guid(conn, feed_id, entry.guid)]
    stored = entries.store_entries(conn, feed_id, fresh, kind="feed", now=now)
    found = [(item, articles.by_guid(conn, feed_id, entry.guid)) for item, entry in pairs]
    return len(stored.added), [(item, article) for item, article in found if article]


def _washed(items: list[cache.Item]) -> Iterator[tuple[cache.Item, Entry]]:
    for item in items:
        entry = newsboat.entry(
            item.guid, item.title, item.author, item.url, item.published, item.content, item.mime
        )
        if entry is not None:
            yield item, entry


@dataclass(frozen=True, slots=True)
class Outlines:
    """Feeds on their way out."""

    text: str
    """The OPML."""
    left_out: tuple[str, ...]
    """Names of the sources it cannot hold: local files and commands."""
    struck: int
    """Addresses of which a password or a token was struck out."""


def to_opml(config: Config, library: Library, now: int, *, secrets: bool) -> Outlines:
    """The feeds as OPML; `secrets` leaves passwords and tokens in their addresses."""
    states = {state.key: state for state in library.read(feeds.feed_states)}
    going, cut = [], 0
    for spec in config.sources:
        if not spec.url:
            continue
        state, extra = states.get(spec.key), dict(spec.opml)
        if state and state.site_url:
            extra.setdefault("htmlUrl", state.site_url)
        if not spec.enabled:
            extra["isComment"] = "true"
        title = spec.title or (state.title if state else "")
        url = spec.url if secrets else struck(spec.url)
        cut += url != spec.url
        going.append(Subscription(url, title, spec.folder, spec.tags, extra=tuple(extra.items())))
    left = tuple(spec.title or spec.key for spec in config.sources if not spec.url)
    return Outlines(opml.write(going, title="Feeds of tui-reader", now=now), left, cut)
