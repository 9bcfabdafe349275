"""Markdown -> Document, by way of HTML and the same walk: whatever the walk keeps, Markdown keeps as well."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from tui_reader.model.document import Document
from tui_reader.model.text import NAME_LIMIT, TEXT_LIMIT, clean_line
from tui_reader.reading.dom import read_html

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"""^(title|author|authors|lang|language):[ \t]*["'\[]?(.+?)["'\]]?[ \t]*$""",
    re.MULTILINE | re.IGNORECASE,
)


def read_markdown(source: str, *, base_url: str = "", title: str = "", lang: str = "") -> Document:
    """The Document of a Markdown text; a flat front matter gives title, authors and language."""
    source = source[:TEXT_LIMIT].replace("\r\n", "\n")
    front = _FRONT.match(source)
    fields = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    if fields and front:
        source = source[front.end() :]
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    document = read_html(
        parser.render(source),
        base_url=base_url,
        title=title or clean_line(fields.get("title", "")),
        lang=lang or clean_line(fields.get("lang", fields.get("language", "")))[:2].lower(),
    )
    authors = fields.get("author", fields.get("authors", "")).split(",")
    names = tuple(name for raw in authors[:10] if (name := clean_line(raw.strip(" \"'"), NAME_LIMIT)))
    if not document.title and document.blocks and document.blocks[0].level == 1:
        first = document.blocks[0]
        document = replace(document, title=clean_line(document.of(first)) if first.kind == "heading" else "")
    return replace(document, authors=names)
