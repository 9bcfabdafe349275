"""Watched folders: a change is told once, when it is at rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_reader.desk.files import readable
from tui_reader.desk.folders import Folders
from tui_reader.model.feed import FeedSpec
from tui_reader.sources import local
from tui_reader.store import feeds
from tui_reader.store.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "store.db") as opened:
        yield opened


@pytest.fixture
def spec(tmp_path: Path, library: Library) -> FeedSpec:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "fog.txt").write_text("Fog.")
    watched = FeedSpec("local:articles", "local", path=str(folder), watch=True)
    library.write_now(feeds.sync_specs, [watched])
    return watched


def note_as_read(library: Library, spec: FeedSpec) -> None:
    """Let the source be known as it is now."""
    seal = local.seal(readable(local.expand(spec))[0])
    library.write_now(lambda conn: conn.execute("UPDATE feed SET body_hash = ?", (seal,)).rowcount)


def test_a_new_file_is_told_once_it_is_at_rest(library: Library, spec: FeedSpec) -> None:
    note_as_read(library, spec)
    folders = Folders(library)
    assert folders.look([spec]) == folders.look([spec]) == []
    (Path(spec.path) / "rain.txt").write_text("Rain.")
    assert folders.look([spec]) == []
    assert folders.look([spec]) == [spec.key]
    assert folders.look([spec]) == []


def test_what_was_read_in_the_meantime_is_not_told(library: Library, spec: FeedSpec) -> None:
    folders = Folders(library)
    folders.look([spec])
    note_as_read(library, spec)
    assert folders.look([spec]) == []


def test_a_folder_that_nobody_asked_to_watch_is_left_alone(library: Library, spec: FeedSpec) -> None:
    folders = Folders(library)
    other = FeedSpec(spec.key, "local", path=spec.path)
    assert not folders.is_due([other])
    assert folders.look([other]) == folders.look([other]) == []


def test_a_folder_that_is_gone_is_no_change(library: Library, spec: FeedSpec) -> None:
    folders = Folders(library)
    gone = FeedSpec(spec.key, "local", path=f"{spec.path}/none", watch=True)
    assert folders.look([gone]) == folders.look([gone]) == []


def test_looks_are_seconds_apart(library: Library, spec: FeedSpec) -> None:
    folders = Folders(library)
    assert folders.is_due([spec])
    folders.look([spec])
    assert not folders.is_due([spec])
