"""Text and layers of a Document under construction: white space folds as in browsers, offsets stay.

Knows blocks, links and styles; knows nothing of HTML. Text is washed here, once, as it comes in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from tui_reader.model.document import Block, BlockKind, Document, Figure, Link, SpanKind, Style
from tui_reader.model.text import TEXT_LIMIT, clean_text

_FOLD = re.compile(r"[ \t\n\r\f]+")
_HARD = re.compile(
    r"(?<=\s)[\u00a0\u202f]|[\u00a0\u202f](?=\s)"
    r"|(?<![\d«‹(\[/§°€$£])[\u00a0\u202f](?![\d»›!?:;%‰€$£°)\]/—–-])"
)
"""No-break spaces that editors left: those that bind no number, unit, guillemet or sign to its word."""
_MARKS = re.compile(r"^[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u3099\u309a]+")

Mode = Literal["flow", "table", "verbatim", "lines", "between"]
"""How white space is read: folded; folded, in cells; kept; folded in lines of code; dropped with its text."""
_Layer = TypeVar("_Layer", Link, Style)


@dataclass(slots=True)
class Frame:
    """What a block that starts now would be; a marker is given to the first block only."""

    kind: BlockKind
    level: int = 0
    marker: str = ""


@dataclass(slots=True)
class _Open:
    """An inline layer that has begun; `start` is set by the first text inside it, in each block anew."""

    what: SpanKind | str
    is_link: bool
    start: int = -1


@dataclass(slots=True)
class Builder:
    """Takes text and structure in reading order and gives a Document."""

    frames: list[Frame] = field(default_factory=lambda: [Frame("paragraph")])
    mode: Mode = "flow"
    blocks: list[Block] = field(default_factory=list)
    marks: list[object] = field(default_factory=list)
    """What the walk set as `mark` when each block began; for telling where a block came from."""
    figure_marks: list[object] = field(default_factory=list)
    """The same for pictures."""
    mark: object = None
    size: int = 0
    _parts: list[str] = field(default_factory=list)
    _pending: str = ""
    _start: int = -1
    _frame: Frame = field(default_factory=lambda: Frame("paragraph"))
    _started: object = None
    _breaks: int = 0
    """Line ends of code that are due before its next text."""
    _open: list[_Open] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)
    _styles: list[Style] = field(default_factory=list)
    _figures: list[Figure] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether the limit of a text is reached; what comes later is dropped."""
        return self.size >= TEXT_LIMIT

    def text(self, value: str) -> None:
        """Running text; in a verbatim block it is kept as it is."""
        if not value or self.full or self.mode == "between":
            return
        value = clean_text(value[: TEXT_LIMIT - self.size])
        if self.mode in {"verbatim", "lines"}:
            self._verbatim(_FOLD.sub(" ", value) if self.mode == "lines" else value)
            return
        if not value.isascii():
            value = _HARD.sub(" ", value)
        folded = value if value.isprintable() and "  " not in value else _FOLD.sub(" ", value)
        if folded.startswith(" "):
            self._space()
            folded = folded[1:]
        if folded:
            if folded.endswith(" "):
                self._put(folded[:-1])
                self._space()
            else:
                self._put(folded)

    def line_break(self) -> None:
        """A forced line break; two of them end a paragraph."""
        if self.mode in {"verbatim", "lines"}:
            self._verbatim("\n")
        elif self.mode == "table":
            self._space()
        elif self._pending == "\n" and self._frame.kind != "item":
            self.end_block()
        elif self._start >= 0:
            self._pending = "\n"

    def line_begins(self) -> int:
        """A line of code begins with the next text; where that is, for its end."""
        if self._breaks:
            self._write("\n" * self._breaks)
            self._breaks = 0
        elif self._start >= 0 and not self._at_line_start():
            self._write("\n")
        return self.size

    def line_ends(self, begun: int) -> None:
        """The line of code that began at `begun` ends, unless its own text has ended it."""
        if self._start >= 0 and (begun == self.size or not self._at_line_start()):
            self._breaks = max(self._breaks, 1)

    def cell(self, *, first: bool, skip: int = 0) -> None:
        """The next cell of a table's row; `skip` cells before it are taken by spans."""
        self._pending = self._pending.strip(" ") + "\t" * (skip + (not first))

    def row(self) -> None:
        """The next row of a table; empty cells at the end of the last one are dropped."""
        self._pending = "\n" if self._start >= 0 else ""

    def open(self, what: SpanKind | str, *, link: bool = False) -> None:
        """An inline layer begins: a link to the address `what`, or a style."""
        self._open.append(_Open(what, link))

    def close(self) -> None:
        """The innermost inline layer ends."""
        if self._open:
            self._end_layer(self._open.pop())

    def figure(self, url: str, alt: str, mark: object = None) -> None:
        """A picture stands here, before the block that is open or comes next; `mark`: where it came from."""
        self._figures.append(Figure(len(self.blocks), url, alt))
        self.figure_marks.append(mark)

    def has_figure(self, url: str) -> bool:
        """Whether the last picture, with no text since, is this one already, be it in another size."""
        last = self._figures[-1] if self._figures else None
        near = last is not None and last.block == len(self.blocks) and self._start < 0
        return near and last is not None and _file(last.url) == _file(url)

    def end_block(self) -> None:
        """The open block ends, if there is one."""
        self._pending, self._breaks = "", 0
        if self._start < 0:
            return
        self._trim()
        for layer in self._open:
            self._end_layer(layer)
        if self.size > self._start:
            frame = self._frame
            self.blocks.append(Block(self._start, self.size, frame.kind, frame.level, frame.marker))
            self.marks.append(self._started)
        self._start = -1

    def rule(self) -> None:
        """A thematic break: an empty block."""
        self.end_block()
        if self.blocks and self.blocks[-1].kind != "rule" and not self.full:
            self.blocks.append(Block(self.size, self.size, "rule"))
            self.marks.append(self.mark)

    def document(self, title: str = "", lang: str = "", authors: tuple[str, ...] = ()) -> Document:
        """All that was taken in, as a Document."""
        self.end_block()
        while self.blocks and self.blocks[-1].kind == "rule":
            self.blocks.pop()
            self.marks.pop()
        last = self.blocks[-1].end if self.blocks else 0
        return Document(
            "".join(self._parts)[:last],
            tuple(self.blocks),
            tuple(sorted(self._links, key=lambda link: link.start)),
            tuple(sorted(self._styles, key=lambda style: style.start)),
            tuple(Figure(min(f.block, len(self.blocks)), f.url, f.alt) for f in self._figures),
            title=title,
            lang=lang,
            authors=authors,
        )

    def _space(self) -> None:
        if not self._pending and self._start >= 0:
            self._pending = " "

    def _put(self, value: str) -> None:
        """Folded text without outer blanks; the block and the layers around it begin with it."""
        if not value:
            return
        if self._start < 0:
            if not value.strip():
                return
            self._begin()
            if self.mode == "table":
                self._write(self._pending)
            else:
                value = value.lstrip()
        else:
            self._write(self._pending)
        self._pending = ""
        if not value.isascii():
            # A mark may not melt into the text before it: layers end between them.
            value = _MARKS.sub("", value)
        self._write(value, layers=True)

    def _verbatim(self, value: str) -> None:
        """Text of code; between its lines, white space of the page's own source says only where they end."""
        if self._start < 0:
            value = value.lstrip("\n") if value.strip() else ""
            if not value:
                return
            self._begin()
        elif self._breaks:
            blank = value[: len(value) - len(value.lstrip())]
            ends = max(self._breaks, blank.count("\n"))
            if len(blank) == len(value):
                self._breaks = ends
                return
            self._write("\n" * ends)
            self._breaks = 0
            value = value[blank.rfind("\n") + 1 :]
        if self.mode == "lines" and value != "\n" and self._at_line_start():
            value = value.lstrip(" ")
        self._write(value.replace("\u00a0", " "), layers=True)

    def _at_line_start(self) -> bool:
        return self.size == self._start or bool(self._parts and self._parts[-1].endswith("\n"))

    def _begin(self) -> None:
        self._gap()
        current = self.frames[-1]
        self._frame = Frame(current.kind, current.level, current.marker)
        current.marker = "" if current.kind != "code" else current.marker
        self._start, self._started = self.size, self.mark

    def _gap(self) -> None:
        if self.blocks:
            near = self.blocks[-1].kind == "item" and self.frames[-1].kind == "item"
            self._write("\n" if near else "\n\n")

    def _write(self, value: str, *, layers: bool = False) -> None:
        if not value:
            return
        if layers:
            for layer in self._open:
                if layer.start < 0:
                    layer.start = self.size
        self._parts.append(value)
        self.size += len(value)

    def _trim(self) -> None:
        """Take white space off the end of the open block."""
        while self._parts and self.size > self._start:
            last = self._parts[-1]
            kept = last.rstrip()
            self.size -= len(last) - len(kept)
            if kept:
                self._parts[-1] = kept
                break
            self._parts.pop()
        _clip(self._links, self.size)
        _clip(self._styles, self.size)

    def _end_layer(self, layer: _Open) -> None:
        start, end = layer.start, self.size
        layer.start = -1
        if 0 <= start < end and layer.what:
            if layer.is_link:
                self._links.append(Link(start, end, layer.what))
            else:
                self._styles.append(Style(start, end, layer.what))  # type: ignore[arg-type]


def _file(url: str) -> str:
    """The last part of an address's path, which the sizes of one picture share; short ones say nothing."""
    path = url.partition("?")[0].partition("#")[0]
    name = path.rpartition("/")[2]
    return name if len(name) >= 12 else url


def _clip(layers: list[_Layer], size: int) -> None:
    """End at `size` what ended in white space that was taken off."""
    cut: list[_Layer] = []
    while layers and layers[-1].end > size:
        cut.append(layers.pop())
    layers.extend(replace(layer, end=size) for layer in reversed(cut) if layer.start < size)
