"""Copies of the library: making one while it is in use, judging one, and putting one in the library's place.

A copy is made under another name and gets its own when it is whole; nothing is ever overwritten.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from tui_reader.errors import StoreBusyError, StoreCorruptError, StoreError, StoreMissingError
from tui_reader.store.connection import open_store, store_errors
from tui_reader.store.schema import APPLICATION_ID, STEPS

Progress = Callable[[float], None]
"""Is told how much of a copy is done, from 0 to 1; may raise nothing."""

_LOOKS = 20_000
"""Instructions of SQLite's machine between two looks at how far a copy is."""


def no_progress(_: float) -> None:
    """Tell nobody."""


def back_up(connection: sqlite3.Connection, target: Path, progress: Progress = no_progress) -> None:
    """Write a whole, compact copy of the library to `target`, mode 0600; outside any transaction.

    The library may be in use meanwhile; what was deleted from it is not in the copy. Raises StoreError when
    `target` exists or cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise StoreError(f"{target} exists already; name another file", subject=str(target))
    part = target.with_name(f".{target.name}.part")
    with _failing(target):
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _copy(connection, part, progress)
        with _failing(target):
            _sync(part)
            _give_name(part, target)
    finally:
        part.unlink(missing_ok=True)


def remember(connection: sqlite3.Connection, target: Path, now: int) -> None:
    """Note that there is a backup at a path, so that forgetting can say what it holds."""
    connection.execute("INSERT OR REPLACE INTO backup_made (path, at) VALUES (?, ?)", (str(target), now))


def made(connection: sqlite3.Connection) -> list[Path]:
    """The backups that were made of this library, newest first; they may be gone."""
    return [Path(row[0]) for row in connection.execute("SELECT path FROM backup_made ORDER BY at DESC")]


def open_copy(path: Path) -> sqlite3.Connection:
    """Open a copy for reading, leaving nothing beside it. It must have no log of its own.

    Raises StoreError when it cannot be read, StoreCorruptError when it is no library or newer than this
    program.
    """
    if not path.is_file():
        raise StoreMissingError(f"there is no file {path}", subject=str(path))
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(f"{path} is in use; make a copy of it with tui-reader backup", subject=str(path))
    with store_errors(str(path)):
        uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _refuse(path, *(_pragma(connection, name) for name in ("application_id", "user_version")))
        except BaseException:
            connection.close()
            raise
    return connection


def restore(path: Path, copy: Path, aside: Path, progress: Progress = no_progress) -> bool:
    """Put a copy in the place of the library at `path`, which moves to `aside`; whether there was one.

    The copy is read through and judged first, and stays as it is. The library must be closed in every
    process.

    Raises StoreBusyError when it is not, StoreCorruptError when the copy is damaged, newer than this program
    or no library, and StoreError when something cannot be written; the library is as it was then.
    """
    part = path.with_name(f".{path.name}.restoring")
    present = path.exists()
    try:
        with closing(open_copy(copy)) as connection, _failing(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            _judge(connection, copy)
            _copy(connection, part, progress)
            _sync(part)
            if present:
                _move_aside(path, aside)
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    open_store(path).close()
    return present


def _copy(connection: sqlite3.Connection, part: Path, progress: Progress) -> None:
    """VACUUM INTO, which says nothing of how far it is: the size of the copy does."""
    pages = _pragma(connection, "page_count") - _pragma(connection, "freelist_count")
    size = max(pages * _pragma(connection, "page_size"), 1)

    def look() -> None:
        progress(min(part.stat().st_size / size, 0.99))

    connection.set_progress_handler(look, _LOOKS)
    try:
        with store_errors(str(part)):
            connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.set_progress_handler(None, 0)
    progress(1.0)


def _judge(connection: sqlite3.Connection, copy: Path) -> None:
    """Read a copy through."""
    try:
        found = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise StoreCorruptError(f"{copy} is damaged ({found}); the library was left alone", subject=str(copy))


def _refuse(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID or not version:
        raise StoreCorruptError(f"{path} is no library of tui-reader", subject=str(path))
    if version > len(STEPS):
        raise StoreCorruptError(
            f"{path} has version {version}, and this program knows versions up to {len(STEPS)}; "
            "use a newer tui-reader",
            subject=str(path),
        )


def _move_aside(path: Path, aside: Path) -> None:
    """Give the library another name; a damaged one takes its log with it."""
    log = path.with_name(path.name + "-wal")
    try:
        _close_log(path)
    except StoreCorruptError:
        if log.exists():
            log.rename(aside.with_name(aside.name + "-wal"))
        path.with_name(path.name + "-shm").unlink(missing_ok=True)
    _give_name(path, aside)


def _give_name(path: Path, name: Path) -> None:
    """Another name for a file, never that of one that is there. The old name may stay."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if name.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from None
        path.rename(name)


def _close_log(path: Path) -> None:
    """Fold the log into the library. Only the last process that has it open can."""
    with store_errors(str(path)), closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as last:
        try:
            alone = last.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
        except sqlite3.OperationalError:
            alone = False
    if not alone:
        raise StoreBusyError(
            f"the library {path} is open in another process; close the reader, then restore",
            subject=str(path),
        )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _sync(path: Path) -> None:
    """Have the disk hold a file before it gets its name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a StoreError that names the file."""
    try:
        yield
    except FileExistsError as error:
        raise StoreError(f"{path} exists already; name another file", subject=str(path)) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}", subject=str(path)) from error
