"""The verbs that take articles and quotes out: export article, export quotes, export schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tui_reader.cli.session import Session, json_option, json_out, missing

if TYPE_CHECKING:
    from tui_reader.desk.publishing import ArticleFormat
    from tui_reader.publish.piece import Piece


@click.command("article")
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@click.option(
    "--format", "kind", type=click.Choice(["md", "html", "txt", "json"]), default="md", show_default=True
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False, exists=True), help="A folder."
)
@click.option(
    "--images", is_flag=True, help="Fetch the pictures too: into a folder beside each file, or into the page."
)
@json_option
@click.pass_obj
def export_article(
    session: Session,
    ids: tuple[int, ...],
    kind: ArticleFormat,
    output: Path | None,
    images: bool,
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
            name = publishing.file_name(found, kind)
            if images:
                found = _with_pictures(session, found, output, Path(name).stem)
            text = publishing.article_text(found, kind)
            path = publishing.write(output, name, text) if output else None
            rows.append(
                {"id": article_id, "file": str(path) if path else None, "text": None if path else text}
            )
    if as_json:
        json_out(rows)
        return
    for row in rows:
        click.echo(row["file"] or row["text"], nl=bool(row["file"]))


def _with_pictures(session: Session, found: Piece, output: Path | None, stem: str) -> Piece:
    """The article with its pictures, in files when there is a folder for them."""
    from tui_reader.desk import picturing

    def told(words: str) -> None:
        click.echo(f"{found.article.title}: {words}", err=True)

    found = picturing.fetched(session.config(), found, offline=session.offline, told=told)
    return picturing.beside(found, output, stem) if output else found


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


@click.command("schema")
@json_option
def export_schema(as_json: bool) -> None:
    """Print the JSON Schema of articles written as JSON."""
    from tui_reader.publish import data

    _ = as_json  # it is JSON either way
    json_out(data.schema())
