"""The door: fetches what is due, parses it where it can be killed, and stores each feed whole or not at all.

Runs in a process of its own (`tui-reader fetch`); its only voice is the events it emits.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_reader.config import Config
from tui_reader.desk.harvest import BATCH, Harvest, Kept, Waiting, gathered, store
from tui_reader.desk.programs import Programs
from tui_reader.desk.reach import Reach
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FeedParseError, FetchError, SourceError, TuiReaderError
from tui_reader.model.article import Entry
from tui_reader.model.events import ArticlesAdded, Event, FeedFailed, Finished, Notice, Progress
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.model.text import clean_line
from tui_reader.sources import plan
from tui_reader.sources.addresses import redact
from tui_reader.sources.http import Fetcher, moment
from tui_reader.store import feeds
from tui_reader.store.library import Library

if TYPE_CHECKING:
    from tui_reader.desk import rules
    from tui_reader.sources.local import LocalFile

Emit = Callable[[Event], None]

WORKERS = 64
"""Feeds under way at once; the fetcher holds fewer connections, the rest wait or are parsed."""
MANY = 200
"""From so many feeds that were never fetched two processes parse."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one refresh is asked to do."""

    everything: bool = False
    """Also feeds that are not due; a server's Retry-After holds all the same."""
    only: frozenset[str] = frozenset()
    """Keys of sources; empty is all."""
    network: bool = True
    """Without it, local files only: no socket is opened and no program is run."""
    offline: bool = False
    """Whether that is because the user works offline, and not because of what was asked."""
    pages: tuple[int, ...] = ()
    """Only fetch the full text of these articles."""


@dataclass(slots=True)
class _Sums:
    done: int = 0
    total: int = 0
    added: int = 0
    changed: int = 0
    failed: int = 0
    unchanged: int = 0
    unreached: int = 0
    """Not asked, or in vain, for want of a network."""
    waiting: Counter[str] = field(default_factory=Counter)
    """Sentence -> how many sources were not asked because of it."""


