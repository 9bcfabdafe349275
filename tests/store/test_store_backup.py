"""Backups: whole, private, consistent while others write; restoring judges first and destroys nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tui_reader.errors import StoreBusyError, StoreCorruptError, StoreError, StoreMissingError
from tui_reader.model.query import ArticleQuery
from tui_reader.store import backup, search, upkeep
from tui_reader.store.connection import open_store
from tui_reader.store.schema import STEPS, migrate

ReadyMaker = Callable[..., int]


def found(path: Path, text: str) -> list[int]:
    with closing(open_store(path)) as opened:
        return list(search.find(opened, ArticleQuery(text=text)))


@pytest.fixture
def copy(connection: sqlite3.Connection, ready: ReadyMaker, tmp_path: Path) -> Path:
    """A backup of a library with one article about a ferry."""
    ready(1, "The ferry came.")
    backup.back_up(connection, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def test_a_backup_is_a_library_of_its_own(
    path: Path, connection: sqlite3.Connection, ready: ReadyMaker, tmp_path: Path
) -> None:
    article_id = ready(1, "The ferry came.")
    target = tmp_path / "copy.db"
    with closing(open_store(path, readonly=True)) as reading:
        backup.back_up(reading, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(open_store(target)) as opened:
        assert list(search.find(opened, ArticleQuery(text="ferry "))) == [article_id]
        assert upkeep.problems(opened) == []


def test_a_backup_made_while_another_writes_holds_what_was_committed(
    path: Path, connection: sqlite3.Connection, ready: ReadyMaker, tmp_path: Path
) -> None:
    ready(1, "The ferry came.")
    with closing(open_store(path)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE status SET read = 1")
        backup.back_up(connection, tmp_path / "copy.db")
        writing.execute("ROLLBACK")
    with closing(open_store(tmp_path / "copy.db")) as opened:
        assert opened.execute("SELECT read FROM status").fetchall() == [(0,)]


def test_a_backup_tells_how_far_it_is(
    connection: sqlite3.Connection, ready: ReadyMaker, tmp_path: Path
) -> None:
    for number in range(40):
        ready(number, f"The ferry came. {os.urandom(2000).hex()}")
    told: list[float] = []
    backup.back_up(connection, tmp_path / "copy.db", told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_backup_overwrites_nothing(connection: sqlite3.Connection, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        backup.back_up(connection, target)
    assert target.read_text() == "mine"


def test_a_backup_into_a_missing_folder_is_an_error(connection: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        backup.back_up(connection, tmp_path / "nowhere" / "copy.db")


def test_restoring_puts_the_copy_in_place_and_the_library_aside(copy: Path, tmp_path: Path) -> None:
    path, aside = tmp_path / "data" / "library.db", tmp_path / "data" / "aside.db"
    with closing(open_store(path)) as present:
        present.execute("INSERT INTO feed (key, kind) VALUES ('mine', 'feed')")
    assert backup.restore(path, copy, aside) is True
    assert len(found(path, "ferry ")) == 1
    with closing(open_store(aside)) as old:
        assert old.execute("SELECT key FROM feed").fetchall() == [("mine",)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert copy.exists()


def test_restoring_where_there_is_no_library_makes_one(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "library.db"
    assert backup.restore(path, copy, tmp_path / "new" / "aside") is False
    assert len(found(path, "ferry ")) == 1
    assert sorted(file.name for file in path.parent.iterdir()) == ["library.db"]


def test_a_library_that_is_open_elsewhere_is_not_replaced(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    with closing(open_store(path)) as present:
        present.execute("INSERT INTO feed (key, kind) VALUES ('mine', 'feed')")
        with pytest.raises(StoreBusyError, match="open in another process"):
            backup.restore(path, copy, tmp_path / "data" / "aside")
        assert present.execute("SELECT key FROM feed").fetchall() == [("mine",)]
    assert sorted(file.name for file in path.parent.iterdir()) == ["library.db"]


def test_a_damaged_library_can_be_replaced_and_is_kept(copy: Path, tmp_path: Path) -> None:
    path, aside = tmp_path / "data" / "library.db", tmp_path / "data" / "aside"
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 99)
    path.with_name("library.db-wal").write_bytes(b"a log")
    backup.restore(path, copy, aside)
    assert not path.with_name("library.db-wal").exists()
    assert len(found(path, "ferry ")) == 1
    assert aside.read_bytes().startswith(b"no database")


def damage(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    copy.write_bytes(data)


def make_newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute(f"PRAGMA user_version={len(STEPS) + 1}")


def make_strange(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("PRAGMA application_id=7")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(damage, "damaged"), (make_newer, "has version"), (make_strange, "is no library")],
)
def test_a_copy_that_is_not_good_is_refused_and_changes_nothing(
    copy: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "data" / "library.db"
    open_store(path).close()
    before = path.read_bytes()
    spoil(copy)
    with pytest.raises(StoreCorruptError, match=said):
        backup.restore(path, copy, tmp_path / "data" / "aside")
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["library.db"]


def test_a_copy_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="there is no file"):
        backup.restore(tmp_path / "library.db", tmp_path / "none.db", tmp_path / "aside")


def test_a_library_in_use_is_no_copy(path: Path, connection: sqlite3.Connection, tmp_path: Path) -> None:
    connection.execute("INSERT INTO feed (key, kind) VALUES ('k', 'feed')")
    with pytest.raises(StoreError, match="is in use"):
        backup.restore(tmp_path / "library.db", path, tmp_path / "aside")


def test_a_backup_of_an_earlier_version_is_upgraded(tmp_path: Path) -> None:
    copy, path = tmp_path / "old.db", tmp_path / "data" / "library.db"
    with closing(sqlite3.connect(copy, isolation_level=None)) as old:
        migrate(old, copy, STEPS[:1])
        old.execute("INSERT INTO feed (key, kind) VALUES ('mine', 'feed')")
    backup.restore(path, copy, tmp_path / "aside")
    with closing(open_store(path)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
        assert opened.execute("SELECT key FROM feed").fetchall() == [("mine",)]


def test_nothing_half_made_is_left_when_a_backup_fails(
    connection: sqlite3.Connection, ready: ReadyMaker, tmp_path: Path
) -> None:
    ready(1, "The ferry came.")

    def stop(_: float) -> None:
        raise StoreError("stopped")

    with pytest.raises(StoreError):
        backup.back_up(connection, tmp_path / "copies" / "copy.db", stop)
    (tmp_path / "copies").mkdir()
    with pytest.raises(StoreError, match="stopped"):
        backup.back_up(connection, tmp_path / "copies" / "copy.db", stop)
    assert list((tmp_path / "copies").iterdir()) == []
