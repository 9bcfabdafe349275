"""The programs of a refresh: run only when allowed, and what a feed's filter means for its state."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui_reader.config import Config
from tui_reader.desk import allowing
from tui_reader.desk.places import Places
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources import plan
from tui_reader.sources.commands import Commands
from tui_reader.sources.http import Fetched, Fetcher


@dataclass(frozen=True, slots=True)
class Programs:
    """Runs commands and filters of feeds."""

    commands: Commands
    allowed: frozenset[str]

    async def run(self, argv: Sequence[str], given: bytes = b"") -> bytes:
        """The output of a program. Raises FetchError, kind `not-allowed` when the user has not allowed it."""
        allowing.require(argv, self.allowed)
        return await self.commands.run(argv, given)

    async def bring(self, spec: FeedSpec, state: FeedState, fetcher: Fetcher, *, now: int) -> Fetched:
        """What a feed's address answers or its command writes, before its filter. Raises FetchError.

        The body of an answer without a filter stays packed as it came.
        """
        if spec.command:
            body = await self.run(spec.command)
            found = Fetched("", 200, body, "", body_hash=hashlib.blake2b(body, digest_size=16).hexdigest())
        else:
            etag, last_modified = ("", "") if _is_refiltered(spec, state) else plan.validators(state, now=now)
            found = await fetcher.get(
                spec.url,
                etag=etag,
                last_modified=last_modified,
                access=spec.access,
                password=await self._password(spec),
                packed=not spec.filter,
            )
        return replace(found, body_hash=found.body_hash + _seal(spec)) if found.body_hash else found

    async def _password(self, spec: FeedSpec) -> str:
        """The password of a feed: as written, from the environment, a keyring, or a program's first line."""
        access = spec.access
        if access.password_command:
            said = (await self.run(access.password_command)).decode("utf-8", "replace")
            return said.partition("\n")[0].rstrip("\r")
        if access.password_keyring:
            from tui_reader.desk import keyrings

            return await keyrings.password(access.password_keyring, access.user)
        return os.environ.get(access.password_env, "") if access.password_env else access.password

    async def filtered(self, spec: FeedSpec, fetched: Fetched) -> tuple[bytes, str]:
        """(body, content type) behind the filter of a feed, if it has one. Raises FetchError."""
        if not spec.filter:
            return fetched.body, fetched.content_type
        return await self.run(spec.filter, fetched.body), ""


def of(config: Config, places: Places) -> Programs:
    """The programs of a configuration, run in its folder."""
    return Programs(Commands(config.path.absolute().parent), allowing.allowed(places))


def _seal(spec: FeedSpec) -> str:
    """What a filter adds to the hash of a body: another filter makes another feed of the same bytes."""
    return f"-{allowing.digest(spec.filter)[:12]}" if spec.filter else ""


def _is_refiltered(spec: FeedSpec, state: FeedState) -> bool:
    """Whether the feed had another filter when it was last read: then "unchanged" would be wrong."""
    before = state.body_hash.partition("-")
    return before[1] + before[2] != _seal(spec)
