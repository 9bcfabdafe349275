"""What each process loads: heavy libraries are for the worker that needs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = [
    "textual",
    "rich",
    "httpcore",
    "feedparser",
    "lxml",
    "trafilatura",
    "spacy",
    "multiprocessing",
    "markdown_it",
]
NOT_ON_SCREEN = ["httpcore", "feedparser", "lxml", "trafilatura", "spacy"]

RUN = """
import json, sys
sys.argv = ["tui-reader", *json.loads(sys.argv[1])]
try:
    from tui_reader.__main__ import run
    run()
except SystemExit as end:
    print(json.dumps({"exit": end.code, "loaded": sorted(sys.modules)}), file=sys.stderr)
"""


def loaded(tmp_path: Path, *verb: str) -> set[str]:
    argv = ["--config", str(tmp_path / "feeds.toml"), "--data-dir", str(tmp_path / "data"), *verb]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(argv)], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stderr.splitlines()[-1])
    assert report["exit"] in {0, None}, done.stderr
    return {name.partition(".")[0] for name in report["loaded"]}


@pytest.mark.parametrize(
    "verb", [["--version"], ["--help"], ["list"], ["list", "--json"], ["search", "x"], ["config", "check"]]
)
def test_light_verbs_load_no_heavy_library(tmp_path: Path, verb: list[str]) -> None:
    (tmp_path / "feeds.toml").write_text("")
    assert loaded(tmp_path, *verb).isdisjoint(HEAVY)


def test_the_screen_loads_no_library_of_the_workers() -> None:
    code = "import json, sys, tui_reader.ui.app; print(json.dumps(sorted(sys.modules)))"
    names = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    assert {name.partition(".")[0] for name in names}.isdisjoint(NOT_ON_SCREEN)
