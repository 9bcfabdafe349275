"""Web addresses as names of sites. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The site an address belongs to: its host in small letters without "www.", empty when it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")[:253]
