"""What is done in each program under the stopwatch, as a person at the keys would; each gives samples by figure."""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measuring import Measured
from tests.terminal.test_painting import PLAIN

Samples = dict[str, list[float]]

COLUMNS, LINES = 120, 40
DOWN, ESCAPE, CURSOR = "\x1b[B", "\x1b", "›"
DONE, UNDONE = "u undoes", "^r does it again"  # at the end of the status line
RESTED = 0.2  # seconds without output after which all about a row is shown
OPENED = 0.15  # seconds without output after which a form is open
REFERENCE = Path(__file__).with_name("reference.py")
REFERENCE_TALL = 300  # rows that do not fit, to scroll through
SCROLLS = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """A program with what is known of its first screen and its keys."""

    arguments: tuple[str, ...]
    code: str  # run in the place of the installed program
    framed: tuple[str, ...]  # words of the title and the key bar
    complete: tuple[bytes, ...]  # words of the first screen, written when it has its data
    answer: bytes  # what is written once the cursor moves down
    down: str

    @contextmanager
    def running(self, home: Path) -> Iterator[Measured]:
        """The program in a terminal of its own."""
        program = Measured(list(self.arguments), home, columns=COLUMNS, lines=LINES, code=self.code)
        try:
            yield program
        finally:
            program.close()


def product(database: Path, day: str, *, plain: bool) -> Subject:
    """The installed pmtui; ``plain`` has it paint through Textual's own driver."""
    return Subject(
        arguments=("--db", str(database), "--today", day),
        code=PLAIN if plain else "",
        framed=("Program overview", "? keys"),
        complete=(b"Needs", b"keys"),
        answer=CURSOR.encode(),
        down="j",
    )


def reference(database: Path, rows: int = 30) -> Subject:
    """The smallest Textual app on the same database."""
    last = min(rows, 30)
    return Subject(
        arguments=(str(database), str(rows)),
        code=REFERENCE.read_text(),
        framed=("Reference", "q Quit"),
        complete=(f"row-{last}".encode(), b"Quit"),
        answer=b"row-2 ",
        down=DOWN,
    )


def start(subject: Subject, program: Measured) -> Samples:
    """From the start to the first reaction to a key, which is pressed once the first screen is complete."""
    program.until_sent(*subject.complete)
    since = len(program.sent)
    program.press(subject.down)
    program.until_sent(subject.answer, since=since)
    taken = {"start wall": [program.arrivals[-1][0] - program.began], "start cpu": [program.cpu()]}
    program.rest()
    return taken


def rest(subject: Subject, home: Path, seconds: float = 0) -> Samples:
    """The first screen without a key: when its frame came, its bytes, the memory, and what an idle time costs."""
    with subject.running(home) as program:
        program.until_sent(*subject.complete)
        program.rest()
        sent, memory = len(program.sent), program.memory()
        framed = program.first_showing(lambda text: all(word in text for word in subject.framed))
        taken: Samples = {
            "first paint": [framed - program.began],
            "start bytes": [float(sent)],
            "memory": [float(memory)],
        }
        if seconds:
            cpu, wake_ups, began = program.cpu(), program.wake_ups(), time.perf_counter()
            while (left := began + seconds - time.perf_counter()) > 0:
                program._read(left)
            taken["idle bytes"] = [float(len(program.sent) - sent)]
            taken["idle wake-ups"] = [(program.wake_ups() - wake_ups) / seconds]
            taken["idle cpu"] = [100 * (program.cpu() - cpu) / seconds]
        return taken | leave(program)


def leave(program: Measured) -> Samples:
    """Quit, until the process is gone."""
    began = time.perf_counter()
    program.press("q")
    program.ended()
    return {"quit": [time.perf_counter() - began]}


def moves(program: Measured, down: str, count: int, name: str) -> Samples:
    """Move the cursor down so often; from the last row the way begins anew at the first. None in an empty list."""
    taken: Samples = defaultdict(list)
    while len(taken[f"{name} wall"]) < count:
        before = _line_of(program, name)
        found = program.react(down)
        # At the last row nothing moves, though what is told about it may be painted only now.
        moved = found.bytes and (not before or _line_of(program, name) != before)
        if not moved and not program.react("g").bytes:
            break
        if not moved:
            continue
        taken[f"{name} wall"].append(found.seconds)
        taken[f"{name} cpu"].append(found.cpu)
        taken[f"{name} bytes"].append(float(found.bytes))
    return taken


