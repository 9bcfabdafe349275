"""The fast way through a plain feed: well-formed XML of the common elements -> the same raw dictionaries.

Answers None for anything it is not sure to read exactly as feedparser does, which then reads it at a tenth of
the speed. Every guard is that of expat: what has a DTD is not read, nothing is opened.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

from tui_reader.sources.addresses import joined
from tui_reader.sources.dates import moment
from tui_reader.sources.quicktables import (
    ALTERNATE,
    ATOM,
    IN_TREES,
    INLINE,
    MAIN,
    MARKUP,
    PASSED,
    PASSED_SPACES,
    PASSED_TREES,
    PERSON,
    RDF,
    ROOTS,
    TEXTS,
    TYPES,
    TYPES_OF_TEXTS,
    XHTML,
    XML,
)
from tui_reader.sources.rawfeed import PARSED_ENTRIES

MOST_TAGS = 1_000_000
"""A tree takes memory by its elements: a body with more of them is left to a parser that builds none."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
"""A control character of the second kind in UTF-8, whose first byte is looked for at the speed of memory."""
_ELEMENT = re.compile(rb"<[^?!]")
_QUERY = re.compile(r"&([A-Za-z0-9_]+);")
"""What a parser makes of `?a=1&b=2`; feedparser undoes it in links."""
_ABOUT = f"{RDF}about"
_OF_ROOTS = frozenset({"version", f"{XML}lang"})
_OF_ITEMS = frozenset({_ABOUT})
_OF_IDS = frozenset({"isPermaLink"})
_OF_TAGS = frozenset({"term", "scheme", "label", "domain"})
_OF_TEXTS = frozenset({"type"})
"""Attributes that are expected of elements."""

Raw = dict[str, Any]


class _UnsureError(Exception):
    """Something that is not read here: the other parser is asked."""


def read_quickly(text: str | bytes, url: str) -> tuple[Raw, list[Raw], str] | None:
    """(feed, entries, version) of a feed without DOCTYPE, or None when the other parser should read it.

    Bytes are UTF-8, whatever their declaration says.
    """
    body = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    if _has_doctype(body) or (len(body) > MOST_TAGS and body.count(b"<") > MOST_TAGS):
        return None
    parser = XMLParser(encoding="utf-8")  # noqa: S314 - no DTD comes here, so that there are no entities
    try:
        parser.feed(body)
        quick = _Quick(parser.close(), url)
    except (ParseError, _UnsureError):
        return None
    return quick.feed, quick.entries, quick.version


def _has_doctype(body: bytes) -> bool:
    """Whether there is one before the first element, where alone it can be; comments may hide that place."""
    first = _ELEMENT.search(body)
    head = body[: first.start()] if first else body
    return b"<!DOCTYPE" in (body if b"<!--" in head else head)


