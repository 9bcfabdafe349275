"""feeds.toml -> Config: the only reader and writer of TOML. Finds all problems in one pass."""

from tui_reader.config.loading import load, parse
from tui_reader.config.settings import Config
from tui_reader.config.starter import STARTER, write_starter

__all__ = ["STARTER", "Config", "load", "parse", "write_starter"]
