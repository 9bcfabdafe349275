"""The verbs that look after the library as a whole: forget, backup, restore."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.cli.session import MISUSED, Session, json_option, json_out, out

if TYPE_CHECKING:
    from tui_reader.model.events import Event


@click.command()
@click.argument("target", required=False, metavar="ARTICLE|SOURCE|ENTITY")
@click.option("--yes", is_flag=True, help="Do it; without this only what would go is counted.")
@click.option("--sweep", is_flag=True, help="Only take the bytes of what was deleted out of the file.")
@json_option
@click.pass_obj
def forget(session: Session, target: str | None, yes: bool, sweep: bool, as_json: bool) -> None:
    """Forget an article, or all articles of a source or about an entity, for good and without a trace.

    TARGET is an article's id, a source's title, URL or path, or an entity's name (entity:NAME when in doubt).
    """
    from tui_reader.desk import forgetting

    if (target is None) is not sweep:
        click.echo("tui-reader: name an article, a source or an entity, or use --sweep alone", err=True)
        sys.exit(MISUSED)
    with session.library() as library:
        if target is None or yes:
            click.echo("The library is written anew; a large one takes a while.", err=True)
        if target is None:
            forgetting.sweep(library)
            if as_json:
                json_out({"swept": True})
            return
        found = forgetting.scope(library, target)
        held = forgetting.copies(library, found)
        if yes:
            forgetting.forget(library, session.places, found)
        out([forgetting.told(found, held, done=yes)], as_json, whole=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def backup(session: Session, file: Path, as_json: bool) -> None:
    """Copy the library to FILE, also while it is in use."""
    from tui_reader.desk import backing_up

    with session.library() as library:
        out([backing_up.back_up(library, file, int(time.time()), _narrator())], as_json, whole=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def restore(session: Session, file: Path, as_json: bool) -> None:
    """Put the backup FILE in the library's place; the present library is kept under another name."""
    from tui_reader.desk import backing_up

    out([backing_up.restore(session.places, file, int(time.time()), _narrator())], as_json, whole=True)


def _narrator() -> Callable[[Event], None]:
    from tui_reader.desk.narration import Narrator

    return Narrator(sys.stderr).tell


VERBS = (forget, backup, restore)
