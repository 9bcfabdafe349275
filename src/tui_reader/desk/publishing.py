"""Takes articles and quotes out: texts for standard output, or files that never overwrite another."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from tui_reader.config import Config
from tui_reader.errors import FileError
from tui_reader.model.article import Article
from tui_reader.model.query import ArticleQuery
from tui_reader.publish import quotes as quote_lists
from tui_reader.publish.data import data
from tui_reader.publish.markdown import markdown
from tui_reader.publish.piece import Origin, Piece
from tui_reader.publish.plain import plain
from tui_reader.publish.web import web
from tui_reader.store import articles, insights, notes, parts, remarks, rereading, search, tags
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

ArticleFormat = Literal["md", "html", "txt", "json"]
ARTICLE_FORMATS: tuple[ArticleFormat, ...] = ("md", "html", "txt", "json")
_WRITERS = {"md": markdown, "html": web, "txt": plain, "json": data}


def piece(conn: Connection, article_id: int) -> Piece | None:
    """One article with all that is published of it; None when it is gone or has no text yet."""
    article = articles.article(conn, article_id)
    document = articles.document(conn, article.revision_id) if article else None
    if article is None or document is None:
        return None
    return Piece(
        article,
        document,
        tuple(insights.quotes(conn, article_id)),
        tuple(insights.entities(conn, article_id)),
        status=articles.status(conn, article_id),
        tags=tags.tags_of(conn, article_id),
        note=notes.note_of(conn, article_id),
        remarks=tuple(remarks.remarks(conn, article_id)),
        origin=_origin(conn, article),
    )


def _origin(conn: Connection, article: Article) -> Origin | None:
    revision = articles.revision(conn, article.revision_id)
    if revision is None:
        return None
    addresses = tuple(part.url for part in parts.parts_of(conn, revision.id))
    return Origin(revision, *rereading.made_by(conn, article.id), addresses)


def pieces(library: Library, text: str) -> Iterator[Piece]:
    """The articles a query selects, newest first, those with a text."""
    for article_id in library.read(search.find, ArticleQuery(text=text), None):
        found = library.read(piece, article_id)
        if found is not None:
            yield found


def article_text(found: Piece, kind: ArticleFormat) -> str:
    """An article in a format."""
    return _WRITERS[kind](found)


def quote_text(found: Sequence[Piece] | Iterator[Piece], kind: Literal["csv", "md"]) -> str:
    """The quotes of articles in a format."""
    return quote_lists.table(found) if kind == "csv" else quote_lists.notes(found)


def file_name(found: Piece, kind: str) -> str:
    """A safe name made of a title: small letters, digits and hyphens only."""
    plain_title = (
        unicodedata.normalize("NFKD", found.article.title.casefold()).encode("ascii", "ignore").decode()
    )
    stem = re.sub(r"[^a-z0-9]+", "-", plain_title)[:80].strip("-")
    return f"{stem or f'article-{found.article.id}'}.{kind}"


def folder(config: Config) -> Path:
    """Where the screen writes articles; a relative path starts at feeds.toml, none is where one is."""
    if not config.export:
        return Path.cwd()
    return config.path.absolute().parent / Path(config.export).expanduser()


def export(into: Path, found: Piece, kind: ArticleFormat) -> Path:
    """Write an article into a folder, which is made when it is not there. Raises FileError."""
    make_folder(into)
    return write(into, file_name(found, kind), article_text(found, kind))


def make_folder(folder: Path) -> None:
    """Make a private folder unless it is there. Raises FileError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder} cannot be made: {error.strerror}", subject=str(folder)) from error


def new_folder(folder: Path, name: str) -> Path:
    """Make a new private folder; a number is added to a name that is taken. Raises FileError."""
    for number in range(1, 1000):
        path = folder / (name if number == 1 else f"{name}-{number}")
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileError(f"{path} cannot be made: {error.strerror}", subject=str(path)) from error
        return path
    raise FileError(f"{folder / name} is taken a thousand times", subject=str(folder / name))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a new private file; a number is added to a name that is taken. Raises FileError."""
    content = content.encode("utf-8", "replace") if isinstance(content, str) else content
    for number in range(1, 1000):
        path = folder / (name if number == 1 else f"{Path(name).stem}-{number}{Path(name).suffix}")
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileError(f"{path} cannot be written: {error.strerror}", subject=str(path)) from error
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return path
    raise FileError(f"{folder / name} is taken a thousand times", subject=str(folder / name))
