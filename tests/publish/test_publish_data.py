"""Articles as JSON: every layer points at its words and reads back; the schema is the one on paper."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from tui_reader.model.anchor import Anchor, Remark
from tui_reader.model.article import Article, ArticleStatus, Revision
from tui_reader.model.document import Block, Document, Figure, Link, Span, Style
from tui_reader.model.insight import KnownEntity, KnownQuote, Quote
from tui_reader.publish import data
from tui_reader.publish.piece import Origin, Picture, Piece

SCHEMA = Path(__file__).parents[2] / "docs" / "export.schema.json"
TEXT = "𝒜 pier opens\n\n“We built it,” said Ada Lindqvist."
PICTURE = "https://quay.example/pier.jpg"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def piece() -> Piece:
    name = span("Ada Lindqvist")
    document = Document(
        TEXT,
        (Block(*span("𝒜 pier opens"), "heading", 1), Block(*span(TEXT[14:]), "paragraph")),
        (Link(*name, "https://quay.example/ada"),),
        (Style(*span("said"), "emphasis"),),
        (Figure(1, PICTURE, "The pier"),),
        lang="en",
    )
    quote = Quote(
        (span("“We built it,”"),), "direct", "Ada Lindqvist", "Ada Lindqvist", name, "named",
        cue="said", cue_span=span("said"), confidence=0.95, speaker_confidence=0.9, rule="said-by",
    )  # fmt: skip
    remark = Remark(3, 1, 7, Anchor("built", "“We ", " it,”", 18), "when?", 1_793_491_300, span("built"))
    return Piece(
        Article(1, 1, "g", "A pier", "https://quay.example/1", ("Jo",), 1_793_491_200, 1_793_491_201, 7),
        document,
        (KnownQuote(5, 1, quote, 9),),
        (KnownEntity(9, "Ada Lindqvist", "person", (name,)),),
        ArticleStatus(1, read=True),
        ("quay",),
        "A note.",
        (remark,),
        Origin(Revision(7, 1, "page", 1_793_491_250, "ab12", "page", "https://quay.example/1"), "2", "r5"),
        {PICTURE: Picture(b"x", "image/jpeg", "a-pier-pictures/01.jpg")},
    )


def test_every_layer_points_at_its_words(piece: Piece) -> None:
    found = data.read(data.data(piece))
    (quote,), (entity,), (note,) = found.quotes, found.entities, found.notes
    assert quote.text == "“We built it,”"
    assert [found.text[a:b] for a, b in quote.spans] == ["“We built it,”"]
    assert quote.as_written_at is not None
    assert found.text[slice(*quote.as_written_at)] == quote.as_written == "Ada Lindqvist"
    assert [found.text[a:b] for a, b in entity.mentions] == [entity.name]
    assert note.place is not None
    assert found.text[slice(*note.place)] == note.words == "built"
    assert next(found.text[block.start : block.end] for block in found.blocks) == "𝒜 pier opens"
    assert [found.text[link.start : link.end] for link in found.links] == ["Ada Lindqvist"]


def test_a_quote_names_its_speaker_among_the_entities(piece: Piece) -> None:
    found = data.read(data.data(piece))
    assert found.quotes[0].entity == found.entities[0].id


def test_it_says_where_the_text_came_from_and_what_the_reader_did(piece: Piece) -> None:
    found = data.read(data.data(piece))
    assert found.provenance is not None
    assert (found.provenance.kind, found.provenance.reader, found.provenance.analyser) == ("page", "2", "r5")
    assert (found.article.read, found.article.tags, found.article.note) == (True, ["quay"], "A note.")
    assert found.article.published == "2026-11-01T00:00:00Z"


def test_a_picture_names_its_file(piece: Piece) -> None:
    assert data.read(data.data(piece)).figures[0].file == "a-pier-pictures/01.jpg"


def test_what_is_written_is_what_is_read(piece: Piece) -> None:
    assert data.read(data.data(piece)) == data.article_file(piece)


def test_any_program_can_read_it(piece: Piece) -> None:
    found = json.loads(data.data(piece))
    assert (found["format"], found["version"]) == ("tui-reader/article", 1)
    assert data.data(piece).endswith("}\n")


def test_another_file_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        data.read('{"format": "tui-reader/article"}')


def test_the_schema_on_paper_is_the_one_in_force() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == data.schema()
