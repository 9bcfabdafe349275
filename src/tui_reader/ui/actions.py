"""The one table of actions. Bindings, the help, the bottom line and [keys] come from it.

Only actions that exist stand here. Nothing here runs one: `screens.main` does.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from textual.binding import Binding

Pane = Literal["sources", "articles", "reader", "quotes", "entities"]
PANES: tuple[Pane, ...] = get_args(Pane)

Group = Literal["move", "read", "mark", "find", "program"]
GROUPS: Mapping[Group, str] = {
    "move": "MOVING",
    "read": "READING",
    "mark": "MARKING",
    "find": "FINDING",
    "program": "PROGRAM",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key can do."""

    id: str
    """Public: what [keys] names."""
    keys: tuple[str, ...]
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


_LISTS: tuple[Pane, ...] = ("sources", "articles", "quotes", "entities")
_TEXT: tuple[Pane, ...] = ("articles", "reader")
_SIDE: tuple[Pane, ...] = ("quotes", "entities")

ACTIONS: tuple[Action, ...] = (
    Action("move.down", ("j", "down"), "move", "next row or line", "panes.down"),
    Action("move.up", ("k", "up"), "move", "previous row or line", "panes.up"),
    Action("move.half-down", ("ctrl+d",), "move", "half a page down", "panes.half_down"),
    Action("move.half-up", ("ctrl+u",), "move", "half a page up", "panes.half_up"),
    Action("move.page-down", ("pagedown",), "move", "a page down", "panes.page_down"),
    Action("move.page-up", ("pageup",), "move", "a page up", "panes.page_up"),
    Action("move.top", ("g", "home"), "move", "to the top", "panes.top"),
    Action("move.bottom", ("G", "end"), "move", "to the bottom", "panes.bottom"),
    Action("pane.left", ("h", "left"), "move", "pane to the left", "panes.left"),
    Action("pane.right", ("l", "right"), "move", "pane to the right; fold or unfold a folder", "panes.right"),
    Action("pane.next", ("tab",), "move", "next pane", "panes.next"),
    Action("pane.previous", ("shift+tab",), "move", "previous pane", "panes.previous"),
    Action("pane.sources", ("1",), "move", "sources", "panes.to_sources"),
    Action("pane.articles", ("2",), "move", "articles", "panes.to_articles"),
    Action("pane.reader", ("3",), "move", "reader", "panes.to_reader"),
    Action("pane.quotes", ("4",), "move", "quotes", "panes.to_quotes"),
    Action("pane.entities", ("5",), "move", "entities", "panes.to_entities"),
    Action(
        "open",
        ("enter",),
        "read",
        "open: a source, an article, a quote (again: why), an entity",
        "opening.enter",
        "open",
        ("sources", "quotes", "entities"),
    ),
    Action(
        "article.page",
        ("space",),
        "read",
        "page the reader; at its end on to the next unread",
        "opening.page",
        "page, then next unread",
        _TEXT,
        _TEXT,
    ),
    Action(
        "article.page-back", ("backspace",), "read", "page the reader back", "opening.page_back", where=_TEXT
    ),
    Action(
        "article.next-unread",
        ("n",),
        "read",
        "next unread article",
        "browsing.next_unread",
        "next unread",
        _TEXT,
    ),
    Action("article.previous-unread", ("p",), "read", "previous unread article", "browsing.previous_unread"),
    Action("article.next", ("J",), "read", "next article", "browsing.next_article"),
    Action("article.previous", ("K",), "read", "previous article", "browsing.previous_article"),
    Action("source.next", ("}",), "read", "next source", "browsing.next_source", "next source", ("sources",)),
    Action("source.previous", ("{",), "read", "previous source", "browsing.previous_source"),
    Action("quote.next", ("]",), "read", "next quote of the article", "opening.next_quote", "quote", _TEXT),
    Action("quote.previous", ("[",), "read", "previous quote of the article", "opening.previous_quote"),
    Action(
        "entity.next", ("e",), "read", "next entity of the article", "opening.next_entity", "entity", _TEXT
    ),
    Action("entity.previous", ("E",), "read", "previous entity of the article", "opening.previous_entity"),
    Action(
        "article.full-text",
        ("x",),
        "read",
        "fetch the full text; again: back to what the feed gave",
        "taking.full_text",
        "full text",
        ("reader",),
    ),
    Action("article.browse", ("o",), "read", "open in the browser", "taking.browse", "browser", ("reader",)),
    Action(
        "article.read", ("m",), "mark", "mark read or unread", "marking.toggle_read", "read", ("articles",)
    ),
    Action("article.star", ("s",), "mark", "save (star) or not", "marking.toggle_star", "save", _TEXT),
    Action(
        "articles.read-above",
        ("X",),
        "mark",
        "mark everything above as read",
        "marking.read_above",
        where=("articles", "reader"),
    ),
    Action(
        "articles.read-all",
        ("A",),
        "mark",
        "mark everything shown as read",
        "marking.read_all",
        "all read",
        ("sources",),
        where=("sources", "articles", "reader"),
    ),
    Action("undo", ("U",), "mark", "undo", "marking.undo"),
    Action("redo", ("ctrl+r",), "mark", "redo", "marking.redo"),
    Action("search", ("/",), "find", "search the library", "browsing.search", "search", ("sources", *_TEXT)),
    Action(
        "entity.articles",
        ("F",),
        "find",
        "the articles about this entity",
        "opening.filter_entity",
        "its articles",
        ("entities",),
        _SIDE,
    ),
    Action("back", ("<",), "find", "back through what was listed", "browsing.back"),
    Action("forward", (">",), "find", "forward again", "browsing.forward"),
    Action(
        "copy",
        ("y",),
        "find",
        "copy the quote with its source, the name, or the link",
        "taking.copy",
        "copy",
        _SIDE,
    ),
    Action("refresh", ("r",), "program", "refresh this source", "work.refresh", "refresh", ("sources",)),
    Action("refresh.all", ("R",), "program", "refresh everything", "work.refresh_all"),
    Action("zen", ("z",), "program", "this pane alone", "panes.toggle_zen", "zen", ("reader",)),
    Action("help", ("?",), "program", "this table", "program.show_help", "help", PANES),
    Action("log", ("L",), "program", "what went wrong lately", "program.show_log"),
    Action("escape", ("escape",), "program", "one level up", "program.escape", "back", _SIDE),
    Action("close", ("q",), "program", "one level up; on the main screen quit", "program.close_or_quit"),
    Action("copy-selection", ("ctrl+c",), "program", "copy the selected text", "program.copy_selection"),
    Action("suspend", ("ctrl+z",), "program", "suspend", "program.suspend"),
    Action("quit", ("Q", "ctrl+q"), "program", "quit now", "program.leave"),
)


