"""The verbs that look after the configuration."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.session import MISUSED, Session, json_option, json_out
from tui_reader.errors import ConfigError

if TYPE_CHECKING:
    from tui_reader.config import Config


@click.group("config")
def config_group() -> None:
    """Look after the configuration."""


@config_group.command()
@json_option
@click.pass_obj
def check(session: Session, as_json: bool) -> None:
    """Check feeds.toml, say everything that is wrong with it, and list the programs it wants to run."""
    try:
        found = _checked(session)
    except ConfigError as error:
        if as_json:
            json_out([asdict(problem) for problem in error.problems])
        else:
            click.echo(str(error), err=True)
        sys.exit(MISUSED)
    if as_json:
        json_out([])
        return
    from tui_reader.config import access

    click.echo(f"{session.places.config}: {len(found.sources)} sources, no problems")
    if access.exposed(found):
        path = session.places.config
        click.echo(f"others may read the passwords in {path}; chmod 600 {path} keeps them out", err=True)
    for program in _programs(session):
        click.echo(f"runs {program['shown']}  ({'allowed' if program['allowed'] else 'not allowed yet'})")


def _checked(session: Session) -> Config:
    """The configuration, its keys and macros checked against what the screen can do. Raises ConfigError."""
    from tui_reader import config
    from tui_reader.config.loading import place_of
    from tui_reader.ui import keys, macros

    path = session.places.config
    found = config.load(path)
    problems = [place_of(path, "keys", *problem) for problem in keys.problems(found.keys)]
    problems += [
        place_of(path, "macro", key, words, index)
        for index, key, words in macros.problems(found.keys, found.macros)
    ]
    if problems:
        raise ConfigError(problems)
    return found


@config_group.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def allow(session: Session, yes: bool, as_json: bool) -> None:
    """Allow the programs that feeds.toml names to run on this machine; shows each of them first."""
    from tui_reader.desk import allowing

    waiting = [program for program in _programs(session) if not program["allowed"]]
    for program in waiting:
        click.echo(program["shown"], err=True)
    if waiting and not yes and not _agreed(len(waiting)):
        click.echo("nothing was allowed; --yes allows them without a question", err=True)
        sys.exit(MISUSED)
    count = allowing.allow(session.places, [program["argv"] for program in waiting])
    if as_json:
        json_out({"allowed": [program["argv"] for program in waiting]})
    else:
        click.echo(f"{count} allowed" if count else "there is nothing to allow")


def _agreed(count: int) -> bool:
    """Whether the person at the terminal says yes; without a terminal nobody does."""
    return sys.stdin.isatty() and click.confirm(f"Allow {'it' if count == 1 else 'these'}?", err=True)


@config_group.command()
@json_option
@click.pass_obj
def path(session: Session, as_json: bool) -> None:
    """Print where feeds.toml and the library are."""
    found = {"config": str(session.places.config), "data": str(session.places.data)}
    if as_json:
        json_out(found)
    else:
        click.echo(found["config"])


@config_group.command()
@json_option
@click.pass_obj
def show(session: Session, as_json: bool) -> None:
    """Print the configuration as it is understood: with defaults, without secrets."""
    from tui_reader.config import showing

    tables = _redacted(showing.effective(session.config()))
    if as_json:
        json_out(tables)
    else:
        click.echo(showing.as_toml(tables), nl=False)


@config_group.command()
@json_option
def schema(as_json: bool) -> None:
    """Print the JSON Schema of feeds.toml, for editors."""
    from tui_reader.config import tables

    _ = as_json  # it is JSON either way
    json_out(tables.schema())


def _programs(session: Session) -> list[dict[str, Any]]:
    """The programs of the configuration, each with whether it may run."""
    from tui_reader.config import programs
    from tui_reader.desk import allowing

    known = allowing.allowed(session.places)
    return [
        {"argv": list(argv), "shown": allowing.shown(argv), "allowed": allowing.digest(argv) in known}
        for argv in programs.named(session.config())
    ]


def _redacted(value: Any) -> Any:
    """The same data with passwords and tokens of addresses struck out, wherever they stand."""
    from tui_reader.sources.addresses import redact

    if isinstance(value, dict):
        return {key: _redacted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_redacted(item) for item in value]
    return redact(value) if isinstance(value, str) and "://" in value else value


VERBS = (config_group,)
