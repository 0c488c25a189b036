"""A file of the first version is brought up, killed at each statement: it is old or new, never half."""

import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from tests.faults.figure import Figure, counted, side_by_side

from pmtui.store.database import Database
from pmtui.store.migrations import SCHEMA_VERSION

VERSION_1 = Path(__file__).parents[1] / "store" / "version_1.sql"
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the statements to be killed at; ``loose`` leaves each of them its own transaction."""

    first: int
    step: int
    loose: bool = False


@dataclass(slots=True)
class Found:
    """How many kills there were, and what was half after them."""

    kills: int = 0
    half: list[str] = field(default_factory=list)


def figures(quick: bool) -> Iterator[Figure]:
    """A kill at each statement, at a few in a hurry."""
    step = 320 if quick else AT_ONCE
    found = side_by_side(killed, [Share(number * step // AT_ONCE + 1, step) for number in range(AT_ONCE)])
    kills = sum(one.kills for one in found)
    yield counted(
        "migration killed at a statement: half states", kills, (said for one in found for said in one.half)
    )
    (worse,) = side_by_side(killed, [Share(30, 90, loose=True)])
    yield counted("each statement by itself: half states", worse.kills, worse.half, control=True)


def killed(share: Share) -> Found:
    """Kill it at its statements one after the other, each time on a fresh old file, until it comes to its end."""
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old.db"
        with closing(sqlite3.connect(old)) as made:
            made.executescript(VERSION_1.read_text(encoding="utf-8"))
        old.chmod(0o600)
        before = content(old)
        at = share.first
        while brought_up(copied(old, at), at, share.loose) == signal.SIGKILL:
            found.kills += 1
            path = old.parent / str(at) / "plan.db"
            now = content(path)
            if now != before and version(path) != SCHEMA_VERSION:
                found.half.append(f"statement {at}: version {version(path)}, not as it was")
            elif not share.loose:
                found.half += whole_at_last(path, at)
            shutil.rmtree(path.parent)
            at += share.step
    return found


def copied(old: Path, at: int) -> Path:
    """A copy in a folder of its own, where its backup goes too."""
    folder = old.parent / str(at)
    folder.mkdir(mode=0o700)
    return Path(shutil.copy(old, folder / "plan.db"))


def brought_up(path: Path, at: int, loose: bool) -> int:
    """Open the file in a process that kills itself before that statement; the signal that ended it."""
    child = os.fork()
    if not child:
        try:
            left = [at]

            def one_more(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> tuple[str, Any]:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                return ("SELECT 1" if loose and statement.startswith("BEGIN") else statement), _rest[0]

            event.listen(Engine, "before_cursor_execute", one_more, retval=True)
            Database.open(path).close()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def content(path: Path) -> list[str]:
    """All that a file holds, as SQL."""
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.iterdump())


def version(path: Path) -> int:
    """The version of its schema."""
    with closing(sqlite3.connect(path)) as raw:
        found: int = raw.execute("PRAGMA user_version").fetchone()[0]
        return found


def whole_at_last(path: Path, at: int) -> Iterator[str]:
    """What is wrong once the file is opened again."""
    database = Database.open(path)
    database.load()
    database.close()
    with closing(sqlite3.connect(path)) as raw:
        checked = raw.execute("PRAGMA integrity_check").fetchone()[0]
    if version(path) != SCHEMA_VERSION or checked != "ok":
        yield f"statement {at}: opened again it has version {version(path)}, {checked}"
