"""Mailboxes (.mbox): where each letter begins, and letters as entries. Never changes or locks a mailbox.

Letters are separated as mbox writes them: a line "From ", a sender and a date; when the date is written in
another way than C's, only after an empty line. The standard library's own reader takes any line that begins
with "From ", and has no limits.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from tui_reader.model.article import Entry
from tui_reader.sources.containers import mail
from tui_reader.sources.inside import LARGEST, TOGETHER, attachments, home
from tui_reader.sources.local import open_regular

LETTERS = 5_000
"""So many of a mailbox are read, those at its end."""
AT_ONCE = 100
_LETTER = 8_000_000
"""Bytes of one letter that are read; what comes later is attachments."""
_STEP = 4_000_000
_DATED = (
    rb"From \S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    rb"[ \d]\d \d\d:\d\d:\d\d [^\r\n]{0,40}\d{4}"
)
_TIMED = rb"\r?\n(?=From [^\r\n]{0,200}\b\d\d:\d\d(?::\d\d)?\b[^\r\n]{0,40}\r?\n)"
_BEGIN = re.compile(rb"\n(?=" + _DATED + rb")|\n" + _TIMED)
_HEAD = 100_000
_IDENTITY = re.compile(rb"^Message-ID:\s{0,20}<([^<>\r\n]{1,998})>", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"letter/([0-9a-f]{24})/part/([0-9a-f]{24})")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def beginnings(path: str) -> list[tuple[int, int]]:
    """Where the letters stand: (first byte, byte after the last), in the order of the file.

    Raises FileError when the file cannot be read. Its size has no limit; memory stays small.
    """
    starts, at, rest = [], 0, b"\n\n"
    with open_regular(path) as stream:
        while piece := stream.read(_STEP):
            window = rest + piece
            base = at - len(rest)
            starts += [base + found.end() for found in _BEGIN.finditer(window)]
            at += len(piece)
            rest = window[-400:]
    return list(pairwise([*sorted(set(starts)), at]))[-LETTERS:]


def letters(path: str, places: Sequence[tuple[int, int]]) -> list[Entry]:
    """The letters at some places as entries, those without a text left out. Raises FileError."""
    found: list[Entry] = []
    for data in _read(path, places):
        with suppress(ValueError):
            found.append(_entry(data, home(path)))
    return found


def pictures(path: str, addresses: Collection[str]) -> dict[str, bytes]:
    """Address -> bytes, of those pictures that letters of a mailbox bring along. Raises FileError."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for address in addresses:
        if named := _ADDRESS.fullmatch(address.removeprefix(home(path))):
            wanted[named[1]][named[2]] = address
    found: dict[str, bytes] = {}
    room = TOGETHER
    for data in _read(path, beginnings(path)) if wanted else ():
        names = wanted.get(_mark(data))
        for name, held in attachments(data, names) if names else ():
            room -= len(held)
            if room < 0:
                return found
            if names and 0 < len(held) <= LARGEST:
                found[names[name]] = held
    return found


def _read(path: str, places: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    with open_regular(path) as stream:
        for begin, end in places:
            stream.seek(begin)
            letter = stream.read(min(end - begin, _LETTER))
            yield _QUOTED.sub(rb"\1", letter.partition(b"\n")[2])


def _mark(data: bytes) -> str:
    """How the addresses of pictures name their letter: a hash of its Message-ID, else of all of it."""
    named = _IDENTITY.search(data[:_HEAD])
    return hashlib.blake2b(named[1] if named else data, digest_size=12).hexdigest()


def _entry(data: bytes, place: str) -> Entry:
    found = mail(data, place=f"{place}letter/{_mark(data)}/")
    identity = found.identity or hashlib.sha256(data).hexdigest()
    return Entry(
        guid=f"mid:{identity}",
        title=found.facts.title or f"Letter from {', '.join(found.facts.authors) or 'nobody'}",
        url=found.url,
        authors=found.facts.authors,
        published=found.facts.published,
        content=found.content,
        media=found.media,
    )
