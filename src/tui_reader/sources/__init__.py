"""The doors in: the web and local files -> bytes, feeds and entries."""
