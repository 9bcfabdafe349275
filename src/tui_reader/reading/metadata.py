"""What a page says about its article: title, authors, date, site, picture, language."""
from __future__ import annotations
from dataclasses import dataclass
from typing import Any
from tui_reader.reading.tree import Element
from datetime import datetime, UTC

@dataclass(frozen=True, slots=True)
class Metadata:
    title: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    site: str = ""
    image: str = ""
    lang: str = ""
    description: str = ""

def read_metadata(root: Element, chosen: Any, *, url: str = "", title: str = "") -> Metadata:
    if chosen is None: return Metadata(title)
    return Metadata(title or chosen.title or "", tuple((chosen.author or "").split("; ")) if chosen.author else (), int(datetime.fromisoformat(chosen.date).replace(tzinfo=UTC).timestamp()) if chosen.date else None, chosen.sitename or "", chosen.image or "", chosen.language or "", chosen.description or "")
