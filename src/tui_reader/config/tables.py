"""The tables of feeds.toml as their reader knows them; a key that is not here is an error."""

from __future__ import annotations

import msgspec

from tui_reader.config.settings import Theme
from tui_reader.model.feed import FullText


class Reader(msgspec.Struct, kw_only=True):
    """The [reader] table."""

    refresh: str | int = 0
    keep: str = "forever"
    full_text: FullText = "ask"
    theme: Theme = "auto"
    measure: int = 78
    browser: list[str] = []
    backlog: str | int = "7d"


class Insight(msgspec.Struct, kw_only=True):
    """The [insight] table."""

    model: str = "auto"


class Source(msgspec.Struct, kw_only=True):
    """What [[feed]] and [[local]] have in common."""

    title: str = ""
    folder: str = ""
    tags: list[str] = []


class Feed(Source, kw_only=True):
    """A [[feed]] table: a `url`, or a `command` in its place."""

    url: str = ""
    every: str | int = 0
    full_text: FullText | None = None
    command: list[str] = []
    filter: list[str] = []
    opml: dict[str, str] = {}


class Local(Source, kw_only=True):
    """A [[local]] table."""

    path: str
    watch: bool = False
