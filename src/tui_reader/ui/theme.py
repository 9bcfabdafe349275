"""The two editions, Night and Morning, and the styles that line views paint with.

Colour has one meaning each: gold is what somebody said, teal whom it is about, vermilion what is new or where
you are. Where there is no colour, bold, dim, underline and inverse say the same. Nothing here paints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from rich.color import Color as InkColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

_DEFAULT = "default"


def _edition(name: str, *, dark: bool, **colours: str) -> Theme:
    """A theme of our roles; each token of Textual's widgets that would bring a hue in is one of them."""
    page, ink, muted, faint = (colours[role] for role in ("page", "ink", "muted", "faint"))
    surface, row, accent = colours["surface"], colours["row"], colours["accent"]
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=colours["entity"],
        warning=colours["quote"],
        error=colours["fail"],
        success=colours["ok"],
        accent=accent,
        foreground=ink,
        background=page,
        surface=surface,
        panel=row,
        variables={
            "quote": colours["quote"],
            "entity": colours["entity"],
            "muted": muted,
            "faint": faint,
            "surface-row": row,
            "ok": colours["ok"],
            "fail": colours["fail"],
            "text": ink,
            "text-muted": muted,
            "text-disabled": muted,
            "foreground-muted": muted,
            "foreground-disabled": muted,
            "border": muted,
            "border-blurred": faint,
            "block-cursor-foreground": ink,
            "block-cursor-background": row,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-background": row,
            "block-hover-background": surface,
            "input-cursor-background": ink,
            "input-cursor-foreground": page,
            "input-selection-background": faint,
            "screen-selection-background": faint,
            "screen-selection-foreground": ink,
            "scrollbar": faint,
            "scrollbar-hover": muted,
            "scrollbar-active": muted,
            "scrollbar-background": page,
            "scrollbar-background-hover": page,
            "scrollbar-background-active": page,
            "scrollbar-corner-color": page,
            "footer-foreground": muted,
            "footer-background": page,
            "footer-key-foreground": accent,
            "footer-description-foreground": muted,
            "link-color": ink,
            "link-background-hover": row,
            "button-color-foreground": page,
        },
    )


NIGHT = _edition(
    "night",
    dark=True,
    page="#14161a",
    surface="#1a1d22",
    row="#23272e",
    ink="#e3ddcf",
    muted="#96928a",
    faint="#34383f",
    accent="#e5673d",
    quote="#e3b95b",
    entity="#7fc0b4",
    ok="#8fb573",
    fail="#e05252",
)
MORNING = _edition(
    "morning",
    dark=False,
    page="#f6f1e6",
    surface="#efe8d9",
    row="#e7dfcd",
    ink="#24211c",
    muted="#676056",
    faint="#d5ccb9",
    accent="#b8410f",
    quote="#8a5400",
    entity="#0d6a5e",
    ok="#3f7a2a",
    fail="#a82020",
)


@dataclass(frozen=True, slots=True)
class Palette:
    """What line views paint with. Without a background of its own a style lets the widget's show through."""

    ink: Style
    title: Style
    muted: Style
    faint: Style
    accent: Style
    unread: Style
    """The mark of what is new, and the count beside it."""
    quote: Style
    quote_rule: Style
    """The rule beside a quote."""
    doubt: Style
    """The `?` of a doubtful speaker."""
    entity: Style
    """An entity's name where it stands alone."""
    mention: Style
    """An entity's mention in running text."""
    mention_in_quote: Style
    """Laid over a quote's style: the underline without the colour."""
    active_quote: Style
    active_entity: Style
    hit: Style
    """A search word."""
    active_hit: Style
    star: Style
    ok: Style
    fail: Style
    code: Style
    """Verbatim text on a surface of its own."""
    link: Style
    strong: Style
    emphasis: Style
    strike: Style
    cursor_row: Style
    """Laid under every segment of the current row."""
    cursor_bar: Style
    cursor_bar_blurred: Style
    noted: Style
    """Words that the reader wrote a note on."""
    selection: Style
    """Text selected with the mouse."""


def styles(app_theme: Theme, *, plain: bool = False) -> Palette:
    """The palette of a theme, ours or another; `plain` (NO_COLOR) leaves weight, underline and inverse."""
    given = app_theme.to_color_system().generate()
    named = app_theme.variables
    roles = (
        given["foreground"],
        given["background"],
        named.get("surface-row") or given["panel"],
        given["surface"],
        named.get("muted", ""),
        named.get("faint", ""),
        given["accent"],
        named.get("quote") or given["warning"],
        named.get("entity") or given["success"],
        given["success"],
        given["error"],
    )
    return _palette(roles, plain=plain or None, ansi=app_theme.ansi)


