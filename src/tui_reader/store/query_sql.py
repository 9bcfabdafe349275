"""A query's tree -> SQL conditions over the status `s` of an article, each answered by one index.

A leaf is a test of one article (`condition`), or a list of articles that holds all it selects (`cover`), from
which a search may start. Texts that belong together become one expression of the full-text index.
"""

# ruff: noqa: S608 - the statements are made of constants of this module

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tui_reader.model import query_dates
from tui_reader.model.query_fields import UNNAMED
from tui_reader.model.query_tree import And, Field, Node, Not, Or, Pattern, Text, leaves
from tui_reader.store import query_names
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.query_names import LAST
from tui_reader.store.query_parts import NOTHING, Part, all_of, among, any_of, measure, measured

SALIENT = 0.5
"""An entity at least so salient is what its article is about."""


SHORT = 2_000
"""A list of so many articles is made in about a millisecond."""
_DISMISSED = Field("is", "dismissed")
_LISTED = frozenset({"said", "about", "entity", "author"})


class Cover(NamedTuple):
    """A SELECT of article ids, as `id`; `unique` when it gives each once, in the order of an index."""

    sql: str
    values: tuple[str | int, ...]
    unique: bool = False
    weak: bool = False
    """Whether it is worth it only when it is short."""


_UNNAMED = "q.speaker_class IN ('unnamed', 'unknown')"
_STATES = {
    "unread": "s.read = 0",
    "read": "s.read = 1",
    "starred": "s.starred = 1",
    "dismissed": "s.dismissed = 1",
    "noted": """(EXISTS (SELECT 1 FROM note n WHERE n.article_id = s.article_id)
        OR EXISTS (SELECT 1 FROM remark r WHERE r.article_id = s.article_id))""",
    "watched": """EXISTS (SELECT 1 FROM entity_mark k CROSS JOIN appearance p
        ON p.entity_id = k.entity_id AND p.article_id = s.article_id WHERE k.mark = 'watched')""",
}


def text_match(node: Node) -> str | None:
    """The tree as one expression of the full-text index; None when it asks for more, or only for absence.

    No word can hold a quotation mark, so none ends its string.
    """
    match node:
        case Text(text, prefix):
            return _word(text, prefix=prefix)
        case Field("title", value, prefix):
            return f"title : {_word(value, prefix=prefix)}"
        case And(items) if items:
            wanted = [text_match(item) for item in items if not isinstance(item, Not)]
            unwanted = [text_match(item.item) for item in items if isinstance(item, Not)]
            if not wanted or None in wanted or None in unwanted:
                return None
            both = f"({' AND '.join(map(str, wanted))})"
            return f"({both} NOT ({' OR '.join(map(str, unwanted))}))" if unwanted else both
        case Or(items):
            either = [text_match(item) for item in items]
            return None if None in either else f"({' OR '.join(map(str, either))})"
        case _:
            return None


def part_text(items: Sequence[Node]) -> tuple[Node | None, list[Node]]:
    """Of conditions that hold together, all that the full-text index can answer at once, and the others."""
    wanted = [item for item in items if text_match(item) is not None]
    if not wanted:
        return None, list(items)
    unwanted = [item for item in items if isinstance(item, Not) and text_match(item.item) is not None]
    texts = [*wanted, *unwanted]
    return And(tuple(texts)), [item for item in items if item not in texts]


def branches(items: Sequence[Node]) -> list[list[Node]]:
    """Conditions that hold together as ways to articles, each of which some walk gives in the order of ids.

    Words or what else: the full-text index walks to the words. As one condition all articles that have an
    everyday word would be listed before the first is found.
    """
    items = [each for item in items for each in _opened(item)]
    mixed = next((item for item in items if _is_mixed(item)), None)
    if not isinstance(mixed, Or) or any(leaf == _DISMISSED for leaf, _ in leaves(mixed)):
        return [list(items)]
    wanted = tuple(item for item in mixed.items if text_match(item) is not None)
    unwanted = tuple(item.item for item in mixed.items if isinstance(item, Not) and _is_unwanted(item))
    others = tuple(item for item in mixed.items if item not in wanted and not _is_unwanted(item))
    rest = [item for item in items if item is not mixed]
    lacking: list[Node] = [Not(And(unwanted))] if unwanted else []
    # The one that takes articles out comes first. A field stays within its OR, apart from the others.
    return [[*rest, each] for each in (*lacking, *(Or(some) for some in (wanted, others) if some))]


