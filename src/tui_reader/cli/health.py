"""The verb that tells how the sources are doing. It asks nobody."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui_reader.cli.session import Session, json_option, missing, out

if TYPE_CHECKING:
    from tui_reader.desk.health import Health
    from tui_reader.store.library import Library


@click.command()
@click.option("--failing", is_flag=True, help="Only sources with something wrong.")
@click.option("--off", metavar="FEED", help="Fetch this feed no longer: enabled = false in feeds.toml.")
@click.option("--on", metavar="FEED", help="Fetch it again.")
@click.option("--move", metavar="FEED", help="Take the address that this feed says it has moved to.")
@json_option
@click.pass_obj
def feeds(
    session: Session, failing: bool, off: str | None, on: str | None, move: str | None, as_json: bool
) -> None:
    """How each source is doing: last good answer, next request, failures, articles a week.

    FEED is an address or a title. What is changed in feeds.toml is that one line; articles and marks stay.
    """
    from tui_reader.desk import health

    now = int(time.time())
    with session.library() as library:
        for name, change in ((off, _switched_off), (on, _switched_on), (move, _moved)):
            if name is not None:
                change(session, library, _named(health.health(session.config(), library, now), name))
        found = health.health(session.config(), library, now)
    shown = [one for one in found if one.state not in {*health.WELL, "off"}] if failing else found
    if (off, on, move) == (None, None, None):
        out(health.printed(shown, now), as_json)
        if not as_json and found:
            click.echo(health.sums(found), err=True)


def _named(found: Sequence[Health], name: str) -> Health:
    """The feed of an address or a title; ends the program when there is none, or more than one."""
    wanted = name.strip().casefold()
    same = [one for one in found if wanted in {one.source.casefold(), one.key.casefold()}]
    same = same or [one for one in found if one.title.casefold() == wanted]
    feeds = [one for one in same if one.kind == "feed"]
    if len(feeds) != 1:
        missing(f"{len(feeds) or 'no'} feeds are called {name!r}; `tui-reader feeds` lists them")
    return feeds[0]


def _switched_off(session: Session, library: Library, one: Health) -> None:
    from tui_reader.config import editing
    from tui_reader.store import feeds as stored

    editing.enable(session.config().path, one.source, on=False)
    library.write_now(stored.forget_error, one.source)
    click.echo(f"{one.title} is switched off")


def _switched_on(session: Session, _: Library, one: Health) -> None:
    from tui_reader.config import editing

    editing.enable(session.config().path, one.source, on=True)
    click.echo(f"{one.title} is switched on")


def _moved(session: Session, library: Library, one: Health) -> None:
    from tui_reader.desk.subscriptions import move

    if not one.move:
        missing(f"{one.title} has not said that it has moved")
    move(session.config().path, library, one.source, one.move)
    click.echo(f"{one.title} is fetched from {one.moved_to} from now on")


VERBS = (feeds,)
