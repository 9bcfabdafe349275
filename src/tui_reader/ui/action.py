"""Action: the shape of one thing a key can do. The table of all of them is `actions`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Pane = Literal["sources", "articles", "reader", "quotes", "entities"]
PANES: tuple[Pane, ...] = get_args(Pane)

Group = Literal["move", "read", "mark", "find", "take", "program"]
GROUPS: Mapping[Group, str] = {
    "move": "MOVING",
    "read": "READING",
    "mark": "MARKING",
    "find": "FINDING",
    "take": "TAKING ALONG",
    "program": "PROGRAM",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key can do."""

    id: str
    """Public: what [keys] and the command line name."""
    keys: tuple[str, ...]
    """The default keys; "g g" is a sequence. Without any it is run from the command line."""
    group: Group
    words: str
    """For the help: what it does."""
    method: str
    """`part.method` of the main screen."""
    label: str = ""
    """For the bottom line, in the panes of `line`."""
    line: tuple[Pane, ...] = ()
    where: tuple[Pane, ...] = PANES
    """The panes it works in."""
    times: bool = False
    """Whether the method takes how often, as a count before the key says."""
    steps: tuple[str, ...] = ()
    """The actions that run instead of a method, for a macro."""
