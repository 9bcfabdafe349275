"""The verbs of what a reader does to articles: mark, star, tag, note, undo, redo, history."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.library import typed
from tui_reader.cli.session import MISUSED, Session, json_option, limit_option, out

if TYPE_CHECKING:
    from tui_reader.desk.marking import Change

_CHANGES = ("read", "unread", "star", "unstar", "dismiss", "undismiss")
_SIGNED: dict[str, Any] = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""Words may begin with a minus: -tag takes a tag off, -word in a query excludes."""


def _meant(targets: tuple[str, ...]) -> list[str]:
    """Ids, or the one query that the words make."""
    return list(targets) if all(map(str.isdecimal, targets)) else [typed(targets)]


def _now() -> int:
    return int(time.time())


@click.command(context_settings=_SIGNED)
@click.argument("change", type=click.Choice(_CHANGES))
@click.argument("targets", nargs=-1, required=True, metavar="ID|QUERY...")
@json_option
@click.pass_obj
def mark(session: Session, change: Change, targets: tuple[str, ...], as_json: bool) -> None:
    """Mark articles read, unread, star, unstar, dismiss or undismiss, as one step that undo takes back."""
    from tui_reader.desk import marking

    with session.library() as library:
        out([marking.mark(library, _meant(targets), change, _now())], as_json, whole=True)


@click.command(context_settings=_SIGNED)
@click.argument("targets", nargs=-1, required=True, metavar="ID|QUERY...")
@click.option("--off", is_flag=True, help="Take the star away.")
@json_option
@click.pass_obj
def star(session: Session, targets: tuple[str, ...], off: bool, as_json: bool) -> None:
    """Star articles, or with --off take their stars away."""
    from tui_reader.desk import marking

    with session.library() as library:
        change: Change = "unstar" if off else "star"
        out([marking.mark(library, _meant(targets), change, _now())], as_json, whole=True)


@click.command(context_settings=_SIGNED)
@click.argument("words", nargs=-1, metavar="ID... +TAG -TAG...")
@json_option
@click.pass_obj
def tag(session: Session, words: tuple[str, ...], as_json: bool) -> None:
    """Put tags on articles (+rates) and take them off (-rates); without words, list all tags."""
    from tui_reader.desk import marking

    ids = [word for word in words if word.isdecimal()]
    add = [word[1:] for word in words if word.startswith("+")]
    remove = [word[1:] for word in words if word.startswith("-")]
    if words and (not ids or not (add or remove) or len(ids) + len(add) + len(remove) < len(words)):
        click.echo("tui-reader: expected ids and then tags with a sign: tag 123 +rates -later", err=True)
        sys.exit(MISUSED)
    with session.library() as library:
        if words:
            out([marking.tag(library, ids, add, remove, _now())], as_json, whole=True)
        else:
            out(marking.all_tags(library), as_json)


@click.command()
@click.argument("article", type=int)
@click.argument("text", required=False)
@click.option("--on", default="", metavar="WORDS", help="Note on these words of the article.")
@click.option("--remove", is_flag=True, help="Remove the note.")
@json_option
@click.pass_obj
def note(session: Session, article: int, text: str | None, on: str, remove: bool, as_json: bool) -> None:
    """Write a note on an article (TEXT, or - for standard input), or print its notes."""
    from tui_reader.desk import marking

    if text == "-":
        text = sys.stdin.read()
    with session.library() as library:
        out([marking.note(library, article, "" if remove else text, _now(), on=on)], as_json, whole=True)


@click.command()
@json_option
@click.pass_obj
def undo(session: Session, as_json: bool) -> None:
    """Take back the latest change, also one made on the screen."""
    from tui_reader.desk import marking

    with session.library() as library:
        out([marking.undo(library, _now())], as_json, whole=True)


@click.command()
@json_option
@click.pass_obj
def redo(session: Session, as_json: bool) -> None:
    """Do again what undo took back."""
    from tui_reader.desk import marking

    with session.library() as library:
        out([marking.redo(library, _now())], as_json, whole=True)


@click.command()
@limit_option
@json_option
@click.pass_obj
def history(session: Session, limit: int, as_json: bool) -> None:
    """List the articles opened last, newest first."""
    from tui_reader.desk import marking

    with session.library() as library:
        out(marking.visited(library, limit), as_json)


VERBS = (mark, star, tag, note, undo, redo, history)
