"""The pictures of the README: the real program on a pseudo terminal over the sample articles, drawn as SVG.

Run as `python -m scripts.pictures` (or `make pictures`). The clock of the program is shifted to one fixed
minute, so that the same program gives the same pictures.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyte

from scripts.cells import svg

HERE = Path(__file__).resolve().parent.parent
SAMPLES = HERE / "assets" / "articles"
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
ARRIVED = {
    "baltic-bank-rate-rise-wire.txt": "2026-11-05T13:10",
    "bookbinder-gives-himself-up.txt": "2026-11-19T14:20",
    "court-report-vesterholm-grain-fraud.txt": "2026-11-16T16:40",
    "harbour-pilots-strike-skarrow.txt": "2026-10-20T11:30",
    "kommentar-lotsen-skarrow.txt": "2026-11-02T06:00",
    "obituary-anselm-torrback.txt": "2026-11-13T09:00",
    "opinion-stop-counting-everything.txt": "2026-11-07T07:00",
    "science-lichen-clock.txt": "2026-11-04T12:00",
    "skarrow-strike-ends-wire.txt": "2026-10-30T12:50",
    "sport-carrick-vale-cup-upset.txt": "2026-10-31T22:15",
    "tavast-energi-press-release.txt": "2026-11-09T10:00",
    "tromby-chart-missing-wire.txt": "2026-11-09T15:30",
}
"""When the plain texts came: a text file has no date but that of the file."""
OUTLETS = {
    ("Northern Wire", "Agencies"): ("*-wire.txt", "bookbinder-*", "*press-release*"),
    ("Skarrow Courier", "Papers"): (
        *("harbour-pilots-*", "live-*", "interview-*", "opinion-*", "sport-*", "voices-*"),
    ),
    ("Meridian Ledger", "Papers"): (
        *("baltic-reserve-*", "harbour-trust-*", "winter-*", "culture-*", "obit*", "long-read-*", "data-*"),
    ),
    ("Tromby Observer", "Papers"): ("tromby-chart-wrong*", "science-*", "northern-letter-*"),
    ("The Tallinn Mirror", "Papers"): ("allikvee-*", "committee-*"),
    ("Elbkurier", "Europe"): ("hamburg*", "kommentar-*", "baltische-*"),
    ("La Gazette du large", "Europe"): ("banque-*", "greve-*", "carte-*", "entretien-*"),
    ("The Touchline", "Sport"): ("semi-final-*",),
    ("Aarhus Court News", "Papers"): ("court-report-*",),
    ("Harbour Notes", "Letters"): ("*.eml",),
    ("The Sounding Lead", "Letters"): ("tutorial-*",),
    ("港湾日報", "Asia"): ("skarrow-suto-*",),
}
RUN = (
    "import sys, time; real = time.time; shift = float(sys.argv.pop(1)) - real(); "
    "time.time = lambda: real() + shift; from tui_reader.__main__ import run; run()"
)
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]+u")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: how large, in which edition, after which keys; each waits for words on the screen."""

    name: str
    size: tuple[int, int]
    theme: str
    steps: tuple[tuple[str, str], ...]


