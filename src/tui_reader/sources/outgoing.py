"""The headers of a request: who we are, what we take, and what the configuration adds for one feed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from tui_reader import __version__
from tui_reader.model.feed import Access
from tui_reader.sources.addresses import Address

USER_AGENT = f"tui-newsreader/{__version__} (terminal news reader)"
_ACCEPT_FEED = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.3"
)
_ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.3"
PICTURE = MappingProxyType({"accept": "image/jpeg, image/png, image/webp, image/gif"})
_ALWAYS = MappingProxyType(
    {"user-agent": USER_AGENT, "accept-encoding": "gzip, deflate", "connection": "keep-alive"}
)


def headers(address: Address, access: Access, *, page: bool, at_home: bool) -> dict[str, str]:
    """The headers of one request. Secrets go only where `at_home` says that the address is the feed's own."""
    sent = {"host": urlsplit(address.url).netloc, **_ALWAYS, "accept": _ACCEPT_PAGE if page else _ACCEPT_FEED}
    if access.user_agent:
        sent["user-agent"] = access.user_agent
    if at_home:
        sent |= _authorization(address)
        sent |= {name.lower(): value for name, value in access.headers}
    return sent


def _authorization(address: Address) -> dict[str, str]:
    if not (address.user or address.password):
        return {}
    secret = b64encode(f"{address.user}:{address.password}".encode()).decode("ascii")
    return {"authorization": f"Basic {secret}"}


def lines(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as they go over the wire."""
    return [(name.encode("ascii"), value.encode("utf-8", "replace")) for name, value in headers.items()]


def decoded(value: bytes) -> str:
    """A header's value: UTF-8, else Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
