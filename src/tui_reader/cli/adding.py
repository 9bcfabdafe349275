"""The verb that adds a feed: it looks for it, writes it into feeds.toml, and fetches it at once."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tui_reader.cli.session import FAILED, MISUSED, Session, emitter, json_option, json_out

if TYPE_CHECKING:
    from tui_reader.model.subscription import Candidate

_UNREACHED = frozenset({"dns", "connect", "offline", "timeout", "tls", "waiting"})
"""Failures that say nothing about the address: it is added as it was given."""


@click.command()
@click.argument("url")
@click.option("--title", default="", help="Your own title.")
@click.option("--folder", default="", help="Where it stands, World/Europe.")
@click.option("--tag", multiple=True, help="Your own words for it; may be repeated.")
@click.option("--pick", type=click.IntRange(1), metavar="N", help="Of several feeds, the one of this number.")
@click.option("--find", "only_find", is_flag=True, help="Only print the feeds that are found; add none.")
@click.option("--events", is_flag=True, hidden=True, help="With --find: JSON lines for a screen.")
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
    only_find: bool,
    events: bool,
    as_is: bool,
    no_fetch: bool,
    as_json: bool,
) -> None:
    """Find the feed of URL, a page or a feed, and add it to feeds.toml; what is there stays as it is."""
    from tui_reader.config import writing
    from tui_reader.model.subscription import Subscription
    from tui_reader.model.text import clean_line
    from tui_reader.sources.addresses import redact

    if events:
        _seek(session, url)
        return
    address = _address(url)
    if only_find:
        _list(_asked(session, url), as_json=as_json)
        return
    config = session.config()
    found = () if as_is or session.offline else _found(session, url)
    chosen = _chosen(found, pick, as_json=as_json).url if found else address
    names = (clean_line(title), clean_line(folder), tuple(map(clean_line, tag)))
    _, added, _ = writing.add(config.path, [Subscription(chosen, *names)])
    told = redact(chosen)
    if as_json:
        json_out({"url": told, "added": bool(added)})
    else:
        click.echo(f"added {told} to {config.path}" if added else f"{told} is there already")
    if added and found and not no_fetch:
        _fetch(session, chosen)


def _address(url: str) -> str:
    from tui_reader.desk import adding
    from tui_reader.model.text import clean_line

    address = adding.address(url)
    if not address:
        click.echo(f"tui-reader: expected an http or https address, got {clean_line(url, 200)}", err=True)
        sys.exit(MISUSED)
    return address


def _seek(session: Session, url: str) -> None:
    """For a screen: what is being asked, the feeds found, or why there are none, as lines of JSON."""
    from tui_reader.desk import seeking

    seeking.serve(session.config(), url, offline=session.offline, waits=_waits(session))


def _asked(session: Session, typed: str) -> tuple[Candidate, ...]:
    """What was typed means. Raises what `adding.find_typed` raises."""
    from tui_reader.desk import adding

    return adding.find_typed(session.config(), typed, offline=session.offline, waits=_waits(session))


def _waits(session: Session) -> dict[str, int]:
    """The origins that asked to be left alone, and until when."""
    from tui_reader.store import feeds

    with session.library() as library:
        return library.read(feeds.origin_waits, int(time.time()))


def _list(found: tuple[Candidate, ...], *, as_json: bool) -> None:
    """Print what was found: numbers to pick, titles, what a person chooses by."""
    if as_json:
        json_out(_rows(found))
        return
    for number, one in enumerate(found, 1):
        click.echo(f"{number}  {words(one)}")


def _rows(found: tuple[Candidate, ...]) -> list[dict[str, object]]:
    from tui_reader.sources.addresses import redact

    return [{"number": n, **asdict(one), "url": redact(one.url)} for n, one in enumerate(found, 1)]


def words(one: Candidate) -> str:
    """A candidate on one line: title, address, kind, entries, the date of the newest."""
    from datetime import datetime

    from tui_reader.sources.addresses import redact

    newest = f", newest {datetime.fromtimestamp(one.newest).astimezone():%Y-%m-%d}" if one.newest else ""
    kind = f"{one.kind}, " if one.kind else ""
    return f"{one.title or '(no title)'}  {redact(one.url)}  ({kind}{one.entries} entries{newest})"


def _found(session: Session, typed: str) -> tuple[Candidate, ...]:
    """What was typed means; nothing when it cannot be asked now. Raises the rest of `adding.find_typed`."""
    from tui_reader.errors import FetchError

    try:
        return _asked(session, typed)
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
        if as_json:
            json_out({"candidates": _rows(found)})
        for number, one in enumerate(found, 1):
            click.echo(f"{number}  {words(one)}", err=True)
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
