"""Macros: the actions that a key of [[macro]] runs one after the other, and what is wrong with them."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

from tui_reader.config.settings import Config, Macro
from tui_reader.ui import keys
from tui_reader.ui.actions import ACTIONS, Action, by_id

PREFIX = "macro."
"""Before the number of a macro, from 1 in the order of the file: its action id."""


def of(macros: Sequence[Macro]) -> tuple[Action, ...]:
    """An action for each macro of known actions; it exists where the first of them does."""
    known = by_id()
    return tuple(
        Action(
            f"{PREFIX}{number}",
            tuple(" ".join(pressed) for pressed in keys.read(macro.key)),
            "program",
            macro.words or ", ".join(macro.do),
            "",
            where=known[macro.do[0]].where,
            steps=macro.do,
        )
        for number, macro in enumerate(macros, 1)
        if macro.do and all(name in known for name in macro.do)
    )


def all_actions(config: Config) -> tuple[Action, ...]:
    """The table of actions, then the macros of a configuration."""
    return (*ACTIONS, *of(config.macros))


def problems(custom: Mapping[str, str], macros: Sequence[Macro]) -> list[tuple[int, str, str]]:
    """What is wrong with macros beside [keys]: the place of one from 0, the key of its table, a sentence."""
    found = [(index, *problem) for index, macro in enumerate(macros) for problem in _wrong(macro)]
    clashes = keys.clashes(custom, of(macros))
    found += [
        (int(name.removeprefix(PREFIX)) - 1, "key", words)
        for name, words in clashes
        if name.startswith(PREFIX)
    ]
    return sorted(found)


def told(config: Config) -> list[str]:
    """What is wrong with the keys and the macros of a configuration, a line each."""
    of_keys = [f"keys: {words}" for _, words in keys.problems(config.keys)]
    wrong = problems(config.keys, config.macros)
    return of_keys + [f"{PREFIX}{index + 1}: {words}" for index, _, words in wrong]


def _wrong(macro: Macro) -> Iterator[tuple[str, str]]:
    known = by_id()
    if not keys.read(macro.key):
        yield "key", f'expected a key such as "b", "g g" or "ctrl+x", got "{macro.key}"'
    for name in macro.do:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield "do", f'there is no action "{name}"' + (f"; did you mean {near[0]}?" if near else "")


async def run(macro: Action, act: Callable[[Action], Awaitable[bool]]) -> bool:
    """Run the actions of a macro; one that cannot be run where one is by then ends it."""
    known = by_id()
    for name in macro.steps:
        if not await act(known[name]):
            return False
    return True
