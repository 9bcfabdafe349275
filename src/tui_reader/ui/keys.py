"""What keys mean: the reader's own from [keys], those of a preset, the defaults; sequences and counts.

Pure: it knows no widget and runs nothing.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tui_reader.ui.actions import ACTIONS, Action, Pane, by_id
from tui_reader.ui.presets import COUNTING, PRESETS

PRESET = "preset"
"""The one name in [keys] that is no action: whose fingers the keys are for."""
MOST_TIMES = 10_000

Keys = tuple[str, ...]
"""Keys pressed one after the other."""

_SPELLED = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}
_SHOWN = {"down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup"}


def spelled(name: str) -> str:
    """The one spelling of a key: a character, or a name such as "ctrl+d"; "question_mark" is "?"."""
    if len(name) == 1 or "+" in name or name == "space":
        return name
    try:
        character = _SPELLED.get(name) or unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name
    return character if character.isprintable() else name


def read(value: str) -> tuple[Keys, ...]:
    """The sequences that a value of [keys] names: "b", "g g", "b, ctrl+b"; "," alone is a key."""
    if len(value) == 1:
        return ((value,),)
    parts = [tuple(spelled(key) for key in part.split()) for part in value.split(",")]
    return tuple(part for part in parts if part)


def keys_of(action: Action, custom: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that run an action, sequences with spaces in them."""
    own = custom.get(action.id) or PRESETS.get(custom.get(PRESET, ""), {}).get(action.id)
    return action.keys if own is None else tuple(" ".join(keys) for keys in read(own))


def sequences(action: Action, custom: Mapping[str, str]) -> Iterator[Keys]:
    """The same as sequences."""
    for keys in keys_of(action, custom):
        yield (keys,) if len(keys) == 1 else tuple(keys.split())


def problems(custom: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with [keys]: the name in it, "" for a default, and a sentence."""
    known = by_id()
    found = []
    for name, value in custom.items():
        if name == PRESET and value not in PRESETS:
            found.append(
                (name, f'there is no preset "{value}"; known are {", ".join(filter(None, PRESETS))}')
            )
        elif name != PRESET and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            found.append(
                (name, f'there is no action "{name}"' + (f"; did you mean {near[0]}?" if near else ""))
            )
        elif name != PRESET and not read(value):
            found.append((name, f'expected a key such as "b", "g g" or "ctrl+x", got "{value}"'))
    return [*found, *clashes(custom)]


def clashes(custom: Mapping[str, str], macros: tuple[Action, ...] = ()) -> Iterator[tuple[str, str]]:
    """Keys that two actions claim in one pane, and keys that hide the sequences they begin.

    Each with whose problem it is: a macro's before that of a name in [keys].
    """
    claimed = [(keys, action) for action in (*ACTIONS, *macros) for keys in sequences(action, custom)]
    by_head: dict[str, list[tuple[Keys, Action]]] = {}
    for keys, action in claimed:
        for other_keys, other in by_head.setdefault(keys[0], []):
            if other is action or not set(other.where) & set(action.where):
                continue
            length = min(len(keys), len(other_keys))
            if keys[:length] == other_keys[:length]:
                own = action.steps or action.id in custom
                name = action.id if own else other.id if other.id in custom else ""
                yield name, _clash(keys, action, other_keys, other)
        by_head[keys[0]].append((keys, action))


def _clash(keys: Keys, action: Action, other_keys: Keys, other: Action) -> str:
    if keys == other_keys:
        return f'"{" ".join(keys)}" is claimed by {other.id} and {action.id}'
    short, long = sorted(((keys, action.id), (other_keys, other.id)), key=lambda pair: len(pair[0]))
    return f'"{" ".join(short[0])}" of {short[1]} hides "{" ".join(long[0])}" of {long[1]}'


@dataclass(frozen=True, slots=True)
class Keymap:
    """All sequences and what they run; whether digits are counts."""

    runs: Mapping[Keys, tuple[Action, ...]]
    heads: frozenset[Keys]
    """What begins a longer sequence."""
    counting: bool


def keymap(custom: Mapping[str, str], macros: tuple[Action, ...] = ()) -> Keymap:
    """The keys of the defaults, a preset, [keys] and the macros."""
    return _keymap(tuple(sorted(custom.items())), macros)


@lru_cache(maxsize=4)
def _keymap(items: tuple[tuple[str, str], ...], macros: tuple[Action, ...]) -> Keymap:
    custom = dict(items)
    runs: dict[Keys, tuple[Action, ...]] = {}
    for action in (*ACTIONS, *macros):
        for keys in sequences(action, custom):
            runs[keys] = (*runs.get(keys, ()), action)
    heads = frozenset(keys[:length] for keys in runs for length in range(1, len(keys)))
    return Keymap(runs, heads, custom.get(PRESET, "") in COUNTING)


@dataclass(slots=True)
class Fingers:
    """What has been pressed so far of a sequence, and the count before it."""

    keymap: Keymap
    pressed: Keys = ()
    count: int = 0

    @property
    def shown(self) -> str:
        """What waits for more, as the bottom line shows it; empty for nothing."""
        return f"{self.count or ''}{' '.join(self.pressed)}"

    def press(self, key: str, pane: Pane) -> tuple[Action, int] | None:
        """Take a key: the action it completes in a pane and how often (0: no count was given), or None."""
        if self.keymap.counting and not self.pressed and key.isdecimal() and (key != "0" or self.count):
            self.count = min(self.count * 10 + int(key), MOST_TIMES)
            return None
        keys = (*self.pressed, key)
        here = next((action for action in self.keymap.runs.get(keys, ()) if pane in action.where), None)
        if here is None and keys in self.keymap.heads:
            self.pressed = keys
            return None
        count, waited = self.count, self.shown
        self.pressed, self.count = (), 0
        if here is None or (key == "escape" and waited):
            return None
        return here, count


def pressed(key: str, character: str | None) -> str:
    """The spelling of a key that was pressed, from Textual's name and the character it types."""
    printable = character is not None and len(character) == 1 and character.isprintable()
    return character if printable and character and character != " " and "+" not in key else key


def shown(keys: Iterable[str]) -> str:
    """Keys as a person reads them: "ctrl+d", "space", "j ↓"."""
    return " ".join(_SHOWN.get(key, "esc" if key == "escape" else key) for key in keys)