@lru_cache(maxsize=16)
def _palette(roles: tuple[str, ...], *, plain: bool | None, ansi: bool) -> Palette:
    ink, page, row, surface, muted, faint, accent, quote, entity, ok, fail = roles
    if ansi or plain:
        return _weights(accent, quote, entity, ok, fail, plain=bool(plain))
    muted = muted or Color.parse(page).blend(Color.parse(ink), 0.6).hex
    faint = faint or Color.parse(page).blend(Color.parse(ink), 0.2).hex
    return _painted(
        {
            "ink": _ink(ink),
            "page": _ink(page),
            "row": _ink(row),
            "surface": _ink(surface),
            "muted": _ink(muted),
            "faint": _ink(faint),
            "accent": _ink(accent),
            "quote": _ink(quote),
            "entity": _ink(entity),
            "ok": _ink(ok),
            "fail": _ink(fail),
        }
    )


def _painted(colour: dict[str, InkColor]) -> Palette:
    """The palette in full colour."""
    ink = Style(color=colour["ink"])
    bold = Style(bold=True)
    quote, entity, accent = (Style(color=colour[role]) for role in ("quote", "entity", "accent"))
    return Palette(
        ink=ink,
        title=ink + bold,
        muted=Style(color=colour["muted"]),
        faint=Style(color=colour["faint"]),
        accent=accent,
        unread=accent,
        quote=quote,
        quote_rule=quote,
        doubt=quote,
        entity=entity,
        mention=entity + Style(underline=True),
        mention_in_quote=Style(underline=True),
        active_quote=Style(color=colour["page"], bgcolor=colour["quote"]),
        active_entity=Style(color=colour["page"], bgcolor=colour["entity"]),
        hit=Style(color=colour["ink"], bgcolor=colour["faint"], bold=True),
        active_hit=Style(color=colour["page"], bgcolor=colour["accent"]),
        star=quote,
        ok=Style(color=colour["ok"]),
        fail=Style(color=colour["fail"]),
        code=Style(color=colour["ink"], bgcolor=colour["surface"]),
        link=Style(underline=True),
        strong=bold,
        emphasis=Style(italic=True),
        strike=Style(strike=True),
        cursor_row=Style(bgcolor=colour["row"]),
        cursor_bar=accent,
        cursor_bar_blurred=Style(color=colour["muted"]),
        noted=Style(bgcolor=colour["row"], underline2=True),
        selection=Style(bgcolor=colour["faint"]),
    )


def _weights(accent: str, quote: str, entity: str, ok: str, fail: str, *, plain: bool) -> Palette:
    """The palette of a terminal with its own 16 colours, or, when `plain`, with none."""

    def hue(name: str) -> Style:
        return Style() if plain else Style(color=_ink(name))

    bold, dim, underline, reverse = (
        Style(bold=True),
        Style(dim=True),
        Style(underline=True),
        Style(reverse=True),
    )
    full = _painted(dict.fromkeys((*_ROLES,), InkColor.default()))
    return replace(
        full,
        muted=dim,
        faint=dim,
        accent=hue(accent) + bold,
        unread=hue(accent) + bold,
        quote=bold if plain else hue(quote),
        quote_rule=hue(quote),
        doubt=hue(quote) + bold,
        entity=underline if plain else hue(entity),
        mention=hue(entity) + underline,
        active_quote=hue(quote) + reverse + bold,
        active_entity=hue(entity) + reverse,
        hit=underline + bold,
        active_hit=hue(accent) + reverse,
        star=hue(quote) + bold,
        ok=hue(ok),
        fail=hue(fail) + bold,
        code=Style(color=InkColor.default()),
        cursor_row=bold if plain else Style(bold=True),
        cursor_bar=hue(accent) + bold,
        cursor_bar_blurred=dim,
        noted=Style(underline2=True),
        selection=reverse,
    )


_ROLES = ("ink", "page", "row", "surface", "muted", "faint", "accent", "quote", "entity", "ok", "fail")


def _ink(name: str) -> InkColor:
    """A colour of Textual, also one of the terminal's own, as rich paints it."""
    return Color.parse(name).rich_color if name != _DEFAULT else InkColor.default()
