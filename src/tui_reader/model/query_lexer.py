"""Cuts the text of a query into words, phrases, fields and brackets. Lenient with all that people type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tui_reader.errors import QueryError
from tui_reader.model.query_fields import FIELDS, complaint, unknown
from tui_reader.model.query_patterns import PATTERN_FIELDS, pattern_at
from tui_reader.model.query_tree import PREFIX_FROM, TYPED_FROM, Field, Leaf, Pattern, Text

TokenKind = Literal["term", "word-or", "word-and", "open", "close"]

QUOTES = '"“”„«»'
"""Any of these opens a phrase, any of these closes it."""

_BLANK = re.compile(r"[\s\0]+")
_DASHES = re.compile(r"-+")
_PHRASE = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)(?:[{QUOTES}](\*)?)?")
_NAME = re.compile(r"([A-Za-z]{2,}):(?!//)")
_BARE = re.compile(rf"[^\s\0{QUOTES}()]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query and the column it begins at; `negated` when a dash stands before it."""

    kind: TokenKind
    column: int
    negated: bool = False
    term: Leaf | None = None


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a text; those without a letter or digit are left out.

    Raises QueryError for an unknown field and for a value or a pattern that does not fit its field.
    """
    at, size = 0, len(text)
    while at < size:
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        begin = at
        negated, at = _negation(text, at)
        if at >= size or _BLANK.match(text, at):
            continue
        if text[at] in "()":
            kind: TokenKind = "open" if text[at] == "(" else "close"
            at += 1
            yield Token(kind, begin, negated and kind == "open")
            continue
        token, at = _term(text, at, begin, negated=negated)
        if token is not None:
            yield token


def _negation(text: str, at: int) -> tuple[bool, int]:
    """One dash right before something negates it; more of them are punctuation."""
    dashes = _DASHES.match(text, at)
    return (len(dashes[0]) == 1, dashes.end()) if dashes else (False, at)


def _term(text: str, at: int, begin: int, *, negated: bool) -> tuple[Token | None, int]:
    if text[at] in QUOTES:
        phrase = _PHRASE.match(text, at)
        assert phrase is not None
        bare = _EDGES.sub("", phrase[1].replace("\0", " "))
        grows = bool(phrase[2]) and len(bare) >= PREFIX_FROM
        term = Text(bare, grows, at) if bare else None
        return (Token("term", begin, negated, term) if term else None), phrase.end()
    if (name := _NAME.match(text, at)) and _is_field(text, name):
        return _field(text, name, begin, negated=negated)
    word = _BARE.match(text, at)
    assert word is not None
    if word[0] in {"OR", "AND"} and not negated:
        kind: TokenKind = "word-or" if word[0] == "OR" else "word-and"
        return Token(kind, begin, term=_word(word[0], begin, open_end=word.end() == len(text))), word.end()
    found = _word(word[0], at, open_end=word.end() == len(text))
    return (Token("term", begin, negated, found) if found else None), word.end()


def _word(word: str, column: int, *, open_end: bool) -> Text | None:
    """A bare word; the last one may still grow, one with a star grows wherever it stands."""
    bare = _EDGES.sub("", word)
    if not bare:
        return None
    starred = word.endswith("*") and len(bare) >= PREFIX_FROM
    typed = open_end and word.endswith(bare) and len(bare) >= TYPED_FROM
    return Text(bare, prefix=starred or typed, column=column)


def _is_field(text: str, name: re.Match[str]) -> bool:
    """Whether "name:" is meant as a field: "Breaking: news" is not, "brakin:news" is, though a wrong one."""
    if name[1].casefold() in FIELDS:
        return True
    following = text[name.end() : name.end() + 1]
    return following.isalnum() or following in tuple(QUOTES)


def _field(text: str, name: re.Match[str], begin: int, *, negated: bool) -> tuple[Token, int]:
    kind = FIELDS.get(name[1].casefold())
    if kind is None:
        raise QueryError(unknown(name[1]), subject=text, column=name.start())
    if kind.name in PATTERN_FIELDS and text.startswith("/", name.end()):
        pattern, end = pattern_at(text, name.end(), kind.name)
        return Token("term", begin, negated, Pattern(kind.name, pattern, name.start())), end
    found = _PHRASE.match(text, name.end()) or _BARE.match(text, name.end())
    end = found.end() if found else name.end()
    phrase = bool(found) and found[0][0] in QUOTES if found else False
    raw = (found[1] if phrase else found[0]) if found else ""
    star = bool(found[2]) if phrase and found else raw.endswith("*")
    value = kind.spell(raw.replace("\0", " ").rstrip("*") if star and not phrase else raw.replace("\0", " "))
    if not value:
        raise QueryError(complaint(kind, raw), subject=text, column=name.end() if found else name.start())
    open_end = not phrase and end == len(text) and value[-1].isalnum()
    grows = kind.grows and (star or open_end)
    prefix = grows and len(value) >= PREFIX_FROM
    return Token("term", begin, negated, Field(kind.name, value, prefix, name.start())), end
