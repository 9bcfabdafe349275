from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.picture import HIGHEST, Picture, Raster, packed, unpacked


def raster(width: int, height: int) -> Raster:
    return Raster(width, height, bytes(n % 251 for n in range(3 * width * height)))


PICTURE = Picture((raster(4, 3), raster(8, 6), raster(16, 12)))


def test_a_picture_comes_out_of_its_bytes_as_it_went_in() -> None:
    assert unpacked(packed(PICTURE)) == PICTURE


@pytest.mark.parametrize(
    ("width", "height", "found"), [(100, 100, 16), (15, 100, 8), (100, 6, 8), (100, 5, 4), (1, 1, 4)]
)
def test_the_largest_that_fits_is_taken_else_the_smallest(width: int, height: int, found: int) -> None:
    assert PICTURE.fitting(width, height).width == found


def test_a_pixel_has_its_colour() -> None:
    two = Raster(2, 1, bytes([1, 2, 3, 0xAA, 0xBB, 0xCC]))
    assert (two.colour(0, 0), two.colour(1, 0)) == (0x010203, 0xAABBCC)


@pytest.mark.parametrize(("width", "height", "size"), [(0, 1, 0), (1, HIGHEST + 1, 3), (2, 2, 11)])
def test_no_raster_has_other_pixels_than_it_says(width: int, height: int, size: int) -> None:
    with pytest.raises(ValueError, match="no raster"):
        Raster(width, height, bytes(size))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_picture_are_an_error_and_nothing_else(data: bytes) -> None:
    whole = packed(PICTURE)
    head = whole[: whole.index(b"\n") + 1]
    for broken in (data, head + data, whole[: len(whole) // 2] + data, head + zlib.compress(data)):
        try:
            unpacked(broken)
        except ValueError:
            continue
        raise AssertionError(broken)


def test_a_small_file_never_unpacks_to_more_than_pictures_are() -> None:
    head = packed(PICTURE)[: packed(PICTURE).index(b"\n") + 1]
    with pytest.raises(ValueError, match="too large"):
        unpacked(head + zlib.compress(bytes(50_000_000)))
