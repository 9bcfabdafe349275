"""Opening: modes, refusals that touch nothing, and errors that say what and where."""

from __future__ import annotations

import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tui_reader.errors import StoreBusyError, StoreCorruptError, StoreError
from tui_reader.store.connection import open_store, store_errors, transaction
from tui_reader.store.schema import APPLICATION_ID, STEPS, Step, backup_path, migrate


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_library_is_for_its_owner_alone(path: Path) -> None:
    with closing(open_store(path)) as connection:
        connection.execute("CREATE TABLE more (x)")
        assert mode(path.parent) == 0o700
        assert mode(path) == 0o600
        assert mode(path.with_name("store.db-wal")) == 0o600


def test_a_new_library_is_marked_as_ours_and_of_this_version(connection: sqlite3.Connection) -> None:
    assert pragma(connection, "application_id") == APPLICATION_ID
    assert pragma(connection, "user_version") == len(STEPS)


def test_a_library_writes_ahead_and_waits_for_others(connection: sqlite3.Connection) -> None:
    assert pragma(connection, "journal_mode") == "wal"
    assert pragma(connection, "synchronous") == 1
    assert pragma(connection, "foreign_keys") == 1
    assert pragma(connection, "busy_timeout") == 10_000


def test_opening_again_finds_what_was_written(path: Path) -> None:
    with closing(open_store(path)) as connection:
        connection.execute("INSERT INTO feed (key, kind) VALUES ('k', 'feed')")
    with closing(open_store(path)) as connection:
        assert connection.execute("SELECT key FROM feed").fetchall() == [("k",)]


def test_a_name_with_special_characters_is_just_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory#b%41 c" / "st ore.db"
    open_store(path).close()
    assert path.stat().st_size > 0


