"""Saved queries, and rules: what happens to new articles that a query selects."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Literal

ActionKind = Literal["mark-read", "star", "dismiss", "tag", "notify", "run"]

PLAIN_ACTIONS: tuple[ActionKind, ...] = ("mark-read", "star", "dismiss", "notify")
"""Actions that say all; `tag:x` and `run …` say more."""

Stage = Literal[0, 1, 2]
"""What a rule waits for: 0 the article's entry, 1 its text, 2 its quotes and entities."""

_OF_TEXT = frozenset({"lang"})
_OF_INSIGHT = frozenset({"said", "about", "entity", "quotes"})


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query that stands among the sources."""

    name: str
    text: str
    folder: str = ""

    @property
    def key(self) -> str:
        """What identifies it among the sources."""
        return f"query:{self.name}"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a rule does. `value` is the tag of `tag:x`; `argv` the program and arguments of `run …`."""

    kind: ActionKind
    value: str = ""
    argv: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As it is written in feeds.toml."""
        return f"tag:{self.value}" if self.kind == "tag" else f"{self.kind} {shlex.join(self.argv)}".rstrip()


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to new articles that `when` selects; its last word is whole."""

    when: str
    do: tuple[Action, ...]

    @property
    def stage(self) -> Stage:
        """The earliest stage at which all that `when` asks is known. Raises QueryError."""
        # Imported here because every start reads the configuration, and few of them hold a rule.
        from tui_reader.model.query_parser import fields, parse
        from tui_reader.model.query_tree import Field, Pattern, Text, leaves

        tree = parse(self.when, typing=False)
        named = fields(tree)
        states = {leaf.value for leaf, _ in leaves(tree) if isinstance(leaf, Field) and leaf.name == "is"}
        if named & _OF_INSIGHT or states & {"quoted", "analysed", "watched"}:
            return 2
        words = any(
            isinstance(leaf, Text) or (isinstance(leaf, Pattern) and leaf.name == "text")
            for leaf, _ in leaves(tree)
        )
        return 1 if words or named & _OF_TEXT else 0
