"""Bytes -> str: which character set a page or file is written in. Never raises."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_META_LOOK = 8_192
_SAME_AS_CP1252 = frozenset({"iso8859-1", "ascii", "cp1252"})
_NAMES = (
    "utf-8 utf-16 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "cp866 cp874 cp932 cp949 ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 "
    "iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r "
    "koi8-u gb2312 gbk gb18030 big5 big5hkscs shift_jis euc_jp euc_kr iso2022_jp mac-roman mac- "
    "cyrillic tis-620 "
)
_ALLOWED = frozenset(_NAMES.split())


def decode(data: bytes, charset: str = "") -> str:
    """The text of `data`: byte order mark, `charset` as the server said, <meta>, UTF-8, Windows-1252.

    A declared single-byte set is not believed when the bytes are valid UTF-8 beyond ASCII: text of that kind
    is all but never valid UTF-8 by accident.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    found = _META.search(data[:_META_LOOK])
    names = [codec(charset), codec(found[1].decode("ascii", "replace") if found else "")]
    if not any(map(_is_stateful, names)):
        names.insert(0, "utf-8")
    for name in names:
        if name and not (name.startswith("utf-16") and b"\x00" not in data[:64]):
            text = _strict(data, name)
            if text is not None:
                return text
    return _nearest(data)


def _nearest(data: bytes) -> str:
    """UTF-8 with some damage when most of what is not ASCII is valid, else Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(not character.isascii() for character in text[:100_000]) - broken
    return text if valid > broken else data.decode("cp1252", "replace")


def codec(name: str) -> str:
    """The codec that a charset's name means, or nothing when it is unknown or no charset of texts."""
    try:
        found = codecs.lookup(name.strip().strip("\"'")[:40]).name if name else ""
    except (LookupError, ValueError):
        return ""
    if found not in _ALLOWED:
        return ""
    return "cp1252" if found in _SAME_AS_CP1252 else found


def _is_stateful(name: str) -> bool:
    """Whether ASCII bytes in this set may mean other characters."""
    return name.startswith(("utf-16", "iso2022"))


def _strict(data: bytes, name: str) -> str | None:
    """Decoded without a single error, a character cut off at the end aside; None else."""
    try:
        return data.decode(name, "strict")
    except UnicodeDecodeError as error:
        if name != "utf-8" or error.start < len(data) - 3 or error.reason != "unexpected end of data":
            return None
        text = data[: error.start].decode(name)
        return None if text.isascii() else text
    except LookupError:
        return None
