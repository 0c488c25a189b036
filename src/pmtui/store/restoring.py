"""A backup put in the place of a database, at once and whole, with what was there kept."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pmtui.domain.entities import ENTITIES
from pmtui.domain.errors import Refused
from pmtui.store import journal
from pmtui.store.backups import Why, counted, folder_of, sha256_of, take
from pmtui.store.checking import check_backup, faults_of
from pmtui.store.connection import REPLACING, connect, connect_to_read
from pmtui.store.engine import engine_of
from pmtui.store.entries import EntryKind
from pmtui.store.errors import NotSaved, Unusable, reason
from pmtui.store.opening import check_header
from pmtui.store.paths import make_private_folder, replace_with, sync_folder
from pmtui.store.tables import table_of
from pmtui.store.upgrading import migrate


@dataclass(frozen=True, slots=True)
class PutBack:
    """What a restore did: the rows that the backup held, and the file that keeps what was there before."""

    rows: int
    kept: Path | None


@dataclass(frozen=True, slots=True)
class _There:
    """What a restore finds: its head, 0 where there is nothing; ``whole`` where it can be backed up."""

    head: int
    whole: bool
    lost: bool = False  # a damaged database of pmtui, of which nothing better can be had than a backup


def restore_file(path: Path, source: Path, now: datetime, *, replace: bool = False) -> PutBack:
    """Put a backup in the place of the database.

    Other sessions see it as a change of everything: the head and the versions of all rows rise, and the undo
    history ends. Raises Refused where there is data and ``replace`` does not allow it, Unusable where the backup
    is not good, NotSaved; nothing is changed then.
    """
    path = path.resolve()
    checksum = check_backup(source)
    if path.exists() and source.samefile(path):
        raise Refused(f"{source} is the database itself: name a backup of it.")
    make_private_folder(path.parent)
    try:
        with _held(path) as there:
            if not (replace or there.lost or (there.whole and not there.head)):
                raise Refused(f"{path} has data: --replace puts the backup in its place, and keeps what is there.")
            with _renewed(path, source, checksum, there.head) as fresh:
                rows = _rows(source)
                kept = _kept(path, there, now)
                # A journal beside a damaged file would be played into the new one; it is kept with that file.
                path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
                fresh.replace(path)
                sync_folder(path.parent)
    except (sqlite3.Error, DBAPIError) as error:
        raise NotSaved(f"Not saved: {reason(error)}.") from error
    except OSError as error:
        raise NotSaved(f"Not saved: {error.filename or path}: {error.strerror}.") from error
    return PutBack(rows, kept)


@contextmanager
def _held(path: Path) -> Iterator[_There]:
    """Keep other sessions from writing the database, as far as it can be opened."""
    if not path.exists() or not path.stat().st_size:
        yield _There(0, whole=True)
        return
    try:
        check_header(path)
    except Unusable:
        yield _There(0, whole=False)
        return
    if next(faults_of(path), None) is not None:
        yield _There(0, whole=False, lost=True)
        return
    with closing(connect(path)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield _There(holder.execute("SELECT coalesce(max(id), 0) FROM journal_entry").fetchone()[0], whole=True)
        holder.execute("ROLLBACK")


def _kept(path: Path, there: _There, now: datetime) -> Path | None:
    """Keep what is there: as a backup, or where that is impossible as it stands, with the journal beside it."""
    if there.whole:
        return take(path, Why.RESTORE, now).path if there.head else None
    make_private_folder(folder_of(path))
    kept = folder_of(path) / f"{path.name}-{now:%Y-%m-%dT%H%M%S}.damaged"
    for end in ("", "-journal"):
        old = path.with_name(f"{path.name}{end}")
        if old.exists():
            replace_with(kept.with_name(f"{kept.name}{end}"), old.read_bytes())
    return kept


@contextmanager
def _renewed(path: Path, source: Path, checksum: str, head: int) -> Iterator[Path]:
    """A private copy of a backup beside the database, of the present version and newer than all that there was."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    os.close(handle)
    fresh = Path(name)
    try:
        shutil.copyfile(source, fresh)
        if sha256_of(fresh) != checksum:
            raise Unusable(f"{source} is not restored: it was changed just now.")
        with Session(engine_of(fresh).execution_options(begin=REPLACING)) as session, session.begin():
            migrate(session, fresh, backup=False)
            new = max(head, journal.newest(session)) + 1
            for entity in ENTITIES:
                session.execute(update(table_of(entity)).values(version=new))
            journal.end_history(session)
            journal.record(session, new, "", EntryKind.IMPORT, "the database put back from a backup")
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _rows(source: Path) -> int:
    with closing(connect_to_read(source)) as opened:
        return sum(counted(opened).values())
