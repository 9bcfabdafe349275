"""The field's short ways must leave and show what Textual's own Input would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from tui_reader.ui.widgets.field import Field

WIDTH = 24


class _Plain(App[None]):
    """Textual's own, beside which the field is held."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="what", compact=True)


class _Ours(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, int]] = []

    def compose(self) -> ComposeResult:
        yield Field(lambda text, cursor: self.told.append((text, cursor)), "what", name="field")


def _cells(strip: Strip) -> Iterator[tuple[str, str]]:
    """Every character with what it looks like."""
    for text, style, _ in strip:
        colours = (style.color, style.bgcolor, style.reverse or False, style.bold or False) if style else ()
        for letter in text:
            yield letter, str(colours)


async def _after(pilot: Pilot[None], keys: str) -> tuple[str, int, int, list[tuple[str, str]]]:
    """Text, cursor, where the terminal's cursor stands, and what is painted."""
    field = pilot.app.query_one(Input)
    field.cursor_blink = False
    field.focus()
    for key in keys.split():
        await pilot.press(key)
    await pilot.pause()
    painted = list(_cells(field.render_line(0).crop(0, WIDTH)))
    return field.value, field.cursor_position, pilot.app.cursor_position.x, painted


@pytest.mark.parametrize(
    "keys",
    [
        "a b c",
        "a b c left left X",
        "a b c left backspace",
        "a b home backspace",
        "a b c home delete Z",
        "日 本 語 left",
        "日 本 語 left backspace",
        "日 a 本 home right b",
        "é ü left x",
        "a b c shift+left",
        "a b c shift+left d",
        "a b c shift+home backspace",
        "a space b space c ctrl+w d",
        "a b c ctrl+a ctrl+k",
        "left_square_bracket b right_square_bracket",
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        " ".join("abcdefghijklmnopqrstuvwxyz") + " home X",
        " ".join("abcdefghijklmnopqrstuvwxyz") + " backspace" * 8,
        " ".join("abcdefghijklmnopqrstuv"),
        " ".join("abcdefghijklmnopqrstuvw"),
        "日 " * 12,
    ],
)
async def test_keys_do_what_they_do_in_an_input(keys: str) -> None:
    async with _Plain().run_test(size=(WIDTH, 5)) as pilot:
        expected = await _after(pilot, keys)
    async with _Ours().run_test(size=(WIDTH, 5)) as pilot:
        assert await _after(pilot, keys) == expected


async def test_each_change_is_told_with_the_cursor() -> None:
    app = _Ours()
    async with app.run_test(size=(WIDTH, 5)) as pilot:
        await _after(pilot, "a b left c backspace ctrl+u")
    assert app.told == [("a", 1), ("ab", 2), ("acb", 2), ("ab", 1), ("b", 0)]


async def test_a_text_set_by_the_program_is_told_and_typed_on() -> None:
    app = _Ours()
    async with app.run_test(size=(WIDTH, 5)) as pilot:
        field = app.query_one(Input)
        field.value = "from before"
        field.cursor_position = 4
        await pilot.pause()
        found = await _after(pilot, "X")
    assert found[:2] == ("fromX before", 5)
    assert app.told[-1] == ("fromX before", 5)


async def test_the_text_has_the_colours_of_a_theme_that_is_chosen_later() -> None:
    app = _Ours()
    async with app.run_test(size=(WIDTH, 5)) as pilot:
        await _after(pilot, "a")
        before = app.query_one(Input).render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        after = app.query_one(Input).render_line(0)
    assert before.text == after.text
    assert list(_cells(before)) != list(_cells(after))


async def test_the_line_is_as_wide_as_its_place() -> None:
    async with _Ours().run_test(size=(WIDTH, 5)) as pilot:
        *_, painted = await _after(pilot, "日 b")
    assert cell_len("".join(letter for letter, _ in painted)) == WIDTH
