"""Programs that the configuration names: argument lists, never a line for a shell."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from tui_reader.config.checking import Check
from tui_reader.config.settings import Config, Share
from tui_reader.config.tables import Feed
from tui_reader.config.tables import Share as ShareTable
from tui_reader.model.text import GUID_LIMIT, clean_line

MAX_ARGUMENTS = 100
_EXPECTED = 'expected a program and its arguments such as ["curl", "-s", "…"]'


def shares(check: Check, each: Iterator[tuple[int, object]]) -> Iterator[Share]:
    """The [[share]] tables that hold."""
    for index, value in each:
        table = check.table(ShareTable, value, "share", index)
        if table is None:
            continue
        name, command = clean_line(table.name), _program(table.command)
        if not name:
            check.problem("share", index, "name", "expected a name")
        if not command:
            check.problem("share", index, "command", _EXPECTED)
        if name and command:
            yield Share(name, command, table.input)


def argv(
    check: Check, index: int, key: Literal["command", "filter", "password_command"], feed: Feed
) -> tuple[str, ...]:
    """The arguments of a [[feed]]'s command or filter; a `~` before the program is the home folder."""
    given: list[str] = getattr(feed, key)
    if not given:
        return ()
    found = _program(given)
    if not found:
        check.problem("feed", index, key, _EXPECTED)
    return found


def _program(given: Sequence[str]) -> tuple[str, ...]:
    """A program and its arguments; empty when they are none."""
    if not given or not given[0].strip() or any("\0" in part for part in given) or len(given) > MAX_ARGUMENTS:
        return ()
    first = given[0]
    if first.startswith("~/"):
        first = str(Path(first).expanduser())
    return (first, *given[1:])


def key(command: Sequence[str]) -> str:
    """What identifies a source that is a command."""
    written = f"command:{clean_line(shlex.join(command), 10 * GUID_LIMIT)}"
    if len(written) <= GUID_LIMIT:
        return written
    return f"command:sha256:{hashlib.sha256(shlex.join(command).encode('utf-8', 'replace')).hexdigest()}"


def named(config: Config) -> tuple[tuple[str, ...], ...]:
    """All programs that fetching or a rule would run, each once, in the order of the file."""
    found = (
        part
        for spec in config.sources
        for part in (spec.command, spec.filter, spec.access.password_command)
        if part
    )
    ruled = (action.argv for rule in config.rules for action in rule.do if action.argv)
    return tuple(dict.fromkeys((*found, *ruled)))
