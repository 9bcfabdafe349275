"""JSON-LD of a page: the object that describes its article."""

from __future__ import annotations

import html
import json
from collections import deque
from typing import Any

from tui_reader.reading.tree import Element, strip_tags

_LIMIT = 400_000
_OBJECTS = 2_000


def article_data(root: Element) -> dict[str, Any]:
    """The first JSON-LD object whose type is an article's; empty when there is none."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            found = _article(_parsed(script.text or ""))
            if found:
                return found
    return {}


def body_text(data: dict[str, Any]) -> str:
    """The article's text as its JSON-LD gives it, without tags, not washed; empty when it gives none."""
    body = data.get("articleBody")
    if not isinstance(body, str):
        return ""
    text = html.unescape(body[:_LIMIT])
    return strip_tags(text) if "</" in text or "<br" in text else text


def _parsed(text: str) -> Any:
    if len(text) > _LIMIT:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _article(value: Any) -> dict[str, Any]:
    queue: deque[Any] = deque([value])
    for _ in range(_OBJECTS):
        if not queue:
            break
        current = queue.popleft()
        if isinstance(current, list):
            queue.extend(current[:200])
        elif isinstance(current, dict):
            kinds = current.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(
                isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in names
            ):
                return current
            queue.extend(
                current.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in current
            )
    return {}
