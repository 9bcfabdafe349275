"""The pictures of an article on its way out: fetched when asked for, and kept beside it or within it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tui_reader.config import Config
from tui_reader.desk import illustrating, publishing
from tui_reader.desk.refresh import named_origins
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FileError, ReadingError
from tui_reader.model.picture import INSIDE
from tui_reader.publish.piece import Picture, Piece
from tui_reader.sources import pictures


def fetched(
    config: Config, piece: Piece, *, offline: bool = False, told: Callable[[str], None] = lambda _: None
) -> Piece:
    """The same article with its pictures; those that could not be had are told. Opens sockets."""
    urls = [figure.url for figure in piece.document.figures]
    if not urls:
        return piece
    found = asyncio.run(pictures.fetch(urls, allowed=named_origins(config), offline=offline, told=told))
    kept = {url: Picture(each.data, each.media) for url, each in found.items()}
    return replace(
        piece, pictures=kept | _own(config, piece, [url for url in urls if url.startswith(INSIDE)], told)
    )


def _own(config: Config, piece: Piece, urls: list[str], told: Callable[[str], None]) -> dict[str, Picture]:
    """The pictures that the article's own file brings along."""
    if not urls:
        return {}
    workshop = Workshop()
    try:
        found = workshop.run_now(illustrating.within, illustrating.places(config, piece.article.guid), urls)
    except (FileError, ReadingError) as error:
        told(str(error))
        return {}
    finally:
        workshop.close()
    kinds = {url: pictures.kind_of(data) for url, data in found.items()}
    return {url: Picture(found[url], kind[0]) for url, kind in kinds.items() if kind}


def beside(piece: Piece, folder: Path, stem: str) -> Piece:
    """Write the pictures into a new folder `stem-pictures`; the article then names their files.

    Raises FileError.
    """
    if not piece.pictures:
        return piece
    place = publishing.new_folder(folder, f"{stem}-pictures")
    kept = {}
    for number, (url, picture) in enumerate(piece.pictures.items(), 1):
        kind = pictures.kind_of(picture.data)
        path = publishing.write(place, f"{number:02}.{kind[1] if kind else 'bin'}", picture.data)
        kept[url] = replace(picture, file=f"{place.name}/{path.name}")
    return replace(piece, pictures=kept)
