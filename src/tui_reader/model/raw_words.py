"""The words of a source text as it came, for the text index, long before anybody reads it into a document.

Every step takes time in proportion to the text, whatever the text is. The index takes an article out by the
very words that went in: another result for the same source needs a step of the schema that indexes anew.
"""

from __future__ import annotations

import html
import re

from tui_reader.model.article import Media

LIMIT = 1_000_000
"""Characters of a source that are looked at."""

_TAG = re.compile(r"<[a-z/!?][^<>]*>", re.IGNORECASE)
# Nothing is left out between a "<" and the next one: so no text makes this look twice at a character.
_HIDDEN = re.compile(r"<(?:(script|style|template|noscript)\b|!--)", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "template", "noscript")
}


def raw_words(source: str, media: Media) -> str:
    """What a source text says, without tags and in no particular form; every tag parts words.

    What follows a script, a style or a comment that does not end is left out.
    """
    source = source[:LIMIT]
    if media in {"html", "page"}:
        source = _TAG.sub(" ", _shown(source))
        if "&" in source:
            source = html.unescape(source)
    return source if source.isascii() else source.replace("\xad", "")


def _shown(source: str) -> str:
    """A source without scripts, styles and comments."""
    pieces: list[str] = []
    at = 0
    while hidden := _HIDDEN.search(source, at):
        pieces.append(source[at : hidden.start()])
        name = (hidden[1] or "").lower()
        if name:
            end = _ENDS[name].search(source, hidden.end())
            at = end.start() if end else len(source)
        else:
            close = source.find("-->", hidden.start() + 2)
            at = close + 3 if close >= 0 else len(source)
    pieces.append(source[at:])
    return " ".join(pieces) if len(pieces) > 1 else source
