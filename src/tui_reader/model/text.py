"""clean: the one washing of untrusted text, done once, at the door. Idempotent; never raises on a str.

Terminals obey control bytes wherever they come from, so all of C0 and C1, bidirectional overrides, invisible
characters and lone surrogates go; joiners that Persian, Indic scripts and emoji need stay. Text ends in NFC.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

TITLE_LIMIT = 500
NAME_LIMIT = 200
TAG_LIMIT = 60
URL_LIMIT = 2048
GUID_LIMIT = 512
TEXT_LIMIT = 500_000
MARKS_LIMIT = 8
"""Combining marks kept on one base character."""
MARKUP_LIMIT = 8
"""How many times its limit a line with markup may be long before it is cut unread."""

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_MARK_RUN = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9,})"
)
_TAGS = re.compile(
    r"""</?(?:a|abbr|acronym|address|article|aside|b|big|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em
        |figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|rp|rt|ruby|s|samp|section|small
        |span|strike|strong|style|sub|sup|table|tbody|td|th|time|tr|tt|u|ul|var|wbr)
        (?:\s+[\w:.-]{1,40}\s*=\s*(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s<>"']{1,2000}))*\s*/?>
      | <!--[^<>]{0,2000}-->""",
    re.IGNORECASE | re.VERBOSE,
)
_AMPERSANDS = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
_URL = re.compile(r"(?:https?://[^\s/?#]+|mailto:[^\s?@]+@)\S*", re.IGNORECASE)
# Of such an address nothing is ever washed away.
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?(?:[/?#][!-~]*)?")
_URL_WASTE = re.compile(r"[\t\n\r]")


def clean_text(value: str) -> str:
    """Wash running text: newlines and tabs stay, every other control character goes."""
    if value.isascii() and value.isprintable():
        return value
    value = _HOSTILE.sub("", _BREAKS.sub("\n", value))
    if value.isascii():
        return value
    value = unicodedata.normalize("NFC", value)
    while _MARK_RUN.search(value):
        # Cutting a run can let a later mark compose with the base, so the cut text is normalised once more.
        value = unicodedata.normalize("NFC", _MARK_RUN.sub(lambda run: run[1][:MARKS_LIMIT], value))
    return value


def clean_line(value: str, limit: int = TITLE_LIMIT) -> str:
    """Wash a one-line string: white space is folded, and it is cut to `limit` characters, "…" included."""
    value = " ".join(clean_text(value).split())
    return value if len(value) <= limit else cut(value, limit)


def clean_markup_line(value: str, limit: int = TITLE_LIMIT) -> str:
    """Wash a line that may carry HTML: references decoded, tags dropped, then as `clean_line`.

    References are decoded until none is left, because feeds that escape twice are far more common than titles
    about references. Only the tags of HTML's running text are tags: "a < b" and "List<String>" stay.
    """
    if "<" not in value and "&" not in value and len(value) <= limit:
        return clean_line(value, limit)
    size = limit * MARKUP_LIMIT
    before, value = "", clean_line(value[: size * 4], size)
    while value != before and ("<" in value or "&" in value):
        before = value
        value = clean_line(_TAGS.sub(_gap, html.unescape(_AMPERSANDS.sub("&", value))), size)
    return clean_line(value, limit)


def _gap(tag: re.Match[str]) -> str:
    """What a dropped tag leaves behind: a space where it broke the line, else nothing."""
    return " " if re.match(r"</?(?:br|p|div|li|h\d|td|tr|dd|dt|hr)\b", tag[0], re.IGNORECASE) else ""


def clean_url(value: str) -> str:
    """Wash an address: absolute http, https or mailto of at most 2,048 characters, else empty."""
    if len(value) <= URL_LIMIT and _PLAIN_URL.fullmatch(value):
        return value
    value = _URL_WASTE.sub("", _HOSTILE.sub("", value)).strip().replace(" ", "%20")
    if len(value) > URL_LIMIT or not _URL.fullmatch(value):
        return ""
    try:
        parts = urlsplit(value)
        usable = parts.port != 0 and (bool(parts.hostname) or parts.scheme == "mailto")
    except ValueError:
        return ""
    return value if usable else ""


def cut(value: str, limit: int) -> str:
    """Cut to `limit` characters with "…" at the end, never inside a cluster of combining marks."""
    if len(value) <= limit:
        return value
    end = max(limit - 1, 0)
    while end and (
        unicodedata.combining(value[end]) or value[end] in "\u200d\ufe0f" or value[end - 1] == "\u200d"
    ):
        end -= 1
    return value[:end].rstrip() + "…"
