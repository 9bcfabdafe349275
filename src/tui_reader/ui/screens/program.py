"""What the main screen does that belongs to no pane: help, log, one level up, suspend, leave."""

from __future__ import annotations

from collections.abc import Callable

from tui_reader.ui import keys, macros
from tui_reader.ui.actions import ACTIONS, GROUPS
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.sheet import Row, Sheet
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.theme import MORNING, NIGHT


class Program:
    """Keys of everywhere. `leave` ends the program."""

    def __init__(self, view: View, panes: Panes, work: Workplace, leave: Callable[[], object]) -> None:
        self.view = view
        self._panes = panes
        self._work = work
        self._leave = leave

    def escape(self) -> bool:
        """One level up; False when this is the top."""
        if self.view.banner.display:
            self.view.banner.display = False
            return True
        return self._panes.escape()

    def close_or_quit(self) -> None:
        """One level up, or out."""
        if not self.escape():
            self.leave()

    def leave(self) -> None:
        """Out."""
        self._leave()

    def show_help(self) -> None:
        """The table of keys as it is now."""
        custom = self.view.desk.config.keys
        rows: list[Row] = []
        for group, title in GROUPS.items():
            rows += [("", ""), (title, "")] if rows else [(title, "")]
            for action in ACTIONS:
                if action.group == group:
                    pressed = keys.shown(keys.keys_of(action, custom))
                    rows.append(
                        (pressed or ":", action.words if pressed else f"{action.words} ({action.id})")
                    )
        own = macros.of(self.view.desk.config.macros)
        rows += [("", ""), ("MACROS", "")] if own else []
        rows += [(keys.shown(keys.keys_of(macro, custom)), macro.words) for macro in own]
        self.view.screen.app.push_screen(Sheet("Keys", rows))

    def show_log(self) -> None:
        """What went wrong lately."""
        lines = [(line[:5], line[7:]) for line in self._work.log]
        self.view.screen.app.push_screen(Sheet("Log", lines, empty="Nothing to report.", at_end=True))

    def copy_selection(self) -> None:
        """Copy what is selected with the mouse."""
        selected = self.view.screen.get_selected_text()
        if selected:
            self.view.copy(selected)
            self.view.say("Copied the selection")
        else:
            self.view.say("Nothing is selected; drag over the text first. q quits")

    def switch_theme(self) -> None:
        """The other edition, until the program ends."""
        app = self.view.screen.app
        app.theme = NIGHT.name if app.theme == MORNING.name else MORNING.name

    def suspend(self) -> None:
        """Back to the shell; `fg` returns."""
        self.view.screen.app.action_suspend_process()
