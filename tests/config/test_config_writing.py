"""Adding to feeds.toml: what is there stays to the letter, what is added holds, nothing is half done."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.config import load
from tui_reader.config.writing import add, identity
from tui_reader.errors import ConfigError
from tui_reader.model.subscription import Subscription

MINE = (
    '# mine\n[reader]\nmeasure = 60 # small\n\n[[feed]]\nurl = "https://A.example/f/"\n\n[keys]\nhelp = "f1"'
)
B = Subscription(url="https://b.example/f", title='B "quoted" \\', folder="World/Nord", tags=("x",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "feeds.toml"
    found.write_text(MINE)
    return found


def test_what_was_there_stays_to_the_letter(path: Path) -> None:
    add(path, [B])
    assert path.read_text().startswith(MINE + "\n\n[[feed]]\n")


def test_what_is_added_is_read_again(path: Path) -> None:
    add(path, [B])
    spec = load(path).sources[1]
    assert (spec.url, spec.title, spec.folder, spec.tags) == (B.url, B.title, B.folder, B.tags)


def test_a_second_time_adds_nothing(path: Path) -> None:
    add(path, [B], [("Q", "is:unread")])
    once = path.read_bytes()
    assert add(path, [B, B], [("Q", "is:unread")])[1:] == ((), ())
    assert path.read_bytes() == once


def test_another_spelling_of_an_address_is_the_same_feed(path: Path) -> None:
    assert add(path, [Subscription(url="http://a.example:80/f")])[1] == ()


def test_attributes_of_an_outline_are_kept(path: Path) -> None:
    extra = (("htmlUrl", "https://b.example/"), ("{urn:x}y", 'a"b'))
    add(path, [Subscription(url=B.url, extra=extra)])
    assert load(path).sources[1].opml == extra


def test_commands_and_filters_are_lists(path: Path) -> None:
    add(path, [Subscription(command=("a", "b c")), Subscription(url=B.url, filter=("jq", "."))])
    assert [(spec.command, spec.filter) for spec in load(path).sources[1:]] == [
        (("a", "b c"), ()),
        ((), ("jq", ".")),
    ]


def test_saved_queries_are_added(path: Path) -> None:
    add(path, [], [("Rates", 'title:"rate rise"')])
    assert tomllib.loads(path.read_text())["query"] == [{"name": "Rates", "query": 'title:"rate rise"'}]


def test_a_broken_file_is_not_touched(path: Path) -> None:
    path.write_text("[reader]\nfresh = 1\n")
    with pytest.raises(ConfigError, match="fresh"):
        add(path, [B])
    assert path.read_text() == "[reader]\nfresh = 1\n"


def test_a_query_that_cannot_be_understood_is_not_written(path: Path) -> None:
    with pytest.raises(ConfigError):
        add(path, [], [("Bad", "is:nonsense")])
    assert path.read_text() == MINE


def test_more_than_the_file_may_hold_is_not_written(path: Path) -> None:
    with pytest.raises(ConfigError, match="more than 5,000 sources"):
        add(path, [Subscription(url=f"https://x.example/{number}") for number in range(5000)])
    assert path.read_text() == MINE


def test_a_link_stays_a_link_and_the_mode_stays(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    add(link, [B])
    assert link.is_symlink()
    assert "b.example" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_cannot_be_written_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(ConfigError, match="No space left"):
        add(path, [B])
    assert path.read_text() == MINE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/f", "http://A.example/f/"),
        ("https://a.example:443/f", "https://a.example/f"),
        ("https://a.example", "https://a.example/"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert identity(one) == identity(other)


def test_the_case_of_a_path_makes_another_address() -> None:
    assert identity("https://a.example/F") != identity("https://a.example/f")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=3))
def test_no_text_breaks_the_file(path: Path, text: str, words: list[str]) -> None:
    path.write_text(MINE)
    argv = tuple(
        word
        for word in ("x", *words)
        if "\0" not in word and not any("\ud800" <= c <= "\udfff" for c in word)
    )
    add(path, [Subscription(command=argv, title=text.encode("utf-8", "replace").decode())])
    assert load(path).sources[-1].command == argv
