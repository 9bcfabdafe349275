"""PDF files: the order of reading, what is joined, what is left out, damaged and locked ones."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import FileError
from tui_reader.model.article import Entry
from tui_reader.sources.containers import contents
from tui_reader.sources.local import named, read_file
from tui_reader.sources.pdflayout import Piece, Sheet, article

Line = tuple[float, float, float, str]
"""Left, bottom, size of letters, text."""


def _drawn(line: Line) -> str:
    x, y, size, text = line
    font = "B" if text.startswith("**") else "F"
    shown = text.removeprefix("**").replace("(", "[").replace(")", "]")
    return f"BT /{font} {size} Tf {x} {y} Td ({shown}) Tj ET"


def paper(*pages: Sequence[Line], info: str = "", trailer: str = "") -> bytes:
    """A PDF of pages of 600 by 800 points; lines in Helvetica stand where they are put, ** makes bold."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        drawn = "\n".join(map(_drawn, lines))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R/B<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>>>>>>>"
        )
        objects.append(f"<</Length {len(drawn.encode('cp1252'))}>>stream\n{drawn}\nendstream")
    objects.append(f"<<{info}>>")
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{text}endobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R{trailer}>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF".encode()


def column(left: float, top: float, *lines: str, size: float = 10) -> list[Line]:
    return [(left, top - 13 * number, size, line) for number, line in enumerate(lines)]


def entry(tmp_path: Path, data: bytes) -> Entry:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return read_file(named(str(path)))


LEFT = (
    "The harbour of Skarrow was closed on Monday after",
    "divers had found cracks in two of its pillars, the",
    "council said in a letter to the captains, who were",
    "told to moor their boats on the other shore of the",
)
RIGHT = (
    "bay until June. Nobody had been hurt, and the old",
    "lamp still burns above the water for those who do",
    "not read letters and come home late from the sea,",
    "as most of them have always done in other summers.",
)


def test_columns_are_read_one_after_the_other_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    rows = zip(column(40, 700, *LEFT), column(320, 700, *RIGHT), strict=True)
    found = entry(tmp_path, paper([line for row in rows for line in row]))
    assert found.content == f"<p>{' '.join((*LEFT, *RIGHT))}</p>"


def test_a_headline_over_all_columns_is_the_title(tmp_path: Path) -> None:
    page = [(40.0, 740.0, 22.0, "Cracks close the harbour of Skarrow for weeks"), *column(40, 700, *LEFT)]
    found = entry(tmp_path, paper([*page, *column(320, 700, *RIGHT)]))
    assert found.title == "Cracks close the harbour of Skarrow for weeks"
    assert found.content.startswith(f"<h1>{found.title}</h1>\n<p>The harbour")


def test_words_parted_at_the_end_of_a_line_are_joined_and_compounds_are_not(tmp_path: Path) -> None:
    lines = ("It was a well-known lamp, the coun-", "cil said, and a well-", "known one it would stay.")
    found = entry(tmp_path, paper(column(40, 700, *lines)))
    assert "the council said, and a well-known one it would stay." in found.content


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            (40.0, 780.0, 8.0, "The Skarrow Gazette"),
            *column(40, 700, f"Day {n} of the fog."),
            (300.0, 20.0, 8.0, f"{n}"),
        ]
        for n in range(1, 5)
    ]
    found = entry(tmp_path, paper(*pages))
    assert "Gazette" not in found.content
    assert found.content.count("<p>") == 4


def test_paragraphs_are_parted_by_white_and_by_indents(tmp_path: Path) -> None:
    first = column(40, 700, "The lamp was lit at nine in the evening, as it is", "on every day of the year.")
    second = column(40, 655, "It burned until the morning, when the keeper went", "home.")
    third = [(56.0, 629.0, 10.0, "Nobody else was on the quay.")]
    found = entry(tmp_path, paper([*first, *second, *third]))
    assert found.content.count("<p>") == 3


def test_a_line_that_begins_with_a_quotation_mark_is_no_heading(tmp_path: Path) -> None:
    found = entry(tmp_path, paper(column(40, 700, "“The lamp will burn,”", "said Ilse Brandvold.")))
    assert found.content == "<p>“The lamp will burn,” said Ilse Brandvold.</p>"


def test_a_short_bold_line_is_a_heading_and_a_bold_beginning_is_not(tmp_path: Path) -> None:
    lines = [*column(40, 700, "**What comes next", *LEFT), (40.0, 635.0, 10.0, "**Ilse Brandvold:")]
    found = entry(tmp_path, paper([*lines, (132.0, 635.0, 10.0, "the lamp stays, whatever they say.")]))
    assert "<h1>What comes next</h1>\n<p>The harbour" in found.content
    assert "Ilse Brandvold: the lamp stays" in found.content


def test_a_paper_all_in_bold_has_no_headings(tmp_path: Path) -> None:
    found = entry(tmp_path, paper(column(40, 700, *(f"**{line}" for line in LEFT))))
    assert "<h" not in found.content


def test_items_with_bullets_are_a_list(tmp_path: Path) -> None:
    found = entry(tmp_path, paper(column(40, 700, "He asked for:", "• rope", "• oil")))
    assert "<ul>\n<li>rope</li>\n<li>oil</li>\n</ul>" in found.content


def test_markup_in_a_paper_stays_text(tmp_path: Path) -> None:
    assert "&lt;script&gt;" in entry(tmp_path, paper(column(40, 700, "A <script> of fog."))).content


def test_title_author_and_day_come_from_the_file(tmp_path: Path) -> None:
    info = "/Title(The Fog Report)/Author(Ruta Quist; Ole Hamm)/CreationDate(D:20310602101112Z)"
    found = entry(tmp_path, paper(column(40, 700, "Fog."), info=info))
    assert (found.title, found.authors) == ("The Fog Report", ("Ruta Quist", "Ole Hamm"))
    assert found.published == 1_938_124_800


def test_the_name_of_a_draft_is_no_title(tmp_path: Path) -> None:
    found = entry(tmp_path, paper(column(40, 700, "Fog."), info="/Title(Microsoft Word - fog_v3.docx)"))
    assert found.title == "Paper"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 and nothing else", "damaged or locked"),
        (paper([]), "no text in it; its pages may be pictures"),
        (paper(column(40, 700, "Fog."), trailer="/Encrypt<</Filter/None>>"), "damaged or locked"),
    ],
)
def test_a_paper_that_cannot_be_read_says_why(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=why):
        entry(tmp_path, data)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=20))
def test_a_damaged_paper_gives_contents_or_a_reason(place: int, noise: bytes) -> None:
    data = paper(column(40, 700, *LEFT))
    with suppress(ValueError):
        contents(data[:place] + noise + data[place + len(noise) :], ".pdf")


_PLACE = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(st.builds(Piece, _PLACE, _PLACE, _PLACE, _PLACE, st.text(min_size=1, max_size=9), _PLACE)))
def test_pieces_anywhere_have_a_layout(pieces: list[Piece]) -> None:
    words = {word for piece in pieces for word in piece.text.split()}
    assert len(article([Sheet(800, tuple(pieces))]).paragraphs) <= max(len(words), len(pieces))
