"""What a reader says of quotes holds over every analysis, and can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.errors import StoreError
from tui_reader.model.correction import CORRECTED, Verdict
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, Insight, KnownQuote, Quote
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, corrections, documents, forgetting, insights, marks, retention, search

TEXT = (
    "Mara Brenn met Otto Lind in Tolm. “The bridge stays shut,” she said. "
    "The town of “golden” roofs waits. We shall see, Lind added."
)
SHUT = Span(TEXT.index("“The bridge"), TEXT.index("” she said") + 1)
GOLDEN = Span(TEXT.index("“golden”"), TEXT.index("“golden”") + 8)
MISSED = Span(TEXT.index("We shall"), TEXT.index(", Lind added"))
NOW = 1_790_000_000

PEOPLE = (
    Entity("Mara Brenn", "person", (Span(0, 10),)),
    Entity("Otto Lind", "person", (Span(15, 24),), ("Lind",)),
)
FOUND = (
    Quote((SHUT,), "direct", "Mara Brenn", "she", None, "pronoun", 0, confidence=0.9, speaker_confidence=0.8),
    Quote((GOLDEN,), "direct", confidence=0.5),
)


@pytest.fixture
def article(connection: sqlite3.Connection, ready: Callable[..., int]) -> int:
    article_id = ready(1, TEXT)
    analyse(connection, article_id)
    return article_id


def analyse(connection: sqlite3.Connection, article_id: int, *quotes: Quote, analyser: str = "1") -> None:
    found = articles.article(connection, article_id)
    assert found is not None
    known = connection.execute("SELECT id FROM entity ORDER BY id").fetchall()
    linked = [row[0] for row in known] if known else [None, None]
    insight = Insight(quotes or FOUND, PEOPLE, "en", analyser)
    insights.begin_analysis(connection, article_id, analyser, NOW)
    insights.save_insight(
        connection, article_id, found.revision_id, insight, linked, [("brenn",), ("lind",)], now=NOW
    )


def shown(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, str, str]]:
    return [
        (known.quote.start, known.quote.speaker, known.quote.rule) for known in quotes(connection, article_id)
    ]


def quotes(connection: sqlite3.Connection, article_id: int) -> list[KnownQuote]:
    return insights.quotes(connection, article_id)


def correct(
    connection: sqlite3.Connection, article_id: int, span: Span, verdict: Verdict, speaker: str = ""
) -> int:
    return corrections.correct(
        connection, article_id, span, verdict, speaker, now=NOW, label="quote corrected"
    )


BEFORE = [(SHUT.start, "Mara Brenn", ""), (GOLDEN.start, "", "")]


def test_a_rejected_quote_is_gone(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, GOLDEN, "rejected")
    assert shown(connection, article) == BEFORE[:1]


def test_the_number_of_quotes_follows(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, GOLDEN, "rejected")
    found = articles.rows(connection, [article])[0]
    assert found.quotes == 1


def test_a_quote_gets_the_speaker_that_the_reader_names(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, SHUT, "speaker", "Otto Lind")
    first = quotes(connection, article)[0]
    assert (first.quote.speaker, first.quote.rule, first.quote.speaker_confidence) == (
        "Otto Lind",
        CORRECTED,
        1.0,
    )


def test_a_speaker_is_found_among_the_articles_names_by_any_of_them(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, SHUT, "speaker", "lind")
    entity = connection.execute("SELECT id FROM entity WHERE name = 'Otto Lind'").fetchone()[0]
    assert quotes(connection, article)[0].entity_id == entity


def test_counts_of_who_spoke_follow_a_correction(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, SHUT, "speaker", "Otto Lind")
    counted = dict(connection.execute("SELECT name, quotes FROM entity").fetchall())
    assert counted == {"Mara Brenn": 0, "Otto Lind": 1}


def test_a_corrected_speaker_is_searched_for(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, SHUT, "speaker", "the ferryman")
    assert list(search.find(connection, ArticleQuery(text="said:ferryman "))) == [article]


def test_nobody_may_have_said_it(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, SHUT, "speaker", "")
    first = quotes(connection, article)[0]
    assert (first.quote.speaker, first.quote.mention, first.quote.speaker_class) == ("", "", "unknown")


def test_a_missed_quote_is_put_in_its_place_in_the_text(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, MISSED, "quote", "Otto Lind")
    assert shown(connection, article)[-1] == (MISSED.start, "Otto Lind", CORRECTED)


def test_a_missed_quote_that_is_rejected_again_leaves_nothing(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, MISSED, "quote", "Otto Lind")
    correct(connection, article, MISSED, "rejected")
    assert shown(connection, article) == BEFORE
    assert corrections.corrections(connection, article) == []


@pytest.mark.parametrize(
    ("span", "verdict", "speaker"),
    [(GOLDEN, "rejected", ""), (SHUT, "speaker", "Otto Lind"), (MISSED, "quote", "Otto Lind")],
)
def test_a_correction_holds_over_the_next_analysis(
    connection: sqlite3.Connection, article: int, span: Span, verdict: Verdict, speaker: str
) -> None:
    correct(connection, article, span, verdict, speaker)
    before = shown(connection, article)
    analyse(connection, article, analyser="2")
    assert shown(connection, article) == before


@pytest.mark.parametrize(
    ("span", "verdict", "speaker"),
    [(GOLDEN, "rejected", ""), (SHUT, "speaker", "Otto Lind"), (MISSED, "quote", "Otto Lind")],
)
def test_undo_gives_back_what_analysis_had_said(
    connection: sqlite3.Connection, article: int, span: Span, verdict: Verdict, speaker: str
) -> None:
    correct(connection, article, span, verdict, speaker)
    assert marks.undo(connection, NOW) == "quote corrected"
    assert shown(connection, article) == BEFORE


def test_redo_corrects_again(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, GOLDEN, "rejected")
    marks.undo(connection, NOW)
    marks.redo(connection, NOW)
    assert shown(connection, article) == BEFORE[:1]


def test_a_second_correction_takes_the_place_of_the_first(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, SHUT, "speaker", "Otto Lind")
    correct(connection, article, SHUT, "speaker", "Mara Brenn")
    assert [each.speaker for each in corrections.corrections(connection, article)] == ["Mara Brenn"]


def test_undo_of_a_second_correction_brings_the_first_back(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, SHUT, "speaker", "Otto Lind")
    correct(connection, article, SHUT, "speaker", "Mara Brenn")
    marks.undo(connection, NOW)
    assert shown(connection, article)[0] == (SHUT.start, "Otto Lind", CORRECTED)


def test_withdrawing_gives_analysis_the_word_again(connection: sqlite3.Connection, article: int) -> None:
    made = correct(connection, article, SHUT, "speaker", "Otto Lind")
    corrections.withdraw(connection, article, [made], now=NOW, label="as found")
    assert shown(connection, article) == BEFORE


def test_a_correction_follows_its_words_into_a_later_text(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, GOLDEN, "rejected")
    revision = documents.add_revision(
        connection, article, kind="page", media="html", source="later", base_url="", now=NOW
    )
    articles.save_document(
        connection, revision, plain_document(f"New first line.\n\n{TEXT}"), reader_version="1"
    )
    shift = len(plain_document(f"New first line.\n\n{TEXT}").text) - len(TEXT)
    moved = [
        Quote(tuple(Span(s + shift, e + shift) for s, e in quote.spans), quote.kind, quote.speaker)
        for quote in FOUND
    ]
    analyse(connection, article, *moved, analyser="2")
    assert shown(connection, article) == [(SHUT.start + shift, "Mara Brenn", "")]


def test_a_correction_whose_words_have_gone_is_kept_without_a_place(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, GOLDEN, "rejected")
    revision = documents.add_revision(
        connection, article, kind="page", media="html", source="later", base_url="", now=NOW
    )
    articles.save_document(connection, revision, plain_document("Nothing of it."), reader_version="1")
    assert [each.span for each in corrections.corrections(connection, article)] == [None]


def test_undo_after_the_text_changed_brings_back_no_quote_of_the_old_text(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, GOLDEN, "rejected")
    found = articles.article(connection, article)
    assert found is not None
    articles.save_document(connection, found.revision_id, plain_document("Other words."), reader_version="2")
    marks.undo(connection, NOW)
    assert connection.execute("SELECT count(*) FROM quote").fetchone()[0] == 0


def test_an_undone_rejection_survives_its_row_being_given_away(
    connection: sqlite3.Connection, article: int, ready: Callable[..., int]
) -> None:
    correct(connection, article, GOLDEN, "rejected")
    other = ready(2, TEXT)
    analyse(connection, other)
    marks.undo(connection, NOW)
    assert shown(connection, article) == BEFORE
    assert len(quotes(connection, other)) == 2


def test_words_outside_the_text_cannot_be_corrected(connection: sqlite3.Connection, article: int) -> None:
    with pytest.raises(StoreError, match="nothing to correct"):
        correct(connection, article, Span(5, len(TEXT) + 9), "rejected")


def test_a_corrected_article_is_kept(connection: sqlite3.Connection, article: int, feed_id: int) -> None:
    correct(connection, article, GOLDEN, "rejected")
    connection.execute("UPDATE status SET read = 1")
    assert retention.purge(connection, feed_id, NOW + 99_999_999, 10) == 0


def test_forgetting_an_article_takes_its_corrections(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, GOLDEN, "rejected")
    scope = forgetting.article_scope(connection, article)
    assert scope is not None
    forgetting.forget(connection, scope, lambda name, _: (name,))
    assert connection.execute("SELECT count(*) FROM correction").fetchone()[0] == 0


def test_forgetting_somebody_takes_corrections_that_name_them(
    connection: sqlite3.Connection, article: int, ready: Callable[..., int]
) -> None:
    other = ready(2, TEXT)
    analyse(connection, other)
    connection.execute("DELETE FROM appearance WHERE article_id = ?", (other,))
    correct(connection, other, SHUT, "speaker", "Ilse Vork")
    corrections.forget_speaker(connection, "ilse vork")
    assert shown(connection, other)[0][1] == "Mara Brenn"


def test_every_correction_of_the_library_is_given(connection: sqlite3.Connection, article: int) -> None:
    correct(connection, article, GOLDEN, "rejected")
    correct(connection, article, SHUT, "speaker", "Otto Lind")
    assert [each.verdict for each in corrections.every(connection)] == ["rejected", "speaker"]


def test_a_text_that_is_made_anew_frees_the_quotes_of_its_corrections(
    connection: sqlite3.Connection, article: int
) -> None:
    correct(connection, article, SHUT, "speaker", "Otto Lind")
    quote_id = quotes(connection, article)[0].id
    assert corrections.corrected(connection, quote_id) is not None
    found = articles.article(connection, article)
    assert found is not None
    another = plain_document("Another text of the same article.")
    articles.save_document(connection, found.revision_id, another, reader_version="2")
    assert corrections.corrected(connection, quote_id) is None
