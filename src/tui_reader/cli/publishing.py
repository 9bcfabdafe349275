"""The verbs that take articles and quotes out: export article, export quotes, export schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tui_reader.cli.session import Session, json_option, json_out, missing

if TYPE_CHECKING:
    from tui_reader.desk.publishing import ArticleFormat
    from tui_reader.publish.piece import Piece
    from tui_reader.store.library import Library


@click.command("article")
@click.argument("ids", nargs=-1, type=int, metavar="[ID...]")
@click.option("--query", help="Those that a query selects, newest first, instead of IDs.")
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
    query: str | None,
    kind: ArticleFormat,
    output: Path | None,
    images: bool,
    as_json: bool,
) -> None:
    """Write articles with who said what, to standard output or as new files into a folder."""
    from tui_reader.desk import publishing

    if bool(ids) == (query is not None):
        raise click.UsageError("name articles by their IDs, or by --query")
    rows = []
    with session.library() as library:
        for found in _pieces(library, ids, query):
            name = publishing.file_name(found, kind)
            piece = _with_pictures(session, found, output, Path(name).stem) if images else found
            text = publishing.article_text(piece, kind)
            path = publishing.write(output, name, text) if output else None
            if not as_json:
                click.echo(str(path) if path else text, nl=bool(path))
                continue
            rows.append({"id": found.article.id, "file": path and str(path), "text": None if path else text})
    if as_json:
        json_out(rows)


def _pieces(library: Library, ids: tuple[int, ...], query: str | None) -> Iterator[Piece]:
    from tui_reader.desk import publishing

    if query is not None:
        yield from publishing.pieces(library, query)
        return
    for article_id in ids:
        found = library.read(publishing.piece, article_id)
        if found is None:
            missing(f"no article with a text has the id {article_id}")
        yield found


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
