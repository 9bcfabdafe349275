"""The configuration that holds, with every default filled in, as plain data and as TOML."""

from __future__ import annotations

from typing import Any

from tui_reader.config.settings import Config
from tui_reader.config.tables import Reader
from tui_reader.model.feed import FeedSpec

_OF_A_FEED = ("url", "command", "filter", "title", "folder", "tags", "every", "full_text", "opml")
_OF_A_FOLDER = ("path", "title", "folder", "tags", "watch")


def effective(config: Config) -> dict[str, Any]:
    """The tables of feeds.toml as they are understood; durations are seconds, paths absolute."""
    return {
        "reader": {name: _plain(getattr(config, name)) for name in Reader.__struct_fields__},
        "insight": {"model": config.model},
        "feed": [_source(spec, _OF_A_FEED) for spec in config.sources if spec.kind == "feed"],
        "local": [_source(spec, _OF_A_FOLDER) for spec in config.sources if spec.kind == "local"],
        "query": [
            {"name": query.name, "query": query.text, "folder": query.folder} for query in config.queries
        ],
        "rule": [{"when": rule.when, "do": [str(action) for action in rule.do]} for rule in config.rules],
        "keys": dict(config.keys),
    }


def as_toml(tables: dict[str, Any]) -> str:
    """Plain tables as TOML text."""
    import tomlkit

    return tomlkit.dumps({name: table for name, table in tables.items() if table})


def _source(spec: FeedSpec, names: tuple[str, ...]) -> dict[str, Any]:
    """The keys of a source that say something."""
    found = {name: _plain(getattr(spec, name)) for name in names}
    return {name: value for name, value in found.items() if value not in ("", [], {}, 0)}


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    pairs = value and all(isinstance(item, tuple) for item in value)
    return dict(value) if pairs else list(value)
