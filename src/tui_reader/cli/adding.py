"""The verb that adds a feed: it looks for it, writes it into feeds.toml, and fetches it at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.session import FAILED, MISUSED, Session, emitter, json_option, json_out

if TYPE_CHECKING:
    from tui_reader.desk.adding import Candidate

_UNREACHED = frozenset({"dns", "connect", "offline", "timeout", "tls", "waiting"})
"""Failures that say nothing about the address: it is added as it was given."""


@click.command()
@click.argument("url")
@click.option("--title", default="", help="Your own title.")
@click.option("--folder", default="", help="Where it stands, World/Europe.")
@click.option("--tag", multiple=True, help="Your own words for it; may be repeated.")
@click.option("--pick", type=click.IntRange(1), metavar="N", help="Of several feeds, the one of this number.")
@click.option("--as-is", is_flag=True, help="Add the address as it is, without asking it.")
@click.option("--no-fetch", is_flag=True, help="Do not fetch the feed now.")
@json_option
@click.pass_obj
def add(
    session: Session,
    url: str,
    title: str,
    folder: str,
    tag: tuple[str, ...],
    pick: int | None,
    as_is: bool,
    no_fetch: bool,
    as_json: bool,
) -> None:
    """Find the feed of URL, a page or a feed, and add it to feeds.toml; what is there stays as it is."""
    from tui_reader.config import writing
    from tui_reader.model.subscription import Subscription
    from tui_reader.model.text import clean_line, clean_url

    address = clean_url(url if "://" in url or ":" in url.split("/", 1)[0] else f"https://{url}")
    if not address.lower().startswith(("http://", "https://")):
        click.echo(f"tui-reader: expected an http or https address, got {clean_line(url, 200)}", err=True)
        sys.exit(MISUSED)
    config = session.config()
    found = () if as_is or session.offline else _found(session, address)
    chosen = _chosen(found, pick, as_json=as_json).url if found else address
    names = (clean_line(title), clean_line(folder), tuple(map(clean_line, tag)))
    _, added, _ = writing.add(config.path, [Subscription(chosen, *names)])
    if as_json:
        json_out({"url": chosen, "added": bool(added)})
    else:
        click.echo(f"added {chosen} to {config.path}" if added else f"{chosen} is there already")
    if added and found and not no_fetch:
        _fetch(session, chosen)


def _found(session: Session, address: str) -> tuple[Candidate, ...]:
    """What the address means; nothing when it cannot be asked now. Raises what else `adding.find` raises."""
    from tui_reader.desk import adding
    from tui_reader.errors import FetchError

    try:
        return adding.find(session.config(), address)
    except FetchError as error:
        if error.kind not in _UNREACHED:
            raise
        click.echo(f"not asked, added as it is: {error}", err=True)
        return ()


def _chosen(found: tuple[Candidate, ...], pick: int | None, *, as_json: bool) -> Candidate:
    """The one feed, or that of several which the user picks."""
    if len(found) == 1 and pick is None:
        return found[0]
    if pick is None or pick > len(found):
        rows = [{"number": n, "url": one.url, "title": one.title} for n, one in enumerate(found, 1)]
        if as_json:
            json_out({"candidates": rows})
        for number, one in enumerate(found, 1):
            click.echo(f"{number}  {one.title or '(no title)'}  {one.url}", err=True)
        if as_json or not sys.stdin.isatty():
            click.echo("tui-reader: several feeds were found; name one with --pick N", err=True)
            sys.exit(FAILED)
        pick = click.prompt("Which one?", type=click.IntRange(1, len(found)), err=True)
    return found[pick - 1]


def _fetch(session: Session, key: str) -> None:
    from tui_reader.desk import fetching

    config = session.config()
    request = fetching.Request(everything=True, only=frozenset({key}))
    with session.library() as library:
        fetching.run(
            config,
            library,
            session.places,
            request,
            emitter(events=False, as_json=False),
            quick=True,
            piped=False,
        )


VERBS = (add,)
