"""The version of what the readers of this room make, known without loading any of them."""

from __future__ import annotations

VERSION = "8"
"""Goes up when the same source gives another Document."""
