"""HTML -> Document: one iterative walk over the tree that keeps what a reader needs of its structure.

The walk itself is the whitelist: what it does not know is only looked through for text. Linear in its input,
never recursive, fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from urllib.parse import urljoin

from tui_reader.model.document import Document
from tui_reader.model.picture import INSIDE
from tui_reader.model.text import clean_line, clean_url
from tui_reader.model.trackers import without_trackers
from tui_reader.reading.builder import Builder, Frame, Mode
from tui_reader.reading.embeds import FRAMES, embed_of
from tui_reader.reading.figures import figure_url, is_emoji
from tui_reader.reading.listings import (
    LINES,
    ROWS,
    VERBATIM,
    is_code_table,
    is_gutter,
    is_line,
    is_lines_of_code,
    is_listing,
    is_pasted_code,
    is_tool,
    language_of,
)
from tui_reader.reading.tables import Grid, is_data_table, span_of
from tui_reader.reading.tags import BLOCKS, HEADINGS, LISTS, SKIPPED, STYLES
from tui_reader.reading.tree import Element, parse, strip_tags
from tui_reader.reading.visible import is_hidden, is_shown

NODE_LIMIT = 50_000

_SPEECH = (("“", "”"), ("‘", "’"))
_ARROWS = frozenset({"↩", "↩︎", "↩\ufe0f", "↵", "⏎", "↑", "^", "⬆", "⤴", "[↩]", "¶"})
_End = Callable[[], None]


def read_html(source: str, *, base_url: str = "", title: str = "", lang: str = "") -> Document:
    """The Document of an HTML fragment; when its tree has no text, what is left without the tags."""
    root = parse(source)
    if root is not None:
        builder = walk(root, base_url)
        document = builder.document(title=title, lang=lang)
        if document.text or document.figures:
            return document
    builder = Builder()
    for line in strip_tags(source).split("\n"):
        builder.text(line)
        builder.end_block()
    return builder.document(title=title, lang=lang)


def walk(root: Element, base_url: str = "", *, hidden: bool = False) -> Builder:
    """Walk a tree into a Builder whose `marks` hold the elements its blocks began in.

    `hidden` takes in what style sheets in the page hide.
    """
    state = _Walk(base_url=_base(root, base_url), hidden=hidden)
    text = state.builder.text
    stack: list[tuple[Element, Iterator[Element], _End]] = []
    element: Element | None = root
    count = 0
    while element is not None:
        count += 1
        wanted = count <= NODE_LIMIT and not state.builder.full
        end = state.enter(element) if wanted else None
        if end is not None:
            text(element.text or "")
            stack.append((element, iter(element), end))
        elif stack:
            text(element.tail or "")
        element = None
        while stack and element is None:
            top, children, end = stack[-1]
            element = next(children, None)
            if element is None:
                stack.pop()
                end()
                if stack:
                    text(top.tail or "")
    return state.builder


def _base(root: Element, base_url: str) -> str:
    found = root.find(".//base[@href]") if root.tag == "html" else None
    return _absolute(found.get("href"), base_url) or base_url if found is not None else base_url


def _absolute(href: str, base_url: str) -> str:
    """The washed absolute address of a reference, or nothing."""
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    if not href[:8].lower().startswith(("http://", "https://", "mailto:")):
        try:
            href = urljoin(base_url, href)
        except ValueError:
            return ""
    return without_trackers(clean_url(href))


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, None when it is not numbered."""

    number: int | None = None


def _nothing() -> None:
    """The end of an element that needs none."""


