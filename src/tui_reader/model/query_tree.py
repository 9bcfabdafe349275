"""What a query means, as a tree, and how it is written down again. Pure; knows neither library nor fields.

Columns tell where a part stood in the text, for messages; they are no part of what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

PREFIX_FROM = 3
"""A star, and a value still being typed, match longer words from so many letters on."""
TYPED_FROM = 4
"""A word still being typed matches longer words from so many letters on. Three are often a whole word, and
the beginnings of three letters cost ten times those of four in a large library.
"""

_PLAIN_WORD = re.compile(r"\w+")
_PLAIN_VALUE = re.compile(r"\w[\w.+-]*")
_KEYWORDS = frozenset({"OR", "AND"})


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or words in a row, in title or text. `prefix`: the last word may go on."""

    text: str
    prefix: bool = False
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """One property of an article; `value` is checked and in its one spelling."""

    name: str
    value: str
    prefix: bool = False
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that is found, without case, in the title or the text, as `name` says."""

    name: str
    pattern: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever `item` does not select."""

    item: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all items select; without items: everything."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """What any of the items selects."""

    items: tuple[Node, ...]


Leaf: TypeAlias = Text | Field | Pattern
Node: TypeAlias = Leaf | Not | And | Or

EVERYTHING = And()


def conjunction(items: list[Node]) -> Node:
    """All of these, in the flattest form."""
    flat = [part for item in items for part in (item.items if isinstance(item, And) else (item,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(items: list[Node]) -> Node:
    """Any of these, in the flattest form; items that select everything for want of content are dropped."""
    kept = [item for item in items if item != EVERYTHING]
    flat = [part for item in kept for part in (item.items if isinstance(item, Or) else (item,))]
    return (flat[0] if len(flat) == 1 else Or(tuple(flat))) if flat else EVERYTHING


def parts(node: Node) -> tuple[Node, ...]:
    """What must hold at once, at the top of the tree."""
    return node.items if isinstance(node, And) else (node,)


def leaves(node: Node, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """All words, fields and patterns, each with whether an odd number of negations stands over it."""
    match node:
        case Text() | Field() | Pattern():
            yield node, negated
        case Not(item):
            yield from leaves(item, negated=not negated)
        case And(items) | Or(items):
            for item in items:
                yield from leaves(item, negated=negated)


def write(node: Node) -> str:
    """The query as text that parses to the same tree; nothing is left to the end of the line."""
    text = _write(node)
    # A bare word at the end would be taken for one that is still being typed.
    last = re.search(r"(?:^|[\s(:-])([\w.+-]+)$", text)
    return f"{text} " if last else text


def _write(node: Node) -> str:
    match node:
        case Text(text, prefix):
            return _quoted(text, _PLAIN_WORD) + "*" * prefix
        case Field(name, value, prefix):
            return f"{name}:{_quoted(value, _VALUES.get(name, _PLAIN_VALUE))}" + "*" * prefix
        case Pattern(name, pattern):
            return f"{name}:/{pattern}/"
        case Not(item):
            inner = _write(item)
            return f"-{inner}" if isinstance(item, Leaf) else f"-({inner})"
        case And(items):
            return " ".join(f"({_write(item)})" if isinstance(item, Or) else _write(item) for item in items)
        case Or(items):
            return " OR ".join(map(_write, items))


_VALUES = {
    "quotes": re.compile(r"[<>=]+\d+"),
    "after": re.compile(r"[\w-]+"),
    "before": re.compile(r"[\w-]+"),
}


def _quoted(text: str, plain: re.Pattern[str]) -> str:
    return text if plain.fullmatch(text) and text not in _KEYWORDS else f'"{text}"'
