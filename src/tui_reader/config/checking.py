"""Checks tables key by key, so that all problems are found, and knows where in the file each key stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

import msgspec

from tui_reader.errors import ConfigProblem
from tui_reader.model.text import clean_line

T = TypeVar("T", bound=msgspec.Struct)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"\s*(\d{1,6})\s*([smhdw])\s*")


class Check:
    """Collects problems and knows where each key stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.problems: list[ConfigProblem] = []
        self._fields: dict[type, dict[str, msgspec.structs.FieldInfo]] = {}

    def problem(self, table: str, index: int, key: str, message: str) -> None:
        """Note a problem of a key; `index` counts repetitions of its table from 0, -1 is for a single one."""
        line, column = _place(self.text, table, index, key)
        label = f"{table}[{index + 1}]" if index >= 0 else table
        dotted = ".".join(part for part in (label, key) if part)
        self.problems.append(ConfigProblem(self.name, line, column, clean_line(dotted), clean_line(message)))

    def table(self, kind: type[T], value: object, table: str, index: int = -1) -> T | None:
        """Check one table key by key, so that all its problems are found; None when it cannot be used."""
        before = len(self.problems)
        if not isinstance(value, dict):
            self.problem(table, index, "", f"expected a table, got {kind_of(value)}")
            return None
        known = self._fields_of(kind)
        good: dict[str, Any] = {}
        for key, item in value.items():
            if key not in known:
                self.problem(table, index, key, f"unknown key{nearest(key, known)}")
                continue
            try:
                good[key] = msgspec.convert(item, known[key].type)
            except msgspec.ValidationError:
                self.problem(table, index, key, f"expected {_expected(known[key].type)}, got {shown(item)}")
        for key, info in known.items():
            if info.required and key not in value:
                self.problem(table, index, "", f"the key {key} is missing")
        return kind(**good) if len(self.problems) == before else None

    def _fields_of(self, kind: type[T]) -> dict[str, msgspec.structs.FieldInfo]:
        """Asked of msgspec once a kind of table: it takes as long as checking one."""
        if kind not in self._fields:
            self._fields[kind] = {info.name: info for info in msgspec.structs.fields(kind)}
        return self._fields[kind]

    def seconds(self, table: str, index: int, key: str, value: str | int) -> int:
        """A duration in seconds: "30m", "2h", "7d" or 0."""
        if isinstance(value, int) and not isinstance(value, bool) and value == 0:
            return 0
        match = _DURATION.fullmatch(str(value))
        if not match or isinstance(value, int):
            self.problem(table, index, key, f'expected a duration such as "30m", "2h" or "7d", got {value!r}')
            return 0
        return int(match[1]) * _UNITS[match[2]]


def nearest(key: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The end of a sentence about an unknown key: the one probably meant, or all there are."""
    import difflib

    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"


def kind_of(value: object) -> str:
    """What a value is, as a person says it."""
    names = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def shown(value: object) -> str:
    """A value and what it is."""
    return f"{kind_of(value)} ({str(value)[:60]})"


def _expected(annotation: Any) -> str:
    """A type as a person says it."""
    if hasattr(annotation, "__metadata__"):
        return _expected(annotation.__origin__)
    if annotation is type(None):
        return "nothing"
    if choices := [arg for arg in get_args(annotation) if isinstance(arg, str)]:
        return "one of " + ", ".join(f'"{choice}"' for choice in choices)
    plain = {str: "text", int: "a whole number", bool: "true or false"}
    if annotation in plain:
        return plain[annotation]
    parts = [_expected(arg) for arg in get_args(annotation) if arg is not type(None)]
    if getattr(annotation, "__origin__", None) is list:
        return f"a list of {parts[0]}"
    return " or ".join(parts)


def _place(text: str, table: str, index: int, key: str) -> tuple[int, int]:
    """Line and column (from 1) of a key, else of its table, else (1, 1). tomllib gives no positions."""
    head = re.compile(rf"^[ \t]*\[{{1,2}}[ \t]*(?:\"?{re.escape(table)}\"?)[ \t]*\]{{1,2}}", re.MULTILINE)
    heads = list(head.finditer(text))
    if not heads:
        plain = re.search(rf"^[ \t]*\"?{re.escape(table)}\"?[ \t]*[.=]", text, re.MULTILINE)
        return _line_column(text, plain.start()) if plain else (1, 1)
    start = heads[min(max(index, 0), len(heads) - 1)]
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, start.end())
    body = text[start.end() : following.start() if following else len(text)]
    found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[.=]", body, re.MULTILINE) if key else None
    return _line_column(text, start.end() + found.start() if found else start.start())


def _line_column(text: str, offset: int) -> tuple[int, int]:
    offset += len(text[offset:]) - len(text[offset:].lstrip(" \t"))
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
