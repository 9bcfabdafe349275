"""clean: the one washing of untrusted text, done once, at the door. Idempotent; never raises on a str.

Terminals obey control bytes wherever they come from, so all of C0 and C1, bidirectional overrides, invisible
tag characters and lone surrogates go; joiners that Persian, Indic scripts and emoji need stay.
"""

from __future__ import annotations

import html
import re
import unicodedata

TITLE_LIMIT = 500
NAME_LIMIT = 200
TAG_LIMIT = 60
URL_LIMIT = 2048
GUID_LIMIT = 512
TEXT_LIMIT = 500_000
MARKS_LIMIT = 8
"""Combining marks kept on one base character."""

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_BLANK = re.compile(r"\s+")
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_MARK_RUN = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9,})"
)
_URL = re.compile(r"(?:https?://[^\s/?#]+|mailto:[^\s?@]+@)\S*", re.IGNORECASE)


def clean_text(value: str) -> str:
    """Wash running text: newlines and tabs stay, every other control character goes."""
    value = _BREAKS.sub("\n", value)
    value = _HOSTILE.sub("", value)
    return _MARK_RUN.sub(lambda run: run[1][:MARKS_LIMIT], value)


def clean_line(value: str, limit: int = TITLE_LIMIT) -> str:
    """Wash a one-line string: white space is folded, and it is cut to `limit` characters, "…" included."""
    value = _BLANK.sub(" ", clean_text(value)).strip()
    return value if len(value) <= limit else cut(value, limit)


def clean_markup_line(value: str, limit: int = TITLE_LIMIT) -> str:
    """Wash a line that may carry HTML: references decoded, tags dropped, then as `clean_line`."""
    if "<" in value or "&" in value:
        value = html.unescape(_TAGS.sub("", html.unescape(value[: limit * 40])))
    return clean_line(value, limit)


def clean_url(value: str) -> str:
    """Wash an address: absolute http, https or mailto of at most 2,048 characters, else empty."""
    value = _HOSTILE.sub("", value.strip())
    if len(value) > URL_LIMIT or not _URL.fullmatch(value):
        return ""
    return value


def cut(value: str, limit: int) -> str:
    """Cut to `limit` characters with "…" at the end, never inside a cluster of combining marks."""
    end = max(limit - 1, 0)
    while end and (
        unicodedata.combining(value[end]) or value[end] in "\u200d\ufe0f" or value[end - 1] == "\u200d"
    ):
        end -= 1
    return value[:end].rstrip() + "…"
