"""Code in the shapes that highlighters give it, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from tui_reader.reading.dom import read_html


def code(source: str) -> list[tuple[str, str]]:
    document = read_html(source)
    return [(block.marker, document.of(block)) for block in document.blocks if block.kind == "code"]


def kinds(source: str) -> list[tuple[str, str]]:
    document = read_html(source)
    return [(block.kind, document.of(block)) for block in document.blocks]


def test_breaks_in_code_end_its_lines() -> None:
    assert code("<pre>one<br>two<br/><br>four</pre>") == [("", "one\ntwo\n\nfour")]


def test_elements_in_code_end_its_lines_and_empty_ones_stay() -> None:
    assert code("<pre><div>a</div><div></div><div>  b</div></pre>") == [("", "a\n\n  b")]


def test_lines_that_already_end_are_not_ended_twice() -> None:
    assert code("<pre><code><span class=line>a\n</span><span class=line>b\n</span></code></pre>") == [
        ("", "a\nb")
    ]


def test_one_span_called_a_line_is_none() -> None:
    assert code("<pre>a <span class=line>b</span> c</pre>") == [("", "a b c")]


@pytest.mark.parametrize("name", ["lineno", "ln", "gutter", "linenos", "line-numbers-rows", "hljs-ln-n"])
def test_numbers_of_lines_are_left_out(name: str) -> None:
    assert code(f"<pre><span class='{name}'> 1 </span>a\n<span class='{name}'>2</span>b</pre>") == [
        ("", "a\nb")
    ]


def test_numbers_that_are_code_stay() -> None:
    source = "<pre class=line-numbers><code><span class=hljs-number>42</span></code></pre>"
    assert code(source) == [("", "42")]


def test_words_in_a_gutter_stay() -> None:
    assert code("<pre><span class=gutter>note</span>a</pre>") == [("", "notea")]


def test_a_table_of_data_with_numbers_stays_a_table() -> None:
    source = "<table><tr><td>1</td><td>Ilse</td></tr><tr><td>2</td><td>Bram</td></tr></table>"
    assert kinds(source) == [("table", "1\tIlse\n2\tBram")]


def test_no_break_spaces_in_code_are_blanks() -> None:
    assert code("<pre>if a:\n&nbsp;&nbsp;b</pre>") == [("", "if a:\n  b")]


def test_a_paragraph_of_nothing_but_code_in_lines_is_code() -> None:
    assert kinds("<p><code>cd x</code><br>\n<code>ls -l</code></p>") == [("code", "cd x\nls -l")]


def test_a_paragraph_with_code_in_it_stays_one() -> None:
    assert kinds("<p>Run <code>a<br>b</code></p><p><code>ls</code></p>") == [
        ("paragraph", "Run a\nb"),
        ("paragraph", "ls"),
    ]


def test_code_outside_of_pre_is_code_when_it_is_named_so_and_has_lines() -> None:
    assert code("<div><code class=language-sh>a\n  b</code></div>") == [("sh", "a\n  b")]
    assert code("<p>see <code class=language-sh>a b</code></p>") == []


@pytest.mark.parametrize("tag", ["xmp", "listing"])
def test_old_elements_for_code_are_code(tag: str) -> None:
    assert code(f"<{tag}>a\n  b</{tag}>") == [("", "a\n  b")]


@pytest.mark.parametrize(
    ("start", "language"),
    [
        ("<pre class='brush: java; gutter: false'>", "java"),
        ("<pre class='prettyprint lang-js'>", "js"),
        ("<pre lang=php>", "php"),
        ("<pre lang=en>", ""),
        ("<pre><code class='hljs python'>", "python"),
        ("<pre><code class='language-js{1,3}'>", "js"),
        ("<pre><code class='language-plaintext'>", ""),
        ("<div class='language-ruby highlighter-rouge'><div class=highlight><pre class=highlight>", "ruby"),
        ("<div class='highlight-dark'><section><pre>", ""),
        ("<div class='lang-en'><div><pre>", ""),
        ("<pre data-enlighter-language=kotlin>", "kotlin"),
    ],
)
def test_the_language_is_what_the_page_calls_it(start: str, language: str) -> None:
    assert code(f"{start}x = 1") == [(language, "x = 1")]


def test_lists_in_a_block_quote_are_part_of_it() -> None:
    document = read_html("<blockquote><p>Two:</p><ol start=3><li>three</li><li>four</li></ol></blockquote>")
    assert [(block.kind, block.marker, document.of(block)) for block in document.blocks] == [
        ("quote", "", "Two:"),
        ("quote", "3.", "three"),
        ("quote", "4.", "four"),
    ]


def test_the_one_heading_of_a_block_quote_is_what_it_says() -> None:
    assert kinds("<blockquote><h3>We stay.</h3><p>Ann</p></blockquote>") == [
        ("quote", "We stay."),
        ("quote", "Ann"),
    ]


def test_a_quoted_page_keeps_its_headings() -> None:
    found = kinds("<blockquote><h2>One</h2><p>a</p><h2>Two</h2><p>b</p></blockquote>")
    assert [kind for kind, _ in found] == ["heading", "quote", "heading", "quote"]


@pytest.mark.parametrize(
    "source",
    [
        "<pre>" + "<span class=line>" * 40_000,
        "<pre>" + "<span class=line>a</span>" * 40_000,
        "<table>" + "<tr><td class=ln>1<td>" * 20_000,
        "<p>" + "<code>a</code><br>" * 40_000,
        "<div class=highlight>" * 30_000 + "<pre>a",
        "<blockquote>" * 150 + "<h3>a</h3>" * 20_000,
    ],
    ids=["open lines", "lines", "gutters", "codes", "wrappers", "headings"],
)
def test_hostile_code_is_read_in_time_that_grows_with_its_size(source: str) -> None:
    begun = time.process_time()
    read_html(source)
    whole = time.process_time() - begun
    begun = time.process_time()
    read_html(source[: len(source) // 4])
    assert whole < 16 * (time.process_time() - begun) + 1
