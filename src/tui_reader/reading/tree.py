"""HTML text -> lxml tree, within limits: size is cut and deep nesting flattened before the parser sees it.

libxml2 drops whatever stands deeper than 256 levels, so wrappers beyond `DEPTH_LIMIT` are taken out first and
their text stays. Linear in its input; fetches nothing.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tui_reader.reading.tags import INLINE, SELF_CLOSED, VOID

HTML_LIMIT = 1_000_000
"""Characters of a fragment that are looked at."""
PAGE_LIMIT = 6_000_000
"""Characters of a whole page that are looked at; most of a long page is scripts."""
DEPTH_LIMIT = 200

Element = Any
"""An lxml.html.HtmlElement; lxml ships no types."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>|<!--")
_NUL = re.compile("[\x00\ud800-\udfff]")
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""Pages glued together from whole pages have these amid their text; libxml2 drops what comes after them."""
_RUN = re.compile(r"[^<>]{1000,}")
_BLANK = re.compile(r"\s")
_WEIGHT = {"ul": 2, "ol": 2, "dl": 2, "table": 4, "select": 2}
"""Levels an element brings with the self-closed children it needs."""
_OPAQUE = frozenset({"script", "style", "textarea", "title", "noscript", "xmp"})


def parse(source: str, limit: int = HTML_LIMIT, depth: int = DEPTH_LIMIT) -> Element | None:
    """The root element of a page or fragment, or None when there is nothing to parse.

    `limit` is in characters; wrappers below `depth` levels are taken out.
    """
    source = _ENDS.sub("", _NUL.sub("", source[:limit]))
    if limit <= HTML_LIMIT:
        source = _RUN.sub(_divide, source)
    source = flatten(source, depth)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def flatten(source: str, limit: int = DEPTH_LIMIT) -> str:
    """The same HTML with the wrappers below `limit` levels taken out; their text stays, parted by breaks."""
    if source.count("<") <= limit:
        return source
    kept: list[str] = []
    done = 0
    for start, end, drop, breaks in _excess(source, limit):
        if start > done:
            kept.append(source[done:start])
        if not drop:
            kept.append(source[start:end])
        elif breaks and not (start == done and kept and kept[-1] == "<br><br>"):
            kept.append("<br><br>")
        done = end
    return "".join((*kept, source[done:])) if kept else source


def strip_tags(source: str) -> str:
    """What is left of HTML without tags, scripts and comments: the last resort, with no structure."""
    kept: list[str] = []
    ended: set[str] = set()
    position = 0
    while match := _TAG.search(source, position):
        kept.append(source[position : match.start()])
        position = match.end()
        name = (match[2] or "").lower()
        if not name:
            position = _after(source, "-->", position, ended)
        elif name in {"script", "style"} and not match[1]:
            position = _after(source, f"</{name}", position, ended)
        elif name not in INLINE:
            kept.append("\n")
    return re.sub(r"[ \t\r\f]+", " ", "".join((*kept, source[position:]))).strip()


def _divide(run: re.Match[str]) -> str:
    """A long stretch with no tag, cut at blanks by an invisible element.

    Should the stretch be attributes, this ends their tag: libxml2 takes quadratic time over the attributes of
    one element. In text it changes nothing.
    """
    text, parts, start = run[0], [], 0
    while len(text) - start > 1000 and (blank := _BLANK.search(text, start + 1000)):
        parts.append(text[start : blank.start()])
        start = blank.start()
    return "<wbr>".join((*parts, text[start:]))


def _excess(source: str, limit: int) -> list[tuple[int, int, bool, bool]]:
    """The tags that stand too deep: (start, end, is dropped, leaves a break)."""
    found: list[tuple[int, int, bool, bool]] = []
    open_tags: list[str] = []
    counts: dict[str, int] = {}
    depth = position = 0
    ended: set[str] = set()
    while match := _TAG.search(source, position):
        position = match.end()
        name = (match[2] or "").lower()
        if not name:
            position = _after(source, "-->", position, ended)
        elif match[1]:
            if counts.get(name):
                while True:
                    last = open_tags.pop()
                    counts[last] -= 1
                    if depth > limit and last == name:
                        found.append((match.start(), match.end(), True, name not in INLINE))
                    depth -= _WEIGHT.get(last, 1)
                    if last == name:
                        break
        elif name in _OPAQUE:
            position = _after(source, f"</{name}", position, ended)
        elif name not in VOID and name not in SELF_CLOSED:
            open_tags.append(name)
            counts[name] = counts.get(name, 0) + 1
            depth += _WEIGHT.get(name, 1)
            if depth > limit:
                found.append((match.start(), match.end(), True, name not in INLINE))
    return found


def _after(source: str, mark: str, position: int, ended: set[str]) -> int:
    """Where `mark` is next, behind a comment's end; a mark sought in vain is never sought again."""
    if mark in ended:
        return position
    at = source.find(mark, position)
    if at < 0:
        ended.add(mark)
        return position
    return at + len(mark) if mark == "-->" else at
