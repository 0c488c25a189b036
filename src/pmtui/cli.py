"""The command line: arguments first, heavy imports only in the branch that needs them."""

import argparse
import sys
from collections.abc import Sequence

from pmtui import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="pmtui", description=__doc__)
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    parser.parse_args(argv)
    sys.stderr.write("pmtui: there is no screen yet\n")
    return 1
