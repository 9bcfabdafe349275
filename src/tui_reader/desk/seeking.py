"""Seeking: the feeds behind an address, looked for in a process of its own so that the screen never waits.

The screen's side reads lines of JSON; the other side is `tui-reader add ADDRESS --find --events`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from tui_reader.config import Config
from tui_reader.errors import FetchError, SourceError, TuiReaderError
from tui_reader.model.subscription import Candidate
from tui_reader.model.text import clean_line, clean_url

LINE_LIMIT = 1 << 20


class Seeker:
    """Starts that process. `program` is the argv that runs this program with its global options."""

    def __init__(self, program: Sequence[str], log: Path) -> None:
        self._program, self._log = tuple(program), log

    async def seek(self, address: str, tell: Callable[[str], None]) -> tuple[Candidate, ...]:
        """The feeds that an address means; `tell` hears what is being asked. Cancelling ends the process.

        Raises FetchError when the address did not answer, SourceError when it leads to no feed.
        """
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *self._program, "add", "--find", "--events", "--", address,
                stdin=PIPE, stdout=PIPE, stderr=log, limit=LINE_LIMIT,
            )  # fmt: skip
        try:
            return await _heard(process, tell)
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
            await process.wait()


async def _heard(process: Process, tell: Callable[[str], None]) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    assert process.stdout is not None
    async for line in process.stdout:
        said = json.loads(line)
        match said:
            case {"asking": str(words)}:
                tell(clean_line(words))
            case {"url": _}:
                found.append(_candidate(said))
            case {"error": str(words), "kind": str(kind)}:
                raise FetchError(clean_line(words), subject=_subject(said), kind=kind)
            case {"error": str(words)}:
                raise SourceError(clean_line(words))
    if not found:
        raise SourceError("looking for the feed ended early; the log says why")
    return tuple(found)


def _subject(said: Mapping[str, object]) -> str:
    """Whom an error is about."""
    return clean_line(str(said.get("subject", "")))


def _candidate(said: Mapping[str, object]) -> Candidate:
    entries, newest = said.get("entries"), said.get("newest")
    return Candidate(
        clean_url(str(said["url"])),
        clean_line(str(said.get("title", ""))),
        entries if isinstance(entries, int) else 0,
        clean_line(str(said.get("kind", "")), 20),
        newest if isinstance(newest, int) else 0,
    )


def serve(config: Config, typed: str, *, offline: bool, waits: Mapping[str, int]) -> None:
    """The other side: look, and write down what happens. Ends with the screen."""
    from tui_reader.desk import adding, lifetime

    lifetime.end_with_parent()
    lifetime.read_orders(lambda _: None, lifetime.stop_now)

    def tell(words: str) -> None:
        _say({"asking": words})

    try:
        for one in adding.find_typed(config, typed, offline=offline, tell=tell, waits=waits):
            _say(asdict(one))
    except FetchError as error:
        _say({"error": str(error), "kind": error.kind, "subject": error.subject})
    except TuiReaderError as error:
        _say({"error": str(error)})


def _say(data: object) -> None:
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()
