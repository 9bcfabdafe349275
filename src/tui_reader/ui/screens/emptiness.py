"""What stands where nothing is to be shown: why, and what to do. Words alone; it looks nothing up."""

from __future__ import annotations

from tui_reader.desk.newsdesk import Opened

WELCOME = (
    "Who said what about whom\n"
    "a adds a feed, or the one of a page.\n"
    ":edit opens the configuration, where files and searches are named, too.\n"
    "? shows all keys.\n"
    "Nothing is fetched before you ask for it."
)
NOTHING = "Nothing here yet\nChoose an article and it is shown here."
"""The reader without an article: a headline and what to do."""


def sides(opened: Opened | None) -> tuple[str, str]:
    """Why there are no quotes and no names of an article, or of none."""
    if opened is None:
        return "Who said what in the open article.", "People, organisations and places in it."
    if opened.document is None:
        return "The text is being prepared.", "The text is being prepared."
    if not opened.analysed:
        return "Looking for quotes …", "Looking for names …"
    return "Nobody is quoted here.", "No names found here."
