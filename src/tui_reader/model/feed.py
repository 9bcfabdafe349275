"""What a source of articles is (as the user wrote it) and how it is doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FullText = Literal["ask", "feed", "always"]
"""ask: only on `x`; feed: never leave what the feed gave; always: fetch each new article's page."""

SourceKind = Literal["feed", "local", "saved"]
"""feed: a URL; local: files named by a path or glob; saved: articles saved one by one."""

RowKind = Literal["feed", "local", "saved", "query"]
"""What the sidebar lists: sources, and queries of the configuration."""

SAVED_KEY = "saved:"
"""The key of the one source that holds single saved articles."""


@dataclass(frozen=True, slots=True)
class Access:
    """How one feed is asked, where it differs from the others. Nothing secret is in its repr."""

    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent to the feed's own origin only."""
    user: str = ""
    password: str = field(default="", repr=False)
    password_env: str = ""
    """The variable of the environment that holds the password."""
    password_command: tuple[str, ...] = ()
    """The program whose first line of output is the password."""
    password_keyring: str = ""
    """The service under which the keyring of the desktop has the password of `user`."""
    proxy: str = field(default="", repr=False)
    insecure: bool = False
    """Whether a certificate that nobody vouches for is taken."""


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """One source as feeds.toml names it, with the settings of [reader] already filled in."""

    key: str
    """What identifies it in the store: the URL, `local:` and the path, or `command:` and the arguments."""
    kind: SourceKind
    url: str = ""
    """The feed's address (kind feed)."""
    path: str = ""
    """File, folder or glob (kind local), `~` expanded, absolute."""
    title: str = ""
    """The user's own title; empty means what the source calls itself."""
    folder: str = ""
    tags: tuple[str, ...] = ()
    every: int = 0
    """Seconds between fetches; 0 leaves it to the plan."""
    full_text: FullText = "ask"
    watch: bool = False
    command: tuple[str, ...] = ()
    """A program and its arguments whose output is the feed; then there is no `url`."""
    filter: tuple[str, ...] = ()
    """A program and its arguments that turn what came into a feed."""
    opml: tuple[tuple[str, str], ...] = ()
    """Attributes of an imported outline that mean nothing here and go out again as they came."""
    access: Access = Access()
    keep: int = 0
    """Seconds after which articles nobody cares for are purged; 0 is never."""
    enabled: bool = True
    """Whether it is ever asked; its articles stay listed either way."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the last fetches of one source told us. Times are epoch seconds, 0 is never."""

    feed_id: int
    key: str
    kind: SourceKind
    title: str = ""
    """What the source calls itself."""
    site_url: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    last_checked: int = 0
    last_ok: int = 0
    next_due: int = 0
    failures: int = 0
    error_kind: str = ""
    error: str = ""
    """A sentence a person understands; empty when the last fetch went well."""
    moved_to: str = ""
    """Where the server says that the feed has moved for good."""
    moved_seen: int = 0
    """How often in a row it said so; from two on it is believed."""
    pause: int = 0
    """Seconds between two fetches that the feed asks for (ttl, sy:updatePeriod); 0 when it does not."""
    skip_hours: int = 0
    """Bit h is set for an hour h of the day (UTC) at which the feed asks not to be fetched."""
    skip_days: int = 0
    """Bit d is set for such a day, 0 is Monday."""
    body_bytes: int = 0
    """The size of the last whole answer."""
    saved_bytes: int = 0
    """What "not modified" has spared so far."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A source as the sidebar lists it."""

    feed_id: int
    """0 for a query."""
    key: str
    kind: RowKind
    title: str
    folder: str
    unread: int
    total: int
    error: str = ""
    query: str = ""
    """What a saved query asks (kind query)."""
    waiting: bool = False
    """Whether `error` is only that its server has asked us to stay away for a time."""
