"""feeds.toml -> Config: the only reader and writer of TOML. Finds all problems in one pass."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import msgspec

from tui_reader.errors import ConfigError, ConfigProblem
from tui_reader.model.feed import SAVED_KEY, FeedSpec, FullText
from tui_reader.model.text import clean_line, clean_url

SIZE_LIMIT = 1_000_000
SOURCES_LIMIT = 5_000
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"\s*(\d{1,6})\s*([smhdw])\s*")

T = TypeVar("T", bound=msgspec.Struct)
Theme = Literal["night", "morning", "auto"]


class _Reader(msgspec.Struct, kw_only=True):
    """The [reader] table."""

    refresh: str | int = 0
    keep: str = "forever"
    full_text: FullText = "ask"
    theme: Theme = "auto"
    measure: int = 78
    browser: list[str] = []
    backlog: str | int = "7d"


class _Insight(msgspec.Struct, kw_only=True):
    """The [insight] table."""

    model: str = "auto"


class _Source(msgspec.Struct, kw_only=True):
    """What [[feed]] and [[local]] have in common."""

    title: str = ""
    folder: str = ""
    tags: list[str] = []


class _Feed(_Source, kw_only=True):
    """A [[feed]] table."""

    url: str
    every: str | int = 0
    full_text: FullText | None = None


class _Local(_Source, kw_only=True):
    """A [[local]] table."""

    path: str
    watch: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration that holds: every value checked, defaults filled in. Durations are seconds."""

    path: Path
    sources: tuple[FeedSpec, ...] = ()
    refresh: int = 0
    """Between refreshes while the reader is open; 0 is only when asked."""
    keep: int = 0
    """How long articles are kept; 0 is for ever."""
    full_text: FullText = "ask"
    theme: Theme = "auto"
    measure: int = 78
    """Widest reading column, in cells."""
    browser: tuple[str, ...] = ()
    """The program and its arguments that open a link; `{url}` is replaced, else the link comes last."""
    backlog: int = 7 * 86400
    """How far back new articles are analysed without being asked for."""
    model: str = "auto"
    keys: Mapping[str, str] = field(default_factory=lambda: types.MappingProxyType({}))
    """Action id -> key."""


def load(path: Path) -> Config:
    """Read a configuration file. Raises ConfigError with everything that is wrong with it."""
    name = clean_line(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError([ConfigProblem(name, 0, 0, "", f"cannot be read: {error.strerror}")]) from None
    return parse(data, path)


def parse(data: bytes, path: Path) -> Config:
    """Make a Config of the bytes of a file at `path`; relative [[local]] paths start at its folder."""
    name = clean_line(str(path))
    if len(data) > SIZE_LIMIT:
        raise ConfigError([ConfigProblem(name, 0, 0, "", f"larger than {SIZE_LIMIT:,} bytes")])
    text, tables = _tables(data, name)
    check = _Check(name, text)
    config = _config(check, tables, path)
    if check.problems:
        raise ConfigError(sorted(check.problems, key=lambda problem: (problem.line, problem.column)))
    return config


def _tables(data: bytes, name: str) -> tuple[str, dict[str, Any]]:
    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError([ConfigProblem(name, line, 1, "", "not UTF-8 text")]) from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r"\(at line (\d+), column (\d+)\)", message)
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        message = clean_line(re.sub(r"\s*\(at [^)]*\)$", "", message))
        raise ConfigError([ConfigProblem(name, line, column, "", f"not valid TOML: {message}")]) from None
    except RecursionError:
        raise ConfigError([ConfigProblem(name, 0, 0, "", "nested too deeply")]) from None


