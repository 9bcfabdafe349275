"""A changed feeds.toml: when it is read, how it differs, and what a broken one does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_reader import config
from tui_reader.desk.reloading import Watch, changed, difference, stamp

ONE = '[[feed]]\nurl = "https://a.example/f"\ntitle = "A"\n'
TWO = ONE + '[[feed]]\nurl = "https://b.example/f"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "feeds.toml"
    found.write_text(ONE)
    return found


def write(path: Path, text: str, at: int) -> None:
    path.write_text(text)
    os.utime(path, (at, at))


def test_a_file_that_stays_is_not_read_again(path: Path) -> None:
    watch = Watch(path)
    assert not watch.look()
    assert not watch.look()


def test_a_changed_file_is_read_when_it_is_at_rest(path: Path) -> None:
    watch = Watch(path)
    write(path, TWO, 1000)
    assert not watch.look()
    write(path, TWO + "\n", 2000)
    assert not watch.look()
    assert watch.look()


def test_what_has_been_read_is_not_read_again(path: Path) -> None:
    watch, current = Watch(path), config.load(path)
    write(path, TWO, 1000)
    watch.look()
    watch.look()
    watch.reload(current)
    assert not watch.look()


def test_a_change_says_what_is_new(path: Path) -> None:
    watch, current = Watch(path), config.load(path)
    write(path, TWO, 1000)
    found = watch.reload(current)
    assert found.config is not None
    assert found.difference.added == ("https://b.example/f",)
    assert found.difference.sentence() == "feeds.toml: 1 source new"


def test_a_broken_file_leaves_the_configuration_and_says_where(path: Path) -> None:
    watch, current = Watch(path), config.load(path)
    write(path, "[reader]\nfresh = 1\n", 1000)
    found = watch.reload(current)
    assert found.config is None
    assert "feeds.toml:2:1: reader.fresh" in found.problems[0]
    assert watch.problems == found.problems


def test_a_mended_file_has_no_problems(path: Path) -> None:
    watch, current = Watch(path), config.load(path)
    write(path, "[reader]\nfresh = 1\n", 1000)
    watch.reload(current)
    write(path, TWO, 2000)
    assert watch.reload(current).config is not None
    assert watch.problems == ()


def test_a_file_that_is_gone_leaves_the_configuration(path: Path) -> None:
    watch, current = Watch(path), config.load(path)
    path.unlink()
    watch.look()
    assert watch.look()
    assert "cannot be read" in watch.reload(current).problems[0]


def of(text: str) -> config.Config:
    return config.parse(text.encode(), Path("/x/feeds.toml"))


def test_removed_changed_and_settings_are_told_apart() -> None:
    old = of(TWO)
    new = of(
        '[reader]\nmeasure = 60\n[[feed]]\nurl = "https://a.example/f"\ntitle = "B"\n[keys]\n"x.y" = "b"\n'
    )
    found = difference(old, new)
    assert (found.removed, found.changed) == (("https://b.example/f",), ("B",))
    assert set(found.settings) == {"measure", "keys"}


def test_another_order_alone_is_no_difference() -> None:
    first, second = TWO[: len(ONE)], TWO[len(ONE) :]
    assert not difference(of(TWO), of(second + first))


def test_a_new_local_source_wants_a_look_at_the_files() -> None:
    assert difference(of(ONE), of(ONE + '[[local]]\npath = "a"\n')).local
    assert not difference(of(ONE), of(TWO)).local


def test_time_or_size_tell_a_changed_file(path: Path) -> None:
    last = stamp(path)
    assert not changed(path, last)
    write(path, ONE + "#", 1000)
    assert changed(path, last)


def test_what_could_not_be_taken_in_is_read_again(path: Path) -> None:
    watch = Watch(path)
    watch.reload(config.load(path))
    watch.again()
    assert watch.look()
