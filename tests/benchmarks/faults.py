"""What must hold whatever happens to the connection, the disk, the process and the input, counted.

python tests/benchmarks/faults.py [NAME…] [--quick]

Each figure has a control: the same harness on something careless, which must show losses. Exit status 1 where a
bar is missed; what cannot be measured on this machine says why.
"""

import argparse
import importlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.figure import Cannot, Figure, lines

# Those that take longest in a hurry go first.
NAMES = ("hostile", "kills", "disk", "ssh", "disconnects", "noise", "odd", "sessions", "stale", "migrations")
SIDE_BY_SIDE = 3  # of the figures in a hurry


def measured(name: str, quick: bool) -> tuple[str, list[str]]:
    """The table of the figures of that name, and those whose bar is missed."""
    found: list[Figure] = []
    began = time.monotonic()
    try:
        found += importlib.import_module(f"tests.faults.{name}").figures(quick)
        table = [*lines(found), f"    {name}: {time.monotonic() - began:.0f} s"]
    except Cannot as why:
        table = [*lines(found), f"{name}: not measured here. {why}"]
    return "\n".join(table), [one.name for one in found if not one.met]


def main() -> int:
    """The exit status: 0, 1 where a bar is missed."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("name", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    reader.add_argument("--quick", action="store_true", help="smaller counts, all within 50 seconds")
    options = reader.parse_args()
    print(f"{'figure':72} {'count':>7} {'measured':>8} {'bar':>5}  met")
    missed: list[str] = []
    with ThreadPoolExecutor(SIDE_BY_SIDE if options.quick else 1) as pool:
        for table, names in pool.map(partial(measured, quick=options.quick), options.name or NAMES):
            print(table, flush=True)
            missed += names
    if missed:
        print(f"missed: {'; '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
