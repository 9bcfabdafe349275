"""One answer as it comes over the wire, held within the limits: what is too much or of no use is not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.errors import FetchError
from tui_reader.model.text import clean_line
from tui_reader.sources import outgoing
from tui_reader.sources.addresses import Address, is_public, redact
from tui_reader.sources.bodies import DECODED, RATIO, WIRE, Body

NOT_MODIFIED = 304
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/zip")
_PAPERS = ("application/pdf",)
"""What is a text when it stands where a page would, and none when it stands where a feed would."""
_PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")
"""SVG is no picture here: it is a program."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of every guard: seconds and bytes."""

    connect: float = 10.0
    read: float = 15.0
    feed_total: float = 30.0
    page_total: float = 45.0
    """From the first byte sent to the last received, redirects included; waiting for a free place is not."""
    wire: int = WIRE
    decoded: int = DECODED
    ratio: int = RATIO
    redirects: int = 5
    at_once: int = 64
    per_origin: int = 2
    header: int = 1024


class EnoughError(Exception):
    """The head of an answer says all: its body is not read."""


class Came:
    """What has come of one answer, within the limits."""

    def __init__(self, limits: Limits, address: Address, *, packed: bool, picture: bool, page: bool) -> None:
        self.address = address
        self.status = 0
        self.headers: dict[str, str] = {}
        self.refused = False
        """Whether a connection was refused because it led into a private network."""
        self.packing: str | None = None
        self._limits, self._packed, self._picture = limits, packed, picture
        self._refused = _NO_TEXT if page else (*_NO_TEXT, *_PAPERS)
        self._body: Body | None = None

    def admits(self, ip: str) -> bool:
        """Whether a connection to an IP address may be opened."""
        self.refused = not is_public(ip)
        return not self.refused

    def begin(self, status: int, headers: Sequence[tuple[bytes, bytes]]) -> None:
        """Take the head; raises FetchError when the body is not wanted, EnoughError when it says nothing."""
        self.status, self.headers = status, _washed(headers, self._limits.header)
        length = self.headers.get("content-length", "")
        if status == NOT_MODIFIED or (not 200 <= status < 300 and length == "0"):
            return
        if not 200 <= status < 300:
            raise EnoughError
        limits, host = self._limits, self.address.host
        kind = self.headers.get("content-type", "").strip().lower()
        if not kind.startswith(_PICTURES) if self._picture else kind.startswith(self._refused):
            wanted = "picture" if self._picture else "text"
            raise FetchError(
                f"{host} sent {clean_line(kind, 40) or 'something'}, which is no {wanted}",
                subject=redact(self.address.url),
                kind=f"not-{wanted}",
            )
        encoding = self.headers.get("content-encoding", "")
        self._body = Body(host, encoding, wire=limits.wire, decoded=limits.decoded, ratio=limits.ratio)
        if length.isdecimal() and int(length[:18]) > limits.wire:
            raise self._body.too_large()
        if self._packed:
            self.packing = encoding

    def add(self, chunk: bytes) -> None:
        """Take a piece of the body as it came over the wire."""
        if self._body is None:
            return
        if self.packing is None:
            self._body.add(chunk)
        else:
            self._body.keep_packed(chunk)

    def body(self) -> bytes:
        """The whole body, decoded unless it was to be left packed."""
        if self._body is None:
            return b""
        return self._body.finish() if self.packing is None else self._body.packed()


def _washed(headers: Sequence[tuple[bytes, bytes]], limit: int) -> dict[str, str]:
    """Names in lower case, values of one name joined; cookies and what is over-long are left out."""
    kept: dict[str, str] = {}
    for raw_name, raw in headers[:64]:
        name = clean_line(raw_name.decode("latin-1").lower(), 64)
        if len(raw) <= limit and not name.startswith("set-cookie"):
            value = clean_line(outgoing.decoded(raw), limit)
            kept[name] = f"{kept[name]}, {value}" if name in kept else value
    return kept
