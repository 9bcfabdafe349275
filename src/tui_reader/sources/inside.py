"""Pictures that a local file brings along: written into it, packed with it, or lying beside it.

In the text such a picture is named by an address of our own, `inside:HOME/KIND/NAME`, made when the file
is read; its bytes are taken from the file when somebody asks for them. HOME is a hash of the file's path, so
that no other article can mean it. Nothing outside of the file and the folder it lies in is opened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import os
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from tui_reader.model.picture import INSIDE

LARGEST, TOGETHER = 8_000_000, 40_000_000
"""Bytes of one picture, and of all that are taken out at once."""
_PARTS = 2_000
_INLINE = re.compile(r"data:([\w/+.-]{1,80})(?:;[\w=-]{1,40}){0,3};base64,([A-Za-z0-9+/=]{200,})")
_RASTER = frozenset({"image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif"})
_TAG = re.compile(r"<(?:img|image)\b[^<>]{1,8000}>", re.IGNORECASE)
_SOURCE = re.compile(
    r"(\s(?:src|xlink:href|href)\s*=\s*)(?:\"([^\"<>]{1,2048})\"|'([^'<>]{1,2048})'|([^\s\"'<>]{1,2048}))",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"--(sf-img-\d{1,6})\s*:\s*url\(\s*[\"']?(inside:[\w/%.-]{1,200})[\"']?\s*\)")
_BACKGROUND = re.compile(r"background-image\s*:\s*var\(--(sf-img-\d{1,6})\)")
_DRAWN = re.compile(r"""<img\b(?:[^<>"']++|"[^"]{0,9000}+"|'[^']{0,9000}+'){1,120}+>""", re.IGNORECASE)
"""An <img>, whatever stands in its attributes: SingleFile writes drawings into them."""
_ALT = re.compile(r"""\salt\s*=\s*(?:"[^"<>]{0,1000}"|'[^'<>]{0,1000}'|[^\s"'<>]{1,1000})""", re.IGNORECASE)
_MARKDOWN = re.compile(r"(!\[[^\[\]\n]{0,300}\]\(\s{0,9}<?)([^()<>\s]{1,1024})")
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]{0,30}:|//|/|\\|#")

Named = Callable[[str], str]
"""A reference as written -> the address of the picture, or nothing when the file does not bring it along."""


def home(path: str) -> str:
    """What all addresses of the pictures of one file begin with."""
    return f"{INSIDE}{hashlib.blake2b(os.fsencode(path), digest_size=8).hexdigest()}/"


# Naming them, when a file is read.


def named_inline(page: str, place: str) -> str:
    """A page without what is written into it as data: pictures are named instead. `place`: its home."""

    def name(match: re.Match[str]) -> str:
        return f"{place}data/{_digest(match[0])}" if match[1].lower() in _RASTER else "data:,"

    return _INLINE.sub(name, page)


def named_variables(page: str) -> str:
    """A page in which pictures that SingleFile keeps once, in a style sheet, stand where they are shown.

    Their data must have been named before (`named_inline`).
    """
    known = dict(_VARIABLE.findall(page))

    def drawn(image: re.Match[str]) -> str:
        found = _BACKGROUND.search(image[0])
        address = known.get(found[1]) if found else None
        alt = _ALT.search(image[0])
        return f'<img src="{address}"{alt[0] if alt else ""}>' if address else image[0]

    return _DRAWN.sub(drawn, page) if known else page


def named_sources(markup: str, named: Named) -> str:
    """Markup in which the pictures that the file brings along are named by their addresses."""

    def source(match: re.Match[str]) -> str:
        address = named(unescape(match[2] or match[3] or match[4]))
        return f'{match[1]}"{address}"' if address else match[0]

    return _TAG.sub(lambda tag: _SOURCE.sub(source, tag[0]), markup)


def named_markdown(text: str, named: Named) -> str:
    """The same in Markdown."""
    return _MARKDOWN.sub(lambda match: match[1] + (named(match[2]) or match[2]), text)


def beside(path: str) -> Named:
    """Names pictures in the folder of a file, and in folders below it."""
    place, folder = home(path), Path(path).parent

    def named(reference: str) -> str:
        name = posixpath.normpath(unquote(reference.partition("?")[0].partition("#")[0]))
        if _SCHEME.match(reference) or not _is_below(name) or not (folder / name).is_file():
            return ""
        return f"{place}beside/{quote(name)}"

    return named


def packed(place: str, folder: str, members: Collection[str]) -> Named:
    """Names members of a book, as a chapter in one of its folders refers to them."""

    def named(reference: str) -> str:
        name = posixpath.normpath(posixpath.join(folder, unquote(reference)))
        return f"{place}member/{quote(name)}" if name in members and not _SCHEME.match(reference) else ""

    return named


def attached(place: str, message: EmailMessage) -> Named:
    """Names parts of an e-mail or a web archive, by their Content-ID or where they stood on the web."""
    names = {name for name, _ in _parts(message)}

    def named(reference: str) -> str:
        name = unquote(reference[4:]) if reference.lower().startswith("cid:") else reference
        return f"{place}part/{_hash(name)}" if name in names else ""

    return named


# Taking them out, when they are asked for.


def taken(path: str, data: bytes, addresses: Collection[str]) -> dict[str, bytes]:
    """Address -> bytes, of those pictures that a file brings along. `data`: all of the file.

    A damaged container has none. It opens files in the file's own folder only.
    """
    place = home(path)
    wanted = {address: address.removeprefix(place) for address in addresses if address.startswith(place)}
    found: dict[str, bytes] = {}
    size = 0
    for kind, look in _KINDS.items():
        names = {
            name.removeprefix(kind): address for address, name in wanted.items() if name.startswith(kind)
        }
        for name, held in look(path, data, names) if names else ():
            size += len(held)
            if size > TOGETHER:
                return found
            if 0 < len(held) <= LARGEST:
                found[names[name]] = held
    return found


def _inline(path: str, data: bytes, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    del path
    for match in _INLINE.finditer(data.decode("latin-1")):
        name = _digest(match[0])
        if name in names and len(match[2]) <= 2 * LARGEST:
            with suppress(binascii.Error):
                yield name, base64.b64decode(match[2])


def _members(path: str, data: bytes, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    del path
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in names:
                with archive.open(unquote(name)) as stream:
                    yield name, stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error):
        return


def _attachments(path: str, data: bytes, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    del path
    yield from attachments(data, names)


def attachments(data: bytes, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of a letter's pictures that have these names, as the end of their addresses says them."""
    for name, part in _parts(message_from_bytes(data, policy=policy.default)):
        if _hash(name) in names:
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield _hash(name), body


def _files(path: str, data: bytes, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    del data
    folder = Path(path).parent.resolve()
    for name in names:
        if not _is_below(unquote(name)):
            continue
        try:
            file = (folder / unquote(name)).resolve(strict=True)
            if file.is_relative_to(folder) and file.is_file():
                with file.open("rb") as stream:
                    yield name, stream.read(LARGEST + 1)
        except (OSError, ValueError):
            continue


def _parts(message: EmailMessage) -> Iterator[tuple[str, EmailMessage]]:
    """The pictures of a message, each by all its names."""
    for _, part in zip(range(_PARTS), message.walk(), strict=False):
        if part.get_content_maintype() != "image":
            continue
        for header in ("Content-ID", "Content-Location"):
            try:
                name = str(part.get(header) or "").strip("<> \t\r\n")
            except (ValueError, LookupError, TypeError, AttributeError, IndexError):
                continue
            if name:
                yield name, part


def _is_below(name: str) -> bool:
    """Whether a relative path leads to nothing above or hidden in its folder."""
    parts = name.split("/")
    return bool(name) and "\0" not in name and not any(part in {"", ".."} or part[0] == "." for part in parts)


def _digest(inline: str) -> str:
    return hashlib.blake2b(inline.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _hash(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=12).hexdigest()


_KINDS = {"data/": _inline, "member/": _members, "part/": _attachments, "beside/": _files}
