"""The actions of the reader's page, a part of the table of `actions`."""

from __future__ import annotations

from tui_reader.ui.action import Action, Pane

_READER: tuple[Pane, ...] = ("reader",)

PAGE_ACTIONS: tuple[Action, ...] = (
    Action(
        "article.quotes-only",
        ('"',),
        "read",
        "only who said what; again: all of the text",
        "glancing.quotes_only",
        "quotes only",
        _READER,
        where=_READER,
    ),
    Action(
        "article.pictures",
        ("i",),
        "read",
        "pictures, fetched when asked for; again: without them",
        "glancing.pictures",
        "pictures",
        _READER,
        where=_READER,
    ),
    Action(
        "link.hints",
        (";",),
        "read",
        "letters on the links in view; typing them opens, with shift copies",
        "linking.hints",
        "links",
        _READER,
        where=_READER,
    ),
    Action(
        "link.list",
        ("u",),
        "read",
        "list of the links: Enter opens, y copies, s saves as an article",
        "linking.choose",
        where=_READER,
    ),
)
