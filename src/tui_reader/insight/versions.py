"""The version of what analysis finds, known without loading any of it."""

from __future__ import annotations

from tui_reader.insight import language

RULES = "15"
"""Version of the rules: raised whenever the same text may give another result."""


def version(model: str = "auto") -> str:
    """The version that `Analyser(model)` would have."""
    return version_with(language.version(model), by_rules=model == "none")


def version_with(model: str, *, by_rules: bool) -> str:
    """The version with a model's version, empty for none."""
    return "+".join([f"rules-{RULES}", *([model] if model else []), *([] if by_rules else language.namers())])
