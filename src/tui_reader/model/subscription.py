"""A subscription on its way between programs: what OPML and other readers' lists say of one feed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_USERINFO = re.compile(r"(?<=//)[^/?#\s]*@")


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed as another program names it. All strings are washed."""

    url: str = ""
    title: str = ""
    folder: str = ""
    """Folders from the outside in, joined by `/`."""
    tags: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    filter: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    """Attributes that mean nothing here and go out again as they came; namespaced ones as `{uri}name`."""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What a file of another program holds, and what of it cannot be taken over."""

    feeds: tuple[Subscription, ...] = ()
    queries: tuple[tuple[str, str], ...] = ()
    """(name, query in the language of this program)."""
    left_out: tuple[str, ...] = ()
    """A sentence for each thing that has no counterpart here."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found behind an address and can be read."""

    url: str
    title: str
    entries: int
    kind: str = ""
    """What it is written in: RSS, Atom, RDF or JSON Feed; empty when that was not told."""
    newest: int = 0
    """When its latest entry was published, in epoch seconds; 0 when none is dated."""

    @property
    def shown(self) -> str:
        """Its address without user name and password."""
        return _USERINFO.sub("", self.url)
