from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from tui_reader.desk import handing
from tui_reader.desk.newsdesk import Opened
from tui_reader.errors import HandingError
from tui_reader.model.article import Article, ArticleStatus
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import KnownQuote, Quote

TEXT = "“We will sign,” Edda Lind said."
ARTICLE = Article(
    7,
    1,
    "g",
    "Lind signs; rm -rf $HOME",
    "https://e.example/a?b=`c`",
    ("Mo Weir",),
    0,
    0,
    3,
    feed_title="Post",
)
OPENED = Opened(
    ARTICLE,
    ArticleStatus(7, starred=True),
    "feed",
    Document(TEXT, (Block(0, len(TEXT), "paragraph"),)),
    (KnownQuote(1, 0, Quote((Span(0, 15),), "direct", speaker="Edda Lind")),),
    (),
    (),
    analysed=True,
    tags=("treaty",),
)


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def test_text_is_title_source_link_and_body() -> None:
    assert handing.as_text(OPENED) == (
        f"Lind signs; rm -rf $HOME\nPost · Mo Weir\nhttps://e.example/a?b=`c`\n\n{TEXT}\n"
    )


def test_json_is_one_line_with_tags_and_quotes() -> None:
    line = handing.as_json(OPENED)
    assert line.count("\n") == 1
    data = json.loads(line)
    assert (data["id"], data["tags"], data["starred"]) == (7, ["treaty"], True)
    assert data["quotes"] == [{"speaker": "Edda Lind", "text": "“We will sign,”"}]


def test_a_title_stays_one_argument_whatever_it_holds() -> None:
    assert handing.filled(["mail", "-s", "{title}", "x{url}"], OPENED) == [
        "mail", "-s", "Lind signs; rm -rf $HOME", "xhttps://e.example/a?b=`c`",
    ]  # fmt: skip


def test_a_line_is_split_as_a_shell_would_and_an_open_quote_is_told() -> None:
    assert handing.split("grep -i 'two words'") == ["grep", "-i", "two words"]
    with pytest.raises(HandingError, match="closing quotation"):
        handing.split("grep 'two")


async def test_a_program_gets_the_text_and_its_output_is_washed() -> None:
    code = "import sys; print(sys.stdin.read().upper() + chr(27) + '[31m'); sys.exit(3)"
    done = await handing.hand(python(code), "quiet ü\n" * 20_000)
    assert done.code == 3
    assert done.output.startswith("QUIET Ü\n")
    assert "\x1b" not in done.output


async def test_a_program_that_reads_nothing_is_no_error() -> None:
    assert (await handing.hand(python("print('done')"), "x" * 1_000_000)).output.strip() == "done"


async def test_output_is_kept_up_to_a_limit() -> None:
    done = await handing.hand(python("import sys; sys.stdout.write('x' * 5_000_000)"), "")
    assert len(done.output) == handing.OUTPUT


async def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandingError, match="No such file"):
        await handing.hand([str(tmp_path / "none")], "")
    with pytest.raises(HandingError, match="no program"):
        await handing.hand([], "")


async def test_a_program_that_never_ends_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PATIENCE", 0.4)
    child = "import time,pathlib,sys; time.sleep(1); pathlib.Path(sys.argv[1]).touch()"
    code = "import subprocess,sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"
    with pytest.raises(HandingError, match="longer than"):
        await handing.hand(python(code, child, str(tmp_path / "late")), "")
    await asyncio.sleep(1)
    assert not (tmp_path / "late").exists()
