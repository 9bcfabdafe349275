"""A file that comes into a watched folder appears while the reader is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.pty


def test_a_new_file_in_a_watched_folder_appears_by_itself(start: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    (folder / "fog.txt").write_text("Fog over the quay\n\nNothing was seen all day.\n", encoding="utf-8")
    (tmp_path / "feeds.toml").write_text(f'[[local]]\npath = "{folder}"\nwatch = true\n', encoding="utf-8")
    terminal = start(120, 32)
    terminal.wait("Fog over the quay")
    (folder / "rain.eml").write_text(
        "Subject: Rain at Skarrow\nFrom: Ruta Quist <r@quay.example>\n\nIt rained.\n", encoding="utf-8"
    )
    terminal.wait("Rain at Skarrow", 30)
