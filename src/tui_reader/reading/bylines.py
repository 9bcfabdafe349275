"""Where a page shows who wrote it: elements marked as an author's, links to an author's page, "By ..." lines.

Gives texts as they stand; `authors` makes names of them or drops them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui_reader.reading.tree import Element

_CLASS = re.compile(
    r"(?!comment)(?:.*[-_])?(?:by-?line|authors?)(?:[-_]{0,2}(?:name|link|title))?", re.IGNORECASE
)
_PAGE = re.compile(
    r"/(?:authors?|contributors?|people|profiles?|staff|autor|auteur|redaktion)/[^/?#]{2,80}/?$"
)
_BY = re.compile(
    r"\s*(?:(?:written |words |posted |story |text )?by|authors?|von|par|por|verfasst von|écrit par)\b",
    re.IGNORECASE,
)
_LABEL_LIMIT = 20
_LINE, _NAME = 80, 40
"""Characters of a by-line, and of a name that stands by itself."""
_LINES = 3
"""How many by-lines of one kind are looked at: the first may be the site's, later ones other articles'."""
_BY_NAME = re.compile(
    r"(?:[Bb]y|BY|(?:[Ww]ritten|[Pp]osted|[Ww]ords|[Ss]tory|[Tt]ext) by|Authors?|Von|Par|Por|Verfasst von"
    r"|Écrit par)"
    r"\s?:? (?:Dr\.? )?[A-ZÀ-Þ][\w.’'-]+(?: (?:de|van|von|der|la|du|al|bin) ?)?(?: [A-ZÀ-Þ][\w.’'-]*){1,3}"
)
_NAMED = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: [\w.’'-]+){1,3}")
_LOOK = 20_000
"""Elements that are looked at."""


def marked_authors(root: Element) -> Iterator[list[str]]:
    """The texts of elements marked as an author's name, the likeliest first, then of links to authors' pages.

    Each list is one by-line.
    """
    paths = (
        ".//*[@itemprop='author']//*[@itemprop='name']",
        ".//a[@rel='author']",
        ".//*[@itemprop='author']",
    )
    for path in paths:
        texts = [text_of(element) for element in root.findall(path)[:4]]
        if any(texts):
            yield texts
    lines = 0
    for element in first(root.iter("span", "p", "div", "a", "address", "li", "strong", "h3", "h4"), _LOOK):
        names = (element.get("class") or "")[:300].split()
        if names and any(map(_CLASS.fullmatch, names)) and 0 < len(text := text_of(element)) < 120:
            yield [text]
            lines += 1
            if lines == _LINES:
                break
    for element in first(root.iter("a"), _LOOK):
        if _PAGE.search(element.get("href") or ""):
            text = text_of(element) or element.get("aria-label") or ""
            if len(text) < 60 and _NAMED.fullmatch(text):
                yield [text]
                return


def written_authors(root: Element) -> Iterator[list[str]]:
    """Short texts that read "By ..." and a name; the name may stand in the element beside "By"."""
    lines = 0
    tags = ("p", "span", "div", "a", "address", "li", "em", "strong", "h2", "h3", "h4", "h5", "h6", "small")
    for element in first(root.iter(*tags), _LOOK):
        if element.text and _BY.match(element.text):
            text = next((text for text in _around(element) if _BY_NAME.match(text)), "")
            if text:
                yield [text]
                lines += 1
            if lines == _LINES:
                return


def _around(label: Element) -> Iterator[str]:
    """What a by-line may be whose first words stand in an element: it, what is around it, what comes next."""
    parent, following = label.getparent(), label.getnext()
    places = [label] if parent is None or len(label.text) > _LABEL_LIMIT else [label, parent]
    yield from (text for place in places if len(text := text_of(place)) < _LINE)
    if len(places) > 1 and following is not None and len(name := text_of(following)) < _NAME:
        yield f"{label.text.strip()} {name}"


def first(elements: Iterable[Element], limit: int) -> Iterator[Element]:
    """The first `limit` elements."""
    for _, element in zip(range(limit), elements, strict=False):
        yield element


def text_of(element: Element | None) -> str:
    """The text of an element on one line, at most 2,000 characters; a space between its parts."""
    if element is None:
        return ""
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        parts.append(text)
        size += len(text)
        if size > 2_000:
            break
    return " ".join(" ".join(parts)[:2_000].split())
