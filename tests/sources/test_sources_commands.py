"""Programs that give feeds: real ones, and what happens to those that misbehave."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import pytest

from tui_reader.errors import FetchError
from tui_reader.sources.commands import Commands, Limits


def python(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", code]


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    return Commands(tmp_path, Limits(wall=20, output=3_000_000))


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has reaped yet counts as ended."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in {"Z", "X"}:
            return True
        time.sleep(0.05)
    return False


async def test_the_output_of_a_program_is_the_answer(commands: Commands) -> None:
    assert await commands.run(python("print('<rss/>')")) == b"<rss/>\n"


async def test_a_large_input_comes_out_again(commands: Commands) -> None:
    given = b"0123456789" * 200_000
    assert await commands.run(python("import sys; sys.stdout.write(sys.stdin.read())"), given) == given


async def test_a_program_that_reads_nothing_still_answers(commands: Commands) -> None:
    assert await commands.run(python("print('x')"), b"y" * 1_000_000) == b"x\n"


async def test_no_shell_reads_the_arguments(commands: Commands) -> None:
    code = "import sys; print(sys.argv[1])"
    assert await commands.run([*python(code), "$(id) ; `id` > x"]) == b"$(id) ; `id` > x\n"


async def test_a_program_runs_in_the_folder_of_the_configuration(commands: Commands, tmp_path: Path) -> None:
    assert await commands.run(python("import os; print(os.getcwd())")) == f"{tmp_path}\n".encode()


async def test_a_failing_program_says_why(commands: Commands) -> None:
    code = "import sys; print('half'); print('first\\nno such page', file=sys.stderr); sys.exit(7)"
    with pytest.raises(FetchError, match="ended with 7: no such page") as caught:
        await commands.run(python(code))
    assert caught.value.kind == "command"


async def test_a_program_that_is_not_there_is_named(commands: Commands) -> None:
    with pytest.raises(FetchError, match="no-such-program cannot be started: no such file"):
        await commands.run(["no-such-program"])


async def test_too_much_output_ends_the_program(commands: Commands) -> None:
    with pytest.raises(FetchError, match="wrote more than 3 MB"):
        await commands.run(python("import sys\nwhile True: sys.stdout.write('x' * 65536)"))


@pytest.mark.parametrize(
    "code", ["import time; time.sleep(60)", "import os,time; os.close(1); time.sleep(60)"]
)
async def test_a_program_that_does_not_end_is_ended(tmp_path: Path, code: str) -> None:
    with pytest.raises(FetchError, match=r"did not finish within 0\.5 seconds"):
        await Commands(tmp_path, Limits(wall=0.5)).run(python(code))


LEAVES_A_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
"""


async def test_what_a_program_leaves_behind_is_ended_and_not_waited_for(commands: Commands) -> None:
    begun = time.monotonic()
    pid = int(await commands.run(python(LEAVES_A_CHILD)))
    assert is_gone(pid)
    assert time.monotonic() - begun < 15


async def test_cancelling_ends_the_program(commands: Commands, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"import os,time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    task = asyncio.create_task(commands.run(python(code)))
    while not (note.exists() and note.read_text()):  # noqa: ASYNC110 - another process writes it
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert is_gone(int(note.read_text()))


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_no_pipe_stays_open(commands: Commands) -> None:
    await commands.run(python("print(1)"))
    before = open_files()
    for _ in range(3):
        await commands.run(python("print(1)"))
    assert open_files() == before
