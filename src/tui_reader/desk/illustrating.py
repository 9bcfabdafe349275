"""Pictures of articles: fetched when asked for, decoded where a bad one can do no harm, kept as a cache.

The cache lies beside the library, a file a picture, named by a hash of the address. Losing it loses nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from tui_reader.config import Config
from tui_reader.desk import lifetime
from tui_reader.errors import FileError, ReadingError
from tui_reader.model.document import Document
from tui_reader.model.events import Event, Finished, Progress
from tui_reader.model.picture import INSIDE, Picture, packed, unpacked
from tui_reader.store import articles, feeds
from tui_reader.store.library import Library

MOST = 30
"""Pictures of one article."""
KEPT = 64_000_000
"""Bytes of the cache."""
WALL = 10.0
"""Seconds the decoding of one picture may take."""


def folder(store: Path) -> Path:
    """Where the pictures of the library in a file are kept."""
    return store.parent / "pictures"


def addresses(document: Document) -> list[str]:
    """The addresses of an article's pictures, each once, in the order of the text."""
    urls = dict.fromkeys(figure.url for figure in document.figures)
    return [url for url in urls if url.lower().startswith(("https://", "http://", INSIDE))][:MOST]


def possible() -> bool:
    """Whether pictures can be decoded here: Pillow is there."""
    from tui_reader.reading import rasters

    return rasters.can_decode()


def kept(place: Path, urls: Iterable[str]) -> dict[str, Picture]:
    """Address -> picture, of those that the cache in a folder has."""
    found: dict[str, Picture] = {}
    for url in urls:
        with suppress(OSError, ValueError):
            found[url] = unpacked((place / _name(url)).read_bytes())
    return found


def forget(store: Path) -> None:
    """Take all pictures away."""
    shutil.rmtree(folder(store), ignore_errors=True)


def run(
    config: Config, library: Library, article_id: int, emit: Callable[[Event], None], *, offline: bool
) -> bool:
    """Fetch what the cache lacks of an article's pictures, for a screen; whether none could be had.

    The process is nice and ends with its parent. A picture that fails is told in the event at the end.
    """
    lifetime.end_with_parent()
    lifetime.be_nice()
    finished = asyncio.run(_run(config, library, article_id, emit, offline=offline))
    emit(finished)
    return finished.failed > 0 and not finished.changed


async def _run(
    config: Config, library: Library, article_id: int, emit: Callable[[Event], None], *, offline: bool
) -> Finished:
    article = library.read(articles.article, article_id)
    document = library.read(articles.document, article.revision_id) if article else None
    urls = addresses(document) if document else []
    emit(Progress("illustrate", 0, len(urls)))
    place = folder(library.path)
    within = [url for url in urls if url.startswith(INSIDE)]
    paths = places(config, article.guid) if article and within else []
    taken = await take(place, paths, within) if within else Finished("illustrate")
    waits = library.read(feeds.origin_waits, int(time.time()))
    without = [url for url in urls if url not in within]
    fetched = await fetch_missing(config, place, without, offline=offline, waits=waits)
    return Finished(
        "illustrate",
        changed=taken.changed + fetched.changed,
        failed=taken.failed + fetched.failed,
        message=taken.message or fetched.message,
    )


async def take(place: Path, paths: Sequence[str], urls: Sequence[str]) -> Finished:
    """Take into a folder what it has not yet of the pictures that an article's file brings along.

    Opens no socket. The file is the one of `paths` that the article was read from, as it is now.
    """
    from tui_reader.desk.workshop import Workshop

    missing = [url for url in urls if not (place / _name(url)).exists()]
    faults: list[str] = []
    found: Mapping[str, bytes] = {}
    if missing:
        async with Workshop() as workshop:
            try:
                found = await workshop.run(within, paths, missing)
            except (FileError, ReadingError) as error:
                faults.append(str(error))
    if len(found) < len(missing) and not faults:
        faults.append("the file does not hold them any more")
    done = await _keep(place, found, faults)
    return Finished(
        "illustrate", changed=done, failed=len(missing) - done, message=_told(faults, len(missing))
    )


def places(config: Config, guid: str) -> list[str]:
    """The files that an article may have been read from: its own, that of its parts, or all mailboxes."""
    from tui_reader.sources import local

    if not guid.startswith("mid:"):
        return [guid, guid.rpartition("#")[0]]
    files = (file for spec in config.sources if spec.kind == "local" for file in local.expand(spec))
    return [file.path for file in files if local.is_mailbox(file)]


def within(paths: Sequence[str], urls: Sequence[str]) -> dict[str, bytes]:
    """In the killable process: address -> bytes of pictures in one of some files."""
    from tui_reader.sources import inside, local, mailboxes

    path = next((path for path in paths if path and urls[0].startswith(inside.home(path))), "")
    if path and local.is_mailbox(local.named(path)):
        return mailboxes.pictures(path, urls)
    return inside.taken(path, local.read_bytes(path, local.WRAPPED_BYTES), urls) if path else {}


async def fetch_missing(
    config: Config,
    place: Path,
    urls: Sequence[str],
    *,
    offline: bool,
    waits: Mapping[str, int] = MappingProxyType({}),
) -> Finished:
    """Fetch into a folder what it has not yet of some pictures."""
    from tui_reader.desk.refresh import named_origins
    from tui_reader.sources import pictures

    missing = [url for url in urls if not (place / _name(url)).exists()]
    faults: list[str] = []
    allowed = named_origins(config)
    found = await pictures.fetch(missing, offline=offline, waits=waits, told=faults.append, allowed=allowed)
    done = await _keep(place, {url: one.data for url, one in found.items()}, faults)
    return Finished(
        "illustrate", changed=done, failed=len(missing) - done, message=_told(faults, len(missing))
    )


async def _keep(place: Path, found: Mapping[str, bytes], faults: list[str]) -> int:
    """Decode pictures and keep them; how many it were."""
    from tui_reader.desk.workshop import Workshop
    from tui_reader.reading import rasters

    done = 0
    async with Workshop(wall=WALL) as workshop:
        for url, data in found.items():
            try:
                picture = await workshop.run(rasters.decode, data)
            except ReadingError as error:
                faults.append(str(error))
                continue
            keep(place, url, packed(picture))
            done += 1
    if done:
        prune(place)
    return done


def keep(place: Path, url: str, data: bytes, now: float | None = None) -> None:
    """Keep a packed picture in a folder, whole or not at all; as of a time in epoch seconds, else of now."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / _name(url)
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(data)
    if now is not None:
        os.utime(half, (now, now))
    half.replace(path)


def prune(place: Path) -> None:
    """Take the oldest pictures away until the cache is small enough."""
    facts = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in place.iterdir())
    total = sum(size for _, size, _ in facts)
    for _, size, path in facts:
        if total <= KEPT:
            return
        path.unlink(missing_ok=True)
        total -= size


def _told(faults: list[str], wanted: int) -> str:
    """What could not be had, in a sentence; nothing when all could."""
    if not faults:
        return ""
    if len(faults) == wanted == 1:
        return faults[0]
    return f"{len(faults)} of {wanted} pictures could not be had: {faults[0]}"


def _name(url: str) -> str:
    return hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
