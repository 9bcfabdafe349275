"""Config: a configuration that holds."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tui_reader.model.feed import FeedSpec, FullText
from tui_reader.model.rule import Rule, SavedQuery
from tui_reader.model.site import SiteRule

Theme = Literal["night", "morning", "auto"]


ShareInput = Literal["text", "json", "link"]


@dataclass(frozen=True, slots=True)
class Share:
    """A program that articles can be handed to."""

    name: str
    command: tuple[str, ...]
    """The program and its arguments; `{url}` and `{title}` are replaced."""
    input: ShareInput = "text"
    """What it gets on its standard input."""


@dataclass(frozen=True, slots=True)
class Macro:
    """A key that runs several actions of the screen, one after the other."""

    key: str
    do: tuple[str, ...]
    """Action ids; whether there are such actions only the screen knows."""
    words: str = ""
    """What the help calls it."""


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration that holds: every value checked, defaults filled in. Durations are seconds."""

    path: Path
    sources: tuple[FeedSpec, ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    rules: tuple[Rule, ...] = ()
    sites: tuple[SiteRule, ...] = ()
    refresh: int = 0
    """Between refreshes while the reader is open; 0 is only when asked."""
    keep: int = 0
    """How long articles are kept; 0 is for ever."""
    full_text: FullText = "ask"
    theme: Theme = "auto"
    keep_pages: bool = False
    """Whether fetched pages are kept byte for byte beside the texts made of them."""
    measure: int = 78
    """Widest reading column, in cells."""
    export: str = ""
    """The folder articles are written into, as the file says it; empty is the current one."""
    browser: tuple[str, ...] = ()
    """The program and its arguments that open a link; `{url}` is replaced, else the link comes last."""
    backlog: int = 7 * 86400
    """How far back new articles are analysed without being asked for."""
    model: str = "auto"
    share: tuple[Share, ...] = ()
    keys: Mapping[str, str] = field(default_factory=lambda: types.MappingProxyType({}))
    """Action id -> key."""
    macros: tuple[Macro, ...] = ()

    @property
    def gaps(self) -> dict[str, int]:
        """Host -> seconds between two requests to it, where a site's table says any."""
        return {rule.host: rule.gap for rule in self.sites if rule.gap}
