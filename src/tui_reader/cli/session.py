"""What every verb shares: the session of the global options, errors as exit codes, output.

stdout is data, stderr is narration.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tui_reader.desk import places
from tui_reader.errors import ConfigError, QueryError, StoreMissingError, TuiReaderError

if TYPE_CHECKING:
    from tui_reader.config import Config
    from tui_reader.desk.printing import Printed
    from tui_reader.model.events import Event
    from tui_reader.store.library import Library

FAILED, MISUSED, MISSING = 1, 2, 3
_LARGE = 50_000_000
"""Bytes of a library whose upgrade takes more than a moment."""


@dataclass(slots=True)
class Session:
    """What the global options say."""

    places: places.Places
    offline: bool = False
    """Whether no socket may be opened."""

    def config(self) -> Config:
        """The configuration; a first one is written when there is none. Raises ConfigError."""
        from tui_reader import config

        if not self.places.config.exists():
            config.write_starter(self.places.config)
            click.echo(f"wrote a first configuration to {self.places.config}", err=True)
        return config.load(self.places.config)

    def library(self) -> Library:
        """The library, made when there is none."""
        from tui_reader.store.library import Library

        self.places.prepare()
        return Library.open(self.places.store, upgrading=_say_upgrading)


def _say_upgrading(size: int) -> None:
    """Tell of an upgrade that somebody may have to wait for."""
    if size >= _LARGE:
        click.echo(
            f"upgrading the library ({size / 1e6:,.0f} MB) once; a copy of the old one is kept beside it, "
            "and a large one takes minutes …",
            err=True,
        )


class Program(click.Group):
    """Turns the program's own errors into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            click.echo(str(error), err=True)
            ctx.exit(MISUSED)
        except QueryError as error:
            from tui_reader.model.query_parser import caret

            click.echo(caret(error, error.subject), err=True)
            ctx.exit(MISUSED)
        except StoreMissingError as error:
            click.echo(f"tui-reader: {error}", err=True)
            ctx.exit(MISSING)
        except TuiReaderError as error:
            click.echo(f"tui-reader: {error}", err=True)
            ctx.exit(FAILED)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
limit_option = click.option(
    "--limit", default=100, show_default=True, type=click.IntRange(1), help="At most so many."
)
file_option = click.option(
    "--file", "file", type=click.Path(path_type=Path), help="One file; nothing is stored."
)


def emitter(events: bool, as_json: bool) -> Callable[[Event], None]:
    """Where events go: to a pipe for another process, to JSON lines, or to a person."""
    if events or as_json:
        from tui_reader.desk import wire

        def to_pipe(event: Event) -> None:
            sys.stdout.buffer.write(wire.encode(event))
            sys.stdout.buffer.flush()

        return to_pipe
    from tui_reader.desk.narration import Narrator

    return Narrator(sys.stderr).tell


def out(rows: Iterable[Printed], as_json: bool, *, whole: bool = False) -> None:
    """Print rows: as one JSON list (or object when `whole`), or as they read best."""
    if as_json:
        data = [row.data for row in rows]
        json_out(data[0] if whole else data)
        return
    for row in rows:
        click.echo(row.text)


def json_out(data: object) -> None:
    """Print any data as JSON."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def missing(message: str) -> NoReturn:
    """End: what was asked for is not there."""
    click.echo(f"tui-reader: {message}", err=True)
    sys.exit(MISSING)
