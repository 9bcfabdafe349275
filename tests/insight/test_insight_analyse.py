"""The entry point: agency copy, rules alone, other languages, hostile text, bounds."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.errors import AnalysisError
from tui_reader.insight import api
from tui_reader.insight.analyse import PARSED, Analyser
from tui_reader.insight.language import guess_language
from tui_reader.model.document import Block, Document
from tui_reader.model.insight import Insight
from tui_reader.model.lines import plain_document

PIECES = [
    '"', "“", "”", "'", "’", "«", "»", "„", "''", " ", "\n\n", "\n", ". ", ", ", ": ", "— ", "said ",
    "he ", "that ", "Ann Lee", "Keller", "US", "according to ", "A:", "It is so",
    "\u200d", "é", "漢", "🙂", "\x00", "x" * 50,
]  # fmt: skip


def well_formed(document: Document, insight: Insight) -> bool:
    size = len(document.text)
    spans = [span for quote in insight.quotes for span in quote.spans]
    spans += [span for quote in insight.quotes for span in (quote.mention_span, quote.cue_span) if span]
    spans += [span for entity in insight.entities for span in entity.mentions]
    inside = all(0 <= span.start < span.end <= size for span in spans)
    known = all(quote.entity is None or quote.entity < len(insight.entities) for quote in insight.quotes)
    return inside and known and all(0 <= quote.confidence <= 1 for quote in insight.quotes)


def test_agency_copy_has_three_direct_quotes(reader: Analyser, harbour: str) -> None:
    found = [quote for quote in reader.analyse(plain_document(harbour)).quotes if quote.kind == "direct"]
    assert [(quote.mention, quote.speaker) for quote in found] == [
        ("he", ""),
        ("Moura", "Moura"),
        ("Moura", "Moura"),
    ]


def test_scare_quotes_of_agency_copy_are_no_quotations(reader: Analyser, harbour: str) -> None:
    insight = reader.analyse(plain_document(harbour))
    contents = [harbour[span.start : span.end] for quote in insight.quotes for span in quote.spans]
    assert not any("no-tap" in content or "no eavesdropping" in content for content in contents)


def test_nobody_speaks_who_is_only_expected_to_sign(reader: Analyser, harbour: str) -> None:
    assert "Arthur Quillby" not in {quote.speaker for quote in reader.analyse(plain_document(harbour)).quotes}


def test_rules_alone_find_the_direct_quotes(ruler: Analyser, harbour: str) -> None:
    insight = ruler.analyse(plain_document(harbour))
    assert [quote.mention for quote in insight.quotes] == ["he", "Moura", "Moura"]
    assert insight.mode == "rules"


def test_rules_alone_say_so(ruler: Analyser, reader: Analyser) -> None:
    assert "No language model" in ruler.notice
    assert reader.notice == ""
    assert ruler.version != reader.version


def test_rules_alone_never_import_the_model_library() -> None:
    code = (
        "import sys; from tui_reader.insight.analyse import Analyser;"
        "from tui_reader.model.lines import plain_document;"
        "Analyser('none').analyse(plain_document('Ann Lee said it was so.'));"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_model_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AnalysisError) as caught:
        Analyser("no_such_model")
    assert caught.value.subject == "no_such_model"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "„Der Hafen ist für uns alle da und bleibt offen“, sagte die Ministerin Anna Wolters.",
            "Anna Wolters",
        ),
        ("Die Ministerin Anna Wolters erklärte: „Der Hafen ist für uns alle da.“", "Anna Wolters"),
        ("« Le port est à nous tous et il reste ouvert », a déclaré le maire, Paul Fernet.", "Paul Fernet"),
        ("« C’est faux, répond Paul Fernet, le maire de la ville. Il manque des fonds. »", "Paul Fernet"),
    ],
)
def test_other_languages_are_read_by_rules(reader: Analyser, text: str, speaker: str) -> None:
    insight = reader.analyse(plain_document(text))
    assert insight.mode == "rules"
    assert [quote.speaker for quote in insight.quotes] == [speaker]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The ship left the port and it has not been seen since.", "en"),
        ("Das Schiff hat den Hafen verlassen und ist nicht mehr da.", "de"),
        ("Le navire a quitté le port et il est dans la rade avec les autres.", "fr"),
        ("12 34 56", ""),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, lang: str) -> None:
    assert guess_language(text) == lang


def test_skipped_blocks_are_never_read(reader: Analyser) -> None:
    text = '"We go now," Ann Lee said.'
    document = Document(text, (Block(0, len(text), "code"),))
    assert reader.analyse(document).quotes == ()


def test_an_empty_document_yields_nothing(reader: Analyser) -> None:
    insight = reader.analyse(Document(""))
    assert (insight.quotes, insight.entities) == ((), ())


def test_what_lies_beyond_the_bound_is_read_by_rules(reader: Analyser) -> None:
    filler = "\n\n".join(["The ship left the port at noon and came back."] * (PARSED // 40))
    text = filler + '\n\n"The pier is lost," said Ann Lee.'
    (quote,) = reader.analyse(plain_document(text)).quotes
    assert (quote.mention, quote.rule.split(";")[0]) == ("Ann Lee", "surface")


def test_two_readings_of_one_text_are_equal(reader: Analyser, harbour: str) -> None:
    assert reader.analyse(plain_document(harbour)) == reader.analyse(plain_document(harbour))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_text_breaks_the_analyser(reader: Analyser, text: str) -> None:
    document = plain_document(text)
    assert well_formed(document, reader.analyse(document))


@settings(max_examples=150, deadline=None)
@given(
    text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    lang=st.sampled_from(["", "de", "fr", "xx"]),
)
def test_no_text_breaks_the_rules(ruler: Analyser, text: str, lang: str) -> None:
    plain = plain_document(text)
    document = Document(plain.text, plain.blocks, lang=lang)
    assert well_formed(document, ruler.analyse(document))


def test_the_plain_functions_agree_with_their_offsets() -> None:
    text = '"The pier is lost," Maria Keller said.'
    (quote,) = api.quotes(text)
    assert text[quote["start"] : quote["end"]] == quote["quote"] == '"The pier is lost,"'
    assert text[quote["speaker_start"] : quote["speaker_end"]] == quote["mention"] == "Maria Keller"
    assert (quote["verb"], quote["kind"], quote["speaker"]) == ("said", "direct", "Maria Keller")


def test_the_plain_entities_have_the_evaluators_shape() -> None:
    (entity,) = api.entities("Maria Keller came. Keller left.")
    assert (entity["name"], entity["type"], entity["aliases"]) == ("Maria Keller", "PER", ["Keller"])
    assert entity["mentions"] == [[0, 12], [19, 25]]
