"""Every verb of the program; a verb's room is imported inside it. stdout is data, stderr is narration.

Exit codes: 0 done; 1 it failed; 2 wrong usage or configuration; 3 the article asked for is not there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from tui_reader import __version__
from tui_reader.desk import places
from tui_reader.errors import ConfigError, TuiReaderError

if TYPE_CHECKING:
    from tui_reader.config import Config
    from tui_reader.desk.printing import Printed
    from tui_reader.model.events import Event
    from tui_reader.store.library import Library

FAILED, MISUSED, MISSING = 1, 2, 3


@dataclass(slots=True)
class Session:
    """What the global options say."""

    places: places.Places

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
        return Library.open(self.places.store)


class Program(click.Group):
    """Turns the program's own errors into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            click.echo(str(error), err=True)
            ctx.exit(MISUSED)
        except TuiReaderError as error:
            click.echo(f"tui-reader: {error}", err=True)
            ctx.exit(FAILED)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--config", "config_path", metavar="FILE", help="The feeds.toml to use.")
@click.option("--data-dir", metavar="DIR", help="Where the library is kept.")
@click.version_option(__version__, prog_name="tui-reader")
@click.pass_context
def main(ctx: click.Context, config_path: str | None, data_dir: str | None) -> None:
    """Read the news, and see who said what about whom. Without a command: open the reader."""
    ctx.obj = Session(places.find(config_path, data_dir))
    if ctx.invoked_subcommand is None:
        _open(ctx.obj)


def _open(session: Session) -> None:
    from tui_reader import config as configuration
    from tui_reader.desk.newsdesk import Newsdesk
    from tui_reader.ui.app import open_screen

    notices: list[str] = []
    if not session.places.config.exists():
        configuration.write_starter(session.places.config)
        notices.append(
            f"A first configuration was written to {session.places.config}: name your feeds there."
        )
    try:
        config = configuration.load(session.places.config)
    except ConfigError as error:
        config = configuration.Config(session.places.config)
        notices.extend(map(str, error.problems))
    with session.library() as library:
        desk = Newsdesk(config, library, time.time)
        open_screen(desk, _program(session), log=session.places.log, notices=notices)


def _program(session: Session) -> list[str]:
    return [sys.executable, "-m", "tui_reader", *session.places.argv()]


_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_limit = click.option(
    "--limit", default=100, show_default=True, type=click.IntRange(1), help="At most so many."
)
_file = click.option("--file", "file", type=click.Path(path_type=Path), help="One file; nothing is stored.")


@main.command()
@click.option("--all", "everything", is_flag=True, help="Also feeds that are not due yet.")
@click.option("--quick", is_flag=True, help="Stop when the articles are stored.")
@click.option("--local", is_flag=True, help="Local files only; opens no socket.")
@click.option("--only", multiple=True, metavar="KEY", help="Only this feed's URL or local path.")
@click.option("--page", multiple=True, type=int, metavar="ID", help="Only fetch the full text of an article.")
@click.option("--events", is_flag=True, hidden=True)
@_json
@click.pass_obj
def fetch(
    session: Session,
    everything: bool,
    quick: bool,
    local: bool,
    only: tuple[str, ...],
    page: tuple[int, ...],
    events: bool,
    as_json: bool,
) -> None:
    """Fetch what is due, store it, make it readable and find its quotes and entities."""
    from tui_reader.desk import fetching

    config = session.config()
    library = session.library()
    request = fetching.Request(everything=everything, only=frozenset(only), network=not local, pages=page)
    emit = _emitter(events, as_json)
    with library:
        failed = fetching.run(config, library, session.places, request, emit, quick=quick, piped=events)
    if failed:
        sys.exit(FAILED)


@main.command()
@click.option("--all", "everything", is_flag=True, help="Also articles older than the backlog.")
@click.option("--serve", is_flag=True, hidden=True)
@_json
@click.pass_obj
def analyse(session: Session, everything: bool, serve: bool, as_json: bool) -> None:
    """Make stored articles readable and find their quotes and entities."""
    from tui_reader.desk import analysing

    config = session.config()
    library = session.library()
    emit = _emitter(serve, as_json)
    with library:
        if serve:
            analysing.serve(config, library, session.places, emit)
        else:
            analysing.run(config, library, session.places, emit, everything=everything)


@main.command("list")
@click.argument("source", required=False)
@click.option("--unread", is_flag=True, help="Unread ones only.")
@_limit
@_json
@click.pass_obj
def list_articles(session: Session, source: str | None, unread: bool, limit: int, as_json: bool) -> None:
    """List articles, newest first; of one SOURCE (its title, URL or path) when named."""
    from tui_reader.desk import printing

    with session.library() as library:
        _out(printing.articles(library, source=source, unread=unread, limit=limit), as_json)


