"""Articles as one HTML page that needs nothing else: no script, no remote file, every text escaped.

Pictures are shown only when they were fetched before: from a file beside the page, or from within it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from tui_reader.model.document import Block, Document, Figure, Link
from tui_reader.publish.layers import Layer, figures_before, inline, is_numbered, item_depth
from tui_reader.publish.piece import Piece, facts, shown, speaker_of, words_of

_STYLE = (
    "body{max-width:42rem;margin:3rem auto;padding:0 1rem;font:18px/1.6 Georgia,serif;"
    "background:#f6f1e6;color:#24211c}a{color:inherit}.meta,.credit,figcaption{color:#676056}"
    "img{max-width:100%}pre{overflow-x:auto}td,th{padding:.1rem .8rem .1rem 0;text-align:left}"
    "dt{font-weight:bold}dd{margin:0 0 1rem;padding-left:1rem;border-left:2px solid #8a5400}"
)
_TAGS = {"strong": "strong", "emphasis": "em", "code": "code", "strike": "s", "sup": "sup", "sub": "sub"}


def web(piece: Piece) -> str:
    """One article as a page; opening it fetches nothing from anywhere."""
    article = piece.article
    title = escape(article.title)
    source = f' · <a href="{escape(article.url)}">{escape(article.url)}</a>' if article.url else ""
    meta = f'<p class="meta">{escape(" · ".join(facts(article)))}{source}</p>'
    return (
        f'<!doctype html>\n<html lang="{escape(piece.document.lang or "en")}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<article>\n<h1>{title}</h1>\n"
        f"{meta}\n{body(piece)}\n</article>\n{_said(piece)}</html>\n"
    )


def body(piece: Piece) -> str:
    """The text of an article with its structure, furniture and its repeated title left out."""
    return "\n".join(_parts(piece))


def _parts(piece: Piece) -> Iterator[str]:
    document, pictures = piece.document, figures_before(piece.document)
    for kind, group in groupby(enumerate(document.blocks), key=lambda pair: pair[1].kind):
        members = list(group)
        for index, _ in members:
            yield from _pictures(piece, pictures.get(index, ()))
        blocks = [block for _, block in members]
        if kind == "item":
            yield _list(document, blocks)
        elif kind == "quote":
            yield _quotes(document, blocks)
        elif kind != "furniture":
            yield from (_block(document, block) for block in blocks if not _is_title(piece, block))
    yield from _pictures(piece, pictures.get(len(document.blocks), ()))


def _is_title(piece: Piece, block: Block) -> bool:
    return block.kind == "heading" and piece.document.of(block) == piece.article.title


def _pictures(piece: Piece, figures: Sequence[Figure]) -> Iterator[str]:
    for figure in figures:
        picture = piece.pictures.get(figure.url)
        if picture is not None:
            inside = f"data:{picture.media};base64,{b64encode(picture.data).decode()}"
            yield f'<img src="{escape(picture.file or inside)}" alt="{escape(figure.alt)}">'


def _block(document: Document, block: Block) -> str:
    if block.kind == "rule":
        return "<hr>"
    if block.kind == "code":
        language = f' class="language-{escape(block.marker)}"' if block.marker else ""
        return f"<pre><code{language}>{_inline(document, block, '')}</code></pre>"
    if block.kind == "table":
        return _table(document, block)
    held = _inline(document, block)
    if block.kind == "heading":
        level = min(max(block.level, 1) + 1, 6)
        return f"<h{level}>{held}</h{level}>"
    if block.kind == "caption":
        return f"<figure><figcaption>{held}</figcaption></figure>"
    return f'<p class="credit">{held}</p>' if block.kind == "credit" else f"<p>{held}</p>"


def _table(document: Document, block: Block) -> str:
    rows = [row.split("\t") for row in document.of(block).split("\n")]
    lines = (
        "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
        for tag, row in zip(["th", *["td"] * len(rows)], rows, strict=False)
    )
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _list(document: Document, blocks: Sequence[Block]) -> str:
    """Items of any nesting as lists within lists; one without a marker goes on in the one before it."""
    out: list[str] = []
    open_: list[str] = []
    for block in blocks:
        began = bool(block.marker) or not open_
        depth = item_depth(block, len(open_))
        tag = "ol" if is_numbered(block) else "ul"
        while len(open_) > depth or (began and len(open_) == depth and open_[-1] != tag):
            out.append(f"</li></{open_.pop()}>")
        if began and len(open_) == depth:
            out.append("</li><li>")
        elif began:
            out.append(f"<{tag}{_first(block)}><li>")
            open_.append(tag)
        out.append(f"<p>{_inline(document, block)}</p>")
    out += [f"</li></{tag}>" for tag in reversed(open_)]
    return "".join(out)


def _first(block: Block) -> str:
    """The number a list begins with, when it is not 1."""
    number = block.marker.rstrip(".)")
    return f' start="{number}"' if number.isascii() and number.isdigit() and int(number) != 1 else ""


def _quotes(document: Document, blocks: Sequence[Block]) -> str:
    out, depth = [], 0
    for (level, tag), group in groupby(blocks, key=_place):
        out.append("<blockquote>" * (level - depth) + "</blockquote>" * (depth - level))
        members = list(group)
        said = (f"<p>{_inline(document, block)}</p>" for block in members)
        if tag:
            first = _first(members[0]) if tag == "ol" else ""
            out += [f"<{tag}{first}>", *(f"<li>{each}</li>" for each in said), f"</{tag}>"]
        else:
            out += said
        depth = level
    return "".join((*out, "</blockquote>" * depth))


def _place(block: Block) -> tuple[int, str]:
    """How deep a block of a quote stands, and which list it is an item of."""
    return min(max(block.level, 1), 20), ("ol" if is_numbered(block) else "ul") if block.marker else ""


def _inline(document: Document, block: Block, line_break: str = "<br>") -> str:
    return inline(document, block, escape, _marked).replace("\n", f"{line_break}\n")


def _marked(layer: Layer, held: str, _before: str, _after: str) -> str:
    if isinstance(layer, Link):
        return f'<a href="{escape(layer.url)}">{held}</a>'
    return f"<{_TAGS[layer.kind]}>{held}</{_TAGS[layer.kind]}>"


def _said(piece: Piece) -> str:
    pairs = ((speaker_of(known.quote), words_of(piece.document, known.quote)) for known in shown(piece))
    rows = "".join(f"<dt>{escape(speaker)}</dt><dd>{escape(words)}</dd>\n" for speaker, words in pairs)
    return f"<section>\n<h2>Who said what</h2>\n<dl>\n{rows}</dl>\n</section>\n" if rows else ""
