"""The verbs of people, organisations and places: find, put together, take apart, watch, hide."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from tui_reader.cli.library import insights_of
from tui_reader.cli.session import Session, file_option, json_option, limit_option, out


class _Entities(click.Group):
    """Takes words that are no verb of its own for a search."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`entities WORDS` is `entities find WORDS`."""
        own = bool(args) and (args[0] in self.commands or args[0] in {"-h", "--help"})
        return super().parse_args(ctx, args if own else ["find", *args])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both ways to call it."""
        formatter.write_usage(ctx.command_path, "[WORDS]... | VERB ...")


@click.group("entities", cls=_Entities)
def entities() -> None:
    """People, organisations and places: find them, put names together and take them apart.

    Without a verb: print them, by name, of the articles of a query, or of one file.
    """


@entities.command("find")
@click.argument("words", nargs=-1)
@file_option
@limit_option
@json_option
@click.pass_obj
def find(session: Session, words: tuple[str, ...], file: Path | None, limit: int, as_json: bool) -> None:
    """Print people, organisations and places: by name, of the articles of a query, or of one file."""
    insights_of(session, "entities", words, file, limit, as_json)


@entities.command("show")
@click.argument("entity", metavar="ID|NAME")
@json_option
@click.pass_obj
def show(session: Session, entity: str, as_json: bool) -> None:
    """Print everything about one: weeks, associates, quotes by and about."""
    from tui_reader.desk import dossiers

    with session.library() as library:
        out([dossiers.whole(library, entity)], as_json, whole=True)


@entities.command("merge")
@click.argument("kept", metavar="ID|NAME")
@click.argument("other", metavar="ID|NAME")
@json_option
@click.pass_obj
def merge(session: Session, kept: str, other: str, as_json: bool) -> None:
    """Make one of two, under the name of the first, for ever; undo takes it back."""
    from tui_reader.desk import dossiers

    with session.library() as library:
        out([dossiers.merged(library, kept, other, _now())], as_json, whole=True)


@entities.command("split")
@click.argument("entity", metavar="ID|NAME")
@click.option(
    "--article", "articles", type=int, multiple=True, help="What this article names; may be repeated."
)
@click.option(
    "--alias", default="", metavar="NAME", help="What is called so, in all articles to come as well."
)
@json_option
@click.pass_obj
def split(session: Session, entity: str, articles: tuple[int, ...], alias: str, as_json: bool) -> None:
    """Make an entity of its own of some articles, or of a name, for ever; undo takes it back."""
    from tui_reader.desk import dossiers

    if bool(articles) == bool(alias):
        raise click.UsageError("name articles with --article, or a name with --alias")
    with session.library() as library:
        out([dossiers.split_off(library, entity, articles, alias, _now())], as_json, whole=True)


def _marking(verb: str, mark: Any, words: str, off_words: str) -> click.Command:
    @click.command(verb, help=words)
    @click.argument("entity", metavar="ID|NAME")
    @click.option("--off", is_flag=True, help=off_words)
    @json_option
    @click.pass_obj
    def run(session: Session, entity: str, off: bool, as_json: bool) -> None:
        from tui_reader.desk import dossiers

        with session.library() as library:
            out([dossiers.marked(library, entity, mark, value=not off, now=_now())], as_json, whole=True)

    return run


entities.add_command(
    _marking("watch", "watched", "Watch an entity: is:watched finds its articles.", "No longer.")
)
entities.add_command(
    _marking("hide", "hidden", "Leave an entity out of the side panes of the screen.", "Show it again.")
)


def _now() -> int:
    return int(time.time())


VERBS = (entities,)
