"""Which picture an <img> means: lazy loading, source sets, pixels, emoji; and which one leads an article."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from tui_reader.model.document import Document, Figure
from tui_reader.reading.tree import Element

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-url", "data-image")
_SOURCES = 12
_TOP = 2
"""Blocks at the top of an article beside which a picture leads it."""
_SIZE = re.compile(r"[-_@]?\d{2,4}x\d{0,4}|[-_](?:scaled|large|medium|small|thumb|\d{3,4}w?)(?=$|[-_])")
_NOBODY = re.compile(
    r"logo|default|placeholder|fallback|sharing|share[-_]|social|og[-_]?image|opengraph|avatar|favicon|generic",
    re.IGNORECASE,
)
"""Names of pictures that stand for a site and for no article of it."""
_TINY = 32
"""Pictures narrower or lower than this are pixels and icons."""


def figure_url(element: Element) -> str:
    """The reference of the picture as written, or nothing for tracking pixels, icons and inline data."""
    if _tiny(element):
        return ""
    source = (element.get("src") or "").strip()
    if not source or source.startswith("data:") or _placeholder(source):
        source = next((value for name in _LAZY if (value := (element.get(name) or "").strip())), source)
    if not source or source.startswith("data:"):
        source = _of_set(element.get("srcset") or element.get("data-srcset") or "") or _of_picture(element)
    return "" if source.startswith("data:") else source[:2048]


def led(document: Document, image: str) -> Document:
    """The document with the picture that its page shows to others (washed address) at its top.

    Unless a picture stands there already, it is one of the article's, or it is the site's by its name.
    """
    name = _stem(image)
    if not image.startswith(("https://", "http://")) or not name or _NOBODY.search(image.rpartition("/")[2]):
        return document
    if any(figure.block <= _TOP or _stem(figure.url) == name for figure in document.figures):
        return document
    return replace(document, figures=(Figure(0, image), *document.figures))


def _stem(url: str) -> str:
    """The name of a picture's file without what sizes of it differ by."""
    name = url.partition("?")[0].partition("#")[0].rpartition("/")[2].rpartition(".")[0] or url
    return _SIZE.sub("", name.lower())


def is_emoji(element: Element) -> bool:
    """Whether the picture stands for a character that its alternative text gives."""
    alt = element.get("alt") or ""
    classes = element.get("class") or ""
    return 0 < len(alt) <= 12 and not alt.isascii() and ("emoji" in classes or "smiley" in classes)


def _of_picture(element: Element) -> str:
    """What stands in the <source> elements beside an <img> that names nothing itself."""
    # To libxml2 a <source> is not empty: what comes after it stands in it.
    parent = element.getparent()
    for _ in range(_SOURCES):
        if parent is None or parent.tag not in {"source", "picture"}:
            return ""
        if parent.tag == "picture":
            break
        parent = parent.getparent()
    else:
        return ""
    sets = (each.get("srcset") or each.get("data-srcset") or "" for each in islice(parent.iter("source"), 8))
    return next((found for value in sets if (found := _of_set(value))), "")


def _placeholder(source: str) -> bool:
    name = source.rsplit("/", 1)[-1].lower()
    return any(word in name for word in ("placeholder", "blank.gif", "spacer", "transparent", "lazy"))


def _tiny(element: Element) -> bool:
    """Whether a side is too short; 0 alone is what pages write whose scripts set it."""
    sides = [_side(element.get(name) or "") for name in ("width", "height")]
    return any(0 < side < _TINY for side in sides if side is not None) or sides == [0, 0]


def _side(value: str) -> int | None:
    value = value.strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None


def _of_set(value: str) -> str:
    """The largest candidate of a source set."""
    best, best_size = "", -1.0
    for candidate in value[:8192].replace(",http", ", http").split(", "):
        words = candidate.split()
        if not words or words[0].startswith("data:"):
            continue
        try:
            size = float(words[1][:-1]) if len(words) > 1 else 1.0
        except ValueError:
            size = 0.0
        if size > best_size:
            best, best_size = words[0].rstrip(","), size
    return best
