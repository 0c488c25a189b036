"""Backups: verified copies of a database as of one moment, each with its checksum and row counts beside it.

They lie in the folder ``backups`` beside the database. ``NAME.json`` beside a backup says when and why it was made,
its SHA-256, the version of its schema, and how many rows each table has.
"""

import fcntl
import hashlib
import json
import os
import sqlite3
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pmtui.store.connection import connect
from pmtui.store.errors import NotSaved, Unusable, reason
from pmtui.store.paths import make_private_folder, replace_with, sync_folder

FOLDER = "backups"
KEPT = 7  # of each automatic kind, the newest; beyond them the last of each month
_LEFTOVER_SECONDS = 3600  # an unfinished backup of that age is of a process that was killed
_JOURNAL = "journal_entry"


class Why(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"
    ASKED = "asked"  # never deleted by pmtui


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as the file beside it describes it."""

    path: Path
    made: datetime  # with the offset of where it was made
    why: Why
    sha256: str
    version: int  # of the schema
    rows: Mapping[str, int]  # by table
    size: int  # bytes


class NoBackup(NotSaved):
    """A backup could not be made: ``reason`` says why, as the rest of a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Not saved: no backup could be made, {reason}.")
        self.reason = reason


def take(path: Path, why: Why, now: datetime, target: Path | None = None) -> Backup:
    """Copy the database into its backups, or to ``target``, as of one moment; whole and verified, or not at all.

    Nothing else is locked but while it is copied; the caller may hold a write transaction. Raises NoBackup.
    """
    path = path.resolve()
    asked = target is not None
    try:
        if target is None:
            make_private_folder(folder_of(path))
            folder_of(path).chmod(0o700)
            _sweep(folder_of(path))
        with _alone(folder_of(path) if target is None else target.parent):
            backup = _take(path, why, now, target or _free_name(path, why, now))
            if not asked:
                for old in superseded(backups_of(path)):
                    old.path.unlink(missing_ok=True)
                    manifest_of(old.path).unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise NoBackup(reason(error)) from error
    except OSError as error:
        raise NoBackup(f"{error.filename or target}: {error.strerror}") from error
    except Unusable as error:
        raise NoBackup(error.sentence.rstrip(".")) from error
    return backup


def daily(path: Path, now: datetime) -> Path | None:
    """The first backup of the day, made where there is none; None: there is nothing to keep. Raises NoBackup."""
    path = path.resolve()
    made = next((one for one in folder_of(path).glob("*.db") if _made_on(one, path, now)), None)
    if made is not None:
        return made
    try:
        with closing(connect(path)) as source:
            if not source.execute(f"SELECT EXISTS (SELECT 1 FROM {_JOURNAL})").fetchone()[0]:
                return None
    except sqlite3.Error as error:
        raise NoBackup(reason(error)) from error
    return take(path, Why.DAILY, now).path


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of a database, newest first, as they are described; not verified."""
    path = path.resolve()
    found = (described(one) for one in folder_of(path).glob("*.db") if one.name.startswith(f"{path.name}-"))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.made, reverse=True))


def superseded(backups: Iterable[Backup]) -> Iterator[Backup]:
    """Of backups, newest first, those that newer ones make dispensable: see KEPT."""
    counts: dict[Why, int] = {}
    months: set[tuple[Why, int, int]] = set()
    for one in backups:
        month = (one.why, one.made.year, one.made.month)
        counts[one.why] = counts.get(one.why, 0) + 1
        if one.why is not Why.ASKED and counts[one.why] > KEPT and month in months:
            yield one
        months.add(month)


def folder_of(path: Path) -> Path:
    """Where the backups of a database lie; of a link, beside the file that it leads to."""
    return path.resolve().parent / FOLDER


def manifest_of(path: Path) -> Path:
    """The file beside a backup that describes it."""
    return path.with_name(f"{path.name}.json")


def described(path: Path) -> Backup | None:
    """The backup as the file beside it describes it; None where there is none or it cannot be understood."""
    try:
        found = json.loads(manifest_of(path).read_text(encoding="utf-8"))
        made = datetime.fromisoformat(found["made"])
        if made.tzinfo is None:
            return None
        return Backup(
            path,
            made,
            Why(found["why"]),
            str(found["sha256"]),
            int(found["version"]),
            {str(table): int(rows) for table, rows in found["rows"].items()},
            path.stat().st_size,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def fault_of(backup: Backup) -> str:
    """What is wrong with a backup's file, as the rest of a sentence; "" where it is as it was made."""
    try:
        return (
            "" if sha256_of(backup.path) == backup.sha256 else "its checksum does not match: it was changed since"
        )
    except OSError as error:
        return f"it cannot be read: {error.strerror}"


def sha256_of(path: Path) -> str:
    """The checksum of a file; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Make one backup at a time in a folder: those of two sessions that start at once would have the same name."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _take(path: Path, why: Why, now: datetime, target: Path) -> Backup:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")  # mode 0600
    os.close(handle)
    part = Path(name)
    try:
        rows = _copy(path, part)
        _verify(part, rows)
        backup = Backup(part, now, why, sha256_of(part), _number(part, "user_version"), rows, part.stat().st_size)
        description = {name: value for name, value in asdict(backup).items() if name not in ("path", "size")}
        replace_with(manifest_of(target), json.dumps(description, default=str, indent=1).encode())
        part.replace(target)
        sync_folder(target.parent)
    except BaseException:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise
    return Backup(target, backup.made, why, backup.sha256, backup.version, rows, backup.size)


def _copy(path: Path, part: Path) -> dict[str, int]:
    """Copy a database into an empty file, and count the rows of its tables as of the same moment."""
    with closing(connect(path)) as source, closing(connect(part)) as copy:
        source.execute("BEGIN")
        rows = counted(source)
        source.backup(copy)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return rows


def _verify(part: Path, rows: Mapping[str, int]) -> None:
    with closing(connect(part)) as copy:
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone() or counted(copy) != rows:
            raise NoBackup("the database is damaged; pmtui check says more")
        for table in rows:  # SQLite does not look whether a text is one, Python does as it is read
            deque(copy.execute(f'SELECT * FROM "{table}"'), maxlen=0)


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each table."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY 1"
    )
    names = [name for (name,) in connection.execute(query)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _number(path: Path, pragma: str) -> int:
    with closing(connect(path)) as opened:
        return int(opened.execute(f"PRAGMA {pragma}").fetchone()[0])


def _free_name(path: Path, why: Why, now: datetime) -> Path:
    """Such as ``pmtui.db-2027-02-01T081502-daily.db``; with a number where there is one of that second."""
    base = folder_of(path) / f"{path.name}-{now:%Y-%m-%dT%H%M%S}-{why}"
    target, number = base.with_name(f"{base.name}.db"), 2
    while target.exists():
        target = base.with_name(f"{base.name}-{number}.db")
        number += 1
    return target


def _made_on(backup: Path, path: Path, now: datetime) -> bool:
    """Whether a file is the daily backup of that day, by its name alone."""
    return backup.name.startswith(f"{path.name}-{now:%Y-%m-%d}T") and f"-{Why.DAILY}" in backup.name


def _sweep(folder: Path) -> None:
    """Take away what a process that was killed in the middle of a backup has left."""
    for part in folder.glob(".*.part*"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _LEFTOVER_SECONDS:
                part.unlink()
