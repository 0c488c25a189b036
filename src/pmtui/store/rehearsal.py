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
from pmtui.store.database import Command, Database, Identity
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

    One copy is kept for each journal head, until it is let go of; what a command does to it is rolled back. The
    file is read only while the copy is taken; a session that holds RESERVED does not hinder that.
    """

    def __init__(self, database: Database, *, copy_seconds: float = COPY_SECONDS) -> None:
        self._database = database
        self._path = database.path
        self._seconds = copy_seconds
        self._lock = threading.Lock()
        self._copy: _Copy | None = None
        self._closed = False

    def base(self, head: int, known: Workspace | None = None) -> Base:
        """The workspace that rehearsals start from, of that head or a newer one; Unusable where there is none.

        It is the ``known`` one where that is of the same head. Where the file is kept locked it is the one of
        before, marked old.
        """
        with self._lock:
            copy, old = self._current(head)
            return Base(self._workspace(copy, known), old)

    def run(self, command: Command, today: date, *, head: int, known: Workspace | None = None) -> Rehearsed:
        """Run a command as ``Database.run`` would, and return what it would leave; nothing is written anywhere.

        ``known`` is as for ``base``. Raises Refused as the command does, NotSaved as the commit would, Unusable
        where no copy can be had. The day's figures, which are no part of undo, are left out.
        """
        with self._lock:
            copy, old = self._current(head)
            before = self._workspace(copy, known)
            with copy.database.trying() as session:
                transaction = Transaction(session, today, before.head + 1, before)
                label = transaction.do(command)
                after = transaction.workspace()
        return Rehearsed(label, before, after, old)

    def let_go(self) -> None:
        """Keep nothing until the next rehearsal, which takes a copy anew: even a small one is large in memory."""
        with self._lock:
            self._drop()

    def close(self) -> None:
        """Let go of the copy, and take none any more."""
        with self._lock:
            self._closed = True
            self._drop()

    def _drop(self) -> None:
        if self._copy is not None:
            self._copy.database.close()
            self._copy.connection.close()
            self._copy = None

    def _current(self, head: int) -> "tuple[_Copy, bool]":
        """The copy of that head or a newer one, and whether the file has moved on but is kept locked."""
        if self._closed:
            raise Unusable(f"{self._path} is no longer open.")
        found = identity(self._path)
        copy = self._copy
        if copy is not None and copy.head >= head and copy.file == found:
            return copy, False
        try:
            taken = copied(self._path, self._seconds)
        except Late as late:
            if copy is None:
                raise Unusable(f"{self._path} cannot be read: another session is writing it; try again.") from late
            return copy, True
        except sqlite3.Error as error:
            raise Unusable(f"{self._path} cannot be read: {reason(error)}.") from error
        self._drop()
        self._copy = copy = _Copy(taken, self._database.on(taken), loading.newest(taken), found)
        return copy, False

    def _workspace(self, copy: "_Copy", known: Workspace | None) -> Workspace:
        """What the copy holds; loaded only where it is not known, since a plan may be large."""
        if known is not None and known.head == copy.head and self._database.is_of(copy.file):
            return known
        if copy.loaded is None:
            copy.loaded = loading.load(copy.connection)
        return copy.loaded


@dataclass(slots=True)
class _Copy:
    """The file as it was at one head, in memory."""

    connection: sqlite3.Connection
    database: Database  # on it
    head: int
    file: Identity | None
    loaded: Workspace | None = None


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
