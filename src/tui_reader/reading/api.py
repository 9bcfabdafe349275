"""A stable plain-data face of this room for scripts and evaluators: a page in, a dict out."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

from tui_reader.model.document import Block, Document
from tui_reader.model.lines import furnish
from tui_reader.reading.page import read_page


def article(html: bytes, url: str = "") -> dict[str, Any]:
    """The article of a page as plain data.

    Keys: `text` (prose and credits, no furniture, items led by "- "), `html` (the same with structure),
    `title`, `authors` (a list), `date` (ISO day or None), `sitename`, `image`, `lang` and `description`;
    None where nothing is known.
    """
    page = read_page(html, url=url)
    document = furnish(page.document)
    shown = [block for block in document.blocks if block.kind not in {"furniture", "rule", "caption"}]
    return {
        "text": "\n".join(_line(document, block) for block in shown),
        "html": to_html(document),
        "title": page.title or None,
        "authors": list(page.authors),
        "date": page.day or None,
        "sitename": page.site or None,
        "image": page.image or None,
        "lang": page.lang or None,
        "description": page.description or None,
    }


def _line(document: Document, block: Block) -> str:
    return f"- {document.of(block)}" if block.kind == "item" and block.marker else document.of(block)


def to_html(document: Document) -> str:
    """A document as simple HTML: enough to compare structure, furniture left out."""
    out: list[str] = []
    images: dict[int, list[str]] = {}
    for figure in document.figures:
        images.setdefault(figure.block, []).append(
            f'<img src="{escape(figure.url)}" alt="{escape(figure.alt)}">'
        )
    for kind, group in groupby(enumerate(document.blocks), key=lambda pair: pair[1].kind):
        members = list(group)
        for index, _ in members:
            out.extend(images.get(index, ()))
        if kind == "item":
            out.append(_list(document, [block for _, block in members]))
        elif kind == "quote":
            inner = "".join(f"<p>{_inline(document, block)}</p>" for _, block in members)
            out.append(f"<blockquote>{inner}</blockquote>")
        else:
            out.extend(_block(document, block) for _, block in members)
    out.extend(images.get(len(document.blocks), ()))
    return "\n".join(out)


def _block(document: Document, block: Block) -> str:
    inner = _inline(document, block)
    if block.kind == "heading":
        return f"<h{block.level or 2}>{inner}</h{block.level or 2}>"
    if block.kind == "code":
        return f"<pre>{_inline(document, block, '')}</pre>"
    if block.kind == "table":
        rows = ("".join(f"<td>{cell}</td>" for cell in row.split("\t")) for row in inner.split("<br>\n"))
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if block.kind == "furniture":
        return ""
    return "<hr>" if block.kind == "rule" else f"<p>{inner}</p>"


def _list(document: Document, blocks: list[Block]) -> str:
    """Items of any nesting as lists within lists."""
    out: list[str] = []
    depth = 0
    for block in blocks:
        level = min(max(block.level, 1), depth + 1) if block.marker else depth
        if level > depth:
            out.append("<ul><li>")
        elif block.marker:
            out.append("</li></ul>" * (depth - level) + "</li><li>")
        out.append(f"<p>{_inline(document, block)}</p>")
        depth = level
    return "".join((*out, "</li></ul>" * depth))


def _inline(document: Document, block: Block, line_break: str = "<br>") -> str:
    """The text of a block with its links; `line_break` stands before every newline."""
    out: list[str] = []
    at = block.start
    for link in document.links:
        if at <= link.start and link.end <= block.end:
            label = escape(document.text[link.start : link.end])
            out.append(escape(document.text[at : link.start]) + f'<a href="{escape(link.url)}">{label}</a>')
            at = link.end
    return "".join((*out, escape(document.text[at : block.end]))).replace("\n", f"{line_break}\n")
