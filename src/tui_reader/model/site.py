"""What pages of one site have in common, as the reader tells it and takes it: plain data, no rules.

A reader of pages gives `SiteFacts` of each page; whoever keeps them counts, and gives `SiteMemory` back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SEEN = 3
"""Other pages of a site that must have a text before it counts as the site's own."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What one page says about its site."""

    texts: tuple[str, ...] = ()
    """Fingerprints of texts that are, or might have been taken for, part of its article; each once."""
    container: str = ""
    """The path of the element that holds the article, empty when it is the whole page."""


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """What earlier pages of a site have taught; an empty one changes nothing."""

    repeated: frozenset[str] = frozenset()
    """Fingerprints of texts seen on at least `SEEN` other pages: the site's, not the article's."""
    containers: tuple[str, ...] = ()
    """Paths of the elements that held most of its articles, the commonest first."""


@dataclass(frozen=True, slots=True)
class SiteRule:
    """What a reader says about the pages of a site; it goes before what the pages have taught."""

    host: str
    """Without "www."; it holds for hosts below it, too."""
    container: str = ""
    """The path of the element that holds the article, as `site HOST` shows it; empty: what pages taught."""
    without: tuple[str, ...] = ()
    """Whole paragraphs, of 3 to 60 words, that are no part of any article."""
    pages: int = 10
    """Pages of one article that are fetched at most."""
    copy: bool = True
    """Whether a copy for programs is asked for when a page holds little."""
    learn: bool = True
    """Whether the pages teach anything."""
    gap: int = 0
    """Seconds between two requests to it; 0 leaves that to what is known of the site."""


def rule_for(rules: Sequence[SiteRule], host: str) -> SiteRule:
    """The rule of a host: its own, else the nearest domain's above it, else one that changes nothing."""
    fitting = [rule for rule in rules if host == rule.host or host.endswith(f".{rule.host}")]
    return max(fitting, key=lambda rule: len(rule.host), default=SiteRule(host))