def _line_of(program: Measured, name: str) -> str:
    """The line of a list that the cursor is on; "" where it has none of its own, as in the reference."""
    marked = [line for line in program.text.splitlines() if "›" in line]
    return "".join(marked[1:2] if name == "needs" else marked[:1])


def scrolled(program: Measured, down: str) -> Samples:
    """Bytes for each row that the cursor goes down where every row makes the list scroll sooner or later."""
    for _ in range(LINES):
        program.press(down)
    program.settle()
    before = len(program.sent)
    for _ in range(SCROLLS):
        program.react(down, 0.03)
    return {"scroll bytes": [(len(program.sent) - before) / SCROLLS]}


def form(program: Measured, times: int) -> Samples:
    """Open a form and close it, so often."""
    taken: Samples = defaultdict(list)
    for _ in range(times):
        opened, closed = program.react("e", OPENED), program.react(ESCAPE, OPENED)
        taken["form cpu"].append(opened.cpu)
        taken["form bytes"].append(float(opened.bytes))
        taken["form wall"].append(opened.seconds)
        taken["escape"].append(closed.seconds)
    return taken


def go(program: Measured, key: str, shows: str) -> None:
    """Open a screen or a tab and wait until it is at rest."""
    program.press(key)
    program.until(shows)
    program.rest()


# What shows that the screen of a key has come up.
SHOWN = {"\t": "›", "1": "[Projects]", "2": "[Work]", "3": "Scope review", "4": "Resource balance"}


def lists(program: Measured, count: int, wanted: Sequence[str], followed: Sequence[str] = ()) -> Samples:
    """The cursor in the main lists, one after the other; leaves the work of a project open.

    Of those that are ``followed`` also how long it takes until all about the row under the cursor is shown.
    """
    taken: Samples = {}
    for name, keys in (
        ("projects", ()),
        ("needs", ("\t",)),
        ("queue", ("3",)),
        ("map", ("4",)),
        ("outline", ("1", "2")),
    ):
        for key in keys:
            go(program, key, SHOWN[key])
        if name in wanted:
            taken |= moves(program, "j", count, name)
        if name in wanted and name in followed:
            taken[f"{name} told"] = [program.react(key, RESTED).seconds for key in "kj" * (count // 4)]
    return taken


def visit(program: Measured) -> Samples:
    """The memory once every screen and every tab was open."""
    for key, shows, tabs in (
        ("1", "[Projects]", 5),
        ("2", "[Work]", 7),
        ("3", "[In question]", 2),
        ("4", "[Load]", 5),
    ):
        go(program, key, shows)
        for _ in range(tabs):
            program.react("]", 0.1)
    return {"memory visited": [float(program.memory())]}


def edit(program: Measured, row: int, values: Sequence[int], *, keys: bool) -> Samples:
    """Change the percent complete of that row of the work, until the status line says so.

    Each is undone again. ``keys``: move the cursor meanwhile, each time waiting until it stands where it should.
    """
    taken: Samples = defaultdict(list)
    for value in values:
        for key in ("g", *"j" * (row - 1), "%", str(value)):
            program.react(key, OPENED)
        since, began = len(program.sent), time.perf_counter()
        program.press("\r")
        if keys:
            taken["key meanwhile"] += _keys_until(program, DONE)
        else:
            program.until(DONE)
        taken["edit"].append(program.first_showing(lambda text: DONE in text, since) - began)
        program.rest()
        go(program, "u", UNDONE)
        program.rest()
    return taken


def _keys_until(program: Measured, done: str) -> list[float]:
    """Move the cursor down and up until that shows; seconds from each key to where the cursor then stands."""
    delays = []
    while done not in program.text:
        for key in "jk":
            at = _cursor(program.text)
            pressed = time.perf_counter()
            program.press(key)
            program.until(lambda text, at=at: _cursor(text) not in (at, -1))  # type: ignore[misc]
            delays.append(program.arrivals[-1][0] - pressed)
            program.settle(0.04)
    return delays


def _cursor(text: str) -> int:
    return next((at for at, line in enumerate(text.splitlines()) if line.startswith(CURSOR)), -1)


def run_time(command: Sequence[str]) -> float:
    """Seconds of processor time that a command takes."""
    with open(os.devnull, "w") as nowhere:
        pid = os.posix_spawn(
            command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        )
        used = os.wait4(pid, 0)[2]
    return used.ru_utime + used.ru_stime


def python(code: str) -> tuple[str, ...]:
    """The command that runs a line of Python."""
    return (sys.executable, "-c", code)
