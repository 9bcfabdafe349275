"""Saved feeds, programs, working offline: through the command line, on real files and processes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tui_reader.cli import program as program_of
from tui_reader.cli import session
from tui_reader.cli.session import Session
from tui_reader.desk.places import Places
from tui_reader.errors import StoreError

Serve = Callable[[dict[str, str]], str]

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Norvik Courier",
        "items": [
            {"id": "1", "title": "Ferry fares rise", "content_text": "They do."},
            {"id": "2", "title": "Lighthouse sold", "content_text": "It is."},
        ],
    }
)
RSS = '<rss version="2.0"><channel><item><guid>{0}</guid><title>{1}</title></item></channel></rss>'


def titles(program: Program) -> set[str]:
    return {row["title"] for row in program.json("list")}


def script(program: Program, code: str, name: str = "give.py") -> list[str]:
    (program.home / name).write_text(code, encoding="utf-8")
    return [sys.executable, "-S", name]


def test_a_json_feed_is_fetched(program: Program, serve: Serve) -> None:
    program.configure(f'[[feed]]\nurl = "{serve({"feed": JSON_FEED})}/feed"\n')
    program.run("fetch", "--quick")
    assert titles(program) == {"Ferry fares rise", "Lighthouse sold"}


def test_saved_feed_files_are_local_sources(program: Program) -> None:
    folder = program.home / "saved"
    folder.mkdir()
    (folder / "a.json").write_text(JSON_FEED)
    (folder / "b.rss").write_text(RSS.format("1", "Bells ring"))
    (folder / "package.json").write_text('{"name": "no feed"}')
    program.configure('[[local]]\npath = "saved"\n')
    done = program.run("fetch", "--quick")
    assert titles(program) == {"Ferry fares rise", "Lighthouse sold", "Bells ring"}
    assert "package" not in done.stderr


def test_a_file_that_claims_to_be_a_feed_and_is_none_is_told(program: Program) -> None:
    (program.home / "b.rss").write_text("words")
    program.configure('[[local]]\npath = "b.rss"\n')
    assert "b.rss: this is plain text" in program.run("fetch", "--quick").stderr


def test_a_command_does_not_run_before_it_is_allowed(program: Program) -> None:
    argv = script(program, "open('ran', 'w')")
    program.configure(f"[[feed]]\ncommand = {json.dumps(argv)}\n")
    assert "has not been allowed to run" in program.run("fetch", "--quick", code=1).stderr
    assert not (program.home / "ran").exists()


def test_check_shows_the_programs_and_whether_they_may_run(program: Program) -> None:
    program.configure('[[feed]]\ncommand = ["give", "a b"]\n')
    assert 'runs ["give", "a b"]  (not allowed yet)' in program.run("config", "check").stdout
    program.run("config", "allow", "--yes")
    assert 'runs ["give", "a b"]  (allowed)' in program.run("config", "check").stdout


def test_without_a_terminal_nothing_is_allowed_unasked(program: Program) -> None:
    program.configure('[[feed]]\ncommand = ["give"]\n')
    assert "nothing was allowed" in program.run("config", "allow", code=2).stderr
    assert program.json("config", "allow", "--yes") == {"allowed": [["give"]]}


def test_other_arguments_are_another_program(program: Program) -> None:
    program.configure('[[feed]]\ncommand = ["give", "a"]\n')
    program.run("config", "allow", "--yes")
    program.configure('[[feed]]\ncommand = ["give", "b"]\n')
    assert "has not been allowed" in program.run("fetch", "--quick", code=1).stderr


def test_the_output_of_an_allowed_command_is_a_feed(program: Program) -> None:
    argv = script(program, f"print({RSS.format('1', 'Bells ring')!r})")
    program.configure(f"[[feed]]\ncommand = {json.dumps(argv)}\n")
    program.run("config", "allow", "--yes")
    program.run("fetch", "--quick")
    assert titles(program) == {"Bells ring"}


def test_a_filter_makes_the_feed_and_another_filter_makes_another(program: Program, serve: Serve) -> None:
    url = f"{serve({'feed': RSS.format('1', 'Bells ring')})}/feed"
    for old, new in (("Bells", "Drums"), ("Bells", "Flutes")):
        code = f"import sys; print(sys.stdin.read().replace({old!r}, {new!r}))"
        argv = script(program, code, f"{new}.py")
        program.configure(f'[[feed]]\nurl = "{url}"\nfilter = {json.dumps(argv)}\n')
        program.run("config", "allow", "--yes")
        program.run("fetch", "--quick", "--all")
        assert titles(program) == {f"{new} ring"}


def test_save_tells_title_and_date_and_what_is_there_already(program: Program, serve: Serve) -> None:
    page = (
        "<html><head><title>Ferry fares rise</title>"
        '<meta property="article:published_time" content="2026-11-02T08:00:00Z"></head>'
        f"<body><article><h1>Ferry fares rise</h1><p>{'Fares rise in Norvik. ' * 30}</p></article></body>"
    )
    url = f"{serve({'ferry.html': page})}/ferry.html"
    program.configure("")
    (saved,) = program.json("save", f"{url}?utm_source=mail")
    assert (saved["title"], saved["date"], saved["state"]) == ("Ferry fares rise", "2026-11-02", "saved")
    (again,) = program.json("save", url)
    assert (again["id"], again["state"]) == (saved["id"], "already saved")


def test_save_of_an_address_that_is_none_says_so(program: Program) -> None:
    program.configure("")
    assert "neither a web address nor a file" in program.run("save", "gopher://a.example/x", code=1).stderr


WATCH = """
import os, sys
def hook(event, args):
    if event == "socket.__new__" and args[1] in (2, 10) or event in ("socket.connect", "socket.getaddrinfo"):
        note(f"{event} {args[1:]}")
    elif event == "import" and args[0] == "tui_reader.sources.engine":  # libcurl opens sockets unseen
        note(args[0])
