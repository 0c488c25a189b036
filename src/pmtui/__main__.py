"""Run the program: ``pmtui``, or ``python -m pmtui``."""

import sys

from pmtui import __version__


def main() -> int:
    """Answer ``--version`` at once, before anything is imported; all else is read by the command line."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        sys.stdout.write(f"pmtui {__version__}\n")
        return 0
    from pmtui.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
