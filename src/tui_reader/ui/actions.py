"""The one table of actions. Keys, the help, the bottom line, the command line and [keys] come from it.

Only actions that exist stand here. Nothing here runs one: `screens.main` does. What a key means, `keys` says.
"""

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


_TEXT: tuple[Pane, ...] = ("articles", "reader")
_SIDE: tuple[Pane, ...] = ("quotes", "entities")
_ARTICLE: tuple[Pane, ...] = ("articles", "reader", "quotes")
_ROWS: tuple[Pane, ...] = ("sources", "articles", "reader")

ACTIONS: tuple[Action, ...] = (
    Action("move.down", ("j", "down"), "move", "next row or line", "panes.down", times=True),
    Action("move.up", ("k", "up"), "move", "previous row or line", "panes.up", times=True),
    Action("move.half-down", ("ctrl+d",), "move", "half a page down", "panes.half_down", times=True),
    Action("move.half-up", ("ctrl+u",), "move", "half a page up", "panes.half_up", times=True),
    Action("move.page-down", ("pagedown",), "move", "a page down", "panes.page_down", times=True),
    Action("move.page-up", ("pageup",), "move", "a page up", "panes.page_up", times=True),
    Action("move.top", ("g", "home"), "move", "to the top", "panes.top"),
    Action(
        "move.bottom",
        ("G", "end"),
        "move",
        "to the bottom; after a count to that row",
        "panes.bottom",
        times=True,
    ),
    Action(
        "pane.left",
        ("h", "left"),
        "move",
        "pane to the left; in the reader ← scrolls wide text first",
        "panes.left",
    ),
    Action(
        "pane.right",
        ("l", "right"),
        "move",
        "pane to the right; a folder folds; → scrolls wide text first",
        "panes.right",
    ),
    Action("pane.next", ("tab",), "move", "next pane", "panes.next"),
    Action("pane.previous", ("shift+tab",), "move", "previous pane", "panes.previous"),
    Action("pane.sources", ("1",), "move", "sources", "panes.to_sources"),
    Action("pane.articles", ("2",), "move", "articles", "panes.to_articles"),
    Action("pane.reader", ("3",), "move", "reader", "panes.to_reader"),
    Action("pane.quotes", ("4",), "move", "quotes", "panes.to_quotes"),
    Action("pane.entities", ("5",), "move", "entities", "panes.to_entities"),
    Action("pane.wider", ("ctrl+right",), "move", "this pane wider", "panes.wider"),
    Action("pane.narrower", ("ctrl+left",), "move", "this pane narrower", "panes.narrower"),
    Action("pane.taller", ("ctrl+down",), "move", "this pane taller", "panes.taller"),
    Action("pane.lower", ("ctrl+up",), "move", "this pane lower", "panes.lower"),
    Action("pane.even", ("ctrl+home",), "move", "all panes as wide and high as at first", "panes.even"),
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
        where=_TEXT,
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
        times=True,
    ),
    Action(
        "article.previous-unread",
        ("p",),
        "read",
        "previous unread article",
        "browsing.previous_unread",
        times=True,
    ),
    Action("article.next", ("J",), "read", "next article", "browsing.next_article", times=True),
    Action("article.previous", ("K",), "read", "previous article", "browsing.previous_article", times=True),
    Action(
        "source.next",
        ("}",),
        "read",
        "next source",
        "browsing.next_source",
        "next source",
        ("sources",),
        times=True,
    ),
    Action("source.previous", ("{",), "read", "previous source", "browsing.previous_source", times=True),
    Action(
        "quote.next",
        ("]",),
        "read",
        "next quote of the article",
        "opening.next_quote",
        "quote",
        _TEXT,
        times=True,
    ),
    Action(
        "quote.previous",
        ("[",),
        "read",
        "previous quote of the article",
        "opening.previous_quote",
        times=True,
    ),
    Action(
        "entity.next",
        ("e",),
        "read",
        "next entity of the article",
        "opening.next_entity",
        "entity",
        _TEXT,
        times=True,
    ),
    Action(
        "entity.previous",
        ("E",),
        "read",
        "previous entity of the article",
        "opening.previous_entity",
        times=True,
    ),
    Action(
        "article.full-text",
        ("x",),
        "read",
        "fetch the full text; again: back to what the feed gave",
        "taking.full_text",
        "full text",
        ("reader",),
    ),
    Action(
        "article.changes",
        ("%",),
        "read",
        "what its publisher changed in it, word by word",
        "revising.show",
        where=_ARTICLE,
    ),
    Action("article.browse", ("o",), "read", "open in the browser", "taking.browse", "browser", ("reader",)),
    Action(
        "article.browse-read", ("O",), "read", "open in the browser and mark read", "taking.browse_and_read"
    ),
    Action("back", ("<",), "read", "back through the articles that were opened", "opening.back"),
    Action("forward", (">",), "read", "forward again", "opening.forward"),
    Action(
        "article.read", ("m",), "mark", "mark read or unread", "marking.toggle_read", "read", ("articles",)
    ),
    Action(
        "article.star",
        ("s",),
        "mark",
        "save (star) or not",
        "marking.toggle_star",
        "save",
        _TEXT,
        where=_ARTICLE,
    ),
    Action("article.tags", ("t",), "mark", "tags", "noting.tags", "tags", ("articles",), where=_ARTICLE),
    Action(
        "article.note",
        ("'",),
        "mark",
        "a note on the article, or on the quote",
        "noting.note",
        "note",
        ("reader", "quotes"),
        where=_ARTICLE,
    ),
    Action(
        "article.dismiss",
        ("D",),
        "mark",
        "dismiss: out of the lists, kept in the library",
        "marking.dismiss",
        where=_TEXT,
    ),
    Action(
        "list.select",
        ("v",),
        "mark",
        "select from here on; m s t D y w | then take them all",
        "marking.select",
        where=("articles",),
    ),
    Action(
        "articles.read-above",
        ("X",),
        "mark",
        "mark everything above as read",
        "marking.read_above",
        where=_TEXT,
    ),
    Action(
        "articles.read-all",
        ("A",),
        "mark",
        "mark everything shown as read",
        "marking.read_all",
        "all read",
        ("sources",),
        where=_ROWS,
    ),
    Action("undo", ("U",), "mark", "undo", "marking.undo"),
    Action("redo", ("ctrl+r",), "mark", "redo", "marking.redo"),
    Action("search", ("/",), "find", "search the library", "searching.search", "search", ("sources", *_TEXT)),
    Action("filter", ("F",), "find", "search within what is listed", "searching.filter", where=_ROWS),
    Action(
        "entity.articles",
        ("F",),
        "find",
        "the articles about this entity",
        "opening.filter_entity",
        "its articles",
        ("entities",),
        where=_SIDE,
    ),
    Action(
        "entity.watch",
        ("*",),
        "mark",
        "watch this name, or no longer",
        "naming.watch",
        "watch",
        ("entities",),
        where=("entities",),
    ),
    Action(
        "entity.hide",
        ("H",),
        "mark",
        "take this name out of the side panes",
        "naming.hide",
        where=("entities",),
    ),
    Action(
        "entity.merge",
        ("=",),
        "mark",
        "say that another name is the same",
        "naming.merge",
        where=("entities",),
    ),
    Action(
        "entity.split",
        ("-",),
        "mark",
        "say that in this article it is another one",
        "naming.split",
        where=("entities",),
    ),
    Action("article.find", ("ctrl+f",), "find", "find words in the article", "finding.find"),
    Action(
        "article.find-previous", ("N",), "find", "the place before", "finding.previous", where=("reader",)
    ),
    Action("list.sort", ("S",), "find", "sort the list", "browsing.sort_menu", where=_ROWS),
    Action("place.back", ("alt+left",), "find", "back to what was listed before", "browsing.back"),
    Action("place.forward", ("alt+right",), "find", "forward again", "browsing.forward"),
    Action(
        "palette",
        ("ctrl+p",),
        "find",
        "find anything: actions, sources, articles, names",
        "commanding.palette",
    ),
    Action("command", (":",), "find", "command line", "commanding.command"),
    Action(
        "copy",
        ("y",),
        "take",
        "copy the quote with its source, the name, or the link",
        "taking.copy",
        "copy",
        _SIDE,
    ),
    Action("copy.markdown", ("Y",), "take", "the same as Markdown", "taking.copy_markdown"),
    Action("article.pipe", ("|",), "take", "pipe to a command, or share", "sharing.pipe", where=_ARTICLE),
    Action(
        "article.export",
        ("w",),
        "take",
        "write to a file: Markdown, HTML or text",
        "exporting.ask",
        where=_ARTICLE,
    ),
    Action("copy-selection", ("ctrl+c",), "take", "copy the selected text", "program.copy_selection"),
    Action("refresh", ("r",), "program", "refresh this source", "work.refresh", "refresh", ("sources",)),
    Action("refresh.all", ("R",), "program", "refresh everything", "work.refresh_all"),
    Action("zen", ("z",), "program", "this pane alone", "panes.toggle_zen", "zen", ("reader",)),
    Action("help", ("?",), "program", "this table", "program.show_help", "help", PANES),
    Action("health", ("!",), "program", "how the sources are doing", "health.show"),
    Action("log", ("L",), "program", "what went wrong lately", "program.show_log"),
    Action("config.edit", (), "program", "open feeds.toml in $EDITOR", "commanding.edit"),
    Action("config.reload", (), "program", "read feeds.toml again", "commanding.reload"),
    Action("theme", (), "program", "the other edition: Night or Morning", "program.switch_theme"),
    Action("escape", ("escape",), "program", "one level up", "program.escape", "back", _SIDE),
    Action("close", ("q",), "program", "one level up; on the main screen quit", "program.close_or_quit"),
    Action("suspend", ("ctrl+z",), "program", "suspend", "program.suspend"),
    Action("quit", ("Q", "ctrl+q"), "program", "quit now", "program.leave"),
)


def by_id() -> dict[str, Action]:
    """The table by action id."""
    return {action.id: action for action in ACTIONS}


def on_line(pane: Pane) -> list[Action]:
    """The actions the bottom line shows in a pane, in the order of the table."""
    return [action for action in ACTIONS if pane in action.line]
