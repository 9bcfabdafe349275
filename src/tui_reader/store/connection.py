"""Opening the library file, transactions, and the one place where SQLite's errors become ours.

It knows nothing of what the tables mean, and it writes nothing before it knows that the file is ours.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from tui_reader.errors import StoreBusyError, StoreCorruptError, StoreError
from tui_reader.store.schema import APPLICATION_ID, STEPS, migrate

Connection = sqlite3.Connection
"""What other rooms hand through without looking into it."""

BUSY_SECONDS = 10.0
"""How long a connection waits for another writer before it gives up."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT})
_SETTINGS = (
    # Of a new file only. Texts are packed to two or three thousand bytes, of which small pages hold one each.
    "PRAGMA page_size=8192",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-8000",
    "PRAGMA wal_autocheckpoint=2000",
    "PRAGMA journal_size_limit=67108864",
    # What is freed is overwritten where that costs no more writing; forgetting asks for all of it.
    "PRAGMA secure_delete=FAST",
)


def open_store(
    path: Path,
    *,
    readonly: bool = False,
    busy_seconds: float = BUSY_SECONDS,
    upgrading: Callable[[int], None] = lambda _: None,
) -> sqlite3.Connection:
    """Open the library at `path`, making or upgrading it first; in autocommit mode, usable from any thread.

    `upgrading` is called with the size of the file before one of an earlier version is changed.

    A new folder gets mode 0700 and a new file 0600. Where WAL cannot be had (some network file systems)
    SQLite's rollback journal serves.

    Raises StoreCorruptError when the file is damaged, newer than this program or another program's (it is
    left untouched), StoreBusyError when another process held it for longer than `busy_seconds`, and
    StoreError when it cannot be opened, read or written.
    """
    try:
        found = _check(path, busy_seconds)
        if readonly:
            if not found:
                raise StoreError(f"there is no library at {path} yet", subject=str(path))
            return _connect(path, "ro", busy_seconds)
        if not found:
            _create_file(path)
    except OSError as error:
        raise StoreError(
            f"the library {path} cannot be opened: {error.strerror}", subject=str(path)
        ) from error
    connection = _connect(path, "rw", busy_seconds)
    try:
        with store_errors(str(path)):
            connection.execute("PRAGMA journal_mode=WAL")
            # The indexes that one refresh writes into, which else would be written out in the middle of it.
            connection.execute("PRAGMA cache_size=-32000")
            migrate(connection, path, told=upgrading)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing: BEGIN IMMEDIATE, then commit, or roll back when the body or the commit fails.

    IMMEDIATE because a transaction that starts as a reader and then writes fails at once, without waiting,
    when anybody else has written in between.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def store_errors(subject: str) -> Iterator[None]:
    """Turn what sqlite3 raises in the body into StoreError, StoreBusyError or StoreCorruptError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, subject) from error


def _translated(error: sqlite3.Error, subject: str) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StoreBusyError(
            f"another process is writing to the library {subject}; try again when it has finished",
            subject=subject,
        )
    if code == sqlite3.SQLITE_NOTADB:
        return StoreCorruptError(
            f"{subject} is no library of tui-reader nor any SQLite database; "
            "move it away or name another place",
            subject=subject,
        )
    if code in _CORRUPT:
        return StoreCorruptError(
            f"the library {subject} is damaged ({error}); move it away with its -wal and -shm files, "
            "then restore a backup or start anew",
            subject=subject,
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"there is no room left on the disk for the library {subject}; nothing of this step was kept",
            subject=subject,
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreError(f"the library {subject} is read-only", subject=subject)
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            f"the disk refused to read or write the library {subject} ({error})", subject=subject
        )
    return StoreError(f"the library {subject} failed: {error}", subject=subject)


def _check(path: Path, busy_seconds: float) -> bool:
    """Whether there is a library here, without writing; False also for an empty file.

    The header is read first, through SQLite and as immutable, so that a stranger's or a newer file is refused
    before anything is left beside it. Never through a file of our own: closing that would drop the locks of
    every connection this process has to the library, and another process would then take the log away from
    under them (sqlite.org/howtocorrupt.html, 2.2).
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.exists() or path.stat().st_size == 0:
        return False
    header = _header(path)
    if header is not None:
        application, version = header
        _refuse(path, application or APPLICATION_ID, version if application == APPLICATION_ID else 0)
        if application == APPLICATION_ID:
            return True
    with closing(_connect(path, "ro", busy_seconds)) as connection, store_errors(str(path)):
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not tables:
        return False
    _refuse(path, application, version)
    return True


def _header(path: Path) -> tuple[int, int] | None:
    """(application_id, user_version) read without a lock; None when a writer is in the way."""
    try:
        with closing(sqlite3.connect(_uri(path, "ro") + "&immutable=1", uri=True)) as connection:
            application = int(connection.execute("PRAGMA application_id").fetchone()[0])
            return application, int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return None


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _refuse(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise StoreCorruptError(
            f"{path} is another program's database; name another place for the library", subject=str(path)
        )
    if version > len(STEPS):
        raise StoreCorruptError(
            f"the library {path} has version {version}, and this program knows versions up to {len(STEPS)}; "
            "use a newer tui-reader, or restore the backup beside it",
            subject=str(path),
        )


def _create_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _connect(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    """A connection with our settings; a file in a folder nobody may write to is opened as immutable."""
    uri = _uri(path, mode)
    if (
        mode == "ro"
        and not os.access(path.parent, os.W_OK)
        and not path.with_name(path.name + "-wal").exists()
    ):
        uri += "&immutable=1"
    with store_errors(str(path)):
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
        except sqlite3.Error:
            connection.close()
            raise
    return connection
