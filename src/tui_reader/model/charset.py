"""Which characters some bytes mean: byte order mark, what was declared, UTF-8, Windows-1252, in this order.

A label that the bytes contradict is not believed. Never raises: the last resort replaces what is broken.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OPENINGS = (
    (re.compile(rb"<\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00<"), "utf-32-be"),
    (re.compile(rb"<\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00<\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
"""What `<` and `<?xm` look like in encodings that are no superset of ASCII (XML 1.0, appendix F)."""

_REFUSED = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"}
)
_MEANT: dict[str, str] = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""What a label means on the web: the larger set of which it is a part (WHATWG Encoding, section 4.2)."""
_LOOK = 8_192
"""How many bytes of a page are searched for its <meta>."""
_WIDE = ("utf-16", "utf-32", "ucs-2", "ucs-4", "iso-10646")
_NARROW = re.compile(r"ascii|iso8859-\d+|cp125\d|latin")
_CONTENT_TYPE = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{1,40})[\"']", re.IGNORECASE)
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)


def header_charset(content_type: str) -> str:
    """The charset parameter of a Content-Type header, or nothing."""
    found = _CONTENT_TYPE.search(content_type)
    return found[1] if found else ""


def xml_charset(data: bytes) -> str:
    """The encoding an XML declaration names, or nothing."""
    head = data[:1024].decode(_opening(data) or "latin-1", "replace")
    found = _XML.match(head.lstrip("\ufeff"))
    return found[1] if found else ""


def meta_charset(data: bytes) -> str:
    """The charset an HTML page's <meta> names in its first 8 KB, or nothing."""
    found = _META.search(data[:_LOOK])
    return found[1].decode("ascii") if found else ""


def is_utf8(data: bytes, content_type: str) -> bool:
    """Whether nobody claims anything but UTF-8 of a marked-up text; it may be damaged all the same."""
    claimed = {header_charset(content_type), xml_charset(data)} - {""}
    wide = _opening(data) or any(data.startswith(mark) for mark, name in _BOMS if name != "utf-8")
    return not wide and all(codec(name) == "utf-8" for name in claimed)


def decode(data: bytes, declared: Iterable[str] = ()) -> str:
    """The text of `data`; `declared` are names somebody claimed, the most trusted first."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    opening = _opening(data)
    for name in declared:
        text = _try(data, codec(name), opening)
        if text is not None:
            return text
    for name in (opening, "utf-8"):
        text = _try(data, name, opening)
        if text is not None:
            return text
    return data.decode(opening, "replace") if opening.startswith("utf") else _damaged(data)


def page_text(data: bytes, content_type: str = "", charset: str = "") -> str:
    """The text of a web page: byte order mark, the server's word, its own declaration or <meta>, UTF-8."""
    return decode(data, (charset or header_charset(content_type), xml_charset(data), meta_charset(data)))


def _opening(data: bytes) -> str:
    """The encoding the first bytes of a marked-up text betray, or nothing."""
    return next((name for start, name in _OPENINGS if start.match(data)), "")


def codec(name: str) -> str:
    """The codec that a charset's name means; nothing for unknown ones and for codecs that are no charset."""
    folded = name.strip().strip("\"'")[:40].lower().replace("_", "-").removeprefix("x-")
    if folded.startswith(_WIDE):
        return folded
    try:
        found = codecs.lookup(folded)
    except (LookupError, ValueError):
        return ""
    textual = getattr(found, "_is_text_encoding", True)
    if not textual or found.name.replace("_", "-") in _REFUSED:
        return ""
    return _MEANT.get(found.name, found.name)


def _try(data: bytes, name: str, opening: str) -> str | None:
    """Decode strictly; None when that fails or when the bytes speak against the name."""
    if not name:
        return None
    if name.startswith(_WIDE):
        head = data[:64]
        if not opening.startswith("utf") and head.count(0) * 4 < len(head):
            return None
        name = opening or name
    elif opening.startswith("utf"):
        return None
    if _NARROW.match(name) and not data.isascii():
        # Text in a one-byte encoding is practically never valid UTF-8 by accident; wrong labels are common.
        text = _strict(data, "utf-8")
        if text is not None:
            return text
    return _strict(data, name)


def _strict(data: bytes, name: str) -> str | None:
    """Decoded without an error; UTF-8 may break off in the middle of its last character."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        broken_off = name == "utf-8" and error.reason == "unexpected end of data"
        text = data[: error.start].decode(name) if broken_off and error.start >= len(data) - 3 else ""
        return text if text and not text.isascii() else None
    except (LookupError, ValueError):
        return None


def _damaged(data: bytes) -> str:
    """UTF-8 with some broken characters stays UTF-8; everything else is taken for Windows-1252.

    Text in another encoding has next to no sequence that is valid UTF-8. Encoded surrogates are dropped.
    """
    data = _SURROGATE.sub(b"", data)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if sound >= broken else data.decode("cp1252", "replace")
