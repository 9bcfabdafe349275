"""Names and languages without an English parse: told by words, by scripts and by installed models."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.insight.abroad import foreign_names
from tui_reader.insight.analyse import Analyser
from tui_reader.insight.language import Name, guess_language, namer, namers
from tui_reader.insight.versions import version
from tui_reader.model.document import Span
from tui_reader.model.insight import Insight
from tui_reader.model.lines import plain_document

AROUND = {
    "de": "Der Rat tagte am Montag und es war nicht die erste Sitzung, die auf der Liste stand.\n\n",
    "fr": "Le conseil de la ville est réuni depuis lundi et les élus ne sont pas tous d'accord.\n\n",
}


def _read(text: str, lang: str) -> Insight:
    return Analyser("none").analyse(plain_document(AROUND[lang] + text))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Мост будет готов в мае.", "ru"),
        ("다리는 오월에 완공됩니다.", "ko"),
        ("Η γέφυρα θα είναι έτοιμη.", "el"),
    ],
)
def test_a_script_tells_that_a_text_is_not_english(text: str, lang: str) -> None:
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    ("text", "lang", "name", "kind"),
    [
        ("Es sprach die Wirtschaftsministerin Ylva Brandtner.", "de", "Ylva Brandtner", "person"),
        ("Der Sender Nordwelle Zwei berichtet seit Jahren.", "de", "Nordwelle Zwei", "organisation"),
        ("Der Bundesrechnungshof prüft die Zahlen.", "de", "Bundesrechnungshof", "organisation"),
        ("Die Fabrik steht in Wehrstedt und ist alt.", "de", "Wehrstedt", "place"),
        ("Eine dänische Schere lag auf dem Tisch.", "de", "Denmark", "place"),
        ("On attend la maire de la commune, Ysaline Corvet.", "fr", "Ysaline Corvet", "person"),
        ("On attend la société Valtorrent depuis lundi.", "fr", "Valtorrent", "organisation"),
        ("Le train part de la ville de Craonne à midi.", "fr", "Craonne", "place"),
        ("On attend un expert belge depuis lundi.", "fr", "Belgium", "place"),
    ],
)
def test_a_name_is_told_by_the_words_beside_it(text: str, lang: str, name: str, kind: str) -> None:
    assert (name, kind) in {(entity.name, entity.kind) for entity in _read(text, lang).entities}


@pytest.mark.parametrize(
    "text", ["Die Feuerwehr bat um mehr Geduld.", "Das Werk ist in Betrieb und in Gefahr."]
)
def test_a_german_noun_is_no_name(text: str) -> None:
    assert _read(text, "de").entities == ()


def _package(root: Path, version: str) -> None:
    """A package that calls itself a French model and leaves a mark when it is imported."""
    (root / "fr_core_news_sm").mkdir()
    (root / "fr_core_news_sm" / "__init__.py").write_text("raise SystemExit('imported')\n", "utf-8")
    info = root / f"fr_core_news_sm-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: fr_core_news_sm\nVersion: {version}\n", "utf-8"
    )


def test_a_package_that_squats_on_the_name_of_a_model_is_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, "999.9.9")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert namer("fr") is None
    assert not any(name.endswith("999.9.9") for name in namers())


def test_an_installed_model_of_another_language_makes_stored_results_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, "3.8.0")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert version("auto").endswith("+fr_core_news_sm-3.8.0")
    assert "fr_core" not in version("none")


def test_languages_without_models_have_no_namer() -> None:
    assert namer("en") is None


def test_names_that_a_model_tags_begin_at_their_first_capital() -> None:
    text = "On attend le massif du Queyras."
    tagged = [Name(10, 30, "LOC"), Name(0, 2, "PER"), Name(0, 5, "MISC")]
    found = foreign_names(text, [Span(0, len(text))], "fr", [], tagged)
    assert [text[name.start : name.end] for name in found] == ["Queyras"]
