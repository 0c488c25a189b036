"""Trying a command on a throwaway copy of the database in memory, so that what it would do can be shown before."""

import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmtui.domain.workspace import Workspace
from pmtui.store import loading
from pmtui.store.connection import connect
from pmtui.store.database import Command, Database
from pmtui.store.errors import Unusable, reason
from pmtui.store.paths import identity
from pmtui.store.transaction import Transaction

COPY_SECONDS = 1.0  # how long a copy may take, or wait for who is just writing the file
_PAGES = 4096  # at a time: so many that a manager's database is copied in one step, under one short lock
_WAIT_SECONDS = 0.02  # between two tries where another session is just writing the file


@dataclass(frozen=True, slots=True)
class Base:
    """What rehearsals start from; ``old`` where the file has moved on but could not be copied in time."""

    workspace: Workspace
    old: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a command would do: its label, the workspace before, and the one it would leave (at the same head)."""

    label: str
    before: Workspace
    after: Workspace
    old: bool = False  # see ``Base``


class Rehearsals:
    """Runs commands on a copy of one database; safe to use from several threads, one at a time.

    One copy is kept for each journal head; what a command does to it is rolled back. The file is read only while
    the copy is taken; a session that holds RESERVED does not hinder that.
    """

    def __init__(self, database: Database, *, copy_seconds: float = COPY_SECONDS) -> None:
        self._database = database
        self._path = database.path
        self._seconds = copy_seconds
        self._lock = threading.Lock()
        # One connection for all copies, beside the file's engine: statements are compiled once.
        self._master = _in_memory()
        self._copy = database.on(self._master)
        self._head: int | None = None  # of the copy
        self._loaded: Workspace | None = None  # from the copy
        self._file: tuple[int, int] | None = None  # the one that was copied
        self._closed = False

    def base(self, head: int, known: Workspace | None = None) -> Base:
        """The workspace that rehearsals start from, of that head or a newer one; Unusable where there is none.

        It is the ``known`` one where that is of the same head. Where the file is kept locked it is the one of
        before, marked old.
        """
        with self._lock:
            return self._current(head, known)

    def run(self, command: Command, today: date, *, head: int, known: Workspace | None = None) -> Rehearsed:
        """Run a command as ``Database.run`` would, and return what it would leave; nothing is written anywhere.

        ``known`` is as for ``base``. Raises Refused as the command does, NotSaved as the commit would, Unusable
        where no copy can be had. The day's figures, which are no part of undo, are left out.
        """
        with self._lock:
            base = self._current(head, known)
            with self._copy.trying() as session:
                transaction = Transaction(session, today, base.workspace.head + 1, base.workspace)
                label = transaction.do(command)
                after = transaction.workspace()
        return Rehearsed(label, base.workspace, after, base.old)

    def close(self) -> None:
        """Let go of the copy."""
        with self._lock:
            self._closed = True
            self._copy.close()

    def _current(self, head: int, known: Workspace | None) -> Base:
        if self._closed:
            raise Unusable(f"{self._path} is no longer open.")
        found = identity(self._path)
        if self._head is not None and self._head >= head and self._file == found:
            return Base(self._workspace(known))
        try:
            taken = copied(self._path, self._seconds)
        except Late as late:
            if self._head is None:
                raise Unusable(f"{self._path} cannot be read: another session is writing it; try again.") from late
            return Base(self._workspace(known), old=True)
        except sqlite3.Error as error:
            raise Unusable(f"{self._path} cannot be read: {reason(error)}.") from error
        with closing(taken):
            taken.backup(self._master)
        self._file = found
        self._head = loading.newest(self._master)
        self._loaded = None
        return Base(self._workspace(known))

    def _workspace(self, known: Workspace | None) -> Workspace:
        """What the copy holds; loaded only where it is not known, since a plan may be large."""
        if known is not None and known.head == self._head and self._database.is_of(self._file):
            return known
        if self._loaded is None:
            self._loaded = loading.load(self._master)
        return self._loaded


class Late(Exception):
    """The copy took longer than it may."""


def _in_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def copied(path: Path, seconds: float) -> sqlite3.Connection:
    """A copy of the file in memory; raises Late after so many seconds."""
    until = time.monotonic() + seconds

    def check(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > until:
            raise Late

    copy = _in_memory()
    try:
        with closing(connect(path, wait_seconds=_WAIT_SECONDS)) as source:
            source.backup(copy, pages=_PAGES, progress=check, sleep=_WAIT_SECONDS)
    except BaseException as error:
        copy.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise Late from error
        raise
    return copy