def by_id() -> dict[str, Action]:
    """The table by action id."""
    return {action.id: action for action in ACTIONS}


def keys_of(action: Action, custom: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that run an action, the reader's own from [keys] before the defaults."""
    own = custom.get(action.id, "")
    if not own:
        return action.keys
    return ("," if own == "," else own,) if len(own) == 1 else tuple(key.strip() for key in own.split(","))


def keymap(custom: Mapping[str, str]) -> dict[str, str]:
    """[keys] as Textual wants it; ids that are no action are left out."""
    return {
        action.id: ",".join("comma" if key == "," else key for key in keys_of(action, custom))
        for action in ACTIONS
        if action.id in custom
    }


def bindings() -> list[Binding]:
    """One Textual binding an action; each calls `action_act` of the main screen with the id."""
    return [
        Binding(",".join(action.keys), f"screen.act('{action.id}')", action.words, show=False, id=action.id)
        for action in ACTIONS
    ]


def problems(custom: Mapping[str, str]) -> list[str]:
    """What is wrong with [keys], one sentence each: ids that do not exist, keys that two actions claim."""
    known = by_id()
    found = []
    for name in custom:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            found.append(
                f'keys: there is no action "{name}"' + (f"; did you mean {near[0]}?" if near else "")
            )
    owners: dict[str, Action] = {}
    for action in ACTIONS:
        for key in keys_of(action, custom):
            other = owners.setdefault(key, action)
            if other is not action and set(other.where) & set(action.where):
                found.append(f'keys: "{key}" is claimed by {other.id} and {action.id}')
    return found


def on_line(pane: Pane) -> list[Action]:
    """The actions the bottom line shows in a pane, in the order of the table."""
    return [action for action in ACTIONS if pane in action.line]


def shown(keys: Iterable[str]) -> str:
    """Keys as a person reads them: "ctrl+d", "space", "j ↓"."""
    names = {"down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup"}
    return " ".join(names.get(key, "esc" if key == "escape" else key) for key in keys)
