"""What pages of one site have in common, as the reader tells it and takes it: plain data, no rules.

A reader of pages gives `SiteFacts` of each page; whoever keeps them counts, and gives `SiteMemory` back.
"""

from __future__ import annotations

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
