"""Programs that the configuration names: argument lists, never a line for a shell."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tui_reader.config.checking import Check
from tui_reader.config.settings import Config
from tui_reader.config.tables import Feed
from tui_reader.model.text import GUID_LIMIT, clean_line

MAX_ARGUMENTS = 100


def argv(check: Check, index: int, key: Literal["command", "filter"], feed: Feed) -> tuple[str, ...]:
    """The arguments of a [[feed]]'s command or filter; a `~` before the program is the home folder."""
    given = feed.command if key == "command" else feed.filter
    if not given:
        return ()
    if not given[0].strip() or any("\0" in part for part in given) or len(given) > MAX_ARGUMENTS:
        check.problem("feed", index, key, 'expected a program and its arguments such as ["curl", "-s", "…"]')
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
    found = (part for spec in config.sources for part in (spec.command, spec.filter) if part)
    ruled = (action.argv for rule in config.rules for action in rule.do if action.argv)
    return tuple(dict.fromkeys((*found, *ruled)))
