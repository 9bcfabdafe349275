"""Where an article goes on: its next page, and a copy of it that is made for programs.

Only addresses of the page's own host are given, and only a next page whose address is the article's own with
a higher number: `rel=next` alone often leads to another article. Fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from tui_reader.model.charset import page_text
from tui_reader.model.text import clean_url
from tui_reader.reading.bylines import first, text_of
from tui_reader.reading.tree import PAGE_LIMIT, Element, parse

PAGES = 30
"""No article has more pages; higher numbers are names of articles."""
_LINKS = 5_000
_LABEL = 30
"""Characters of a link to a next page."""
_NEXT = re.compile(
    r"(?:(?:go to |continue to )?(?:the )?next(?: page)?|continue(?: reading)?|nächste(?: seite)?|weiter"
    r"|seite|page|(?:page )?suivante?|suite|(?:página )?siguiente|(?:pagina )?successiva|avanti"
    r"|volgende(?: pagina)?|(?:próxima )?página|próxima|[›»>→]+)?\s*(\d{1,2})?\s*[›»>→]*",
    re.IGNORECASE,
)
_PATHS = (
    re.compile(r"(?P<stem>.+?)/(?:page|seite|pagina|p)[/-]?(?P<number>\d{1,2})(?P<end>/?)"),
    re.compile(r"(?P<stem>.+?)/(?P<number>\d{1,2})(?P<end>/?)"),
    re.compile(r"(?P<stem>.+?)[-_,](?:p|page|seite|pagina)?-?(?P<number>\d{1,2})(?P<end>\.\w{3,5}|/?)"),
)
"""How the number of a page stands in a path."""
_KEYS = ("page", "p", "pg", "seite", "pagina", "pageno", "page_number", "paged", "artpage", "start_page")
_ENDING = re.compile(r"(?:/|\.(?:html?|php|aspx?|shtml))$")
_POST = re.compile(r"(?:^|\s)(?:postid-|post-|page-id-)(\d{1,12})(?=\s|$)")
_SHORT = re.compile(r"[?&]p=(\d{1,12})$")
_COPY = re.compile(r"/wp/v2/(?:posts|pages|[a-z_-]{2,40})/\d{1,12}/?$")


def next_page(html: bytes | str, url: str) -> str | None:
    """The address of the page on which the article at `url` goes on, or None.

    It differs from `url` in nothing but a page number, which is one higher (2 when `url` has none), and a
    link to it looks like one to a next page: `rel=next`, "Next", "Weiter", "2", "»".
    """
    root = _root(html)
    here = _split(url)
    if root is None or here is None:
        return None
    for address in _links(root, url):
        there = _split(address)
        if there is not None and _is_same_host(here, there) and _is_next(here, there):
            return address
    return None


def machine_copy(html: bytes | str, url: str) -> str | None:
    """The address of the article as JSON, in the page's own word (WordPress' REST interface), or None."""
    root = _root(html)
    here = _split(url)
    if root is None or here is None:
        return None
    for link in first(root.iter("link"), 500):
        kind = (link.get("type") or "").strip().lower()
        if kind == "application/json" and "alternate" in (link.get("rel") or "").lower().split():
            address = _absolute(link.get("href") or "", url)
            there = _split(address)
            if there and _is_same_host(here, there) and _COPY.search(there.path):
                return address
    return _by_interface(root, here, url)


def _by_interface(root: Element, here: SplitResult, url: str) -> str | None:
    """The same where the page names only the interface, and its article's number elsewhere."""
    interface = root.find(".//link[@rel='https://api.w.org/']")
    if interface is None:
        return None
    address = _absolute(interface.get("href") or "", url)
    there = _split(address)
    place = _place(root)
    if there is None or not place or there.query or not _is_same_host(here, there):
        return None
    return f"{address.rstrip('/')}/wp/v2/{place}"


def _place(root: Element) -> str:
    """Kind and number of a page's article: in the classes of its body, else in its short address."""
    body, short = root.find(".//body"), root.find(".//link[@rel='shortlink']")
    found = _POST.search((body.get("class") or "")[:2_000]) if body is not None else None
    if found:
        return f"{'pages' if found[0].strip().startswith('page-id') else 'posts'}/{found[1]}"
    number = _SHORT.search((short.get("href") or "")[:500]) if short is not None else None
    return f"posts/{number[1]}" if number else ""


def _root(html: bytes | str) -> Element | None:
    return parse(page_text(html) if isinstance(html, bytes) else html, PAGE_LIMIT)


def _links(root: Element, url: str) -> Iterator[str]:
    """The addresses that links to a next page lead to, by `rel` or by their words."""
    base = root.find(".//base[@href]")
    start = _absolute(base.get("href") or "", url) or url if base is not None else url
    for element in first(root.iter("link", "a"), _LINKS):
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        address = _absolute(href, start).partition("#")[0]
        stated = "next" in (element.get("rel") or "").lower().split()
        if address and (stated or (element.tag == "a" and _says_next(element, address))):
            yield address


def _says_next(link: Element, address: str) -> bool:
    """Whether a link reads like one to a next page; a number it shows must be that of its address."""
    words = text_of(link) or link.get("aria-label") or link.get("title") or ""
    found = _NEXT.fullmatch(words) if 0 < len(words) <= _LABEL else None
    return found is not None and (found[1] is None or int(found[1]) == _number_of(address))


def _absolute(href: str, base: str) -> str:
    try:
        return clean_url(urljoin(base, href.strip()))
    except ValueError:
        return ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def _is_same_host(here: SplitResult, there: SplitResult) -> bool:
    mine, other = (part.netloc.lower().removeprefix("www.") for part in (here, there))
    return mine == other and not (here.scheme == "https" and there.scheme == "http")


def _number_of(address: str) -> int:
    parts = _split(address)
    return max((number for _, number in _readings(parts)), default=1) if parts else 0


def _is_next(here: SplitResult, there: SplitResult) -> bool:
    """Whether one address is the other's with the next number."""
    mine = {(stem, number) for stem, number in _readings(here)}
    return any((stem, number - 1) in mine for stem, number in _readings(there) if number > 1)


def _readings(parts: SplitResult) -> Iterator[tuple[tuple[str, str], int]]:
    """The ways to read an address as an article's and a page's number, the plain one among them."""
    path = parts.path or "/"
    plain = _ENDING.sub("", path)
    query = parse_qsl(parts.query[:2_000], max_num_fields=40)
    yield (plain, urlencode(query)), 1
    for key, value in query:
        if key.lower() in _KEYS and value.isascii() and value.isdigit() and 0 < int(value[:4]) <= PAGES:
            yield (plain, urlencode([pair for pair in query if pair[0] != key])), int(value[:4])
    for pattern in _PATHS:
        found = pattern.fullmatch(path)
        if found and 0 < int(found["number"]) <= PAGES:
            yield (_ENDING.sub("", found["stem"]), urlencode(query)), int(found["number"])
