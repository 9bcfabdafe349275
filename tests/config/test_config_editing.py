"""Editing single feeds in feeds.toml: only what was asked for changes, comments and order stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.config import load
from tui_reader.config.editing import enable, line_of, move, remove
from tui_reader.config.writing import add
from tui_reader.errors import ConfigError
from tui_reader.model.subscription import Subscription

A, B, C = (f"https://{name}.example/f" for name in "abc")
MINE = f"""# mine
[reader]
measure = 60 # small

[[feed]] # the first
url = "{A}" # by hand
tags = [
    "x", # why
]
# behind the first

[[feed]]
title = "B"
url = '{B}'

# my notes
[[local]]
path = "notes"

[[feed]]
url = "{C}"

[keys]
help = "f1"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "feeds.toml"
    found.write_text(MINE)
    return found


@pytest.mark.parametrize("key", [A, B, C])
def test_a_feed_is_switched_off_and_on_again_to_the_letter(path: Path, key: str) -> None:
    enable(path, key, on=False)
    off = [spec.key for spec in load(path).sources if not spec.enabled]
    enable(path, key, on=True)
    assert (off, path.read_text()) == ([key], MINE)


def test_switching_off_adds_one_line_below_the_head(path: Path) -> None:
    enable(path, B, on=False)
    assert path.read_text() == MINE.replace("[[feed]]\ntitle", "[[feed]]\nenabled = false\ntitle")


@pytest.mark.parametrize("key", [A, B, C])
def test_another_address_takes_the_place_of_the_old_one_alone(path: Path, key: str) -> None:
    move(path, key, "https://new.example/f")
    expected = MINE.replace(f"'{key}'", '"https://new.example/f"').replace(key, "https://new.example/f")
    assert path.read_text() == expected


def test_an_address_that_could_end_its_string_is_refused(path: Path) -> None:
    with pytest.raises(ConfigError, match="no address"):
        move(path, A, "file:///etc/passwd")
    assert path.read_text() == MINE


@pytest.mark.parametrize("key", [A, B, C])
def test_a_feed_is_taken_out_and_the_comments_behind_it_stay(path: Path, key: str) -> None:
    remove(path, key)
    text = path.read_text()
    assert key not in text
    assert all(
        words in text for words in ("# mine", "# small", "# behind the first", "# my notes", 'help = "f1"')
    )
    assert len(load(path).sources) == 3


def test_what_was_added_is_taken_out_without_a_trace(path: Path) -> None:
    add(path, [Subscription(url="https://new.example/f", title="N", folder="World", tags=("x",))])
    remove(path, "https://new.example/f")
    assert path.read_text() == MINE


def test_the_last_feed_of_a_file_can_be_taken_out(path: Path) -> None:
    path.write_text(f'[[feed]]\nurl = "{A}"\n')
    remove(path, A)
    assert path.read_text() == ""


@pytest.mark.parametrize(
    "text",
    [
        f'feed = [{{url = "{A}"}}]\n',
        f'[[feed]]\n"url" = "{A}"\n',
        f'[[feed]]\nurl = """{A}"""\n',
        f'[[feed]]\ntitle = """\n[[feed]]\nurl = "x"\n"""\nurl = "{A}"\n',
    ],
)
def test_what_cannot_be_edited_surely_is_left_as_it_is(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(ConfigError, match="only an editor"):
        move(path, A, B)
    assert path.read_text() == text


def test_a_source_that_the_file_no_longer_names_is_told(path: Path) -> None:
    with pytest.raises(ConfigError, match="names this source any more"):
        enable(path, "https://gone.example/f", on=False)


def test_the_line_of_a_source_is_that_of_its_table(path: Path) -> None:
    lines = MINE.splitlines()
    places = [line_of(path, key) for key in (A, B, "local:notes", C)]
    assert [lines[place - 1].split(" #")[0] for place in places] == ["[[feed]]"] * 2 + [
        "[[local]]",
        "[[feed]]",
    ]
    assert places == sorted(set(places))


def test_the_line_of_an_unknown_source_is_the_first(path: Path) -> None:
    assert line_of(path, "https://gone.example/f") == 1
