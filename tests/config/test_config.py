"""feeds.toml: what it accepts, and how it says what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader import config
from tui_reader.config import showing, tables
from tui_reader.config.settings import Macro, Share
from tui_reader.errors import ConfigError

HERE = Path("/home/someone/feeds.toml")


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config.parse(text.encode(), HERE)
    return [str(problem) for problem in caught.value.problems]


def test_a_feed_needs_only_its_url() -> None:
    (spec,) = config.parse(b'[[feed]]\nurl = "https://example.org/f.xml"\n', HERE).sources
    assert (spec.key, spec.kind, spec.full_text) == ("https://example.org/f.xml", "feed", "ask")


def test_a_feed_takes_what_it_does_not_say_from_reader() -> None:
    text = '[reader]\nfull_text = "always"\n[[feed]]\nurl = "https://a.example/f"\n'
    assert config.parse(text.encode(), HERE).sources[0].full_text == "always"


def test_a_feed_overrides_reader() -> None:
    text = '[reader]\nfull_text = "always"\n[[feed]]\nurl = "https://a.example/f"\nfull_text = "feed"\n'
    assert config.parse(text.encode(), HERE).sources[0].full_text == "feed"


@pytest.mark.parametrize(
    ("written", "seconds"), [('"30m"', 1800), ('"2h"', 7200), ('"7d"', 604800), ("0", 0), ('"45s"', 45)]
)
def test_durations_become_seconds(written: str, seconds: int) -> None:
    assert config.parse(f"[reader]\nrefresh = {written}\n".encode(), HERE).refresh == seconds


def test_a_relative_local_path_starts_at_the_file() -> None:
    (spec,) = config.parse(b'[[local]]\npath = "assets/*.md"\n', HERE).sources
    assert spec.path == "/home/someone/assets/*.md"


def test_a_tilde_is_the_home_folder() -> None:
    (spec,) = config.parse(b'[[local]]\npath = "~/articles"\n', HERE).sources
    assert spec.path == str(Path.home() / "articles")


def test_an_unknown_key_names_the_nearest_and_its_place() -> None:
    (said,) = problems(
        '[[feed]]\nurl = "https://a.example/f"\n\n[[feed]]\nurl = "https://b.example/f"\n  titel = "B"\n'
    )
    assert said == "/home/someone/feeds.toml:6:3: feed[2].titel: unknown key; did you mean title?"


def test_a_wrong_type_says_what_was_expected() -> None:
    (said,) = problems("[[feed]]\nurl = 5\n")
    assert said == "/home/someone/feeds.toml:2:1: feed[1].url: expected text, got a whole number (5)"


def test_a_wrong_choice_lists_the_choices() -> None:
    (said,) = problems('[reader]\nfull_text = "sometimes"\n')
    assert 'expected one of "ask", "feed", "always"' in said


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    said = problems('[reader]\nfresh = 1\n[[feed]]\ntitle = 3\n[[local]]\npath = ""\n[colours]\n')
    assert [line.split(": ")[1] for line in said] == [
        "reader.fresh",
        "feed[1]",
        "feed[1].title",
        "local[1].path",
        "colours",
    ]


def test_a_feed_named_twice_is_an_error_at_the_second() -> None:
    (said,) = problems('[[feed]]\nurl = "https://a.example/f"\n[[feed]]\nurl = "https://a.example/f"\n')
    assert said.startswith("/home/someone/feeds.toml:4:1: feed[2].url:")


@pytest.mark.parametrize(
    "url", ["ftp://a.example/f", "javascript:alert(1)", "--help", "file:///etc/passwd", ""]
)
def test_only_web_addresses_are_feeds(url: str) -> None:
    (said,) = problems(f'[[feed]]\nurl = "{url}"\n')
    assert "expected an http or https address" in said


def test_broken_toml_names_line_and_column() -> None:
    (said,) = problems('[reader]\nrefresh = "30m\n')
    assert said.startswith("/home/someone/feeds.toml:2:")


def test_bytes_that_are_not_utf_8_name_the_line() -> None:
    with pytest.raises(ConfigError, match=r":2:1: not UTF-8"):
        config.parse(b"[reader]\n# \xff\n", HERE)


def test_single_brackets_for_a_feed_are_explained() -> None:
    (said,) = problems('[feed]\nurl = "https://a.example/f"\n')
    assert "write [[feed]], with two brackets" in said


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ConfigError, match="larger than"):
        config.parse(b"#" * 1_000_001, HERE)


def test_deep_nesting_is_an_error_not_a_crash() -> None:
    assert problems("x = " + "[" * 20_000)


def test_control_bytes_in_the_file_never_reach_a_message() -> None:
    (said,) = problems('[[feed]]\nurl = "\\u001b]52;c;AAAA\\u0007"\n')
    assert "\x1b" not in said


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "none.toml")


def test_the_starter_is_a_valid_configuration(tmp_path: Path) -> None:
    config.write_starter(tmp_path / "new" / "feeds.toml")
    assert config.load(tmp_path / "new" / "feeds.toml").sources == ()


def test_the_starter_is_private(tmp_path: Path) -> None:
    config.write_starter(tmp_path / "feeds.toml")
    assert os.stat(tmp_path / "feeds.toml").st_mode & 0o077 == 0  # noqa: PTH116 - the mode is the subject


def test_the_starter_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("# mine")
    with pytest.raises(FileExistsError):
        config.write_starter(tmp_path / "feeds.toml")


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("latin-1")))
def test_no_text_does_worse_than_a_config_error(text: str) -> None:
    try:
        config.parse(text.encode("utf-8", "surrogatepass"), HERE)
    except ConfigError as error:
        assert error.problems  # noqa: PT017 - any other exception fails the test


@given(
    st.dictionaries(
        st.sampled_from(["reader", "feed", "local", "keys", "insight", "x"]),
        st.sampled_from(
            [
                "1",
                "[]",
                "[1]",
                "{}",
                "{url = 1}",
                "[{url = []}]",
                '[{path = "a\\u0000"}]',
                '"s"',
                "1979-05-27",
            ]
        ),
    )
)
def test_no_shape_does_worse_than_a_config_error(tables: dict[str, str]) -> None:
    text = "\n".join(f"{key} = {value}" for key, value in tables.items())
    try:
        config.parse(text.encode(), HERE)
    except ConfigError as error:
        assert all(problem.line for problem in error.problems)  # noqa: PT017


def feed_with(lines: str) -> config.Config:
    return config.parse(f"[[feed]]\n{lines}\n".encode(), HERE)


def test_a_command_stands_in_for_the_address() -> None:
    (spec,) = feed_with('command = ["~/bin/scrape", "a b"]').sources
    assert spec.command == (str(Path.home() / "bin/scrape"), "a b")
    assert (spec.kind, spec.url, spec.key) == ("feed", "", f"command:{Path.home()}/bin/scrape 'a b'")


def test_a_filter_stands_beside_the_address() -> None:
    (spec,) = feed_with('url = "https://a.example/f"\nfilter = ["jq", "."]').sources
    assert (spec.url, spec.filter) == ("https://a.example/f", ("jq", "."))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('command = "curl -s x"', "expected a list of text, got text"),
        ('command = [""]', "expected a program and its arguments"),
        ('command = ["a\\u0000"]', "expected a program and its arguments"),
        ('command = ["a"]\nurl = "https://a.example/f"', "either url or command"),
        ("command = []", "the key url is missing"),
    ],
)
def test_a_command_that_cannot_be_run_is_explained(lines: str, said: str) -> None:
    assert any(said in problem for problem in problems(f"[[feed]]\n{lines}\n"))


def test_the_same_command_twice_is_an_error() -> None:
    (said,) = problems('[[feed]]\ncommand = ["a"]\n[[feed]]\ncommand = ["a"]\n')
    assert ":4:1: feed[2].command: command:a is named twice" in said


def test_what_is_shown_is_a_configuration_again() -> None:
    text = b"""[reader]
