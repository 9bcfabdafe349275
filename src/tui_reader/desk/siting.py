"""What is known of the sites of articles: what their pages taught, and what the reader said about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tui_reader.desk.printing import Printed, iso
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import ReadingError, StoreMissingError
from tui_reader.model.addresses import host_of
from tui_reader.model.site import SEEN, SiteMemory, SiteRule, rule_for
from tui_reader.store import articles, sites
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library
from tui_reader.store.sites import Site

SAMPLES = 5
"""Pages that are looked through for the words of what a site repeats."""
WORDS = 200
"""Characters of them that are shown."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one site: what was learnt, the rule of feeds.toml, what its pages repeat."""

    site: Site
    rule: SiteRule
    repeated: tuple[str, ...] = ()


def memory_for(conn: Connection, rules: Sequence[SiteRule], url: str, article_id: int) -> SiteMemory:
    """What the reading of an article is told: what other pages taught, the reader's rule before all."""
    from tui_reader.reading.sites import fingerprint

    host = host_of(url)
    rule = rule_for(rules, host)
    known = sites.memory(conn, host, article_id, url) if rule.learn else SiteMemory()
    said = {print_ for line in rule.without if (print_ := fingerprint(line))}
    container = (rule.container,) if rule.container else known.containers
    return replace(known, repeated=known.repeated | said, containers=container)


def known(library: Library, rules: Sequence[SiteRule], name: str) -> Known:
    """What is known of a host or an address, with the words that its pages repeat. Takes a second or so.

    Raises StoreMissingError when nothing is.
    """
    host = host_of(name if "://" in name else f"https://{name}")
    rule = rule_for(rules, host)
    site = library.read(sites.site, host)
    if site is None and rule == SiteRule(host):
        raise StoreMissingError(f"nothing is known of {host or name}", subject=name)
    return Known(site or Site(host, 0, 0), rule, tuple(_samples(library, host)) if site else ())


def _samples(library: Library, host: str) -> Iterator[str]:
    """The texts that count as the site's, as its newest pages have them."""
    repeated = library.read(sites.memory, host, 0).repeated
    seen: Counter[str] = Counter()
    workshop = Workshop()
    try:
        for article_id in library.read(sites.pages_of, host, SAMPLES) if repeated else ():
            article = library.read(articles.article, article_id)
            if article is None:
                continue
            source = library.read(articles.source, article.revision_id)
            for mark, text in workshop.run_now(paragraphs, source):
                if mark in repeated and not seen[mark]:
                    seen[mark] += 1
                    yield text[:WORDS]
    except ReadingError:
        return
    finally:
        workshop.close()


def paragraphs(source: str) -> list[tuple[str, str]]:
    """In the killable process: fingerprint and text of each block of a page."""
    from tui_reader.reading.dom import read_html
    from tui_reader.reading.sites import fingerprint

    document = read_html(source)
    texts = (document.of(block) for block in document.blocks)
    return [(fingerprint(text), " ".join(text.split())) for text in texts]


def listed(library: Library, rules: Sequence[SiteRule], limit: int) -> Iterator[Printed]:
    """The sites that taught something or have a rule, those with most pages first."""
    found = {site.host: site for site in library.read(sites.sites, limit)}
    for rule in rules:
        found.setdefault(rule.host, Site(rule.host, 0, 0))
    for site in list(found.values())[:limit]:
        rule = rule_for(rules, site.host)
        data = _data(site, rule)
        marks = [f"{site.pages:,} page{'s' * (site.pages != 1)}", f"{site.repeated:,} repeated texts"]
        marks += [site.container] if site.container else []
        marks += ["a rule of yours"] if rule != SiteRule(site.host) else []
        yield Printed(data, f"{site.host}: {' · '.join(marks)}")


def printed(found: Known) -> Printed:
    """What is known of one site, as a table of feeds.toml that would say the same."""
    data = _data(found.site, found.rule) | {"repeated": list(found.repeated)}
    return Printed(data, "\n".join(lines(found)))


def lines(found: Known) -> list[str]:
    """The same in lines."""
    site, rule = found.site, found.rule
    out = [f"{site.host}: {site.pages:,} of its pages were read."]
    if site.container:
        out.append(f"Most of its articles stand in {site.container}")
    elif site.pages:
        out.append(f"Where its articles stand is not sure yet; it takes {SEEN} pages of one build.")
    if found.repeated:
        out.append("These texts stand on several pages, and are no part of an article:")
        out += [f"– {text}" for text in found.repeated]
    if rule != SiteRule(site.host):
        out += ["", "feeds.toml says:", *_table(rule)]
    elif site.pages:
        draft = replace(rule, container=site.container, without=found.repeated[:5])
        out += ["", "To hold on to it, or to change it, write into feeds.toml:", *_table(draft)]
    return out


def _table(rule: SiteRule) -> list[str]:
    """A [[site]] table with the keys that say something."""
    import json

    plain = SiteRule(rule.host)
    out = ["[[site]]", f"host = {json.dumps(rule.host)}"]
    if rule.container:
        out.append(f"container = {json.dumps(rule.container)}")
    if rule.without:
        out.append(f"without = {json.dumps(list(rule.without), ensure_ascii=False)}")
    for name in ("pages", "copy", "learn", "gap"):
        value = getattr(rule, name)
        if value != getattr(plain, name):
            out.append(f"{name} = {json.dumps(value)}")
    return out


def forget(conn: Connection, name: str) -> str:
    """Forget what the pages of a host taught; its name. Raises StoreMissingError when that is nothing."""
    host = host_of(name if "://" in name else f"https://{name}")
    if not sites.forget_site(conn, host):
        raise StoreMissingError(f"nothing was learnt of {host or name}", subject=name)
    return host


def _data(site: Site, rule: SiteRule) -> dict[str, object]:
    return {
        "host": site.host,
        "pages": site.pages,
        "repeated_texts": site.repeated,
        "container": site.container or None,
        "changed": iso(site.changed_at) if site.changed_at else None,
        "rule": None
        if rule == SiteRule(site.host)
        else {
            "host": rule.host,
            "container": rule.container,
            "without": list(rule.without),
            "pages": rule.pages,
            "copy": rule.copy,
            "learn": rule.learn,
            "gap": rule.gap,
        },
    }
