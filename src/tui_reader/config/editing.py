"""Changing single sources in feeds.toml: off and on again, another address, out of the file.

Comments, order and spelling of everything else stay. An edit is checked by reading what it would make: where
that is not exactly the change that was asked for, the file is left as it is and an error says where to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from pathlib import Path

from tui_reader.config import writing
from tui_reader.config.loading import load, parse, place_of
from tui_reader.config.settings import Config
from tui_reader.errors import ConfigError, ConfigProblem
from tui_reader.model.feed import FeedSpec
from tui_reader.model.text import clean_line, clean_url

_NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ENABLED = re.compile(r"^[ \t]*enabled[ \t]*=[ \t]*(?:true|false)[ \t]*(#.*)?\n?", re.MULTILINE)
_ADDRESS = re.compile(r"""^([ \t]*url[ \t]*=[ \t]*)(["'])(.*?)\2""", re.MULTILINE)

Edit = Callable[[str], str]
"""From the text of one table to another."""


def line_of(path: Path, key: str) -> int:
    """The line, from 1, of the table that names a source; 1 when the file does not name it or is broken."""
    try:
        sources = load(path).sources
        spec = next(one for one in sources if one.key == key)
        same = [one for one in sources if one.kind == spec.kind]
        return place_of(path, spec.kind, "", "", same.index(spec)).line
    except (ConfigError, StopIteration, OSError):
        return 1


def enable(path: Path, key: str, *, on: bool) -> Config:
    """Have a feed fetched or not. Raises ConfigError; then the file is as it was."""
    return _edit(path, key, lambda table: _enabled(table, on=on), lambda spec: [changed(spec, enabled=on)])


def move(path: Path, key: str, url: str) -> Config:
    """Give a feed another address. Raises ConfigError; then the file is as it was."""
    address = clean_url(url)
    if not address.startswith(("http://", "https://")) or '"' in address or "\\" in address:
        raise _refused(path, "", f"{clean_line(url, 200)} is no address of a feed")

    def edit(table: str) -> str:
        return _ADDRESS.sub(lambda found: f'{found[1]}"{address}"', table, count=1)

    return _edit(path, key, edit, lambda spec: [changed(spec, key=address, url=address)])


def remove(path: Path, key: str) -> Config:
    """Take a feed out of the file; comments behind its table stay. Raises ConfigError."""
    return _edit(path, key, _emptied, lambda _: [])


def _edit(path: Path, key: str, edit: Edit, expected: Callable[[FeedSpec], Sequence[FeedSpec]]) -> Config:
    """Edit the table of a source, if that changes the sources as expected and nothing else."""
    config = load(path)
    place = next((n for n, spec in enumerate(config.sources) if spec.key == key), -1)
    if place < 0 or config.sources[place].kind != "feed":
        raise _refused(path, "", "no [[feed]] names this source any more")
    number = sum(spec.kind == "feed" for spec in config.sources[:place])
    text = path.read_bytes().decode("utf-8-sig")
    begin, end = _table(text, number)
    new = text[:begin] + edit(text[begin:end]) + text[end:]
    sources = (*config.sources[:place], *expected(config.sources[place]), *config.sources[place + 1 :])
    data = (new.strip("\n") + "\n" if new.strip() else "").encode()
    try:
        found = parse(data, path)
    except ConfigError:
        found = config
    if found != changed(config, sources=sources):
        raise _refused(path, key, "is written in a way that only an editor can change")
    writing.replace(path, data)
    return found


def _table(text: str, number: int) -> tuple[int, int]:
    """Where the [[feed]] table of this number, from 0, begins and ends in the text."""
    heads = list(re.finditer(r"^[ \t]*\[\[[ \t]*[\"']?feed[\"']?[ \t]*\]\][^\n]*\n?", text, re.MULTILINE))
    if number >= len(heads):
        return len(text), len(text)
    following = _NEXT.search(text, heads[number].end())
    return heads[number].start(), following.start() if following else len(text)


def _enabled(table: str, *, on: bool) -> str:
    rest = _ENABLED.sub("", table)
    if on:
        return rest
    head, mark, keys = rest.partition("\n")
    return f"{head}{mark or chr(10)}enabled = false\n{keys}"


def _emptied(table: str) -> str:
    """What stays of a table: the comments and blank lines behind its last key."""
    lines = table.splitlines(keepends=True)
    last = max((n for n, line in enumerate(lines) if line.strip() and line.lstrip()[:1] != "#"), default=0)
    return "".join(lines[last + 1 :]).lstrip("\n")


def _refused(path: Path, key: str, message: str) -> ConfigError:
    line = line_of(path, key) if key else 0
    return ConfigError([ConfigProblem(clean_line(str(path)), line, int(line > 0), "feed", message)])
