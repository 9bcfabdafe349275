"""How one feed is asked, where feeds.toml says that it differs: names, passwords, headers, proxies."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from tui_reader.config import programs
from tui_reader.config.checking import Check
from tui_reader.config.settings import Config
from tui_reader.config.tables import Feed
from tui_reader.model.feed import Access, FeedSpec
from tui_reader.model.text import clean_line

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "cookie2"})
"""Headers that the exchange itself needs as they are."""
_PROXY = re.compile(r"(https?|socks5h?)://[^\s/?#]+/?", re.IGNORECASE)
_LONGEST = 2000


def of(check: Check, index: int, feed: Feed) -> Access:
    """The access of a [[feed]]; what is wrong with it is noted in `check`, never with a secret in it."""
    for key, value in (("user_agent", feed.user_agent), ("user", feed.user), ("password", feed.password)):
        if not _sendable(value):
            check.problem("feed", index, key, "expected one line without control characters")
    for name, value in feed.headers.items():
        if not _NAME.fullmatch(name) or name.lower() in _OURS or not _sendable(value):
            check.problem("feed", index, "headers", f"{clean_line(name, 64)} cannot be sent as a header")
    ways = ("password", "password_env", "password_command", "password_keyring")
    given = [name for name in ways if getattr(feed, name)]
    if len(given) > 1:
        check.problem("feed", index, given[1], f"expected one way to the password, got {' and '.join(given)}")
    if feed.password_keyring and not feed.user:
        check.problem("feed", index, "password_keyring", "expected user too: the keyring is asked for theirs")
    if feed.proxy and not _PROXY.fullmatch(feed.proxy):
        check.problem("feed", index, "proxy", "expected http://, https:// or socks5:// and a host")
    return Access(
        user_agent=feed.user_agent,
        headers=tuple(feed.headers.items()),
        user=feed.user,
        password=feed.password,
        password_env=feed.password_env,
        password_command=programs.argv(check, index, "password_command", feed),
        password_keyring=clean_line(feed.password_keyring),
        proxy=feed.proxy.rstrip("/"),
        insecure=feed.insecure,
    )


def exposed(config: Config) -> bool:
    """Whether there are passwords in feeds.toml and others than its owner may read it."""
    try:
        mode = config.path.stat().st_mode
    except OSError:
        return False
    return os.name == "posix" and bool(mode & 0o077) and any(map(_has_secret, config.sources))


def _has_secret(spec: FeedSpec) -> bool:
    access = spec.access
    named = any("@" in urlsplit(address).netloc for address in (spec.url, access.proxy))
    return named or bool(access.password or access.headers)


def _sendable(value: str) -> bool:
    return len(value) <= _LONGEST and value.isprintable()
