"""Forgetting an article, a source or an entity: what is meant, what would go, what copies still hold."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tui_reader.desk import illustrating
from tui_reader.desk.places import Places
from tui_reader.desk.printing import Printed
from tui_reader.errors import StoreError, StoreMissingError
from tui_reader.model.insight import Entity, EntityKind
from tui_reader.store import backup, feeds, forgetting, insights
from tui_reader.store.connection import Connection
from tui_reader.store.forgetting import Scope
from tui_reader.store.library import Library

_NAMES = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A copy of the library and how many of the articles it holds; -1 when it cannot be read."""

    path: Path
    articles: int


def scope(library: Library, target: str) -> Scope:
    """What an article's id, a source's title, URL or path, or an entity's name means, in this order.

    `entity:` before a name or an entity's id leaves no doubt. Raises StoreMissingError when nothing is meant,
    StoreError when several entities are.
    """
    found = library.read(_scope, target.strip())
    if found is None:
        raise StoreMissingError(
            f"there is no article, source or entity called {target!r}; name an article's id, "
            "a source's title, URL or path, or an entity's name",
            subject=target,
        )
    return found


def _scope(conn: Connection, target: str) -> Scope | None:
    kind, _, name = target.rpartition("entity:")
    if not kind and name != target:
        return _entity(conn, name.strip())
    if target.isdecimal():
        return forgetting.article_scope(conn, int(target)) if int(target) < 1 << 63 else None
    feed_id = feeds.named(conn, target)
    return forgetting.feed_scope(conn, feed_id) if feed_id else _entity(conn, target)


def _entity(conn: Connection, name: str) -> Scope | None:
    if name.isdecimal():
        return forgetting.entity_scope(conn, int(name)) if int(name) < 1 << 63 else None
    wanted = name.casefold()
    cards = [card for card in insights.find_entities(conn, name, _NAMES) if card.name.casefold() == wanted]
    if len(cards) > 1:
        choices = ", ".join(f"entity:{card.id} ({card.kind}, {card.articles} articles)" for card in cards)
        raise StoreError(f"several entities are called {name}: {choices}", subject=name)
    return forgetting.entity_scope(conn, cards[0].id) if cards else None


def copies(library: Library, found: Scope) -> list[Held]:
    """The copies of the library that hold any of a scope's articles, and those that cannot be read.

    Copies are the backups that were made of it, and what upgrades and restoring left beside it.
    """
    wanted = library.read(forgetting.identities, found)
    beside = sorted(library.path.parent.glob(f"{library.path.name}.*"))
    known = dict.fromkeys([*library.read(backup.made), *beside])
    held = [Held(path, _held(path, wanted)) for path in known if path.is_file()]
    return [copy for copy in held if copy.articles]


def _held(path: Path, wanted: list[tuple[str, str]]) -> int:
    try:
        with closing(backup.open_copy(path)) as conn:
            return forgetting.held(conn, wanted)
    except StoreError:
        return -1


def forget(library: Library, places: Places, found: Scope) -> int:
    """Take it out of the library, its file, the pictures, the log and the screen's place; how many went.

    Raises StoreBusyError when another process keeps the bytes alive; the library itself has forgotten then.
    """
    count = library.write_now(forgetting.forget, found, _keys)
    if places.log.exists():
        places.log.write_bytes(b"")
    places.screen.unlink(missing_ok=True)
    illustrating.forget(places.store)
    sweep(library)
    return count


def _keys(form: str, kind: str) -> tuple[str, ...]:
    from tui_reader.insight import linking

    return linking.keys(Entity(form, cast("EntityKind", kind), ()))


def sweep(library: Library) -> None:
    """Take the bytes of all that was ever deleted out of the file. Raises StoreBusyError."""
    library.tend_now(forgetting.sweep)


def told(found: Scope, held: list[Held], *, done: bool) -> Printed:
    """What would go, or went, and which copies still hold it."""
    count = len(found.articles)
    went = ", ".join(
        [
            _counted(count, "article"),
            _counted(found.revisions, "text"),
            _counted(found.quotes, "quote"),
        ]
    )
    lines = [f"{'Forgotten' if done else 'Would forget'}: {found.kind} {found.name}: {went}."]
    for copy in held:
        what = "cannot be read" if copy.articles < 0 else f"still holds {copy.articles:,} of them"
        lines.append(f"{copy.path} {what}; remove it yourself.")
    if done and found.kind == "feed":
        lines.append("If feeds.toml names this source, take it out there: new articles come in otherwise.")
    if not done:
        lines.append("Nothing was changed; add --yes. It cannot be undone.")
    data = {
        "kind": found.kind,
        "id": found.id,
        "name": found.name,
        "articles": count,
        "revisions": found.revisions,
        "quotes": found.quotes,
        "forgotten": done,
        "copies": [
            {"path": str(copy.path), "articles": copy.articles if copy.articles >= 0 else None}
            for copy in held
        ],
    }
    return Printed(data, "\n".join(lines))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
