"""The verbs that take articles and quotes out: export article, export quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from tui_reader.cli.session import Session, json_option, json_out, missing


@click.command("article")
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@click.option("--format", "kind", type=click.Choice(["md", "html", "txt"]), default="md", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False, exists=True), help="A folder."
)
@json_option
@click.pass_obj
def export_article(
    session: Session,
    ids: tuple[int, ...],
    kind: Literal["md", "html", "txt"],
    output: Path | None,
    as_json: bool,
) -> None:
    """Write articles with who said what, to standard output or as new files into a folder."""
    from tui_reader.desk import publishing

    rows = []
    with session.library() as library:
        for article_id in ids:
            found = library.read(publishing.piece, article_id)
            if found is None:
                missing(f"no article with a text has the id {article_id}")
            text = publishing.article_text(found, kind)
            name = publishing.file_name(found, kind)
            path = publishing.write(output, name, text) if output else None
            rows.append(
                {"id": article_id, "file": str(path) if path else None, "text": None if path else text}
            )
    if as_json:
        json_out(rows)
        return
    for row in rows:
        click.echo(row["file"] or row["text"], nl=bool(row["file"]))


@click.command("quotes")
@click.argument("words", nargs=-1)
@click.option("--format", "kind", type=click.Choice(["csv", "md"]), default="csv", show_default=True)
@json_option
@click.pass_obj
def export_quotes(
    session: Session, words: tuple[str, ...], kind: Literal["csv", "md"], as_json: bool
) -> None:
    """Write the quotes of the articles a query selects, each with its citation."""
    from tui_reader.desk import publishing

    with session.library() as library:
        text = publishing.quote_text(publishing.pieces(library, " ".join(words)), kind)
    if as_json:
        json_out({"format": kind, "text": text})
    else:
        click.echo(text, nl=False)
