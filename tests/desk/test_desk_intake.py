"""A feed's body on its way to the rows of the library, and bodies that mean harm."""

from __future__ import annotations

import gzip

import pytest

from tui_reader.desk.intake import Brought, take_in
from tui_reader.errors import FeedParseError, FetchError
from tui_reader.sources.bodies import checksum
from tui_reader.store.codec import unpack_source

RSS = b"<rss version='2.0'><channel><title>Harbour</title><ttl>90</ttl>%b</channel></rss>"
ITEM = b"<item><guid>1</guid><title>Fog &amp;amp; tide</title><description>&lt;p&gt;Text</description></item>"
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>'
    b'<content type="xhtml">%b</content></entry></feed>'
)
XHTML = b'<div xmlns="http://www.w3.org/1999/xhtml">'
MANY = 60_000


def took(body: bytes, packed: str | None = None, known: str = "") -> Brought:
    return take_in(
        body, packed=packed, url="https://quay.example/f", host="quay.example", content_type="", known=known
    )


@pytest.mark.parametrize("packed", [None, "", "gzip"])
def test_a_body_comes_out_as_rows_however_it_was_packed(packed: str | None) -> None:
    body = RSS % ITEM
    brought = took(gzip.compress(body) if packed == "gzip" else body, packed)
    (entry,) = brought.entries
    assert (brought.title, brought.size, brought.body_hash) == ("Harbour", len(body), checksum(body))
    assert brought.pace is not None
    assert brought.pace.pause == 5400
    assert (entry.guid, entry.title) == ("1", "Fog & tide")
    assert unpack_source(entry.codec, entry.blob) == "<p>Text"


def test_the_body_that_is_known_is_not_read_again() -> None:
    body = RSS % ITEM
    brought = took(gzip.compress(body), "gzip", known=checksum(body))
    assert (brought.changed, brought.entries, brought.body_hash) == (False, (), checksum(body))


def test_a_damaged_body_is_told() -> None:
    with pytest.raises(FetchError, match=r"^quay\.example broke off"):
        took(gzip.compress(RSS % ITEM)[:-9], "gzip")


@pytest.mark.parametrize(
    "body",
    [ATOM % (XHTML + b"<b>" * MANY + b"</b>" * MANY + b"</div>"), b"<a>" * MANY + b"</a>" * MANY],
    ids=["markup", "elements"],
)
def test_nesting_without_end_is_refused(body: bytes) -> None:
    with pytest.raises(FeedParseError, match="deeper than 512"):
        took(body)


@pytest.mark.parametrize(
    "inner",
    [
        b"<item " + b" ".join(b"a%d=''" % n for n in range(MANY)) + b"/>",
        b"<item><guid>1</guid>" + b"<category>x</category>" * MANY + b"</item>",
        b"<item><guid>1</guid>" + b"".join(b"<category>%d</category>" % n for n in range(MANY)) + b"</item>",
        b"<item><guid>1</guid>" + b"<author>A B</author>" * MANY + b"</item>",
        b"<item><guid>1</guid></item>" * MANY,
    ],
    ids=["attributes", "one tag", "tags", "authors", "one id"],
)
def test_too_much_of_anything_is_one_short_entry(inner: bytes) -> None:
    (entry,) = took(RSS % inner).entries
    assert len(entry.tags) + len(entry.authors) < 5_000


def test_entities_that_unfold_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert took(bomb + RSS % b"<item><title>&b;</title></item>").entries[0].title == "&b;"


def test_a_body_that_differs_in_one_letter_is_another() -> None:
    body = RSS % ITEM
    assert took(body.replace(b"Fog", b"Fig"), known=checksum(body)).changed
