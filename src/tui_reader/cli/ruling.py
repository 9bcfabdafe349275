"""The verb that looks after rules: what they are, and what they would do."""

from __future__ import annotations

import time

import click

from tui_reader.cli.session import Session, json_option, out


@click.command()
@click.option("--dry-run", is_flag=True, help="Print which articles they would meet; nothing is done.")
@click.option("--since", default="7d", show_default=True, help="Articles from that day on: 2026-11-01, 30d.")
@json_option
@click.pass_obj
def rules(session: Session, dry_run: bool, since: str, as_json: bool) -> None:
    """Print the rules of feeds.toml, or with --dry-run what they would do."""
    from tui_reader.desk import rules as ruling
    from tui_reader.model import query_dates

    spelled = query_dates.spelling(since)
    if not spelled:
        raise click.BadParameter(f"expected {query_dates.EXPECTED}", param_hint="--since")
    found = session.config().rules
    if not dry_run:
        out(ruling.listed(found), as_json)
        return
    with session.library() as library:
        moment = query_dates.moment(spelled, int(time.time()))
        out(ruling.preview(library, found, since=moment), as_json)


VERBS = (rules,)
