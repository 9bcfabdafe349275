"""newsboat's filter expressions -> queries of this program, where both mean the same; else a reason why not.

Format: newsboat's manual, "Filter language": `attribute operator value`, `and`, `or`, `not`, brackets.
"""

from __future__ import annotations

import re
from collections.abc import Collection

DEPTH_LIMIT = 16
_TOKEN = re.compile(
    r"""\s*(?:(?P<bracket>[()])|(?P<op>=~|!~|==|=|!=|>=|<=|>|<|between|!\#|\#)
      |"(?P<text>(?:\\.|[^"\\])*)"|(?P<range>\d+\s*:\s*\d+)|(?P<word>[\w-]+))""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"[\w .,'’&/-]+")
_WHERE = {"title": "title:", "author": "author:", "content": "", "feedtitle": "feed:", "rssurl": "feed:"}
"""Attributes that hold text, and the field that looks there."""
_SAME = {"=", "==", "=~", "#"}
_OTHER = {"!=", "!~", "!#"}


class Untranslatable(ValueError):  # noqa: N818 - a verdict, not a failure
    """The sentence says what has no counterpart."""


def translate(expression: str, folders: Collection[str]) -> str:
    """The query that selects the same articles. `folders` are tags that are the folders of all their
    feeds.

    Raises Untranslatable.
    """
    pieces = _pieces(expression)
    if not pieces:
        raise Untranslatable("an empty query")
    reader = _Reader(pieces, frozenset(folders))
    found = reader.either(0)
    if reader.at < len(pieces):
        raise Untranslatable(f"{pieces[reader.at][1][:40]} is not understood there")
    return found


def _pieces(expression: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, text = 0, expression.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at or len(found) > 200:
            raise Untranslatable(f"{text[at : at + 40]} is not understood")
        kind = match.lastgroup or ""
        value = match[kind]
        found.append((kind, re.sub(r"\\(.)", r"\1", value) if kind == "text" else value))
        at = match.end()
    return found


class _Reader:
    """One walk over the pieces: or < and < not < comparison."""

    def __init__(self, pieces: list[tuple[str, str]], folders: frozenset[str]) -> None:
        self.pieces, self.folders, self.at = pieces, folders, 0

    def either(self, depth: int) -> str:
        """Comparisons joined by `or`."""
        if depth > DEPTH_LIMIT:
            raise Untranslatable("nested too deeply")
        parts = [self.both(depth)]
        while self.word("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else " OR ".join(parts)

    def both(self, depth: int) -> str:
        """Comparisons joined by `and`."""
        parts = [self.one(depth)]
        while self.word("and"):
            parts.append(self.one(depth))
        return " ".join(parts)

    def one(self, depth: int) -> str:
        """A bracket, a negation or a comparison."""
        if self.word("not"):
            return f"-({self.one(depth)})"
        if self.take("bracket", "("):
            inner = self.either(depth + 1)
            if not self.take("bracket", ")"):
                raise Untranslatable("a bracket is not closed")
            return f"({inner})"
        return self.comparison()

    def word(self, word: str) -> bool:
        """Take this word, if it is next."""
        return self.take("word", word)

    def take(self, kind: str, value: str) -> bool:
        """Take this piece, if it is next."""
        if self.at < len(self.pieces) and self.pieces[self.at] == (kind, value):
            self.at += 1
            return True
        return False

    def comparison(self) -> str:
        """`attribute operator value`."""
        name, operator, value = (self.pieces[self.at : self.at + 3] + [("", "")] * 3)[:3]
        if name[0] != "word" or (operator[0] != "op" and operator[1] != "between") or not value[0]:
            raise Untranslatable(f"{name[1][:40] or 'the end'} is not understood there")
        self.at += 3
        return _compared(name[1], operator[1], value[1], self.folders)


def _compared(name: str, operator: str, value: str, folders: frozenset[str]) -> str:
    if name == "unread" and operator in _SAME | _OTHER and value in {"yes", "no"}:
        return "is:unread" if (value == "yes") == (operator in _SAME) else "is:read"
    if name == "flags" and ((operator in {"=~", "#"} and value) or (operator == "!=" and not value)):
        return "is:starred"
    if name == "age":
        return _age(operator, value)
    negated = "-" if operator in _OTHER else ""
    if name == "tags" and operator in {"#", "!#"}:
        if value not in folders:
            raise Untranslatable(f"the tag {value[:40]} is no folder here")
        return f"{negated}folder:{_quoted(value)}"
    if name in _WHERE and operator in _SAME | _OTHER:
        return negated + _text(_WHERE[name], operator, value)
    raise Untranslatable(f"{name[:30]} {operator} has no counterpart")


def _age(operator: str, value: str) -> str:
    """Days since publication."""
    low, _, high = value.partition(":")
    if operator == "between" and high.strip().isdecimal() and low.strip() in {"0", "00"}:
        return f"after:-{int(high)}d"
    if operator in {"<", "<="} and value.isdecimal():
        return f"after:-{int(value)}d"
    if operator in {">", ">="} and value.isdecimal():
        return f"before:-{int(value)}d"
    raise Untranslatable(f"age {operator} {value[:20]} has no counterpart")


def _text(field: str, operator: str, value: str) -> str:
    """Words in a field. A regular expression is taken when it is plain words, also with `|` between."""
    choices = value.split("|") if operator in {"=~", "!~"} else [value]
    choices = [choice.strip() for choice in choices]
    if not all(_PLAIN.fullmatch(choice) for choice in choices):
        raise Untranslatable(f"the pattern {value[:40]} has no counterpart")
    found = [f"{field}{_quoted(choice)}" for choice in choices]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[^\W_][\w]*", value) and value not in {"OR", "AND"} else f'"{value}"'