_OPEN = (("", "Bookbinder"),)
_QUOTE = (*_OPEN, ("3", "police"), ("]]", "Lakselv"))
_ENTITY = (*_OPEN, ("3", "police"), ("eeeee", "Aanestad"))
_CODE = (*_OPEN, ("j" * 18, "Hamza Oyelaran"), ("3z", "K1"), ("j" * 16, "phase: float"))
_QUOTES_ONLY = (*_OPEN, ("Gkk", "Runa Eidsvik"), ("3z", "warden of the dark"), ('"', "Olav Sandnes quoted"))
_RIGHT = (("\x1b[C", "Week ‹"), ("\x1b[C", "Hours piloted"), ("\x1b[C", "Fog, hours"))
_TABLE = (*_OPEN, ("j" * 24, "Edith Quarrie"), ("3z", "tea room"), ("j" * 8, "Would you do"), *_RIGHT)
PAGE = (96, 34)
PICTURES = (
    Picture("night-160x45", (160, 45), "night", _QUOTE),
    Picture("morning-160x45", (160, 45), "morning", _ENTITY),
    Picture("night-80x24", (80, 24), "night", (*_QUOTE, ("4", "said"))),
    Picture("morning-80x24", (80, 24), "morning", _OPEN),
    Picture("night-quotes-96x34", PAGE, "night", _QUOTES_ONLY),
    Picture("morning-quotes-96x34", PAGE, "morning", _QUOTES_ONLY),
    Picture("night-code-96x34", PAGE, "night", _CODE),
    Picture("morning-code-96x34", PAGE, "morning", _CODE),
    Picture("night-table-96x34", PAGE, "night", _TABLE),
    Picture("morning-table-96x34", PAGE, "morning", _TABLE),
)


class Terminal:
    """The program on a pseudo terminal."""

    def __init__(self, argv: Sequence[str], columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        environment.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def settle(self, words: str, seconds: float = 20.0) -> None:
        """Read until the words are on the screen and nothing has been written for half a second."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ready, _, _ = select.select([self._master], [], [], 0.5)
            if ready:
                self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", os.read(self._master, 1 << 16)))
            elif words in self.text:
                return
        raise SystemExit("never seen:\n" + self.text)

    def send(self, text: str) -> None:
        """Type."""
        os.write(self._master, text.encode())

    @property
    def text(self) -> str:
        """The screen without colours."""
        return "\n".join(self.screen.display)

    def close(self) -> None:
        """End the program this object started."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)


def shelve(folder: Path) -> None:
    """Copy the samples into a folder an outlet, with the times they came."""
    for (outlet, _), patterns in OUTLETS.items():
        place = folder / outlet
        place.mkdir()
        for path in sorted({path for pattern in patterns for path in SAMPLES.glob(pattern)}):
            shutil.copy(path, place)
            moment = datetime.fromisoformat(ARRIVED.get(path.name, "2026-11-20T06:00")).replace(tzinfo=UTC)
            os.utime(place / path.name, (moment.timestamp(), moment.timestamp()))


def configure(folder: Path, theme: str) -> Path:
    """Write a configuration over the outlets."""
    tables = [f'[reader]\ntheme = "{theme}"\nbacklog = "365d"\n']
    tables += [f'[[local]]\npath = "{outlet}"\nfolder = "{shelf}"\n' for outlet, shelf in OUTLETS]
    path = folder / f"{theme}.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def argv(config: Path, data: Path, *verb: str) -> list[str]:
    """The program with its clock shifted."""
    moment = str(NOW.timestamp())
    return [sys.executable, "-c", RUN, moment, "--config", str(config), "--data-dir", str(data), *verb]


def take(picture: Picture, folder: Path, data: Path) -> str:
    """Start the program, press the keys, draw the screen."""
    fresh = folder / f"data-{picture.name}"
    shutil.copytree(data, fresh)
    terminal = Terminal(argv(configure(folder, picture.theme), fresh), *picture.size)
    try:
        for keys, words in picture.steps:
            for key in [keys] if keys.startswith("\x1b") else keys:
                terminal.send(key)
            terminal.settle(words)
        return svg(terminal.screen, "tui-reader")
    finally:
        terminal.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Take all pictures, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="all when none is named")
    parser.add_argument("--out", type=Path, default=HERE / "docs" / "pictures")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelve(folder)
        data = folder / "data"
        subprocess.run(argv(configure(folder, "night"), data, "fetch", "--local"), check=True)
        for picture in PICTURES:
            if not options.names or picture.name in options.names:
                path = options.out / f"{picture.name}.svg"
                path.write_text(take(picture, folder, data), encoding="utf-8")
                print(path)


if __name__ == "__main__":
    main()
