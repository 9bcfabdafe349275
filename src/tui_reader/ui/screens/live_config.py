"""The live configuration: a changed feeds.toml is taken in while the reader is open, a broken one is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tui_reader.config import Config
from tui_reader.desk.reloading import Difference, Watch
from tui_reader.ui import macros
from tui_reader.ui.screens.view import View
from tui_reader.ui.theme import MORNING, NIGHT

_THEMES = {"night": NIGHT.name, "morning": MORNING.name}


class LiveConfig:
    """Looks at the file as often as it is told to. `taken` hears what a new configuration has changed."""

    def __init__(self, view: View, taken: Callable[[Difference], None], note: Callable[[str], None]) -> None:
        self.view = view
        self._taken = taken
        self._note = note
        self._watch = Watch(view.desk.config.path)
        self._reading = False

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file now; then the configuration in use is an older one."""
        return self._watch.problems

    def poll(self) -> None:
        """Look at the file; read it beside the keys when it has changed and is at rest."""
        if not self._reading and self._watch.look():
            self._reading = True
            self.view.run(self._take(), "more")

    def reread(self) -> None:
        """Read the file now, whether it is at rest or not, and say so when nothing has changed."""
        self._watch.look()
        if not self._reading:
            self._reading = True
            self.view.run(self._take(asked=True), "more")

    async def take(self) -> None:
        """Read the file now; whoever has changed it tells what."""
        self._watch.look()
        await self._take(told=False)

    async def _take(self, *, asked: bool = False, told: bool = True) -> None:
        try:
            found = await asyncio.to_thread(self._watch.reload, self.view.desk.config)
            if found.config is None:
                self._complain(found.problems)
            elif found.difference:
                await self.view.desk.take_config(found.config)
                self._apply(found.config, found.difference, told=told)
            elif asked:
                self.view.say("feeds.toml says nothing new")
        except BaseException:
            self._watch.again()
            raise
        finally:
            self._reading = False

    def _complain(self, problems: tuple[str, ...]) -> None:
        for problem in problems:
            self._note(problem)
        more = f" (and {len(problems) - 1} more, see the log)" if len(problems) > 1 else ""
        self.view.say(f"Kept the configuration that was in use: {problems[0]}{more}", "warning")

    def _apply(self, config: Config, difference: Difference, *, told: bool) -> None:
        app = self.view.screen.app
        if {"keys", "macros"} & set(difference.settings):
            self.view.key_line.keys = config.keys
            self.view.key_line.refresh()
            for problem in macros.told(config):
                self._note(problem)
                self.view.say(problem, "warning")
        if "theme" in difference.settings and config.theme in _THEMES:
            app.theme = _THEMES[config.theme]
        self._note(difference.sentence())
        if told:
            self.view.say(difference.sentence())
        self._taken(difference)
