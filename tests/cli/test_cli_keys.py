from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tui_reader.cli import main


def checked(tmp_path: Path, keys: str) -> tuple[int, str]:
    config = tmp_path / "feeds.toml"
    config.write_text(f"[reader]\n[keys]\n{keys}\n")
    done = CliRunner().invoke(main, ["--config", str(config), "--data-dir", str(tmp_path), "config", "check"])
    return done.exit_code, done.stderr.replace(str(config), "feeds.toml")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('undo = "s"', 'feeds.toml:3:1: keys.undo: "s" is claimed by article.star and undo\n'),
        (
            '"article.sta" = "b"',
            'feeds.toml:3:1: keys.article.sta: there is no action "article.sta"; did you',
        ),
        ('undo = "g u"', 'feeds.toml:3:1: keys.undo: "g" of move.top hides "g u" of undo\n'),
        ('preset = "vi"', 'feeds.toml:3:1: keys.preset: there is no preset "vi"; known are newsboat, vim'),
    ],
)
def test_config_check_tells_what_is_wrong_with_keys_and_where(tmp_path: Path, keys: str, told: str) -> None:
    code, said = checked(tmp_path, keys)
    assert code == 2
    assert said.startswith(told)


def test_config_check_takes_presets_and_sequences(tmp_path: Path) -> None:
    assert checked(tmp_path, 'preset = "vim"\n"article.star" = "g s"') == (0, "")


@pytest.mark.parametrize(
    ("macro", "told"),
    [
        (
            'key = "B"\ndo = ["article.star", "article.nxt"]',
            'feeds.toml:9:1: macro[2].do: there is no action "article.nxt"; did you mean article.next?\n',
        ),
        (
            'key = "s"\ndo = ["undo"]',
            'feeds.toml:8:1: macro[2].key: "s" is claimed by article.star and macro.2\n',
        ),
    ],
)
def test_config_check_tells_what_is_wrong_with_macros_and_where(
    tmp_path: Path, macro: str, told: str
) -> None:
    first = '\n[[macro]]\nkey = "ctrl+x s"\ndo = ["article.star"]'
    code, said = checked(tmp_path, f"{first}\n[[macro]]\n{macro}")
    assert (code, said) == (2, told)
