"""What a vote over single blocks leaves out amid an article though nothing speaks against it.

Paragraphs, plain lists, lists of contents, code, tables and captions that stand between kept blocks; and the
tables that lead an article. Linear in blocks times their nesting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from tui_reader.model.document import Document
from tui_reader.reading.around import Ground, container
from tui_reader.reading.tree import Element

_BETWEEN = frozenset({"code", "table", "caption", "rule"})
"""Blocks that stay with the article when they stand behind a kept one and before another."""
_OPENING = frozenset({"heading", "rule"})
"""Blocks that open a part: at the end of an article they open one of the site's."""
_LONG = 20
"""Words of a paragraph that is no button, label or date."""
_LEAD = 3
"""How many blocks before an article a table may stand that sums it up."""
_CONTENTS = 0.7
"""The share of a list's items that lead to a place on their own page, when it is a list of contents."""
_LOOK = 60


def filled(document: Document, ground: Ground, kept: Sequence[bool], foreign: set[Element]) -> list[bool]:
    """What is kept, and what stands between with nothing against it. `foreign`: elements to leave alone."""
    whole = list(kept)
    if True not in whole:
        return whole
    home = container(ground, kept)
    first, last = whole.index(True), len(whole) - 1 - whole[::-1].index(True)
    for index in range(max(first - _LEAD, 0), last):
        way = ground.paths.ways[index]
        if whole[index] or home not in way or not foreign.isdisjoint(way):
            continue
        kind = document.blocks[index].kind
        if index < first:
            whole[index] = kind == "table"
        elif kind == "paragraph":
            whole[index] = ground.words[index] >= _LONG and ground.is_plain(index)
    for run in _lists(document, first, last):
        ways = [ground.paths.ways[index] for index in run]
        inside = all(home in way and foreign.isdisjoint(way) for way in ways)
        if inside and not any(whole[index] for index in run) and _is_part(ground, run):
            for index in run:
                whole[index] = True
    for index in range(first + 1, last):
        whole[index] = whole[index] or (document.blocks[index].kind in _BETWEEN and whole[index - 1])
    while last > first and document.blocks[last].kind in _OPENING:
        whole[last] = False
        last = max(index for index in range(last) if whole[index])
    return whole


def _lists(document: Document, first: int, last: int) -> Iterator[list[int]]:
    """The runs of at least two items between two blocks."""
    inner = range(first + 1, last)
    for kind, run in groupby(inner, key=lambda index: document.blocks[index].kind):
        members = list(run)
        if kind == "item" and len(members) > 1:
            yield members


def _is_part(ground: Ground, run: Sequence[int]) -> bool:
    """Whether a list is plain text, or leads to the parts of this very page."""
    if all(map(ground.is_plain, run)):
        return True
    inward = sum(_leads_inward(ground.paths.ways[index][0]) for index in run)
    return inward > _CONTENTS * len(run)


def _leads_inward(element: Element) -> bool:
    """Whether the links in an element lead to places on its own page."""
    links = list(islice(element.iter("a"), _LOOK))
    return bool(links) and all((link.get("href") or "").startswith("#") for link in links)
