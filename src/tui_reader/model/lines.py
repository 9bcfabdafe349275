"""Rules over lines: where paragraphs are in plain text, and which blocks are credits or furniture.

Pure functions over `Document`; the text is never changed, only the kinds of blocks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tui_reader.model.document import Block, Document, Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CREDIT = re.compile(
    r"""^[\s\-–—(\[*]*(?:
        with\ (?:additional\ )?(?:assistance|reporting|contributions?|files)\ (?:from|by)\b
      | (?:additional\ |further\ )?(?:reporting|writing|editing|research|photographs?|photos?|graphics?)\ (?:and\ (?:writing|editing)\ )?by\b
      | (?:reported|written|edited|compiled)\ by\b
      | by\ (?:[A-ZÀ-Þ][\w.'’-]+\s*){1,4}(?:,|and\b|$)
      | [\w\s.,&'’-]{3,60}\ contributed\ (?:to\ this\ (?:report|article|story)|reporting)
      | (?:avec|\(avec)\ (?:agences?|afp|reuters)\b
      | (?:mit\ material\ von|quellen?:|mitarbeit:)
      | (?:photo|image|picture|foto|bild|crédit|credit|source)\s*:\s
      | (?:©|\(c\)|copyright)\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FURNITURE = re.compile(
    r"""^[\s\-–—•*>»]*(?:
        (?:other|more|related|latest|top|recent)\ (?:news|stories|articles|headlines|on\ this\ story|coverage|from\ .{2,40})
      | related(?:\ (?:topics|links|content))? | see\ also | you\ (?:may|might)\ also\ like | recommended(?:\ for\ you)?
      | read\ (?:more|next|also|the\ (?:full|original)\ (?:story|article))\b.{0,80}
      | (?:continue|keep)\ reading\b.{0,40}
      | (?:subscribe|sign\ up|log\ in|register)\b.{0,120}
      | share(?:\ (?:this|on)\b.{0,40})? | follow\ us\b.{0,60} | advertisement | comments?(?:\ \(\d+\))?
      | the\ post\ .{3,200}\ (?:first\ )?appeared\ (?:first\ )?on\b.{0,80}
      | all\ rights\ reserved.{0,80}
      | (?:lire|à\ lire)\ aussi\b.{0,120} | sur\ le\ même\ sujet | en\ savoir\ plus | mehr\ zum\ thema.{0,60} | lesen\ sie\ auch.{0,120}
    )[\s.:…»>]*$""",
    re.IGNORECASE | re.VERBOSE,
)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of plain text: parted by blank lines, or a line each where there are none."""
    pattern = _PARAGRAPH if re.search(r"\S[^\n]*\n[ \t]*\n", text) else _LINE
    found = []
    for match in pattern.finditer(text):
        start, end = match.span()
        body = match.group()
        start += len(body) - len(body.lstrip())
        end -= len(body) - len(body.rstrip())
        if start < end:
            found.append(Span(start, end))
    return found


def plain_document(text: str, title: str = "") -> Document:
    """A document over `text` exactly as it is: paragraphs, a heading for its title, credits, furniture.

    `title` is the known title; without one, a short first line with no final stop is taken for it.
    """
    spans = paragraphs(text)
    blocks = [Block(span.start, span.end, "paragraph") for span in spans]
    known = title or (_title_like(text[spans[0].start : spans[0].end]) if len(spans) > 1 else "")
    if blocks and known and same_line(text[blocks[0].start : blocks[0].end], known):
        blocks[0] = replace(blocks[0], kind="heading", level=1)
    padded = _cover(text, blocks)
    return furnish(Document(text, tuple(padded), title=known))


def furnish(document: Document) -> Document:
    """Mark credits, repeated titles and furniture; the first heading that is the title stays a heading."""
    blocks = list(document.blocks)
    seen_title = False
    for index, block in enumerate(blocks):
        if block.kind not in {"paragraph", "heading", "item"}:
            continue
        line = document.of(block)
        if document.title and same_line(line, document.title):
            if seen_title or index > 1:
                blocks[index] = replace(block, kind="furniture")
            seen_title = True
        elif block.kind == "paragraph" and len(line) < 300 and _CREDIT.match(line):
            blocks[index] = replace(block, kind="credit")
        elif len(line) < 200 and _FURNITURE.match(line):
            blocks[index] = replace(block, kind="furniture")
    return document.with_blocks(tuple(blocks))


def same_line(left: str, right: str) -> bool:
    """Whether two lines say the same but for case, quotes and punctuation."""
    return _folded(left) == _folded(right) != ""


def _folded(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _title_like(line: str) -> str:
    """The line itself when it may be a title: one short line with no final stop, else nothing."""
    return line if "\n" not in line and len(line) <= 160 and not line.endswith((".", ",", ";", ":")) else ""


def _cover(text: str, blocks: list[Block]) -> list[Block]:
    """Stretch blocks over stray white space so that together they cover the text."""
    covered, last = [], 0
    for block in blocks:
        gap = text[last : block.start]
        start = block.start if not gap.strip("\n") else last + (len(gap) - len(gap.lstrip("\n")))
        covered.append(replace(block, start=start))
        last = block.end
    tail = text[last:]
    if covered and tail.strip("\n"):
        covered[-1] = replace(covered[-1], end=last + len(tail.rstrip("\n")))
    return covered
