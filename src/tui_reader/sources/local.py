"""Local files as a source: which files a path means, and one file -> one entry. Opens regular files only.

Saved feeds and mailboxes are only listed here; `saved_feeds` and `mailboxes` read them.

Imports neither httpx nor feedparser: reading a folder needs no network room.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from tui_reader.errors import FileError
from tui_reader.model.article import Entry, Media
from tui_reader.model.charset import decode, meta_charset, xml_charset
from tui_reader.model.feed import FeedSpec
from tui_reader.model.text import GUID_LIMIT, clean_line
from tui_reader.sources.containers import CONTAINERS, contents
from tui_reader.sources.filefacts import FileFacts, epoch, facts_of, page_facts
from tui_reader.sources.inside import (
    beside,
    home,
    named_inline,
    named_markdown,
    named_sources,
    named_variables,
)
from tui_reader.sources.savedpages import SavedPage, saved_page

MEDIA: dict[str, Media] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    **CONTAINERS,
}
"""The endings of articles, and what they are read as."""
FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
"""The endings of saved feeds, of which each entry is an article."""
MAILBOXES = frozenset({".mbox", ".mbx"})
"""The endings of mailboxes, of which each letter is an article."""
_ENDINGS = frozenset(MEDIA) | FEEDS | MAILBOXES
_COMPANIONS = (
    "_files",
    ".files",
    "-files",
    "_Dateien",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_bestanden",
    "_file",
)
"""What browsers add to a page's name for the folder of its pictures and frames."""
MAX_FILES = 20_000
MAX_BYTES = 20_000_000
WRAPPED_BYTES = 100_000_000
"""For files that are read where memory is bounded, nearly all of whose bytes are pictures."""
_MAX_SEEN = 500_000
_MAGIC = re.compile(r"[*?\[]")
_STEM_DATE = re.compile(r"^((?:19|20)\d\d-[01]\d-[0-3]\d)[-_ ]*")


@dataclass(frozen=True, slots=True)
class LocalFile:
    """One file as the file system lists it; size and time tell whether it must be read again."""

    path: str
    """Absolute."""
    mtime_ns: int
    size: int


def expand(spec: FeedSpec) -> list[LocalFile]:
    """The files a local source means, sorted by path: a file, a folder with all below it, a glob (with `**`).

    Hidden files, links, other endings, and what a browser saved beside a page are passed over unless the path
    names them itself. Of more than 20,000 files the newest are kept. Raises FileError when the path, or a
    glob's fixed part, is not there.
    """
    path = os.path.abspath(os.path.expanduser(spec.path))  # noqa: PTH100, PTH111 - Path would resolve less of it
    try:
        if _MAGIC.search(path) and not os.path.lexists(path):
            root, pattern = _fixed_part(path)
            found = _walk(root, pattern)
        elif Path(path).is_dir():
            found = _walk(path, ("**", "*"))
        else:
            found = iter((named(path),))
        files = sorted(found, key=lambda file: -file.mtime_ns)[:MAX_FILES]
    except (OSError, ValueError) as error:
        raise _fault(path, error) from error
    return sorted(files, key=lambda file: file.path)


def named(path: str) -> LocalFile:
    """One file by its path. Raises FileError when it is not there or has an ending that is not read."""
    if not _is_read(path):
        endings = ", ".join((*MEDIA, *sorted(MAILBOXES | FEEDS)))
        raise FileError(
            f"{clean_line(path)} cannot be read: only {endings} files can", subject=clean_line(path)
        )
    try:
        found = Path(path).stat()
    except (OSError, ValueError) as error:
        raise _fault(path, error) from error
    return LocalFile(path, found.st_mtime_ns, found.st_size)


