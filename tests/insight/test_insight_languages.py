"""German and French by rules alone: reports without marks, dialogue, interviews, names."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.insight.analyse import Analyser
from tui_reader.insight.mood import mood
from tui_reader.model.insight import Insight, Quote
from tui_reader.model.lines import plain_document

AROUND = {
    "de": "Der Rat tagte am Montag und es war nicht die erste Sitzung, die auf der Liste stand.\n\n",
    "fr": "Le conseil de la ville est réuni depuis lundi et les élus ne sont pas tous d'accord.\n\n",
    "es": "El consejo de la ciudad se reúne desde el lunes y no todos los vecinos están de acuerdo.\n\n",
    "it": "Il consiglio della città si riunisce da lunedì e non tutti gli abitanti sono d'accordo.\n\n",
    "pt": "O conselho da cidade reúne-se desde segunda-feira e nem todos os vizinhos estão de acordo.\n\n",
}


def _read(text: str, lang: str) -> Insight:
    return Analyser("none").analyse(plain_document(AROUND[lang] + text))


def _found(text: str, lang: str) -> list[tuple[str, str, Quote]]:
    """Content, speaker as written and quote, in order."""
    whole = AROUND[lang] + text
    return [
        (" … ".join(whole[start:end] for start, end in quote.spans), quote.mention, quote)
        for quote in _read(text, lang).quotes
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Wie das Amt mitteilte, wird die Brücke im Mai fertig.", "wird die Brücke im Mai fertig", "das Amt"),
        ("Die Brücke wird im Mai fertig, wie das Amt mitteilte.", "Die Brücke wird im Mai fertig", "das Amt"),
        ("Lena Roth sagte, die Brücke wird im Mai fertig.", "die Brücke wird im Mai fertig", "Lena Roth"),
        ("Die Brücke müsse warten, hatte Lena Roth gesagt.", "Die Brücke müsse warten", "Lena Roth"),
        (
            "Lena Roth versprach, die Brücke bald zu bauen.",
            "die Brücke bald zu bauen",
            "Lena Roth",
        ),
        ("Lena Roth forderte den Rücktritt des Rates.", "den Rücktritt des Rates", "Lena Roth"),
        ("Lena Roth wirft dem Rat schwere Fehler vor.", "schwere Fehler", "Lena Roth"),
        ("Lena Roth bat die Anwohner um mehr Geduld.", "um mehr Geduld", "Lena Roth"),
        (
            "Nach Einschätzung von Fachleuten ist die Brücke sicher.",
            "ist die Brücke sicher",
            "Fachleuten",
        ),
        (
            "Einem Bericht der Prüfer zufolge ist die Brücke sicher.",
            "ist die Brücke sicher",
            "Einem Bericht der Prüfer",
        ),
        (
            "Die Brücke sei teuer, gestand Lena Roth, aber sie werde gebraucht.",
            "Die Brücke sei teuer … aber sie werde gebraucht",
            "Lena Roth",
        ),
    ],
)
def test_a_german_report_is_found_with_its_speaker(text: str, content: str, speaker: str) -> None:
    ((found, said, quote),) = _found(text, "de")
    assert (found, said, quote.kind) == (content, speaker, "indirect")


@pytest.mark.parametrize(
    "text",
    [
        "Es gab am Abend viel Streit, der bis in die Nacht ging.",
        "Die Arbeiten dauern nach bisherigen Erkenntnissen noch lange.",
        "Lena Roth verließ den Saal, der danach leer war.",
        "Die Stadt führte die Besucher, die gekommen waren, durch den Hafen.",
    ],
)
def test_a_german_sentence_in_which_nobody_says_anything_yields_nothing(text: str) -> None:
    assert _found(text, "de") == []


def test_sentences_that_only_their_mood_gives_to_a_speaker_are_one_quotation() -> None:
    found = _found(
        "Lena Roth sagte, die Brücke sei fertig. Sie koste wenig. Der Rat müsse sich freuen. Es regnete.",
        "de",
    )
    assert [content for content, _, _ in found] == [
        "die Brücke sei fertig",
        "Sie koste wenig. Der Rat müsse sich freuen",
    ]


def test_a_reported_clause_ends_where_the_narrator_gives_his_reason() -> None:
    ((content, _, _),) = _found("Lena Roth betonte, dass die Brücke sicher ist, denn es regnete stark.", "de")
    assert content == "dass die Brücke sicher ist"


def test_an_ordinal_does_not_end_a_sentence() -> None:
    ((content, _, _),) = _found("Laut der Zeitung wird die Brücke am 12. Mai fertig.", "de")
    assert content == "wird die Brücke am 12. Mai fertig"


def test_a_verb_that_no_table_knows_says_what_the_marks_before_it_hold() -> None:
    ((_, speaker, _),) = _found("„Wir bauen die Brücke neu“, gluckste Lena Roth.", "de")
    assert speaker == "Lena Roth"


def test_a_dative_before_the_verb_is_no_speaker() -> None:
    ((_, speaker, _),) = _found("Der Zeitung sagte Lena Roth: „Wir bauen die Brücke neu.“", "de")
    assert speaker == "Lena Roth"


def test_the_hour_of_a_live_report_is_no_part_of_it() -> None:
    ((content, _, _),) = _found("+++ 19.45 Uhr: Die Brücke sei sicher, so Lena Roth. +++", "de")
    assert content == "Die Brücke sei sicher"


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Anne Roux a promis de venir à la mairie lundi.",
            "de venir à la mairie lundi",
            "Anne Roux",
        ),
        ("Anne Roux reconnaît avoir vendu le pont.", "avoir vendu le pont", "Anne Roux"),
        ("Anne Roux réclame la fin des travaux.", "la fin des travaux", "Anne Roux"),
        (
            "Invitée lundi, Anne Roux a estimé que le pont tiendra et a quitté la salle.",
            "que le pont tiendra",
            "Anne Roux",
        ),
        (
            "Le vieux pont tiendra, selon le chef du service de la voirie.",
            "Le vieux pont tiendra",
            "le chef du service de la voirie",
        ),
        (
            "Le Premier ministre Paul Roux a assuré que le pont tiendra.",
            "que le pont tiendra",
            "Le Premier ministre Paul Roux",
        ),
    ],
)
def test_a_french_report_is_found_with_its_speaker(text: str, content: str, speaker: str) -> None:
    ((found, said, quote),) = _found(text, "fr")
    assert (found, said, quote.kind) == (content, speaker, "indirect")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Le pont tiendra longtemps », s'est-elle réjouie.", "elle"),
        ("« Le pont tiendra longtemps », ajoute le vieil homme en riant.", "le vieil homme"),
        ("« Le pont tiendra longtemps », se souvient son premier maître.", "son premier maître"),
    ],
)
def test_a_french_inversion_names_the_speaker(text: str, speaker: str) -> None:
    ((_, said, _),) = _found(text, "fr")
    assert said == speaker


def test_a_turn_after_a_dash_is_parted_from_who_speaks_it() -> None:
    found = _found("— Le pont tiendra, a lancé Paul Roux sans rire. Et longtemps.\n\n— Non.", "fr")
    assert [(content, said) for content, said, _ in found] == [
        ("Le pont tiendra … Et longtemps.", "Paul Roux"),
        ("Non.", ""),
    ]
    assert {quote.kind for _, _, quote in found} == {"direct"}


def test_the_answers_of_an_interview_by_dashes_are_the_only_guests() -> None:
    text = "Anne Roux chante dans une gare.\n\n— Pourquoi une gare ?\n\n— Les trains écoutent bien."
    ((content, _, quote),) = _found(text, "fr")
    assert (content, quote.speaker) == ("Les trains écoutent bien.", "Anne Roux")


def test_a_list_by_dashes_is_no_dialogue() -> None:
    assert _found("– Le pont est fermé.\n\n– La gare est ouverte.", "fr") == []


def test_spanish_turns_end_before_their_dash() -> None:
    ((content, said, _),) = _found("—El puente aguanta —dijo Ana Ruiz.", "es")
    assert (content, said) == ("El puente aguanta", "Ana Ruiz")


def test_initials_label_the_answers_of_an_interview() -> None:
    text = "L'économiste Paul Roux a écrit un livre.\n\nP. R. : Les arbres de la ville valent cher."
    ((content, said, quote),) = _found(text, "fr")
    assert (content, said) == ("Les arbres de la ville valent cher.", "P. R.")
    assert quote.speaker == "Paul Roux"


@pytest.mark.parametrize(
    ("text", "content", "speaker", "lang"),
    [
        (
            "田中市長は月曜日、「橋は五月に完成します。」と述べた。",
            "「橋は五月に完成します。」",
            "田中市長",
            "ja",
        ),
        ("李市长说：“这座桥五月就会完工。”", "“这座桥五月就会完工。”", "李市长", "zh"),
        ("“这座桥五月就会完工。”李市长表示。", "“这座桥五月就会完工。”", "李市长", "zh"),
    ],
)
def test_japanese_and_chinese_marks_hold_what_somebody_says(
    text: str, content: str, speaker: str, lang: str
) -> None:
    insight = Analyser("none").analyse(plain_document(text))
    (quote,) = insight.quotes
    assert (text[quote.start : quote.end], quote.mention, insight.lang) == (content, speaker, lang)


def test_japanese_words_in_brackets_that_nobody_says_are_no_quotation() -> None:
    assert (
        Analyser("none").analyse(plain_document("映画「橋のある町の物語」が五月に公開される。")).quotes == ()
    )


@pytest.mark.parametrize(("lang", "form"), [("de", "müsse"), ("fr", "aurait"), ("fr", "seraient")])
def test_the_mood_of_report_is_known(lang: str, form: str) -> None:
    assert mood(lang).search(f"… {form} …")


def test_other_languages_have_no_mood_of_report() -> None:
    assert mood("en").search("he would have been") is None


_SOUP = (
    "Der die Rat Lena Roth sagte , . „ “ « » — laut Angaben zufolge dass sei so le maire a dit selon que de "
    "Anne l'eau wie mitteilte \n\n ? ! : Frage hat hatte gesagt d'après -t-elle venir und et"
)
_WORDS = st.sampled_from(_SOUP.split(" "))


@given(st.lists(_WORDS, max_size=80).map(" ".join), st.sampled_from(["de", "fr", "es"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_mixture_of_words_leads_out_of_the_text(words: str, lang: str) -> None:
    text = AROUND[lang] + words
    for quote in _read(words, lang).quotes:
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)
        for part in (quote.mention_span, quote.cue_span):
            assert part is None or 0 <= part.start < part.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "Der von der Rat hat ",
        "le maire de la ville du pays de l'eau ",
        "„Wort “ ",
        "wie der Rat, ",
        "nach Angaben von der ",
        "— Non, dit-il ",
    ],
)
def test_long_repetitions_are_read_in_bounded_time(unit: str) -> None:
    begun = time.process_time()
    _read(unit * (20_000 // len(unit)), "fr" if "maire" in unit or "Non" in unit else "de")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "lang", "content", "speaker"),
    [
        (
            "«El puente aguanta», dijo la alcaldesa Ana Ruiz.",
            "es",
            "«El puente aguanta»",
            "la alcaldesa Ana Ruiz",
        ),
        ("Ana Ruiz afirmó que el puente aguanta.", "es", "que el puente aguanta", "Ana Ruiz"),
        ("Según la alcaldesa, el puente aguanta bien.", "es", "el puente aguanta bien", "la alcaldesa"),
        ("«Il ponte regge», ha detto Anna Rossi.", "it", "«Il ponte regge»", "Anna Rossi"),
        ("Anna Rossi ha spiegato che il ponte regge.", "it", "che il ponte regge", "Anna Rossi"),
        ("“A ponte aguenta”, disse a autarca Ana Reis.", "pt", "“A ponte aguenta”", "a autarca Ana Reis"),
        ("Ana Reis garantiu que a ponte aguenta.", "pt", "que a ponte aguenta", "Ana Reis"),
        ("Segundo a autarca, a ponte aguenta bem.", "pt", "a ponte aguenta bem", "a autarca"),
    ],
)
def test_the_kin_of_french_is_read_by_its_tables(text: str, lang: str, content: str, speaker: str) -> None:
    ((found, said, _),) = _found(text, lang)
    assert (found, said) == (content, speaker)


def test_marked_words_that_follow_a_fronted_report_belong_to_its_speaker() -> None:
    found = _found("Die Brücke sei alt, sagte Lena Roth, „aber sie trägt uns alle“.", "de")
    assert [(content, said) for content, said, _ in found] == [
        ("Die Brücke sei alt", "Lena Roth"),
        ("„aber sie trägt uns alle“", "Lena Roth"),
    ]


def test_a_participle_says_what_the_subject_adds() -> None:
    found = _found("Anne Roux a promis de venir, estimant que le pont tiendra.", "fr")
    assert ("que le pont tiendra", "Anne Roux") in [(content, said) for content, said, _ in found]


@pytest.mark.parametrize(
    ("text", "lang", "contents"),
    [
        (
            "Anne Roux a estimé que le vieux pont tiendra et a promis de venir lundi.",
            "fr",
            ["que le vieux pont tiendra", "de venir lundi"],
        ),
        (
            "Lena Roth forderte einen neuen Bericht und kündigte an, die Brücke zu prüfen.",
            "de",
            ["einen neuen Bericht", "die Brücke zu prüfen"],
        ),
    ],
)
def test_a_second_verb_of_the_same_subject_reports_on_its_own(
    text: str, lang: str, contents: list[str]
) -> None:
    assert [content for content, _, _ in _found(text, lang)] == contents


def test_a_subject_may_stand_behind_where_it_spoke() -> None:
    found = _found("« Le pont tiendra longtemps », a expliqué lors d'un débat la maire, Anne Roux.", "fr")
    assert [said for _, said, _ in found] == ["la maire, Anne Roux"]


def test_a_plain_sentence_before_a_verb_of_telling_is_what_it_reports() -> None:
    ((content, said, _),) = _found("Die Brücke kostet jetzt mehr Geld, teilte Lena Roth am Montag mit.", "de")
    assert (content, said) == ("Die Brücke kostet jetzt mehr Geld", "Lena Roth")


def test_a_clause_that_only_says_when_is_not_reported() -> None:
    assert _found("Als die Brücke fertig war, sagte Lena Roth am Montag nichts mehr.", "de") == []
