from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tui_reader.errors import ReadingError
from tui_reader.model.picture import HIGHEST
from tui_reader.reading.rasters import SMALLEST, WIDTHS, can_decode, decode

RED, BLUE = (200, 30, 30), (20, 40, 200)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def flag(width: int = 300, height: int = 200) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def near(colour: int, wanted: tuple[int, int, int]) -> bool:
    parts = (colour >> 16, colour >> 8 & 255, colour & 255)
    return all(abs(one - other) < 25 for one, other in zip(parts, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_becomes_a_few_pixels_of_its_colours(kind: str) -> None:
    picture = decode(encoded(flag(), kind))
    assert tuple(one.width for one in picture.rasters) == WIDTHS
    for raster in picture.rasters:
        assert raster.height == round(raster.width * 2 / 3)
        assert near(raster.colour(0, 0), RED)
        assert near(raster.colour(raster.width - 1, raster.height - 1), BLUE)


def test_no_picture_is_made_larger_than_it_is() -> None:
    assert decode(encoded(flag(50, 40))).rasters[-1].width == 48


def test_a_high_picture_stays_within_the_highest_raster() -> None:
    picture = decode(encoded(flag(100, 2400)))
    assert max(one.height for one in picture.rasters) <= HIGHEST
    assert picture.rasters[-1].width == 12


def test_a_picture_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    raster = decode(encoded(flag(400, 200), "JPEG", exif=exif)).rasters[5]
    assert raster.height > raster.width
    assert near(raster.colour(raster.width - 1, raster.height // 2), RED)
    assert near(raster.colour(0, raster.height // 2), BLUE)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_holes_are_white(mode: str) -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0)).convert(mode)
    options: dict[str, Any] = {"transparency": 0} if mode == "P" else {}
    assert near(decode(encoded(image, **options)).rasters[0].colour(3, 3), (255, 255, 255))


def test_of_a_film_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, BLUE)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert near(decode(data).rasters[0].colour(5, 5), RED)


@pytest.mark.parametrize("size", [(1, 1), (SMALLEST - 1, 400), (2000, 40)])
def test_counters_and_lines_are_no_pictures(size: tuple[int, int]) -> None:
    with pytest.raises(ReadingError, match="too small"):
        decode(encoded(Image.new("RGB", size)))


def bomb() -> bytes:
    """A PNG that says it has 40,000 by 40,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def test_a_picture_of_too_many_pixels_is_refused_before_they_are_made() -> None:
    with pytest.raises(ReadingError, match="too large"):
        decode(bomb())


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%!PS-Adobe", encoded(flag(), "BMP")]
)
def test_only_kinds_of_photographs_are_tried(data: bytes) -> None:
    with pytest.raises(ReadingError, match="no picture of a known kind"):
        decode(data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 2000), st.binary(max_size=30))
def test_damaged_bytes_are_an_error_or_a_picture_and_nothing_else(kind: str, at: int, patch: bytes) -> None:
    data = encoded(flag(80, 60), kind)
    at %= len(data)
    with suppress(ReadingError):
        assert decode(data[:at] + patch + data[at + len(patch) :]).rasters


def test_the_decoder_is_here() -> None:
    assert can_decode()
