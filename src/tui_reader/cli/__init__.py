"""Every verb of the program, a module a kind of verb; a verb's room is imported inside it.

Exit codes: 0 done; 1 it failed; 2 wrong usage or configuration; 3 the article asked for is not there.
"""

from __future__ import annotations

import sys
import time

import click

from tui_reader import __version__
from tui_reader.cli import (
    adding,
    correcting,
    door,
    health,
    keeping,
    library,
    moving,
    naming,
    ruling,
    safekeeping,
    settings,
    siting,
)
from tui_reader.cli.session import Program, Session
from tui_reader.desk import places
from tui_reader.errors import ConfigError


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--config", "config_path", metavar="FILE", help="The feeds.toml to use.")
@click.option("--data-dir", metavar="DIR", help="Where the library is kept.")
@click.option(
    "--offline", is_flag=True, envvar="TUI_READER_OFFLINE", help="Open no connection, whatever is asked for."
)
@click.version_option(__version__, prog_name="tui-reader")
@click.pass_context
def main(ctx: click.Context, config_path: str | None, data_dir: str | None, offline: bool) -> None:
    """Read the news, and see who said what about whom. Without a command: open the reader."""
    ctx.obj = Session(places.find(config_path, data_dir), offline=offline)
    if ctx.invoked_subcommand is None:
        _open(ctx.obj)


def _open(session: Session) -> None:
    import gc

    from tui_reader import config as configuration
    from tui_reader.ui import terminal

    # Nothing of what is made until the first frame goes away; the screen looks for cycles behind it.
    gc.disable()
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
    # The terminal answers while the rest is loaded.
    question = terminal.ask() if config.theme == "auto" else None
    try:
        from tui_reader.desk.newsdesk import Newsdesk
        from tui_reader.ui.app import open_screen

        with session.library() as library:
            desk = Newsdesk(config, library, time.time)
            dark = terminal.is_dark(question.answer()) if question else True
            open_screen(
                desk,
                program(session),
                log=session.places.log,
                notices=notices,
                place=session.places.screen,
                dark=dark,
            )
    finally:
        if question:
            question.end()


def program(session: Session) -> list[str]:
    """The argv that runs this program in the same places, and offline when we are."""
    offline = ["--offline"] if session.offline else []
    return [sys.executable, "-m", "tui_reader", *session.places.argv(), *offline]


for verb in (
    *adding.VERBS,
    *correcting.VERBS,
    *door.VERBS,
    *health.VERBS,
    *library.VERBS,
    *keeping.VERBS,
    *moving.VERBS,
    *naming.VERBS,
    *ruling.VERBS,
    *safekeeping.VERBS,
    *settings.VERBS,
    *siting.VERBS,
):
    main.add_command(verb)
