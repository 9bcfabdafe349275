"""[[site]] tables: what a reader says about the pages of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui_reader.config.checking import Check, shown
from tui_reader.config.tables import Site
from tui_reader.model.addresses import host_of
from tui_reader.model.site import SiteRule
from tui_reader.model.text import clean_line

MOST_PAGES = 10
LONGEST_GAP = 60
_HOST = re.compile(r"[\w.-]{1,253}/?")
_PATH = re.compile(r"[\w.#>-]{1,1000}")


def rules(check: Check, each: Iterable[tuple[int, object]]) -> Iterator[SiteRule]:
    """The site rules that hold; problems go to `check`."""
    seen: set[str] = set()
    for index, value in each:
        table = check.table(Site, value, "site", index)
        if table is None:
            continue
        bare = table.host.strip().rpartition("://")[2]
        host = host_of(f"https://{bare}") if _HOST.fullmatch(bare) else ""
        container = re.sub(r"\s*>\s*", ">", table.container.strip())
        if not host:
            check.problem(
                "site", index, "host", f"expected a host such as example.org, got {shown(table.host)}"
            )
        elif host in seen:
            check.problem("site", index, "host", f"{host} is named twice")
        elif not 1 <= table.pages <= MOST_PAGES:
            check.problem("site", index, "pages", f"expected 1 to {MOST_PAGES}, got {table.pages}")
        elif not 0 <= table.gap <= LONGEST_GAP:
            check.problem("site", index, "gap", f"expected 0 to {LONGEST_GAP}, got {table.gap}")
        elif container and not _PATH.fullmatch(container):
            check.problem("site", index, "container", "expected a path such as main>article.story")
        else:
            seen.add(host)
            without = tuple(filter(None, (clean_line(line, 2_000) for line in table.without)))
            yield SiteRule(host, container, without, table.pages, table.copy, table.learn, table.gap)
