"""The verbs that bring articles in: fetch, analyse, save."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from tui_reader.cli.session import FAILED, Session, emitter, json_option, missing, out

if TYPE_CHECKING:
    from tui_reader.config import Config


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also feeds that are not due yet.")
@click.option("--quick", is_flag=True, help="Stop when the articles are stored.")
@click.option("--local", is_flag=True, help="Local files only; opens no socket.")
@click.option("--only", multiple=True, metavar="KEY", help="Only this source: its address, path or title.")
@click.option("--page", multiple=True, type=int, metavar="ID", help="Only fetch the full text of an article.")
@click.option("--events", is_flag=True, hidden=True)
@json_option
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
    chosen = only if events else [key for name in only for key in _keys(config, name)]
    library = session.library()
    request = fetching.Request(
        everything=everything,
        only=frozenset(chosen),
        network=not (local or session.offline),
        offline=session.offline,
        pages=page,
    )
    emit = emitter(events, as_json)
    with library:
        failed = fetching.run(config, library, session.places, request, emit, quick=quick, piped=events)
    if failed:
        sys.exit(FAILED)


def _keys(config: Config, name: str) -> list[str]:
    """The keys of the sources of an address, a path or a title; ends the program when there is none."""
    from tui_reader.sources.addresses import redact

    found = [
        spec.key
        for spec in config.sources
        if name in {spec.key, redact(spec.key), spec.path} or name.casefold() == spec.title.casefold()
    ]
    if not found:
        missing(f"no source is called {name!r}; `tui-reader feeds` lists them")
    return found


@click.command()
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what is older than the backlog; all texts of older versions.",
)
@click.option("--serve", is_flag=True, hidden=True)
@json_option
@click.pass_obj
def analyse(session: Session, everything: bool, serve: bool, as_json: bool) -> None:
    """Make stored articles readable and find their quotes and entities."""
    from tui_reader.desk import analysing

    config = session.config()
    library = session.library()
    emit = emitter(serve, as_json)
    with library:
        if serve:
            analysing.serve(config, library, session.places, emit, offline=session.offline)
        else:
            analysing.run(
                config, library, session.places, emit, everything=everything, offline=session.offline
            )


@click.command()
@json_option
@click.pass_obj
def index(session: Session, as_json: bool) -> None:
    """Make the texts of stored articles searchable, without analysing them, as after fetch --quick."""
    from tui_reader.desk import indexing

    with session.library() as library:
        indexing.run(library, session.places, emitter(events=False, as_json=as_json))


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="URL|FILE...")
@click.option("--events", is_flag=True, hidden=True)
@json_option
@click.pass_obj
def save(session: Session, targets: tuple[str, ...], events: bool, as_json: bool) -> None:
    """Save single articles from the web or from files."""
    from tui_reader.desk import saving

    config = session.config()
    if events:
        with session.library() as library:
            saving.report(
                config, library, targets, int(time.time()), emitter(events, as_json), session.offline
            )
        return
    with session.library() as library:
        saved = saving.save(config, library, targets, int(time.time()), offline=session.offline)
        rows = [row for row in saved if "error" not in row.data]
        for row in saved:
            if "error" in row.data:
                click.echo(f"tui-reader: {row.data['error']}", err=True)
        out(rows, as_json)
    if len(rows) < len(saved):
        sys.exit(FAILED)


@click.command(hidden=True)
@click.argument("article", type=int)
@click.option("--events", is_flag=True)
@click.pass_obj
def illustrate(session: Session, article: int, events: bool) -> None:
    """Fetch the pictures of an article for the screen."""
    from tui_reader.desk import illustrating

    config = session.config()
    with session.library() as library:
        emit = emitter(events, as_json=False)
        failed = illustrating.run(config, library, article, emit, offline=session.offline)
    if failed:
        sys.exit(FAILED)


VERBS = (fetch, index, analyse, save, illustrate)
