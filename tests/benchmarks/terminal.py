"""How quick and how quiet pmtui is in a terminal, against the smallest Textual app on the same database.

python tests/benchmarks/terminal.py [--quick] [--plain] [NAME…]

Both run in pseudo-terminals of 120x40, in turn and several times. Prints medians and ratios, all of them or those
with one of the names in theirs ("cursor" "form"); exit status 1 where a bar is missed. Times of a machine that
others use are noisy: the ratios hold, since both programs meet the same.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sessions
from sessions import Samples
from workspaces import make_demo, make_large

OWN, OTHER, BIG, BIG_OTHER = "pmtui", "reference", "large", "tall reference"
Values = Sequence[float]


def p95(values: Values) -> float:
    """The value that one in twenty is above."""
    return sorted(values)[int(0.95 * (len(values) - 1) + 0.5)]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its bar: of one subject alone, or as the ratio to what another one has."""

    name: str
    figure: str
    bar: float
    to: str = OTHER  # "" where the figure is judged alone
    to_figure: str = ""
    of: str = OWN
    scale: float = 1000  # seconds as milliseconds
    take: Callable[[Values], float] = statistics.median


AT_REST = ("first paint", "start bytes", "memory", "idle bytes", "idle wake-ups", "idle cpu", "quit")
LISTS = ("projects", "needs", "outline", "queue", "map")
QUESTIONS = 10  # in the queue of the large program
FOLLOWED = ("needs", "outline", "map")  # lists with more about the row, which follows once the cursor rests
BARS = (
    Bar("start to reacting, CPU ms", "start cpu", 1.0),
    Bar("start to reacting, wall ms", "start wall", 1.0),
    Bar("first paint, ms", "first paint", 0.6),
    Bar("bytes of the first screen", "start bytes", 0.5, scale=1),
    Bar("memory at the overview, MB", "memory", 1.05, scale=1e-6),
    Bar("memory after all screens, MB", "memory visited", 1.3, to_figure="memory", scale=1e-6),
    *(Bar(f"cursor down, {one}: median ms", f"{one} wall", 0.7, to_figure="move wall") for one in LISTS),
    *(Bar(f"cursor down, {one}: p95 ms", f"{one} wall", 1.0, to_figure="move wall", take=p95) for one in LISTS),
    *(Bar(f"cursor down, {one}: CPU ms", f"{one} cpu", 0.7, to_figure="move cpu") for one in LISTS),
    *(Bar(f"cursor down, {one}: bytes", f"{one} bytes", 0.4, to_figure="move bytes", scale=1) for one in LISTS),
    *(Bar(f"cursor at rest, {one}: all about the row, ms", f"{one} told", 250, "") for one in FOLLOWED),
    Bar("a scrolled line, bytes", "scroll bytes", 0.15, of=BIG, to=BIG_OTHER, scale=1),
    Bar("opening the edit form, CPU ms", "form cpu", 1.0),
    Bar("opening the edit form, bytes", "form bytes", 0.25, scale=1),
    Bar("escape closes it, ms", "escape", 0.5),
    Bar("quit to prompt, ms", "quit", 0.2),
    Bar("idle: bytes", "idle bytes", 0, "", scale=1),
    Bar("idle: wake-ups a second", "idle wake-ups", 1, "", scale=1),
    Bar("idle: CPU %", "idle cpu", 0.05, "", scale=1),
    Bar("5,000 items: start, CPU ms", "start cpu", 1.6, OWN, of=BIG),
    Bar("5,000 items: start, wall ms", "start wall", 1.6, OWN, of=BIG),
    *(Bar(f"5,000 items: cursor down, {one}, ms", f"{one} wall", 1.2, OWN, of=BIG) for one in LISTS),
    Bar("edit to repainted, ms", "edit", 60, ""),
    Bar("5,000 items: edit to repainted, ms", "edit", 250, "", of=BIG),
    Bar("5,000 items: longest key meanwhile, ms", "key meanwhile", 100, "", of=BIG, take=max),
    Bar("pmtui --version to python -c pass, CPU ms", "version", 1.5, to_figure="pass"),
    Bar("pmtui status to import sqlmodel, CPU ms", "status", 1.3, to_figure="sqlmodel"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured."""

    rounds: int
    large: int  # rounds of the large database
    moves: int
    forms: int
    edits: int
    idle: float
    commands: int


FULL = Amount(rounds=5, large=3, moves=16, forms=4, edits=3, idle=10, commands=9)
QUICK = Amount(rounds=1, large=1, moves=4, forms=1, edits=1, idle=1, commands=1)


class Measuring:
    """The databases in a folder of their own, and what was measured so far."""

    def __init__(self, folder: Path, amount: Amount, bars: Sequence[Bar], *, plain: bool) -> None:
        self._home = folder
        self._amount = amount
        self._bars = bars
        demo, large = folder / "demo.db", folder / "large.db"
        day, large_day = make_demo(demo), make_large(large, questions=QUESTIONS)
        self._demo, self._day = demo, day.isoformat()
        self._own = sessions.product(demo, self._day, plain=plain)
        self._big = sessions.product(large, large_day.isoformat(), plain=plain)
        self._other = sessions.reference(demo)
        self._tall = sessions.reference(demo, sessions.REFERENCE_TALL)
        self.samples: dict[str, Samples] = {one: defaultdict(list) for one in (OWN, OTHER, BIG, BIG_OTHER)}

    def all(self) -> None:
        """Everything, the subjects in turn."""
        for subject in (self._own, self._other):  # compiled byte code and the disk's cache for both
            sessions.rest(subject, self._home)
        for turn in range(self._amount.rounds):
            if self._wants(OWN, *AT_REST):
                self._took(OWN, sessions.rest(self._own, self._home, 0 if turn else self._amount.idle))
                self._took(OTHER, sessions.rest(self._other, self._home))
            self._work(turn)
            self._work_in_reference()
            if turn < self._amount.large and self._wants(BIG):
                self._work_in_large(turn)
        if self._wants(BIG_OTHER):
            self._scroll_reference()
        for _ in range(self._amount.commands if self._wants(OWN, "version", "status") else 0):
            self._commands()

    def _wants(self, subject: str, *figures: str) -> bool:
        """Whether one of these figures of a subject is asked for, or any of them where none is named."""
        asked = [one for bar in self._bars for one in ((bar.of, bar.figure), (bar.to, bar.to_figure or bar.figure))]
        return any(of == subject and (not figures or figure in figures) for of, figure in asked)

    def _lists(self, subject: str) -> list[str]:
        return [
            one for one in LISTS if self._wants(subject, f"{one} wall", f"{one} cpu", f"{one} bytes", f"{one} told")
        ]

    def _took(self, subject: str, samples: Samples) -> None:
        for figure, values in samples.items():
            self.samples[subject][figure] += values

    def _work(self, turn: int) -> None:
        with self._own.running(self._home) as program:
            self._took(OWN, sessions.start(self._own, program))
            self._took(OWN, sessions.lists(program, self._amount.moves, self._lists(OWN), FOLLOWED))
            if self._wants(OWN, "form cpu", "form bytes", "escape"):
                self._took(OWN, sessions.form(program, self._amount.forms))
            if self._wants(OWN, "edit"):
                percents = [20 + (3 * turn + step) % 60 for step in range(self._amount.edits)]
                self._took(OWN, sessions.edit(program, 4, percents, keys=False))
            if self._wants(OWN, "memory visited"):
                self._took(OWN, sessions.visit(program))
            self._took(OWN, sessions.leave(program))

    def _work_in_reference(self) -> None:
        with self._other.running(self._home) as program:
            self._took(OTHER, sessions.start(self._other, program))
            self._took(OTHER, sessions.moves(program, sessions.DOWN, self._amount.moves, "move"))
            self._took(OTHER, sessions.form(program, self._amount.forms))
            self._took(OTHER, sessions.leave(program))

    def _work_in_large(self, turn: int) -> None:
        with self._big.running(self._home) as program:
            self._took(BIG, sessions.start(self._big, program))
            self._took(BIG, sessions.lists(program, self._amount.moves, self._lists(BIG)))
            if self._wants(BIG, "edit", "key meanwhile"):
                percents = [20 + (3 * turn + step) % 60 for step in range(self._amount.edits)]
                self._took(BIG, sessions.edit(program, 3, percents, keys=True))
            if self._wants(BIG, "scroll bytes"):
                self._took(BIG, sessions.scrolled(program, "j"))

    def _scroll_reference(self) -> None:
        with self._tall.running(self._home) as program:
            program.until_sent(*self._tall.complete)
            program.rest()
            self._took(BIG_OTHER, sessions.scrolled(program, sessions.DOWN))

    def _commands(self) -> None:
        own = [str(Path(sys.executable).with_name("pmtui"))]
        status = [*own, "--db", str(self._demo), "--today", self._day, "status"]
        self._took(OWN, {"version": [sessions.run_time([*own, "--version"])]})
        self._took(OTHER, {"pass": [sessions.run_time(sessions.python("pass"))]})
        self._took(OWN, {"status": [sessions.run_time(status)]})
        self._took(OTHER, {"sqlmodel": [sessions.run_time(sessions.python("import sqlmodel"))]})


def report(bars: Sequence[Bar], samples: dict[str, Samples]) -> list[str]:
    """Print the table; returns the names of the bars that are missed."""
    missed = []
    print(f"{'figure':<43} {'pmtui':>9} {'against':>9} {'ratio':>7} {'bar':>6}")
    for bar in bars:
        own = bar.take(samples[bar.of][bar.figure]) * bar.scale
        against = ratio = ""
        judged = own
        if bar.to:
            other = bar.take(samples[bar.to][bar.to_figure or bar.figure]) * bar.scale
            judged = own / other
            against, ratio = f"{other:.1f}", f"{judged:.2f}"
        met = judged <= bar.bar
        print(f"{bar.name:<43} {own:>9.2f} {against:>9} {ratio:>7} {bar.bar:>6g} {'' if met else 'missed'}")
        if not met:
            missed.append(bar.name)
    return missed


def main() -> int:
    """The exit status: 0, or 1 where a bar is missed."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--quick", action="store_true", help="fewer runs, within 50 s")
    reader.add_argument("--plain", action="store_true", help="paint through Textual's own driver: bars are missed")
    reader.add_argument("names", nargs="*", metavar="NAME", help="only figures with one of these in their name")
    options = reader.parse_args()
    bars = [one for one in BARS if not options.names or any(name in one.name for name in options.names)]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        measuring = Measuring(Path(folder), QUICK if options.quick else FULL, bars, plain=options.plain)
        measuring.all()
    missed = report(bars, measuring.samples)
    print(f"{len(bars) - len(missed)} of {len(bars)} bars met, in {time.perf_counter() - began:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
