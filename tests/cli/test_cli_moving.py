"""Moving in and out: OPML, newsboat, adding a feed; through the command line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Program

OPML = """<opml version="2.0"><body><outline text="World"><outline text="Courier" xmlUrl="https://courier.example/f"
 htmlUrl="https://courier.example/"/></outline><outline text="Old" xmlUrl="https://old.example/f"/>
<outline text="Odd" xmlUrl="ftp://odd.example/f"/></body></opml>"""
MINE = '# mine\n[[feed]]\nurl = "https://old.example/f"   # kept\n'


@pytest.fixture
def opml(program: Program) -> str:
    program.configure(MINE)
    path = program.home / "subs.opml"
    path.write_text(OPML)
    return str(path)


def feeds_toml(program: Program) -> str:
    return (program.home / "feeds.toml").read_text()


def test_a_dry_run_shows_and_writes_nothing(program: Program, opml: str) -> None:
    done = program.run("import", opml, "--dry-run")
    assert done.stdout == "+ Courier  [World]  https://courier.example/f\n"
    assert "1 feed would be added, 1 there already" in done.stderr
    assert "ftp://odd.example/f is no web address" in done.stderr
    assert feeds_toml(program) == MINE


def test_an_import_adds_what_is_new_and_keeps_comments(program: Program, opml: str) -> None:
    found = program.json("import", opml)
    assert (len(found["added"]), found["already_there"]) == (1, 1)
    assert feeds_toml(program).startswith(MINE)
    assert [feed["url"] for feed in program.json("config", "show")["feed"]] == [
        "https://old.example/f",
        "https://courier.example/f",
    ]


def test_a_second_import_changes_nothing(program: Program, opml: str) -> None:
    program.run("import", opml)
    once = feeds_toml(program)
    program.run("import", opml)
    assert feeds_toml(program) == once


def test_what_came_in_goes_out_again(program: Program, opml: str) -> None:
    program.run("import", opml)
    out = program.home / "out.opml"
    program.run("export", "opml", "-o", str(out))
    program.configure("")
    program.run("import", str(out))
    (courier,) = [feed for feed in program.json("config", "show")["feed"] if "courier" in feed["url"]]
    assert courier == {
        "url": "https://courier.example/f",
        "title": "Courier",
        "folder": "World",
        "full_text": "ask",
        "opml": {"htmlUrl": "https://courier.example/"},
    }


def test_a_feed_that_is_a_comment_there_is_switched_off_here_and_goes_out_as_one(program: Program) -> None:
    program.configure("")
    path, out = program.home / "subs.opml", program.home / "out.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="Old" xmlUrl="https://old.example/f" isComment="true"/>'
        "</body></opml>"
    )
    program.run("import", str(path))
    (feed,) = program.json("config", "show")["feed"]
    assert feed["enabled"] is False
    assert "opml" not in feed
    program.run("export", "opml", "-o", str(out))
    assert 'isComment="true"' in out.read_text()


def test_what_opml_cannot_hold_is_named(program: Program) -> None:
    program.configure(
        '[[local]]\npath = "articles"\ntitle = "Files"\n[[feed]]\nurl = "https://a.example/f"\n'
    )
    done = program.run("export", "opml")
    assert 'xmlUrl="https://a.example/f"' in done.stdout
    assert "left out, for want of an address: Files" in done.stderr


def test_what_is_no_opml_is_named(program: Program) -> None:
    program.configure("")
    path = program.home / "x.opml"
    path.write_text("words")
    assert "x.opml: this is no OPML file" in program.run("import", str(path), code=1).stderr


def test_add_writes_a_feed_once(program: Program) -> None:
    program.configure(MINE)
    verb = ("add", "https://new.example/f", "--title", "New", "--folder", "World", "--tag", "daily")
    assert program.json(*verb) == {"url": "https://new.example/f", "added": True}
    assert program.json(*verb)["added"] is False
    (new,) = [feed for feed in program.json("config", "show")["feed"] if "new" in feed["url"]]
    assert (new["title"], new["folder"], new["tags"]) == ("New", "World", ["daily"])


def test_add_of_no_address_ends_with_2(program: Program) -> None:
    program.configure("")
    assert "expected an http or https address" in program.run("add", "file:///x", code=2).stderr


FEED = """<rss version="2.0"><channel><title>T</title>
<item><guid>g1</guid><title>Ferry fares rise</title><link>https://x.example/1</link>
<description>New text</description></item>
<item><guid>g4</guid><title>Bells ring</title></item></channel></rss>"""

TABLE = """CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0)"""


def newsboat(program: Program, url: str) -> Path:
    """A folder as newsboat leaves it."""
    folder = program.home / "newsboat"
    folder.mkdir()
    (folder / "urls").write_text(f'{url} World "~The Courier"\n"query:New:unread = \\"yes\\""\n')
    with closing(sqlite3.connect(folder / "cache.db")) as connection:
        connection.execute(TABLE)
        connection.executemany(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags)"
            " VALUES (?, ?, '', ?, ?, ?, ?, ?, ?)",
            [
                ("g1", "Ferry fares rise", "https://x.example/1", url, 1_790_000_000, "<p>Old", 0, ""),
                ("g2", "Lighthouse sold", "https://x.example/2", url, 1_790_000_100, "<p>B", 1, "s"),
                (
                    "g3",
                    "Elsewhere",
                    "https://y.example/3",
                    "https://gone.example/f",
                    1_790_000_200,
                    "",
                    1,
                    "",
                ),
            ],
        )
        connection.commit()
    return folder


def states(program: Program) -> dict[str, tuple[bool, bool]]:
    return {row["title"]: (row["read"], row["starred"]) for row in program.json("list")}


def test_articles_marks_and_flags_of_newsboat_move_in(program: Program) -> None:
    program.configure("")
    folder = newsboat(program, "https://x.example/f")
    found = program.json("import", str(folder))
    assert found["articles"] == {"added": 2, "read": 1, "starred": 1, "homeless": 1}
    assert found["queries"] == [{"name": "New", "query": "is:unread"}]
    assert states(program) == {"Ferry fares rise": (True, False), "Lighthouse sold": (False, True)}


def test_what_moved_in_is_what_the_feed_means(
    program: Program, serve: Callable[[dict[str, str]], str]
) -> None:
    url = f"{serve({'feed': FEED})}/feed"
    program.configure("")
    program.run("import", "--from", "newsboat", str(newsboat(program, url)))
    program.run("fetch", "--quick")
    assert states(program)["Ferry fares rise"] == (True, False)
    assert len(states(program)) == 3


def test_newsboat_overwrites_no_text_that_is_here(
    program: Program, serve: Callable[[dict[str, str]], str]
) -> None:
    url = f"{serve({'feed': FEED})}/feed"
    program.configure(f'[[feed]]\nurl = "{url}"\n')
    program.run("fetch")
    program.run("import", "--from", "newsboat", str(newsboat(program, url)))
    (row,) = [row for row in program.json("list") if row["title"] == "Ferry fares rise"]
    assert row["read"]
    assert "New text" in program.run("show", str(row["id"])).stdout


def test_what_moved_in_can_be_undone(program: Program) -> None:
    program.configure("")
    program.run("import", "--from", "newsboat", str(newsboat(program, "https://x.example/f")))
    program.run("undo")
    program.run("undo")
    assert set(states(program).values()) == {(False, False)}


def test_a_folder_without_urls_is_named(program: Program) -> None:
    program.configure("")
    assert "urls cannot be read" in program.run("import", "--from", "newsboat", ".", code=1).stderr


def test_a_list_is_read_from_standard_input(program: Program) -> None:
    program.configure("")
    done = subprocess.run(
        [*program.argv, "import", "-"], input=OPML, capture_output=True, text=True, check=True, timeout=60
    )
    assert "2 feeds added" in done.stderr


def test_newsboat_may_keep_its_cache_elsewhere(program: Program) -> None:
    program.configure("")
    folder = newsboat(program, "https://x.example/f")
    data = program.home / "share" / "newsboat"
    data.mkdir(parents=True)
    (folder / "cache.db").rename(data / "cache.db")
    env = {**os.environ, "XDG_CONFIG_HOME": str(program.home), "XDG_DATA_HOME": str(data.parent)}
    subprocess.run(
        [*program.argv, "import", str(folder)], env=env, capture_output=True, check=True, timeout=60
    )
    assert len(states(program)) == 2
