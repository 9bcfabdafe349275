"""Quotes and entities: going in, being replaced, and what is known across articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.errors import StoreError
from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.insight import Candidate, Entity, EntityKind, Insight, KnownQuote, Quote
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, insights, marks, search
from tui_reader.store.articles import Stored
from tui_reader.store.ids import second_of

EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
ReadyMaker = Callable[..., int]

BRENN = Entity("Ida Brenn", "person", (Span(0, 9), Span(40, 43)), ("Brenn",), "harbour master", 0.9)
PORT = Entity("Port of Salm", "organisation", (Span(20, 32),), (), "", 0.5)
SALM = Entity("Salm", "place", (Span(28, 32),), (), "", 0.1)
KEYS = {"Ida Brenn": ("ida brenn", "brenn"), "Port of Salm": ("port of salm",), "Salm": ("salm",)}
SAID = Quote(
    (Span(10, 18), Span(50, 60)),
    "direct",
    speaker="Ida Brenn",
    mention="Brenn",
    mention_span=Span(40, 45),
    speaker_class="named",
    entity=0,
    cue="said",
    cue_span=Span(46, 50),
    confidence=0.95,
    speaker_confidence=0.8,
    rule="before",
)
TOLD = Quote((Span(60, 70),), "indirect")


def person(name: str, salience: float = 0.5, kind: EntityKind = "person") -> Entity:
    return Entity(name, kind, (Span(0, 3),), salience=salience)


def save(
    connection: sqlite3.Connection,
    article_id: int,
    *found: Entity,
    linked: tuple[int | None, ...] = (),
    quotes: tuple[Quote, ...] = (),
    analyser: str = "a1",
) -> list[int]:
    """Save an insight of the current revision; entities are new unless `linked` says which they are."""
    article = articles.article(connection, article_id)
    assert article is not None
    keys = [KEYS.get(entity.name, (entity.name.casefold(),)) for entity in found]
    return insights.save_insight(
        connection,
        article_id,
        article.revision_id,
        Insight(quotes, found, analyser=analyser),
        linked or (None,) * len(found),
        keys,
        now=7,
    )


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, articles FROM entity").fetchall())


def test_quotes_are_read_back_with_their_speaker(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "x" * 80)
    (brenn,) = save(connection, article_id, BRENN, quotes=(SAID, TOLD))
    first, second = insights.quotes(connection, article_id)
    assert (first.quote.spans, first.quote.mention_span, first.quote.cue_span) == (
        SAID.spans,
        SAID.mention_span,
        SAID.cue_span,
    )
    assert (first.entity_id, first.quote.entity, first.quote.confidence, first.quote.rule) == (
        brenn,
        None,
        0.95,
        "before",
    )
    assert second == KnownQuote(second.id, article_id, TOLD)


def test_a_quote_says_what_its_speaker_is(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID, TOLD))
    assert [each.role for each in insights.quotes(connection, article_id)] == ["harbour master", ""]


def test_the_list_row_knows_how_many_quotes(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID, TOLD))
    assert articles.rows(connection, [article_id])[0].quotes == 2


def test_entities_are_read_back_most_salient_first(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "x" * 80)
    salm, brenn = save(connection, article_id, SALM, BRENN)
    found = insights.entities(connection, article_id)
    assert [entity.id for entity in found] == [brenn, salm]
    assert (found[0].mentions, found[0].aliases, found[0].role, found[0].salience) == (
        BRENN.mentions,
        ("Brenn",),
        "harbour master",
        0.9,
    )


def test_a_linked_entity_gathers_its_articles(
    connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    (brenn,) = save(connection, ready(1, "x" * 80), BRENN)
    for number in (60, 61):
        latest = ready(number, "x" * 80)
        assert save(connection, latest, BRENN, linked=(brenn,)) == [brenn]
    (known,) = insights.entities(connection, latest)
    assert (known.articles, known.first_seen, known.trend) == (3, now - 356_400, (0, 0, 0, 0, 0, 1, 0, 2))


def test_two_entities_linked_to_one_are_one(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    (brenn,) = save(connection, ready(1, "x" * 80), BRENN)
    article_id = ready(2, "x" * 80)
    twin = Entity("Brenn", "person", (Span(70, 75),), ("Ms Brenn",), "", 0.2)
    save(connection, article_id, BRENN, twin, linked=(brenn, brenn))
    (known,) = insights.entities(connection, article_id)
    assert known.mentions == (*BRENN.mentions, Span(70, 75))
    assert known.aliases == ("Brenn", "Ms Brenn")
    assert counts(connection) == {"Ida Brenn": 2}


def test_a_person_met_under_a_fuller_name_takes_it(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    (brenn,) = save(connection, ready(1, "x"), person("Brenn"))
    save(connection, ready(2, "x"), person("Ida Brenn"), linked=(brenn,))
    save(connection, ready(3, "x"), person("Brenn"), linked=(brenn,))
    assert counts(connection) == {"Ida Brenn": 3}


def test_a_new_insight_replaces_the_old_and_the_unseen_go(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x" * 80)
    brenn, _ = save(connection, article_id, BRENN, PORT, quotes=(SAID,))
    save(connection, article_id, BRENN, SALM, linked=(brenn, None), quotes=(TOLD,), analyser="a2")
    assert counts(connection) == {"Ida Brenn": 1, "Salm": 1}
    assert insights.candidates(connection, ["port of salm"]) == []
    assert [known.quote for known in insights.quotes(connection, article_id)] == [TOLD]


def test_an_entity_that_went_in_the_meantime_is_made_anew(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    first, second = ready(1, "x"), ready(2, "x")
    (gone,) = save(connection, first, BRENN)
    save(connection, first)
    (made,) = save(connection, second, BRENN, linked=(gone,))
    assert made != gone
    assert counts(connection) == {"Ida Brenn": 1}


def test_removing_an_article_takes_it_out_of_all_counts(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    first, second = ready(1, "x" * 80), ready(2, "x" * 80)
    (brenn,) = save(connection, first, BRENN)
    save(connection, second, BRENN, PORT, linked=(brenn, None), quotes=(SAID,))
    articles.remove_articles(connection, [second])
    assert counts(connection) == {"Ida Brenn": 1}
    card = insights.entity_card(connection, brenn)
    assert card is not None
    assert (card.articles, card.quotes) == (1, 0)
    for table in ("mention", "appearance", "entity_day"):
        assert connection.execute(f"SELECT count(DISTINCT entity_id) FROM {table}").fetchone() == (1,)


def test_links_that_do_not_fit_are_an_error(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    with pytest.raises(StoreError, match="do not fit"):
        save(connection, ready(1, "x"), BRENN, linked=(None, None))


def test_an_insight_of_an_article_that_is_gone_is_let_go(connection: sqlite3.Connection) -> None:
    assert insights.save_insight(connection, 5, 1, Insight((), (BRENN,)), [None], [("brenn",)], now=1) == []
    assert counts(connection) == {}


def test_candidates_are_found_by_any_key_best_known_first(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    other, brenn = save(connection, ready(1, "x"), person("Olu Brenn"), BRENN)
    save(connection, ready(2, "x"), BRENN, linked=(brenn,))
    connection.execute("INSERT INTO entity_alias VALUES ('brenn', ?)", (other,))
    found = insights.candidates(connection, ["brenn", "ida brenn", "nobody"])
    assert found == [
        Candidate(
            brenn,
            "Ida Brenn",
            "person",
            ("brenn", "ida brenn"),
            2,
            roles=("harbour master",),
            companions=((other, 1),),
            seen=2,
        ),
        Candidate(other, "Olu Brenn", "person", ("brenn", "olu brenn"), 1, companions=((brenn, 1),), seen=1),
    ]


def test_articles_wait_for_analysis_new_ones_before_stale_ones(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, ready: ReadyMaker
) -> None:
    stale, never = ready(5, "x"), ready(2, "x")
    store(entry(9))
    save(connection, stale, analyser="a1")
    assert articles.unanalysed(connection, "a1", limit=9) == [never]
    assert articles.unanalysed(connection, "a2", limit=9) == [never, stale]
    assert articles.unanalysed(connection, "a2", limit=1) == [never]
    assert articles.unanalysed(connection, "a2", limit=9, since=second_of(stale)) == [stale]


def test_an_article_that_fails_twice_is_left_alone_by_that_analyser(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x")
    waiting = []
    for turn in range(2):
        insights.begin_analysis(connection, article_id, "a1", turn)
        waiting.append(articles.unanalysed(connection, "a1", limit=9))
    assert waiting == [[article_id], []]
    assert articles.unanalysed(connection, "a2", limit=9) == [article_id]


def test_a_poisonous_article_is_tried_again_when_its_text_changes(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x")
    for turn in range(2):
        insights.begin_analysis(connection, article_id, "a1", turn)
    revision_id = articles.revisions(connection, article_id)[0].id
    articles.save_document(connection, revision_id, plain_document("Another text."), reader_version="2")
    assert articles.unanalysed(connection, "a1", limit=9) == [article_id]


def test_results_stay_while_a_new_analysis_is_under_way(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID,))
    insights.begin_analysis(connection, article_id, "a2", 8)
    assert len(insights.quotes(connection, article_id)) == 1
    assert insights.entities(connection, article_id)[0].mentions == BRENN.mentions


def test_a_text_that_changes_during_analysis_makes_its_result_void(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x" * 80)
    insights.begin_analysis(connection, article_id, "a1", 1)
    revision_id = articles.revisions(connection, article_id)[0].id
    articles.save_document(connection, revision_id, plain_document("Short."), reader_version="2")
    assert save(connection, article_id, BRENN, quotes=(SAID,)) == []
    assert insights.quotes(connection, article_id) == []
    assert articles.unanalysed(connection, "a1", limit=9) == [article_id]


def test_another_text_of_the_same_revision_drops_offsets_but_not_the_entities(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID,))
    revision_id = articles.revisions(connection, article_id)[0].id
    articles.save_document(connection, revision_id, plain_document("Short."), reader_version="2")
    assert insights.quotes(connection, article_id) == []
    assert [known.mentions for known in insights.entities(connection, article_id)] == [()]
    assert articles.rows(connection, [article_id])[0].quotes == 0


def test_the_same_text_from_a_newer_reader_keeps_the_insight(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID,))
    revision_id = articles.revisions(connection, article_id)[0].id
    articles.save_document(connection, revision_id, plain_document("x" * 80), reader_version="2")
    assert len(insights.quotes(connection, article_id)) == 1
    assert articles.unanalysed(connection, "a1", limit=9) == []


def test_offsets_are_given_out_only_for_the_text_shown(
    connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID,))
    page = articles.add_revision(
        connection, article_id, kind="page", media="page", source="<p>", base_url="", now=now
    )
    articles.save_document(connection, page, plain_document("Short."), reader_version="1")
    assert insights.quotes(connection, article_id) == []
    assert insights.entities(connection, article_id)[0].mentions == ()
    assert articles.unanalysed(connection, "a1", limit=9) == [article_id]
    articles.switch_revision(connection, article_id, "feed")
    assert len(insights.quotes(connection, article_id)) == 1
    assert articles.rows(connection, [article_id])[0].quotes == 1
    assert articles.unanalysed(connection, "a1", limit=9) == []


def test_related_articles_share_the_rarest_entities(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    here, near, far, none = (ready(number, "x" * 80) for number in range(4))
    brenn, salm = save(connection, here, BRENN, SALM)
    save(connection, near, BRENN, SALM, linked=(brenn, salm))
    save(connection, far, SALM, linked=(salm,))
    save(connection, none, person("Olu Hart"))
    found = insights.related(connection, here)
    assert [(article.id, article.shared) for article in found] == [
        (near, ("Ida Brenn", "Salm")),
        (far, ("Salm",)),
    ]
    assert found[0].source == "Harbour Post"
    assert len(insights.related(connection, here, limit=1)) == 1


def test_ubiquitous_entities_relate_nothing(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    ids = [ready(number, "x") for number in range(25)]
    (salm,) = save(connection, ids[0], SALM)
    for article_id in ids[1:]:
        save(connection, article_id, SALM, linked=(salm,))
    assert insights.related(connection, ids[0]) == []


def test_dismissed_articles_are_not_related(
    connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    here, there = ready(1, "x"), ready(2, "x")
    (brenn,) = save(connection, here, BRENN)
    save(connection, there, BRENN, linked=(brenn,))
    marks.mark(connection, [there], "dismissed", True, now=now, label="dismiss")
    assert insights.related(connection, here) == []


def test_an_entity_card_sums_the_library_up(
    connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    first, last = ready(1, "x" * 80), ready(50, "x" * 80)
    brenn, port = save(connection, first, BRENN, PORT, quotes=(SAID,))
    save(connection, last, BRENN, SALM, PORT, linked=(brenn, None, port), quotes=(SAID, SAID))
    card = insights.entity_card(connection, brenn)
    assert card is not None
    assert (card.name, card.aliases, card.articles, card.quotes) == ("Ida Brenn", ("Brenn",), 2, 3)
    assert (card.first_seen, card.last_seen) == (now - 356_400, now - 180_000)
    assert [(name, count) for _, name, count in card.companions] == [("Port of Salm", 2), ("Salm", 1)]


def test_an_unknown_entity_has_no_card(connection: sqlite3.Connection) -> None:
    assert insights.entity_card(connection, 5) is None


@pytest.mark.parametrize("typed", ["Bre", "ida  br", "BRENN"])
def test_entities_are_found_by_the_beginning_of_an_alias(
    connection: sqlite3.Connection, ready: ReadyMaker, typed: str
) -> None:
    save(connection, ready(1, "x"), BRENN, PORT)
    assert [card.name for card in insights.find_entities(connection, typed)] == ["Ida Brenn"]


def test_finding_entities_by_nothing_finds_nothing(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    save(connection, ready(1, "x"), BRENN)
    assert insights.find_entities(connection, " ") == []


def test_quotes_and_entities_of_many_articles_come_in_their_order(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    first, second = ready(1, "x" * 80), ready(2, "x" * 80)
    (brenn,) = save(connection, first, BRENN, quotes=(SAID,))
    save(connection, second, SALM, BRENN, linked=(None, brenn), quotes=(TOLD, SAID))
    ids = search.find(connection, ArticleQuery())
    assert [known.article_id for known in insights.all_quotes(connection, ids)] == [second, second, first]
    assert [card.name for card in insights.all_entities(connection, ids)] == ["Ida Brenn", "Salm"]


def test_articles_about_an_entity_are_one_query(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    ids = [ready(number, "x") for number in range(3)]
    (brenn,) = save(connection, ids[0], BRENN)
    save(connection, ids[2], BRENN, linked=(brenn,))
    assert list(search.find(connection, ArticleQuery(entity_id=brenn))) == [ids[2], ids[0]]


def test_a_quote_of_a_text_no_longer_shown_is_counted_for_no_article(
    connection: sqlite3.Connection, ready: ReadyMaker, store: StoreAll, entry: EntryMaker
) -> None:
    article_id = ready(1, "x" * 80)
    save(connection, article_id, BRENN, quotes=(SAID,))
    store(entry(1, content="after"))
    assert articles.rows(connection, [article_id])[0].quotes == 0
