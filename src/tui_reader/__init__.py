"""tui-reader: a terminal news reader that tells you who said what about whom."""

__version__ = "0.1.0"
