"""The parts of the screen that need no screen: ranking, sizes, memory, clipboard, the terminal's colour."""

from __future__ import annotations

import os
import pty
import stat
import termios
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.query import ArticleQuery
from tui_reader.ui import clipboard, memory, terminal
from tui_reader.ui.actions import PANES, Pane
from tui_reader.ui.memory import Remembered
from tui_reader.ui.ranking import ranked
from tui_reader.ui.screens.commanding import editor
from tui_reader.ui.screens.layout import LOWEST, NARROWEST, Size, Sizes
from tui_reader.ui.screens.sheet import found
from tui_reader.ui.shelf import Place
from tui_reader.ui.widgets.offer_list import Offer

OFFERS = [Offer(text) for text in ("Morning Gazette", "Harbour Post", "mark read or unread", "[red]x[/]")]


def test_letters_that_stand_together_or_begin_words_are_meant() -> None:
    assert [offer.text for offer in ranked("gaz", OFFERS, 9)] == ["Morning Gazette"]
    assert [offer.text for offer in ranked("mg", OFFERS, 9)] == ["Morning Gazette"]
    assert [offer.text for offer in ranked("orn", OFFERS, 9)] == ["Morning Gazette"]
    assert ranked("ogt", OFFERS, 9) == []


def test_without_letters_the_order_stays() -> None:
    assert ranked(" ", OFFERS, 2) == OFFERS[:2]


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=8))
def test_whatever_is_typed_ranking_only_chooses(typed: str, texts: list[str]) -> None:
    chosen = ranked(typed, [Offer(text) for text in texts], 5)
    assert len(chosen) <= 5
    assert {offer.text for offer in chosen} <= set(texts)
    assert all(place < len(offer.text) for offer in chosen for place in offer.lit)


@given(
    st.lists(st.tuples(st.sampled_from(PANES), st.sampled_from([-2, 0, 2]), st.integers(-1, 1)), max_size=60),
    st.integers(100, 240),
    st.integers(20, 70),
)
def test_panes_are_resized_within_the_screen(
    steps: list[tuple[Pane, int, int]], width: int, height: int
) -> None:
    size: Size = "wide" if width >= 136 else "middle"
    sizes = Sizes()
    for pane, columns, rows in steps:
        sizes = sizes.changed(pane, size, (width, height), columns, rows)
    assert NARROWEST <= sizes.side(size, width) <= width // 2
    assert NARROWEST <= sizes.sources(size, width) <= width // 2
    assert LOWEST <= sizes.rows(height) <= height - 2 * LOWEST
    assert LOWEST <= sizes.quotes(height) <= height - LOWEST


def test_a_pane_is_wider_by_what_was_asked_for() -> None:
    sizes = Sizes().changed("sources", "wide", (160, 45), 2, 0)
    assert sizes.sources("wide", 160) == Sizes().sources("wide", 160) + 2
    sizes = Sizes().changed("reader", "wide", (160, 45), 2, 1)
    assert sizes.side("wide", 160) == Sizes().side("wide", 160) - 2
    assert sizes.rows(45) == Sizes().rows(45) - 1


def test_a_place_is_remembered_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "screen.json"
    last = Remembered(Place("“x”", ArticleQuery(text="x", feed_ids=(3,))), "oldest", 5, 2, 5, 77, "quotes")
    memory.save(path, last)
    assert memory.load(path) == last
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "bad", [b"", b"{", b'{"place": 3}', b"\xff", b'{"place":{"name":"a"}}', b"[" * 99_999]
)
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "screen.json").write_bytes(bad)
    assert memory.load(tmp_path / "screen.json") is None


def test_a_memory_that_cannot_be_written_is_let_be(tmp_path: Path) -> None:
    memory.save(tmp_path / "none" / "screen.json", Remembered(Place("a", ArticleQuery())))
    assert not list(tmp_path.iterdir())


