"""The extractor library, loaded without the sockets of the network half that comes with it.

Its text, and what it finds out about a page's author and day, each only when asked: the searches copy
the page's tree. None of this has limits of its own: run it in a process that can be ended.
"""

from __future__ import annotations

import logging
from typing import Any

from tui_reader.model.loading import without_sockets

with without_sockets():
    import trafilatura
    from trafilatura import metadata as _guesses

__all__ = ["extracted_text", "guessed_author", "guessed_day", "guessed_site"]

_Element = Any


def extracted_text(root: _Element, url: str, *, fast: bool = False) -> str:
    """What the extractor takes for the article, or nothing; `fast` leaves out its slowest means."""
    _hush()
    try:
        found = trafilatura.bare_extraction(
            root, url=url or None, fast=fast, include_comments=False, include_tables=True, with_metadata=False
        )
    except Exception:  # noqa: BLE001  a third party's heuristics over hostile pages: its failure is an answer
        return ""
    return str(getattr(found, "text", None) or "")


def guessed_author(root: _Element) -> str:
    """The author that stands in a page where authors usually do, or nothing."""
    _hush()
    try:
        return _guesses.extract_author(root) or ""
    except Exception:  # noqa: BLE001  as above
        return ""


def guessed_day(root: _Element, url: str) -> str:
    """The ISO day on which a page seems to have been published, or nothing."""
    _hush()
    try:
        found = _guesses.find_date(root, extensive_search=True, original_date=True, url=url or None)
    except Exception:  # noqa: BLE001  as above
        return ""
    return (found or "")[:10]


def guessed_site(root: _Element) -> str:
    """The name of the site that a page's <title> ends in, when it is an address; else nothing."""
    try:
        return (_guesses.extract_sitename(root) or "").lstrip("@")
    except Exception:  # noqa: BLE001  as above
        return ""


def _hush() -> None:
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
