"""The verbs that move subscriptions in and out: import, export."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.publishing import export_article, export_quotes, export_schema
from tui_reader.cli.session import Session, json_option, json_out

if TYPE_CHECKING:
    from tui_reader.config import Config
    from tui_reader.desk.moving import Moving
    from tui_reader.model.subscription import Subscription


@click.command("import")
@click.argument("file", metavar="FILE|DIR|-")
@click.option(
    "--from",
    "kind",
    type=click.Choice(["opml", "newsboat"]),
    help="Whose it is; a folder is taken for newsboat's, with urls and cache.db.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be taken over.")
@json_option
@click.pass_obj
def import_(session: Session, file: str, kind: str | None, dry_run: bool, as_json: bool) -> None:
    """Take over subscriptions of another reader. Nothing is removed, nothing is added twice."""
    from tui_reader.desk import moving

    config = session.config()
    if kind == "newsboat" or (kind is None and Path(file).expanduser().is_dir()):
        found = moving.from_newsboat(config, Path(file))
    else:
        found = moving.from_opml(config, _bytes(file), file)
    taken: dict[str, int] = {}
    if not dry_run:
        taken = _take(session, moving.take(config, found), found)
    if as_json:
        json_out({"dry_run": dry_run, **_data(found), "articles": taken})
    else:
        _tell(found, taken, dry_run=dry_run)


def _bytes(file: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    from tui_reader.sources import local

    if file == "-":
        return sys.stdin.buffer.read(local.MAX_BYTES)
    return local.read_bytes(str(Path(file).expanduser()))


def _take(session: Session, config: Config, found: Moving) -> dict[str, int]:
    from tui_reader.desk import moving

    if found.cache is None:
        return {}
    with session.library() as library:
        return asdict(moving.take_articles(config, library, found.cache, int(time.time())))


def _data(found: Moving) -> dict[str, Any]:
    return {
        "added": [asdict(feed) for feed in found.fresh],
        "already_there": len(found.found.feeds) - len(found.fresh),
        "queries": [{"name": name, "query": query} for name, query in found.queries],
        "left_out": list(found.found.left_out),
    }


def _tell(found: Moving, taken: dict[str, int], *, dry_run: bool) -> None:
    for feed in found.fresh:
        click.echo(_line(feed))
    for name, query in found.queries:
        click.echo(f"+ {name}: {query}")
    for sentence in found.found.left_out:
        click.echo(f"left out: {sentence}", err=True)
    known = len(found.found.feeds) - len(found.fresh)
    verb = "would be added" if dry_run else "added"
    words = [f"{_counted(len(found.fresh), 'feed')} {verb}"]
    words += [f"{_counted(len(found.queries), 'saved search', 'es')} {verb}"] if found.queries else []
    words += [f"{known} there already"] if known else []
    if taken:
        words.append(f"{_counted(taken['added'], 'article')} added")
        words.append("{read} marked read, {starred} starred".format(**taken))
        words += [f"{taken['homeless']} of feeds that are not here"] if taken["homeless"] else []
    elif found.cache is not None:
        words.append("the cache would be read")
    click.echo(", ".join(words), err=True)


def _counted(number: int, word: str, plural: str = "s") -> str:
    return f"{number:,} {word}{plural if number != 1 else ''}"


def _line(feed: Subscription) -> str:
    from tui_reader.desk.allowing import shown
    from tui_reader.sources.addresses import redact

    place = redact(feed.url) if feed.url else shown(feed.command)
    folder = f"  [{feed.folder}]" if feed.folder else ""
    return f"+ {feed.title or place}{folder}" + (f"  {place}" if feed.title else "")


@click.group()
def export() -> None:
    """Write out what other programs can read."""


@export.command("opml")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; else standard output.")
@click.option("--secrets", is_flag=True, help="With the passwords and tokens that stand in addresses.")
@json_option
@click.pass_obj
def export_opml(session: Session, output: Path | None, secrets: bool, as_json: bool) -> None:
    """The feeds of feeds.toml as OPML, with folders, titles and what an import brought along."""
    from tui_reader.desk import moving

    with session.library() as library:
        made = moving.to_opml(session.config(), library, int(time.time()), secrets=secrets)
    if output is not None:
        output.touch(mode=0o600 if secrets else 0o666)
        output.write_text(made.text, encoding="utf-8")
    elif not as_json:
        click.echo(made.text, nl=False)
    if as_json:
        json_out({"opml": made.text, "left_out": list(made.left_out), "struck": made.struck})
    if made.left_out:
        click.echo(f"left out, for want of an address: {', '.join(made.left_out)[:500]}", err=True)
    if made.struck:
        many = "es" * (made.struck > 1)
        words = "without the password or token in it; --secrets leaves them in"
        click.echo(f"{made.struck} address{many} written {words}", err=True)


export.add_command(export_article)
export.add_command(export_quotes)
export.add_command(export_schema)

VERBS = (import_, export)
