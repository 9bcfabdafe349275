"""Every verb of the command line, on real files and a real loopback server."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program

ARTICLE = """Harbour council votes to dredge

Ilse Brandvold, the harbour master of Norvik, said the channel would be dredged twice a year.

"We have waited nine winters for this," Brandvold said. "We will not wait for a tenth."

The ministry of transport declined to comment.

(Reporting by Jo Tamsin)
"""

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Norvik Courier</title><link>{0}/</link>
<item><title>Ferry fares rise</title><guid>f1</guid><link>{0}/ferry.html</link>
<pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Fares rise, &lt;b&gt;Odd Hellesund&lt;/b&gt; said.&lt;/p&gt;</description></item>
<item><title>Lighthouse sold</title><guid>f2</guid><pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""


def local(program: Program, text: str = ARTICLE) -> Path:
    folder = program.home / "articles"
    folder.mkdir()
    file = folder / "harbour.txt"
    file.write_text(text, encoding="utf-8")
    program.configure('[[local]]\npath = "articles"\n')
    return file


def test_without_a_configuration_a_starter_is_written_and_said(program: Program) -> None:
    done = program.run("fetch")
    assert "wrote a first configuration" in done.stderr
    assert (program.home / "feeds.toml").read_text().startswith("# The sources of tui-reader")


def test_a_broken_configuration_ends_with_2_and_its_place(program: Program) -> None:
    program.configure("[reader]\nfresh = 1\n")
    assert "feeds.toml:2:1: reader.fresh: unknown key" in program.run("fetch", code=2).stderr


def test_config_check_says_that_all_is_well(program: Program) -> None:
    program.configure('[[feed]]\nurl = "https://example.org/f"\n')
    assert "1 sources, no problems" in program.run("config", "check").stdout


def test_config_check_gives_problems_as_json(program: Program) -> None:
    program.configure("[reader]\nfresh = 1\n")
    done = program.run("config", "check", "--json", code=2)
    assert '"line": 2' in done.stdout


def test_fetch_reads_local_files_to_quotes(program: Program) -> None:
    local(program)
    program.run("fetch")
    direct = [quote for quote in program.json("quotes") if quote["kind"] == "direct"]
    assert [quote["speaker"] for quote in direct] == ["Ilse Brandvold", "Ilse Brandvold"]


def test_fetch_reads_local_files_to_entities(program: Program) -> None:
    local(program)
    program.run("fetch")
    people = {entity["name"] for entity in program.json("entities") if entity["type"] == "person"}
    assert people == {"Ilse Brandvold"}


def test_quotes_of_one_file_store_nothing(program: Program) -> None:
    file = local(program)
    assert program.json("quotes", "--file", str(file))[0]["mention"]
    assert not (program.home / "data").exists()


def test_a_file_that_is_not_there_is_named(program: Program) -> None:
    program.configure("")
    assert "nothing-here.txt" in program.run("quotes", "--file", "nothing-here.txt", code=1).stderr


def test_fetch_stores_the_entries_of_a_feed(program: Program, serve: Callable[[dict[str, str]], str]) -> None:
    root = serve({"feed.xml": FEED.format("http://example.org")})
    program.configure(f'[[feed]]\nurl = "{root}/feed.xml"\n')
    program.run("fetch", "--quick")
    assert [row["title"] for row in program.json("list")] == ["Lighthouse sold", "Ferry fares rise"]


def test_a_second_fetch_finds_nothing_due(program: Program, serve: Callable[[dict[str, str]], str]) -> None:
    root = serve({"feed.xml": FEED.format("http://example.org")})
    program.configure(f'[[feed]]\nurl = "{root}/feed.xml"\n')
    program.run("fetch", "--quick")
    done = program.run("fetch", "--quick")
    expected = r"0 new\nnothing is due before .*\d\d:\d\d \(Norvik Courier\); --all asks .*\n"
    assert re.fullmatch(expected, done.stderr)


def test_one_source_is_fetched_by_its_address_its_title_or_its_path(
    program: Program, serve: Callable[[dict[str, str]], str]
) -> None:
    root = serve({"feed.xml": FEED.format("http://example.org")})
    secret = root.replace("//", "//ada:s3cret@")
    folder = local(program).parent
    tables = (program.home / "feeds.toml").read_text()
    program.configure(f'{tables}[[feed]]\nurl = "{secret}/feed.xml"\ntitle = "Courier"\n')
    assert "Courier: 2 new" in program.run("fetch", "--quick", "--only", f"{root}/feed.xml").stderr
    assert "1 source unchanged" in program.run("fetch", "--quick", "--only", "courier").stderr
    assert len(program.json("list")) == 2
    program.run("fetch", "--quick", "--only", str(folder))
    assert len(program.json("list")) == 3


def test_a_source_nobody_knows_is_not_fetched_in_silence(program: Program) -> None:
    program.configure("")
    done = program.run("fetch", "--only", "https://nowhere.example/f", code=3)
    assert "no source is called 'https://nowhere.example/f'" in done.stderr


def test_one_bad_feed_does_not_stop_the_others(
    program: Program, serve: Callable[[dict[str, str]], str]
) -> None:
    root = serve({"feed.xml": FEED.format("http://example.org")})
    program.configure(f'[[feed]]\nurl = "{root}/none.xml"\n[[feed]]\nurl = "{root}/feed.xml"\n')
    done = program.run("fetch", "--quick")
    assert "404" in done.stderr
    assert len(program.json("list")) == 2


def test_when_every_source_fails_the_exit_code_says_so(
    program: Program, serve: Callable[[dict[str, str]], str]
) -> None:
    program.configure(f'[[feed]]\nurl = "{serve({})}/none.xml"\n')
    program.run("fetch", "--quick", code=1)


def test_local_only_opens_no_socket(program: Program) -> None:
    local(program)
    program.configure('[[local]]\npath = "articles"\n[[feed]]\nurl = "http://127.0.0.1:9/feed"\n')
    assert "127.0.0.1" not in program.run("fetch", "--quick", "--local").stderr


def test_show_prints_an_article(program: Program) -> None:
    local(program)
    program.run("fetch")
    (row,) = program.json("list")
    shown = program.run("show", str(row["id"])).stdout
    assert "We have waited nine winters" in shown


def test_show_json_has_text_blocks_quotes_and_entities(program: Program) -> None:
    local(program)
    program.run("fetch")
    (row,) = program.json("list")
    data = program.json("show", str(row["id"]))
    quote = data["quotes"][0]
    start, end = quote["spans"][0]
    assert data["text"][start:end] in quote["quote"]
    assert data["blocks"][-1]["kind"] == "credit"


def test_show_of_an_unknown_id_ends_with_3(program: Program) -> None:
    program.configure("")
    assert "no article" in program.run("show", "5", code=3).stderr


def test_search_finds_words_of_the_body(program: Program) -> None:
    local(program)
    program.run("fetch")
    assert [row["title"] for row in program.json("search", "winters")] == ["Harbour council votes to dredge"]


@pytest.mark.parametrize("words", ['"x', "AND", "title", "x*", "(x", "NEAR(", "-x", "a'b", "C++"])
def test_no_search_text_is_an_error_of_the_database(program: Program, words: str) -> None:
    program.configure("")
    assert program.run("search", "--json", "--", words).stdout.strip() == "[]"


def test_save_keeps_a_single_file(program: Program) -> None:
    file = local(program)
    program.configure("")
    (saved,) = program.json("save", str(file))
    assert program.json("show", str(saved["id"]))["title"] == "Harbour council votes to dredge"


def test_save_of_nothing_ends_with_1_and_names_it(program: Program) -> None:
    program.configure("")
    assert "nowhere.txt" in program.run("save", "nowhere.txt", code=1).stderr


def test_the_library_is_private(program: Program) -> None:
    local(program)
    program.run("fetch", "--quick")
    data = program.home / "data"
    modes = {os.stat(path).st_mode & 0o077 for path in (data, *data.iterdir())}  # noqa: PTH116
    assert modes == {0}


def test_data_goes_to_stdout_and_narration_to_stderr(program: Program) -> None:
    local(program)
    done = program.run("fetch", "--quick")
    assert done.stdout == ""
    assert "1 new" in done.stderr


def test_without_a_model_the_rules_still_find_quotes_and_say_so(program: Program) -> None:
    local(program)
    program.configure('[insight]\nmodel = "none"\n[[local]]\npath = "articles"\n')
    done = program.run("fetch")
    assert "rules" in done.stderr
    assert [quote["mention"] for quote in program.json("quotes") if quote["kind"] == "direct"]


def test_list_takes_a_source_or_a_query(program: Program) -> None:
    local(program)
    program.run("fetch")
    for asked in (("articles",), ("said:brandvold", "is:unread"), ("council OR storm",)):
        assert len(program.json("list", *asked)) == 1, asked
    assert program.json("list", "said:brandvold", "is:read") == []


def test_quotes_are_those_a_query_asks_for(program: Program) -> None:
    local(program)
    program.run("fetch")
    assert {quote["speaker"] for quote in program.json("quotes", "said:brandvold")} == {"Ilse Brandvold"}
    assert program.json("quotes", "said:hellesund") == []
    assert program.json("quotes", "said:Ilse Brandvold", "is:unread") != []


def test_entities_of_a_query_are_those_of_its_articles(program: Program) -> None:
    local(program)
    program.run("fetch")
    assert "Ilse Brandvold" in {entity["name"] for entity in program.json("entities", "title:harbour")}
    assert program.json("entities", "title:storm") == []


@pytest.mark.parametrize("verb", ["search", "list", "quotes", "entities"])
def test_an_invalid_query_ends_with_2_and_a_caret(program: Program, verb: str) -> None:
    program.configure("")
    done = program.run(verb, "storm is:blue", code=2)
    assert done.stderr.splitlines()[1] == " " * len("storm is:") + "^"
    assert "expects one of unread" in done.stderr
    assert done.stdout == ""
