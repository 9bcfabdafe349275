"""OPML: subscription lists in and out. Pure; a hostile file is an error or a shorter list, never more.

Format: http://opml.org/spec2.opml. Files in the wild are often broken, so the parser is lenient; it
never sees a DTD, resolves nothing and opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from email.utils import formatdate
from typing import Any

from lxml import etree

from tui_reader.errors import FeedParseError
from tui_reader.model.charset import decode, xml_charset
from tui_reader.model.subscription import Subscription, Subscriptions
from tui_reader.model.text import NAME_LIMIT, TAG_LIMIT, URL_LIMIT, clean_line, clean_url
from tui_reader.sources.feedxml import repair, without_doctype

SIZE_LIMIT = 10_000_000
FEEDS_LIMIT = 20_000
DEPTH_LIMIT = 32
EXTRA_LIMIT = 30
_TAGS_LIMIT = 20
_OWN = frozenset({"text", "title", "xmlurl", "type", "category"})
"""Attributes that are understood, in lower case."""
_SLASH = "∕"
"""Stands for a slash inside the name of a folder, where `/` parts folders."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"(?:\{[^{}\s]{1,200}\})?[A-Za-z_][\w.-]{0,60}")


def read(data: bytes) -> Subscriptions:
    """The feeds of an OPML file in its order, an address once.

    A feed in several folders stands in the first; the others become tags. Includes and links are reported in
    `left_out` and not followed. Raises FeedParseError for what is no OPML.
    """
    feeds: dict[str, Subscription] = {}
    left_out: list[str] = []
    for outline, folders in _outlines(_root(data)):
        attributes = _attributes(outline)
        url = clean_url(attributes.get("xmlurl", ""))
        name = _name(attributes)
        if attributes.get("type", "").lower() in {"include", "link"} and not url:
            left_out.append(f"{name or 'an outline'} refers to another file, which was not fetched")
        elif attributes.get("xmlurl") and not url.lower().startswith(("http://", "https://")):
            left_out.append(f"{name or 'a feed'}: {clean_line(attributes['xmlurl'], 80)} is no web address")
        elif url:
            feeds[url] = _merged(feeds.get(url), _subscription(outline, attributes, url, folders))
            if len(feeds) >= FEEDS_LIMIT:
                left_out.append(f"only the first {FEEDS_LIMIT:,} feeds were taken")
                break
    return Subscriptions(feeds=tuple(feeds.values()), left_out=tuple(left_out[:100]))


def write(feeds: Iterable[Subscription], *, title: str, now: int) -> str:
    """An OPML 2.0 document of these feeds, folders where their first feed stands; `now` is epoch seconds."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _fit(title)
    etree.SubElement(head, "dateCreated").text = formatdate(now, usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], Any] = {(): body}
    for feed in feeds:
        path = tuple(part for part in feed.folder.split("/") if part)
        for depth in range(1, len(path) + 1):
            if path[:depth] not in folders:
                name = _fit(path[depth - 1].replace(_SLASH, "/"))
                parent = folders[path[: depth - 1]]
                folders[path[:depth]] = etree.SubElement(parent, "outline", text=name, title=name)
        _write_feed(folders[path], feed)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _root(data: bytes) -> Any:
    if len(data) > SIZE_LIMIT:
        raise FeedParseError(f"the file is larger than {SIZE_LIMIT // 1_000_000} MB")
    text = _CONTROL.sub("", decode(data, [name for name in (xml_charset(data),) if name]))
    text, entities = without_doctype(re.sub(r"^\s*<\?xml[^>]{0,400}\?>", "", text, count=1).lstrip())
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(repair(text, entities).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or not any(_tag(element) in {"opml", "outline"} for element in _first(root)):
        raise FeedParseError("this is no OPML file: there is no outline in it")
    return root


def _first(root: Any) -> Iterator[Any]:
    """The first elements of a document, in its order."""
    for count, element in enumerate(root.iter()):
        if count > 100:
            return
        yield element


def _outlines(root: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every outline that is no folder, with the names of the folders above it; without recursion."""
    stack: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while stack:
        element, folders = stack.pop()
        inner = folders
        if _tag(element) == "outline":
            attributes = _attributes(element)
            if attributes.get("xmlurl") or not len(element):
                yield element, folders
            name = _name(attributes).replace("/", _SLASH)
            if len(element) and name and not attributes.get("xmlurl") and len(folders) < DEPTH_LIMIT:
                inner = (*folders, name)
        stack.extend((child, inner) for child in reversed(element))


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _attributes(element: Any) -> dict[str, str]:
    """Attributes by lower-case name; the first of a name holds."""
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        found.setdefault(name.lower(), value)
    return found


def _name(attributes: dict[str, str]) -> str:
    return clean_line(attributes.get("title") or attributes.get("text") or "", NAME_LIMIT)


def _subscription(outline: Any, attributes: dict[str, str], url: str, folders: Sequence[str]) -> Subscription:
    name = _name(attributes)
    extra = [
        (key, clean_line(value, URL_LIMIT))
        for key, value in outline.attrib.items()
        if _NAME.fullmatch(key) and _says_more(key.lower(), value, name)
    ]
    return Subscription(
        url=url,
        title="" if name == url else name,
        folder="/".join(folders),
        tags=_tags(attributes.get("category", "")),
        extra=tuple(extra[:EXTRA_LIMIT]),
    )


def _says_more(name: str, value: str, title: str) -> bool:
    """Whether an attribute says something that would not be written out again without it."""
    if name in {"type", "text"}:
        return clean_line(value) not in {"", "rss", title}
    if name == "iscomment":
        return value.lower() == "true"
    return name not in _OWN


def _tags(category: str) -> tuple[str, ...]:
    """The categories of an outline; of a path such as `/World/Europe` the last part."""
    names = (clean_line(part.rstrip("/").rpartition("/")[2], TAG_LIMIT) for part in category.split(","))
    return tuple(dict.fromkeys(filter(None, names)))[:_TAGS_LIMIT]


def _merged(old: Subscription | None, new: Subscription) -> Subscription:
    if old is None:
        return new
    also = new.folder.rpartition("/")[2] if new.folder != old.folder else ""
    tags = dict.fromkeys((*old.tags, *new.tags, *([also] if also else [])))
    return Subscription(
        url=old.url,
        title=old.title or new.title,
        folder=old.folder or new.folder,
        tags=tuple(tags)[:_TAGS_LIMIT],
        extra=old.extra or new.extra,
    )


def _write_feed(parent: Any, feed: Subscription) -> None:
    name = _fit(feed.title or feed.url)
    known = {"type": "rss", "text": name, "title": name, "xmlUrl": _fit(feed.url)}
    if feed.tags:
        known["category"] = _fit(",".join(tag.replace(",", " ") for tag in feed.tags))
    extra = {
        key: _fit(value)
        for key, value in feed.extra
        if _NAME.fullmatch(key) and key.lower() not in {"title", "xmlurl", "category"}
    }
    etree.SubElement(parent, "outline", known | extra)


def _fit(value: str) -> str:
    """Text without what XML does not allow."""
    return _CONTROL.sub("", value)
