"""Bytes of a feeds.toml -> Config."""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tui_reader.config import access, programs, sites
from tui_reader.config.checking import Check, kind_of, nearest, shown
from tui_reader.config.settings import Config, Macro
from tui_reader.config.tables import Feed, File, Insight, Local, Reader
from tui_reader.config.tables import Macro as MacroTable
from tui_reader.errors import ConfigError, ConfigProblem
from tui_reader.model.feed import SAVED_KEY, FeedSpec
from tui_reader.model.rule import Rule, SavedQuery
from tui_reader.model.text import clean_line, clean_url

SIZE_LIMIT = 1_000_000
SOURCES_LIMIT = 5_000
MACRO_LIMIT = 50


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
    check = Check(name, text)
    config = _config(check, tables, path)
    if check.problems:
        raise ConfigError(sorted(check.problems, key=lambda problem: (problem.line, problem.column)))
    return config


def place_of(path: Path, table: str, key: str, message: str, index: int = -1) -> ConfigProblem:
    """A problem that somebody else found with a key of a file that holds."""
    check = Check(clean_line(str(path)), path.read_text(encoding="utf-8-sig"))
    check.problem(table, index, key, message)
    return check.problems[0]


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


def _config(check: Check, tables: dict[str, Any], path: Path) -> Config:
    known = File.__struct_fields__
    for key in tables:
        if key not in known:
            check.problem(key, -1, "", f"unknown table{nearest(key, known)}")
    reader = check.table(Reader, tables.get("reader", {}), "reader") or Reader()
    insight = check.table(Insight, tables.get("insight", {}), "insight") or Insight()
    keep = 0 if reader.keep == "forever" else check.seconds("reader", -1, "keep", reader.keep)
    if not 20 <= reader.measure <= 400:
        check.problem("reader", -1, "measure", f"expected 20 to 400 cells, got {reader.measure}")
    if "\0" in reader.export:
        check.problem("reader", -1, "export", "expected a folder such as ~/articles")
    sources = (*_feeds(check, tables, reader, keep), *_locals(check, tables, path))
    if len(sources) > SOURCES_LIMIT:
        check.problem("feed", -1, "", f"more than {SOURCES_LIMIT:,} sources")
    return Config(
        path=path,
        sources=_unique(check, sources),
        queries=_queries(check, tables),
        rules=_rules(check, tables),
        sites=tuple(sites.rules(check, _each(check, tables, "site"))),
        refresh=check.seconds("reader", -1, "refresh", reader.refresh),
        keep=keep,
        full_text=reader.full_text,
        theme=reader.theme,
        keep_pages=reader.keep_pages,
        measure=reader.measure,
        export=reader.export,
        browser=tuple(reader.browser),
        backlog=check.seconds("reader", -1, "backlog", reader.backlog),
        model=insight.model,
        share=tuple(programs.shares(check, _each(check, tables, "share"))),
        keys=types.MappingProxyType(_keys(check, tables.get("keys", {}))),
        macros=tuple(_macros(check, tables)),
    )


def _queries(check: Check, tables: dict[str, Any]) -> tuple[SavedQuery, ...]:
    if "query" not in tables:
        return ()
    from tui_reader.config import queries

    return tuple(queries.saved(check, _each(check, tables, "query")))


def _rules(check: Check, tables: dict[str, Any]) -> tuple[Rule, ...]:
    if "rule" not in tables:
        return ()
    from tui_reader.config import queries

    return tuple(queries.rules(check, _each(check, tables, "rule")))


def _each(check: Check, tables: dict[str, Any], table: str) -> Iterator[tuple[int, object]]:
    value = tables.get(table, [])
    if not isinstance(value, list):
        check.problem(table, -1, "", f"write [[{table}]], with two brackets, for each {table}")
        return
    yield from enumerate(value)


def _feeds(check: Check, tables: dict[str, Any], reader: Reader, keep: int) -> Iterator[FeedSpec]:
    for index, value in _each(check, tables, "feed"):
        named = isinstance(value, dict) and ("url" in value or value.get("command"))
        if isinstance(value, dict) and not named:
            check.problem("feed", index, "", "the key url is missing")
        feed = check.table(Feed, value, "feed", index)
        url = _address(check, index, feed) if feed and named else None
        if feed is None or url is None:
            continue
        command, sieve = (
            programs.argv(check, index, "command", feed),
            programs.argv(check, index, "filter", feed),
        )
        yield FeedSpec(
            key=url or programs.key(command),
            kind="feed",
            url=url,
            title=clean_line(feed.title),
            folder=clean_line(feed.folder),
            tags=tuple(map(clean_line, feed.tags)),
            every=check.seconds("feed", index, "every", feed.every),
            full_text=feed.full_text or reader.full_text,
            command=command,
            filter=sieve,
            opml=tuple(feed.opml.items()),
            access=access.of(check, index, feed),
            keep=_seconds(check, index, feed.keep) if feed.keep else keep,
            enabled=feed.enabled,
        )


def _seconds(check: Check, index: int, keep: str) -> int:
    return 0 if keep == "forever" else check.seconds("feed", index, "keep", keep)


def _address(check: Check, index: int, feed: Feed) -> str | None:
    """The washed address of a feed, empty for one with a command; None when it cannot be used."""
    if feed.command and not feed.url:
        return ""
    if feed.command:
        check.problem("feed", index, "command", "expected either url or command, got both")
        return None
    url = clean_url(feed.url)
    if url.lower().startswith(("http://", "https://")):
        return url
    check.problem("feed", index, "url", f"expected an http or https address, got {shown(feed.url)}")
    return None


def _locals(check: Check, tables: dict[str, Any], path: Path) -> Iterator[FeedSpec]:
    for index, value in _each(check, tables, "local"):
        local = check.table(Local, value, "local", index)
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


def _unique(check: Check, sources: tuple[FeedSpec, ...]) -> tuple[FeedSpec, ...]:
    seen: dict[str, FeedSpec] = {}
    counts = {"feed": -1, "local": -1, "saved": -1}
    for spec in sources:
        counts[spec.kind] += 1
        if spec.key in seen or spec.key == SAVED_KEY:
            key = "path" if spec.kind == "local" else "url" if spec.url else "command"
            check.problem(spec.kind, counts[spec.kind], key, f"{spec.path or spec.key} is named twice")
        seen[spec.key] = spec
    return tuple(seen.values())


def _keys(check: Check, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        check.problem("keys", -1, "", f"expected a table, got {kind_of(value)}")
        return {}
    for key, item in value.items():
        if not isinstance(item, str) or not item:
            check.problem("keys", -1, key, f'expected a key such as "b" or "ctrl+x", got {shown(item)}')
    return {key: item for key, item in value.items() if isinstance(item, str)}


def _macros(check: Check, tables: dict[str, Any]) -> Iterator[Macro]:
    for index, value in _each(check, tables, "macro"):
        table = check.table(MacroTable, value, "macro", index)
        if table is None:
            continue
        if not table.key:
            check.problem("macro", index, "key", 'expected a key such as "b" or "ctrl+x"')
        elif not 0 < len(table.do) <= MACRO_LIMIT:
            check.problem("macro", index, "do", f"expected 1 to {MACRO_LIMIT} actions, got {len(table.do)}")
        else:
            yield Macro(table.key, tuple(map(clean_line, table.do)), clean_line(table.words))
