"""The verb that tells how the sources are doing. It asks nobody."""

from __future__ import annotations

import time

import click

from tui_reader.cli.session import Session, json_option, out


@click.command()
@click.option("--failing", is_flag=True, help="Only sources with something wrong.")
@json_option
@click.pass_obj
def feeds(session: Session, failing: bool, as_json: bool) -> None:
    """How each source is doing: last good answer, next request, failures, articles a week."""
    from tui_reader.desk import health

    config, now = session.config(), int(time.time())
    with session.library() as library:
        found = health.health(config, library, now)
    shown = [one for one in found if one.sentence] if failing else found
    out(health.printed(shown, now), as_json)


VERBS = (feeds,)
