"""A body that stayed packed is unpacked, or refused, as one that is unpacked on its way."""

from __future__ import annotations

import gzip
import zlib

import pytest

from tui_reader.errors import FetchError
from tui_reader.sources.bodies import DECODED, unpacked


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("gzip", gzip.compress(b"hello " * 99)),
        ("x-gzip", gzip.compress(b"hello " * 99)),
        ("deflate", zlib.compress(b"hello " * 99)),
        ("deflate", zlib.compress(b"hello " * 99)[2:-4]),
        ("gzip", gzip.compress(b"hello " * 50) + gzip.compress(b"hello " * 49)),
        ("gzip", gzip.compress(b"hello " * 99) + b"\0" * 20),
        ("", b"hello " * 99),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw-deflate", "two-members", "padded", "identity"],
)
def test_every_packing_is_unpacked(name: str, packed: bytes) -> None:
    assert unpacked(packed, name, "quay.example") == b"hello " * 99


def test_nothing_is_nothing() -> None:
    assert unpacked(b"", "gzip", "quay.example") == b""


@pytest.mark.parametrize(
    ("packed", "kind"),
    [
        (gzip.compress(bytes(15_000_000)), "bomb"),
        (gzip.compress(bytes(range(256)) * (DECODED // 256 + 1)), "bomb"),
        (gzip.compress(bytes(range(256)) * 40)[:-12], "truncated"),
        (gzip.compress(bytes(range(256)) * 40)[:-1], "truncated"),
        (b"no gzip", "encoding"),
        (gzip.compress(b"hello")[:-8] + b"\0" * 8, "encoding"),
    ],
    ids=["bomb", "oversized", "cut", "one-byte-short", "garbage", "wrong-checksum"],
)
def test_what_is_wrong_is_refused_for_its_reason(packed: bytes, kind: str) -> None:
    with pytest.raises(FetchError) as caught:
        unpacked(packed, "gzip", "quay.example")
    assert caught.value.kind == kind


def test_what_is_longer_than_the_limit_is_refused_before_it_is_whole() -> None:
    stretch = zlib.compressobj(0, wbits=31)
    packed = stretch.compress(bytes(range(256)) * 30_000) + stretch.flush()
    whole = packed[:9_000_000]
    assert len(unpacked(packed, "gzip", "quay.example")) == 256 * 30_000
    with pytest.raises(FetchError):
        unpacked(whole[:-100], "gzip", "quay.example")
