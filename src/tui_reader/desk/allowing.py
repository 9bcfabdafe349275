"""Which programs of the configuration may run: those the user has seen and allowed, remembered by hash.

A configuration is often copied from somebody else; nothing in it runs before its owner has said so.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from tui_reader.desk.places import Places
from tui_reader.errors import FetchError
from tui_reader.model.text import clean_line

HOW = "see `tui-reader config check`, then allow it with `tui-reader config allow`"


def digest(argv: Sequence[str]) -> str:
    """The hash by which a program with its arguments is remembered."""
    return hashlib.sha256(json.dumps(list(argv)).encode()).hexdigest()


def allowed(places: Places) -> frozenset[str]:
    """The hashes of what has been allowed on this machine; none when nothing has."""
    try:
        lines = _file(places).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return frozenset()
    return frozenset(line.split(" ", 1)[0] for line in lines)


def allow(places: Places, programs: Iterable[Sequence[str]]) -> int:
    """Allow these programs; how many had not been allowed before. Raises OSError."""
    known = allowed(places)
    fresh = [argv for argv in dict.fromkeys(map(tuple, programs)) if digest(argv) not in known]
    if fresh:
        places.prepare()
        with os.fdopen(
            os.open(_file(places), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8"
        ) as file:
            file.writelines(f"{digest(argv)} {shown(argv)}\n" for argv in fresh)
    return len(fresh)


def require(argv: Sequence[str], known: frozenset[str]) -> None:
    """Raise FetchError `not-allowed` unless a program has been allowed."""
    if digest(argv) not in known:
        name = clean_line(argv[0], 100)
        raise FetchError(f"{name} has not been allowed to run; {HOW}", subject=name, kind="not-allowed")


def shown(argv: Sequence[str]) -> str:
    """A program and its arguments as a list: no shell reads it, so it is not written as for one."""
    return clean_line(json.dumps(list(argv), ensure_ascii=False), 500)


def _file(places: Places) -> Path:
    return places.data / "allowed-programs"
