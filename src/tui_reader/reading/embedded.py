"""Texts in the data that JavaScript frameworks draw a page from: what looks like an article in them.

Data in a `<script type="application/json">`, assigned to a name (`window.__INITIAL_STATE__ = {...}`), or
streamed in pieces (`self.__next_f.push([1, "..."])`). Only JSON is read; no script is ever run. Bounded.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from html import escape
from typing import Any

from tui_reader.reading.tree import Element

_LIMIT = 3_000_000
"""Characters of one script that are looked at."""
_LEAST = 1_000
_VALUES = 50_000
_SCRIPTS = 200
_LONG = 500
"""Characters that an article has."""
_PIECE = 40
"""Characters that a paragraph has."""
_PIECES = 4
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)?\s*(?:\.|\[['\"])?\s*[\w$]+['\"\]]*\s*=\s*(?:JSON\.parse\()?(?=[{\['\"])"
)
_PUSHED = re.compile(r"self\.__next_f\.push\(")
_ROW = re.compile(r"(?:^|\n)[0-9a-f]{1,6}:(?:T[0-9a-f]{1,8},)?")
_KEYS = ("text", "html", "content", "value", "body")
"""What frameworks call the text of a paragraph."""


def texts_in_scripts(root: Element) -> Iterator[str]:
    """The texts in a page's data that may be an article, as HTML; the reader chooses by length."""
    pushed: list[str] = []
    for seen, script in enumerate(root.iter("script")):
        text = script.text or ""
        if seen >= _SCRIPTS or not text:
            continue
        match = _PUSHED.match(text.lstrip()[:40])
        if match and len(text) < _LIMIT:
            pushed.append(_streamed(text.lstrip()[match.end() :]))
        elif _LEAST < len(text) < _LIMIT:
            for value in _values(text, script):
                yield from _articles(value)
    for row in _ROW.split("".join(pushed)[:_LIMIT]):
        if _is_article(row):
            yield row
        elif row.startswith(("[", "{")) and len(row) > _LONG:
            yield from _articles(_parsed(row))


def _values(text: str, script: Element) -> Iterator[Any]:
    """The JSON values of a script."""
    kind = (script.get("type") or "").lower()
    if script.get("id") == "__NEXT_DATA__" or kind == "application/json":
        yield _parsed(text)
    elif not kind or "javascript" in kind:
        match = _ASSIGNED.search(text[:2_000])
        if match:
            value = _begin(text[match.end() :])
            yield _parsed(value) if isinstance(value, str) else value


def _streamed(text: str) -> str:
    """The piece of text in the arguments of a push, or nothing."""
    value = _begin(text)
    piece = value[1] if isinstance(value, list) and len(value) > 1 else ""
    return piece if isinstance(piece, str) else ""


def _begin(text: str) -> Any:
    """The JSON value with which a text begins, or None."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _articles(root: Any) -> Iterator[str]:
    """The strings and lists of paragraphs in a value that look like an article."""
    queue: deque[Any] = deque([root])
    for _ in range(_VALUES):
        if not queue:
            return
        value = queue.popleft()
        if isinstance(value, dict):
            queue.extend(value.values())
        elif isinstance(value, list):
            if joined := _joined(value):
                yield joined
            queue.extend(value)
        elif isinstance(value, str) and _is_article(value):
            yield value


def _is_article(text: str) -> bool:
    return len(text) > _LONG and text.count("<p") >= 2


def _joined(values: list[Any]) -> str:
    """Paragraphs that a list holds one by one, as HTML; nothing when it is no such list."""
    found = [piece for value in values[:2_000] if len(piece := _piece(value)) >= _PIECE]
    if len(found) < _PIECES or 2 * len(found) < len(values) or sum(map(len, found)) <= _LONG:
        return ""
    return "".join(piece if "</" in piece else f"<p>{escape(piece)}</p>" for piece in found)


def _piece(value: Any) -> str:
    if isinstance(value, str):
        return value if " " in value else ""
    if isinstance(value, dict):
        return next((text for key in _KEYS if isinstance(text := value.get(key), str) and " " in text), "")
    return ""
