"""Writing into feeds.toml: sources and queries are added at its end, all that is there stays as it is.

A file is replaced whole or not at all, and only by one that holds.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tui_reader.config.loading import load, parse
from tui_reader.config.settings import Config
from tui_reader.errors import ConfigError, ConfigProblem
from tui_reader.model.subscription import Subscription
from tui_reader.model.text import clean_line


def add(
    path: Path, feeds: Iterable[Subscription], queries: Iterable[tuple[str, str]] = ()
) -> tuple[Config, tuple[Subscription, ...], tuple[str, ...]]:
    """Add what the file does not name yet: (the new configuration, added feeds, names of added queries).

    Raises ConfigError when the file is broken, cannot be written, or would be broken or too large by what is
    added; then it is as it was.
    """
    config = load(path)
    fresh = missing(config, feeds)
    names = {query.name for query in config.queries}
    asked = {name: query for name, query in queries if name not in names}
    if not fresh and not asked:
        return config, (), ()
    blocks = [_block("feed", _feed(feed)) for feed in fresh]
    blocks += [_block("query", {"name": name, "query": query}) for name, query in asked.items()]
    before = path.read_bytes()
    text = before.decode("utf-8-sig").rstrip("\n")
    data = ("\n\n".join([*([text] if text else []), *blocks]) + "\n").encode()
    found = parse(data, path)
    replace(path, data)
    return found, fresh, tuple(asked)


def missing(config: Config, feeds: Iterable[Subscription]) -> tuple[Subscription, ...]:
    """The feeds that a configuration does not name yet, each once."""
    known = {identity(spec.url) for spec in config.sources} | {spec.command for spec in config.sources}
    found: list[Subscription] = []
    for feed in feeds:
        name = identity(feed.url) if feed.url else feed.command
        if name not in known:
            known.add(name)
            found.append(feed)
    return tuple(found)


def identity(url: str) -> str:
    """What is equal for two spellings of one address: scheme, the case of the host, a slash at the end."""
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    name = host.lower().removesuffix(":443" if scheme.lower() == "https" else ":80")
    return f"{name}{slash}{path}".rstrip("/") if mark else url


def replace(path: Path, data: bytes) -> None:
    """Put other bytes in the place of a file, through a symbolic link, with its mode. Raises ConfigError."""
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o777
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        problem = ConfigProblem(clean_line(str(path)), 0, 0, "", f"cannot be written: {error.strerror}")
        raise ConfigError([problem]) from error


def _feed(feed: Subscription) -> dict[str, Any]:
    """The keys of a [[feed]] table that say something. OPML calls a feed that is switched off a comment."""
    extra = {name: value for name, value in feed.extra if name.lower() != "iscomment"}
    off = len(extra) < len(feed.extra)
    keys = {
        "url": feed.url,
        "command": list(feed.command),
        "filter": list(feed.filter),
        "title": feed.title,
        "folder": feed.folder,
        "tags": list(feed.tags),
        "opml": extra,
    }
    return {key: value for key, value in keys.items() if value} | ({"enabled": False} if off else {})


def _block(table: str, keys: Mapping[str, Any]) -> str:
    """One table as text; tomlkit writes the values, so that nothing in them can end a string."""
    import tomlkit

    lines = tomlkit.table()
    for key, value in keys.items():
        lines.add(key, _inline(value) if isinstance(value, dict) else value)
    return f"[[{table}]]\n{lines.as_string()}".rstrip("\n")


def _inline(value: Mapping[str, str]) -> Any:
    import tomlkit

    found = tomlkit.inline_table()
    found.update(value)
    return found
