"""Local files: which are found, and what becomes of one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_reader.errors import FileError
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.sources.local import LocalFile, expand, named, read_bytes, read_file, seal

MTIME = 1_795_000_000


def put(path: Path, content: str | bytes = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (MTIME, MTIME))
    return path


def names(path: Path | str, root: Path) -> list[str]:
    found = expand(FeedSpec("local:x", "local", path=str(path)))
    return [str(Path(file.path).relative_to(root)) for file in found]


def entry(path: Path, content: str | bytes) -> Entry:
    put(path, content)
    found = path.stat()
    return read_file(LocalFile(str(path), found.st_mtime_ns, found.st_size))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.md",
        "a.txt",
        "c.HTML",
        "d.docx",
        ".hidden.md",
        "sub/e.htm",
        "sub/deep/f.markdown",
        ".git/g.md",
    ):
        put(tmp_path / name)
    return tmp_path


def test_a_folder_means_all_readable_files_below_it_sorted(tree: Path) -> None:
    assert names(tree, tree) == ["a.txt", "b.md", "c.HTML", "sub/deep/f.markdown", "sub/e.htm"]


def test_a_file_means_itself(tree: Path) -> None:
    assert names(tree / "b.md", tree) == ["b.md"]


def test_a_file_that_is_named_may_be_hidden(tree: Path) -> None:
    assert names(tree / ".hidden.md", tree) == [".hidden.md"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.md", ["b.md"]),
        ("**/*", ["a.txt", "b.md", "c.HTML", "sub/deep/f.markdown", "sub/e.htm"]),
        ("**", ["a.txt", "b.md", "c.HTML", "sub/deep/f.markdown", "sub/e.htm"]),
        ("**/*.htm", ["sub/e.htm"]),
        ("*/*", ["sub/e.htm"]),
        ("s?b/**/f*", ["sub/deep/f.markdown"]),
        ("**/deep/*", ["sub/deep/f.markdown"]),
        (".git/*", [".git/g.md"]),
        ("[ab].*", ["a.txt", "b.md"]),
        ("*.docx", []),
    ],
)
def test_globs(tree: Path, pattern: str, expected: list[str]) -> None:
    assert names(tree / pattern, tree) == expected


def test_a_name_with_brackets_that_exists_is_no_glob(tmp_path: Path) -> None:
    put(tmp_path / "[a].md")
    assert names(tmp_path / "[a].md", tmp_path) == ["[a].md"]


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside/secret.md")
    put(tmp_path / "in/a.md")
    (tmp_path / "in/link.md").symlink_to(outside)
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    assert names(tmp_path / "in", tmp_path) == ["in/a.md"]


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    put(tmp_path / "a.md", "12345")
    assert expand(FeedSpec("k", "local", path=str(tmp_path))) == [
        LocalFile(str(tmp_path / "a.md"), MTIME * 1_000_000_000, 5)
    ]


@pytest.mark.parametrize("name", ["missing", "missing.md", "missing/*.md", "a\0b", "d.docx"])
def test_what_cannot_be_is_an_error_that_names_the_path(tree: Path, name: str) -> None:
    with pytest.raises(FileError) as caught:
        expand(FeedSpec("k", "local", path=f"{tree}/{name}"))
    assert str(tree) in str(caught.value)
    assert str(tree) in caught.value.subject


@pytest.mark.parametrize("name", ["missing.md", "a\0b.md", "a.docx"])
def test_a_named_file_that_cannot_be_is_a_file_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        named(f"{tmp_path}/{name}")


def test_the_seal_changes_with_any_file() -> None:
    files = [LocalFile("/a.md", 1, 2), LocalFile("/b.md", 1, 2)]
    seals = {seal(files), seal(files[:1]), seal([files[0], LocalFile("/b.md", 2, 2)]), seal([])}
    assert len(seals) == 4
    assert seal(list(files)) == seal(files)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(FileError, match="no regular file"):
        read_bytes(str(tmp_path / "pipe.md"))


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/tty", "/"])
def test_devices_and_folders_are_refused(path: str) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read_bytes(path)


def test_a_file_of_more_than_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(20_000_001)
    with pytest.raises(FileError, match="20 MB"):
        read_bytes(str(tmp_path / "big.txt"))


def test_a_binary_file_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no text"):
        entry(tmp_path / "a.txt", b"\x7fELF\x00\x00\x01")


def test_an_ending_that_is_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="only"):
        entry(tmp_path / "a.docx", b"x")


def test_plain_text_is_an_entry_by_its_first_line_and_time(tmp_path: Path) -> None:
    got = entry(tmp_path / "a.txt", "Harbour closed\n\nThe harbour is closed.\n")
    assert (got.title, got.media, got.url) == ("Harbour closed", "text", "")
    assert (got.guid, got.published) == (str(tmp_path / "a.txt"), MTIME)
    assert got.content == "Harbour closed\n\nThe harbour is closed.\n"


def test_a_long_first_line_is_no_title_and_the_file_name_is_made_readable(tmp_path: Path) -> None:
    got = entry(tmp_path / "2026-11-03_harbour-reopens.txt", "word " * 60)
    assert (got.title, got.published) == ("Harbour reopens", 1_793_664_000)


def test_an_empty_file_has_its_name_for_a_title(tmp_path: Path) -> None:
    assert entry(tmp_path / "empty_note.md", "").title == "Empty note"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("intro\n\n## The **bold** [claim](http://x.example) ##\n", "The bold claim"),
        ("The title\n=====\n\ntext\n", "The title"),
        ("Just a line\n\ntext", "Just a line"),
        ("#no heading\ntext", "#no heading"),
    ],
)
def test_the_title_of_markdown_is_its_first_heading(tmp_path: Path, text: str, title: str) -> None:
    assert entry(tmp_path / "a.md", text).title == title


YAML = """---
title: "Mayor: \\"we stay\\""
authors:
  - Ada Lund
  - Ben Marlow and Cleo Rask
