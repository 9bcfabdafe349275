"""Conditions over the status `s` of an article: how they are put together, and those over its figures.

It knows neither words nor names.
"""

# ruff: noqa: S608 - the statements are made of constants of this module

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_reader.model.query_tree import And, Field, Node, Not, Or

HANDFUL = 4


class Part(NamedTuple):
    """SQL and the values of its question marks, in order."""

    sql: str
    values: tuple[str | int, ...] = ()


NOTHING, ALL = Part("0"), Part("1")
_MEASURES = {"quoted": "a.quotes > 0", "analysed": "a.analysed > ''"}


def all_of(parts: Sequence[Part]) -> Part:
    """Every one of these conditions."""
    return _joined(" AND ", parts) if parts else ALL


def any_of(parts: Sequence[Part]) -> Part:
    """At least one of these conditions."""
    return _joined(" OR ", parts) if parts else NOTHING


def _joined(word: str, parts: Sequence[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    values = tuple(value for part in parts for value in part.values)
    return Part(f"({word.join(part.sql for part in parts)})", values)


def among(column: str, ids: Sequence[int]) -> Part:
    """A column that is one of these ids."""
    if not ids:
        return NOTHING
    if len(ids) > HANDFUL:
        # Not along an index of this column, which would be one look for every id.
        column = f"+{column}"
    return Part(f"{column} = ?" if len(ids) == 1 else f"{column} IN ({','.join('?' * len(ids))})", tuple(ids))


def measure(node: Node) -> Part | None:
    """What a tree asks of the figures of an article `a`; None when it asks for anything else."""
    match node:
        case Not(item):
            inner = measure(item)
            return inner and Part(f"NOT ({inner.sql})", inner.values)
        case And(items) | Or(items) if items:
            parts = [part for item in items if (part := measure(item)) is not None]
            whole = all_of(parts) if isinstance(node, And) else any_of(parts)
            return whole if len(parts) == len(items) else None
        case Field("is", value) if value in _MEASURES:
            return Part(_MEASURES[value])
        case Field("quotes", value):
            number = value.lstrip("<>=")
            return Part(f"a.quotes {value.removesuffix(number)} ?", (int(number),))
        case Field("lang", value):
            return Part("(a.lang = ? COLLATE NOCASE OR a.lang LIKE ?)", (value, f"{value}-%"))
        case _:
            return None


def measured(asked: Part) -> Part:
    """A test of an article's figures, all at once, along the narrow index that holds them."""
    measures = "article a INDEXED BY article_measure"
    return Part(f"EXISTS (SELECT 1 FROM {measures} WHERE a.id = s.article_id AND {asked.sql})", asked.values)