def test_a_newer_library_is_refused_by_version_and_left_alone(path: Path) -> None:
    with closing(open_store(path)) as connection:
        connection.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(StoreCorruptError, match="version 99"):
        open_store(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["store.db"]


def test_a_strangers_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("CREATE TABLE songs (x)")
        stranger.commit()
    before = path.read_bytes()
    with pytest.raises(StoreCorruptError, match=r"another program's"):
        open_store(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


def test_a_strangers_database_with_a_mark_of_its_own_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("PRAGMA application_id=7")
        stranger.execute("CREATE TABLE songs (x)")
    with pytest.raises(StoreCorruptError, match=r"another program's"):
        open_store(path, readonly=True)


@pytest.mark.parametrize("content", [b"once upon a time", b"SQLite format 3\0short"])
def test_a_file_that_is_no_database_is_refused_with_its_place(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(content)
    with pytest.raises(StoreCorruptError, match=r"story\.txt") as caught:
        open_store(path)
    assert "move it away" in str(caught.value)
    assert path.read_bytes() == content


def test_a_damaged_library_says_what_to_do(path: Path) -> None:
    open_store(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    with pytest.raises(StoreCorruptError, match=r"damaged.*restore a backup"):
        open_store(path)


def test_a_library_left_half_made_is_made(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(open_store(path)) as connection:
        assert pragma(connection, "user_version") == len(STEPS)


def test_reading_a_library_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(StoreError, match="no library"):
        open_store(path, readonly=True)
    assert not path.exists()


def test_a_readonly_connection_cannot_write(path: Path) -> None:
    open_store(path).close()
    with (
        closing(open_store(path, readonly=True)) as connection,
        pytest.raises(StoreError, match="read-only"),
        store_errors(str(path)),
    ):
        connection.execute("DELETE FROM feed")


def test_a_folder_where_a_file_should_be_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


def test_a_library_that_another_holds_is_busy(path: Path) -> None:
    with closing(open_store(path)) as first, closing(open_store(path, busy_seconds=0.05)) as second:
        first.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(StoreBusyError, match="another process"),
            store_errors(str(path)),
            transaction(second),
        ):
            pass
        first.execute("ROLLBACK")


def test_a_failing_transaction_leaves_nothing(connection: sqlite3.Connection) -> None:
    def fail() -> None:
        connection.execute("INSERT INTO feed (key, kind) VALUES ('k', 'feed')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction(connection):
        fail()
    assert connection.execute("SELECT count(*) FROM feed").fetchone() == (0,)
    assert not connection.in_transaction


def test_errors_carry_the_library_as_their_subject(path: Path, connection: sqlite3.Connection) -> None:
    with pytest.raises(StoreError) as caught, store_errors(str(path)):
        connection.execute("SELECT nonsense")
    assert caught.value.subject == str(path)


def older_library(path: Path, steps: tuple[Step, ...]) -> None:
    """A library as an earlier program would have left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, steps)
        connection.execute("INSERT INTO shelf (name) VALUES ('kept')")


SHELF: tuple[Step, ...] = (("CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT)",),)
WIDER: tuple[Step, ...] = (
    *SHELF,
    ("ALTER TABLE shelf ADD COLUMN width INTEGER NOT NULL DEFAULT 3",),
    ("CREATE INDEX shelf_name ON shelf (name)", "UPDATE shelf SET width = width * 2"),
)


def test_an_older_library_takes_all_missing_steps_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older_library(path, SHELF)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, WIDER)
        assert pragma(connection, "user_version") == 3
        assert connection.execute("SELECT name, width FROM shelf").fetchall() == [("kept", 6)]


def test_two_may_upgrade_one_library_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    steps: list[Step] = [("CREATE TABLE shelf (name TEXT)",), ("ALTER TABLE shelf ADD COLUMN place TEXT",)]
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        migrate(old, path, steps[:1])
        old.execute("PRAGMA journal_mode=WAL")
        old.execute(
            """INSERT INTO shelf WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000)
            SELECT hex(randomblob(100)) FROM n"""
        )

    def upgrade(_: int) -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
            migrate(connection, path, steps)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(upgrade, range(3)))
    names = {file.name for file in tmp_path.iterdir() if not file.name.endswith(("-wal", "-shm"))}
    assert names == {"old.db", "old.db.backup-v1"}
    with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(backup_path(path, 1))) as backup:
        assert pragma(now, "user_version") == 2
        assert backup.execute("SELECT count(*) FROM shelf").fetchone() == (50_000,)


def test_an_upgrade_leaves_one_backup_of_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older_library(path, SHELF)
    path.with_name("old.db.backup-v0").write_bytes(b"an earlier backup")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, WIDER)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["old.db", "old.db.backup-v1"]
    assert mode(backup_path(path, 1)) == 0o600
    with closing(sqlite3.connect(backup_path(path, 1))) as backup:
        assert pragma(backup, "user_version") == 1
        assert backup.execute("SELECT name FROM shelf").fetchall() == [("kept",)]


def test_an_upgrade_is_told_with_the_size_of_the_library_before_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    told: list[int] = []
    open_store(path, upgrading=told.append).close()
    assert told == []
    older_library(path.with_name("older.db"), SHELF)
    size = path.with_name("older.db").stat().st_size
    with closing(sqlite3.connect(path.with_name("older.db"), isolation_level=None)) as connection:
        migrate(connection, path.with_name("older.db"), WIDER, told.append)
    assert told == [size]


def test_a_failing_step_leaves_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older_library(path, SHELF)
    broken: tuple[Step, ...] = (*SHELF, ("ALTER TABLE shelf ADD COLUMN width INTEGER", "SELECT nonsense"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, path, broken)
        assert pragma(connection, "user_version") == 1
        assert connection.execute("SELECT * FROM shelf").fetchall() == [(1, "kept")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_in_a_folder_nobody_may_write_to_can_be_read(path: Path) -> None:
    open_store(path).close()
    path.parent.chmod(0o500)
    try:
        with closing(open_store(path, readonly=True)) as connection:
            assert connection.execute("SELECT count(*) FROM feed").fetchone() == (0,)
    finally:
        path.parent.chmod(0o700)
