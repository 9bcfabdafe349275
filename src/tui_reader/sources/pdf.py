"""PDF files as simple HTML: what stands where on the pages, put back into the order of reading.

Needs the extra `pdf`. Runs in a worker that can be ended; the layout itself is pure and knows no library.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

from tui_reader.model.text import clean_line, clean_text
from tui_reader.sources.filefacts import FileFacts, epoch
from tui_reader.sources.pdflayout import Piece, Sheet, article

PAGES = 1_500
_BOLD = 600
PIECES = 200_000
"""Stretches of text in one file at most."""
_DAY = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_NO_TITLE = re.compile(
    r"microsoft word\b|untitled|slide \d|\S+\.(?:docx?|indd|tex|dvi|pdf|qxd|rtf|odt|pptx?)$", re.IGNORECASE
)
MISSING = "PDF needs pypdfium2, which is not installed here (the extra “pdf”; README says how)"


def available() -> bool:
    """Whether the extra is installed."""
    from importlib.util import find_spec

    return find_spec("pypdfium2") is not None


def is_pdf(data: bytes) -> bool:
    """Whether bytes say that they are a PDF, whatever they are called."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def pdf(data: bytes) -> tuple[str, FileFacts]:
    """(the text as HTML, the facts) of a PDF.

    Raises ValueError with the reason when it is damaged or locked, or holds no text, or the extra is missing.
    """
    try:
        import pypdfium2
    except ImportError:
        raise ValueError(MISSING) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise ValueError("it is damaged or locked by a password") from None
    try:
        known = document.get_metadata_dict()
        found = article(_sheets(document))
    except pypdfium2.PdfiumError:
        raise ValueError("it is damaged") from None
    finally:
        document.close()
    if not found.paragraphs:
        raise ValueError("there is no text in it; its pages may be pictures")
    return _html(found.paragraphs), _facts(known, found.title)


def _sheets(document: Any) -> Iterator[Sheet]:
    left = PIECES
    for number in range(min(len(document), PAGES)):
        page = document[number]
        _, height = page.get_size()
        pieces = tuple(_pieces(page.get_textpage(), left))
        left -= len(pieces)
        yield Sheet(height, pieces)
        page.close()


def _pieces(textpage: Any, limit: int) -> Iterator[Piece]:
    """Every stretch of one line that the file wrote at once; a hyphen at its end is written as "-"."""
    for index in range(min(textpage.count_rects(), limit)):
        left, bottom, right, top = textpage.get_rect(index)
        text = textpage.get_text_bounded(left, bottom, right, top)
        text = clean_text(re.sub("[\x02\ufffe]", "-", text)).replace("\n", " ")
        if text.strip():
            size, bold = _font(textpage, left, bottom, right, top)
            yield Piece(left, bottom, right, top, text, size, bold)


def _font(textpage: Any, left: float, bottom: float, right: float, top: float) -> tuple[float, bool]:
    """(height of a line of the font within a box in points, whether it is bold); 0 when it is not found."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for share in (0.02, 0.4, 0.7, 0.97):
        across = left + share * (right - left)
        index = raw.FPDFText_GetCharIndexAtPos(textpage, across, (bottom + top) / 2, 2.0, 2.0)
        if index >= 0 and raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            return abs(float(box.top) - float(box.bottom)), _is_bold(textpage, index)
    return 0.0, False


def _is_bold(textpage: Any, index: int) -> bool:
    """By the weight that a font gives, else by its name."""
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(textpage, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(textpage, index, name, 100, ctypes.byref(ctypes.c_int()))
    return b"bold" in name.value.lower()


def _html(paragraphs: tuple[tuple[str, str], ...]) -> str:
    out = []
    for tag, group in groupby(paragraphs, key=lambda pair: pair[0]):
        lines = "\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for _, text in group)
        out.append(f"<ul>\n{lines}\n</ul>" if tag == "li" else lines)
    return "\n".join(out)


def _facts(known: dict[str, str], title: str) -> FileFacts:
    stated = clean_line(known.get("Title", ""))
    author = clean_line(known.get("Author", ""), 200)
    authors = tuple(part.strip() for part in re.split(r"[;,]|\band\b", author) if part.strip())
    day = _DAY.match(known.get("CreationDate", ""))
    return FileFacts(
        title if not stated or _NO_TITLE.match(stated) else stated,
        authors[:10],
        epoch("-".join((day[1], day[2] or "01", day[3] or "01"))) if day else None,
    )
