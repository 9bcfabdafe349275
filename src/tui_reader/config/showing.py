"""The configuration that holds, with every default filled in, as plain data and as TOML."""

from __future__ import annotations

import re
from typing import Any

from tui_reader.config.settings import Config
from tui_reader.config.tables import Reader
from tui_reader.model.feed import Access, FeedSpec
from tui_reader.model.site import SiteRule

_OF_A_FEED = ("url", "command", "filter", "title", "folder", "tags", "every", "full_text", "opml")
_OF_AN_ACCESS = ("user_agent", "user", "password_env", "password_command", "password_keyring", "insecure")
_CREDENTIALS = re.compile(r"(?<=//)[^/@]*@")
_DURATIONS = frozenset({"refresh", "keep", "backlog", "every"})
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))
_OF_A_SITE = ("host", "container", "without", "pages", "copy", "learn", "gap")
_OF_A_FOLDER = ("path", "title", "folder", "tags", "watch")


def effective(config: Config) -> dict[str, Any]:
    """The tables of feeds.toml as they are understood; a file of them means the same."""
    return {
        "reader": {name: _written(name, getattr(config, name)) for name in Reader.__struct_fields__},
        "insight": {"model": config.model},
        "feed": [
            _source(spec, _OF_A_FEED) | _differing(spec, config)
            for spec in config.sources
            if spec.kind == "feed"
        ],
        "local": [_source(spec, _OF_A_FOLDER) for spec in config.sources if spec.kind == "local"],
        "query": [
            {"name": query.name, "query": query.text, "folder": query.folder} for query in config.queries
        ],
        "rule": [{"when": rule.when, "do": [str(action) for action in rule.do]} for rule in config.rules],
        "site": [_site(rule) for rule in config.sites],
        "share": [
            {"name": share.name, "command": list(share.command), "input": share.input}
            for share in config.share
        ],
        "macro": [{"key": macro.key, "do": list(macro.do), "words": macro.words} for macro in config.macros],
        "keys": dict(config.keys),
    }


def as_toml(tables: dict[str, Any]) -> str:
    """Plain tables as TOML text."""
    import tomlkit

    return tomlkit.dumps({name: table for name, table in tables.items() if table})


def _source(spec: FeedSpec, names: tuple[str, ...]) -> dict[str, Any]:
    """The keys of a source that say something."""
    found = {name: _written(name, getattr(spec, name)) for name in names}
    return _said(found | (_access(spec.access) if spec.kind == "feed" else {}))


def _differing(spec: FeedSpec, config: Config) -> dict[str, Any]:
    """What a feed says of itself only where it differs from the others."""
    kept = {} if spec.keep == config.keep else {"keep": _written("keep", spec.keep)}
    return kept if spec.enabled else kept | {"enabled": False}


def _site(rule: SiteRule) -> dict[str, Any]:
    """The keys of a site that say something else than none would."""
    plain = SiteRule(rule.host)
    found = {name: _written(name, getattr(rule, name)) for name in _OF_A_SITE}
    return {
        name: value
        for name, value in found.items()
        if name == "host" or value != _written(name, getattr(plain, name))
    }


def _access(access: Access) -> dict[str, Any]:
    """How a feed is asked; what may be secret is starred."""
    found = {name: _written(name, getattr(access, name)) for name in _OF_AN_ACCESS}
    found["headers"] = {name: "***" for name, _ in access.headers}
    return found | {"password": "***" if access.password else "", "proxy": _CREDENTIALS.sub("", access.proxy)}


def _said(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", [], {}, 0)}


def _written(name: str, value: Any) -> Any:
    """A value as feeds.toml has it."""
    if name in _DURATIONS and value:
        size, unit = next((size, unit) for size, unit in _UNITS if value % size == 0)
        return f"{value // size}{unit}"
    if name == "keep":
        return "forever"
    if not isinstance(value, tuple):
        return value
    pairs = value and all(isinstance(item, tuple) for item in value)
    return dict(value) if pairs else list(value)