def test_the_desktop_says_which_program_takes_the_clipboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("wl-copy", "xclip"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert clipboard.command({"WAYLAND_DISPLAY": "w"}, "linux") == ("wl-copy",)
    assert clipboard.command({"DISPLAY": ":0"}, "linux") == ("xclip", "-selection", "clipboard")
    assert clipboard.command({}, "darwin") == ("pbcopy",)
    assert clipboard.command({}, "linux") == ()


def test_a_text_reaches_the_clipboard_program_whole(tmp_path: Path) -> None:
    program = tmp_path / "take"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/taken\n")
    program.chmod(0o755)
    assert clipboard.copy("“$HOME” `x`\n", [str(program)])
    assert (tmp_path / "taken").read_text() == "“$HOME” `x`\n"
    assert not clipboard.copy("x", [str(tmp_path / "none")])
    assert not clipboard.copy("x", [])


def test_a_terminal_is_asked_for_its_background() -> None:
    master, slave = pty.openpty()

    def answer() -> None:
        assert b"]11;?" in os.read(master, 100)
        os.write(master, b"\x1b]11;rgb:f6f6/f1f1/e6e6\x1b\\\x1b[?62c")

    thread = threading.Thread(target=answer)
    thread.start()
    said = terminal.Question(slave, slave, 5.0).answer()
    thread.join()
    os.close(master)
    os.close(slave)
    light = terminal.lightness(said)
    assert light is not None
    assert light > 0.9


def test_a_terminal_that_says_nothing_is_not_waited_for() -> None:
    master, slave = pty.openpty()
    assert terminal.Question(slave, slave, 0.01).answer() == b""
    os.close(master)
    os.close(slave)


def test_an_answer_that_came_while_something_else_was_done_is_still_read() -> None:
    master, slave = pty.openpty()
    question = terminal.Question(slave, slave, 0.0)
    os.write(master, b"\x1b]11;rgb:f6f6/f1f1/e6e6\x1b\\\x1b[?62c")
    assert not terminal.is_dark(question.answer(), {})
    os.close(master)
    os.close(slave)


def test_what_is_typed_behind_the_answer_is_left_to_be_read() -> None:
    master, slave = pty.openpty()
    question = terminal.Question(slave, slave, 5.0)
    os.write(master, b"\x1b]11;rgb:00/00/00\x07\x1b[?62cjj\n")
    assert terminal.is_dark(question.answer(), {})
    assert os.read(slave, 100) == b"jj\n"
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize("asked", [True, False])
def test_a_terminal_is_left_as_it_was(asked: bool) -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    question = terminal.Question(slave, slave, 0.0)
    assert termios.tcgetattr(slave) != before
    if asked:
        question.answer()
    question.end()
    assert termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)


def test_what_is_no_terminal_is_not_asked() -> None:
    reading, writing = os.pipe()
    assert terminal.Question(reading, writing).answer() == b""
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize(
    ("colours", "light"),
    [("0;15", True), ("15;0", False), ("0;default;7", True), ("", False), ("x;8", False)],
)
def test_colorfgbg_names_the_background(colours: str, light: bool) -> None:
    assert terminal.says_light(colours) is light


def test_black_is_dark_and_an_answer_without_a_colour_is_none() -> None:
    assert terminal.lightness(b"\x1b]11;rgb:00/00/00\x07") == 0
    assert terminal.lightness(b"\x1b[?62c") is None


def test_the_editor_is_an_argument_list() -> None:
    assert editor({"VISUAL": "code -w", "EDITOR": "ed"}) == ["code", "-w"]
    assert editor({"EDITOR": "ed"}) == ["ed"]
    assert editor({}) == ["vi"]
    assert editor({"EDITOR": "it's"}) == ["it's"]


def test_rows_are_found_under_their_headings() -> None:
    rows = [("MOVING", ""), ("j", "next row"), ("", ""), ("MARKING", ""), ("U", "undo"), ("s", "save")]
    assert found(rows, "UND") == [("MARKING", ""), ("U", "undo")]
    assert found(rows, "") == rows
    assert found(rows, "nothing") == []