class _Quick:
    """One pass over the tree of a feed."""

    def __init__(self, root: Element, url: str) -> None:
        self.url = url
        self.feed: Raw = {}
        self.entries: list[Raw] = []
        self.version = ROOTS.get(root.tag, "")
        _only(root, _OF_ROOTS)
        if not self.version:
            raise _UnsureError
        if self.version == "rss20" and root.get("version", "") not in {"2.0", "0.92", "0.91"}:
            raise _UnsureError
        self._atom = self.version == "atom10"
        self._readers = {tag: getattr(self, what) for tag, what in TEXTS[self.version].items()}
        self._passed = PASSED[self.version]
        self._main = MAIN[self.version]
        self._entry = self._main + ("entry" if self._atom else "item")
        if lang := root.get(f"{XML}lang"):
            self.feed["language"] = lang
        if self._atom:
            self._children(root, self.feed)
        else:
            self._outside(root)

    def _outside(self, root: Element) -> None:
        """The children of an RSS or RDF root: one channel, of RDF also entries, and what is passed over."""
        channels = 0
        for child in root:
            if child.tag == self._main + "channel":
                channels += 1
                _only(child, _OF_ITEMS)
                self._children(child, self.feed)
            elif child.tag == self._entry and self.version == "rss10":
                self._add(child)
            else:
                self._pass(child, in_feed=True)
        if channels > 1:
            raise _UnsureError

    def _add(self, item: Element) -> None:
        entry: Raw = {}
        self.entries.append(entry)
        if item.keys():
            _only(item, _OF_ITEMS)
            if about := item.get(_ABOUT):
                entry["id"] = about
        if len(self.entries) > PARSED_ENTRIES:
            raise _UnsureError
        self._children(item, entry)

    def _children(self, parent: Element, into: Raw) -> None:
        in_feed, readers = into is self.feed, self._readers
        for child in parent:
            read = readers.get(child.tag)
            if read is not None:
                read(child, into)
            elif child.tag == self._entry and in_feed and self.version != "rss10":
                self._add(child)
            else:
                self._pass(child, in_feed=in_feed)

    def _pass(self, element: Element, *, in_feed: bool) -> None:
        """Pass over an element that says nothing to us; children are expected in few of them."""
        space, brace, local = element.tag.rpartition("}")
        own = space + brace == self._main
        if own and in_feed and not self._atom and local in PASSED_TREES:
            _shallow(element, 2)
            return
        plain = own and local in self._passed and (in_feed or local != "lastBuildDate")
        itself = not self._atom and in_feed and element.tag == f"{ATOM}link"
        if not (plain or itself or element.tag in PASSED_SPACES or space + brace in PASSED_SPACES):
            raise _UnsureError
        if len(element):
            raise _UnsureError

    def title(self, element: Element, into: Raw) -> None:
        """A title; the first holds."""
        kind = self._kind(element, TYPES)
        value = _value(element)
        if value and "title" not in into:
            into["title"], into["title_detail"] = value, {"type": kind, "value": value}

    def link(self, element: Element, into: Raw) -> None:
        """The address of RSS, written as text."""
        value = _plain(element)
        value = joined(self.url, value) if value else ""
        into["link"] = _QUERY.sub(r"&\1", value.replace("&amp;", "&")) if "&" in value else value

    def atom_link(self, element: Element, into: Raw) -> None:
        """An address of Atom, an attribute."""
        attrs = element.attrib
        href = attrs.get("href")
        if not href or f"{XML}base" in attrs or _value(element):
            raise _UnsureError
        link = {
            "rel": attrs.get("rel", "alternate").lower(),
            "type": attrs.get("type", "text/html").lower(),
            "href": joined(self.url, href),
        }
        into.setdefault("links", []).append(link)
        if link["rel"] == "alternate" and link["type"] in ALTERNATE:
            into["link"] = link["href"]

    def id(self, element: Element, into: Raw) -> None:
        """An id, which in RSS may be an address."""
        _only(element, _OF_IDS)
        value = into["id"] = _value(element)
        if value and element.get("isPermaLink", "true") == "true":
            into.setdefault("link", joined(self.url, value))

    def published(self, element: Element, into: Raw) -> None:
        """When it was published."""
        value = into["published"] = _plain(element)
        if (when := moment(value)) is not None:
            into["published_parsed"] = when

    def updated(self, element: Element, into: Raw) -> None:
        """When it was changed."""
        value = into["updated"] = _plain(element)
        if (when := moment(value)) is not None:
            into["updated_parsed"] = when

    def category(self, element: Element, into: Raw) -> None:
        """A tag, as text or in attributes."""
        _only(element, _OF_TAGS)
        tag = {
            "term": element.get("term"),
            "scheme": element.get("scheme", element.get("domain")),
            "label": element.get("label"),
        }
        tags = into.setdefault("tags", [])
        value = _value(element)
        if value and tag["term"]:
            raise _UnsureError
        if value:
            tag["term"] = value
        if len(tags) < 60 and any(tag.values()) and tag not in tags:
            tags.append(tag)

    def author(self, element: Element, into: Raw) -> None:
        """A name; an address in it is left to others."""
        value = _plain(element)
        if "@" in value:
            raise _UnsureError
        into.setdefault("authors", []).append({"name": value} if value else {})

    def person(self, element: Element, into: Raw) -> None:
        """Atom's author with its parts; text behind them belongs to nobody."""
        if element.keys():
            raise _UnsureError
        who: dict[str, str] = {}
        rest = element.text
        for part in element:
            name = PERSON.get(part.tag)
            if name is None:
                raise _UnsureError
            value = _value(part)
            if name != "uri":
                who[name] = value
            rest = part.tail
        if rest and rest.strip() and not who:
            raise _UnsureError
        into.setdefault("authors", []).append(who)

    def summary(self, element: Element, into: Raw) -> None:
        """The short text; of a second one feedparser makes a content of a type it guesses."""
        detail = self._text(element)
        if into is self.feed:
            into["subtitle"] = detail["value"]
        elif "summary" in into:
            raise _UnsureError
        else:
            into["summary"], into["summary_detail"] = detail["value"], detail

    def content(self, element: Element, into: Raw) -> None:
        """The long text."""
        detail = self._text(element)
        if into is self.feed:
            into["subtitle"] = detail["value"]
        else:
            into.setdefault("content", []).append(detail)

    def language(self, element: Element, into: Raw) -> None:
        """The language of a feed."""
        into["language"] = _plain(element)

    def _text(self, element: Element) -> dict[str, str]:
        kind = self._kind(element, TYPES_OF_TEXTS)
        value = _mended(_written(element)) if kind == MARKUP else _value(element)
        return {"type": kind or "text/html", "value": value}

    def _kind(self, element: Element, known: dict[str, str]) -> str:
        """The type of a text of Atom; nothing for RSS, which says none."""
        if not self._atom:
            if element.keys():
                raise _UnsureError
            return ""
        _only(element, _OF_TEXTS)
        kind = known.get(element.get("type", "text"), "")
        if not kind:
            raise _UnsureError
        return kind


