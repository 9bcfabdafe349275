"""The index job: puts the words of new articles into the text index, long before their texts are analysed.

It only takes the tags out, so that a thousand feeds take a few seconds; reading them into documents comes
later and puts better words in their place. Each batch is a short transaction: killed, it goes on there.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tui_reader.desk import lifetime
from tui_reader.desk.places import Places
from tui_reader.errors import StoreBusyError
from tui_reader.model.events import Event, Finished, Progress
from tui_reader.store import textindex
from tui_reader.store.library import Library

STAGE = "index"
PAUSE = 0.01
"""Seconds between two batches in which another writer may begin."""


def run(library: Library, places: Places, emit: Callable[[Event], None]) -> None:
    """Index all there is, unless another process is at it."""
    try:
        with lifetime.only_one(places.lock("index")):
            done = index(library, emit)
    except StoreBusyError:
        return
    if done:
        emit(Finished(STAGE, changed=done))


def index(library: Library, emit: Callable[[Event], None], between: Callable[[], None] | None = None) -> int:
    """Index the words of all articles that have only their titles in the index, the newest first; how many.

    `between` is called after each batch. Two may do this at once: they do it once.
    """
    total = library.read(textindex.count_waiting)
    if not total:
        return 0
    emit(Progress(STAGE, 0, total))
    if total > textindex.MOST:
        library.write_now(textindex.gather_titles)
    done = seen = below = 0
    while batch := library.read(textindex.waiting, below):
        below = batch[0].article_id
        done += library.write_now(textindex.add_words, batch)
        seen += len(batch)
        emit(Progress(STAGE, min(seen, total - 1), total))
        if between is not None:
            between()
        time.sleep(PAUSE)
    emit(Progress(STAGE, total, total))
    return done
