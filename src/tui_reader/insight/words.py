"""Word lists by name, from `data/words.txt`. Reads only."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """The words under one heading; raises KeyError for a heading that is not there."""
    return _sections()[name]


def alternatives(name: str) -> str:
    """The words under a heading as alternatives of a pattern; "_" stands for a blank."""
    return "(?:" + "|".join(sorted(word.replace("_", " ") for word in word_set(name))) + ")"


@functools.cache
def word_sets(prefix: str) -> dict[str, frozenset[str]]:
    """All lists whose heading begins with `prefix` and a blank, by the rest of the heading."""
    start = prefix + " "
    return {name[len(start) :]: words for name, words in _sections().items() if name.startswith(start)}


@functools.cache
def _sections() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines("words.txt"):
        if line.startswith("["):
            current = found.setdefault(line[1:-1], [])
        else:
            current += line.split()
    return {name: frozenset(words) for name, words in found.items()}


def lines(file: str) -> list[str]:
    """The lines of a table in `data/`, comments left out."""
    text = resources.files(__package__).joinpath("data", file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]
