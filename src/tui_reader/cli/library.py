"""The verbs that read the library: list, show, search, quotes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tui_reader.cli.session import Session, file_option, json_option, limit_option, missing, out
from tui_reader.errors import ConfigError

if TYPE_CHECKING:
    from tui_reader.model.query import Sort


@click.command("list")
@click.argument("query", nargs=-1)
@click.option("--unread", is_flag=True, help="Unread ones only.")
@click.option(
    "--sort",
    type=click.Choice(["newest", "oldest", "source", "title", "quotes"]),
    default="newest",
    show_default=True,
    help="The order; by source, title and quotes, of the newest 5,000.",
)
@limit_option
@json_option
@click.pass_obj
def list_articles(
    session: Session, query: tuple[str, ...], unread: bool, sort: Sort, limit: int, as_json: bool
) -> None:
    """List articles of one source (its title, URL or path), or those that a QUERY selects."""
    from tui_reader.desk import printing

    with session.library() as library:
        out(printing.articles(library, source=typed(query), unread=unread, sort=sort, limit=limit), as_json)


@click.command()
@click.argument("article", type=int)
@click.option("--revisions", is_flag=True, help="List the texts it had: where from, when, fingerprints.")
@click.option("--diff", is_flag=True, help="Print what changed since the text before, quotes first.")
@click.option("--old", default=0, metavar="REVISION", help="With --diff: from this text.")
@click.option("--new", default=0, metavar="REVISION", help="With --diff: to this text.")
@click.option("--page", is_flag=True, help="Write the page it was made of, byte for byte, if it was kept.")
@json_option
@click.pass_obj
def show(
    session: Session,
    article: int,
    revisions: bool,
    diff: bool,
    old: int,
    new: int,
    page: bool,
    as_json: bool,
) -> None:
    """Print one article, by its id."""
    from tui_reader.desk import revising

    with session.library() as library:
        if page:
            sys.stdout.buffer.write(revising.page(library, article))
            return
        if revisions:
            out(revising.listed(library, article), as_json)
            return
        if diff:
            out([revising.compared(library, article, old, new)], as_json, whole=True)
            return
        shown = revising.whole(library, article)
    if shown is None:
        missing(f"no article has the id {article}")
    out([shown], as_json, whole=True)


@click.command()
@click.argument("words", nargs=-1, required=True)
@limit_option
@json_option
@click.pass_obj
def search(session: Session, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the library with a query: words, "phrases", -not, OR, brackets, and fields.

    Fields: feed: folder: tag: title: author: lang: after: before: is: said: about: entity: quotes:
    """
    from tui_reader.desk import printing
    from tui_reader.model.query_parser import finished

    with session.library() as library:
        out(printing.articles(library, text=finished(typed(words)), limit=limit), as_json)


@click.command()
@click.argument("words", nargs=-1)
@file_option
@limit_option
@json_option
@click.pass_obj
def quotes(session: Session, words: tuple[str, ...], file: Path | None, limit: int, as_json: bool) -> None:
    """Print who said what: over the library (or what a query asks for), or over one file."""
    insights_of(session, "quotes", words, file, limit, as_json)


def typed(words: tuple[str, ...]) -> str:
    """The query of several arguments; a blank within one of them is part of its value or phrase."""
    return words[0] if len(words) == 1 else " ".join(map(_requoted, words))


def _requoted(word: str) -> str:
    """An argument as it was before the shell took its quotation marks: said:"Ilse Brandvold"."""
    if not any(map(str.isspace, word)) or any(mark in word for mark in '"“”„«»()'):
        return word
    head, colon, value = word.rpartition(":")
    return f'{head}{colon}"{value}"'


def insights_of(
    session: Session,
    what: Literal["quotes", "entities"],
    words: tuple[str, ...],
    file: Path | None,
    limit: int,
    as_json: bool,
) -> None:
    """Print quotes or entities of the library, of a query, or of a file."""
    if file is not None:
        from tui_reader.desk import one_file

        out(one_file.insight(file, what, model=_model(session)), as_json)
        return
    from tui_reader.desk import printing
    from tui_reader.model.query_parser import finished

    with session.library() as library:
        rows = printing.quotes if what == "quotes" else printing.entities
        out(rows(library, finished(typed(words)) if words else "", limit), as_json)


def _model(session: Session) -> str:
    """The language model of the configuration, when there is a usable one."""
    from tui_reader import config

    try:
        return config.load(session.places.config).model
    except ConfigError:
        return "auto"


VERBS = (list_articles, show, search, quotes)
