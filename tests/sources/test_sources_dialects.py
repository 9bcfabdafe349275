"""Every dialect and every broken feed: never less than plain feedparser, as the table in docs/ says."""

from __future__ import annotations

from contextlib import suppress

import pytest

from scripts import dialects
from scripts.feed_samples import SAMPLES
from tui_reader.errors import FeedParseError
from tui_reader.sources.feeds import parse_feed


@pytest.fixture(scope="module")
def page() -> str:
    return dialects.table()


def test_the_table_in_the_documents_is_what_the_parsers_do(page: str) -> None:
    assert page == dialects.PAGE.read_text(encoding="utf-8"), "run `python -m scripts.dialects`"


@pytest.mark.parametrize("name", SAMPLES)
def test_never_less_than_plain_feedparser(page: str, name: str) -> None:
    row = next(line for line in page.splitlines() if line.startswith(f"| {name} |"))
    cells = [cell.strip() for cell in row.split("|")[1:-1]]
    mine = [int(cell) for cell in cells[1:5]]
    theirs = [int(number) for number in cells[5].split()] if cells[5][:1].isdigit() else [0] * 4
    assert all(one >= other for one, other in zip(mine, theirs, strict=True)), row


@pytest.mark.parametrize(
    "name", ["cut off, JSON", "gzip in the body", "tag not closed", "called UTF-16, is UTF-8"]
)
def test_what_feedparser_loses_is_found(name: str) -> None:
    parsed = parse_feed(SAMPLES[name].body, url=dialects.URL)
    assert len(parsed.entries) >= 2
    assert all(entry.url and entry.published for entry in parsed.entries)


def test_what_was_cut_off_is_said() -> None:
    assert "not well-formed (JSON" in parse_feed(SAMPLES["cut off, JSON"].body).note


def test_the_headers_that_a_file_names_are_read() -> None:
    body = b"<!--\nDescription: x\nHeader:   Content-Type: text/xml; charset=koi8-r\n-->\n<rss/>"
    assert dialects.headers_of(body) == {"content-type": "text/xml; charset=koi8-r"}


def test_less_of_anything_is_worse() -> None:
    assert dialects.Counted(3, 3, 2, 3).worse_than(dialects.Counted(3, 3, 3, 0))
    assert not dialects.Counted(3, 3, 3, 3).worse_than(dialects.Counted(3, 0, 3, 3))


def test_wherever_a_json_feed_is_cut_it_is_read_or_refused() -> None:
    body = SAMPLES["JSON Feed 1.1"].body
    found = []
    for end in range(len(body)):
        with suppress(FeedParseError):
            found.append(len(parse_feed(body[:end]).entries))
    assert found == sorted(found)
    assert max(found) == 3
