"""The extractor library, loaded without the sockets of the network half that comes with it."""

from __future__ import annotations

from tui_reader.model.loading import without_sockets

with without_sockets():
    import trafilatura

__all__ = ["trafilatura"]
