"""Texts and layers as they lie on the disk: compressed, with the name of the way back beside them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import cast

from isal import isal_zlib

from tui_reader.errors import StoreCorruptError
from tui_reader.model.document import Block, Document, Figure, Link, State, Style

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Packed = tuple[str, bytes]
"""(codec, bytes)."""

_DAMAGE = (cast("type[Exception]", isal_zlib.error), zstd.ZstdError)  # a class, whatever its stub says
_LEVEL, _DEFLATE_LEVEL = 1, 0
"""Of Zstandard, three times as fast as zlib at its fastest and as small; and of ISA-L, whose lowest level
takes half the time of the next and a sixth more bytes.
"""
_SHORT, _LONG = 100, 12_000
"""Below so many bytes compression gains nothing worth its time; from so many on Zstandard finds more than
deflate, whose machine is made in a third of the time.
"""


@dataclass(frozen=True, slots=True)
class Layers:
    """All of a document but its text."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    styles: tuple[Style, ...]
    figures: tuple[Figure, ...]
    title: str
    authors: tuple[str, ...]
    lang: str
    state: State = ""
    note: str = ""


def pack(data: bytes) -> Packed:
    """Compress, unless it is too short for that."""
    if len(data) < _SHORT:
        return "raw", data
    codec = _codec(len(data))
    return codec, _compress(codec, data)


def unpack(codec: str, blob: bytes) -> bytes:
    """What `pack` was given.

    Raises StoreCorruptError when the bytes are damaged or written in a way this program does not know.
    """
    if codec == "raw":
        return blob
    if codec not in {"zstd", "zlib"}:
        raise StoreCorruptError(f"a text in the library is stored in an unknown way ({codec})")
    try:
        return zstd.decompress(blob) if codec == "zstd" else bytes(isal_zlib.decompress(blob))
    except _DAMAGE as error:
        raise StoreCorruptError(f"a text in the library is damaged ({error})") from error


@cache
def _compressor() -> zstd.ZstdCompressor:
    """One for all texts: making one takes longer than a short text does."""
    return zstd.ZstdCompressor(_LEVEL)


def _codec(size: int) -> str:
    return "zlib" if size < _LONG else "zstd"


def _compress(codec: str, data: bytes) -> bytes:
    if codec == "zlib":
        return isal_zlib.compress(data, _DEFLATE_LEVEL)
    return _compressor().compress(data, zstd.ZstdCompressor.FLUSH_FRAME)


def pack_source(source: str) -> Packed:
    """Pack a source text; it is not washed, so that it may hold lone surrogates."""
    return pack(source.encode("utf-8", "surrogatepass"))


def unpack_source(codec: str, blob: bytes) -> str:
    """What `pack_source` was given. Raises StoreCorruptError as `unpack` does."""
    return unpack(codec, blob).decode("utf-8", "surrogatepass")


def pack_document(document: Document) -> tuple[str, bytes, bytes]:
    """(codec, text, layers), both compressed."""
    import msgspec  # which a process that packs nothing but sources need not load

    layers = Layers(
        document.blocks,
        document.links,
        document.styles,
        document.figures,
        document.title,
        document.authors,
        document.lang,
        document.state,
        document.note,
    )
    text = document.text.encode()
    codec = _codec(len(text))
    return codec, _compress(codec, text), _compress(codec, msgspec.msgpack.encode(layers))


def unpack_document(codec: str, text: bytes, layers: bytes) -> Document:
    """What `pack_document` was given. Raises StoreCorruptError when it is damaged."""
    import msgspec

    try:
        known = msgspec.msgpack.decode(unpack(codec, layers), type=Layers)
        return Document(
            unpack(codec, text).decode(),
            known.blocks,
            known.links,
            known.styles,
            known.figures,
            known.title,
            known.authors,
            known.lang,
            known.state,
            known.note,
        )
    except (ValueError, msgspec.MsgspecError) as error:
        raise StoreCorruptError(f"a document in the library is damaged ({error})") from error


def digest(text: str) -> str:
    """A short fingerprint of a text, in hexadecimal."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
