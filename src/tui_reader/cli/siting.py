"""The verb that tells what the pages of sites have taught, and forgets it."""

from __future__ import annotations

import click

from tui_reader.cli.session import Session, json_option, json_out, limit_option, out


@click.command()
@click.argument("host", required=False, default="")
@click.option("--forget", is_flag=True, help="Forget what its pages taught; its articles stay.")
@limit_option
@json_option
@click.pass_obj
def site(session: Session, host: str, forget: bool, limit: int, as_json: bool) -> None:
    """What is known of a site's pages: where its articles stand, what it repeats. Without HOST: all sites."""
    from tui_reader.desk import siting

    if forget and not host:
        raise click.UsageError("--forget needs a HOST")
    rules = session.config().sites
    with session.library() as library:
        if forget:
            name = library.write_now(siting.forget, host)
            json_out({"forgotten": name}) if as_json else click.echo(
                f"forgot what the pages of {name} taught"
            )
        elif host:
            out([siting.printed(siting.known(library, rules, host))], as_json, whole=True)
        else:
            out(siting.listed(library, rules, limit), as_json)


VERBS = (site,)
