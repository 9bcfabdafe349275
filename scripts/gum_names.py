"""Makes `tests/eval/gum/news.jsonl` from a folder of GUM's news documents (.conllu): text and names.

Usage: python scripts/gum_names.py FOLDER. A mention by name is the run of proper nouns around the head of a
person, an organisation or a place as GUM annotates it; mentions inside another one, pronouns and common nouns
are left out, as are all other layers. Mentions of one coreference chain have one number.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

OUT = Path(__file__).parent.parent / "tests" / "eval" / "gum" / "news.jsonl"
KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
LINKS = frozenset({"of", "the", "and", "&", "-", "for", "."})
"""Words that may stand between the proper nouns of one name."""
_BRACKET = re.compile(r"\((?P<opens>[^()]+)|(?P<closes>\d+)?\)")


class Token(NamedTuple):
    """One word: where it stands, its tag, itself."""

    start: int
    end: int
    tag: str
    word: str

    @property
    def proper(self) -> bool:
        """Whether it is a proper noun or part of one."""
        return self.tag.startswith("NNP")


class Named(NamedTuple):
    """An annotated mention: chain, kind, first and last token, number of its head among them or 0."""

    chain: str
    kind: str
    first: int
    last: int
    head: int


@dataclass(slots=True)
class Reading:
    """What has been read of a document."""

    text: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    opened: list[tuple[list[str], int]] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)


def read(path: Path) -> Reading:
    """The text with a blank line between paragraphs, its words and all its mentions."""
    found = Reading()
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# newpar") and found.text:
            found.text = found.text.rstrip() + "\n\n"
        elif line.startswith("# meta::"):
            key, _, value = line.removeprefix("# meta::").partition(" = ")
            found.meta[key] = value
        elif cells[0].isdigit():
            _word(found, cells)
    found.text = found.text.rstrip()
    return found


def _word(found: Reading, cells: Sequence[str]) -> None:
    start = len(found.text)
    found.text += cells[1]
    found.tokens.append(Token(start, len(found.text), cells[4], cells[1]))
    more = dict(pair.split("=", 1) for pair in cells[9].split("|") if "=" in pair)
    for bracket in _BRACKET.finditer(more.get("Entity", "")):
        if bracket["opens"]:
            found.opened.append((bracket["opens"].split("-"), len(found.tokens) - 1))
        else:
            _close(found, bracket["closes"])
    if "SpaceAfter=No" not in cells[9]:
        found.text += " "


def _close(found: Reading, chain: str | None) -> None:
    for place in range(len(found.opened) - 1, -1, -1):
        parts, first = found.opened[place]
        if chain is None or parts[0] == chain:
            del found.opened[place]
            heads = [int(number) for number in re.findall(r"\d+", parts[5])] if len(parts) > 5 else []
            found.named.append(
                Named(parts[0], parts[1], first, len(found.tokens) - 1, heads[0] if heads else 0)
            )
            return


def mentions(found: Reading) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, kind and chain of the outermost mentions by name, in order; one for each stretch."""
    spots: dict[tuple[int, int], tuple[str, int]] = {}
    for each in found.named:
        row = _name(found.tokens, each)
        if row is not None:
            spots.setdefault(row[:2], row[2:])
    last = -1
    for (start, end), (kind, chain) in sorted(spots.items(), key=lambda item: (item[0][0], -item[0][1])):
        if end > last:
            yield start, end, kind, chain
            last = end


def _name(tokens: Sequence[Token], each: Named) -> tuple[int, int, str, int] | None:
    head = each.first + each.head - 1 if each.head else each.last
    if each.kind not in KINDS or not each.first <= head <= each.last or not tokens[head].proper:
        return None
    first = last = head
    while first > each.first and _goes_on(tokens, first - 1, first - 2):
        first -= 1
    while last < each.last and _goes_on(tokens, last + 1, last + 2):
        last += 1
    while tokens[first].tag not in {"NNP", "NNPS"}:
        first += 1
    return tokens[first].start, tokens[last].end, KINDS[each.kind], int(each.chain)


def _goes_on(tokens: Sequence[Token], at: int, beyond: int) -> bool:
    linked = tokens[at].word in LINKS and 0 <= beyond < len(tokens) and tokens[beyond].proper
    return tokens[at].proper or linked


def document(path: Path) -> dict[str, Any]:
    """One line of the file."""
    found = read(path)
    return {
        "id": path.stem,
        "title": found.meta["title"],
        "source": found.meta["sourceURL"],
        "date": found.meta["dateCreated"],
        "text": found.text,
        "mentions": [list(row) for row in mentions(found)],
    }


def main() -> None:
    """Read the folder that is named."""
    rows = [document(path) for path in sorted(Path(sys.argv[1]).glob("GUM_news_*.conllu"))]
    OUT.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(f"{len(rows)} documents, {sum(len(row['mentions']) for row in rows)} mentions")


if __name__ == "__main__":
    main()