@dataclass(slots=True)
class _Walk:
    """What the elements around the current one mean. `enter` gives back what undoes itself."""

    base_url: str
    hidden: bool
    builder: Builder = field(default_factory=Builder)
    lists: list[_List] = field(default_factory=list)
    table: Grid | None = None
    quotes: int = 0
    speech: int = 0
    code: bool = False
    embeds: set[str] = field(default_factory=set)
    """The addresses of frames that were named."""

    def enter(self, element: Element) -> _End | None:
        """Begin an element: what ends it, or None when nothing inside it is wanted."""
        tag = element.tag
        if not isinstance(tag, str) or (not self.hidden and is_hidden(element)):
            return None
        if tag in FRAMES:
            self._embed(element)
        if tag in SKIPPED and not is_shown(element, tag):
            return None
        if tag == "br":
            self.builder.line_break()
        elif tag == "img":
            self._image(element)
        elif tag == "noscript":
            parent = element.getparent()
            for image in element.iter("img") if parent is None or parent.tag != "head" else ():
                self._image(image)
            return None
        elif tag == "a":
            if _leads_back(element):
                return None
            self.builder.open(_absolute(element.get("href") or "", self.base_url), link=True)
            return self.builder.close
        elif tag == "q":
            return self._speech()
        elif self.code:
            return self._in_code(element, tag)
        elif tag == "code" and element.attrib and is_listing(element):
            return self._code(element, "verbatim")
        elif tag in STYLES:
            self.builder.open(STYLES[tag])
            return self.builder.close
        elif self.table:
            return self._in_table(element, tag, self.table)
        elif tag == "hr":
            self.builder.rule()
        elif tag in BLOCKS or tag == "button":
            return self._block(element, tag)
        return _nothing

    def _block(self, element: Element, tag: str) -> _End | None:
        builder = self.builder
        builder.end_block()
        builder.mark = element
        if tag in HEADINGS:
            return self._heading(element, HEADINGS[tag])
        if tag in {"figcaption", "caption"}:
            return self._frame(Frame("caption"))
        if tag in LISTS:
            self.lists.append(_List(_number(element.get("start"), 1) if tag == "ol" else None))
            return self._end_list
        if tag == "li":
            return self._frame(self._item(self._marker(element)))
        if tag == "dd":
            return self._frame(self._item())
        if tag == "dt":
            builder.open("strong")
            return self._end_term
        if tag == "blockquote":
            self.quotes += 1
            builder.frames.append(Frame("quote", self.quotes))
            return self._end_quote
        if tag in VERBATIM:
            return self._code(element, "verbatim")
        if tag == "table":
            return self._table(element)
        if tag == "div" and element.attrib:
            if is_tool(element):
                return None
            if is_pasted_code(element):
                return self._code(element, "verbatim")
        if tag in {"p", "div"} and is_lines_of_code(element):
            return self._code(element, "lines")
        return builder.end_block

    def _table(self, element: Element) -> _End:
        if is_code_table(element):
            return self._code(element, "between")
        if is_data_table(element):
            self.table, self.builder.mode = Grid(), "table"
            self.builder.frames.append(Frame("table"))
            return self._end_table
        return self.builder.end_block

    def _code(self, element: Element, mode: Mode) -> _End:
        self.builder.end_block()
        self.builder.mark = element
        self.code, self.builder.mode = True, mode
        self.builder.frames.append(Frame("code", marker=language_of(element)))
        return self._end_code

    def _in_code(self, element: Element, tag: str) -> _End | None:
        """Amid code, elements only part its lines; numbers of lines are left out."""
        builder, mode = self.builder, self.builder.mode
        if element.attrib and is_gutter(element):
            return None
        if tag in ROWS:
            builder.mode = "between"
        elif tag in {"td", "th"}:
            builder.mode = "verbatim"
        if tag not in LINES and not (tag == "span" and element.attrib and is_line(element)):
            return partial(self._return_to, mode)
        begun = builder.line_begins()

        def end() -> None:
            builder.line_ends(begun)
            builder.mode = mode

        return end

    def _return_to(self, mode: Mode) -> None:
        self.builder.mode = mode

    def _heading(self, element: Element, level: int) -> _End:
        """A heading; the only one of a block quote is what it says, in large letters."""
        if not self.quotes or not _is_alone(element):
            return self._frame(Frame("heading", level))
        self.builder.frames.append(Frame("quote", self.quotes))
        self.builder.open("strong")
        return self._end_loud

    def _item(self, marker: str = "") -> Frame:
        """What an item begins; amid a block quote it stays one of its blocks."""
        if self.quotes:
            return Frame("quote", self.quotes, marker)
        return Frame("item", max(len(self.lists), 1), marker)

    def _frame(self, frame: Frame) -> _End:
        self.builder.frames.append(frame)
        return self._end_frame

    def _end_frame(self) -> None:
        self.builder.end_block()
        self.builder.frames.pop()

    def _end_loud(self) -> None:
        self.builder.end_block()
        self.builder.close()
        self.builder.frames.pop()

    def _end_quote(self) -> None:
        self._end_frame()
        self.quotes -= 1

    def _end_term(self) -> None:
        self.builder.end_block()
        self.builder.close()

    def _end_list(self) -> None:
        self.builder.end_block()
        self.lists.pop()

    def _end_code(self) -> None:
        self._end_frame()
        self.code, self.builder.mode = False, "flow"

    def _end_table(self) -> None:
        self._end_frame()
        self.table, self.builder.mode = None, "flow"

    def _end_caption(self) -> None:
        self._end_frame()
        self.builder.mode = "table"

    def _marker(self, element: Element) -> str:
        """The marker of the next item of the open list."""
        current = self.lists[-1] if self.lists else None
        if current is None or current.number is None:
            return "•"
        number = _number(element.get("value"), current.number)
        current.number = number + 1
        return f"{number}."

    def _speech(self) -> _End:
        """A <q>: the marks that browsers set around it, in turn double and single."""
        opening, closing = _SPEECH[self.speech % 2]
        self.speech += 1
        self.builder.text(opening)

        def end() -> None:
            self.speech -= 1
            self.builder.text(closing)

        return end

    def _in_table(self, element: Element, tag: str, table: Grid) -> _End:
        if tag == "tr":
            self.builder.row()
            table.first, table.column, table.spare = True, 0, 0
        elif tag in {"td", "th"}:
            skipped = table.place(*span_of(element))
            self.builder.cell(first=table.first, skip=skipped)
            table.first = False
        elif tag == "caption":
            self.builder.end_block()
            self.builder.mode = "flow"
            self.builder.frames.append(Frame("caption"))
            return self._end_caption
        elif tag in BLOCKS:
            self.builder.text(" ")
        return _nothing

    def _embed(self, element: Element) -> None:
        """What a frame shows, as a caption that leads there; each once."""
        found = embed_of(element) if not self.table and not self.code else None
        if found is None or found.url in self.embeds:
            return
        builder = self.builder
        builder.end_block()
        builder.mark = element
        builder.frames.append(Frame("caption"))
        builder.open(found.url, link=True)
        builder.text(found.text)
        builder.close()
        self._end_frame()
        self.embeds.add(found.url)

    def _image(self, element: Element) -> None:
        alt = element.get("alt") or ""
        if is_emoji(element):
            self.builder.text(alt)
            return
        source = figure_url(element)
        url = source if _is_inside(source) else _absolute(source, self.base_url)
        if url and not url.startswith("mailto:") and not self.builder.has_figure(url):
            self.builder.figure(url, clean_line(alt, 300), element)


def _leads_back(link: Element) -> bool:
    """Whether a link is the arrow of a footnote that leads back to its mark in the text."""
    text = link.text
    return bool(text) and text.strip() in _ARROWS and not len(link) and (link.get("href") or "")[:1] == "#"


def _is_inside(source: str) -> bool:
    """Whether a picture comes with the file that is read."""
    return source.startswith(INSIDE) and source.isascii() and source.isprintable() and " " not in source


def _is_alone(heading: Element) -> bool:
    """Whether a heading is the only one of the block quote around it."""
    quote = next(heading.iterancestors("blockquote"), None)
    return quote is not None and sum(1 for _ in islice(quote.iter(*HEADINGS), 2)) == 1


def _number(value: str | None, default: int) -> int:
    """A list's number; what is no sane number is the default."""
    try:
        return int(value[:9]) if value else default
    except ValueError:
        return default
