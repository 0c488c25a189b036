"""One database file: opened with care, loaded whole, changed only by commands that can be undone."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.domain.errors import Refused
from pmtui.domain.workspace import Workspace
from pmtui.store import loading, opening
from pmtui.store.connection import READING, REPLACING, WRITING, connect
from pmtui.store.entries import Done, EntryKind, EntryState, HistoryRow, Image, Undoable
from pmtui.store.errors import NotSaved, Unusable, reason
from pmtui.store.migrations import SCHEMA_VERSION
from pmtui.store.mounts import network_kind
from pmtui.store.paths import identity
from pmtui.store.transaction import Transaction

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from pmtui.store.figures import Forecasted
    from pmtui.store.tables import JournalEntry

Identity = tuple[int, int]
Command = Callable[[Transaction], str]  # returns the label: what was done, as a person reads it


class Moved(Refused):
    """The workspace has changed since it was shown: look again, then decide."""


class Database:
    """An open database; each call is one transaction on a connection of its own.

    Writing calls raise NotSaved where the disk, a lock or the file's rights prevent them, reading ones Unusable.
    It is opened and loaded with the standard library; SQLAlchemy and the tables, which take longer to import than
    all else, are imported by the methods that need them, or beforehand by ``prepare``.
    """

    def __init__(self, path: Path, engine: "Engine | None" = None) -> None:
        self.path = path
        self.session_id = secrets.token_hex(8)
        self.notices: tuple[str, ...] = ()  # sentences about the file, for the manager to read once
        self._file: Identity | None = None  # which was loaded last; None: not watched
        if engine is not None:
            self._engine = engine

    @cached_property
    def _engine(self) -> "Engine":
        from pmtui.store.engine import engine_of

        return engine_of(self.path)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Database":
        """Open the file, made first where it is missing and ``create`` says so; raises Unusable."""
        opening.prepare(path, create=create)
        found = identity(path)
        told = opening.settle(path)
        database = cls(path)
        database.notices = tuple(filter(None, (told, _network_notice(path))))
        database._file = found
        return database

    @property
    def is_prepared(self) -> bool:
        """Whether what a command needs is there already."""
        return "_engine" in vars(self)

    def prepare(self) -> None:
        """Import what the first command will need; what is wrong with the file is left for that to say."""
        with suppress(Unusable):
            self.undo_label()

    def on(self, copy: sqlite3.Connection) -> "Database":
        """A copy of this one in memory, for commands to be tried on."""
        from pmtui.store.engine import beside

        return Database(self.path, beside(self._engine, copy))

    def close(self) -> None:
        """Let go of the file; nothing is left to save."""
        if "_engine" in vars(self):
            self._engine.dispose()

    def load(self) -> Workspace:
        """Everything, as of one moment, in a fixed number of queries; raises Unusable."""
        found = identity(self.path)
        with self._looking() as connection:
            workspace = loading.load(connection)
        if None not in (self._file, found):
            self._file = found
        return workspace

    def is_of(self, file: Identity | None) -> bool:
        """Whether that is the file that was loaded last."""
        return file is not None and file == self._file

    def load_after(self, known: Workspace, done: Done) -> Workspace:
        """Everything, after a command on what is known: quick where no other session has written meanwhile."""
        with self._looking() as connection:
            return loading.load_after(connection, known, done)

    def head(self) -> int:
        """The id of the newest journal entry, which rises with every change."""
        with self._looking() as connection:
            return loading.newest(connection)

    def history(self, limit: int = 200) -> tuple[HistoryRow, ...]:
        """What was done, newest first."""
        from pmtui.store import journal

        with self.reading() as session:
            return journal.history(session, limit)

    def undo_label(self) -> Undoable | None:
        """What ``undo`` would take back."""
        from pmtui.store import journal

        with self.reading() as session:
            return self._undoable(journal.next_undo(session))

    def redo_label(self) -> Undoable | None:
        """What ``redo`` would do again."""
        from pmtui.store import journal

        with self.reading() as session:
            return self._undoable(journal.next_redo(session))

    def run(
        self,
        command: Command,
        today: date,
        *,
        expected_head: int | None = None,
        known: "Forecasted | None" = None,
    ) -> Done:
        """Run a command in one transaction with its journal entry; one that changes nothing writes nothing.

        ``known`` makes it quicker: the workspace, with its forecast, if no one has changed it.
        Raises Refused as the command does, Moved where the head is not the expected one, NotSaved.
        """
        from pmtui.store import figures, journal
        from pmtui.store.engine import driver_of

        def work(session: "Session") -> Done:
            head = journal.newest(session)
            _check_head(head, expected_head)
            kept = figures.keep(session, today, head, known)
            workspace = known[0] if known is not None and known[0].head == head else None
            if kept and workspace is not None:
                workspace = loading.with_figures(driver_of(session), workspace)
            transaction = Transaction(session, today, head + 1, workspace)
            label = transaction.do(command)
            images = transaction.images()
            if not images:
                session.rollback()
                return Done(label, head)
            journal.record(session, head + 1, self.session_id, EntryKind.COMMAND, label, images)
            return _done(label, head + 1, images)

        return self._write(work, WRITING)

    def undo(self, today: date, *, foreign: bool = False, expected_head: int | None = None) -> Done:
        """Take back the newest live command; one of another session only where ``foreign`` allows it.

        Raises Refused where there is none or where what it did has changed since, Moved, NotSaved.
        """
        from pmtui.store import journal, undoing

        del today  # an undo writes no daily figures: it makes none that were not there before

        def work(session: "Session") -> Done:
            head = journal.newest(session)
            _check_head(head, expected_head)
            entry = journal.next_undo(session)
            if entry is None:
                raise Refused("There is nothing to undo.")
            if entry.session != self.session_id and not foreign:
                raise Refused(f'Another session made this: "{entry.label}".')
            images = tuple(image.turned() for image in reversed(journal.images_of(session, entry.id)))
            extra = undoing.snapshots_of_removed(session, images)
            journal.append(session, entry.id, [image.turned() for image in extra])
            return self._apply(session, entry, (*images, *extra), head + 1, EntryKind.UNDO)

        return self._write(work, REPLACING)

    def redo(self, today: date, *, expected_head: int | None = None) -> Done:
        """Do again what was undone last; raises Refused, Moved, NotSaved as ``undo`` does."""
        from pmtui.store import journal

        del today

        def work(session: "Session") -> Done:
            head = journal.newest(session)
            _check_head(head, expected_head)
            entry = journal.next_redo(session)
            if entry is None:
                raise Refused("There is nothing to redo.")
            return self._apply(session, entry, journal.images_of(session, entry.id), head + 1, EntryKind.REDO)

        return self._write(work, REPLACING)

    def _write(self, work: "Callable[[Session], Done]", begin: tuple[str, ...]) -> Done:
        """Do this in one transaction; raises NotSaved only where what was done is not there.

        A fault of the disk in the very last step of a commit leaves it done, though SQLite reports a failure.
        """
        done: Done | None = None
        try:
            with self.writing(begin) as session:
                done = work(session)
        except NotSaved:
            if done is None or not done.touched or not self._made(done.head):
                raise
            return replace(done, label=f"{done.label} (saved, but the disk reported a fault: check it)")
        return done

    def _made(self, entry: int) -> bool:
        """Whether the journal has an entry of that number, made by this session."""
        from pmtui.store.tables import JournalEntry

        try:
            with self.reading() as session:
                found = session.get(JournalEntry, entry)
                return found is not None and found.session == self.session_id
        except Unusable:
            return False

    def _apply(
        self, session: "Session", entry: "JournalEntry", images: tuple[Image, ...], new: int, kind: EntryKind
    ) -> Done:
        from pmtui.store import journal, undoing

        undoing.apply(session, images, new)
        journal.set_state(session, entry.id, EntryState.UNDONE if kind is EntryKind.UNDO else EntryState.LIVE)
        label = f"{kind.value}: {entry.label}"
        journal.record(session, new, self.session_id, kind, label, images, of=entry.id)
        return _done(label, new, images)

    def _undoable(self, entry: "JournalEntry | None") -> Undoable | None:
        if entry is None:
            return None
        return Undoable(entry.id, entry.label, entry.session != self.session_id)

    @contextmanager
    def _looking(self) -> Iterator[sqlite3.Connection]:
        """A read transaction on a plain connection; raises Unusable where the file cannot be read."""
        try:
            with closing(connect(self.path)) as connection:
                connection.execute(*READING)
                if (version := opening.version_of(connection)) > SCHEMA_VERSION:
                    raise Unusable(
                        f"Another session has brought {self.path} to version {version}, and this one reads up to"
                        f" version {SCHEMA_VERSION}. Quit, and start pmtui again."
                    )
                yield connection
        except sqlite3.Error as error:
            raise Unusable(f"{self.path} cannot be read: {reason(error)}.") from error
        except UnicodeDecodeError as error:
            raise Unusable(f"{self.path} is damaged. Restore it from a backup.") from error

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """A read transaction; raises Unusable where the file cannot be read."""
        from sqlalchemy.exc import DBAPIError

        try:
            with self._session(READING) as session, session.begin():
                yield session
        except (DBAPIError, sqlite3.Error) as error:
            raise Unusable(f"{self.path} cannot be read: {reason(error)}.") from error
        except UnicodeDecodeError as error:
            raise Unusable(f"{self.path} is damaged. Restore it from a backup.") from error

    @contextmanager
    def writing(self, begin: tuple[str, ...] = WRITING) -> "Iterator[Session]":
        """A write transaction, committed at the end and rolled back on any exception; raises NotSaved.

        Moved where another file has taken the place of the one that was loaded.
        """
        from sqlalchemy.exc import DBAPIError

        try:
            with self._session(begin) as session, session.begin():
                self._check_file(session)
                yield session
        except (DBAPIError, sqlite3.Error) as error:
            raise NotSaved(f"Not saved: {reason(error)}.") from error

    @contextmanager
    def trying(self) -> "Iterator[Session]":
        """A write transaction that is rolled back at its end, whatever was done; raises NotSaved as ``writing``."""
        from sqlalchemy.exc import DBAPIError

        try:
            with self._session(WRITING) as session, session.begin() as transaction:
                try:
                    yield session
                finally:
                    transaction.rollback()
        except (DBAPIError, sqlite3.Error) as error:
            raise NotSaved(f"Not saved: {reason(error)}.") from error

    def _check_file(self, session: "Session") -> None:
        """With the lock held: the file is the one that was loaded, and still of this version.

        A file that was replaced is written by nobody any more: a change in it would be lost.
        """
        from pmtui.store.engine import driver_of

        version = opening.version_of(driver_of(session))
        if self._file is not None and identity(self.path) != self._file:
            raise Moved("Another file has taken the place of the database: look at it again, then go on.")
        if version != SCHEMA_VERSION:
            raise NotSaved(
                f"Not saved: another session has brought the database to version {version}, and this one writes"
                f" version {SCHEMA_VERSION}. Quit, and start pmtui again."
            )

    def _session(self, begin: tuple[str, ...]) -> "Session":
        from sqlalchemy.orm import Session

        return Session(self._engine.execution_options(begin=begin), autoflush=False, expire_on_commit=False)


def _network_notice(path: Path) -> str:
    kind = network_kind(path)
    if not kind:
        return ""
    return f"This database lies on another machine ({kind}): use it from one machine at a time, and keep backups."


def _check_head(head: int, expected: int | None) -> None:
    if expected is not None and head != expected:
        raise Moved("Another session has changed the workspace since this was shown: look at it again.")


def _done(label: str, head: int, images: tuple[Image, ...]) -> Done:
    return Done(
        label,
        head,
        added=tuple((image.entity, image.id) for image in images if image.before is None),
        touched=tuple((image.entity, image.id) for image in images),
    )