def seal(files: Sequence[LocalFile]) -> str:
    """A hash of what the file system says of these files; equal seals mean that nothing need be read."""
    listing = "\n".join(f"{file.path}\t{file.mtime_ns}\t{file.size}" for file in files)
    return hashlib.blake2b(listing.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _fixed_part(path: str) -> tuple[str, tuple[str, ...]]:
    """A glob as its leading folders without wild cards, and the pattern below them."""
    parts = Path(path).parts
    first = next(index for index, part in enumerate(parts) if _MAGIC.search(part))
    return str(Path(*parts[:first])), parts[first:]


def _walk(root: str, pattern: tuple[str, ...]) -> Iterator[LocalFile]:
    """Files below `root` that match; links are not followed, at most half a million names are looked at."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(root, ())]
    seen = 0
    while waiting and seen < _MAX_SEEN:
        folder, below = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            if folder == root:
                raise
            continue
        seen += len(entries)
        pages = {os.path.splitext(entry.name)[0] for entry in entries if _media(entry.name) == "page"}  # noqa: PTH122 - as above
        for entry in entries:
            parts = (*below, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if _may_lead(parts, pattern) and not _is_companion(entry.name, pages):
                    waiting.append((entry.path, parts))
            elif entry.is_file(follow_symlinks=False) and _is_read(entry.name) and _matches(parts, pattern):
                found = entry.stat(follow_symlinks=False)
                yield LocalFile(entry.path, found.st_mtime_ns, found.st_size)


def _matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether path parts match a glob; `**` is any number of folders, a leading dot must be written."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        if len(pattern) == 1:
            return all(not part.startswith(".") for part in parts)
        deeper = bool(parts) and not parts[0].startswith(".") and _matches(parts[1:], pattern)
        return deeper or _matches(parts, pattern[1:])
    return bool(parts) and _part_matches(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _may_lead(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether files below this folder can match."""
    for part, wanted in zip(parts, pattern, strict=False):
        if wanted == "**":
            return not parts[-1].startswith(".") or any(piece.startswith(".") for piece in pattern)
        if not _part_matches(part, wanted):
            return False
    return len(parts) < len(pattern)


def _part_matches(part: str, wanted: str) -> bool:
    return (wanted.startswith(".") or not part.startswith(".")) and fnmatchcase(part, wanted)


def _media(path: str) -> Media | None:
    return MEDIA.get(os.path.splitext(path)[1].lower())  # noqa: PTH122 - called for every file of a tree


def _is_read(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in _ENDINGS  # noqa: PTH122 - as above


def _is_companion(folder: str, pages: Collection[str]) -> bool:
    """Whether a browser made a folder for what belongs to one of these pages."""
    return any(folder.endswith(end) and folder.removesuffix(end) in pages for end in _COMPANIONS)


def is_feed(file: LocalFile) -> bool:
    """Whether a file's ending is that of a saved feed."""
    return Path(file.path).suffix.lower() in FEEDS


def is_mailbox(file: LocalFile) -> bool:
    """Whether a file's ending is that of a mailbox."""
    return Path(file.path).suffix.lower() in MAILBOXES


def is_parsed(file: LocalFile) -> bool:
    """Whether reading a file runs a parser over it, so that it belongs into a process that can be ended."""
    return _media(file.path) not in {"text", "markdown"}


@contextmanager
def open_regular(path: str) -> Iterator[BinaryIO]:
    """A regular file, open for reading. Never waits on a pipe or device. Raises FileError naming the path."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with open(handle, "rb") as stream:  # noqa: PTH123 - a file descriptor, judged below
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise _fault(path, "it is no regular file")
            yield stream
    except (OSError, ValueError) as error:
        raise _fault(path, error) from error


def read_bytes(path: str, limit: int = MAX_BYTES) -> bytes:
    """All of a regular file. Raises FileError as `open_regular` does, and when it is too large."""
    with open_regular(path) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise _fault(path, f"it is larger than {limit // 1_000_000} MB")
    return data


def read_file(file: LocalFile) -> Entry:
    """One file as an entry; its front matter or <meta> elements are read and, for front matter, cut off.

    Raises FileError when it cannot be read, has an ending that is not read, or is no text.
    """
    media = _media(file.path)
    if is_feed(file) or is_mailbox(file):
        what = "saved feed" if is_feed(file) else "mailbox"
        raise _fault(file.path, f"it is a {what} and no single article; name it as a [[local]] source")
    if media is None:
        raise _fault(file.path, f"only {', '.join(MEDIA)} files are read")
    data = read_bytes(file.path, WRAPPED_BYTES if is_parsed(file) else MAX_BYTES)
    ending = Path(file.path).suffix.lower()
    if ending in CONTAINERS:
        return _wrapped(file, data, ending)
    text = _decoded(data, media, file.path)
    if media == "page":
        content = named_sources(named_variables(named_inline(text, home(file.path))), beside(file.path))
        facts = page_facts(content)
    else:
        facts, content = facts_of(text, markdown=media == "markdown")
        content = named_markdown(content, beside(file.path)) if media == "markdown" else content
    stem, dated = _readable(Path(file.path).stem)
    saved = saved_page(text) if media == "page" else SavedPage()
    entry = _entry(file, media, content, facts, stem, saved.saved if dated is None else dated)
    return replace(entry, url=saved.url)


def _wrapped(file: LocalFile, data: bytes, ending: str) -> Entry:
    """An e-mail, web archive or book as an entry."""
    try:
        found = contents(data, ending, home(file.path))
    except ValueError as error:
        raise _fault(file.path, str(error)) from error
    stem, dated = _readable(Path(file.path).stem)
    return replace(_entry(file, found.media, found.content, found.facts, stem, dated), url=found.url)


def _entry(
    file: LocalFile, media: Media, content: str, facts: FileFacts, stem: str, dated: int | None
) -> Entry:
    published = next((when for when in (facts.published, dated) if when is not None), None)
    return Entry(
        guid=_guid(file.path),
        title=facts.title or stem,
        authors=facts.authors,
        published=file.mtime_ns // 1_000_000_000 if published is None else published,
        content=content,
        media=media,
        lang=facts.lang,
        tags=facts.tags,
    )


def _guid(path: str) -> str:
    """The path itself, or a hash of one too long for an identity."""
    shown = clean_line(path, len(path) + 1)
    if len(shown) <= GUID_LIMIT:
        return shown
    return f"sha256:{hashlib.sha256(os.fsencode(path)).hexdigest()}"


def _decoded(data: bytes, media: Media, path: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if b"\x00" in data[:1024] and not wide:
        raise _fault(path, "it is no text")
    declared = [name for name in (xml_charset(data), meta_charset(data)) if name] if media == "page" else []
    return decode(data, declared).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _readable(stem: str) -> tuple[str, int | None]:
    """A file name as a title, and the date (epoch seconds, midnight UTC) it begins with."""
    found = _STEM_DATE.match(stem)
    rest = stem[found.end() :] if found else stem
    words = clean_line(re.sub(r"[-_+.\s]+", " ", rest)) or clean_line(stem)
    return words[:1].upper() + words[1:], epoch(found[1]) if found else None


def _fault(path: str, why: Exception | str) -> FileError:
    """The FileError for a path, with the system's reason in its own words."""
    shown = clean_line(str(path))
    reason = (
        why
        if isinstance(why, str)
        else str(getattr(why, "strerror", None) or "its name is not valid").lower()
    )
    return FileError(f"{shown} cannot be read: {clean_line(str(reason))}", subject=shown)
