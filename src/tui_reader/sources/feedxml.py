"""Bytes to feedparser's raw dictionaries, with guards round what is slow in feedparser or crashes it.

Drives feedparser's two parser classes itself: nothing here can open a file or a connection, no DTD reaches
the XML parser, and no sanitiser runs (texts are washed where they are mapped).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape
from xml.sax.xmlreader import AttributesNSImpl

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.util import FeedParserDict

from tui_reader.errors import FeedParseError
from tui_reader.model.charset import decode, header_charset, xml_charset
from tui_reader.sources import discover
from tui_reader.sources.quickxml import read_quickly
from tui_reader.sources.rawfeed import PARSED_ENTRIES, RawFeed

MAX_DEPTH = 512
MAX_ATTRIBUTES = 256
MAX_NAMESPACES = 256
MAX_AUTHOR = 320
MAX_TAGS = 60

_SEPARATOR = "\x1f"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*+
        (?:\[(?:<!--(?:[^-]|-(?!->))*+-->|[^\]"'<]|<|"[^"]*"|'[^']*')*+\]\s*)?>""",
    re.IGNORECASE | re.VERBOSE,
)
_ENTITY = re.compile(r"""<!ENTITY\s+(\w{1,40})\s+(["'])(&\#\w{1,8};|[^&"'<%]{0,64})\2\s*>""")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_ITEM_BYTES = re.compile(_ITEM.pattern.encode(), re.IGNORECASE)
_JUNK = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_REFERENCE = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|&(?:(?:\#[xX][0-9A-Fa-f]{1,40}|\#[0-9]{1,40});?|[A-Za-z]\w{0,40};)?",
    re.DOTALL,
)
_AUTHOR = re.compile(
    r"(?P<mail>[^\s@<>()]+@[^\s@<>()]+)\s*\((?P<in_brackets>[^()]*)\)"
    r"|(?P<before>[^<>@]*)<(?P<address>[^\s@<>]+@[^\s@<>]+)>"
)
_STUMBLES = (LookupError, AttributeError, TypeError, ValueError)
"""What feedparser's handlers raise on elements in places they do not expect: those are lost, not the feed."""
_MAKING = (
    "title",
    "link",
    "id",
    "published_parsed",
    "updated_parsed",
    "summary",
    "content",
    "authors",
    "tags",
)
_XML_NAMES = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"})


class _Guard:
    """Goes before a parser class of feedparser and bounds what is quadratic in it.

    `_sync_author_detail` searches the author with an e-mail pattern that takes quadratic time and cuts
    top-level domains after four letters; the two common forms are taken apart here.
    """

    can_be_relative_uri = StrictFeedParser.can_be_relative_uri - {"id"}

    def _sync_author_detail(self: Any, key: str = "author") -> None:
        context = self._get_context()
        author = context.get(key)
        if isinstance(author, str):
            context[key] = author = author[:MAX_AUTHOR]
            found = _AUTHOR.fullmatch(author.strip())
            people = context.get("authors") or [{}]
            if found and key == "author" and not people[-1]:
                people[-1]["name"] = (found["in_brackets"] or found["before"] or "").strip()
                people[-1]["email"] = found["mail"] or found["address"]
        super()._sync_author_detail(key)  # type: ignore[misc]

    def _save_author(self: Any, key: str, value: str, prefix: str = "author") -> None:
        """As feedparser's, but told before the author is completed: else the second gets the first's name."""
        people = self._get_context().get("authors")
        if prefix == "author" and people:
            people[-1][key] = value
        super()._save_author(key, value, prefix)  # type: ignore[misc]

    def _save(self: Any, key: str, value: Any, overwrite: bool = False) -> None:
        """As feedparser's, but a second date that cannot be read does not take the place of one that can."""
        if value is not None or not key.endswith("_parsed"):
            super()._save(key, value, overwrite)  # type: ignore[misc]

    def _add_tag(self: Any, term: str, scheme: str, label: str) -> None:
        if len(self._get_context().get("tags", ())) < MAX_TAGS:
            super()._add_tag(term, scheme, label)  # type: ignore[misc]
        self._get_context().setdefault("tags", [])

    def _end_guid(self: Any) -> None:
        """As feedparser's, but the id itself stays as written: it is an identity, not an address."""
        value = self.pop("id")
        context = self._get_context()
        self._save("guidislink", self.guidislink and "link" not in context)
        if self.guidislink and value:
            self._save("link", self.resolve_uri(value))

    _end_id = _end_guid

    def track_namespace(self: Any, prefix: str | None, uri: str) -> None:
        if len(self.namespaces_in_use) < MAX_NAMESPACES:
            super().track_namespace(prefix, uri)  # type: ignore[misc]

    def unknown_starttag(self: Any, tag: str, attrs: list[tuple[str, str]]) -> None:
        with suppress(*_STUMBLES):
            super().unknown_starttag(tag, attrs[:MAX_ATTRIBUTES])  # type: ignore[misc]

    def unknown_endtag(self: Any, tag: str) -> None:
        with suppress(*_STUMBLES):
            super().unknown_endtag(tag)  # type: ignore[misc]

    def _get_context(self: Any) -> Any:
        """As feedparser's, which takes for granted that a text field is the feed's and not an entry's."""
        if self.intextinput:
            self.feeddata.setdefault("textinput", FeedParserDict())
        return super()._get_context()  # type: ignore[misc]

    def handle_charref(self: Any, ref: str) -> None:
        if _legal(ref):
            super().handle_charref(ref)  # type: ignore[misc]


class _Loose(_Guard, LooseFeedParser):  # type: ignore[misc]
    resolve_relative_uris = False
    sanitize_html = False


class _Strict(_Guard, StrictFeedParser):  # type: ignore[misc]
    resolve_relative_uris = False
    sanitize_html = False
    open_elements = 0

    def start(self, name: str, flat: list[str]) -> None:
        """What expat calls: `uri SEP local SEP prefix` names, attributes as a flat list."""
        self.open_elements += 1
        if self.open_elements > MAX_DEPTH:
            raise FeedParseError(f"the feed nests elements deeper than {MAX_DEPTH} levels")
        pairs, names = {}, {}
        for index in range(0, min(len(flat), 2 * MAX_ATTRIBUTES), 2):
            pair, qname = _names(flat[index])
            pairs[pair], names[pair] = flat[index + 1], qname
        self.startElementNS(_names(name)[0], None, _Attributes(pairs, names))

    def end(self, name: str) -> None:
        """What expat calls at the end of an element."""
        self.open_elements -= 1
        self.endElementNS(_names(name)[0], None)


class _Attributes(AttributesNSImpl):
    """Attributes that find a value by its qualified name at once; the standard ones search."""

    def __init__(self, attrs: dict[Any, str], qnames: dict[Any, str]) -> None:
        super().__init__(attrs, qnames)
        self._by_qname = {qnames[pair]: value for pair, value in attrs.items()}

    def getValueByQName(self, name: str) -> str:  # noqa: N802 - the interface of xml.sax
        return self._by_qname[name]


def _names(name: str) -> tuple[tuple[str | None, str], str]:
    """((namespace, local name), qualified name) of a name as expat reports it."""
    parts = name.split(_SEPARATOR)
    if len(parts) == 1:
        return (None, name), name
    return (parts[0], parts[1]), f"{parts[2]}:{parts[1]}" if len(parts) > 2 else parts[1]


def read(
    body: bytes, *, url: str = "", content_type: str = "", language: str = "", quick: bool = True
) -> RawFeed:
    """Parse a body, strictly when it can be repaired into well-formed XML, else loosely.

    `url` is what relative addresses are relative to; quick=False leaves out the fast way. Raises
    FeedParseError for what is no feed.
    """
    text = decode(body, [name for name in (header_charset(content_type), xml_charset(body)) if name])
    text = _CONTROL.sub("", text)
    text, entities = without_doctype(_DECLARATION.sub("", text, count=1).lstrip())
    _refuse_other_things(text, url)
    text, skipped = _thinned(text)
    plain = read_quickly(text, url) if quick and not entities and not language else None
    if plain is not None:
        return RawFeed(*plain, skipped=skipped)
    problem = ""
    for attempt in _attempts(text, entities):
        parser = _Strict(url, language or None, "utf-8")
        fault = _strict(parser, attempt)
        if not fault:
            break
        problem = problem or fault
    else:
        parser = _salvaged(text, entities, url, language)
    return RawFeed(parser.feeddata, parser.entries, parser.version, skipped, problem)


def _attempts(text: str, entities: dict[str, str]) -> Iterator[str]:
    """The text itself, and once more with its references repaired if that changes anything."""
    yield text
    repaired = repair(text, entities)
    if repaired != text:
        yield repaired


def _strict(parser: _Strict, text: str) -> str:
    """Run the strict parser; why it failed, or nothing. Junk behind the root element is no failure, unless
    entries are in it.
    """
    body = text.encode("utf-8", "replace")
    machine = expat.ParserCreate("utf-8", _SEPARATOR)
    machine.namespace_prefixes = True
    machine.buffer_text = True
    machine.ordered_attributes = True
    machine.StartElementHandler = parser.start
    machine.EndElementHandler = parser.end
    machine.CharacterDataHandler = parser.characters
    machine.StartNamespaceDeclHandler = parser.startPrefixMapping
    try:
        machine.Parse(body, True)
    except expat.ExpatError as error:
        junk = error.code == _JUNK and not _ITEM_BYTES.search(body, machine.ErrorByteIndex)
        return "" if junk else f"line {error.lineno}: {expat.ErrorString(error.code)}"
    except FeedParseError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser's handlers fail in many ways; the loose parser is next
        return type(error).__name__
    return ""


def _salvaged(text: str, entities: dict[str, str], url: str, language: str) -> _Loose | _Strict:
    """What the loose parser finds, or what libxml2 makes of it where that is more entries, or more in them.

    Each loses entries the other keeps: one by a wrong end tag, the other by markup that was not escaped.
    """
    loose: _Loose | FeedParseError
    try:
        loose = _loose(text, entities, url, language)
    except FeedParseError as error:
        loose = error
    mended = _mended(repair(text, entities))
    strict = _Strict(url, language or None, "utf-8")
    whole = bool(mended) and not _strict(strict, mended)
    if whole and (isinstance(loose, FeedParseError) or _more(strict.entries, loose.entries)):
        return strict
    if isinstance(loose, FeedParseError):
        raise loose
    return loose


def _more(these: list[Any], those: list[Any]) -> bool:
    """Whether these are more entries than those, or as many with more and nothing less in them."""
    if len(these) != len(those):
        return len(these) > len(those)
    has = [[sum(bool(dict.get(entry, key)) for entry in some) for key in _MAKING] for some in (these, those)]
    return has[0] != has[1] and all(one >= other for one, other in zip(*has, strict=True))


def _mended(text: str) -> str:
    """The text as libxml2 recovers it, or nothing."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        return "" if root is None else str(etree.tostring(root, encoding="unicode"))
    except (etree.LxmlError, ValueError):  # half of a surrogate is let in, and does not come out again
        return ""


def _loose(text: str, entities: dict[str, str], url: str, language: str) -> _Loose:
    parser = _Loose(url, language or None, "utf-8", entities)
    try:
        parser.feed(text)
    except Exception as error:
        if parser.entries:
            return parser
        raise FeedParseError(f"the feed is damaged beyond reading ({type(error).__name__})") from error
    return parser


def repair(text: str, entities: dict[str, str]) -> str:
    """Make every reference outside CDATA one that XML knows: HTML's names, lone `&`, illegal numbers."""

    def fixed(match: re.Match[str]) -> str:
        found = match.group()
        if found[0] == "<" or found in _XML_NAMES:
            return found
        if found == "&":
            return "&amp;"
        if found[1] == "#":
            return f"{found.rstrip(';')};" if _legal(found[2:].rstrip(";")) else ""
        if found[1:-1] in entities:
            value = entities[found[1:-1]]
            return value if value.startswith("&#") else escape(value)
        known = unescape(found)
        return "&amp;" + found[1:] if known == found else "".join(f"&#{ord(char)};" for char in known)

    return _REFERENCE.sub(fixed, text)


def _legal(reference: str) -> bool:
    """Whether the number of a character reference is a character XML allows."""
    try:
        number = int(reference[1:], 16) if reference[:1] in "xX" else int(reference[:12])
    except ValueError:
        return False
    return (
        number in {9, 10, 13}
        or 32 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0xFFFF < number < 0x110000
    )


def without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """Cut the DOCTYPE out of the prolog; its harmless entities (short, plain text) are handed back."""
    start = _prolog(text)
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return text, {}
    found = _DOCTYPE.match(text, start)
    end = found.end() if found else _after(text, ">", start)
    entities = {
        name: value
        for name, _, value in _ENTITY.findall(text[start:end])[:MAX_NAMESPACES]
        if text.count(f"&{name};") * len(value) < 1_000_000
    }
    return text[:start] + text[end:], entities


def _prolog(text: str) -> int:
    """Where the DOCTYPE or the root element begins: after blanks, comments and instructions."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text.startswith("<!--", at) and "-->" in text:
            at = _after(text, "-->", at)
        elif text.startswith("<?", at):
            at = _after(text, ">", at)
        else:
            break
    return at


def _after(text: str, mark: str, start: int) -> int:
    """The offset behind the next `mark`, the end of the text when there is none."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def _refuse_other_things(text: str, url: str) -> None:
    """Raise FeedParseError for a body that is plainly something else."""
    start = _prolog(text)
    if not text[start:].strip():
        raise FeedParseError("the answer is empty")
    root = _ROOT.match(text, start)
    if root and root[1].lower() == "html":
        named = " and ".join(discover.feeds(text, url)[:3])
        hint = f"; it names the feed {named}" if named else ""
        raise FeedParseError(f"this is a web page, not a feed{hint}")
    if text[start] in "{[" and not _ITEM.search(text):
        raise FeedParseError("this is JSON, not an RSS or Atom feed")
    if "<" not in text:
        raise FeedParseError("this is plain text, not a feed")


def _thinned(text: str) -> tuple[str, int]:
    """Cut the middle out of a feed with far too many entries: (text, how many entries were cut)."""
    if text.count("<item") + text.count("<entry") + text.count(":item") <= PARSED_ENTRIES:
        return text, 0
    starts = [match.start() for match in _ITEM.finditer(text)]
    half = PARSED_ENTRIES // 2
    if len(starts) <= PARSED_ENTRIES:
        return text, 0
    return text[: starts[half]] + text[starts[-half] :], len(starts) - PARSED_ENTRIES
