"""What queries mean, that plain text always means itself, and that mistakes are told with their place."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import QueryError
from tui_reader.model import query_dates
from tui_reader.model.names import fold
from tui_reader.model.query_fields import FIELDS
from tui_reader.model.query_parser import DEPTH_LIMIT, TERMS_LIMIT, caret, finished, parse, words, write
from tui_reader.model.query_tree import EVERYTHING, And, Field, Node, Not, Or, Pattern, Text

TYPED_PARTS = (
    '(,),",-,:,*,“,”,OR,AND,said:,feed:,is:unread,quotes:>3,after:-30d,x,storm,foo:,é,https://,lang:en,C++'
)
TYPED_PATTERNS = ("title:/", "text:/", "/", "text:/a b/ ", "title:/s(x|y)?/", "-title:/a/ ", "\\")
TYPED = st.lists(
    st.one_of(
        st.sampled_from([*TYPED_PARTS.split(","), *TYPED_PATTERNS, " ", "  ", "\0", "is:unread "]),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


def refused(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("storm ", Text("storm")),
        ("storm", Text("storm", prefix=True)),
        ("st", Text("st")),
        ("sto* ", Text("sto", prefix=True)),
        ("a b ", And((Text("a"), Text("b")))),
        ("a AND b ", And((Text("a"), Text("b")))),
        ("a OR b c ", Or((Text("a"), And((Text("b"), Text("c")))))),
        ("(a OR b) c ", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("-a ", Not(Text("a"))),
        ("-(a b)", Not(And((Text("a"), Text("b"))))),
        ('"rough seas"', Text("rough seas")),
        ("“rough seas” x ", And((Text("rough seas"), Text("x")))),
        ('feed:"The Courier"', Field("feed", "The Courier")),
        ("FEED:courier ", Field("feed", "courier")),
        ("is:Unread", Field("is", "unread")),
        ("quotes:3", Field("quotes", "=3")),
        ("quotes:>=03", Field("quotes", ">=3")),
        ("-lang:DE", Not(Field("lang", "de"))),
        ("after:-30D", Field("after", "30d")),
        ("after:2026-1-5", Field("after", "2026-01-05")),
        ("said:brand", Field("said", "brand", prefix=True)),
        ("said:brand ", Field("said", "brand")),
        ("a OR (b OR c) ", Or((Text("a"), Text("b"), Text("c")))),
        ("title:/storm(s|ed)?/", Pattern("title", "storm(s|ed)?")),
        ("TEXT:/rough (high )?seas/ x ", And((Pattern("text", "rough (high )?seas"), Text("x")))),
        ("-title:/and/or/ x ", And((Not(Pattern("title", "and/or")), Text("x")))),
        (r"text:/(a|b)\/ c/", Pattern("text", r"(a|b)\/ c")),
        ("(text:/a/ OR title:/b/)", Or((Pattern("text", "a"), Pattern("title", "b")))),
        ('title:/"/', Pattern("title", '"')),
        ("feed:a/b ", Field("feed", "a/b")),
        ("title:and/or ", Field("title", "and/or")),
        ('title:"/etc/"', Field("title", "/etc/")),
        ("a (b c) ", And((Text("a"), Text("b"), Text("c")))),
    ],
)
def test_a_query_means(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("AT&T ", ["AT&T"]),
        ("don't ", ["don't"]),
        ("C++ ", ["C"]),
        ('seas"', ["seas"]),
        ('"rough seas', ["rough seas"]),
        ("(seas", ["seas"]),
        ("seas)", ["seas"]),
        ("hello :) ", ["hello"]),
        ("a - b ", ["a", "b"]),
        ("-- a", ["a"]),
        ("10:30 ", ["10:30"]),
        ("Breaking: storm ", ["Breaking", "storm"]),
        ("https://harbour.example/x ", ["https://harbour.example/x"]),
        ("Portland, OR", ["Portland", "OR"]),
        ("OR", ["OR"]),
        ("AND then ", ["AND", "then"]),
        ("f(x) ", ["f", "x"]),
        ("and/or ", ["and/or"]),
        ("/etc/passwd ", ["etc/passwd"]),
        ("/storm/ ", ["storm"]),
        ("this or that ", ["this", "or", "that"]),
    ],
)
def test_plain_text_means_its_words(text: str, found: list[str]) -> None:
    tree = parse(text)
    items = tree.items if isinstance(tree, And) else (tree,)
    assert [item.text for item in items if isinstance(item, Text)] == found
    assert len(items) == len(found)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("storm fead:x", 6, "did you mean feed:"),
        ("xyzzy:1", 0, "there are feed:, folder:"),
        ("storm feed:", 6, "expects a part of a source's name"),
        ("is:unraed", 3, "did you mean unread?"),
        ("a is:blue", 5, "expects one of unread, read"),
        ("lang:german", 5, "two letters"),
        ("after:soon", 6, "2026-11-01"),
        ("after:2026-02-31", 6, "2026-11-01"),
        ("quotes:many", 7, ">3"),
        ("said:***", 5, "a speaker's name"),
        ("x text:/storm", 7, "ends with a slash"),
        ("x title:/storm(s/", 16, "missing )"),
        ("title:/a{2,1}/", 9, "min repeat"),
        ("text:/((a{1000}){1000})/", 5, "too large"),
        (r"text:/((a{1 000}){1 000})/", 5, "too large"),
        (f"text:/{'x' * 501}/", 5, "too large"),
        ("text:storm", 5, "/storm(s|ed)?/"),
        ("a OR title:/b/", 5, "among alternatives"),
        ("-(a title:/b/)", 4, "among alternatives"),
        ("a OR b) c", 6, "closes nothing"),
        ("***", 0, "no letter or digit"),
        ('"', 0, "no letter or digit"),
        ("(" * (DEPTH_LIMIT + 1) + "a", DEPTH_LIMIT, "deep"),
        ("a " * (TERMS_LIMIT + 1), TERMS_LIMIT * 2, "terms"),
        ("x" * 2_001, 2_000, "characters"),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, column: int, says: str) -> None:
    error = refused(text)
    assert error.column == column
    assert says in str(error)


def test_the_caret_stands_under_the_place() -> None:
    lines = caret(refused("storm is:blue"), "storm is:blue").splitlines()
    assert lines[:2] == ["storm is:blue", "         ^"]
    assert lines[2].startswith("is: expects")


def test_a_query_that_is_kept_has_no_open_end() -> None:
    assert parse(finished("storm said:brand")) == And((Text("storm"), Field("said", "brand")))
    assert parse(finished("sto*")) == Text("sto", prefix=True)
    assert parse("storm", typing=False) == Text("storm")


def test_words_to_highlight_are_those_asked_for() -> None:
    assert words('"rough seas" -calm (a OR b) is:unread') == ["rough seas", "a", "b"]
    assert words("foo:bar") == []


@settings(max_examples=400, deadline=None)
@given(TYPED)
def test_no_text_breaks_the_parser_and_what_is_written_means_the_same(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError:
        assert 0 <= refused(text).column <= len(text)
        return
    assert parse(write(tree)) == tree
    assert parse(write(tree), typing=False) == tree


@given(TYPED)
def test_what_is_valid_while_typing_is_valid_when_kept(text: str) -> None:
    try:
        parse(text)
    except QueryError:
        return
    assert parse(finished(text)) == parse(text, typing=False)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_says_what_it_expects(name: str) -> None:
    assert FIELDS[name].expects in str(refused(f"{name}:"))


NOW = int(datetime(2026, 11, 24, 15, 30).astimezone().timestamp())


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-01", (2026, 11, 1)),
        ("2026-11", (2026, 11, 1)),
        ("2026", (2026, 1, 1)),
        ("today", (2026, 11, 24)),
        ("yesterday", (2026, 11, 23)),
        ("30d", (2026, 10, 25)),
        ("2w", (2026, 11, 10)),
    ],
)
def test_dates_begin_at_local_midnight(value: str, day: tuple[int, int, int]) -> None:
    assert query_dates.moment(value, NOW) == int(datetime(*day).astimezone().timestamp())


def test_hours_count_from_now_and_no_date_is_before_the_epoch() -> None:
    assert query_dates.moment("12h", NOW) == NOW - 12 * 3600
    assert query_dates.moment("9999y", NOW) == query_dates.moment("0001", NOW) == 0


@given(st.text(max_size=12))
def test_every_spelled_date_is_a_moment(value: str) -> None:
    spelled = query_dates.spelling(value)
    if spelled:
        assert query_dates.moment(spelled, int(time.time())) >= 0
        assert query_dates.spelling(spelled) == spelled


def test_names_are_folded() -> None:
    assert fold(" J. Müller-Lüdi ") == "j muller ludi"
