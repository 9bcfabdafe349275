"""One response body, chunk by chunk, within limits: wire and decoded bytes, their ratio, completeness."""

from __future__ import annotations

import zlib
from hashlib import blake2b

from tui_reader.errors import FetchError

WIRE, DECODED, RATIO = 10_000_000, 20_000_000, 200
"""The limits of a body: bytes over the wire, bytes unpacked, the latter for one of the former."""
STEP = 65_536
"""Decoded bytes asked for at a time."""
_FREE = 1_000_000
"""Decoded bytes before the ratio is judged."""
GZIP_MAGIC = b"\x1f\x8b"
"""How what gzip has packed begins."""


class Body:
    """Collects a body; every way in which it can be wrong is a FetchError with a sentence naming `host`."""

    def __init__(self, host: str, encoding: str, *, wire: int, decoded: int, ratio: int) -> None:
        self._host, self._wire_limit, self._decoded_limit, self._ratio = host, wire, decoded, ratio
        self._encoding = encoding.strip().lower()
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise self._fault("encoding", "packed its answer in a way we did not ask for")
        self._packed = self._encoding not in {"", "identity"}
        self._machine: zlib._Decompress | None = None
        self._parts: list[bytes] = []
        self._wire = self._decoded = 0

    def add(self, chunk: bytes) -> None:
        """Take a chunk as it came from the wire."""
        self._wire += len(chunk)
        if self._wire > self._wire_limit:
            raise self.too_large()
        if not self._packed:
            self._keep(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as error:
            raise self._fault("encoding", "sent a damaged compressed answer") from error

    def keep_packed(self, chunk: bytes) -> None:
        """Take a chunk for `packed`, without unpacking it."""
        self._wire += len(chunk)
        if self._wire > self._wire_limit:
            raise self.too_large()
        self._parts.append(chunk)

    def packed(self) -> bytes:
        """What `keep_packed` was given."""
        return b"".join(self._parts)

    def finish(self) -> bytes:
        """The whole decoded body. Raises when the compressed stream has not come to its end."""
        if self._packed and self._wire and (self._machine is None or not self._machine.eof):
            raise self._fault("truncated", "broke off in the middle of its answer")
        return b"".join(self._parts)

    def too_large(self) -> FetchError:
        """The error for a body beyond the limits."""
        return self._fault("too-large", f"sent more than {self._wire_limit // 1_000_000} MB")

    def _unpack(self, chunk: bytes) -> None:
        while chunk:
            if self._machine is None:
                self._machine = zlib.decompressobj(self._window(chunk))
            if self._machine.eof:
                if not chunk.startswith(GZIP_MAGIC[: len(chunk)]):
                    return  # padding behind the stream
                self._machine = zlib.decompressobj(31)
            self._keep(self._machine.decompress(chunk, STEP))
            chunk = self._machine.unconsumed_tail or self._machine.unused_data
            if not chunk and not self._machine.eof:
                self._drain()

    def _drain(self) -> None:
        """Fetch what the machine still holds back after its input is used up."""
        assert self._machine is not None
        while more := self._machine.decompress(b"", STEP):
            self._keep(more)

    def _window(self, chunk: bytes) -> int:
        """The window argument of zlib: gzip, zlib, or the bare stream some servers call `deflate`."""
        if self._encoding != "deflate":
            return 31
        zlib_header = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or int.from_bytes(chunk[:2], "big") % 31 == 0)
        return 15 if zlib_header else -15

    def _keep(self, piece: bytes) -> None:
        self._decoded += len(piece)
        if self._decoded > _FREE and self._decoded > self._ratio * self._wire:
            raise self._fault("bomb", "sent an answer that unpacks to an absurd size")
        if self._decoded > self._decoded_limit:
            raise self._fault("too-large", f"sent more than {self._decoded_limit // 1_000_000} MB")
        self._parts.append(piece)

    def _fault(self, kind: str, what: str) -> FetchError:
        return FetchError(f"{self._host} {what}", subject=self._host, kind=kind)


def unpacked(body: bytes, encoding: str, host: str) -> bytes:
    """A body that was left as it came over the wire, within the limits. Raises FetchError."""
    if encoding in {"gzip", "x-gzip"}:
        found = _at_once(body)
        if found is not None:
            return found
    whole = Body(host, encoding, wire=WIRE, decoded=DECODED, ratio=RATIO)
    whole.add(body)
    return whole.finish()


def _at_once(body: bytes) -> bytes | None:
    """One sound gzip member, in a third of zlib's time; None for whatever is out of the ordinary."""
    from isal.isal_zlib import IsalError, decompressobj

    machine = decompressobj(31)
    most = min(DECODED, max(_FREE, RATIO * len(body)))
    try:
        found: bytes = machine.decompress(body, most + 1)
    except (IsalError, zlib.error):  # type: ignore[misc]  # its stub takes a class for a value
        return None
    return found if machine.eof and not machine.unused_data and len(found) <= most else None


def body_hash(body: bytes) -> str:
    """BLAKE2b-16 in hexadecimal."""
    return blake2b(body, digest_size=16).hexdigest()


def checksum(body: bytes) -> str:
    """What tells the answers of one address apart, at an eighth of the price of `body_hash`, in hexadecimal.

    Two checksums and the length: who makes two bodies look the same keeps news from the readers of his own
    feed only, and could as well send the old one again.
    """
    from isal.isal_zlib import adler32, crc32

    return f"{crc32(body):08x}{adler32(body):08x}{len(body):x}"
