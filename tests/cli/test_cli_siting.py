"""What pages taught about their site, as a person asks for it, corrects it and forgets it."""

from __future__ import annotations

from typing import Any

import pytest

FOOTER = "Write to the keeper of the lamp, who reads every letter himself, by the Friday boat."


def page(number: int) -> str:
    prose = "".join(
        f"<p>Fog number {number} lay over part {part} of the quay for hours, and nobody on the boats "
        f"could tell the {number * part} lamps of Skarrow from the stars above them.</p>"
        for part in range(1, 9)
    )
    return (
        f'<html><head><title>Fog {number}</title><link rel="canonical" href="https://quay.example/{number}">'
        f'</head><body><main id="news"><article class="story"><h1>Fog {number}</h1>{prose}<p>{FOOTER}</p>'
        f"</article></main></body></html>"
    )


def configure(program: Any, site: str = "") -> None:
    program.configure(f'[[local]]\npath = "pages"\n{site}')


@pytest.fixture
def taught(program: Any) -> Any:
    """A library of six saved pages of one site."""
    folder = program.home / "pages"
    folder.mkdir()
    for number in range(1, 7):
        (folder / f"{number}.html").write_text(page(number), encoding="utf-8")
    configure(program)
    program.run("fetch", "--local")
    program.run("analyse")
    return program


def test_a_site_tells_where_its_articles_stand_and_what_it_repeats(taught: Any) -> None:
    found = taught.json("site", "https://www.quay.example/1")
    assert (found["host"], found["pages"]) == ("quay.example", 6)
    assert found["container"].endswith("article.story")
    assert found["repeated"] == [FOOTER]
    words = taught.run("site", "quay.example").stdout
    assert f"– {FOOTER}" in words
    assert "[[site]]" in words


def test_all_sites_are_listed(taught: Any) -> None:
    assert [row["host"] for row in taught.json("site")] == ["quay.example"]


def test_what_a_site_repeats_is_in_none_of_its_articles(taught: Any) -> None:
    texts = [taught.json("show", str(row["id"]))["text"] for row in taught.json("list")]
    assert len(texts) == 6
    assert not any(FOOTER in text for text in texts)
    assert all("part 8 of the quay" in text for text in texts)


def test_what_it_prints_can_be_written_into_the_configuration(taught: Any) -> None:
    table = taught.run("site", "quay.example").stdout.partition("[[site]]")[2]
    configure(taught, f"[[site]]{table}")
    assert taught.json("site", "quay.example")["rule"]["without"] == [FOOTER]


def test_a_forgotten_site_is_unknown(taught: Any) -> None:
    assert taught.json("site", "quay.example", "--forget") == {"forgotten": "quay.example"}
    assert "nothing is known" in taught.run("site", "quay.example", code=3).stderr
    assert "nothing was learnt" in taught.run("site", "quay.example", "--forget", code=3).stderr
    assert len(taught.json("list")) == 6


def test_a_rule_holds_from_the_first_page_on(program: Any) -> None:
    (program.home / "pages").mkdir()
    (program.home / "pages" / "1.html").write_text(page(1), encoding="utf-8")
    configure(program, f'[[site]]\nhost = "quay.example"\nwithout = ["{FOOTER}"]\nlearn = false\n')
    program.run("fetch", "--local")
    (row,) = program.json("list")
    assert FOOTER not in program.json("show", str(row["id"]))["text"]
    assert program.json("site")[0]["pages"] == 0


def test_forgetting_needs_a_host(program: Any) -> None:
    configure(program)
    assert "needs a HOST" in program.run("site", "--forget", code=2).stderr
