"""The headline of a page, out of what it calls itself: headings, its <title>, what it tells programs.

A page's own first heading is the headline when it speaks of the same as the titles that the page gives to
machines; those are often shortened, or carry the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tui_reader.model.text import clean_line, clean_markup_line
from tui_reader.reading.bylines import first, text_of
from tui_reader.reading.tree import Element

_SEPARATOR = re.compile(r"\s+[|–—·•»«:\-]+\s+|\s+::\s+|\s*\|\s*")
_WORDS = re.compile(r"\w+")
_SHORTEST = 8
"""Characters; shorter headings are names of sections and sites."""
_SAME = 0.6
"""The share of the words of the shorter of two titles that the other has, when they are of one article."""
_ALONE = 0.34
"""The same where a page has one first heading only."""


def headline(root: Element, metas: Mapping[str, str], data: Mapping[str, Any], site: str, url: str) -> str:
    """The headline of a page: the heading that its other titles are about, else the best of these."""
    stated = [data.get("headline"), metas.get("og:title"), metas.get("twitter:title")]
    told = [_without_site(value, site, url) for value in _cleaned(stated)]
    whole = _cleaned(text_of(element) for element in first(root.iter("title"), 9) if not _is_drawn(element))
    titles = [_without_site(value, site, url) for value in whole]
    headings = [text for element in first(root.iter("h1"), 12) if (text := clean_line(text_of(element)))]
    usable = [
        text
        for text in headings
        if len(text) > _SHORTEST
        and _squeezed(text) != _squeezed(site)
        and not any(_is_site(text, title, told) for title in whole)
    ]
    for known in (told, titles):
        if found := _nearest(usable, known):
            return found
    for element in first(root.iter("h2"), 12):
        heading = clean_line(text_of(element))
        if len(heading) > _SHORTEST and any(_begins(value, heading) for value in (*told, *titles)):
            return heading
    candidates = [*told, *titles, *headings]
    return next(
        (value for value in candidates if _squeezed(value) != _squeezed(site)), next(iter(candidates), "")
    )


def _is_site(heading: str, title: str, told: Sequence[str]) -> bool:
    """Whether a heading is what a title says beside something longer: the name of the site or a section."""
    whole, part = _squeezed(title), _squeezed(heading)
    if 2 * len(part) >= len(whole):
        return False
    behind = whole.endswith(part)
    rest = whole.removesuffix(part) if behind else whole.removeprefix(part)
    return len(rest) < len(whole) and (behind or any(_squeezed(text) in rest for text in told if text))


def _is_drawn(title: Element) -> bool:
    """Whether a <title> is that of a drawing."""
    parent = title.getparent()
    return parent is not None and parent.tag not in {"head", "html", "body"}


def _cleaned(values: Iterable[Any]) -> list[str]:
    return [text for value in values if isinstance(value, str) and (text := clean_markup_line(value))]


def _nearest(headings: Sequence[str], known: Sequence[str]) -> str:
    """The heading that shares most words with one of the titles, when it shares enough; else nothing."""
    best, most = "", 0.0
    for heading in headings:
        share = max((_shared(heading, title) for title in known), default=0.0)
        if share > most:
            best, most = heading, share
    return best if most >= (_ALONE if len(headings) == 1 else _SAME) else ""


def _shared(left: str, right: str) -> float:
    """The share of the words of the shorter of two titles that the other has; one word says nothing."""
    mine, other = set(_WORDS.findall(left.casefold())), set(_WORDS.findall(right.casefold()))
    common = len(mine & other)
    share = common / max(min(len(mine), len(other)), 1)
    return share if common > 1 or share == 1.0 else 0.0


def _begins(title: str, heading: str) -> bool:
    """Whether a title is a heading and something less behind it."""
    whole, part = _squeezed(title), _squeezed(heading)
    return whole.startswith(part) and 2 * len(part) > len(whole)


def _without_site(title: str, site: str, url: str) -> str:
    """A title without the name of the site at its end or beginning."""
    host = (urlsplit(url).hostname or "") if url.startswith("http") else ""
    own = {
        _squeezed(site),
        _squeezed(host.removeprefix("www.")),
        _squeezed(host.removeprefix("www.").rpartition(".")[0]),
    }
    own.discard("")
    for _ in range(3):
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            break
        head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
        bar = "|" in parts[-1][0]
        if head and (_squeezed(tail) in own or (bar and len(tail.split()) <= 4 < len(head.split()) + 1)):
            title = head
            continue
        front = title[: parts[0].start()].strip()
        if _squeezed(front) not in own:
            break
        title = title[parts[0].end() :].strip()
    return title


def _squeezed(value: str) -> str:
    return "".join(_WORDS.findall(value.casefold()))
