"""feeds.toml edited from inside the reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.conftest import Terminal

pytestmark = pytest.mark.pty


def test_edit_opens_the_readers_editor_and_takes_in_what_it_wrote(
    start: Callable[..., Terminal], shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = shelf.parent / "editor"
    editor.write_text(
        '#!/bin/sh\nprintf \'[[local]]\\npath = "valleys/valley1*.txt"\\ntitle = "Written"\\n\' >> "$1"\n'
    )
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    terminal = start()
    terminal.wait("“2")
    terminal.press(":")
    terminal.send("edit\r")
    terminal.wait("Written")
    assert terminal.process.poll() is None
    terminal.press("2", "j")
    terminal.wait("1 Sources")
