"""What must hold whatever happens to the connection, the disk, the process and the input, counted.

python tests/benchmarks/faults.py [NAME…] [--quick]

Each figure has a control: the same harness on something careless, which must show losses. Exit status 1 where a
bar is missed; what cannot be measured on this machine says why.
"""

import argparse
import importlib
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.figure import Cannot, Figure, lines

NAMES = ("disconnects", "kills", "sessions", "stale", "hostile", "odd", "disk", "ssh", "noise", "migrations")


def measured(name: str, quick: bool) -> list[Figure]:
    """The figures of that name, printed as they come."""
    found = []
    began = time.monotonic()
    try:
        for figure in importlib.import_module(f"tests.faults.{name}").figures(quick):
            found.append(figure)
            print("\n".join(lines([figure])), flush=True)
    except Cannot as why:
        print(f"{name}: not measured here. {why}")
    print(f"    {name}: {time.monotonic() - began:.0f} s", flush=True)
    return found


def main() -> int:
    """The exit status: 0, 1 where a bar is missed."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("name", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    reader.add_argument("--quick", action="store_true", help="smaller counts, all within 50 seconds")
    options = reader.parse_args()
    print(f"{'figure':72} {'count':>7} {'measured':>8} {'bar':>5}  met")
    found = [figure for name in options.name or NAMES for figure in measured(name, options.quick)]
    missed = [one.name for one in found if not one.met]
    if missed:
        print(f"missed: {'; '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