@dataclass(slots=True)
class Door:
    """One refresh over one library. `now` is asked for at each use, in epoch seconds."""

    config: Config
    library: Library
    emit: Emit
    now: Callable[[], int]
    programs: Programs
    sums: _Sums = field(default_factory=_Sums)
    fresh: list[int] = field(default_factory=list)
    """Ids of the articles that this refresh added."""
    settled: list[Harvest] = field(default_factory=list)
    """Failures on their way to the writer."""
    reach: Reach = field(default_factory=Reach)
    ruled: list[rules.Outcome] = field(default_factory=list)
    """What rules ask for outside the library."""

    async def refresh(self, request: Request) -> Finished:
        """Fetch, parse and store. Single sources that fail are events; raises StoreError only."""
        self.library.write_now(feeds.sync_specs, self.config.sources)
        work = self._due(request)
        self.sums.total = len(work)
        self._progress("")
        harvests: Waiting = asyncio.Queue(BATCH * 2)
        writer = asyncio.create_task(self._write(harvests))
        gathering = asyncio.create_task(self._gather(work, request, harvests))
        try:
            await asyncio.wait({gathering, writer}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not gathering.done():
                gathering.cancel()
                await asyncio.wait({gathering})
            if not writer.done():
                await harvests.put(None)
            await writer
        gathering.result()
        await self._afterwards(request)
        finished = Finished(
            "fetch", self.sums.added, self.sums.changed, self.sums.failed, self.sums.unchanged
        )
        self.emit(finished)
        return finished

    async def _afterwards(self, request: Request) -> None:
        """What rules ask for outside the library, and what `keep` lets go."""
        if self.ruled:
            from tui_reader.desk import rules

            programs = self.programs if request.network else None
            await rules.carry_out(self.ruled, self.library, self.emit, programs)
        if any(spec.keep for spec in self.config.sources):
            from tui_reader.desk import retiring

            retired = await retiring.retire(self.library, self.config.sources, self.now())
            if retired:
                self.emit(Notice(f"{retired:,} old articles that had been read were let go (keep)"))

    def _due(self, request: Request) -> list[tuple[FeedSpec, FeedState]]:
        states = {state.key: state for state in self.library.read(feeds.feed_states)}
        wanted = [
            spec
            for spec in self.config.sources
            if (request.network or spec.kind == "local") and (not request.only or spec.key in request.only)
        ]
        if request.offline:
            self._say_offline(request)
        everything = request.everything or bool(request.only)
        found = plan.due(states.values(), wanted, now=self.now(), everything=everything)
        self._say_waiting(wanted, states, len(found))
        return plan.interleaved(found)

    def _say_waiting(self, wanted: Sequence[FeedSpec], states: dict[str, FeedState], asked: int) -> None:
        """One sentence for the sources whose servers have asked us to stay away."""
        now = self.now()
        held = [state for spec in wanted if (state := states.get(spec.key)) and plan.waits(state, now=now)]
        if held and (asked or len(held) == len(wanted)):
            until = moment(max(state.next_due for state in held), now)
            count = f"{len(held):,} source{'s' * (len(held) > 1)} not asked"
            alone = len({urlsplit(state.key).hostname for state in held}) == 1
            told = f"their servers asked us to wait, until {until} at most"
            self.emit(Notice(f"{held[0].error}: {count}" if alone else f"{count}: {told}"))

    def _say_offline(self, request: Request) -> None:
        left = sum(
            spec.kind == "feed" and (not request.only or spec.key in request.only)
            for spec in self.config.sources
        )
        if left:
            self.emit(Notice(f"working offline: {left:,} source{'s' * (left > 1)} on the web not asked"))

    async def _gather(
        self,
        work: Sequence[tuple[FeedSpec, FeedState]],
        request: Request,
        harvests: Waiting,
    ) -> None:
        todo = iter(work)
        new = sum(not state.last_ok for _, state in work) if request.network else 0
        waits = self.library.read(feeds.origin_waits, self.now())
        async with (
            Workshop(2 if new >= MANY and (os.cpu_count() or 1) > 1 else 1) as workshop,
            Fetcher(
                allowed=named_origins(self.config),
                offline=not request.network,
                waits=waits,
                clock=self.now,
                gaps=self.config.gaps,
            ) as fetcher,
        ):
            if new:
                from tui_reader.desk import workbench

                # Named, because this process needs them later, if at all.
                workshop.start(workbench.load, "tui_reader.desk.intake", "tui_reader.sources.feeds")

            async def work_through() -> None:
                for spec, state in todo:
                    harvest = await self._harvest(spec, state, fetcher, workshop)
                    _end_if_cancelled()
                    if harvest is not None:
                        await harvests.put(harvest)
                    await self._pass_on(harvests)

            self.reach = Reach(spec.url for spec, _ in work)
            await _all(work_through() for _ in range(min(WORKERS, len(work))))
        self.reach.over()
        await self._pass_on(harvests)
        self._say_unasked()
        if fetcher.waits != waits:
            await self.library.write(feeds.keep_waits, fetcher.waits, self.now())

    async def _pass_on(self, harvests: Waiting) -> None:
        """Hand over the failures whose meaning has become known."""
        while self.settled:
            await harvests.put(self.settled.pop())

    async def _harvest(
        self, spec: FeedSpec, state: FeedState, fetcher: Fetcher, workshop: Workshop
    ) -> Harvest | None:
        """One source; whatever goes wrong with it becomes its state and an event, now or later."""
        try:
            if spec.kind == "local":
                return await self._local(spec, state, workshop)
            if spec.url and self.reach.missing:
                self._settle(spec, state, SourceError("", subject=spec.key), missing=True)
                return None
            return await self._feed(spec, state, fetcher, workshop)
        except SourceError as error:
            self._failed(spec, state, error)
        except TuiReaderError as error:
            self._failed(spec, state, SourceError(str(error), subject=spec.key))
        except Exception as error:  # noqa: BLE001 - the boundary of one feed: the others go on
            self._failed(spec, state, SourceError(f"{type(error).__name__}: {error}", subject=spec.key))
        return None

    def _failed(self, spec: FeedSpec, state: FeedState, error: SourceError) -> None:
        if spec.url:
            then = partial(self._settle, spec, state, error)
            self.reach.failed(spec.url, plan.kind_of(error), lambda missing: then(missing=missing))
        else:
            self._settle(spec, state, error, missing=False)

    def _settle(self, spec: FeedSpec, state: FeedState, error: SourceError, *, missing: bool) -> None:
        """What a failure comes to, once it is known whether there is a network at all."""
        if missing:
            self.sums.unreached += 1
            error = FetchError("there was no network", subject=spec.key, kind="offline")
        elif plan.kind_of(error) == plan.WAITING:
            self.sums.waiting[str(error)] += 1
        else:
            self.sums.failed += 1
            self.emit(FeedFailed(_name(spec, state), plan.kind_of(error), str(error)))
        self.settled.append(Harvest(spec, plan.after_failure(state, error, now=self.now())))

    def _say_unasked(self) -> None:
        for sentence, count in self.sums.waiting.items():
            self.emit(Notice(f"{sentence}: {count:,} source{'s' * (count > 1)} not asked"))
        if self.sums.unreached:
            self.emit(
                Notice(
                    f"no network: {_were(self.sums.unreached)} not reached, and will be asked again",
                    "banner",
                )
            )

    async def _feed(self, spec: FeedSpec, state: FeedState, fetcher: Fetcher, workshop: Workshop) -> Harvest:
        fetched = await self.programs.bring(spec, state, fetcher, now=self.now())
        if spec.url:
            self.reach.answered()
        if fetched.status == 304 or (fetched.body_hash and fetched.body_hash == state.body_hash):
            return Harvest(spec, self._after(spec, state, fetched.facts(now=self.now())))
        body, content_type = await self.programs.filtered(spec, fetched)
        # Imported with the first body that must be parsed: most refreshes find that nothing has changed.
        from tui_reader.desk import intake

        brought = await workshop.run(
            intake.take_in,
            body,
            packed=fetched.packed,
            url=fetched.url,
            host=urlsplit(fetched.url).hostname or "",
            content_type=content_type,
            known="" if fetched.body_hash else state.body_hash,
        )
        facts = replace(
            fetched.facts(now=self.now()),
            body_hash=fetched.body_hash or brought.body_hash,
            title=brought.title,
            site_url=brought.site_url,
            size=brought.size,
            pace=brought.pace,
            note=brought.note if brought.changed else None,
        )
        return Harvest(spec, self._after(spec, state, facts), brought.entries, fetched.url)

    def _after(self, spec: FeedSpec, state: FeedState, facts: plan.Facts) -> FeedState:
        return plan.after_success(state, now=self.now(), every=spec.every, facts=facts)

    async def _local(self, spec: FeedSpec, state: FeedState, workshop: Workshop) -> Harvest:
        from tui_reader.desk import files as reading_files
        from tui_reader.sources import local

        files, passed = reading_files.readable(await asyncio.to_thread(local.expand, spec))
        title = state.title or spec.path.rstrip("/*").rsplit("/", 1)[-1]
        facts = plan.Facts(body_hash=local.seal(files), title=clean_line(title))
        after = self._after(spec, state, facts)
        if facts.body_hash == state.body_hash:
            return Harvest(spec, after)
        if passed:
            self.emit(Notice(passed, "warning"))
        entries: list[Entry] = []
        for file in files:
            try:
                entries.extend(await reading_files.entries(file, workshop))
            except TuiReaderError as error:
                if not _is_bystander(file, spec, error):
                    self.emit(FeedFailed(error.subject or str(file.path), "file", str(error)))
        return Harvest(spec, after, tuple(entries))

    async def _write(self, harvests: Waiting) -> None:
        """Commit what has gathered since the last commit, again and again; None ends it."""
        over = False
        while not over:
            batch = await gathered(harvests)
            over = None in batch
            ready = [harvest for harvest in batch if harvest is not None]
            if ready:
                kept = await self.library.write(store, ready, self.now(), self.config.rules)
                self.ruled.extend(kept.outcomes)
                self._report(ready, kept)

    def _report(self, harvests: Sequence[Harvest], kept: Kept) -> None:
        for harvest, result in zip(harvests, kept.stored, strict=True):
            added, changed = (len(result.added), len(result.changed)) if result else (0, 0)
            self.fresh.extend(result.added if result else ())
            self.sums.done += 1
            self.sums.added += added
            self.sums.changed += changed
            self.sums.unchanged += not (added or changed or plan.failed(harvest.state))
            if added or changed:
                title = _name(harvest.spec, harvest.state)
                self.emit(ArticlesAdded(harvest.state.feed_id, title, added, changed))
            self._progress(_name(harvest.spec, harvest.state))

    def _progress(self, subject: str) -> None:
        self.emit(Progress("fetch", self.sums.done, self.sums.total, subject))


async def _all(work: Iterable[Coroutine[None, None, None]]) -> None:
    """Do it side by side; when one fails or all are cancelled, end when the last of them has ended.

    Where `asyncio.gather` returns with the first, others would go on without what they work with.
    """
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _end_if_cancelled() -> None:
    """Raise CancelledError where another error has come in its place on the way up."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _is_bystander(file: LocalFile, spec: FeedSpec, error: TuiReaderError) -> bool:
    """Whether this is some .xml or .json file in a folder of articles: no feed, and nobody said it was."""
    from tui_reader.sources import saved_feeds

    named = file.path == spec.path or saved_feeds.claims_to_be(file.path)
    return isinstance(error, FeedParseError) and not named


def _were(count: int) -> str:
    return f"{count:,} sources were" if count != 1 else "1 source was"


def _name(spec: FeedSpec, state: FeedState) -> str:
    """What a person calls a source; an address shows no password."""
    return spec.title or state.title or redact(spec.key)


def named_origins(config: Config) -> frozenset[str]:
    """host:port of every feed: these may be private, the user has named them."""
    return frozenset(_origin(spec.url) for spec in config.sources if spec.url)


def _origin(url: str) -> str:
    """host:port of an address that the configuration names."""
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError:
        port = 0
    return f"{(parts.hostname or '').lower()}:{port}"
