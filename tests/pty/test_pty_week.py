"""A week in the life: from the first start to coming back to the same place, on a real terminal."""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.pty

TITLES = {
    "daily.xml": [f"Report {n} from the valley of Orsk" for n in range(24)],
    "evening.xml": ["Flood wall holds, says Nadia Brandt", "Ferry timetable changes in spring"],
}


class Press:
    """A server on loopback with two newspapers; `publish` prints one more article."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.titles = {name: list(titles) for name, titles in TITLES.items()}
        handler = functools.partial(_Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        for name in self.titles:
            self._write(name)
        self.thread.start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{name}"

    def publish(self, name: str, title: str) -> None:
        self.titles[name].insert(0, title)
        self._write(name)

    def _write(self, name: str) -> None:
        now, items = time.time(), []
        for place, title in enumerate(self.titles[name]):
            body = f"<p>{title}. \u201cWe were ready,\u201d said Nadia Brandt, who leads the wardens.</p>"
            items.append(
                f"<item><title>{title}</title><guid>{title}</guid>"
                f"<pubDate>{formatdate(now - 300 * place - 60)}</pubDate>"
                f"<description><![CDATA[{body}]]></description></item>"
            )
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text(
            f"<rss version='2.0'><channel><title>{name}</title>{''.join(items)}</channel></rss>"
        )

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    running = Press(tmp_path / "press")
    yield running
    running.close()


def shown_unread(terminal: Any) -> int:
    found = re.search(r"([\d,]+) unread", terminal.text)
    return int(found[1].replace(",", "")) if found else -1


def add(config: Path, text: str) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def current(terminal: Any) -> str:
    """The title under the cursor of the list."""
    return next((line[31:70].strip() for line in terminal.text.split("\n") if line[28:29] == "▌"), "")


@dataclass
class Week:
    """One reader, one library, one newspaper stand."""

    start: Callable[..., Any]
    press: Press
    folder: Path
    terminal: Any = None

    @property
    def config(self) -> Path:
        return self.folder / "feeds.toml"

    def program(self, *words: str) -> str:
        places = ["--config", str(self.config), "--data-dir", str(self.folder / "data")]
        argv = [sys.executable, "-m", "tui_reader", *places, *words]
        return subprocess.run(argv, check=True, capture_output=True, text=True, timeout=120).stdout

    def monday_a_feed_is_named_and_fetched(self) -> None:
        terminal = self.terminal = self.start()
        terminal.wait("A first configuration was written")
        terminal.wait("No sources yet")
        terminal.press("escape")
        add(
            self.config,
            f'[[feed]]\nurl = "{self.press.url("daily.xml")}"\ntitle = "Daily"\nfolder = "Papers"',
        )
        terminal.wait("1 source new")
        terminal.press("R")
        terminal.wait("24 unread")

    def tuesday_subscriptions_come_over(self) -> None:
        opml = self.folder / "old.opml"
        opml.write_text(
            "<opml version='2.0'><body><outline text='Papers'>"
            f"<outline type='rss' text='Evening' xmlUrl='{self.press.url('evening.xml')}'/>"
            "</outline></body></opml>"
        )
        self.program("import", str(opml))
        self.terminal.wait_until(lambda: "Evening" in self.terminal.text, "the imported source is listed")
        self.terminal.press("R")
        self.terminal.wait("26 unread")

    def wednesday_twenty_articles_by_space_alone(self) -> None:
        terminal = self.terminal
        terminal.press("1", "g", "j")
        terminal.wait("tui-reader  Unread")
        terminal.press("2", "g")
        terminal.wait("1 / 26")
        for _ in range(200):
            if shown_unread(terminal) == 6:
                break
            before = terminal.painted
            terminal.press("space")
            terminal.wait_until(lambda before=before: terminal.painted != before, "Space goes on")
            terminal.settle(0.3)
        assert shown_unread(terminal) == 6

    def thursday_star_tag_note(self) -> None:
        terminal = self.terminal
        terminal.press("2", "s")
        terminal.wait("★")
        terminal.press("t")
        terminal.wait("tags ")
        terminal.send("valleys\r")
        terminal.wait("#valleys")
        terminal.press("'")
        terminal.wait("note ")
        terminal.send("ask the wardens\r")
        terminal.wait("✎ ask the wardens")

    def friday_search_query_rule(self) -> None:
        terminal = self.terminal
        terminal.press("/")
        terminal.send("said:brandt flood")
        terminal.wait("1 article")
        terminal.press("enter")
        terminal.wait("1 / 1 ")
        terminal.press("escape")
        terminal.wait_until(lambda: "1 / 1 " not in terminal.text, "the list is back")
        add(self.config, '[[query]]\nname = "Wardens said"\nquery = "said:brandt"')
        add(self.config, '[[rule]]\nwhen = "title:ferry"\ndo = ["star", "tag:boats"]')
        terminal.wait("Wardens said")
        self.press.publish("evening.xml", "Ferry runs aground near Orsk")
        terminal.press("R")
        terminal.wait("Ferry runs aground near Orsk")
        terminal.wait_until(
            lambda: "Ferry runs aground" in self.program("list", "tag:boats"), "the rule has been at work"
        )

    def saturday_ten_steps_are_undone(self) -> None:
        terminal, unread = self.terminal, shown_unread(self.terminal)
        for _ in range(10):
            terminal.press("U")
            terminal.wait("Undone")
            terminal.settle(0.3)
        terminal.wait_until(lambda: shown_unread(terminal) > unread, "articles are unread again")
        assert "valleys" not in self.program("tag")
        assert self.program("list", "is:noted") == ""

    def sunday_a_mistake_changes_nothing_and_is_mended(self) -> None:
        good = self.config.read_text()
        self.config.write_text(good + '\n[insight]\nmodle = "none"\n')
        self.terminal.wait("Kept the configuration that was in use")
        self.config.write_text(good + '\n[keys]\n"article.star" = "b"\n')
        self.terminal.wait("keys changed")

    def the_place_is_the_same_after_a_restart(self) -> None:
        terminal = self.terminal
        terminal.press("2", "g", "j", "j", "enter")
        terminal.settle(0.5)
        place = current(terminal)
        assert place
        terminal.press("Q")
        assert terminal.wait_for_end(20) == 0
        again = self.start()
        again.wait("3 Reader")
        again.wait_until(lambda: current(again) == place, f"the cursor on {place}")
        again.press("b")
        again.wait("★")


def test_a_week_in_the_life(start: Callable[..., Any], press: Press, tmp_path: Path) -> None:
    week = Week(start, press, tmp_path)
    week.monday_a_feed_is_named_and_fetched()
    week.tuesday_subscriptions_come_over()
    week.wednesday_twenty_articles_by_space_alone()
    week.thursday_star_tag_note()
    week.friday_search_query_rule()
    week.saturday_ten_steps_are_undone()
    week.sunday_a_mistake_changes_nothing_and_is_mended()
    week.the_place_is_the_same_after_a_restart()
