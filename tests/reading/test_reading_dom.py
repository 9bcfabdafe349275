"""HTML fragments become documents."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.model.document import Document, Figure
from tui_reader.reading.dom import read_html
from tui_reader.reading.tree import HTML_LIMIT, flatten, parse, strip_tags

BASE = "https://example.org/news/today"
TAGS = [
    "p",
    "div",
    "span",
    "a",
    "b",
    "i",
    "em",
    "q",
    "br",
    "hr",
    "img",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "h2",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "script",
    "style",
    "noscript",
    "details",
    "summary",
    "sup",
    "del",
]
PIECES = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        [
            '<a href="/x">',
            '<td colspan=3 rowspan="2">',
            "<ol start=-4>",
            '<img src="/i.png" alt="A">',
            "<!--",
            "&#27;",
            "\u202e",
        ]
    ),
    st.text(st.sampled_from("ab \n\t\u00a0\u0301é<&\x00\x1b👩\u200d"), max_size=8),
)


def shown(document: Document) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.marker, document.of(block)) for block in document.blocks]


def kinds(source: str) -> list[tuple[str, str]]:
    document = read_html(source, base_url=BASE)
    return [(block.kind, document.of(block)) for block in document.blocks]


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300)
def test_any_markup_makes_a_valid_and_washed_document(source: str) -> None:
    document = read_html(source, base_url=BASE)
    assert document.problem() == ""
    assert not {unicodedata.category(c) for c in document.text if c not in "\n\t"} & {"Cc", "Cs"}
    assert all(document.of(block).strip() or block.kind == "rule" for block in document.blocks)


def test_white_space_folds_as_in_browsers() -> None:
    assert kinds("<p> One \n\n two<b> three</b> <i> four </i>. </p>") == [
        ("paragraph", "One two three four .")
    ]


def test_text_outside_any_block_is_a_paragraph() -> None:
    assert kinds("loose<p>set</p>tail") == [
        ("paragraph", "loose"),
        ("paragraph", "set"),
        ("paragraph", "tail"),
    ]


def test_one_break_stays_in_its_paragraph_and_two_end_it() -> None:
    assert kinds("a<br>b<br> <br>c") == [("paragraph", "a\nb"), ("paragraph", "c")]


def test_headings_keep_their_level() -> None:
    assert shown(read_html("<h3>Now</h3>")) == [("heading", 3, "", "Now")]


def test_lists_keep_nesting_and_numbers() -> None:
    source = "<ol start=3><li>c<ul><li>deep</li></ul></li><li value=9>i</li><li>j</ol>"
    assert shown(read_html(source)) == [
        ("item", 1, "3.", "c"),
        ("item", 2, "•", "deep"),
        ("item", 1, "9.", "i"),
        ("item", 1, "10.", "j"),
    ]


def test_a_second_paragraph_of_an_item_has_no_marker() -> None:
    assert shown(read_html("<ul><li><p>a</p><p>b</p></li></ul>")) == [
        ("item", 1, "•", "a"),
        ("item", 1, "", "b"),
    ]


def test_block_quotes_nest() -> None:
    source = "<blockquote><p>outer</p><blockquote>inner</blockquote></blockquote>"
    assert shown(read_html(source)) == [("quote", 1, "", "outer"), ("quote", 2, "", "inner")]


def test_code_is_verbatim_and_knows_its_language() -> None:
    source = '<pre><code class="x language-py">\ndef f():\n    <b>return</b> 1\n\n</code></pre>'
    assert shown(read_html(source)) == [("code", 0, "py", "def f():\n    return 1")]


def test_data_tables_have_tabs_and_newlines() -> None:
    source = "<table><caption>Cap</caption><tr><th>a<th>b</tr><tr><td>1 <td><p>2</p></tr></table>"
    assert kinds(source) == [("caption", "Cap"), ("table", "a\tb\n1\t2")]


def test_cells_that_span_leave_their_columns_empty() -> None:
    source = "<table><tr><th colspan=2>ab<th>c<tr><td rowspan=2>x<td>y<td>z<tr><td>v<td>w</table>"
    assert kinds(source) == [("table", "ab\t\tc\nx\ty\tz\n\tv\tw")]


def test_layout_tables_are_looked_through() -> None:
    source = "<table><tr><td><h2>Top</h2><p>One</p></td><td><p>Two</p></td></tr></table>"
    assert kinds(source) == [("heading", "Top"), ("paragraph", "One"), ("paragraph", "Two")]


def test_figures_stand_before_their_captions() -> None:
    source = '<p>a</p><figure><img src="/i.jpg" alt="Quay"><figcaption>The quay</figcaption></figure>'
    document = read_html(source, base_url=BASE)
    assert document.figures == (Figure(1, "https://example.org/i.jpg", "Quay"),)
    assert document.blocks[1].kind == "caption"


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/p.gif" width=1 height=1>',
        '<img src="data:image/gif;base64,R0">',
        "<img>",
        '<img src="javascript:x">',
    ],
)
def test_pictures_that_show_nothing_are_left_out(image: str) -> None:
    assert read_html(f"<p>a{image}</p>", base_url=BASE).figures == ()


def test_lazy_pictures_are_found() -> None:
    source = '<img src="data:," data-src="/real.jpg"><noscript><img src="/real.jpg"></noscript>'
    assert [figure.url for figure in read_html(source, base_url=BASE).figures] == [
        "https://example.org/real.jpg"
    ]


def test_the_largest_of_a_source_set_is_taken() -> None:
    document = read_html('<p>a<img srcset="/s.jpg 320w, /l.jpg 1280w">', base_url=BASE)
    assert document.figures[0].url == "https://example.org/l.jpg"


def test_pictures_of_emoji_become_text() -> None:
    assert kinds('<p>Good <img class="wp-smiley emoji" alt="😀" src="/e.png"></p>') == [
        ("paragraph", "Good 😀")
    ]


def test_links_are_absolute_and_hug_their_text() -> None:
    document = read_html('<p>See <a href="../a?b=1"> the <b>board</b> </a>.</p>', base_url=BASE)
    assert [(document.text[a:b], url) for a, b, url in _links(document)] == [
        ("the board", "https://example.org/a?b=1")
    ]


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    document = read_html('<a href="/x"><p>one</p><p>two</p></a>', base_url=BASE)
    assert [document.text[a:b] for a, b, _ in _links(document)] == ["one", "two"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "#top", "file:///etc/passwd", "http://[", "", "data:text/html,x"]
)
def test_links_that_lead_nowhere_safe_are_only_text(href: str) -> None:
    document = read_html(f'<p><a href="{href}">go</a></p>', base_url=BASE)
    assert (document.text, document.links) == ("go", ())


def test_emphasis_is_kept() -> None:
    document = read_html("<p>a <em>b</em> <s>c</s> H<sub>2</sub>O</p>")
    assert [(document.text[s.start : s.end], s.kind) for s in document.styles] == [
        ("b", "emphasis"),
        ("c", "strike"),
        ("2", "sub"),
    ]


def test_quotations_in_elements_get_their_marks() -> None:
    assert kinds("<p><q>Not <q>ever</q></q>, she said.</p>") == [("paragraph", "“Not ‘ever’”, she said.")]


def test_definition_lists_keep_terms_and_meanings() -> None:
    assert shown(read_html("<dl><dt>Quay<dd>A wharf</dl>")) == [
        ("paragraph", 0, "", "Quay"),
        ("item", 1, "", "A wharf"),
    ]


def test_rules_part_blocks_and_never_end_a_document() -> None:
    assert kinds("<hr><p>a</p><hr><hr><p>b</p><hr>") == [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]


def test_scripts_styles_and_hidden_parts_are_dropped() -> None:
    source = '<script>x</script><style>y</style><p hidden>h</p><p style="display: none">n</p>'
    source += "<template>t</template><p>seen</p>"
    assert kinds(source) == [("paragraph", "seen")]


def test_control_bytes_in_references_are_washed() -> None:
    assert read_html("<p>a&#27;]0;x&#7;b&#x202e;c</p>").text == "a]0;xbc"


@pytest.mark.parametrize("depth", [150, 1_000, 50_000])
def test_text_below_any_depth_is_kept(depth: int) -> None:
    document = read_html("<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>")
    assert [document.of(block) for block in document.blocks] == ["deep", "after"]


def test_a_long_flat_page_is_not_taken_for_a_deep_one() -> None:
    source = "<p>x<ul><li>y</ul>" * 400
    assert flatten(source) == source


def test_what_no_parser_takes_is_stripped_of_tags() -> None:
    assert read_html("<!-- only a note --> ").text == ""
    assert strip_tags("<div>a<script>no</script><br>b <i>c</i></div>") == "a\n\nb c"


def test_an_unclosed_comment_does_not_swallow_the_text() -> None:
    assert "kept" in read_html("<!-- never closed <p>kept</p>").text


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * (HTML_LIMIT // 5),
        "<b>" * (HTML_LIMIT // 3),
        "<a" * (HTML_LIMIT // 2),
        "<!--" * (HTML_LIMIT // 4),
        "<script>" * (HTML_LIMIT // 8),
        "&lt;" * (HTML_LIMIT // 4),
        "<table><tr><td>" * (HTML_LIMIT // 15),
        "<blockquote><ul><li>" * (HTML_LIMIT // 20),
        "<a " + " ".join(f"a{number}" for number in range(150_000)) + ">x",
        "x " * (HTML_LIMIT // 2),
        "<a href='/x'>" * (HTML_LIMIT // 13) + "y",
        "<i>a</i>" * (HTML_LIMIT // 8),
        "<p>a<a href='/x'>b</a>\u00a0</p>" * (HTML_LIMIT // 32),
        "\u0301" * HTML_LIMIT,
    ],
    ids=range(14),
)
def test_hostile_markup_ends_in_bounded_time(hostile: str) -> None:
    started = time.process_time()
    document = read_html(hostile, base_url=BASE)
    assert time.process_time() - started < 5
    assert document.problem() == ""


def test_nothing_to_parse_is_none() -> None:
    assert parse("") is None


def _links(document: Document) -> list[tuple[int, int, str]]:
    return [(link.start, link.end, link.url) for link in document.links]


def test_links_lose_their_trackers() -> None:
    document = read_html('<p>See <a href="https://a.example/x?id=1&amp;fbclid=2">this</a>.</p>')
    assert [link.url for link in document.links] == ["https://a.example/x?id=1"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("the\u00a0old quay", "the old quay"),
        ("the quay.\u00a0 Then", "the quay. Then"),
        ("10\u00a0000\u00a0km", "10\u00a0000\u00a0km"),
        ("«\u00a0Oui\u00a0», dit-elle", "«\u00a0Oui\u00a0», dit-elle"),
        ("Vraiment\u00a0?", "Vraiment\u00a0?"),
    ],
)
def test_no_break_spaces_stay_where_they_bind_something(written: str, read: str) -> None:
    assert read_html(f"<p>{written}</p>").text == read


def test_one_picture_in_two_sizes_is_one() -> None:
    small, large = "https://a.example/60/harbour-at-night.jpg", "https://a.example/1600/harbour-at-night.jpg"
    document = read_html(f'<p>One</p><img src="{small}"><noscript><img src="{large}"></noscript><p>Two</p>')
    assert [figure.url for figure in document.figures] == [small]


def test_a_picture_shown_again_after_text_is_shown_again() -> None:
    image = '<img src="https://a.example/60/harbour-at-night.jpg">'
    assert len(read_html(f"{image}<p>One</p>{image}<p>Two</p>").figures) == 2


def test_a_page_that_leaves_its_body_out_is_read() -> None:
    source = (
        "<!doctype html><html lang=en><title>Cranes</title><style>p { color: red }</style>"
        "<noscript><img src='/pixel.gif'></noscript><main><p>The board met.</main>"
    )
    document = read_html(source, base_url="https://veld.example/")
    assert (document.text, document.figures) == ("The board met.", ())


def test_a_template_is_text_only_where_browsers_show_it() -> None:
    shown = "<div><template shadowrootmode=open><p>The board met.</p></template></div>"
    assert read_html(f"<template><p>Row</p></template>{shown}").text == "The board met."


def test_a_button_that_is_the_line_over_what_it_folds_away_is_read() -> None:
    question = "How much does a crane cost?"
    document = read_html(
        f'<h3><button aria-expanded="false">{question}</button></h3><p>Nine million.</p>'
        f'<button aria-controls="a2"><span>Who pays for it in the end?</span></button><p>Nobody knows.</p>'
    )
    assert [document.of(block) for block in document.blocks] == [
        question,
        "Nine million.",
        "Who pays for it in the end?",
        "Nobody knows.",
    ]
    assert document.blocks[0].kind == "heading"


def test_a_button_that_does_something_is_not_read() -> None:
    document = read_html(
        '<p>Cranes.</p><button aria-expanded="false">Open menu</button><button>Send me the next one</button>'
    )
    assert document.text == "Cranes."


def test_notes_at_the_foot_lose_the_arrow_that_leads_back() -> None:
    source = (
        "<p>Fog<sup><a href='#n1' id='r1'>1</a></sup> came.</p><ol class=footnotes>"
        "<li id=n1>As told. <a href='#r1'>↩</a></li><li><a href='#r2'>^</a> So it was.</li></ol>"
    )
    assert kinds(source) == [("paragraph", "Fog1 came."), ("item", "As told."), ("item", "So it was.")]
    assert [style.kind for style in read_html(source).styles] == ["sup"]