def _only(element: Element, known: frozenset[str]) -> None:
    # Asked for its dictionary, an element without attributes makes one.
    if (found := element.keys()) and not known.issuperset(found):
        raise _UnsureError


def _shallow(element: Element, depth: int) -> None:
    """Let pass the children that are expected in a picture, a text field, hours and days."""
    for child in element:
        if child.tag.rpartition("}")[2] not in IN_TREES or not depth:
            raise _UnsureError
        _shallow(child, depth - 1)


def _plain(element: Element) -> str:
    """The text of an element without attributes."""
    if element.keys() or len(element):
        raise _UnsureError
    text = element.text
    return _mended(text) if text else ""


def _value(element: Element) -> str:
    """The text of an element that has nothing but text."""
    if len(element):
        raise _UnsureError
    text = element.text
    return _mended(text) if text else ""


def _mended(value: str) -> str:
    """The text with feedparser's repairs of wrongly labelled characters."""
    value = value.strip()
    return value if value.isascii() else _repaired(value)


def _repaired(value: str) -> str:
    with contextlib.suppress(ValueError):
        value = value.encode("iso-8859-1").decode("utf-8")
    if not _C1.search(value.encode("utf-8", "replace")):
        return value
    from feedparser.html import _cp1252

    return str(value.translate(_cp1252))


def _written(element: Element) -> str:
    """The XHTML in an element as feedparser writes it: what is in its one div, with nothing beside it."""
    if len(element) != 1 or (element.text or "").strip():
        raise _UnsureError
    div = element[0]
    if div.tag != f"{XHTML}div" or (div.tail or "").strip():
        raise _UnsureError
    pieces: list[str] = []
    _tagged(div, pieces)
    return "".join(pieces[1:-1])


def _tagged(element: Element, pieces: list[str], depth: int = 0) -> None:
    """An element of XHTML with all that is in it."""
    space, _, local = element.tag.rpartition("}")
    if space + "}" != XHTML or local not in INLINE or depth > 100:
        raise _UnsureError
    attrs = element.attrib
    if attrs:
        if "lang" in attrs or "base" in attrs or any(name[0] == "{" for name in attrs):
            raise _UnsureError
        inner = "".join(
            f' {name.lower()}="{_quoted(value.lower() if name in {"rel", "type"} else value)}"'
            for name, value in attrs.items()
        )
        pieces.append(f"<{local}{inner}>")
    else:
        pieces.append(f"<{local}>")
    if element.text:
        pieces.append(_escaped(element.text))
    for child in element:
        _tagged(child, pieces, depth + 1)
        if child.tail:
            pieces.append(_escaped(child.tail))
    pieces.append(f"</{local}>")


def _escaped(value: str) -> str:
    """As `xml.sax.saxutils.escape`, whose module imports half of urllib."""
    return value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', "&quot;")
