from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui_reader.ui.theme import MORNING, NIGHT, Palette, styles

EDITIONS = pytest.mark.parametrize("theme", [NIGHT, MORNING], ids=lambda theme: str(theme.name))
GROUNDS = pytest.mark.parametrize("ground", ["background", "surface", "surface-row"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in Color.parse(colour).normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(left: str, right: str) -> float:
    low, high = sorted((luminance(left), luminance(right)))
    return (high + 0.05) / (low + 0.05)


def colours(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


@EDITIONS
@GROUNDS
def test_ink_stands_out_eleven_to_one(theme: Theme, ground: str) -> None:
    given = colours(theme)
    assert contrast(given["foreground"], given[ground]) >= 11


@EDITIONS
@GROUNDS
@pytest.mark.parametrize("role", ["muted", "text-muted", "quote", "entity"])
def test_every_ink_of_the_text_is_legible(theme: Theme, ground: str, role: str) -> None:
    given = colours(theme)
    assert contrast(given[role], given[ground]) >= 4.5


@EDITIONS
@pytest.mark.parametrize("role", ["accent", "ok", "fail"])
def test_marks_stand_out_from_the_page(theme: Theme, role: str) -> None:
    given = colours(theme)
    assert contrast(given[role], given["background"]) >= 4.5


@EDITIONS
@pytest.mark.parametrize("style", ["active_quote", "active_entity"])
def test_what_is_active_is_legible_in_its_inverse(theme: Theme, style: str) -> None:
    active: Style = getattr(styles(theme), style)
    assert active.color is not None
    assert active.bgcolor is not None
    assert contrast(active.color.get_truecolor().hex, active.bgcolor.get_truecolor().hex) >= 4.5


@EDITIONS
def test_the_page_has_the_colours_of_the_edition(theme: Theme) -> None:
    given = colours(theme)
    assert (given["background"], given["surface"]) == (
        Color.parse(theme.background or "").hex,
        Color.parse(theme.surface or "").hex,
    )


@EDITIONS
def test_a_palette_is_made_once_for_a_theme(theme: Theme) -> None:
    assert styles(theme) is styles(theme)


def test_the_editions_differ() -> None:
    assert styles(NIGHT) != styles(MORNING)


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_every_theme_of_textual_gives_a_palette(name: str) -> None:
    palette = styles(BUILTIN_THEMES[name])
    assert palette.quote != palette.ink
    assert palette.mention != palette.ink


def weights(style: Style) -> tuple[bool, ...]:
    """What is left of a style without colour."""
    return tuple(bool(weight) for weight in (style.bold, style.dim, style.underline, style.reverse))


def told_apart(palette: Palette) -> list[tuple[bool, ...]]:
    return [
        weights(style)
        for style in (palette.ink, palette.muted, palette.quote, palette.mention, palette.active_quote)
    ]


def test_without_colour_weights_tell_ink_muted_quote_mention_and_active_apart() -> None:
    looks = told_apart(styles(NIGHT, plain=True))
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("plain", [True, False])
def test_without_true_colour_no_style_asks_for_one(plain: bool) -> None:
    palette = styles(BUILTIN_THEMES["ansi-dark"], plain=plain)
    for name in Palette.__dataclass_fields__:
        style: Style = getattr(palette, name)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.triplet is None, name
