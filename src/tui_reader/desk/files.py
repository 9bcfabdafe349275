"""Local files -> entries. Whatever runs a parser over a file runs in the killable process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from tui_reader.desk.workshop import Workshop
from tui_reader.errors import ReadingError
from tui_reader.model.article import Entry
from tui_reader.sources import local
from tui_reader.sources.filefacts import FileFacts
from tui_reader.sources.volumes import volumes


def readable(files: Sequence[local.LocalFile]) -> tuple[list[local.LocalFile], str]:
    """(the files that can be read here, a sentence about the others or nothing)."""
    from tui_reader.sources import pdf

    if pdf.available():
        return list(files), ""
    kept = [file for file in files if not file.path.lower().endswith(".pdf")]
    left = len(files) - len(kept)
    return kept, f"{left:,} PDF file{'s' * (left > 1)} passed over: {pdf.MISSING}" if left else ""


async def entries(file: local.LocalFile, workshop: Workshop) -> Sequence[Entry]:
    """The entries of one file: one, the parts of a long one, or those of a saved feed or a mailbox.

    Raises FileError, FeedParseError or ReadingError naming the file.
    """
    if local.is_mailbox(file):
        return [entry async for piece in _letters(file.path, workshop) for entry in piece]
    if not local.is_feed(file):
        return volumes(await article(file, workshop))
    from tui_reader.sources import saved_feeds

    body = await asyncio.to_thread(local.read_bytes, file.path)
    return await workshop.run(saved_feeds.entries, body, file.path)


async def article(file: local.LocalFile, workshop: Workshop) -> Entry:
    """The entry of a file that is one article. Raises FileError or ReadingError."""
    if local.is_parsed(file):
        return await workshop.run(local.read_file, file)
    return await asyncio.to_thread(local.read_file, file)


def paper(data: bytes, name: str) -> tuple[str, FileFacts]:
    """In the killable process: a PDF from the web as HTML, and its facts. Raises ReadingError."""
    from tui_reader.sources import pdf

    try:
        return pdf.pdf(data)
    except ValueError as error:
        raise ReadingError(f"{name} cannot be read: {error}", subject=name) from error


async def _letters(path: str, workshop: Workshop) -> AsyncIterator[list[Entry]]:
    """A mailbox a piece at a time, so that no piece takes long."""
    from tui_reader.sources import mailboxes

    places = await workshop.run(mailboxes.beginnings, path)
    for start in range(0, len(places), mailboxes.AT_ONCE):
        yield await workshop.run(mailboxes.letters, path, places[start : start + mailboxes.AT_ONCE])
