"""Every construct of a text goes out and reads back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.model.article import Article
from tui_reader.model.document import Block, BlockKind, Document, Figure, Link, Style
from tui_reader.publish.markdown import markdown
from tui_reader.publish.piece import Picture, Piece
from tui_reader.publish.plain import plain
from tui_reader.publish.web import body, web
from tui_reader.reading.dom import read_html
from tui_reader.reading.markdown import read_markdown

EVERYTHING = """
<p>Fog <b>over</b> the <a href="https://quay.example/a?b=1&amp;c=(2)">quay <i>of</i> Skarrow</a>,
H<sub>2</sub>O, E=mc<sup>2</sup>, <code>a*b `c`</code>, <s>rain</s>
and un<b>believ</b>able <b>“wind”</b>s.</p>
<h2>A # heading * of signs_</h2><h3>Below</h3>
<p>1. no list</p><p>- no list<br>second <em>line</em></p>
<ul><li>one</li><li>two<ul><li>inner<ol><li>deep</li></ol></li></ul></li>
<li><p>three</p><p>goes on</p></li></ul>
<ol start="9"><li>nine</li><li>ten<ul><li>bullet</li></ul></li></ol>
<blockquote><p>said</p><p>again</p><blockquote><p>within</p></blockquote>
<ul><li>first<br>goes on</li><li>second</li></ul><p>between</p><ol start="4"><li>fourth</li></ol></blockquote>
<pre><code class="language-python">if a &lt; b:
    print("```")