measure = 60
refresh = "90m"
keep = "90d"
backlog = "45s"
[[feed]]
url = "https://a.example/f"
every = "2h"
tags = ["x"]
opml = { htmlUrl = "https://a.example/" }
[[feed]]
command = ["give", "a b"]
[[query]]
name = "Rates"
query = "is:unread"
[[rule]]
when = "title:ferry"
do = ["star"]
[keys]
help = "f1"
"""
    found = config.parse(text, HERE)
    again = config.parse(showing.as_toml(showing.effective(found)).encode(), HERE)
    assert again == found


def test_every_key_of_a_table_is_described_in_the_schema() -> None:
    definitions = tables.schema()["$defs"]
    undescribed = [
        f"{name}.{key}"
        for name in ("Reader", "Insight", "Feed", "Local", "Query", "Rule", "Share", "Macro")
        for key, value in definitions[name]["properties"].items()
        if not value.get("description")
    ]
    assert undescribed == []


def test_a_share_is_a_program_with_a_name() -> None:
    found = config.parse(
        b'[[share]]\nname = "Mail"\ncommand = ["mail", "-s", "{title}"]\ninput = "json"\n', HERE
    )
    assert found.share == (Share("Mail", ("mail", "-s", "{title}"), "json"),)


def test_a_share_without_a_program_is_a_problem_with_its_place() -> None:
    assert problems('[[share]]\nname = "Mail"\ncommand = []\n')[0].startswith(
        f"{HERE}:3:1: share[1].command: expected a program"
    )


def test_a_macro_is_a_key_with_actions_and_words() -> None:
    text = b'[[macro]]\nkey = "; s"\ndo = ["article.star", "article.next"]\nwords = "star and go on"\n'
    found = config.parse(text, HERE)
    assert found.macros == (Macro("; s", ("article.star", "article.next"), "star and go on"),)
    assert config.parse(showing.as_toml(showing.effective(found)).encode(), HERE) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[macro]]\nkey = ""\ndo = ["undo"]\n', "feeds.toml:2:1: macro[1].key: expected a key"),
        ('[[macro]]\nkey = "B"\ndo = []\n', "feeds.toml:3:1: macro[1].do: expected 1 to 50 actions, got 0"),
        ('[[macro]]\nkey = "B"\ndo = "undo"\n', "feeds.toml:3:1: macro[1].do: expected a list of text"),
        ('[macro]\nkey = "B"\n', "feeds.toml:1:1: macro: write [[macro]], with two brackets"),
    ],
)
def test_a_macro_without_a_key_or_actions_is_told(text: str, said: str) -> None:
    assert said in problems(text)[0]


def test_the_folder_to_write_into_is_kept_as_it_is_written() -> None:
    found = config.parse(b'[reader]\nexport = "~/articles"\n', HERE)
    assert found.export == "~/articles"
    assert config.parse(showing.as_toml(showing.effective(found)).encode(), HERE) == found


def test_a_folder_no_system_has_is_told() -> None:
    assert problems('[reader]\nexport = "a\\u0000b"\n') == [
        "/home/someone/feeds.toml:2:1: reader.export: expected a folder such as ~/articles"
    ]
