"""The verbs that look after the configuration."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from tui_reader.cli.session import MISUSED, Session, json_option, json_out
from tui_reader.errors import ConfigError


@click.group("config")
def config_group() -> None:
    """Look after the configuration."""


@config_group.command()
@json_option
@click.pass_obj
def check(session: Session, as_json: bool) -> None:
    """Check feeds.toml and say everything that is wrong with it."""
    from tui_reader import config

    try:
        found = config.load(session.places.config)
    except ConfigError as error:
        if as_json:
            json_out([asdict(problem) for problem in error.problems])
        else:
            click.echo(str(error), err=True)
        sys.exit(MISUSED)
    if as_json:
        json_out([])
    else:
        click.echo(f"{session.places.config}: {len(found.sources)} sources, no problems")


VERBS = (config_group,)
