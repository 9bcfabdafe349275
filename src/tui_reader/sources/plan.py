"""When a source is asked again, and what is kept of its last answers. Pure: every time is passed in.

Times are epoch seconds, spans are seconds. Nothing here insists more than a publisher would like: hourly at
most unless the user says otherwise, conditional requests, Retry-After obeyed always.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tui_reader.errors import FeedParseError, FetchError, FileError, SourceError
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.model.text import clean_line
from tui_reader.sources.pace import Pace

MINUTE, HOUR, DAY = 60, 3600, 86_400
EVERY = HOUR
"""Between two fetches when neither the user nor the publisher says anything."""
SHORTEST, LONGEST = 5 * MINUTE, 7 * DAY
"""What Retry-After may ask for."""
FRESHEST = DAY
"""The longest a publisher's max-age is believed: a feed cached for a week still has daily news."""
BACKOFF, BACKOFF_LONGEST = HOUR, DAY
VALIDATORS_LIVE = 8 * DAY
"""After this the whole feed is asked for once: servers that answer 304 for ever are common."""
RETRY_AFTER = "retry-after"
"""The error kind when the server named the time of the next request; `everything` does not pass it."""
GONE = "http-410"
WAITING = "waiting"
"""The kind of a request that was not made because its origin had asked to be left alone."""
NOTED = "noted"
"""The kind of a state that is well, with a note in the place of an error."""
BELIEVED = 2
"""So often in a row must a server say that a feed has moved: a captive portal says it once."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a good answer said."""

    status: int = 200
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    fresh_for: int | None = None
    """Seconds for which the server calls its answer fresh; None when it does not say."""
    title: str = ""
    site_url: str = ""
    moved_to: str = ""
    """Where the answer came from when every redirect was for good."""
    size: int = 0
    """Bytes of the body; 0 for 304."""
    pace: Pace | None = None
    """What the feed asks for; None when its body was not looked at."""
    note: str | None = None
    """What a reader should know of the feed though it could be read; None when its body was not looked at."""


def due(
    states: Iterable[FeedState], specs: Iterable[FeedSpec], *, now: int, everything: bool = False
) -> list[tuple[FeedSpec, FeedState]]:
    """The sources to ask now, in the order of `specs`; a source never seen gets an empty state, feed_id 0.

    `everything` passes every date but a Retry-After still running. What is not enabled is never due.
    """
    known = {state.key: state for state in states}
    pairs = (
        (spec, known.get(spec.key) or FeedState(0, spec.key, spec.kind)) for spec in specs if spec.enabled
    )
    return [(spec, state) for spec, state in pairs if _is_due(state, now=now, everything=everything)]


def waits(state: FeedState, *, now: int) -> bool:
    """Whether the server has asked us to stay away and that time is still running."""
    return state.error_kind == RETRY_AFTER and now < state.next_due <= now + LONGEST


def _is_due(state: FeedState, *, now: int, everything: bool) -> bool:
    if waits(state, now=now):
        return False
    # A date further ahead than any rule sets one comes from a clock that was wrong.
    return everything or state.next_due <= now or state.next_due > now + LONGEST


def validators(state: FeedState, *, now: int) -> tuple[str, str]:
    """(etag, last_modified) to send now; empty once in eight days, on another day for each source."""
    shift = zlib.crc32(state.key.encode("utf-8", "replace")) % VALIDATORS_LIVE
    if (now + shift) // VALIDATORS_LIVE != (state.last_ok + shift) // VALIDATORS_LIVE:
        return "", ""
    return state.etag, state.last_modified


def after_success(state: FeedState, *, now: int, every: int, facts: Facts) -> FeedState:
    """The state after a good answer. 304 keeps what is known and takes over what is said anew."""
    kept = facts.status == 304
    asked = facts.pace or Pace(state.pause, state.skip_hours, state.skip_days)
    pause = max(min(every, LONGEST) or EVERY, min(facts.fresh_for or 0, FRESHEST), min(asked.pause, FRESHEST))
    known = state.error if state.error_kind == NOTED else ""
    note = clean_line(known if facts.note is None else facts.note)
    same = bool(facts.moved_to) and facts.moved_to == state.moved_to
    return replace(
        state,
        moved_to=facts.moved_to,
        moved_seen=state.moved_seen + 1 if same else int(bool(facts.moved_to)),
        pause=asked.pause,
        skip_hours=asked.skip_hours,
        skip_days=asked.skip_days,
        body_bytes=facts.size or state.body_bytes,
        saved_bytes=state.saved_bytes + (state.body_bytes if kept else 0),
        title=facts.title or state.title,
        site_url=facts.site_url or state.site_url,
        etag=facts.etag or (state.etag if kept else ""),
        last_modified=facts.last_modified or (state.last_modified if kept else ""),
        body_hash=facts.body_hash or state.body_hash,
        last_checked=now,
        last_ok=now,
        next_due=_allowed(now, now + pause, asked),
        failures=0,
        error_kind=NOTED if note else "",
        error=note,
    )


