from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.ui import keys
from tui_reader.ui.actions import ACTIONS, PANES, by_id
from tui_reader.ui.keys import Fingers
from tui_reader.ui.presets import PRESETS

STAR = by_id()["article.star"]


def fingers(**custom: str) -> Fingers:
    return Fingers(keys.keymap({name.replace("__", "."): value for name, value in custom.items()}))


def runs(hand: Fingers, *pressed: str) -> list[tuple[str, int]]:
    found = [hand.press(key, "articles") for key in pressed]
    return [(one[0].id, one[1]) for one in found if one]


@pytest.mark.parametrize("preset", PRESETS)
def test_neither_the_defaults_nor_a_preset_claim_a_key_twice(preset: str) -> None:
    assert keys.problems({"preset": preset}) == []


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_name_actions_that_exist(preset: str) -> None:
    assert set(PRESETS[preset]) <= set(by_id())


def test_a_key_that_two_actions_claim_is_a_problem_of_the_one_that_was_changed() -> None:
    assert keys.problems({"undo": "s"}) == [("undo", '"s" is claimed by article.star and undo')]


def test_a_key_that_begins_a_sequence_is_a_problem() -> None:
    assert keys.problems({"undo": "s u"}) == [("undo", '"s" of article.star hides "s u" of undo')]


def test_an_unknown_action_is_a_problem_with_the_nearest_name() -> None:
    assert keys.problems({"article.stars": "b"}) == [
        ("article.stars", 'there is no action "article.stars"; did you mean article.star?')
    ]


def test_an_unknown_preset_is_a_problem() -> None:
    assert keys.problems({"preset": "vi"}) == [
        ("preset", 'there is no preset "vi"; known are newsboat, vim, emacs')
    ]


def test_the_readers_own_key_takes_the_place_of_the_defaults_and_of_a_preset() -> None:
    assert keys.keys_of(STAR, {"article.star": "b"}) == ("b",)
    assert keys.keys_of(STAR, {"undo": "b"}) == ("s",)
    copy = by_id()["copy"]
    assert keys.keys_of(copy, {"preset": "vim"}) == ("y y",)
    assert keys.keys_of(copy, {"preset": "vim", "copy": "c"}) == ("c",)


def test_several_own_keys_are_separated_by_commas_and_a_comma_alone_is_a_key() -> None:
    assert keys.keys_of(STAR, {"article.star": "b, ctrl+b"}) == ("b", "ctrl+b")
    assert keys.keys_of(STAR, {"article.star": ","}) == (",",)
    assert keys.keys_of(STAR, {"article.star": "g question_mark"}) == ("g ?",)


def test_a_key_runs_its_action_at_once() -> None:
    assert runs(fingers(), "j", "s") == [("move.down", 0), ("article.star", 0)]


def test_a_sequence_runs_when_its_last_key_is_pressed() -> None:
    hand = fingers(preset="vim")
    assert runs(hand, "g") == []
    assert hand.shown == "g"
    assert runs(hand, "g") == [("move.top", 0)]
    assert hand.shown == ""


def test_a_key_that_does_not_go_on_with_a_sequence_ends_it() -> None:
    hand = fingers(preset="vim")
    assert runs(hand, "g", "s", "s") == [("article.star", 0)]


def test_esc_takes_a_sequence_back_and_does_nothing_else() -> None:
    hand = fingers(preset="vim")
    assert runs(hand, "g", "escape") == []
    assert runs(hand, "escape") == [("escape", 0)]


def test_digits_are_counts_only_where_the_preset_says_so() -> None:
    assert runs(fingers(preset="vim"), "1", "0", "j", "j") == [("move.down", 10), ("move.down", 0)]
    assert runs(fingers(), "1", "j") == [("pane.sources", 0), ("move.down", 0)]


def test_one_key_does_in_each_pane_what_exists_there() -> None:
    hand = fingers()
    found = [hand.press("F", pane) for pane in PANES]
    assert [one[0].id for one in found if one] == ["filter"] * 3 + ["entity.articles"] * 2


@pytest.mark.parametrize(
    ("key", "character", "spelled"),
    [
        ("question_mark", "?", "?"), ("space", " ", "space"), ("ctrl+d", "\x04", "ctrl+d"), ("G", "G", "G"),
        ("alt+1", "1", "alt+1"), ("enter", "\r", "enter"), ("plus", "+", "+"), ("up", None, "up"),
    ],
)  # fmt: skip
def test_keys_have_one_spelling(key: str, character: str | None, spelled: str) -> None:
    assert keys.pressed(key, character) == spelled
    assert keys.spelled(key) == spelled


@given(st.lists(st.sampled_from([*"0123456789gGjkyZ", "escape", "space", "ctrl+w"]), max_size=30))
def test_whatever_is_pressed_counts_stay_bounded_and_nothing_is_stuck(pressed: list[str]) -> None:
    hand = fingers(preset="vim")
    for key in pressed:
        hand.press(key, "reader")
        assert hand.count <= keys.MOST_TIMES
        assert len(hand.pressed) <= 1
    hand.press("escape", "reader")
    assert hand.shown == ""


def test_what_no_default_key_runs_is_run_from_the_command_line() -> None:
    assert [action.id for action in ACTIONS if not action.keys] == [
        "config.edit",
        "config.reload",
        "site",
        "theme",
    ]
