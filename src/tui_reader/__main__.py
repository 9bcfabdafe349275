"""`python -m tui_reader` and the `tui-reader` command."""

from __future__ import annotations


def run() -> None:
    """Run the command line."""
    from tui_reader.cli import main

    main()


if __name__ == "__main__":
    run()
