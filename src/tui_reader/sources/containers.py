"""Files that wrap an article: e-mails, web archives, books, PDF. Bytes in, the source text and its facts out.

Standard library only, but for PDF; a book is read within limits, because a small archive can unpack to any
size. Nothing is written, nothing outside the file is opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html import unescape
from urllib.parse import unquote

from tui_reader.model.article import Media
from tui_reader.model.charset import decode, meta_charset, xml_charset
from tui_reader.model.text import NAME_LIMIT, clean_line, clean_markup_line, clean_url
from tui_reader.model.trackers import without_trackers
from tui_reader.sources.filefacts import FileFacts, epoch
from tui_reader.sources.inside import attached, named_sources, packed
from tui_reader.sources.pdf import pdf

CONTAINERS: dict[str, Media] = {
    ".eml": "html",
    ".mht": "page",
    ".mhtml": "page",
    ".epub": "html",
    ".pdf": "html",
}
"""The endings, and what their contents are read as when they say nothing else."""

BETWEEN_CHAPTERS = "\n<hr>\n"
_TEXT_LIMIT = 8_000_000
"""Bytes of all chapters of a book together."""
_MEMBER_LIMIT = 4_000_000
_MEMBERS = 5_000
_PARTS = 200
_ROOTFILE = re.compile(r"<rootfile\b[^>]{0,400}?full-path\s*=\s*[\"']([^\"']{1,400})[\"']")
_ITEM = re.compile(r"<(?:opf:)?item\b([^>]{1,1000})>")
_REF = re.compile(r"<(?:opf:)?itemref\b([^>]{1,400})>")
_FIELD = re.compile(r"([\w:-]{1,40})\s*=\s*[\"']([^\"']{0,800})[\"']")
_LINKS_IN = 200_000
_LINK = re.compile(
    r"<a\b[^<>]{0,2000}?\bhref\s*=\s*[\"']([^\"'<>]{8,2000})[\"'][^<>]{0,2000}>(.{4,400}?)</a",
    re.DOTALL | re.IGNORECASE,
)
_VIEW = re.compile(
    r"\b(?:view|read|open|see)\b.{0,40}\b(?:browser|online|web)\b|\b(?:im browser|online ansehen)\b"
    r"|\b(?:navigateur|version en ligne)\b",
    re.IGNORECASE,
)
"""What newsletters call the link to their own page."""
_BODY = re.compile(r"<body\b[^>]{0,2000}>(.*?)(?:</body>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a container holds: the source text of its article, its kind, facts and address."""

    content: str
    media: Media
    facts: FileFacts
    url: str = ""
    identity: str = ""
    """What names an e-mail among all others (its Message-ID)."""


def contents(data: bytes, ending: str, place: str = "") -> Contents:
    """The article in a container with this ending (`CONTAINERS`); `place` is the home of its pictures.

    Raises ValueError with the reason when there is none, or when the container is damaged or too large.
    """
    if ending == ".pdf":
        text, facts = pdf(data)
        return Contents(text, "html", facts)
    return _book(data, place) if ending == ".epub" else mail(data, archive=ending != ".eml", place=place)


