"""An article of several pages, or with a copy for programs -> one Document.

The copy is a candidate like any other: it is taken when it holds clearly more, or when the page is a wall.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from tui_reader.errors import ReadingError
from tui_reader.model.article import PagePart
from tui_reader.model.document import Block, Document, Link, Style
from tui_reader.model.lines import furnish
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.reading.candidates import FeedFacts, guarded
from tui_reader.reading.machine import article_from_json
from tui_reader.reading.read import read, read_site_page

_MORE = 1.2
"""How many times the words of a page its copy must have to be taken in its place."""
_LONG = 40
"""Characters; a shorter paragraph may well stand on two pages of one article."""
_ONCE = frozenset({"heading", "credit", "furniture", "caption"})
_APART = "\n\n"
_Layer = TypeVar("_Layer", Link, Style)


def read_whole(
    source: str,
    parts: Sequence[PagePart] = (),
    *,
    base_url: str = "",
    title: str = "",
    lang: str = "",
    feed: FeedFacts | None = None,
    memory: SiteMemory | None = None,
) -> tuple[Document, SiteFacts]:
    """The Document of a page with the pages after it, and what the first tells about its site.

    A further page that cannot be read, or says nothing new, is left out. The feed's text is shown where all
    pages together have less. Raises ReadingError.
    """
    further = [part for part in parts if part.kind == "next"]
    document, facts = read_site_page(
        source, base_url=base_url, title=title, lang=lang, feed=None if further else feed, memory=memory
    )
    for part in further:
        document = joined(document, _read(part, title, document.lang, memory))
    if further and feed is not None:
        document = _guarded(document, feed, title, lang)
    copies = (_copy(part, document, base_url) for part in parts if part.kind == "copy")
    best = max(filter(None, copies), key=Document.bulk, default=None)
    return (best if best is not None and _is_better(best, document) else document), facts


def _guarded(document: Document, feed: FeedFacts, title: str, lang: str) -> Document:
    try:
        given = read(feed.content, feed.media, base_url=feed.base_url, title=title, lang=lang)
    except ReadingError:
        return document
    document = guarded(document, given)
    return replace(document, authors=feed.authors or document.authors)


def joined(document: Document, further: Document | None) -> Document:
    """Two documents as one: of the second, blocks that stand in the first already are left out."""
    if further is None:
        return document
    known = {_folded(document.of(block)) for block in document.blocks}
    fresh = [index for index, block in enumerate(further.blocks) if not _is_repeated(block, further, known)]
    if not any(further.blocks[index].kind == "paragraph" for index in fresh):
        return document
    parts, size, blocks = [document.text], len(document.text), list(document.blocks)
    moved: list[tuple[Block, int]] = []
    for block in (further.blocks[index] for index in fresh):
        parts += [_APART, further.of(block)]
        by = size + len(_APART) - block.start
        moved.append((block, by))
        blocks.append(replace(block, start=block.start + by, end=block.end + by))
        size = block.end + by
    text = "".join(parts)
    places = {index: number for number, index in enumerate(fresh, len(document.blocks))}
    shown = {figure.url for figure in document.figures}
    figures = [
        replace(figure, block=places[figure.block])
        for figure in further.figures
        if figure.block in places and figure.url not in shown
    ]
    return replace(
        document,
        text=text,
        blocks=tuple(blocks),
        links=(*document.links, *_shifted(further.links, moved)),
        styles=(*document.styles, *_shifted(further.styles, moved)),
        figures=(*document.figures, *figures),
    )


def _read(part: PagePart, title: str, lang: str, memory: SiteMemory | None) -> Document | None:
    try:
        found = read_site_page(part.text, base_url=part.url, title=title, lang=lang, memory=memory)[0]
    except ReadingError:
        return None
    return None if found.state else found


def _copy(part: PagePart, page: Document, url: str) -> Document | None:
    found = article_from_json(part.text.encode("utf-8", "surrogatepass"), url or part.url)
    if found is None:
        return None
    title = page.title or found.title
    return furnish(
        replace(
            found.document, title=title, authors=page.authors or found.authors, lang=page.lang or found.lang
        )
    )


def _is_better(copy: Document, page: Document) -> bool:
    words, given = page.bulk(), copy.bulk()
    return given > _MORE * words or (bool(page.state) and given >= words)


def _is_repeated(block: Block, document: Document, known: set[str]) -> bool:
    text = document.of(block)
    once = block.kind in _ONCE or (block.kind in {"paragraph", "quote"} and len(text) >= _LONG)
    return once and _folded(text) in known


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shifted(layers: Sequence[_Layer], moved: Sequence[tuple[Block, int]]) -> Iterator[_Layer]:
    """Layers that lie within blocks which were moved, moved along."""
    starts = [block.start for block, _ in moved]
    for layer in layers:
        block, by = moved[max(bisect_right(starts, layer.start) - 1, 0)]
        if block.start <= layer.start and layer.end <= block.end:
            yield replace(layer, start=layer.start + by, end=layer.end + by)
