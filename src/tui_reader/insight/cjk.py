"""Quotations in Japanese and Chinese: brackets or marks with who says it, told by a few verbs and particles.

Words are not parted by blanks there, so none of the rules that count words apply.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_reader.insight.drafts import Draft
from tui_reader.insight.marks import Stretch
from tui_reader.model.document import Span

LANGUAGES = frozenset({"ja", "zh"})

_LEAST = 6
"""Characters of an utterance; shorter ones are titles and single words."""
_NAME = r"[^。、，；：！？「」『』“”\s]{1,24}?"
_JAPANESE_BEHIND = re.compile(
    r"(?:など)?と(?P<cue>述べ|語[っり]|話[しす]|言[っい]|説明|指摘|強調|発表|主張|批判|コメント|訴え|明らか|答え|話した)"
)
_JAPANESE_SUBJECT = re.compile(rf"(?:^|[。」』\n]|、)(?P<who>{_NAME})(?:は|が)(?:[^。「」『』]{{0,60}})$")
_SAYS = r"(?:说道|说|表示|称|指出|强调|认为|写道|告诉[^，：。]{0,12}|說|稱|強調|認為|寫道)"
_CHINESE_BEFORE = re.compile(rf"(?:^|[。！？”」\n])(?P<who>{_NAME})(?P<cue>{_SAYS})[：:，,]?\s*$")
_CHINESE_BEHIND = re.compile(rf"[，,]?(?P<who>{_NAME})(?P<cue>{_SAYS})[。，,]")
_NEAR = 120


def cjk_drafts(text: str, paragraphs: Sequence[Span], stretches: Sequence[Stretch], lang: str) -> list[Draft]:
    """The marked utterances of a text that somebody is said to speak."""
    read = _japanese if lang == "ja" else _chinese
    found = []
    for index, stretch in enumerate(stretches):
        if stretch.inner.end - stretch.inner.start >= _LEAST:
            draft = read(text, paragraphs[stretch.paragraph], stretch, index)
            if draft is not None:
                found.append(draft)
    return found


def _japanese(text: str, paragraph: Span, stretch: Stretch, index: int) -> Draft | None:
    """「…」と述べた, with the topic or subject before the bracket."""
    behind = _JAPANESE_BEHIND.match(text, stretch.end, paragraph.end)
    if behind is None:
        return None
    start = max(paragraph.start, stretch.start - _NEAR)
    subject = _JAPANESE_SUBJECT.search(text[start : stretch.start])
    who = Span(start + subject.start("who"), start + subject.end("who")) if subject else None
    return _draft(stretch, index, Span(*behind.span("cue")), who)


def _chinese(text: str, paragraph: Span, stretch: Stretch, index: int) -> Draft | None:
    """X说：“…” or “…”，X说。"""
    start = max(paragraph.start, stretch.start - _NEAR)
    before = _CHINESE_BEFORE.search(text[start : stretch.start])
    if before:
        who = Span(start + before.start("who"), start + before.end("who"))
        return _draft(stretch, index, Span(start + before.start("cue"), start + before.end("cue")), who)
    behind = _CHINESE_BEHIND.match(text, stretch.end, paragraph.end)
    if behind is None:
        return None
    return _draft(stretch, index, Span(*behind.span("cue")), Span(*behind.span("who")))


def _draft(stretch: Stretch, index: int, cue: Span, who: Span | None) -> Draft:
    spans = (Span(stretch.start, stretch.end),)
    return Draft(spans, stretch.paragraph, 85, "surface", cue, who, who, held=(index,))