</code></pre>
<table><tr><th>Boat</th><th>Crew | all</th></tr><tr><td>Ilse</td><td>3</td></tr></table>
<hr>
<figure><img src="https://quay.example/fog.jpg" alt="Fog">
<figcaption>Fog, seen from the quay.</figcaption></figure>
<p>After &lt;b&gt;all&lt;/b&gt; &amp;amp; [this](that) ~~is~~ text.</p>
"""


def piece(document: Document, **more: object) -> Piece:
    article = Article(1, 1, "g", "A title of its own", "https://quay.example/1", (), 1, 1, 1)
    return Piece(article, document, **more)  # type: ignore[arg-type]


def shape(document: Document, *, lowered: int = 0) -> list[tuple[str, int, str, str]]:
    """What a document says, block by block; headings `lowered` levels up again."""
    return [
        (
            block.kind,
            max(block.level - lowered, 1) if block.kind == "heading" else block.level,
            block.marker,
            document.of(block),
        )
        for block in document.blocks
        if block.kind not in {"caption", "credit"}
    ]


def layers(document: Document) -> set[tuple[str, str]]:
    links = {(link.url, document.text[link.start : link.end]) for link in document.links}
    return links | {(style.kind, document.text[style.start : style.end]) for style in document.styles}


def back(text: str) -> Document:
    """The Document of a Markdown export, its head left out."""
    return read_markdown(text.split("\n\n", 3)[3])


def test_everything_reads_back_from_html() -> None:
    document = read_html(EVERYTHING)
    again = read_html(body(piece(document)))
    assert shape(again, lowered=1) == shape(document)
    assert layers(again) == layers(document)


def test_everything_reads_back_from_markdown() -> None:
    document = read_html(EVERYTHING)
    again = back(markdown(piece(document)))
    caption = "Fog, seen from the quay."
    said = [block for block in shape(again, lowered=1) if block[3] != caption]
    assert said == shape(document)
    assert layers(again) - {("emphasis", caption)} == layers(document)


def test_pictures_stand_where_they_stood_when_they_are_kept() -> None:
    kept = {"https://quay.example/fog.jpg": Picture(b"\xff\xd8", "image/jpeg", "fog-1.jpg")}
    document = read_html(EVERYTHING)
    assert '<img src="fog-1.jpg" alt="Fog">\n<figure>' in web(piece(document, pictures=kept))
    assert "![Fog](<fog-1.jpg>)\n\n*Fog, seen" in markdown(piece(document, pictures=kept))


def test_a_picture_without_a_file_stands_within_the_page() -> None:
    kept = {"https://quay.example/fog.jpg": Picture(b"\xff\xd8", "image/jpeg")}
    page = web(piece(read_html(EVERYTHING), pictures=kept))
    assert 'src="data:image/jpeg;base64,/9g="' in page
    assert "![" not in markdown(piece(read_html(EVERYTHING), pictures=kept))


def test_plain_text_lines_up_tables_and_sets_code_in() -> None:
    text = plain(piece(read_html(EVERYTHING)))
    assert "Boat  Crew | all\nIlse  3" in text
    assert "    if a < b:\n        print" in text
    assert "9. nine" in text


def test_layers_that_cross_are_parted() -> None:
    document = Document(
        "abcdef",
        (Block(0, 6, "paragraph"),),
        (Link(0, 4, "https://x.example/"),),
        (Style(2, 6, "strong"),),
    )
    assert '<a href="https://x.example/">ab<strong>cd</strong></a><strong>ef</strong>' in web(piece(document))


_KINDS: st.SearchStrategy[BlockKind] = st.sampled_from(
    ["paragraph", "heading", "item", "quote", "code", "table", "caption", "rule"]
)
_WORDS = st.text(st.sampled_from("ab <>&*_`[]()#-+=1.|\\~\t\n"), min_size=1, max_size=20)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text, blocks = "", []
    for _ in range(draw(st.integers(1, 6))):
        words = draw(_WORDS)
        kind = draw(_KINDS)
        marker = draw(st.sampled_from(["", "•", "3."])) if kind == "item" else ""
        blocks.append(Block(len(text), len(text) + len(words), kind, draw(st.integers(0, 4)), marker))
        text += words + "\n"
    ends = [(a, b) for a, b in draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=5))]
    spans = [(a, b) for a, b in ends if a < b <= len(text)]
    return Document(
        text,
        tuple(blocks),
        tuple(Link(a, b, "https://x.example/<>\"'") for a, b in spans[::2]),
        tuple(Style(a, b, "strong") for a, b in spans[1::2]),
        (Figure(0, "https://x.example/p", '"><script>'),),
    )


@settings(max_examples=150)
@given(documents())
def test_any_document_goes_out_in_every_format(document: Document) -> None:
    found = piece(document, pictures={"https://x.example/p": Picture(b"x", "image/png", "p.png")})
    page = web(found)
    assert page.count("<script") == 0
    for tag in ("p", "li", "ul", "ol", "blockquote", "a", "strong", "table"):
        assert page.count(f"<{tag}>") + page.count(f"<{tag} ") == page.count(f"</{tag}>"), tag
    assert markdown(found).endswith("\n")
    assert plain(found)


@pytest.mark.parametrize("language", ["python", "a`b", 'x" onclick="y'])
def test_the_language_of_code_breaks_nothing(language: str) -> None:
    document = Document("x = 1", (Block(0, 5, "code", 0, language),))
    assert back(markdown(piece(document))).of(back(markdown(piece(document))).blocks[0]) == "x = 1"
    assert 'onclick="' not in web(piece(document))


def test_emphasis_that_is_given_twice_is_marked_once() -> None:
    styles = (Style(0, 3, "strong"), Style(0, 4, "strong"), Style(4, 6, "strong"), Style(1, 2, "emphasis"))
    document = Document("abcdef g", (Block(0, 8, "paragraph"),), styles=styles)
    assert "<p><strong>a<em>b</em>cdef</strong> g</p>" in web(piece(document))
    assert "**a*b*cdef** g" in markdown(piece(document))


def test_an_item_goes_on_below_a_number_of_any_width() -> None:
    document = read_html('<ol start="99"><li><p>one</p><p>more</p></li><li><p>two</p><p>more</p></li></ol>')
    assert shape(back(markdown(piece(document)))) == shape(document)
