"""Where things are on this machine: the configuration, the library, the log, the locks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

NAME = "tui-reader"


@dataclass(frozen=True, slots=True)
class Places:
    """Paths of one reader. The data folder is private to its owner."""

    config: Path
    data: Path

    @property
    def store(self) -> Path:
        """The library."""
        return self.data / "library.db"

    @property
    def log(self) -> Path:
        """What the workers write."""
        return self.data / "tui-reader.log"

    @property
    def screen(self) -> Path:
        """Where one was on the screen, for the next start."""
        return self.data / "screen.json"

    def lock(self, name: str) -> Path:
        """The lock file of a kind of work."""
        return self.data / f"{name}.lock"

    def prepare(self) -> None:
        """Make the data folder, readable by its owner only."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)

    def argv(self) -> list[str]:
        """The global options that lead another process to the same places."""
        return ["--config", str(self.config), "--data-dir", str(self.data)]


def find(config: str | None, data_dir: str | None) -> Places:
    """Options win over TUI_READER_CONFIG and TUI_READER_DATA, these over the platform's folders."""
    config = config or os.environ.get("TUI_READER_CONFIG")
    data_dir = data_dir or os.environ.get("TUI_READER_DATA")
    return Places(
        config=Path(config).expanduser().absolute() if config else _config_folder() / "feeds.toml",
        data=Path(data_dir).expanduser().absolute() if data_dir else _data_folder(),
    )


def _config_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path(NAME)


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path(NAME)