def mail(data: bytes, *, archive: bool = False, place: str = "") -> Contents:
    """The article in an e-mail, or in a web archive, which is written like one. Raises ValueError.

    With a `place` its pictures are named by addresses that begin so.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise ValueError("it is no e-mail")
    part = _body(message)
    if part is None:
        raise ValueError("there is no text in it")
    kind = part.get_content_type()
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    declared = [name for name in (part.get_content_charset() or "", meta_charset(raw)) if name]
    media: Media = "text" if kind == "text/plain" else "page" if archive else "html"
    text = decode(raw, declared).replace("\x00", "").replace("\r\n", "\n")
    if place and media != "text":
        text = named_sources(text, attached(place, message))
    return Contents(
        text,
        media,
        FileFacts(
            clean_line(_header(message, "Subject")),
            () if archive else tuple(filter(None, [_sender(message)])),
            _date(message),
        ),
        _saved_from(message, part) if archive else _online(message, text),
        clean_line(_header(message, "Message-ID").strip("<> "), NAME_LIMIT),
    )


def _saved_from(message: EmailMessage, part: EmailMessage) -> str:
    return clean_url(_header(part, "Content-Location") or _header(message, "Snapshot-Content-Location"))


def _online(message: EmailMessage, text: str) -> str:
    """Where a letter stands on the web, by its headers or its own link for those who cannot see it."""
    stated = [_header(message, name).strip("<> ") for name in ("Archived-At", "List-Post")]
    found = (link[1] for link in _LINK.finditer(text[:_LINKS_IN]) if _VIEW.search(clean_markup_line(link[2])))
    addresses = (clean_url(unescape(address)) for address in (*stated, next(found, "")))
    return without_trackers(next((address for address in addresses if address.startswith("http")), ""))


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that is read: HTML before plain text, attachments never."""
    texts: dict[str, EmailMessage] = {}
    for _, part in zip(range(_PARTS), message.walk(), strict=False):
        kind = part.get_content_type()
        if kind in {"text/html", "text/plain"} and not part.is_attachment():
            texts.setdefault(kind, part)
    return texts.get("text/html") or texts.get("text/plain")


def _header(message: EmailMessage, name: str) -> str:
    """A header as written; a damaged one is none."""
    try:
        return str(message.get(name) or "")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(_header(message, "From"))
    return clean_line(name or address, NAME_LIMIT)


def _date(message: EmailMessage) -> int | None:
    try:
        return max(int(parsedate_to_datetime(_header(message, "Date")).timestamp()), 0)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _book(data: bytes, place: str) -> Contents:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MEMBERS:
                raise ValueError("it has too many parts")
            root = _ROOTFILE.search(_member(archive, "META-INF/container.xml"))
            if root is None:
                raise ValueError("it is no book")
            package = _member(archive, root[1])
            chapters = BETWEEN_CHAPTERS.join(_chapters(archive, package, posixpath.dirname(root[1]), place))
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise ValueError("it is damaged or locked") from error
    if not chapters.strip():
        raise ValueError("there is no text in it")
    authors = tuple(name for name in map(_line, _elements(package, "creator")) if name)[:10]
    day = next(iter(_elements(package, "date")), "")
    return Contents(
        chapters,
        "html",
        FileFacts(
            _line(next(iter(_elements(package, "title")), "")),
            authors,
            epoch(day[:10]),
            _line(next(iter(_elements(package, "language")), ""))[:2].lower(),
        ),
    )


def _line(value: str) -> str:
    return clean_markup_line(value, NAME_LIMIT)


def _elements(package: str, name: str) -> list[str]:
    """The texts of the package's Dublin Core elements of a name."""
    return re.findall(rf"<dc:{name}\b[^>]{{0,400}}>([^<]{{1,800}})<", package)[:20]


def _chapters(archive: zipfile.ZipFile, package: str, folder: str, place: str) -> Iterator[str]:
    """The bodies of the chapters in reading order, as far as the limit goes."""
    files = {
        fields["id"]: fields["href"]
        for fields in (dict(_FIELD.findall(item[1])) for item in _ITEM.finditer(package))
        if "html" in fields.get("media-type", "") and "id" in fields and "href" in fields
    }
    left, members = _TEXT_LIMIT, frozenset(archive.namelist())
    for ref in _REF.finditer(package):
        href = files.get(dict(_FIELD.findall(ref[1])).get("idref", ""))
        if href and left > 0:
            name = posixpath.normpath(posixpath.join(folder, unquote(href)))
            chapter = _member(archive, name)
            left -= len(chapter)
            body = _BODY.search(chapter)
            text = body[1] if body else chapter
            yield named_sources(text, packed(place, posixpath.dirname(name), members)) if place else text


def _member(archive: zipfile.ZipFile, name: str) -> str:
    """One file of an archive as text; read no further than its limit, whatever its header says."""
    with archive.open(name) as stream:
        data = stream.read(_MEMBER_LIMIT)
    return decode(data, [found for found in (xml_charset(data), meta_charset(data)) if found])
