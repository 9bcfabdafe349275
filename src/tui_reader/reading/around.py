"""The elements around the blocks of a page: how many words stand in each, and what its name says of them.

Names hint; none is believed of an element that holds much of the page, since sites call their frames anything
and forget to close their menus.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui_reader.model.document import Document
from tui_reader.model.words import count_words
from tui_reader.reading.tags import HEADINGS
from tui_reader.reading.tree import Element

Way = tuple[Element, ...]
"""The elements around a block, innermost first."""

_FRAMING = 0.6
"""The share of a page's words above which an element is its frame, whatever it is called."""
_FOREIGN = 0.35
"""The share of an article that an element with a foreign name may hold; one with more is misnamed."""
_FOREIGN_ALL = 0.7
"""The share of it that all such elements may hold together."""
_PLAIN = 0.1
_NESTING = 60
"""Elements around a block that are looked at."""
_HINT = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|alert|author-bio|banner|bio|breadcrumbs?|comments?|community|complementary"
    r"|consent|contentinfo|cookie|cta|dialog|disqus|extra|foot|footer|footnote|gdpr|header|hidden|legends"
    r"|masthead|media|menu|meta|modal|more-from|more-stories|nav|navbar|navigation|newsletter|outbrain|pager"
    r"|pagination|popup|promo|read-more|recommend\w*|related|remark|replies|rss|scroll|search|share|sharing"
    r"|shopping|sidebar|sidenav|sign-?up|social|sponsor\w*|subscribe|subscription|supplemental|taboola|tags"
    r"|toc|tool|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes and ids of what is seldom part of an article."""
