"""How the sources are doing: the last good answer, the next request, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from tui_reader.config import Config
from tui_reader.desk.printing import Printed, iso
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources import plan
from tui_reader.sources.addresses import redact
from tui_reader.store import feeds
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

DAY, DAYS = 86_400, 28
"""Days over which the volume of a source is measured."""
RECOUNTED = 10
"""Seconds for which a volume holds: counting takes more than all the rest, and while a refresh goes on every
second brings a change.
"""
Volumes = dict[int, tuple[int, ...]]
WAITING = frozenset({"waiting", "offline"})
WELL = frozenset({"ok", "new"})
ASIDE = frozenset({*WAITING, *WELL, "moved", "off"})
"""States in which nothing is wrong with a source that anybody could mend; a move is a matter of its own."""
_ORDER = (frozenset({"moved"}), WAITING, WELL, frozenset({"off"}))

ADVICE = {
    "http-401": "write user and password_command into feeds.toml",
    "http-403": "some sites refuse programs; user_agent in feeds.toml may help, or ask them",
    "http-404": "look on its site for the feed; add that, or take this one out",
    "http-410": "it does not come back; take it out of feeds.toml, its articles stay",
    "dns": "look whether the address is spelled as its site spells it",
    "tls": "if you trust it all the same, insecure = true in feeds.toml says so",
    "bad-url": "mend the address in feeds.toml",
    "blocked-scheme": "mend the address in feeds.toml",
    "blocked-address": "name the address that it leads to in feeds.toml yourself",
    "not-a-feed": "add the address of its site: the feeds that a page names are found",
    "not-allowed": "look at it with `tui-reader config check`, then `tui-reader config allow`",
    "proxy": "mend proxy in feeds.toml",
    "password": "mend password_command, password_env or the entry in the keyring",
    plan.RETRY_AFTER: "nothing: it is asked when that time has come",
    "offline": "nothing: it is asked when there is a network again",
}
"""Error kind -> what a person can do; everything else is asked again by itself."""
_ADVICE = "nothing yet: it is asked again by itself, less and less often"
_STATES = {
    plan.RETRY_AFTER: "waiting",
    plan.GONE: "gone",
    "offline": "offline",
    "not-allowed": "not allowed",
    "not-a-feed": "no feed",
}


@dataclass(frozen=True, slots=True)
class Health:
    """One source of the configuration. Times are epoch seconds, 0 is never."""

    source: str
    """Its key in the configuration; may hold a password."""
    key: str
    """The key as it may be shown."""
    title: str
    kind: str
    state: str
    """ok, new, off, moved, failing, waiting, gone, offline, no feed, not allowed."""
    last_ok: int
    last_checked: int
    next_due: int
    failures: int
    error_kind: str
    sentence: str
    """What a person should know; empty when there is nothing to say."""
    days: tuple[int, ...]
    """Articles on each of the last four weeks' days, the oldest first."""
    saved_bytes: int
    moved_to: str
    """Where the feed says it has gone for good, once that is believed; as it may be shown."""
    move: str = ""
    """The same as feeds.toml would have it."""
    insecure: bool = False
    """Whether its certificate is taken unchecked."""
    why: str = ""
    """Why it is asked next when it is."""

    @property
    def a_week(self) -> float:
        """Articles a week, over the last four."""
        return sum(self.days) * 7 / DAYS

    @property
    def host(self) -> str:
        """The host that it is asked of, empty for files."""
        return urlsplit(self.key).hostname or ""

    @property
    def name(self) -> str:
        """What it is called on a line: an address without its scheme."""
        return self.title.removeprefix("https://").removeprefix("http://")


def health(config: Config, library: Library, now: int) -> list[Health]:
    """All sources in the order of the configuration, those with something wrong first."""
    return library.read(_all, config, now)


