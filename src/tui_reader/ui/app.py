"""The program on the terminal: theme, signals, the way out. What is on screen belongs to screens.main."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, NoReturn

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.desk.workers import Workers
from tui_reader.model.events import Event
from tui_reader.ui import memory, tidying
from tui_reader.ui.memory import Remembered
from tui_reader.ui.screens.main import MainScreen
from tui_reader.ui.theme import MORNING, NIGHT

GRACE = 1.5
"""Seconds the workers get before the screen leaves without waiting for them."""
REMEMBER = 10.0
"""Seconds after which a place that has changed is written down."""
WATCH = 1.0
"""Seconds between looks whether the terminal is still there, and whether somebody is at it."""


class TuiReader(App[None], inherit_bindings=False):
    """One screen over one library."""

    CSS_PATH = "tui_reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "tui-reader"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", show=False, priority=True)]

    def __init__(
        self,
        desk: Newsdesk,
        program: Sequence[str],
        *,
        log: Path,
        notices: Sequence[str] = (),
        place: Path | None = None,
        dark: bool = True,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._program = tuple(program)
        self._log_path = log
        self._notices = tuple(notices)
        self._place = place
        self._saved: Remembered | None = None
        self._main: MainScreen | None = None
        self._leaving = False
        self._started_by = os.getppid()
        self._counts = gc.get_count()
        for theme in (NIGHT, MORNING):
            self.register_theme(theme)
        night = dark if desk.config.theme == "auto" else desk.config.theme == NIGHT.name
        self.theme = NIGHT.name if night else MORNING.name

    def _make_workers(self, on_event: Callable[[Event], None]) -> Workers:
        return Workers(self._program, self._log_path, on_event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our roles, so that the style sheet also holds under a theme of somebody else."""
        return dict(NIGHT.variables)

    def get_default_screen(self) -> MainScreen:
        """The main screen is the only one."""
        last = self._saved = memory.load(self._place) if self._place else None
        self._main = MainScreen(self.desk, self._make_workers, self._notices, last)
        return self._main

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Look a key up. Before every key Textual asks all that is on screen for bindings that come first;
        there is none but the one above.
        """
        if priority and key not in self._bindings.key_to_bindings:
            return False
        return await super()._check_bindings(key, priority)

    def on_mount(self) -> None:
        """Watch over the terminal; remember now and then where one is."""
        if self._place is not None:
            self.set_interval(REMEMBER, self._remember)
        if not self.is_headless:
            self._watch()

    def _remember(self) -> None:
        """Write down where one is, when that has changed: a file of a few hundred bytes."""
        main = self._main
        if self._place is None or main is None or not main.is_mounted or not main.settled:
            return
        now = main.remembered
        if now != self._saved:
            self._saved = now
            memory.save(self._place, now)

    def _watch(self) -> None:
        tidying.postpone()
        self.set_interval(WATCH, self._look_round)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.call_later, self.action_leave)

    def _look_round(self) -> None:
        self._counts = tidying.tidy(self._counts)
        self._check_terminal()

    def _check_terminal(self) -> None:
        if terminal_is_gone() or (os.getppid() == 1 and self._started_by != 1):
            self.run_worker(self.action_leave(), exit_on_error=False)

    @on(MainScreen.Leave)
    async def _leave(self) -> None:
        await self.action_leave()

    async def action_leave(self) -> None:
        """End the workers, for at most a moment, and go."""
        if self._leaving:
            return
        self._leaving = True
        self._remember()
        if self._main is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._main.work.stop(), GRACE)
        if not self.is_headless and terminal_is_gone():
            self._leave_at_once()
        self.exit()

    def _leave_at_once(self) -> NoReturn:
        """Leave without Textual's farewell, which waits for a writer thread that died with the terminal."""
        self.desk.library.close()
        os._exit(1)


def terminal_is_gone() -> bool:
    """Whether the terminal at standard input has hung up; Textual itself would not notice."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__ or 0, 0)
        return any(mask & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, mask in poll.poll(0))
    except (OSError, ValueError):
        return True


def open_screen(
    desk: Newsdesk,
    workers_program: list[str],
    *,
    log: Path,
    notices: Sequence[str],
    place: Path | None = None,
    dark: bool = True,
) -> None:
    """Open the reader on this terminal and return when it is closed; `place` remembers where one was.

    `dark` is whether the terminal's page is, for who has chosen no theme.
    """
    TuiReader(desk, workers_program, log=log, notices=notices, place=place, dark=dark).run()
