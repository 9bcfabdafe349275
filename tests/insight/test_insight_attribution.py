"""Who says it where the parse alone errs: senders, asides, offices before names, possessives, labels."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import Quote
from tui_reader.model.lines import plain_document


def quotes(reader: Analyser, text: str) -> tuple[Quote, ...]:
    return reader.analyse(plain_document(text)).quotes


def said(reader: Analyser, text: str) -> list[tuple[str, str]]:
    """The first words of each quotation and who says it."""
    return [
        (" ".join(text[quote.start : quote.end].split()[:2]), quote.speaker or quote.mention)
        for quote in quotes(reader, text)
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The harbour master emailed skippers saying: “The lock stays shut.”", "The harbour master"),
        (
            "Senator Anna Keller is releasing a new ad that urges voters to “send a message” to the banks.",
            "Anna Keller",
        ),
        (
            "The Tidewater campaign released a website asking for names for a “Ferry-in-Chief” on Monday.",
            "The Tidewater campaign",
        ),
        (
            "Paul Brand denied the notion that a change of crew is coming, explaining that “we rest.”",
            "Paul Brand",
        ),
        (
            "Paul Brand has offered few ideas for the port aside from stating that the quay should be sold.",
            "Paul Brand",
        ),
    ],
)
def test_who_sends_or_issues_it_says_it(reader: Analyser, text: str, speaker: str) -> None:
    assert said(reader, text)[-1][1] == speaker


def test_a_paper_that_somebody_only_receives_is_not_his(reader: Analyser) -> None:
    text = "Paul Brand received a letter saying that the quay would be sold."
    (quote,) = quotes(reader, text)
    assert quote.speaker != "Paul Brand"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            'The issue came up after Mr. Brand, asked about the flood in Skarn, had said, "We do harm also."',
            "Brand",
        ),
        (
            "Mr. Slinkard, whose latest firm, Paradata, helps brands, said Mr. Keller was in the right.",
            "Slinkard",
        ),
    ],
)
def test_an_aside_behind_somebody_does_not_take_his_words(reader: Analyser, text: str, speaker: str) -> None:
    assert quotes(reader, text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We lost,” said Air Force 1st Lt. Tyler Livingston. “It rained.”", "Tyler Livingston"),
        ("“We lost,” said former Norland Gov. and Harbour Committee Chairman Ed Rendal.", "Ed Rendal"),
        (
            "“We lost,” delegate Bill Eastland, with a hat and “Go” pins, said matter-of-factly.",
            "Bill Eastland",
        ),
        ("“Not us!” Murphy, the head of the club, Tweeted on Friday.", "Murphy"),
        (
            'As The Post\'s Dana Millbrook puts it, "The crews are unmoved, and the owners are tired."',
            "Dana Millbrook",
        ),
    ],
)
def test_offices_before_a_name_do_not_hide_it(reader: Analyser, text: str, speaker: str) -> None:
    assert {each for _, each in said(reader, text)} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Barry Olden spoke first. It was Mr. Olden's rejection of “a politics of cynicism” that won.",
            "Barry Olden",
        ),
        (
            "They met here because, in Anna Keller's words, “the most daring places are harbours.”",
            "Anna Keller",
        ),
    ],
)
def test_marked_words_behind_a_possessive_are_its_owners(reader: Analyser, text: str, speaker: str) -> None:
    assert quotes(reader, text)[0].speaker == speaker


def test_two_labels_in_one_paragraph_are_two_speakers(reader: Analyser) -> None:
    text = (
        'Anna Keller and Jeb Brand sing.\n\nKeller: "Our goal is not to shut it, but to mend it." '
        'Brand: "The mission is to shut it for good."'
    )
    assert [speaker for _, speaker in said(reader, text)] == ["Anna Keller", "Jeb Brand"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            'Rep. Trey Gowdine (R-S.C.):"I have not heard anyone cite that figure. Who told you that?"',
            "Trey Gowdine",
        ),
        (
            'Jeb Brand is glad. From Brand\'s Facebook post: "For our port, we must move to overcome this."',
            "Jeb Brand",
        ),
        (
            "The letter was long. From the report: “In general, samples with more weight did well.”",
            "the report",
        ),
    ],
)
def test_what_stands_before_a_colon_may_be_a_label(reader: Analyser, text: str, speaker: str) -> None:
    assert said(reader, text)[-1][1] == speaker


def test_a_noun_of_saying_is_no_verb_of_it(reader: Analyser) -> None:
    text = 'Paul Brand delivered a snappy retort: "No one is tearing this up. We are going to go forward."'
    (quote,) = quotes(reader, text)
    assert quote.speaker == "Paul Brand"


@pytest.mark.parametrize(
    "intro",
    [
        "Anna Keller tweeted:\n\n",
        "Anna Keller, the mayor, wrote on Facebook:\n\n",
        "Mayor Anna Keller tweeted: ",
    ],
)
def test_a_post_needs_no_marks(reader: Analyser, intro: str) -> None:
    text = f"{intro}We will not sell the ferry. It belongs to all of us.\n\nThe post was deleted later."
    (quote,) = quotes(reader, text)
    assert text[quote.start : quote.end] == "We will not sell the ferry. It belongs to all of us."
    assert (quote.speaker, quote.kind) == ("Anna Keller", "direct")


def test_the_address_behind_a_post_is_no_part_of_it(reader: Analyser) -> None:
    text = "Anna Keller tweeted:\n\nWe will not sell the ferry. pic.example.com/abc\n\nIt was late."
    assert text[quotes(reader, text)[0].start : quotes(reader, text)[0].end] == "We will not sell the ferry."


def test_he_is_the_president_who_is_called_by_his_office(reader: Analyser) -> None:
    text = (
        "President Carlos Olden met Paul Brand on Monday. Brand gave him a map.\n\n"
        "The president looked at the map for an hour. He said that the bridge would open."
    )
    assert quotes(reader, text)[-1].speaker == "Carlos Olden"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“All of them are girls,” Butz, 49, told The Skarn Post. Leo Butz lives here.", "Leo Butz"),
        (
            "He was loud. “If you’re listening, find the mails that are missing.” Keller said. It rained.",
            "Keller",
        ),
        ('"Debate recap," tweeted Rubin spokesman Alex Conner. Marco Rubin left.', "Alex Conner"),
        (
            "Jason Chaffin left. Chaffin and Rep. Bob Goodman (R-Va.) said it was wrong.",
            "Jason Chaffin and Bob Goodman",
        ),
        (
            "Former Secretary Hilda Keller and former Maryland Gov. Martin O’Mara said it was wrong.",
            "Hilda Keller and Martin O’Mara",
        ),
        ('Melba Acosta Febo came. "I see," said Ms. Acosta.', "Melba Acosta Febo"),
        ("In addition to stating that babies have no rights, Hilda Keller has left.", "Hilda Keller"),
    ],
)
def test_the_speaker_stands_among_other_names(reader: Analyser, text: str, speaker: str) -> None:
    assert said(reader, text)[0][1] == speaker


def test_an_aide_to_two_people_is_neither(reader: Analyser) -> None:
    text = "An aide to Paul Brand and Anna Keller said it rained."
    assert said(reader, text)[0][1] == "An aide to Paul Brand and Anna Keller"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A lesson from Loretta Lindgren: “Be the voice that people hear.”", "Loretta Lindgren"),
        (
            "To see the real Fred Scott, Chief Justice Roberts said, one should visit us. John Roberts left.",
            "John Roberts",
        ),
        (
            "The piece used one of the woman’s quotes as its headline: “Finally. Someone like me.”",
            "The piece",
        ),
        ('He would be a better captain than Keller "no matter what," one user commented.', "one user"),
        (
            '"Dr. Carlson invited both of us to his house today" the Post\'s editor Steven Gold responded.',
            "Steven Gold",
        ),
    ],
)
def test_the_nearest_name_that_can_speak_does(reader: Analyser, text: str, speaker: str) -> None:
    assert said(reader, text)[0][1] == speaker


def test_it_is_nobody_who_says_marked_words(reader: Analyser) -> None:
    text = '"It\'s ambush journalism," Anna Keller says. It\'s "this new in-your-face journalism."'
    assert [speaker for _, speaker in said(reader, text)] == ["Anna Keller", "Anna Keller"]


def test_the_sentence_that_follows_a_fragment_does_not_take_it(reader: Analyser) -> None:
    text = "Norland called the Skarns an “outlaw crew in our waters.” Ostland insisted that they stop."
    assert said(reader, text)[0][1] == "Norland"


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        (
            "Factwatch seized on Keller’s claim that there were “thousands of floods” in Skarn.",
            "that there were “thousands of floods” in Skarn",
            "Keller",
        ),
        (
            "Anna Keller spoke first. Her insistence that the ferry was safe made nobody laugh.",
            "that the ferry was safe",
            "Anna Keller",
        ),
    ],
)
def test_a_claim_is_its_owners(reader: Analyser, text: str, claim: str, speaker: str) -> None:
    quote = quotes(reader, text)[-1]
    assert (text[quote.start : quote.end], quote.speaker) == (claim, speaker)


def test_a_claim_that_somebody_reports_is_part_of_his_report(reader: Analyser) -> None:
    text = "The paper said that Keller's claim that the ferry was safe had been wrong."
    assert [speaker for _, speaker in said(reader, text)] == ["The paper"]


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Poll: Voters abandon the Harbour Party in the north.", "Poll"),
        ("Quillon Research: Voters Want a Bridge", "Quillon Research"),
    ],
)
def test_a_headline_behind_a_poll_or_a_body_is_what_it_says(
    reader: Analyser, headline: str, speaker: str
) -> None:
    text = f"{headline}\n\nQuillon Research asked 900 people on Monday."
    first = quotes(reader, text)[0]
    assert text[first.start : first.end] == headline.partition(": ")[2]
    assert (first.speaker or first.mention) == speaker


def test_a_headline_behind_a_heading_is_nobodys(reader: Analyser) -> None:
    assert not said(reader, "The Latest: Ives Wins in Dover\n\nIves won on Monday.")
