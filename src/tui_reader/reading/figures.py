"""Which picture an <img> means: lazy loading, source sets, tracking pixels, emoji."""

from __future__ import annotations

from tui_reader.reading.tree import Element

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-url", "data-image")
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
        source = _of_set(element.get("srcset") or element.get("data-srcset") or "")
    return "" if source.startswith("data:") else source[:2048]


def is_emoji(element: Element) -> bool:
    """Whether the picture stands for a character that its alternative text gives."""
    alt = element.get("alt") or ""
    classes = element.get("class") or ""
    return 0 < len(alt) <= 12 and not alt.isascii() and ("emoji" in classes or "smiley" in classes)


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
