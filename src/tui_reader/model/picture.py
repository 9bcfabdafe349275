"""Picture: what a terminal shows of a photograph, in a few widths, and as bytes. It paints nothing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

INSIDE = "inside:"
"""How the address of a picture begins that a local file brings along; what follows, `sources.inside` says."""
_MAGIC = b"tui-reader picture 1\n"
_HEAD = struct.Struct(">HH")
WIDEST, HIGHEST = 240, 240
"""Pixels of the largest raster."""
RASTERS = 24
_UNPACKED = RASTERS * (WIDEST * HIGHEST * 3 + _HEAD.size)


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels in rows from the top, three bytes (red, green, blue) each."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        sound = 0 < self.width <= WIDEST and 0 < self.height <= HIGHEST
        if not sound or len(self.pixels) != 3 * self.width * self.height:
            raise ValueError(f"no raster of {self.width} by {self.height}")

    def colour(self, x: int, y: int) -> int:
        """A pixel as 0xRRGGBB."""
        at = 3 * (y * self.width + x)
        return int.from_bytes(self.pixels[at : at + 3], "big")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in several widths, the narrowest first. A pixel is as wide as it is high: half a cell."""

    rasters: tuple[Raster, ...]

    def fitting(self, width: int, height: int) -> Raster:
        """The largest raster of at most so many pixels, else the smallest there is."""
        fit = [one for one in self.rasters if one.width <= width and one.height <= height]
        return fit[-1] if fit else self.rasters[0]


def packed(picture: Picture) -> bytes:
    """A picture as bytes."""
    parts = [_HEAD.pack(one.width, one.height) + one.pixels for one in picture.rasters]
    return _MAGIC + zlib.compress(b"".join(parts), 6)


def unpacked(data: bytes) -> Picture:
    """The picture that bytes hold. Raises ValueError when they hold none."""
    if not data.startswith(_MAGIC):
        raise ValueError("no picture of ours")
    machine = zlib.decompressobj()
    try:
        body = machine.decompress(data[len(_MAGIC) :], _UNPACKED)
    except zlib.error as error:
        raise ValueError("a damaged picture") from error
    if not machine.eof:
        raise ValueError("a picture that breaks off, or that is too large")
    rasters: list[Raster] = []
    at = 0
    while at < len(body) and len(rasters) < RASTERS:
        if at + _HEAD.size > len(body):
            raise ValueError("a picture that breaks off")
        width, height = _HEAD.unpack_from(body, at)
        at += _HEAD.size
        rasters.append(Raster(width, height, body[at : at + 3 * width * height]))
        at += 3 * width * height
    return Picture(_ascending(rasters))


def _ascending(rasters: Sequence[Raster]) -> tuple[Raster, ...]:
    if not rasters:
        raise ValueError("a picture of nothing")
    return tuple(sorted(rasters, key=lambda one: one.width))
