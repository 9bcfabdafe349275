"""What a page says about its article: title, authors, date, site, picture, language.

Sources in order of trust: JSON-LD, <meta>, marked elements, the extractor. Values are washed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from tui_reader.model.addresses import host_of
from tui_reader.model.text import NAME_LIMIT, clean_line, clean_markup_line, clean_url
from tui_reader.reading.authors import author_names
from tui_reader.reading.bylines import first, marked_authors, written_authors
from tui_reader.reading.extractor import guessed_author, guessed_day, guessed_site
from tui_reader.reading.titles import headline
from tui_reader.reading.tree import Element

_AUTHORS = (
    "dc:creator",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "parsely-author",
    "byl",
    "sailthru.author",
    "authors",
)
_ENDING = 3
"""Letters of the parts at the end of a host's name that are no name ("co", "com", "uk")."""
_SITES = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dc:publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "application-name",
    "twitter:site",
)
"""<meta> names that give the site, from the surest on."""
_BY_LABEL = re.compile(
    r"(?:written )?by|authors?|von|par|escrito por|verfasst von|rédigé par|écrit par", re.IGNORECASE
)
_LANG = re.compile(r"[a-z]{2,3}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Washed values; empty or None where the page says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    day: str = ""
    """ISO day of publication as the page writes it: its own time zone's."""
    site: str = ""
    image: str = ""
    lang: str = ""
    description: str = ""


def read_metadata(
    root: Element, data: Mapping[str, Any], *, url: str = "", title: str = "", dated: bool = True
) -> Metadata:
    """The page's data. `data` is its JSON-LD object; `title` overrules what the page says.

    `dated`: whether the day is worth a search of the whole page when the page states none.
    """
    metas = _metas(root)
    site = _site(root, metas, data)
    names = _authors(root, metas, data, site, url)
    return Metadata(
        clean_line(title) or headline(root, metas, data, site, url),
        tuple(names[:10]),
        *_published(root if dated else None, metas, data, url),
        site,
        _image(metas, data, url),
        _lang(root, metas),
        clean_markup_line(metas.get("og:description") or metas.get("description") or "", 1_000),
    )


def _metas(root: Element) -> dict[str, str]:
    """The <meta> values by lower-case name or property; the first of each."""
    found: dict[str, str] = {}
    for seen, element in enumerate(root.iter("meta")):
        if seen > 500:
            break
        content = (element.get("content") or "").strip()
        names = element.get("property") or element.get("name") or element.get("itemprop") or ""
        for name in names.lower().split()[:4]:
            if content:
                found.setdefault(name, content[:4_000])
    return found


def _authors(
    root: Element, metas: Mapping[str, str], data: Mapping[str, Any], site: str, url: str
) -> list[str]:
    """The first source that gives a name which may be a person's.

    A site that bears its author's name is the last resort, and only on the page's own word.
    """
    stated: tuple[list[str], ...] = (
        list(_named(data.get("author"))),
        [_turned(value) for value in _all_metas(root, "citation_author")],
        [metas.get(name, "") for name in _AUTHORS],
        [metas.get("twitter:data1", "")] if _BY_LABEL.fullmatch(metas.get("twitter:label1", "")) else [],
    )
    found: tuple[Callable[[], Iterable[Sequence[str]]], ...] = (
        lambda: marked_authors(root),
        lambda: [[guessed_author(root)]],
        lambda: written_authors(root),
    )
    sites = (site, _host_name(url))
    for values in stated:
        if names := author_names(values, sites=sites, handles=True):
            return names
    for source in found:
        for number, texts in enumerate(source()):
            if names := author_names(texts, sites=sites, person=number > 0):
                return names
    return next((names for values in stated if (names := author_names(values, person=True))), [])


def _host_name(url: str) -> str:
    """What a site's address calls it: its host without what all hosts have ("news.quay.co.uk": "quay")."""
    *labels, _ = host_of(url).split(".")
    while len(labels) > 1 and len(labels[-1]) <= _ENDING:
        labels.pop()
    if not labels:
        return ""
    return labels[-1]


def _all_metas(root: Element, name: str) -> list[str]:
    return [element.get("content") or "" for element in first(root.findall(f".//meta[@name='{name}']"), 12)]


def _turned(name: str) -> str:
    """Turn round "Family, Given" as citations write it."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name


def _named(value: Any) -> Iterator[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of these."""
    values = value if isinstance(value, list) else [value]
    for item in values[:20]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and item.get("@type") != "Organization":
            name = item.get("name")
            yield from _named(name) if isinstance(name, list) else [name] if isinstance(name, str) else []


def _published(
    root: Element | None, metas: Mapping[str, str], data: Mapping[str, Any], url: str
) -> tuple[int | None, str]:
    """The moment of publication and its day: the address's, the page's own word, else a search of the page.

    The time of day comes from a source that agrees on the day: addresses bear the day of the place.
    """
    stated = [data.get("datePublished"), *(metas.get(name) for name in _DATES)]
    moments = [found for value in stated if isinstance(value, str) and (found := _moment(value)) is not None]
    named = _URL_DAY.search(url)
    day = "-".join(named.groups()) if named else ""
    if not (day or moments or root is None):
        day = guessed_day(root, url)
    return next(
        (found for found in moments if not day or found[1] == day),
        _moment(day) or next(iter(moments), (None, "")),
    )


_URL_DAY = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)(?=/)")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "parsely-pub-date",
)


def _moment(value: str) -> tuple[int, str] | None:
    """Epoch seconds and the day as written, of an ISO date."""
    try:
        moment = datetime.fromisoformat(value.strip()[:40])
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = int(moment.timestamp())
    except (ValueError, OverflowError):
        return None
    return (seconds, value.strip()[:10]) if seconds > 0 else None


def _site(root: Element, metas: Mapping[str, str], data: Mapping[str, Any]) -> str:
    publisher = next(_named_any(data.get("publisher")), "")
    first_name, *others = (metas.get(name, "") for name in _SITES)
    name = first_name or publisher or next(filter(None, others), "") or guessed_site(root)
    return clean_markup_line(name.removeprefix("@"), NAME_LIMIT)


def _named_any(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        yield value["name"]


def _image(metas: Mapping[str, str], data: Mapping[str, Any], url: str) -> str:
    value = metas.get("og:image") or metas.get("og:image:url") or metas.get("twitter:image") or ""
    if not value:
        stated = data.get("image")
        stated = stated[0] if isinstance(stated, list) and stated else stated
        stated = stated.get("url") if isinstance(stated, dict) else stated
        value = stated if isinstance(stated, str) else ""
    try:
        return clean_url(urljoin(url, value)) if value else ""
    except ValueError:
        return ""


def _lang(root: Element, metas: Mapping[str, str]) -> str:
    """Two or three letters, or nothing."""
    for value in (
        root.get("lang"),
        root.get("xml:lang"),
        metas.get("og:locale"),
        metas.get("content-language"),
    ):
        match = _LANG.match((value or "").strip().lower())
        if match:
            return match[0] if len(match[0]) == 2 else ""
    return ""