date: 2026-11-20T08:00:00+01:00
lang: en-GB
tags: [harbour, "city hall"]
# a comment
---

# Another heading
Text.
"""


def test_front_matter_is_read_and_cut_off(tmp_path: Path) -> None:
    got = entry(tmp_path / "a.md", YAML)
    assert got.title == 'Mayor: "we stay"'
    assert got.authors == ("Ada Lund", "Ben Marlow", "Cleo Rask")
    assert (got.published, got.lang, got.tags) == (1_795_158_000, "en", ("harbour", "city hall"))
    assert got.content == "# Another heading\nText.\n"


def test_toml_front_matter_is_read_and_cut_off(tmp_path: Path) -> None:
    got = entry(tmp_path / "a.md", '+++\ntitle = "T"\ndate = 2026-11-20\ntags = ["a"]\n+++\nText\n')
    assert (got.title, got.published, got.tags, got.content) == ("T", 1_795_132_800, ("a",), "Text\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule above.\n\n---\n",
        "---\ntitle: no end\n",
        "+++\nnot toml\n+++\n",
        "+++\na = " + "[" * 20_000 + "\n+++\n",
        "---\n---\nText",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(tmp_path: Path, text: str) -> None:
    assert entry(tmp_path / "a.md", text).content == text


def test_windows_line_ends_do_not_hide_front_matter(tmp_path: Path) -> None:
    got = entry(tmp_path / "a.md", "---\r\ntitle: T\r\n---\r\nText\r\n")
    assert (got.title, got.content) == ("T", "Text\n")


PAGE = """<!doctype html><html lang="en-US"><head><title>Ferry &amp; fog | The Quay</title>
<meta name="author" content="Finn Holt"><meta property="article:author" content="https://x.example/finn">
<meta property="article:published_time" content="2026-11-20T07:30:00Z">
<meta name="keywords" content="ferry, fog"></head>
<body><h1>Ferry and fog</h1><time datetime="2020-01-01">then</time></body></html>"""


def test_a_page_tells_its_facts_by_its_head(tmp_path: Path) -> None:
    got = entry(tmp_path / "a.html", PAGE)
    assert (got.title, got.authors, got.lang) == ("Ferry & fog | The Quay", ("Finn Holt",), "en")
    assert (got.published, got.tags, got.media) == (1_795_159_800, ("ferry", "fog"), "page")
    assert got.content == PAGE


@pytest.mark.parametrize(
    ("title", "heading", "found"),
    [
        ("Ferry and fog | The Quay", "Ferry and fog", "Ferry and fog"),
        ("Ferry and fog - The Quay", "Ferry\n and <i>fog</i>", "Ferry and fog"),
        ("Ferry and fog-horns", "Ferry and fog", "Ferry and fog-horns"),
        ("Ferry: fog on the quay", "Ferry", "Ferry: fog on the quay"),
        ("Ferry and fog | The Quay", "The Quay", "Ferry and fog | The Quay"),
    ],
)
def test_the_name_of_a_site_is_cut_off_a_title_that_is_the_heading_before_it(
    tmp_path: Path, title: str, heading: str, found: str
) -> None:
    page = f"<title>{title}</title><h1>{heading}</h1><p>The ferry waited for the fog.</p>"
    assert entry(tmp_path / "a.html", page).title == found


def test_the_title_a_page_shares_goes_before_the_one_with_the_name_of_its_site(tmp_path: Path) -> None:
    shared = '<meta property="og:title" content="Ferry and fog"></head>'
    assert entry(tmp_path / "a.html", PAGE.replace("</head>", shared)).title == "Ferry and fog"


def test_a_page_without_a_head_tells_by_its_heading_and_time(tmp_path: Path) -> None:
    got = entry(tmp_path / "a.htm", "<h1>Ferry <b>late</b></h1><time datetime='2026-11-20'>today</time>")
    assert (got.title, got.published) == ("Ferry late", 1_795_132_800)


@pytest.mark.parametrize("page", ["", "   ", "<", "<div>" * 200_000, "<!--" * 50_000, "<meta " * 50_000])
def test_a_broken_page_still_has_its_file_name(tmp_path: Path, page: str) -> None:
    assert entry(tmp_path / "the-page.html", page).title == "The page"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zürich".encode(), "Zürich"),
        ("Zürich".encode("utf-8-sig"), "Zürich"),
        ("Zürich".encode("utf-16"), "Zürich"),
        ("Zürich “now”".encode("cp1252"), "Zürich “now”"),
        (b"broken \xff\xc3\xbc \xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa9\xc3\xa8", "broken \ufffdü äöüéè"),
    ],
)
def test_text_files_are_decoded(tmp_path: Path, data: bytes, text: str) -> None:
    assert entry(tmp_path / "a.txt", data).content == text


def test_a_page_is_decoded_by_its_meta_element(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-5"><title>Новости</title>'.encode("iso-8859-5")
    assert entry(tmp_path / "a.html", page).title == "Новости"


HOSTILE = "A\x1b]52;c;aGk=\x1b\\B\x9b31mC\u202eD\x00E"


def test_control_characters_are_washed_out_of_every_fact(tmp_path: Path) -> None:
    text = f"---\ntitle: {HOSTILE}\nauthor: {HOSTILE}\ntags: [{HOSTILE}]\nlang: {HOSTILE}\n---\n"
    (tmp_path / "a.md").write_text(text.replace("\x00", ""), encoding="utf-8")
    got = read_file(LocalFile(str(tmp_path / "a.md"), 0, 0))
    for value in (got.title, *got.authors, *got.tags, got.lang, got.guid):
        assert not set(value) & set("\x1b\x9b\u202e\x00")
    assert got.title.startswith("A]52;c")


def test_neither_httpx_nor_feedparser_is_needed(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, tui_reader.sources.local, tui_reader.sources.plan;"
        "print([name for name in ('httpx', 'feedparser', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_saved_feeds_are_listed_beside_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "b.xml", "c.rss", "d.atom", "e.rdf", "f.json", "g.csv"):
        (tmp_path / name).write_text("x")
    found = expand(FeedSpec("local:x", "local", path=str(tmp_path)))
    assert [Path(file.path).name for file in found] == [
        "a.txt",
        "b.xml",
        "c.rss",
        "d.atom",
        "e.rdf",
        "f.json",
    ]


def test_a_saved_feed_is_no_single_article(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text("<rss/>")
    with pytest.raises(FileError, match="saved feed"):
        read_file(LocalFile(str(tmp_path / "a.rss"), 0, 0))
