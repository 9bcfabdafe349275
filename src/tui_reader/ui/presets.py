"""Keys for fingers that learned another program: what `preset` in [keys] may name. Data only.

An action that a preset does not name keeps its default keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COUNTING = frozenset({"vim"})
"""Presets in which digits are counts."""

_VIM = {
    "move.top": "g g, home",
    "move.page-down": "ctrl+f, pagedown",
    "move.page-up": "ctrl+b, pageup",
    "pane.sources": "alt+1",
    "pane.articles": "alt+2",
    "pane.reader": "alt+3",
    "pane.quotes": "alt+4",
    "pane.entities": "alt+5",
    "pane.next": "tab, ctrl+w w",
    "pane.left": "h, ctrl+w h",
    "pane.right": "l, ctrl+w l",
    "place.back": "ctrl+o",
    "article.find": "g /",
    "link.list": "g l",
    "article.dismiss": "d d",
    "list.select": "V, v",
    "copy": "y y",
    "undo": "u",
    "close": "q",
    "quit": "Z Z, Z Q, ctrl+q",
}

_NEWSBOAT = {
    "article.read": "N",
    "articles.read-all": "A",
    "article.find": "ctrl+f",
    "article.find-previous": "ctrl+b",
    "article.dismiss": "D",
    "list.sort": "g",
    "move.top": "home",
    "article.browse": "o",
    "article.browse-read": "O",
    "article.tags": "ctrl+t",
    "source.next": "J",
    "source.previous": "K",
    "article.next": "ctrl+j, }",
    "article.previous": "ctrl+k, {",
    "config.edit": "E",
    "entity.previous": "ctrl+e",
    "command": ":",
    "log": "v",
    "list.select": "V",
    "undo": "U",
}

_EMACS = {
    "move.down": "ctrl+n, down, j",
    "move.up": "ctrl+p, up, k",
    "move.page-down": "ctrl+v, pagedown",
    "move.page-up": "alt+v, pageup",
    "move.top": "alt+<, home, g",
    "move.bottom": "alt+>, end, G",
    "pane.left": "ctrl+b, h",
    "pane.right": "ctrl+f, l",
    "pane.next": "ctrl+x o, tab",
    "zen": "ctrl+x 1, z",
    "article.find": "alt+s",
    "search": "ctrl+s, /",
    "list.select": "ctrl+@, v",
    "copy": "alt+w, y",
    "undo": "ctrl+x u, U",
    "redo": "ctrl+x r",
    "palette": "ctrl+x b",
    "command": "alt+x, :",
    "config.edit": "ctrl+x ctrl+f",
    "escape": "ctrl+g, escape",
    "quit": "ctrl+x ctrl+c, ctrl+q",
}

PRESETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "": MappingProxyType({}),
        "newsboat": MappingProxyType(_NEWSBOAT),
        "vim": MappingProxyType(_VIM),
        "emacs": MappingProxyType(_EMACS),
    }
)
"""Name -> action id -> keys, written as in [keys]."""