def _opened(item: Node) -> list[Node]:
    """Neither of several is none of each, which may be asked of different indexes."""
    if text_match(item) is None and measure(item) is None and isinstance(item, Not):
        if isinstance(item.item, Not):
            return [Or((item.item.item,))]
        if isinstance(item.item, Or) and text_match(item.item) is None:
            return [each for one in item.item.items for each in _opened(Not(one))]
    return [item]


def _is_mixed(node: Node) -> bool:
    """Whether words, or their absence, are an alternative to what the full-text index cannot tell."""
    if not isinstance(node, Or) or text_match(node) is not None:
        return False
    return any(text_match(item) is not None or _is_unwanted(item) for item in node.items)


def _is_unwanted(node: Node) -> bool:
    return isinstance(node, Not) and text_match(node.item) is not None


def _word(text: str, *, prefix: bool) -> str:
    return f'"{text}"{"*" if prefix else ""}'


@dataclass(slots=True)
class Compiler:
    """Compiles for one library at one moment. With `probe` full texts are asked article by article, which is
    right when few articles are in question.
    """

    connection: sqlite3.Connection
    now: int
    probe: bool = False
    wide: bool = False
    """Whether every article is in question: then a short list is made once rather than asked each time."""
    _entities: dict[tuple[str, bool], tuple[int, ...]] = field(default_factory=dict)

    # Conditions.

    def conditions(self, items: Sequence[Node]) -> list[Part]:
        """What all of `items` ask of an article; who spoke and about whom are asked of the same quote."""
        said = [item for item in items if isinstance(item, Field) and item.name == "said"]
        about = [item for item in items if isinstance(item, Field) and item.name == "about"]
        paired = {*said, *about} if said and about else set()
        texts, others = part_text([item for item in items if item not in paired])
        measures = [part for item in others if (part := measure(item)) is not None]
        found = [self.condition(item) for item in others if measure(item) is None]
        if measures:
            found.append(measured(all_of(measures)))
        if texts is not None:
            found.append(self.text(texts))
        return found + ([self.quote(leaf, about) for leaf in said] if paired else [])

    def condition(self, node: Node) -> Part:
        """What a tree asks of one article."""
        if text_match(node) is not None:
            return self.text(node)
        if (asked := measure(node)) is not None:
            return measured(asked)
        match node:
            case Not(item):
                inner = self.condition(item)
                return Part(f"NOT ({inner.sql})", inner.values)
            case And(items):
                return all_of(self.conditions(items))
            case Or(items):
                return any_of([self.condition(item) for item in items])
            case Field():
                return self.field(node)
            case Text() | Pattern():  # pragma: no cover - a text is one expression, a pattern no SQL
                return NOTHING

    def text(self, node: Node) -> Part:
        """The words of a tree that is all text."""
        return self.indexed("article_text", text_match(node) or "")

    def indexed(self, table: str, expression: str) -> Part:
        """A match of one of the full-text indexes over articles."""
        if self.probe:
            return Part(
                f"EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = s.article_id)",
                (expression,),
            )
        return Part(f"s.article_id IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (expression,))

    def field(self, leaf: Field) -> Part:
        """What one field asks of an article."""
        cover = self.cover(leaf) if self.wide and leaf.name in _LISTED else None
        if cover is not None and self.is_short(cover):
            return Part(f"s.article_id IN (SELECT id FROM ({cover.sql}))", cover.values)
        value = leaf.value
        match leaf.name:
            case "feed":
                return among("s.feed_id", query_names.feeds_named(self.connection, value))
            case "folder":
                ids = query_names.feeds_in(self.connection, value, prefix=leaf.prefix)
                return among("s.feed_id", ids)
            case "tag":
                return self.tag(leaf)
            case "author":
                return self.indexed("article_facts", f"authors : {_word(value, prefix=leaf.prefix)}")
            case "after" | "before":
                order = ">=" if leaf.name == "after" else "<"
                moment = query_dates.moment(value, self.now)
                return Part(f"s.article_id {order} ?", (moment << ID_SHIFT,))
            case "is":
                return Part(_STATES[value])
            case _:
                return self.person(leaf)

    def tag(self, leaf: Field) -> Part:
        """The reader's tag, a tag of the source, or one that the publisher gave."""
        own = (
            Part("g.name >= ? AND g.name < ?", (leaf.value, leaf.value + LAST))
            if leaf.prefix
            else Part("g.name = ?", (leaf.value,))
        )
        return any_of(
            [
                Part(
                    f"EXISTS (SELECT 1 FROM tag g WHERE g.article_id = s.article_id AND {own.sql})",
                    own.values,
                ),
                among(
                    "s.feed_id",
                    query_names.feeds_tagged(self.connection, leaf.value, prefix=leaf.prefix),
                ),
                self.indexed("article_facts", f"tags : {_word(leaf.value, prefix=leaf.prefix)}"),
            ]
        )

    def person(self, leaf: Field) -> Part:
        """Who is mentioned, who speaks, whom it is about."""
        ids = self.entities(leaf)
        here = among("p.entity_id", ids)
        mentioned = f"EXISTS (SELECT 1 FROM appearance p WHERE {here.sql} AND p.article_id = s.article_id"
        if leaf.name == "said":
            return self.quote(leaf, ())
        if not ids:
            return NOTHING
        if leaf.name == "entity":
            return Part(f"{mentioned})", here.values)
        spoken = among("b.entity_id", ids)
        quoted = f"EXISTS (SELECT 1 FROM quote_about b WHERE {spoken.sql} AND b.article_id = s.article_id)"
        salient = f"{mentioned} AND p.salience >= {SALIENT})"
        return Part(f"({salient} OR {quoted})", (*here.values, *spoken.values))

    def quote(self, said: Field, about: Sequence[Field]) -> Part:
        """One quote of the article by a speaker that speaks of all of `about`."""
        if said.value == UNNAMED or about:
            asked = self.of_quote([said, *about])
            return Part(
                f"EXISTS (SELECT 1 FROM quote q WHERE q.article_id = s.article_id AND {asked.sql})",
                asked.values,
            )
        ids = among("q.entity_id", self.entities(said))
        known = f"""EXISTS (SELECT 1 FROM quote q
            WHERE {ids.sql} AND q.entity_id > 0 AND q.article_id = s.article_id)"""
        others = """EXISTS (SELECT 1 FROM quote q WHERE q.article_id = s.article_id
            AND q.id IN (SELECT rowid FROM quote_speaker WHERE quote_speaker MATCH ?))"""
        return any_of([Part(known, ids.values), Part(others, (_word(said.value, prefix=said.prefix),))])

    def of_quote(self, leaves: Sequence[Field]) -> Part:
        """What `said:` and `about:` ask of one quote `q`."""
        found: list[Part] = []
        for leaf in leaves:
            ids = self.entities(leaf)
            if leaf.name == "about":
                here = among("b.entity_id", ids)
                found.append(
                    Part(
                        f"""EXISTS (SELECT 1 FROM quote_about b WHERE {here.sql}
                        AND b.article_id = q.article_id AND b.quote_id = q.id)""",
                        here.values,
                    )
                )
            elif leaf.value == UNNAMED:
                found.append(Part(_UNNAMED))
            else:
                speaker = Part(
                    "q.id IN (SELECT rowid FROM quote_speaker WHERE quote_speaker MATCH ?)",
                    (_word(leaf.value, prefix=leaf.prefix),),
                )
                found.append(any_of([among("q.entity_id", ids), speaker]))
        return all_of(found)

    def entities(self, leaf: Field) -> tuple[int, ...]:
        """The entities a name may mean."""
        if leaf.value == UNNAMED and leaf.name == "said":
            return ()
        key = (leaf.value, leaf.prefix)
        if key not in self._entities:
            self._entities[key] = query_names.entities_named(self.connection, leaf.value, prefix=leaf.prefix)
        return self._entities[key]

    # Covers.

    def is_short(self, cover: Cover) -> bool:
        """Whether a list has at most so many articles as are soon made one."""
        sql = f"SELECT count(*) FROM ({cover.sql} LIMIT {SHORT + 1})"
        return not cover.weak and int(self.connection.execute(sql, cover.values).fetchone()[0]) <= SHORT

    def cover(self, node: Node) -> Cover | None:
        """Article ids among which are all that a tree selects; None when nothing narrows it."""
        if (expression := text_match(node)) is not None:
            return _listed("article_text", expression)
        match node:
            case And(items):
                return next((found for item in items if (found := self.cover(item)) is not None), None)
            case Or(items):
                each = [self.cover(item) for item in items]
                whole = [part for part in each if part is not None]
                return _union(*whole) if len(whole) == len(each) else None
            case Field("author", value, prefix):
                return _listed("article_facts", f"authors : {_word(value, prefix=prefix)}")
            case Field("is", "noted"):
                return Cover("SELECT article_id AS id FROM note UNION ALL SELECT article_id FROM remark", ())
            case Field("is", "watched"):
                sql = """SELECT p.article_id AS id FROM entity_mark k
                    CROSS JOIN appearance p ON p.entity_id = k.entity_id WHERE k.mark = 'watched'"""
                return Cover(sql, ())
            case Field("tag"):
                return self.tag_cover(node)
            case Field("lang", value):
                tagged = "lang > ? COLLATE NOCASE AND lang < ? COLLATE NOCASE"
                sql = f"""SELECT id FROM article WHERE lang = ? COLLATE NOCASE
                    UNION ALL SELECT id FROM article WHERE {tagged}"""
                return Cover(sql, (value, f"{value}-", f"{value}."), weak=True)
            case Not(Field("lang", value)):
                beside = "SELECT id FROM article WHERE lang {} ? COLLATE NOCASE"
                sql = f"{beside.format('<')} UNION ALL {beside.format('>')}"
                return Cover(sql, (value, value), weak=True)
            case Not(Field("is", "analysed")):
                sql = """SELECT id FROM article WHERE ready = 1 AND analysed = ''
                    UNION ALL SELECT id FROM article WHERE ready = 0"""
                return Cover(sql, (), weak=True)
            case Field("quotes", value) if (least := _least(value)) > 0:
                return Cover("SELECT id FROM article WHERE quotes > 0 AND quotes >= ?", (least,), weak=True)
            case Field("said" | "about" | "entity"):
                return self.person_cover(node)
            case _:
                return None

    def tag_cover(self, leaf: Field) -> Cover | None:
        """The tagged articles, unless whole sources are tagged."""
        if query_names.feeds_tagged(self.connection, leaf.value, prefix=leaf.prefix):
            return None
        upper = leaf.value + LAST if leaf.prefix else leaf.value
        own = f"SELECT article_id AS id FROM tag WHERE name >= ? AND name {'<' if leaf.prefix else '<='} ?"
        given = _listed("article_facts", f"tags : {_word(leaf.value, prefix=leaf.prefix)}")
        return _union(Cover(own, (leaf.value, upper)), given)

    def person_cover(self, leaf: Field) -> Cover:
        """The articles of an entity or a speaker."""
        ids = self.entities(leaf)
        here = Part(f"entity_id IN ({','.join('?' * len(ids))})", ids)
        appears = f"SELECT article_id AS id FROM appearance WHERE {here.sql}"
        if leaf.name == "entity":
            return Cover(appears, here.values, unique=len(ids) == 1)
        if leaf.name == "about":
            quoted = f"SELECT article_id AS id FROM quote_about WHERE {here.sql}"
            salient = f"{appears} AND salience >= {SALIENT}"
            return _union(Cover(salient, here.values), Cover(quoted, here.values))
        if leaf.value == UNNAMED:
            return Cover(f"SELECT q.article_id AS id FROM quote q WHERE {_UNNAMED}", (), weak=True)
        others = Cover(
            """SELECT q.article_id AS id FROM quote_speaker w CROSS JOIN quote q ON q.id = w.rowid
            WHERE w.quote_speaker MATCH ?""",
            (_word(leaf.value, prefix=leaf.prefix),),
        )
        known = f"SELECT article_id AS id FROM quote WHERE {here.sql} AND entity_id > 0"
        return _union(Cover(known, here.values), others) if ids else others


def _least(quotes: str) -> int:
    """The least number of quotes that "=3", ">3" or ">=3" allows."""
    number = int(quotes.lstrip("<>="))
    strictly = quotes.startswith(">") and "=" not in quotes
    return 0 if "<" in quotes else number + strictly


def _union(*covers: Cover) -> Cover:
    values = tuple(value for cover in covers for value in cover.values)
    return Cover(
        " UNION ALL ".join(cover.sql for cover in covers), values, weak=any(cover.weak for cover in covers)
    )


def _listed(table: str, expression: str) -> Cover:
    return Cover(f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?", (expression,), unique=True)
