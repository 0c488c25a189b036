"""The connection ends in six ways while a form is open: the program goes, and what was typed is a draft."""

import os
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tests.faults.figure import Figure, counted, side_by_side
from tests.terminal.plan import TODAY, make_plan
from tests.terminal.program import PATIENCE, Program
from tests.terminal.tmux import LOOK, TmuxProgram

from pmtui.domain.entities import Project
from pmtui.store.database import Database
from pmtui.ui.drafts import Drafts

SOON = 5.0  # seconds from the cut until the process must be gone
KEPT = 2.0  # seconds from a key until a draft must be on the disk
TYPED = " and what was typed last"

WAYS = (
    "terminal closed",
    "SIGHUP",
    "SIGTERM",
    "link that reads nothing",
    "tmux killed",
    "closed while a save waits",
)

# What the same harness must find fault with: Textual's own driver, and drafts that an orderly end would write.
CARELESS = """
import sys
from textual.drivers.linux_driver import LinuxDriver
import pmtui.ui.drafting, pmtui.ui.running
pmtui.ui.running.TerminalDriver = LinuxDriver
pmtui.ui.drafting.REST = 3600
from pmtui.cli import main
sys.exit(main(sys.argv[1:]))
"""

Any_: TypeAlias = Program | TmuxProgram


@dataclass(frozen=True, slots=True)
class Case:
    """One cut."""

    way: str
    ignored: bool  # whether the program finds SIGHUP ignored
    careless: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was wrong after it, "" where nothing was."""

    left: str
    draft: str
    lost: str


def figures(quick: bool) -> Iterator[Figure]:
    """120 cuts, 6 in a hurry; the control is cut less often."""
    ways = [one for one in WAYS if one != "tmux killed" or shutil.which("tmux")]
    if len(ways) < len(WAYS):
        print("disconnects: tmux is not installed, so that way is left out")
    both = [Case(way, ignored) for way in ways for ignored in (False, True)]
    cases = [Case(way, bool(number % 2)) for number, way in enumerate(ways)] if quick else both * 10
    found = side_by_side(cut, cases)
    total = len(found)
    yield counted("disconnects: processes left after 5 s", total, (one.left for one in found))
    yield counted("disconnects: drafts lost", total, (one.draft for one in found))
    yield counted("disconnects: acknowledged changes lost", total, (one.lost for one in found))
    careless = [Case(way, True, careless=True) for way in (ways[:1] if quick else ways)]
    worse = side_by_side(cut, careless)
    name = "plain Textual's driver, drafts at the end:"
    yield counted(f"{name} processes left", len(worse), (one.left for one in worse), control=True)
    yield counted(f"{name} drafts lost", len(worse), (one.draft for one in worse), control=True)


def cut(case: Case) -> Outcome:
    """Commit something, type into a form, cut the connection, and look what is left."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "plan.db"
        make_plan(path)
        arguments = ["--db", str(path), "--today", TODAY.isoformat()]
        make = TmuxProgram if case.way == "tmux killed" else Program
        ignored = (signal.SIGHUP,) if case.ignored else ()
        program = make(arguments, home, ignored=ignored, code=CARELESS if case.careless else "")
        try:
            work(program, home)
            left = ended_by(program, case, path)
        finally:
            program.close()
        where = f"{case.way}, SIGHUP {'ignored' if case.ignored else 'default'}"
        typed = [text for _, one in Drafts(home / "state/pmtui/drafts", path).left() for text in one.typed.values()]
        database = Database.open(path)
        codes = {one.code for one in database.load().all(Project).values()}
        database.close()
        return Outcome(
            f"{where}: {left}" if left else "",
            "" if any(one.endswith(TYPED) for one in typed) else f"{where}: {typed}",
            "" if "QQQ" in codes else f"{where}: {sorted(codes)}",
        )


def work(program: Any_, home: Path) -> None:
    """Make a project, see it acknowledged, and type into a form until that is a draft, or should be one."""
    program.until("? keys")
    program.press("n")
    program.until("New project")
    program.press("QQQ", "\t", "Acknowledged", "\x13")
    program.until("u undoes")
    program.press("e")
    program.until("ctrl+s save")
    program.press("\t", TYPED)
    pressed = time.monotonic()
    program.until(TYPED)
    folder = home / "state/pmtui/drafts"
    awaited(lambda: any(TYPED in one.read_text() for one in folder.glob("*.json")), pressed + KEPT)


def ended_by(program: Any_, case: Case, path: Path) -> str:
    """Cut the connection; "" where the process is gone in time."""
    if case.way == "link that reads nothing":
        assert isinstance(program, Program)
        program.stall()
        program.hang_up()
        return waited(program)
    if case.way == "closed while a save waits":
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            program.press("\x13")
            assert awaited(lambda: has_open(program.pid, path), time.monotonic() + PATIENCE), "no save began"
            program.hang_up()
            return waited(program)
    if isinstance(program, Program) and case.way.startswith("SIG"):
        program.signal(signal.Signals[case.way])
    else:
        program.hang_up()
    return waited(program)


def awaited(holds: Callable[[], bool], deadline: float) -> bool:
    """Look until it holds, or the time is over; whether it does."""
    while not (found := holds()) and time.monotonic() < deadline:
        time.sleep(LOOK)
    return found


def has_open(pid: int, path: Path) -> bool:
    """Whether a process has a file open, as it has the database only while it works on it or waits for a lock."""
    return any(os.path.realpath(one) == str(path) for one in Path(f"/proc/{pid}/fd").iterdir())


def waited(program: Any_) -> str:
    try:
        program.gone(SOON)
    except AssertionError as error:
        return str(error).splitlines()[0]
    return ""
