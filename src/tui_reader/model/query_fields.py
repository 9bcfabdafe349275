"""The fields of a query: what each takes, and the one spelling of what was typed. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui_reader.model import query_dates
from tui_reader.model.names import fold

STATES = ("unread", "read", "starred", "noted", "quoted", "dismissed", "analysed", "watched")
"""What `is:` takes."""

UNNAMED = "unnamed"
"""`said:unnamed` finds quotes whose source has no name."""

_QUOTES = re.compile(r"(<=|>=|<|>|=)?\s*(\d{1,6})")
_LANG = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One field: what it is, what it expects, and how a value is spelled ("" when it does not fit)."""

    name: str
    about: str
    expects: str
    spell: Callable[[str], str]
    grows: bool = False
    """Whether a value at the end of the text may go on."""


def _name(value: str) -> str:
    """A name keeps its spelling; it must hold a letter or a digit."""
    value = " ".join(value.split())
    return value if fold(value) else ""


def _nothing(_value: str) -> str:
    """No value fits: a regular expression is read before, and bare words search the text anyway."""
    return ""


def _state(value: str) -> str:
    return value.casefold() if value.casefold() in STATES else ""


def _lang(value: str) -> str:
    return value.casefold() if _LANG.fullmatch(value.casefold()) else ""


def _number(value: str) -> str:
    found = _QUOTES.fullmatch(value)
    return f"{found[1] or '='}{int(found[2])}" if found else ""


FIELDS: dict[str, FieldKind] = {
    kind.name: kind
    for kind in (
        FieldKind("feed", "a source", "a part of a source's name or address", _name),
        FieldKind("folder", "sources of a folder", "a folder's name", _name, grows=True),
        FieldKind("tag", "your tags and the publisher's", "a tag", _name, grows=True),
        FieldKind(
            "title", "words of the title", "words, or a regular expression: /storm(s|ed)?/", _name, grows=True
        ),
        FieldKind("text", "the text", "a regular expression: /storm(s|ed)?/", _nothing),
        FieldKind("author", "who wrote it", "a name", _name, grows=True),
        FieldKind("lang", "its language", "two letters such as en", _lang),
        FieldKind("after", "that day or later", query_dates.EXPECTED, query_dates.spelling),
        FieldKind("before", "earlier than that day", query_dates.EXPECTED, query_dates.spelling),
        FieldKind("is", "its state", "one of " + ", ".join(STATES), _state),
        FieldKind("said", "who is quoted", f"a speaker's name, or {UNNAMED}", _name, grows=True),
        FieldKind("about", "whom it is about", "a name", _name, grows=True),
        FieldKind("entity", "whom it mentions", "a name", _name, grows=True),
        FieldKind("quotes", "how many quotes", "a number such as 3, >3 or <=3", _number),
    )
}


def nearest(word: str, known: Iterable[str]) -> str:
    """What was probably meant, empty when nothing is near."""
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def complaint(kind: FieldKind, value: str) -> str:
    """The sentence about a value that does not fit."""
    if not value.strip():
        return f"{kind.name}: expects {kind.expects}"
    near = nearest(value, STATES) if kind.name == "is" else ""
    asked = f"; did you mean {near}?" if near else ""
    return f"{kind.name}: expects {kind.expects}, not “{value[:40]}”{asked}"


def unknown(name: str) -> str:
    """The sentence about a field that there is not."""
    near = nearest(name, FIELDS)
    asked = f"did you mean {near}:" if near else "there are " + ", ".join(f"{known}:" for known in FIELDS)
    return f"there is no field {name[:30]}: — {asked}; quote the words to search for them as they are"