def note(what):
    with open(os.environ["SOCKETS_SEEN"], "a") as file:
        file.write(f"{what} {sys.argv}\\n")
sys.addaudithook(hook)
"""


def sockets_of(program: Program, *verb: str) -> tuple[str, str]:
    """Run a verb with a hook in every interpreter it starts; (what it did towards a socket, stderr)."""
    hooks = program.home / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(WATCH)
    seen = program.home / "seen"
    seen.write_text("")
    env = {**os.environ, "PYTHONPATH": str(hooks), "SOCKETS_SEEN": str(seen)}
    done = subprocess.run(
        [*program.argv, *verb], env=env, capture_output=True, text=True, check=False, timeout=120
    )
    return seen.read_text(), done.stderr


def mixed(program: Program, serve: Serve) -> str:
    root = serve({"feed": JSON_FEED, "page.html": "<p>x"})
    (program.home / "a.txt").write_text("A title\n\nA text.\n")
    argv = script(program, "open('ran', 'w')")
    program.configure(
        f'[[feed]]\nurl = "{root}/feed"\n[[local]]\npath = "a.txt"\n[[feed]]\ncommand = {json.dumps(argv)}\n'
    )
    program.run("config", "allow", "--yes")
    return root


def test_the_watch_over_sockets_sees_a_fetch(program: Program, serve: Serve) -> None:
    mixed(program, serve)
    assert "sources.engine" in sockets_of(program, "fetch", "--quick")[0]


def test_the_watch_over_sockets_sees_a_page_saved(program: Program, serve: Serve) -> None:
    root = mixed(program, serve)
    assert "socket.connect" in sockets_of(program, "save", f"{root}/page.html")[0]


@pytest.mark.parametrize(
    "verb", [("fetch", "--quick", "--all"), ("fetch", "--all"), ("save", "ROOT/page.html")]
)
def test_offline_opens_no_socket(program: Program, serve: Serve, verb: tuple[str, ...]) -> None:
    root = mixed(program, serve)
    seen, said = sockets_of(program, "--offline", *(part.replace("ROOT", root) for part in verb))
    assert seen == ""
    assert "offline" in said


def test_offline_runs_no_program_and_reads_local_files(program: Program, serve: Serve) -> None:
    mixed(program, serve)
    done = program.run("--offline", "fetch", "--quick")
    assert "2 sources on the web not asked" in done.stderr
    assert not (program.home / "ran").exists()
    assert titles(program) == {"A title"}


def test_a_page_is_not_fetched_offline(program: Program, serve: Serve) -> None:
    page = f'{{"items": [{{"id": "1", "title": "A", "url": "{serve({"p.html": "<p>x"})}/p.html"}}]}}'
    program.configure(f'[[feed]]\nurl = "{serve({"feed": page})}/feed"\n')
    program.run("fetch", "--quick")
    (row,) = program.json("list")
    seen, said = sockets_of(program, "--offline", "fetch", "--quick", "--page", str(row["id"]))
    assert seen == ""
    assert "working offline" in said


def test_path_names_the_file(program: Program) -> None:
    assert program.run("config", "path").stdout.strip() == str(program.home / "feeds.toml")


def test_show_fills_in_defaults_and_strikes_out_secrets(program: Program) -> None:
    program.configure('[[feed]]\nurl = "https://me:geheim@a.example/f?token=geheim"\n')
    shown = program.run("config", "show").stdout
    assert "geheim" not in shown
    assert "measure = 78" in shown
    assert program.json("config", "show")["feed"][0]["url"] == "https://a.example/f?token=***"


def test_the_schema_knows_every_key_of_a_feed(program: Program) -> None:
    schema = program.json("config", "schema")
    feed = schema["$defs"]["Feed"]
    assert {"url", "command", "filter", "title"} <= set(feed["properties"])
    assert feed["additionalProperties"] is False


def test_what_has_been_allowed_is_private(program: Program) -> None:
    program.configure('[[feed]]\ncommand = ["give"]\n')
    program.run("config", "allow", "--yes")
    file: Path = program.home / "data" / "allowed-programs"
    assert file.stat().st_mode & 0o077 == 0


def test_a_program_ends_with_the_screen_that_asked_for_it(program: Program) -> None:
    code = "import os, time; print(os.getpid(), file=open('pid', 'w'), flush=True); time.sleep(300)"
    program.configure(f"[[feed]]\ncommand = {json.dumps(script(program, code))}\n")
    program.run("config", "allow", "--yes")
    door = subprocess.Popen(
        [*program.argv, "fetch", "--quick", "--events"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    note = program.home / "pid"
    assert until(lambda: note.exists() and note.read_text().strip())
    assert door.stdin is not None
    door.stdin.close()
    assert door.wait(20) == 0
    assert until(lambda: not is_alive(int(note.read_text())))


def until(true: Callable[[], object]) -> bool:
    """Whether something becomes true within half a minute."""
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(true())


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has reaped does not."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] not in {"", "Z"}


def test_the_workers_of_an_offline_screen_are_offline(tmp_path: Path) -> None:
    here = Places(tmp_path / "feeds.toml", tmp_path)
    assert program_of(Session(here, offline=True))[-1] == "--offline"
    assert "--offline" not in program_of(Session(here))


@pytest.mark.parametrize(("least", "lines"), [(0, 1), (1_000_000_000, 0)])
def test_the_upgrade_of_a_large_library_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    least: int,
    lines: int,
) -> None:
    here = Places(tmp_path / "feeds.toml", tmp_path)
    with Session(here).library() as library:
        path = library.path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    monkeypatch.setattr(session, "_LARGE", least)
    with pytest.raises(StoreError):
        Session(here).library()
    assert capsys.readouterr().err.count("upgrading the library") == lines
