"""The documents say what the program does: tables, links, settings, pictures, named tests."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from scripts.cells import HEIGHT, MARGIN, WIDTH
from scripts.pictures import PICTURES, Picture
from scripts.tables import filled, settings
from tui_reader import config
from tui_reader.cli import main as program
from tui_reader.model.query_parser import fields, parse

HERE = Path(__file__).resolve().parent.parent
README = (HERE / "README.md").read_text(encoding="utf-8")
FEATURES = (HERE / "docs" / "features.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*HERE.glob("*.md"), *HERE.glob("docs/**/*.md")])


def test_the_tables_of_keys_settings_and_commands_are_those_of_the_program() -> None:
    assert filled(README) == README, "run `make tables`"


def test_every_setting_is_explained() -> None:
    table = settings()
    assert all(f"**{head}**" in table for head in ("[reader]", "[insight]", "[[feed]]", "[[local]]"))
    assert not re.findall(r"^\| `.*\|\s*\|$", table, re.MULTILINE)


@pytest.mark.parametrize("block", re.findall(r"```toml\n(.*?)```", README, re.DOTALL))
def test_every_configuration_in_the_readme_holds(block: str) -> None:
    assert config.parse(block.encode(), HERE / "feeds.toml").sources


def test_the_starter_configuration_names_the_samples_and_feeds_in_folders() -> None:
    found = config.load(HERE / "feeds.toml")
    assert any(spec.path == str(HERE / "assets" / "articles") for spec in found.sources)
    assert len(found.sources) > 10
    assert all(spec.folder for spec in found.sources)


def test_every_query_in_the_readme_is_one() -> None:
    block = README.split("## Finding")[1].split("```")[1]
    queries = [line.split("   ")[0] for line in block.strip().splitlines()]
    assert [fields(parse(query)) for query in queries] == [
        {"said", "after"},
        {"about", "quotes", "lang"},
        {"is"},
    ]


def test_every_verb_the_readme_calls_exists() -> None:
    called = re.findall(
        r"tui-reader ([a-z]+)", "\n".join(re.findall(r"`[^`\n]+`|```.*?```", README, re.DOTALL))
    )
    assert called
    assert set(called) <= set(program.commands)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_local_link_leads_to_a_file(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)", text) + re.findall(r'(?:src|srcset|href)="([^"]+)"', text)
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_nobody_is_told_to_install_a_package_with_the_name_of_the_command(document: Path) -> None:
    told = re.search(r"\b(?:pipx?|uvx?|install)\b[^\n]*\btui-reader\b", document.read_text(encoding="utf-8"))
    assert told is None


def test_the_pictures_are_those_of_the_script() -> None:
    assert {path.stem for path in (HERE / "docs" / "pictures").iterdir()} == {item.name for item in PICTURES}


def test_every_picture_is_shown_in_the_readme() -> None:
    assert not [item.name for item in PICTURES if f"docs/pictures/{item.name}.svg" not in README]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_has_its_size_and_shows_the_reader(picture: Picture) -> None:
    root = ET.parse(HERE / "docs" / "pictures" / f"{picture.name}.svg").getroot()
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    columns, rows = picture.size
    assert width == columns * WIDTH + 2 * MARGIN
    assert height == rows * HEIGHT + 2 * MARGIN
    assert "tui-reader" in [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]


def features() -> list[tuple[str, str]]:
    """(feature, test) of every row of the table of features."""
    lines = [line for line in FEATURES.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    assert all(len(cells) == 4 for cells in rows)
    return [(cells[0], cells[3]) for cells in rows if cells[0] not in {"feature", "---"}]


def test_every_feature_stands_once() -> None:
    names = [name for name, _ in features()]
    assert len(names) > 40
    assert len(names) == len(set(names))


@pytest.mark.parametrize("named", [test.strip("`") for _, test in features() if test])
def test_every_test_the_features_name_exists(named: str) -> None:
    path, _, name = named.partition("::")
    assert re.search(rf"^(?:async )?def {name}\(", (HERE / "tests" / path).read_text(), re.MULTILINE)
