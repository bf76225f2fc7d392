"""The entry point: answers ``--version`` at once, and leaves the rest to the command line."""

from __future__ import annotations

import sys

from landsmith import __version__


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"landsmith {__version__}\n")
        return
    from landsmith.cli.main import run

    run()


if __name__ == "__main__":
    main()
