"""What somebody posts on a network, where it stands without marks behind a colon: "Ann Lee tweeted: …".

English only; a post is its line or the next paragraph, never more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tui_reader.insight.drafts import Draft, Lead, touches
from tui_reader.insight.loose import Sheet
from tui_reader.insight.scare import word_count
from tui_reader.model.document import Span

_NETWORK = (
    r"(?:Twitter|X|Facebook|Instagram|Threads|Bluesky|Mastodon|LinkedIn|Telegram|Weibo|Truth\sSocial|TikTok)"
)
_POSTS = re.compile(
    rf"(?:tweet(?:s|ed|ing)?|retweet(?:s|ed)|post(?:s|ed|ing)\s(?:on|to)\s{_NETWORK}"
    rf"|(?:said|says|wrote|writes|writing|responded|replied|added|adds)\s(?:[\w']+\s){{0,3}}?(?:on|via)\s{_NETWORK})"
    r"(?:\s[^:.!?\n]{1,60})?:\s*"
)
"""A verb of posting up to its colon."""
_LONGEST, _SHORTEST = 120, 3
"""Words of a post."""
_ADDRESS = re.compile(r"\s*(?:pic\.\S+|https?://\S+|[—–-]\s.{3,80}\(@\w+\).*)\s*$", re.DOTALL)
"""Addresses and the credit at the end of an embedded post."""
RATE = 80
"""Per cent that such a line is a post."""


def post_drafts(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each post; where a draft of a part of it stands in `drafts`, the post is meant."""
    return list(_found(sheet, drafts))


def _found(sheet: Sheet, drafts: Sequence[Draft]) -> Iterator[Draft]:
    marked = {stretch.paragraph for stretch in sheet.stretches}
    taken = sorted(span for draft in drafts if draft.held for span in draft.spans)
    for number, paragraph in enumerate(sheet.paragraphs):
        match = next(_POSTS.finditer(sheet.text, paragraph.start, paragraph.end), None)
        lead = _lead(sheet, paragraph, match) if match and number not in marked else None
        if match is None or lead is None:
            continue
        post, where = Span(match.end(), paragraph.end), number
        if not sheet.text[match.end() : paragraph.end].strip():
            where = number + 1
            if where == len(sheet.paragraphs) or where in marked:
                continue
            post = sheet.paragraphs[where]
        size = _ADDRESS.sub("", sheet.text[post.start : post.end]).rstrip()
        span = Span(post.start, post.start + len(size))
        if _SHORTEST <= word_count(size) <= _LONGEST and not touches(taken, span):
            yield Draft((span,), where, RATE, "post", cue=lead.cue, source=lead.source, head=lead.head)


def _lead(sheet: Sheet, paragraph: Span, match: re.Match[str]) -> Lead | None:
    """The subject of the verb of posting, else the last one before it in its sentence."""
    low, high = (bisect_left(sheet.leads, at, key=_at) for at in (paragraph.start, match.end()))
    own = sheet.leads[low:high]
    exact = next((lead for lead in own if lead.cue.start >= match.start()), None)
    return exact or next((lead for lead in reversed(own) if lead.main), None)


def _at(lead: Lead) -> int:
    return lead.cue.start
