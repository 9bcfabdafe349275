"""Doctor: opens the screen of health, which is loaded then, and does what is asked for on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_reader.config import editing
from tui_reader.desk.subscriptions import Subscriptions
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace

if TYPE_CHECKING:
    from tui_reader.desk.health import Health


class Doctor:
    """Knows the means that the screen of health has."""

    def __init__(
        self,
        view: View,
        work: Workplace,
        changes: Subscriptions,
        edit: Callable[[int], object],
        undo: Callable[[], object],
    ) -> None:
        self.view = view
        self._work = work
        self._changes = changes
        self._edit = edit
        self._undo = undo

    def show(self) -> None:
        """How the sources are doing."""
        from tui_reader.ui.screens.health import Cures, HealthScreen

        cures = Cures(self._work.fetch, self._open, self._enable, self._move, self._undo)
        self.view.screen.app.push_screen(HealthScreen(self.view, cures))

    async def _open(self, key: str) -> None:
        """The editor, at the line of a source."""
        path = self.view.desk.config.path
        line = await asyncio.to_thread(editing.line_of, path, key) if key else 1
        self.view.screen.call_next(self._edit, line)

    async def _enable(self, one: Health) -> None:
        on = one.state == "off"
        await self._changes.enable(one.source, one.title, on=on)
        await self._work.config.take()
        self.view.say(f"{one.title} is {'fetched again' if on else 'no longer fetched'} · U undoes")

    async def _move(self, one: Health) -> None:
        await self._changes.move(one.source, one.move, one.title)
        await self._work.config.take()
        self.view.say(f"{one.title} is fetched from {one.moved_to} · U undoes")