def failed(state: FeedState) -> bool:
    """Whether the last request came to nothing, for whatever reason."""
    return state.error_kind not in {"", NOTED}


def _allowed(now: int, moment: int, asked: Pace) -> int:
    """The first time at or after `moment` that the feed does not ask to leave out.

    Where that is more than a week away, the last one within a week: nothing is scheduled further ahead.
    """
    while moment <= now + LONGEST and _left_out(moment, asked):
        moment += HOUR - moment % HOUR
    if moment <= now + LONGEST:
        return moment
    moment = now + LONGEST
    while moment > now + HOUR and _left_out(moment, asked):
        moment -= moment % HOUR + 1
    return moment if moment > now + HOUR else now + LONGEST


def _left_out(moment: int, asked: Pace) -> bool:
    day, hour = (moment // DAY + 3) % 7, moment % DAY // HOUR
    return bool(asked.skip_days >> day & 1 or asked.skip_hours >> hour & 1)


def after_failure(state: FeedState, error: SourceError, *, now: int) -> FeedState:
    """The state after a failure: an hour's pause, doubled each time up to a day, or what the server asks for.

    Each source is up to a quarter later than that, by its key, so that they do not come back all at once.
    Being offline is nobody's fault: the source stays due and is not counted as failing. Nor is one that was
    not asked because its origin is left alone.
    """
    kind = kind_of(error)
    failed = replace(state, error=clean_line(str(error)), error_kind=kind)
    if kind == "offline":
        return replace(failed, next_due=min(state.next_due, now))
    if kind == WAITING and isinstance(error, FetchError):
        left = min(max(error.retry_after or 0, 1), LONGEST)
        return replace(failed, error_kind=RETRY_AFTER, next_due=now + left)
    failures = state.failures + 1
    pause = BACKOFF << min(failures - 1, 10)
    pause = min(pause + pause * _spread(state.key, failures) // 400, BACKOFF_LONGEST)
    asked = error.retry_after if isinstance(error, FetchError) else None
    if asked is not None:
        kind, pause = RETRY_AFTER, min(max(asked, SHORTEST), LONGEST)
    elif kind == GONE:
        pause = LONGEST
    return replace(failed, error_kind=kind, failures=failures, last_checked=now, next_due=now + pause)


def _spread(key: str, failures: int) -> int:
    """0 to 99, by the source and the failure."""
    return zlib.crc32(f"{key} {failures}".encode("utf-8", "replace")) % 100


def interleaved(work: Sequence[tuple[FeedSpec, FeedState]]) -> list[tuple[FeedSpec, FeedState]]:
    """The same sources, the first of every host before the second of any: no host holds up the others."""
    seen: Counter[str] = Counter()
    places = []
    for number, (spec, _) in enumerate(work):
        host = spec.url.split("/", 3)[2] if spec.url.count("/") > 1 else spec.key
        places.append((seen[host], number))
        seen[host] += 1
    return [work[number] for _, number in sorted(places)]


def kind_of(error: SourceError) -> str:
    """The short class of a source's error: that of a FetchError, `not-a-feed`, `file` or `source`."""
    if isinstance(error, FetchError):
        return error.kind
    if isinstance(error, FeedParseError):
        return "not-a-feed"
    return "file" if isinstance(error, FileError) else "source"


def freshness(headers: Mapping[str, str], *, now: int) -> int | None:
    """Seconds an answer stays fresh from now on; headers have lower-case names.

    By Cache-Control max-age less the Age that a cache on the way adds, else by Expires, measured against the
    server's own Date where it names one (RFC 9111, 4.2).
    """
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name in {"no-cache", "no-store"}:
            return None
        if name == "max-age" and value.strip('" ').isdecimal():
            age = headers.get("age", "").strip()
            left = int(value.strip('" ')[:12]) - (int(age[:12]) if age.isdecimal() else 0)
            return min(max(0, left), LONGEST)
    expires = http_date(headers.get("expires", ""))
    if expires is None:
        return None
    then = http_date(headers.get("date", ""))
    return min(max(0, round(expires - (now if then is None else then))), LONGEST)


def http_date(value: str) -> float | None:
    """A date of a header as epoch seconds; None when it is none."""
    if not value:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def reason(state: FeedState, every: int) -> str:
    """Why a source is asked next when it is, in words that follow the time; `every` is what the user says."""
    if state.error_kind == RETRY_AFTER:
        return "when its server is ready for us"
    if state.error_kind == GONE:
        return "once a week, in case it comes back"
    if failed(state):
        return f"failures make the pause longer ({state.failures} so far)" if state.failures else ""
    own, asked = min(every, LONGEST) or EVERY, min(state.pause, FRESHEST)
    planned = state.last_ok + max(own, asked)
    if not state.last_ok or state.next_due <= state.last_ok:
        return ""
    if state.next_due > planned:
        left_out = _left_out(planned, Pace(state.pause, state.skip_hours, state.skip_days))
        return "the feed asks not to be fetched before" if left_out else "its server says: nothing new before"
    if asked > own:
        return "the feed asks for this pause"
    return "as feeds.toml says" if every else "hourly, where nobody says otherwise"