_ALIEN = re.compile(
    r"cookie|consent|gdpr|onetrust|newsletter|subscri(?:be|ption)|sign-?up|disclaimer|disclosure|copyright"
    r"|call-?to-?action|related-?(?:posts?|articles?|stor|content|links|news|read|items|topics)"
    r"|recommend(?:ed|ations?)|about-?(?:the-)?author|author-?(?:bio|box|info|card|desc|about|block|detail|profile)"
    r"|saboxplugin|read-?next|also-?like|jp-relatedposts|sharedaddy|addtoany|shariff|comment-?(?:list|form|respond)"
    r"|post-?navigation|share-?(?:buttons?|bar|icons?|links|tools)|social-?(?:share|links|media|icons?|bar)"
    r"|(?:^|[\s_-])(?:cta|author|bio|legal|footer|sidebar|ads?|advert\w*|promo\w*|modal|popup|pop-up|overlay"
    r"|sponsored|related|tooltip|optin|disqus|comments|outbrain|taboola|breadcrumbs?|werbung|anzeige|autor"
    r"|autoren|auteurs?|autore|kommentare?|commentaires|comentarios|commenti|komentarze|reacties|impressum"
    r"|datenschutz|mehr-zum-thema|lire-aussi|leggi-anche|lees-ook|leia-tambem|leia-mais|lea-tambien|lee-tambien"
    r"|te-puede-interesar|relacionad[oa]s|noticias-relacionadas|articles?-lies|a-lire|sur-le-meme-sujet|correlat[ie]"
    r"|articoli-correlati|potrebbe-interessarti|gerelateerd|lees-meer|lees-verder|czytaj-(?:tez|takze|wiecej)"
    r"|zobacz-(?:tez|takze)|powiazane|reklama|publicidad|publicidade|pubblicita|publicite|advertentie|reklame|annons"
    r"|teilen|compartir|compartilhar|condividi|partager|delen|udostepnij|aehnliche-\w+|weitere-artikel"
    r"|das-koennte-sie-auch-interessieren|lesen-sie-auch|lesetipps?|abo-?(?:box|teaser|hinweis))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Those of what is none, whoever took it for one."""
_APART = frozenset({"nav", "footer", "aside", "form", "dialog"})
_FRAMES = frozenset({"body", "html", "main", "article"})


@dataclass(slots=True)
class Around:
    """Words below one element: chosen ones and all; and what its name says."""

    chosen: float = 0.0
    all: float = 0.0
    hint: bool = False
    apart: bool = False
    alien: bool = False


@dataclass(slots=True)
class Paths:
    """The elements around blocks, each known once."""

    around: dict[Element, Around] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)

    def home(self, total: float) -> Element | None:
        """The smallest element that holds four fifths of the chosen words."""
        homes = [(around.all, each) for each, around in self.around.items() if around.chosen >= 0.8 * total]
        return min(homes, key=lambda pair: pair[0])[1] if homes else None

    def shares(self, words: Sequence[float], flags: Sequence[float], level: int) -> Iterator[float]:
        """The chosen part of the words around each block, itself left out; near a half for few."""
        for way, size, flag in zip(self.ways, words, flags, strict=True):
            around = self.around[way[min(level, len(way) - 1)]]
            yield (around.chosen - size * flag + 2.5) / (around.all - size + 5)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of every block of a page before anything is decided."""

    paths: Paths
    words: list[float]
    linked: list[float]
    """The share of its characters that are links."""
    hints: list[float]
    """How many names around it hint that it is no part of an article, 3 at most."""
    apart: list[float]
    """Whether it stands in an element that is apart from articles by its tag."""

    def is_plain(self, index: int) -> bool:
        """Whether nothing speaks against a block: neither links nor what stands around it."""
        return self.linked[index] < _PLAIN and not self.hints[index] and not self.apart[index]


def ground_of(document: Document, elements: Sequence[object], chosen: Sequence[bool]) -> Ground:
    """The ground of a page whose blocks began in `elements`."""
    words = [float(count_words(document.of(block))) for block in document.blocks]
    paths = paths_of(elements, words, [float(kept) for kept in chosen])
    around = paths.around
    return Ground(
        paths,
        words,
        _linked(document),
        [float(min(sum(around[each].hint for each in way), 3)) for way in paths.ways],
        [float(any(around[each].apart for each in way)) for way in paths.ways],
    )


def paths_of(elements: Sequence[object], words: Sequence[float], flags: Sequence[float]) -> Paths:
    """The paths of blocks that begin in `elements`; `words` of each, and whether it is chosen (0 or 1)."""
    paths = Paths()
    known: dict[Element, Way] = {}
    judged: dict[str, tuple[bool, bool]] = {}
    for element in elements[: len(words)]:
        way = known.get(element)
        if way is None:
            way = known[element] = (element, *_ancestors(element))
            for each in way:
                if each not in paths.around:
                    paths.around[each] = _look(each, judged)
        paths.ways.append(way)
    for way, size, flag in zip(paths.ways, words, flags, strict=True):
        for each in way:
            around = paths.around[each]
            around.all += size
            around.chosen += size * flag
    total = sum(words)
    for around in paths.around.values():
        if around.all > _FRAMING * total:
            around.hint = around.apart = False
    return paths


def aliens(ground: Ground, kept: Sequence[bool]) -> set[Element]:
    """The elements whose names say that they are no part of the article whose blocks are `kept`."""
    paths, words = ground.paths, ground.words
    within: dict[Element, float] = defaultdict(float)
    total = 0.0
    for way, size, keep in zip(paths.ways, words, kept, strict=True):
        if keep:
            total += size
            for each in way:
                if paths.around[each].alien:
                    within[each] += size
    foreign = {
        each
        for each, around in paths.around.items()
        if around.alien and within.get(each, 0.0) <= _FOREIGN * total
    }
    rows = zip(paths.ways, words, kept, strict=True)
    lost = sum(size for way, size, keep in rows if keep and not foreign.isdisjoint(way))
    return foreign if lost <= _FOREIGN_ALL * total else set()


def container(ground: Ground, kept: Sequence[bool]) -> Element | None:
    """The smallest element that holds four fifths of the kept words."""
    within: dict[Element, float] = defaultdict(float)
    total = 0.0
    for way, keep, size in zip(ground.paths.ways, kept, ground.words, strict=True):
        if keep:
            total += size
            for each in way:
                within[each] += size
    holding = [each for each, size in within.items() if size >= 0.8 * total]
    return min(holding, key=lambda each: within[each], default=None)


def _ancestors(element: Element) -> list[Element]:
    found: list[Element] = []
    parent = element.getparent()
    while parent is not None and len(found) < _NESTING:
        found.append(parent)
        parent = parent.getparent()
    return found


def _look(element: Element, judged: dict[str, tuple[bool, bool]]) -> Around:
    """What an element's tag and name say; `judged` remembers names, since pages repeat them."""
    tag = element.tag
    name = _name(element) if tag not in _FRAMES else ""
    if name not in judged:
        judged[name] = bool(name and _HINT.search(name)), bool(name and _ALIEN.search(name))
    hint, alien = judged[name]
    return Around(hint=hint, apart=tag in _APART and not _is_source(element), alien=alien)


def _is_source(element: Element) -> bool:
    """Whether an element is the foot of a block quote, which says where the quote is from."""
    parent = element.getparent()
    return element.tag == "footer" and parent is not None and parent.tag == "blockquote"


def _name(element: Element) -> str:
    """What an element is called: its classes, id and role; the id of a heading only repeats its words."""
    attributes = element.attrib
    if not attributes:
        return ""
    keys = ("class", "role") if element.tag in HEADINGS else ("class", "id", "role")
    return " ".join(attributes.get(key, "")[:300] for key in keys)


def _linked(document: Document) -> list[float]:
    """Of each block, the share of its characters that are links."""
    covered = [0] * len(document.blocks)
    index = 0
    for link in document.links:
        while index < len(document.blocks) and document.blocks[index].end <= link.start:
            index += 1
        if index < len(document.blocks):
            covered[index] += max(min(link.end, document.blocks[index].end) - link.start, 0)
    return [covered[index] / max(block.end - block.start, 1) for index, block in enumerate(document.blocks)]
