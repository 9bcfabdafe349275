"""A document as simple HTML: structure, links and pictures' places, nothing else. Everything is escaped."""

from __future__ import annotations

from html import escape
from itertools import groupby

from tui_reader.model.document import Block, Document


def html_of(document: Document, *, pictures: bool = True) -> str:
    """A document as simple HTML, furniture left out; without `pictures` nothing in it is ever fetched."""
    out: list[str] = []
    images: dict[int, list[str]] = {}
    for figure in document.figures if pictures else ():
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
            inner = "".join(_quoted(document, block) for _, block in members)
            out.append(f"<blockquote>{inner.replace('</ul><ul>', '')}</blockquote>")
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


def _quoted(document: Document, block: Block) -> str:
    """A block of a block quote, which may be an item of a list in it."""
    inner = f"<p>{_inline(document, block)}</p>"
    return f"<ul><li>{inner}</li></ul>" if block.marker else inner


def _list(document: Document, blocks: list[Block]) -> str:
    """Items of any nesting as lists within lists."""
    out: list[str] = []
    depth = 0
    for block in blocks:
        level = min(max(block.level, 1), depth + 1) if block.marker else depth
        if level > depth:
            out.append("\n<ul><li>")
        elif block.marker:
            out.append("</li></ul>" * (depth - level) + "</li>\n<li>")
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
