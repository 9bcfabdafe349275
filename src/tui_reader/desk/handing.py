"""Handing an article to a program of the reader's: an argument list, never a shell, within bounds."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from tui_reader.desk.newsdesk import Opened
from tui_reader.desk.printing import iso
from tui_reader.errors import HandingError
from tui_reader.model.text import clean_text

PATIENCE = 30.0
"""Seconds a program gets."""
OUTPUT = 200_000
"""Bytes of its output that are kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a program: its exit code and what it wrote, washed."""

    argv: tuple[str, ...]
    code: int
    output: str


def split(line: str) -> list[str]:
    """The arguments of a line as a person types it. Raises HandingError for a quote that is never closed."""
    try:
        return shlex.split(line)
    except ValueError as error:
        raise HandingError(f"{line}: {error}", subject=line) from None


def filled(argv: Sequence[str], opened: Opened) -> list[str]:
    """Arguments with `{url}` and `{title}` replaced; each stays one argument, whatever it holds."""
    article = opened.article
    return [part.replace("{url}", article.url).replace("{title}", article.title) for part in argv]


def as_text(opened: Opened) -> str:
    """An article as plain text: title, source, link, text."""
    article, document = opened.article, opened.document
    head = [article.title, " · ".join(part for part in (article.feed_title, *article.authors) if part)]
    head.append(article.url)
    return "\n".join(part for part in head if part) + "\n\n" + (document.text if document else "") + "\n"


def as_json(opened: Opened) -> str:
    """An article as one JSON object a line: what is known of it, its text and its quotes."""
    article, document = opened.article, opened.document
    data = {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.feed_title,
        "authors": list(article.authors),
        "published": iso(article.published),
        "lang": article.lang,
        "read": opened.status.read,
        "starred": opened.status.starred,
        "tags": list(opened.tags),
        "note": opened.note,
        "text": document.text if document else "",
        "quotes": [
            {
                "speaker": known.quote.speaker,
                "text": " … ".join(document.text[start:end] for start, end in known.quote.spans),
            }
            for known in (opened.quotes if document else ())
            if document
        ],
    }
    return json.dumps(data, ensure_ascii=False) + "\n"


async def hand(argv: Sequence[str], given: str) -> Outcome:
    """Run a program with a text on its standard input. Raises HandingError."""
    if not argv:
        raise HandingError("no program was named", subject="")
    try:
        process = await asyncio.create_subprocess_exec(
            *argv, stdin=PIPE if given else DEVNULL, stdout=PIPE, stderr=STDOUT, start_new_session=True
        )
    except (OSError, ValueError) as error:
        raise HandingError(f"{argv[0]}: {getattr(error, 'strerror', error)}", subject=argv[0]) from None
    try:
        output = await asyncio.wait_for(_talk(process, given.encode("utf-8", "replace")), PATIENCE)
    except TimeoutError:
        raise HandingError(f"{argv[0]} took longer than {PATIENCE:.0f} s", subject=argv[0]) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return Outcome(tuple(argv), await process.wait(), clean_text(output.decode("utf-8", "replace")))


async def _talk(process: asyncio.subprocess.Process, given: bytes) -> bytes:
    """Write all of what is given while reading what comes; what is too much is read and dropped."""
    writing = asyncio.ensure_future(_write(process, given))
    kept = bytearray()
    assert process.stdout is not None
    while chunk := await process.stdout.read(1 << 16):
        kept += chunk[: OUTPUT - len(kept)]
    await writing
    await process.wait()
    return bytes(kept)


async def _write(process: asyncio.subprocess.Process, given: bytes) -> None:
    if process.stdin is None:
        return
    with suppress(ConnectionError):
        process.stdin.write(given)
        await process.stdin.drain()
        process.stdin.close()