class Watch:
    """Looks at the sources again and again, beside the searches; next to nothing while none changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._seen = (0, 0)
        self._config: Config | None = None
        self._volumes: Volumes = {}
        self._counted = 0

    async def look(self, config: Config, now: int) -> list[Health] | None:
        """As `health`; None when nothing is other than at the last look. Raises StoreError."""
        return await self._library.look(self._look, config, now)

    def _look(self, conn: Connection, config: Config, now: int) -> list[Health] | None:
        version = int(conn.execute("PRAGMA data_version").fetchone()[0])
        if (version, now // 60) == self._seen and config is self._config:
            return None
        if not 0 <= now - self._counted < RECOUNTED or config is not self._config:
            self._volumes, self._counted = feeds.volumes(conn, now - DAYS * DAY, DAYS), now
        found = _all(conn, config, now, self._volumes)
        self._seen, self._config = (version, now // 60), config
        return found


def _all(conn: Connection, config: Config, now: int, volumes: Volumes | None = None) -> list[Health]:
    if volumes is None:
        volumes = feeds.volumes(conn, now - DAYS * DAY, DAYS)
    states = {state.key: state for state in feeds.feed_states(conn)}
    found = [
        _one(spec, states.get(spec.key) or FeedState(0, spec.key, spec.kind), volumes)
        for spec in config.sources
    ]
    return sorted(found, key=_rank)


def _rank(one: Health) -> int:
    """What is wrong first, what is switched off last."""
    if one.state not in ASIDE:
        return 0
    return next(place for place, states in enumerate(_ORDER, 1) if one.state in states)


def _one(spec: FeedSpec, state: FeedState, volumes: Volumes) -> Health:
    moved = redact(state.moved_to) if state.moved_seen >= plan.BELIEVED else ""
    return Health(
        source=spec.key,
        key=redact(spec.key),
        title=spec.title or state.title or redact(spec.key),
        kind=spec.kind,
        state=_state(state, moved=bool(moved)) if spec.enabled else "off",
        last_ok=state.last_ok,
        last_checked=state.last_checked,
        next_due=state.next_due,
        failures=state.failures,
        error_kind=state.error_kind if plan.failed(state) else "",
        sentence=_sentence(state, moved),
        days=volumes.get(state.feed_id, ()),
        saved_bytes=state.saved_bytes,
        moved_to=moved,
        move=state.moved_to if moved else "",
        insecure=spec.access.insecure,
        why=plan.reason(state, spec.every) if spec.kind == "feed" else "",
    )


def _sentence(state: FeedState, moved: str) -> str:
    if plan.failed(state) or not moved:
        return state.error
    words = f'it has moved for good; write url = "{moved}"'
    return f"{words}; {state.error}" if state.error else words


def _state(state: FeedState, *, moved: bool) -> str:
    if plan.failed(state):
        return _STATES.get(state.error_kind, "failing")
    if moved:
        return "moved"
    return "ok" if state.last_ok else "new"


def details(one: Health, now: int) -> Iterator[tuple[str, str]]:
    """All that is known of a source, as (what, words)."""
    times = f", {one.failures} times in a row" if one.failures > 1 else ""
    unchecked = " · its certificate is not checked" if one.insecure else ""
    yield "state", f"{one.state}{f' · {one.error_kind}' if one.error_kind else ''}{times}{unchecked}"
    if one.sentence:
        yield "note" if one.state in {*WELL, "moved"} else "told", one.sentence
    if words := to_do(one):
        yield "to do", words
    yield "next", _next(one, now)
    yield "good", f"{_when(one.last_ok, now)}, {span(now - one.last_ok)} ago" if one.last_ok else "never"
    spared = f" · {size(one.saved_bytes)} not sent again" if one.saved_bytes else ""
    yield "volume", f"{one.a_week:,.1f} articles a week{spared}"
    yield "address", one.key


def sums(found: Sequence[Health]) -> str:
    """How all are doing: "49 sources, 14 failing, 5 waiting, 1 moved · 1.3 MB not sent again"."""
    groups = (
        ("failing", sum(one.state not in ASIDE for one in found)),
        ("waiting", sum(one.state in WAITING for one in found)),
        ("moved", sum(one.state == "moved" for one in found)),
        ("off", sum(one.state == "off" for one in found)),
    )
    parts = [f"{len(found):,} source{'s' * (len(found) != 1)}"]
    parts += [f"{count:,} {what}" for what, count in groups if count] or ["all well"] * bool(found)
    spared = sum(one.saved_bytes for one in found)
    return ", ".join(parts) + (f" · {size(spared)} not sent again" if spared else "")


def size(count: int) -> str:
    """So many bytes in its largest unit: 640 B, 12 kB, 1.3 MB, 2.0 GB."""
    for unit, letter in ((1_000_000_000, "GB"), (1_000_000, "MB")):
        if count >= unit:
            return f"{count / unit:,.1f} {letter}"
    return f"{count // 1000} kB" if count >= 1000 else f"{count} B"


def to_do(one: Health) -> str:
    """What a person can do about a source; "" when there is nothing wrong with it."""
    if one.state == "off":
        return ""
    if one.error_kind:
        return ADVICE.get(one.error_kind, _ADVICE)
    return "take the new address: its articles and marks go with it" if one.move else ""


def _next(one: Health, now: int) -> str:
    if one.state == "off":
        return "not while it is switched off"
    if one.next_due <= now:
        return "at the next refresh"
    why = f": {one.why}" if one.why else ""
    return f"{_when(one.next_due, now)}, in {span(one.next_due - now)}{why}"


def _when(moment: int, now: int) -> str:
    """A time as a person says it: "14:20", "26 Nov 14:20", "26 Nov 2025"."""
    then, today = (datetime.fromtimestamp(each).astimezone() for each in (moment, now))
    if then.date() == today.date():
        return f"{then:%H:%M}"
    return f"{then.day} {then:%b} " + (
        f"{then:%H:%M}" if abs(now - moment) < 300 * 86_400 else f"{then.year}"
    )


def printed(found: list[Health], now: int) -> Iterator[Printed]:
    """The rows of `feeds`."""
    for one in found:
        data = {
            "key": one.key,
            "title": one.title,
            "kind": one.kind,
            "state": one.state,
            "last_ok": iso(one.last_ok) if one.last_ok else None,
            "next": iso(one.next_due) if one.next_due else None,
            "next_because": one.why or None,
            "failures": one.failures,
            "class": one.error_kind or None,
            "message": one.sentence or None,
            "to_do": to_do(one) or None,
            "articles_a_week": round(one.a_week, 1),
            "bytes_saved": one.saved_bytes,
            "moved_to": one.moved_to or None,
            "certificate_checked": not one.insecure,
        }
        yield Printed(data, line(one, now))


def line(one: Health, now: int) -> str:
    """A source on one line: state, last good answer, next request, volume, title, sentence."""
    asked = "never" if one.state == "off" else _asked(one, now)
    good = f"{span(now - one.last_ok)} ago" if one.last_ok else "never"
    times = f" ×{one.failures}" if one.failures > 1 else ""
    spared = f"  {size(one.saved_bytes)} spared" if one.saved_bytes else ""
    head = f"{one.state + times:<12} {good:>8}  next {asked:<7} {one.a_week:>6.1f}/week  {one.title}{spared}"
    told = [words for words in (one.sentence, to_do(one)) if words and one.state != "off"]
    return "\n             ".join([head, *told])


def _asked(one: Health, now: int) -> str:
    return "now" if one.next_due <= now else f"in {span(one.next_due - now)}"


def span(seconds: int) -> str:
    """A span in its largest whole unit: 40s, 12m, 5h, 3d."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{max(seconds, 0)}s"