class _Check:
    """Collects problems and knows where each key stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.problems: list[ConfigProblem] = []

    def problem(self, table: str, index: int, key: str, message: str) -> None:
        line, column = _place(self.text, table, index, key)
        label = f"{table}[{index + 1}]" if index >= 0 else table
        dotted = ".".join(part for part in (label, key) if part)
        self.problems.append(ConfigProblem(self.name, line, column, clean_line(dotted), clean_line(message)))

    def table(self, kind: type[T], value: object, table: str, index: int = -1) -> T | None:
        """Check one table key by key, so that all its problems are found; None when it cannot be used."""
        before = len(self.problems)
        if not isinstance(value, dict):
            self.problem(table, index, "", f"expected a table, got {_kind(value)}")
            return None
        known = {info.name: info for info in msgspec.structs.fields(kind)}
        good: dict[str, Any] = {}
        for key, item in value.items():
            if key not in known:
                self.problem(table, index, key, f"unknown key{_nearest(key, known)}")
                continue
            try:
                good[key] = msgspec.convert(item, known[key].type)
            except msgspec.ValidationError:
                self.problem(table, index, key, f"expected {_expected(known[key].type)}, got {_shown(item)}")
        for key, info in known.items():
            if info.required and key not in value:
                self.problem(table, index, "", f"the key {key} is missing")
        return kind(**good) if len(self.problems) == before else None

    def seconds(self, table: str, index: int, key: str, value: str | int) -> int:
        """A duration in seconds: "30m", "2h", "7d" or 0."""
        if isinstance(value, int) and not isinstance(value, bool) and value == 0:
            return 0
        match = _DURATION.fullmatch(str(value))
        if not match or isinstance(value, int):
            self.problem(table, index, key, f'expected a duration such as "30m", "2h" or "7d", got {value!r}')
            return 0
        return int(match[1]) * _UNITS[match[2]]


def _config(check: _Check, tables: dict[str, Any], path: Path) -> Config:
    known = ("reader", "insight", "feed", "local", "keys")
    for key in tables:
        if key not in known:
            check.problem(key, -1, "", f"unknown table{_nearest(key, known)}")
    reader = check.table(_Reader, tables.get("reader", {}), "reader") or _Reader()
    insight = check.table(_Insight, tables.get("insight", {}), "insight") or _Insight()
    keep = 0 if reader.keep == "forever" else check.seconds("reader", -1, "keep", reader.keep)
    if not 20 <= reader.measure <= 400:
        check.problem("reader", -1, "measure", f"expected 20 to 400 cells, got {reader.measure}")
    sources = (*_feeds(check, tables, reader), *_locals(check, tables, path))
    if len(sources) > SOURCES_LIMIT:
        check.problem("feed", -1, "", f"more than {SOURCES_LIMIT:,} sources")
    return Config(
        path=path,
        sources=_unique(check, sources),
        refresh=check.seconds("reader", -1, "refresh", reader.refresh),
        keep=keep,
        full_text=reader.full_text,
        theme=reader.theme,
        measure=reader.measure,
        browser=tuple(reader.browser),
        backlog=check.seconds("reader", -1, "backlog", reader.backlog),
        model=insight.model,
        keys=types.MappingProxyType(_keys(check, tables.get("keys", {}))),
    )


def _each(check: _Check, tables: dict[str, Any], table: str) -> Iterator[tuple[int, object]]:
    value = tables.get(table, [])
    if not isinstance(value, list):
        check.problem(table, -1, "", f"write [[{table}]], with two brackets, for each {table}")
        return
    yield from enumerate(value)


def _feeds(check: _Check, tables: dict[str, Any], reader: _Reader) -> Iterator[FeedSpec]:
    for index, value in _each(check, tables, "feed"):
        feed = check.table(_Feed, value, "feed", index)
        if feed is None:
            continue
        url = clean_url(feed.url)
        if not url.lower().startswith(("http://", "https://")):
            check.problem("feed", index, "url", f"expected an http or https address, got {_shown(feed.url)}")
            continue
        yield FeedSpec(
            key=url,
            kind="feed",
            url=url,
            title=clean_line(feed.title),
            folder=clean_line(feed.folder),
            tags=tuple(map(clean_line, feed.tags)),
            every=check.seconds("feed", index, "every", feed.every),
            full_text=feed.full_text or reader.full_text,
        )


def _locals(check: _Check, tables: dict[str, Any], path: Path) -> Iterator[FeedSpec]:
    for index, value in _each(check, tables, "local"):
        local = check.table(_Local, value, "local", index)
        if local is None:
            continue
        if not local.path.strip() or "\0" in local.path:
            check.problem(
                "local", index, "path", "expected a file, a folder or a pattern such as ~/articles/**/*"
            )
            continue
        yield FeedSpec(
            key="local:" + clean_line(local.path),
            kind="local",
            path=str(path.absolute().parent / Path(local.path).expanduser()),
            title=clean_line(local.title),
            folder=clean_line(local.folder),
            tags=tuple(map(clean_line, local.tags)),
            watch=local.watch,
        )


def _unique(check: _Check, sources: tuple[FeedSpec, ...]) -> tuple[FeedSpec, ...]:
    seen: dict[str, FeedSpec] = {}
    counts = {"feed": -1, "local": -1, "saved": -1}
    for spec in sources:
        counts[spec.kind] += 1
        if spec.key in seen or spec.key == SAVED_KEY:
            key = "url" if spec.kind == "feed" else "path"
            check.problem(spec.kind, counts[spec.kind], key, f"{spec.url or spec.path} is named twice")
        seen[spec.key] = spec
    return tuple(seen.values())


def _keys(check: _Check, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        check.problem("keys", -1, "", f"expected a table, got {_kind(value)}")
        return {}
    for key, item in value.items():
        if not isinstance(item, str) or not item:
            check.problem("keys", -1, key, f'expected a key such as "b" or "ctrl+x", got {_shown(item)}')
    return {key: item for key, item in value.items() if isinstance(item, str)}


def _nearest(key: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def _shown(value: object) -> str:
    return f"{_kind(value)} ({str(value)[:60]})"


def _expected(annotation: Any) -> str:
    """A type as a person says it."""
    if annotation is type(None):
        return "nothing"
    if choices := [arg for arg in get_args(annotation) if isinstance(arg, str)]:
        return "one of " + ", ".join(f'"{choice}"' for choice in choices)
    plain = {str: "text", int: "a whole number", bool: "true or false"}
    if annotation in plain:
        return plain[annotation]
    parts = [_expected(arg) for arg in get_args(annotation) if arg is not type(None)]
    if getattr(annotation, "__origin__", None) is list:
        return f"a list of {parts[0]}"
    return " or ".join(parts)


def _place(text: str, table: str, index: int, key: str) -> tuple[int, int]:
    """Line and column (from 1) of a key, else of its table, else (1, 1). tomllib gives no positions."""
    head = re.compile(rf"^[ \t]*\[{{1,2}}[ \t]*(?:\"?{re.escape(table)}\"?)[ \t]*\]{{1,2}}", re.MULTILINE)
    heads = list(head.finditer(text))
    if not heads:
        plain = re.search(rf"^[ \t]*\"?{re.escape(table)}\"?[ \t]*[.=]", text, re.MULTILINE)
        return _line_column(text, plain.start()) if plain else (1, 1)
    start = heads[min(max(index, 0), len(heads) - 1)]
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, start.end())
    body = text[start.end() : following.start() if following else len(text)]
    found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[.=]", body, re.MULTILINE) if key else None
    return _line_column(text, start.end() + found.start() if found else start.start())


def _line_column(text: str, offset: int) -> tuple[int, int]:
    offset += len(text[offset:]) - len(text[offset:].lstrip(" \t"))
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


STARTER = """\
# The sources of tui-reader. Every key is optional but url and path.

[reader]
# refresh = "30m"       # while the reader is open; 0 or no key: only when you press r or R
# full_text = "ask"     # ask: fetch the page on x; always: of each new article; feed: never
# theme = "auto"        # night, morning, auto
# keep = "forever"

# [[feed]]
# url = "https://example.org/feed.xml"
# title = "Example"
# folder = "World"
# every = "1h"

# [[local]]                    # .txt, .md and .html files are articles, too
# path = "~/articles"
# folder = "Files"
"""


def write_starter(path: Path) -> None:
    """Write the commented first configuration; never over a file that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(STARTER)
