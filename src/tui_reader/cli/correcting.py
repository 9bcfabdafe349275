"""The verbs of corrections: what is no quote, who said it, what was missed; list, export, import."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tui_reader.cli.session import Session, json_option, json_out, out

if TYPE_CHECKING:
    from tui_reader.model.correction import Verdict


@click.group("corrections", invoke_without_command=True)
@json_option
@click.pass_context
def corrections(ctx: click.Context, as_json: bool) -> None:
    """What you said of quotes: list it, or say it. Every analysis keeps to it; undo takes it back."""
    if ctx.invoked_subcommand is not None:
        return
    from tui_reader.desk import correcting

    session: Session = ctx.obj
    with session.library() as library:
        out(list(correcting.listed(library)), as_json)


def _say(session: Session, article: int, words: str, verdict: Verdict, speaker: str, as_json: bool) -> None:
    from tui_reader.desk import correcting

    with session.library() as library:
        out([correcting.say(library, article, words, verdict, speaker, _now())], as_json, whole=True)


@corrections.command("reject")
@click.argument("article", type=int)
@click.argument("words")
@json_option
@click.pass_obj
def reject(session: Session, article: int, words: str, as_json: bool) -> None:
    """WORDS of an article are no quotation."""
    _say(session, article, words, "rejected", "", as_json)


@corrections.command("speaker")
@click.argument("article", type=int)
@click.argument("words")
@click.argument("name")
@json_option
@click.pass_obj
def speaker(session: Session, article: int, words: str, name: str, as_json: bool) -> None:
    """NAME said the quotation of these WORDS; an empty NAME: nobody in particular."""
    _say(session, article, words, "speaker", name, as_json)


@corrections.command("quote")
@click.argument("article", type=int)
@click.argument("words")
@click.argument("name", default="")
@json_option
@click.pass_obj
def quote(session: Session, article: int, words: str, name: str, as_json: bool) -> None:
    """WORDS of an article are a quotation that was missed, by NAME."""
    _say(session, article, words, "quote", name, as_json)


@corrections.command("withdraw")
@click.argument("correction", type=int, metavar="ID")
@json_option
@click.pass_obj
def withdraw(session: Session, correction: int, as_json: bool) -> None:
    """Take a correction back, so that the quote is again as it was found."""
    from tui_reader.desk import correcting

    with session.library() as library:
        out([correcting.withdraw(library, correction, _now())], as_json, whole=True)


@corrections.command("export")
@click.pass_obj
def export(session: Session) -> None:
    """Print all corrections, a line of JSON each, for `corrections import` of another library."""
    from tui_reader.desk import correcting

    with session.library() as library:
        for line in correcting.exported(library):
            click.echo(line)


@corrections.command("import")
@click.argument("file", type=click.File("rb"))
@json_option
@click.pass_obj
def take(session: Session, file: BinaryIO, as_json: bool) -> None:
    """Take in what `corrections export` printed (FILE, or - for standard input)."""
    from tui_reader.desk import correcting

    name = Path(getattr(file, "name", "-")).name
    with session.library() as library:
        taken = correcting.take(library, file, _now(), name=name)
    if as_json:
        json_out(taken._asdict())
        return
    click.echo(f"{taken.added} taken in, {taken.known} known, {taken.absent} of articles that are not here")


def _now() -> int:
    return int(time.time())


VERBS = (corrections,)
