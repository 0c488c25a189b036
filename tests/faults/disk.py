"""The disk is full or fails at each write of a commit of the installed program: it says so and loses nothing."""

import errno
import mmap
import os
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disconnects import awaited
from tests.faults.figure import Cannot, Figure, counted, side_by_side
from tests.terminal.plan import TODAY, make_plan
from tests.terminal.program import PATIENCE, Program

NEVER = 2**30
SMALL = 2 << 20  # bytes of a file system that holds a database and a backup of it, and little more
SAVED, REFUSED = "u undoes", "Not saved"

# What the same harness must find fault with: a store that takes a failed commit for a good one.
CARELESS = """
import sys
from pmtui.store import database
from pmtui.store.errors import NotSaved
from pmtui.store.entries import Done
run = database.Database.run
def careless(self, command, today, **more):
    try:
        return run(self, command, today, **more)
    except NotSaved:
        return Done("Changed", self.head())
database.Database.run = careless
from pmtui.cli import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Round:
    """The writes of a commit, one in ``step`` of them, each failing once or from then on."""

    error: int
    lasts: bool
    step: int = 1
    careless: bool = False


@dataclass(slots=True)
class Found:
    """What was wrong, and how many writes were failed."""

    lost: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    count: int = 0


class Choice:
    """Which write fails, as the preloaded library reads it."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(bytes(20))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 20)

    def arm(self, at: int, error: int, lasts: bool) -> None:
        """Fail the write of that number from now on."""
        self._shared[:20] = struct.pack("5i", 1, at, error, lasts, 0)

    def disarm(self) -> int:
        """Fail none; gives how many there were."""
        count: int = struct.unpack("5i", self._shared[:20])[4]
        self._shared[:20] = bytes(20)
        return count


def figures(quick: bool) -> Iterator[Figure]:
    """Every write, with both errors, once and lasting; in a hurry a few of them, in one of these ways."""
    step = 9 if quick else 1
    rounds = [Round(error, lasts, step) for error in (errno.ENOSPC, errno.EIO) for lasts in (False, True)]
    found = side_by_side(failed, rounds[2:3] if quick else rounds)
    count = sum(one.count for one in found)
    yield counted(
        "disk full, I/O error at a write of a commit: lost", count, (said for one in found for said in one.lost)
    )
    yield counted(
        "disk full, I/O error: the program does not go on", count, (said for one in found for said in one.stopped)
    )
    (worse,) = side_by_side(failed, [Round(errno.ENOSPC, True, step=9, careless=True)])
    yield counted("a failed commit taken for a good one: lost", worse.count, worse.lost, control=True)
    real = filled_up()
    yield counted("a small file system that is full: lost, or does not go on", real.count, real.lost + real.stopped)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own, of SMALL bytes; raises Cannot."""
    folder.mkdir(mode=0o700)
    options = f"size={SMALL},mode=0700"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Cannot(f"A small file system cannot be mounted here, which needs root: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write until the disk is full."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        while os.write(handle, bytes(4096)):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
    finally:
        os.close(handle)


def filled_up() -> Found:
    """Save on a real disk that is full, keep what is typed, and save again once there is room."""
    found = Found(count=1)
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name) / "small") as folder:
        path = folder / "plan.db"
        make_plan(path)
        program = Program(["--db", str(path), "--today", TODAY.isoformat()], Path(name), columns=120, lines=40)
        try:
            program.until("? keys")
            assert awaited(lambda: any(folder.glob("backups/*.db")), time.monotonic() + PATIENCE), "no backup came"
            fill(folder / "filler")
            program.press("e")
            program.until("ctrl+s save")
            program.press("\t", "\x15", "Typed on a full disk", "\x13")
            text = program.until(lambda text: REFUSED in text or SAVED in text)
            if "the disk is full" not in text or "Typed on a full disk" not in text:
                found.lost.append(text)
            (folder / "filler").unlink()
            program.press("\x13")
            program.until(lambda text: "ctrl+s save" not in text and SAVED in text)
            program.press("q")
            assert program.ended() == 0
        except AssertionError as error:
            found.stopped.append(str(error)[:600])
        finally:
            program.close()
        if (now := stored(path)) != "Typed on a full disk":
            found.lost.append(now)
    return found


def library(folder: Path) -> Path:
    """The library that fails writes, compiled; raises Cannot."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise Cannot("No C compiler is installed, which builds the library that fails writes: install gcc.")
    made = folder / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


def failed(one: Round) -> Found:
    """Save a form again and again, with another write failing each time."""
    found = Found()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        data = home / "plan"
        data.mkdir(mode=0o700)
        path = data / "plan.db"
        make_plan(path)
        choice = Choice(home / "choice")
        environment = {
            "LD_PRELOAD": str(library(home)),
            "FAULT_FILE": str(home / "choice"),
            "FAULT_FOLDER": str(data),
        }
        arguments = ["--db", str(path), "--today", TODAY.isoformat()]
        code = CARELESS if one.careless else ""
        program = Program(arguments, home, columns=120, lines=40, environment=environment, code=code)
        try:
            program.until("? keys")
            writes = save(program, choice, path, "name 0", NEVER, one, found)
            assert writes, "no write of the commit was seen"
            for at in range(1, writes + 1, one.step):
                found.count += 1
                save(program, choice, path, f"name {at}", at, one, found)
            program.press("q")
            assert program.ended() == 0
        except AssertionError as error:
            found.stopped.append(f"{one}: {error}"[:600])
        finally:
            program.close()
    return found


def save(program: Program, choice: Choice, path: Path, name: str, at: int, one: Round, found: Found) -> int:
    """Change the project's name while one write fails, and save it again where it was not saved; the writes."""
    program.press("e")
    program.until("ctrl+s save")
    program.press("\t", "\x15", name)
    program.until(name)
    choice.arm(at, one.error, one.lasts)
    program.press("\x13")
    text = program.until(lambda text: REFUSED in text or ("ctrl+s save" not in text and SAVED in text))
    writes = choice.disarm()
    where = f"write {at}, {errno.errorcode[one.error]}, {'lasting' if one.lasts else 'once'}"
    if REFUSED in text:
        if name not in text or "ctrl+s save" not in text:
            found.lost.append(f"{where}: what was typed is not there any more")
        if stored(path) == name:
            found.lost.append(f"{where}: stored, and said not to be")
        program.press("\x13")
        program.until(lambda text: "ctrl+s save" not in text and SAVED in text)
    if stored(path) != name:
        found.lost.append(f"{where}: said to be saved, and is {stored(path)!r}")
    return writes


def stored(path: Path) -> str:
    """The project's name as it is on the disk; a damaged file says so."""
    with closing(sqlite3.connect(path)) as raw:
        whole = raw.execute("PRAGMA integrity_check").fetchone()[0]
        return str(raw.execute("SELECT name FROM project").fetchone()[0]) if whole == "ok" else str(whole)
