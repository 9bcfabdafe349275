"""What newsboat needs on the same machine in the same run, over the same articles; nothing where it is not.

Its cache gets the statistics that its own program leaves empty: without them it is many times slower.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.terminal import Terminal
from tests.generate.fill import specs
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, search
from tui_reader.store.library import Library

PAINT = "newsboat: first paint, CPU"
LARGEST = 100_000
OUTLETS, STARTS = 200, 3


def starts(folders: Sequence[tuple[int, Path]]) -> list[Figure]:
    """The first list of feeds on screen: processor time and time on the clock."""
    if shutil.which("newsboat") is None:
        return []
    figures = []
    for size, folder in folders:
        if size <= LARGEST:
            home = _cache(folder)
            shown = [_start(home) for _ in range(STARTS + 1)][1:]
            figures += [
                Figure(PAINT, size, tuple(cpu * 1000 for cpu, _ in shown)),
                Figure("newsboat: first paint, wall", size, tuple(wall * 1000 for _, wall in shown)),
            ]
    return figures


def _start(home: Path) -> tuple[float, float]:
    with Terminal([*_argv(home), "-q"]) as terminal:
        wall = terminal.wait(lambda text: "unread" in text and specs(1)[0].title in text)
        return terminal.cpu(), wall


def _argv(home: Path) -> list[str]:
    return ["newsboat", "-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]


def _cache(folder: Path) -> Path:
    """A newsboat's home with the articles of a library, made where it is missing."""
    home = folder / "newsboat"
    if (home / "config").exists():
        return home
    home.mkdir(exist_ok=True)
    (home / "urls").write_text("".join(f'{spec.url} "~{spec.title}"\n' for spec in specs(OUTLETS)))
    (home / "cache.db").unlink(missing_ok=True)
    (home / "config").touch()
    subprocess.run([*_argv(home), "-x", "print-unread"], check=True, capture_output=True, timeout=60)
    with Library.open(folder / "library.db") as library, closing(sqlite3.connect(home / "cache.db")) as cache:
        cache.executemany(
            "INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)",
            [(spec.url, spec.url, spec.title) for spec in specs(OUTLETS)],
        )
        cache.executemany(
            """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread,
                enclosure_url, enclosure_type, flags) VALUES (?, ?, '', ?, ?, ?, ?, ?, '', '', '')""",
            _items(library),
        )
        cache.commit()
        cache.execute("ANALYZE")
        cache.commit()
    return home


def _items(library: Library) -> Iterator[tuple[object, ...]]:
    for article_id in library.read(search.find, ArticleQuery()):
        article = library.read(articles.article, article_id)
        if article is not None:
            content = library.read(articles.source, article.revision_id)
            unread = not library.read(articles.status, article_id).read
            feed = article.url.rpartition("/")[0] + "/feed.xml"
            yield article.guid, article.title, article.url, feed, article.published, content, unread
