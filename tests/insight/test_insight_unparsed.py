"""German and French prose that nothing parses: who speaks, and what is reported without marks."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import Quote
from tui_reader.model.lines import plain_document

_AROUND = "Der Rat tagte am Montag und es war nicht die erste Sitzung, die auf der Liste stand.\n\n"


def _quotes(text: str) -> list[tuple[str, Quote]]:
    document = plain_document(_AROUND + text)
    insight = Analyser("none").analyse(document)
    return [(document.text[quote.start : quote.end], quote) for quote in insight.quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("„Wir bauen die Brücke neu“, hatte Lena Roth in einem Brief erklärt.", "Lena Roth"),
        ("Der Bürgermeister Karl Ahn wurde in dem Blatt so zitiert: „Wir bauen die Brücke neu.“", "Karl Ahn"),
        ("Die Stadtpost zitierte einen Zeugen mit den Worten: „Wir bauen die Brücke neu.“", "einen Zeugen"),
        ("In einem Schreiben heißt es: „Wir bauen die Brücke neu.“", "einem Schreiben"),
        ("„Wir bauen die Brücke neu“, so kommentierte es die Ministerin Eva Stahl.", "Eva Stahl"),
        ("Von der Heide betonte: „Wir bauen die Brücke neu.“", "Von der Heide"),
    ],
)
def test_an_attribution_names_the_speaker(text: str, speaker: str) -> None:
    ((_, quote),) = _quotes(text)
    assert speaker in quote.mention


def test_the_object_of_a_verb_of_saying_is_no_speaker() -> None:
    ((_, quote),) = _quotes(
        "Lena Roth kommentierte den Beschluss am Abend mit den Worten: „Wir bauen die Brücke neu.“"
    )
    assert quote.mention == "Lena Roth"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lena Roth sagte, dass die Brücke im Mai fertig wird.", "dass die Brücke im Mai fertig wird"),
        ("Lena Roth sagte, die Brücke sei im Mai fertig.", "die Brücke sei im Mai fertig"),
        ("Die Brücke sei im Mai endlich fertig, so Lena Roth.", "Die Brücke sei im Mai endlich fertig"),
        ("Laut der Zeitung wird die Brücke im Mai fertig.", "wird die Brücke im Mai fertig"),
    ],
)
def test_a_reported_clause_is_a_quotation_without_marks(text: str, content: str) -> None:
    ((found, quote),) = _quotes(text)
    assert (found, quote.kind) == (content, "indirect")


def test_the_next_sentence_in_the_mood_of_report_goes_on_with_its_speaker() -> None:
    quotes = _quotes("Lena Roth sagte, die Brücke sei im Mai fertig. Die Kosten hätten sich verdoppelt.")
    assert [quote.mention for _, quote in quotes] == ["Lena Roth", "Lena Roth"]


def test_a_sentence_without_the_mood_of_report_is_nobodys() -> None:
    assert (
        len(_quotes("Lena Roth sagte, die Brücke sei im Mai fertig. Die Kosten stiegen um das Doppelte."))
        == 1
    )


def test_marked_words_within_a_reported_clause_make_one_mixed_quotation() -> None:
    ((found, quote),) = _quotes("Lena Roth sagte, die Brücke sei „ein Werk für viele Jahre“.")
    assert (found, quote.kind) == ("die Brücke sei „ein Werk für viele Jahre“", "mixed")


def test_marked_words_that_nobody_says_are_no_quotation() -> None:
    assert _quotes("Im Hafen liegt das Schiff „meine kleine Möwe“ und wird nicht gestrichen.") == []


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Anne Roux affirme que le pont sera prêt en mai.", "que le pont sera prêt en mai", "Anne Roux"),
        ("Le pont sera prêt en mai, a annoncé mardi Anne Roux.", "Le pont sera prêt en mai", "Anne Roux"),
        ("Selon la mairie, le pont sera prêt en mai.", "le pont sera prêt en mai", "la mairie"),
        (
            "Anne Roux a ajouté que le pont sera prêt. « Enfin », dit-elle.",
            "que le pont sera prêt",
            "Anne Roux",
        ),
    ],
)
def test_french_reports_without_marks_are_found(text: str, content: str, speaker: str) -> None:
    around = "Le conseil de la ville est réuni depuis lundi et les élus ne sont pas tous d'accord.\n\n"
    document = plain_document(around + text)
    quote = next(each for each in Analyser("none").analyse(document).quotes if each.kind == "indirect")
    assert (document.text[quote.start : quote.end], quote.mention) == (content, speaker)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Le pont sera prêt », nous confiait-il la veille.", "il"),
        ("« Le pont sera prêt », a promis le maire de la commune.", "le maire de la commune"),
        (
            "L'entraîneur, Paul Roux, a salué « une équipe de grenouilles heureuses ».",
            "L'entraîneur, Paul Roux",
        ),
    ],
)
def test_a_french_attribution_names_the_speaker(text: str, speaker: str) -> None:
    around = "Le conseil de la ville est réuni depuis lundi et les élus ne sont pas tous d'accord.\n\n"
    (quote,) = Analyser("none").analyse(plain_document(around + text)).quotes
    assert quote.mention == speaker


def test_an_attribution_within_french_marks_parts_the_utterance() -> None:
    around = "Le conseil de la ville est réuni depuis lundi et les élus ne sont pas tous d'accord.\n\n"
    document = plain_document(around + "« Le pont, a-t-elle expliqué, sera prêt en mai. »")
    (quote,) = Analyser("none").analyse(document).quotes
    assert [document.text[s:e] for s, e in quote.spans] == ["« Le pont", "sera prêt en mai. »"]


def test_an_office_before_a_german_name_is_no_part_of_it() -> None:
    quotes = _quotes(
        "Trainerin Eva Stahl sagte, die Brücke sei im Mai fertig. Stahl betonte: „Wir bauen neu.“"
    )
    assert [quote.speaker for _, quote in quotes] == ["Eva Stahl", "Eva Stahl"]
