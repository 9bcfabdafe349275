"""Bytes of a picture of the web -> the few pixels a terminal shows. Runs in a process that can be ended.

Needs Pillow (the extra `images`). Only formats of photographs and charts are tried, and only so many pixels.
"""

from __future__ import annotations

import importlib.util
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from tui_reader.errors import ReadingError
from tui_reader.model.picture import HIGHEST, Picture, Raster

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
PIXELS = 50_000_000
"""Pixels of a picture at most: a photograph of 8,000 by 6,000."""
WIDTHS = (12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 72, 78, 86, 96, 108, 120)
"""Widths in cells; the screen takes the largest that fits."""
SMALLEST = 24
"""Pixels below which a side belongs to a counter, an icon or a line, not to a picture."""
_PAPER = (255, 255, 255)
"""What shines through a picture's holes; charts are drawn for white pages."""


def can_decode() -> bool:
    """Whether Pillow is there; it is not loaded."""
    return importlib.util.find_spec("PIL") is not None


def decode(data: bytes) -> Picture:
    """The first frame of a picture, upright, in several widths.

    Raises ReadingError when the bytes are no such picture, or one too large or too small to be shown.
    """
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                _judge(*image.size)
                return Picture(_rasters(_upright(image)))
        except ReadingError:
            raise
        except UnidentifiedImageError:
            raise ReadingError("the bytes are no picture of a known kind") from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise ReadingError("the picture is too large") from None
        except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, EOFError) as error:
            raise ReadingError(f"the picture is damaged: {type(error).__name__}") from error


def _judge(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise ReadingError(f"the picture is too large: {width} by {height} pixels")
    if min(width, height) < SMALLEST or max(width, height) > 25 * min(width, height):
        raise ReadingError("the picture is too small to be shown")


def _upright(image: Image) -> Image:
    """The picture as it is meant to be seen: turned as its camera says, on white, not much too large."""
    from PIL import ImageOps

    image.draft("RGB", (4 * WIDTHS[-1], 4 * HIGHEST))
    image.thumbnail((4 * WIDTHS[-1], 4 * HIGHEST))
    turned = ImageOps.exif_transpose(image)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        turned = turned.convert("RGBA")
        paper = turned.copy()
        paper.paste(_PAPER, (0, 0, *turned.size))
        paper.alpha_composite(turned)
        turned = paper
    return turned.convert("RGB")


def _rasters(image: Image) -> tuple[Raster, ...]:
    """The picture in all widths up to its own whose height is no larger than a raster may be."""
    from PIL.Image import Resampling

    found: list[Raster] = []
    for width in WIDTHS:
        height = max(round(width * image.height / image.width), 1)
        if found and (width > image.width or height > HIGHEST):
            break
        small = image.resize((width, min(height, HIGHEST)), Resampling.LANCZOS)
        found.append(Raster(width, small.height, small.tobytes()))
    return tuple(found)
