"""What pages teach about their sites: counted once an article, bounded, gone with the article."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.model.article import Entry, PagePart
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.store import articles, forgetting, parts, rereading, sites
from tui_reader.store.articles import Stored
from tui_reader.store.forgetting import Scope

EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
ReadyMaker = Callable[..., int]

HOST = "quay.example"
FOOTER = "aaaaaaaaaaaa"
PATH = "main>article.story"


def teach(connection: sqlite3.Connection, articles_: range, *texts: str, path: str = PATH) -> None:
    for number in articles_:
        own = f"{number:012x}"
        sites.learn(connection, HOST, number, SiteFacts((own, *texts), path), now=number)


def test_a_text_of_three_other_pages_is_the_sites(connection: sqlite3.Connection) -> None:
    teach(connection, range(1, 4), FOOTER)
    assert sites.memory(connection, HOST, 99).repeated == {FOOTER}


def test_a_page_does_not_count_for_itself(connection: sqlite3.Connection) -> None:
    teach(connection, range(1, 4), FOOTER)
    assert sites.memory(connection, HOST, 3).repeated == frozenset()


def test_an_article_teaches_once_however_often_it_is_read(connection: sqlite3.Connection) -> None:
    for _ in range(5):
        teach(connection, range(1, 2), FOOTER)
    assert sites.memory(connection, HOST, 99) == SiteMemory()
    assert [site.pages for site in sites.sites(connection)] == [1]


def test_one_page_in_several_feeds_teaches_once(connection: sqlite3.Connection) -> None:
    url = "https://quay.example/fog"
    for number in range(1, 6):
        sites.learn(connection, HOST, number, SiteFacts((FOOTER,)), now=1, url=url)
    assert [site.pages for site in sites.sites(connection)] == [1]
    teach(connection, range(10, 12), FOOTER)
    assert sites.memory(connection, HOST, 5, url).repeated == frozenset()
    assert sites.memory(connection, HOST, 5, "https://quay.example/rain").repeated == {FOOTER}


def test_the_place_of_most_articles_is_known_from_three_pages_on(connection: sqlite3.Connection) -> None:
    teach(connection, range(1, 3))
    assert sites.memory(connection, HOST, 99).containers == ()
    teach(connection, range(3, 4))
    assert sites.memory(connection, HOST, 99).containers == (PATH,)


def test_places_that_hold_few_of_the_articles_are_not_known(connection: sqlite3.Connection) -> None:
    for number in range(1, 9):
        teach(connection, range(number, number + 1), path=f"div.a{number % 3}")
    assert sites.memory(connection, HOST, 99).containers == ()


def test_another_host_knows_nothing(connection: sqlite3.Connection) -> None:
    teach(connection, range(1, 9), FOOTER)
    assert sites.memory(connection, "shore.example", 99) == SiteMemory()


def test_a_site_is_bounded_and_keeps_what_it_is_for(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites, "TEXTS", 10)
    teach(connection, range(1, 40), FOOTER, "bbbbbbbbbbbb")
    assert connection.execute("SELECT count(*) FROM site_text").fetchone()[0] <= 10
    assert sites.memory(connection, HOST, 99).repeated == {FOOTER, "bbbbbbbbbbbb"}


def test_the_sites_that_taught_nothing_for_longest_go(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites, "SITES", 2)
    for number in range(5):
        sites.learn(connection, f"s{number}.example", number, SiteFacts((FOOTER,)), now=number)
    assert {site.host for site in sites.sites(connection)} >= {"s3.example", "s4.example"}
    assert connection.execute("SELECT count(*) FROM site_page").fetchone()[0] <= 3


def test_a_site_is_forgotten_and_learns_anew(connection: sqlite3.Connection) -> None:
    teach(connection, range(1, 9), FOOTER)
    assert sites.forget_site(connection, HOST)
    assert sites.site(connection, HOST) is None
    assert not sites.forget_site(connection, HOST)
    teach(connection, range(1, 4), FOOTER)
    assert sites.memory(connection, HOST, 99).repeated == {FOOTER}


def test_a_forgotten_article_leaves_no_fingerprint_of_its_own(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "Fog over the quay.")
    sites.learn(connection, HOST, article_id, SiteFacts((FOOTER, "cccccccccccc")), now=1)
    sites.learn(connection, HOST, 2, SiteFacts((FOOTER,)), now=2)
    parts.keep_parts(
        connection, _shown(connection, article_id), [PagePart("next", "https://x.example/2", "x")]
    )
    forgetting.forget(connection, Scope("article", article_id, "x", (article_id,)), lambda *_: ())
    assert connection.execute("SELECT text FROM site_text").fetchall() == [(int(FOOTER, 16),)]
    assert connection.execute("SELECT count(*) FROM page_part").fetchone() == (0,)


def _shown(connection: sqlite3.Connection, article_id: int) -> int:
    found = articles.article(connection, article_id)
    assert found is not None
    return found.revision_id


def test_parts_come_back_as_they_were_kept(connection: sqlite3.Connection) -> None:
    kept = [
        PagePart("next", "https://x.example/2", "<p>Fog\ud800"),
        PagePart("copy", "https://x.example/j", "{}"),
    ]
    assert parts.keep_parts(connection, 7, kept)
    assert parts.parts_of(connection, 7) == kept
    assert not parts.keep_parts(connection, 7, kept)


def test_a_text_of_another_reader_is_outdated_until_it_is_stamped(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    ids = [ready(number, "Fog over the quay.") for number in range(3)]
    assert rereading.outdated(connection, "other", 9) == sorted(ids, reverse=True)
    assert rereading.count_outdated(connection, "other") == 3
    for article_id in ids:
        rereading.stamp(connection, _shown(connection, article_id), "other")
    assert rereading.outdated(connection, "other", 9) == []


def test_other_parts_make_a_text_outdated(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "Fog over the quay.")
    revision_id = _shown(connection, article_id)
    version = articles.reader_version(connection, revision_id)
    parts.keep_parts(connection, revision_id, [PagePart("next", "https://x.example/2", "x")])
    assert rereading.outdated(connection, version, 9) == [article_id]


def test_looking_for_outdated_texts_walks_an_index(connection: sqlite3.Connection) -> None:
    sql = f"EXPLAIN QUERY PLAN SELECT count(*) {rereading._STALE}"
    plan = [row[3] for row in connection.execute(sql, ("2",))]
    assert not [step for step in plan if step.startswith("SCAN")]