@main.command()
@click.argument("article", type=int)
@_json
@click.pass_obj
def show(session: Session, article: int, as_json: bool) -> None:
    """Print one article, by its id."""
    from tui_reader.desk import printing

    with session.library() as library:
        shown = printing.article(library, article)
    if shown is None:
        _missing(f"no article has the id {article}")
    _out([shown], as_json, whole=True)


@main.command()
@click.argument("words", nargs=-1, required=True)
@_limit
@_json
@click.pass_obj
def search(session: Session, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search titles and texts of the library."""
    from tui_reader.desk import printing

    with session.library() as library:
        _out(printing.articles(library, text=" ".join(words), limit=limit), as_json)


@main.command()
@click.argument("words", nargs=-1)
@_file
@_limit
@_json
@click.pass_obj
def quotes(session: Session, words: tuple[str, ...], file: Path | None, limit: int, as_json: bool) -> None:
    """Print who said what: over the library (of articles with WORDS), or over one file."""
    _insights(session, "quotes", words, file, limit, as_json)


@main.command()
@click.argument("words", nargs=-1)
@_file
@_limit
@_json
@click.pass_obj
def entities(session: Session, words: tuple[str, ...], file: Path | None, limit: int, as_json: bool) -> None:
    """Print people, organisations and places: over the library, or over one file."""
    _insights(session, "entities", words, file, limit, as_json)


def _insights(
    session: Session,
    what: Literal["quotes", "entities"],
    words: tuple[str, ...],
    file: Path | None,
    limit: int,
    as_json: bool,
) -> None:
    if file is not None:
        from tui_reader.desk import one_file

        _out(one_file.insight(file, what, model=_model(session)), as_json)
        return
    from tui_reader.desk import printing

    with session.library() as library:
        rows = printing.quotes if what == "quotes" else printing.entities
        _out(rows(library, " ".join(words), limit), as_json)


@main.command()
@click.argument("targets", nargs=-1, required=True, metavar="URL|FILE...")
@_json
@click.pass_obj
def save(session: Session, targets: tuple[str, ...], as_json: bool) -> None:
    """Save single articles from the web or from files."""
    from tui_reader.desk import saving

    config = session.config()
    with session.library() as library:
        saved = saving.save(config, library, targets, int(time.time()))
        rows = [row for row in saved if "error" not in row.data]
        for row in saved:
            if "error" in row.data:
                click.echo(f"tui-reader: {row.data['error']}", err=True)
        _out(rows, as_json)
    if len(rows) < len(saved):
        sys.exit(FAILED)


@main.group("config")
def config_group() -> None:
    """Look after the configuration."""


@config_group.command()
@_json
@click.pass_obj
def check(session: Session, as_json: bool) -> None:
    """Check feeds.toml and say everything that is wrong with it."""
    from tui_reader import config

    try:
        found = config.load(session.places.config)
    except ConfigError as error:
        if as_json:
            _json_out([asdict(problem) for problem in error.problems])
        else:
            click.echo(str(error), err=True)
        sys.exit(MISUSED)
    if as_json:
        _json_out([])
    else:
        click.echo(f"{session.places.config}: {len(found.sources)} sources, no problems")


def _model(session: Session) -> str:
    """The language model of the configuration, when there is a usable one."""
    from tui_reader import config

    try:
        return config.load(session.places.config).model
    except ConfigError:
        return "auto"


def _emitter(events: bool, as_json: bool) -> Callable[[Event], None]:
    """Where events go: to a pipe for another process, to JSON lines, or to a person."""
    if events or as_json:
        from tui_reader.desk import wire

        def to_pipe(event: Event) -> None:
            sys.stdout.buffer.write(wire.encode(event))
            sys.stdout.buffer.flush()

        return to_pipe
    from tui_reader.desk.narration import Narrator

    return Narrator(sys.stderr).tell


def _out(rows: Iterable[Printed], as_json: bool, *, whole: bool = False) -> None:
    """Print rows: as one JSON list (or object when `whole`), or as they read best."""
    if as_json:
        data = [row.data for row in rows]
        _json_out(data[0] if whole else data)
        return
    for row in rows:
        click.echo(row.text)


def _json_out(data: object) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _missing(message: str) -> NoReturn:
    click.echo(f"tui-reader: {message}", err=True)
    sys.exit(MISSING)
