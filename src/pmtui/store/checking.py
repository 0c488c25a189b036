"""What is wrong with a database file, in sentences; it is read, and never written."""

import shlex
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from pmtui.store import journal, opening
from pmtui.store.backups import backups_of, counted, described, fault_of, sha256_of
from pmtui.store.connection import connect_to_read
from pmtui.store.engine import engine_in_memory
from pmtui.store.errors import NoRight, NoValue, Unusable, reason
from pmtui.store.loading import load
from pmtui.store.migrations import SCHEMA_VERSION
from pmtui.store.paths import default_path
from pmtui.store.tables import schema

MOST = 10  # faults of one kind that are told


@dataclass(frozen=True, slots=True)
class Examined:
    """Whether a file is whole, and the sentences that say what is wrong or what is there."""

    whole: bool
    sentences: tuple[str, ...]


def examine(path: Path) -> Examined:
    """All that can be found out about a database: rights, form, schema, references, every row and every value."""
    try:
        opening.prepare(path, create=False)
    except NoRight as error:
        return Examined(False, (error.sentence,))
    except Unusable as error:
        return Examined(False, (error.sentence, *_ways_on(path)))
    faults = tuple(faults_of(path))
    if faults:
        return Examined(False, (f"{path} is damaged, and is not written to.", *faults, *_ways_on(path)))
    return Examined(True, tuple(_told(path)))


def _is_ours(path: Path) -> bool:
    """Whether a file says that pmtui wrote it, this one or an earlier one."""
    try:
        opening.check_header(path)
    except Unusable:
        return False
    return True


def faults_of(path: Path) -> Iterator[str]:
    """What is wrong inside a file that pmtui wrote, a sentence each; nothing where it is whole."""
    try:
        with closing(_in_memory(path)) as opened:
            yield from _faults(opened)
    except sqlite3.Error as error:
        yield f"It cannot be read to its end: {reason(error)}."
    except UnicodeDecodeError:
        yield "Its schema has bytes that are no text."
    except OSError as error:
        yield f"It cannot be read: {error.strerror}."


def _in_memory(path: Path) -> sqlite3.Connection:
    """A copy of the file in memory, with every page as it is.

    A connection that may only read would not do: on it SQLite leaves the CHECKs out of its integrity check.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(connect_to_read(path)) as opened:
        try:
            opened.backup(copy)
            return copy
        except sqlite3.OperationalError:
            left = path.with_name(f"{path.name}-journal")
            if not left.exists():
                raise
    with tempfile.TemporaryDirectory(prefix="pmtui-") as folder:  # a session was cut off in a change: take it back
        half = Path(folder) / path.name
        shutil.copyfile(path, half)
        shutil.copyfile(left, half.with_name(left.name))
        with closing(sqlite3.connect(half, isolation_level=None)) as opened:
            opened.backup(copy)
    return copy


def _faults(opened: sqlite3.Connection) -> Iterator[str]:
    found = [row[0] for row in opened.execute(f"PRAGMA integrity_check({MOST})")]
    if found != ["ok"]:
        yield from (f"SQLite says: {one}." for one in found)
        return
    for table, row, target, _ in opened.execute("PRAGMA foreign_key_check").fetchmany(MOST):
        yield f"Row {row} of {table} refers to a row of {target} that is not there."
    if opened.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        return
    expected, there = _schema(_new()), _schema(opened)
    for name in sorted(expected.keys() | there.keys()):
        if name not in there:
            yield f"{name} is missing."
        elif name not in expected:
            yield f"{name} is not of pmtui."
        elif there[name] != expected[name]:
            yield f"{name} is not as pmtui makes it."
    if there == expected:
        opened.text_factory = bytes
        no_text = list(islice(_no_text(opened), MOST))
        opened.text_factory = str
        yield from no_text or _unreadable_rows(opened)


def _new() -> sqlite3.Connection:
    """A database in memory with the present schema."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    with create_engine("sqlite://", creator=lambda: made, poolclass=StaticPool).begin() as connection:
        schema().create_all(connection)
    return made


def _schema(opened: sqlite3.Connection) -> dict[str, str]:
    rows = opened.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {f"{kind} {name}".capitalize(): " ".join(sql.split()) for kind, name, sql in rows}


def _no_text(opened: sqlite3.Connection) -> Iterator[str]:
    """Values whose bytes are no UTF-8, such as another program may have put there; it must give texts as bytes."""
    for table in schema().sorted_tables:
        cursor = opened.execute(f"SELECT rowid, * FROM {table.name}")
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            yield from (
                f"Row {row[0]} of {table.name}: its {name} is no text, since it is not UTF-8."
                for name, value in zip(columns, row, strict=True)
                if isinstance(value, bytes) and not _is_utf8(value)
            )


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unreadable_rows(opened: sqlite3.Connection) -> Iterator[str]:
    """Read every row as the program does."""
    try:
        load(opened)
        with Session(engine_in_memory(opened)) as session:
            journal.history(session, MOST)
    except (NoValue, ValueError, KeyError, TypeError) as error:
        yield f"A row cannot be understood: {error}."


def _told(path: Path) -> Iterator[str]:
    with closing(_in_memory(path)) as opened:
        rows = sum(counted(opened).values())
        version = opened.execute("PRAGMA user_version").fetchone()[0]
    yield f"{path} is whole: {rows} rows, version {version} of the schema."
    if version < SCHEMA_VERSION:
        yield f"The next start brings it to version {SCHEMA_VERSION}, after a backup."
    yield _newest(path) or "There is no backup of it yet: pmtui backup makes one."


def _ways_on(path: Path) -> Iterator[str]:
    """What can be done about a file that cannot be used."""
    newest = _newest(path)
    if newest:
        yield newest
        yield f"{_restore(path)} puts it back, and keeps what is there now beside the backups."
    else:
        yield f"There is no backup of it that can be used; {_restore(path)} FILE puts another file in its place."


def _restore(path: Path) -> str:
    """The command that puts a backup in the place of a file that cannot be used, as it is to be typed."""
    named = "" if path == default_path() else f" --db {shlex.quote(str(path))}"
    data_of_others = path.is_file() and path.stat().st_size and not _is_ours(path)
    return f"pmtui{named} restore{' --replace' if data_of_others else ''}"


def _newest(path: Path) -> str:
    for one in backups_of(path):
        if not fault_of(one):
            rows = sum(one.rows.values())
            return f"The newest good backup is of {one.made:%Y-%m-%d %H:%M}, {rows} rows: {one.path}."
    return ""


def check_backup(file: Path) -> str:
    """The checksum of a file that can be restored; raises Unusable where it is not whole or not as it was made."""
    if not file.is_file():
        raise Unusable(f"There is no file {file}.")
    opening.check_header(file)
    left = file.with_name(f"{file.name}-journal")
    if left.exists() and left.stat().st_size:
        raise Unusable(f"{file} is being written, or a session was cut off in it: open it with pmtui first.")
    backup = described(file)
    fault = "" if backup is None else fault_of(backup)
    fault = fault or next(faults_of(file), "").rstrip(".")
    if fault:
        raise Unusable(f"{file} is not restored: {fault}.")
    return sha256_of(file)
