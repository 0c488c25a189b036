"""Whether a file may be opened, and how a new one is filled; a refused file is never touched."""

import os
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from pmtui.domain.entities import ENTITIES
from pmtui.domain.errors import Refused
from pmtui.store.connection import connect
from pmtui.store.errors import NoRight, NotSaved, Unusable, reason
from pmtui.store.migrations import SCHEMA_VERSION
from pmtui.store.paths import close_to_others, make_private_file, make_private_folder

APPLICATION_ID = 0x504D5455  # "PMTU"
TABLE_NAMES = frozenset(("journal_entry", "journal_image", *(one.table for one in ENTITIES)))

_MAGIC = b"SQLite format 3\0"


def prepare(path: Path, *, create: bool) -> None:
    """Check that the file can be used, before SQLite sees it; make it, private and empty, where told to.

    Raises Unusable.
    """
    check_entrance(path.parent)
    if create and not path.exists():
        make_private_folder(path.parent)
        _check_owner(path.parent)
        make_private_file(path)
    _check_there(path)
    _check_owner(path.parent)
    _check_owner(path)
    _check_rights(path)
    check_header(path, create=create)


def check_entrance(folder: Path, rights: int = os.X_OK) -> None:
    """Refuse a folder that the user cannot enter, or not with these rights; raises NoRight."""
    if os.path.isdir(folder) and not os.access(folder, rights):
        raise NoRight(
            f"The folder {folder} cannot be entered: you do not have the right to{_giving(folder, 0o700, 'rwx')}."
        )


def _check_there(path: Path) -> None:
    if not path.exists():
        if path.is_symlink():
            raise Unusable(f"{path} is a link to a file that is not there.")
        raise Unusable(f"There is no database {path}: start pmtui to make it, or name another with --db.")
    if not path.is_file():
        raise Unusable(f"{path} is not a file.")


def _check_owner(path: Path) -> None:
    """Refuse a folder or a file that another user owns or may write: they could put anything in its place."""
    found = path.stat()
    name = f"The folder {path}" if path.is_dir() else str(path)
    if found.st_uid != os.geteuid():
        raise NoRight(
            f"{name} belongs to another user: start pmtui as that user, or make it yours with"
            f" sudo chown {os.geteuid()} {shlex.quote(str(path))}"
        )
    if found.st_mode & 0o022:
        raise NoRight(f"{name} may be written by other users: mend it with chmod go-w {shlex.quote(str(path))}")


def _check_rights(path: Path) -> None:
    if not os.access(path, os.R_OK):
        raise NoRight(f"{path} cannot be read: you do not have the right to{_giving(path, 0o600, 'rw')}.")
    if not os.access(path, os.W_OK):
        raise NoRight(f"{path} is read-only: pmtui needs the right to write it{_giving(path, 0o600, 'rw')}.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise NoRight(
            f"The folder {path.parent} is read-only: pmtui needs to write beside its"
            f" database{_giving(path.parent, 0o700, 'rwx')}."
        )


def _giving(path: Path, mode: int, rights: str) -> str:
    """How the user gets rights that the mode of a file denies them; "" where something else does."""
    denied = mode & ~path.stat().st_mode
    return f"; mend it with chmod u+{rights} {shlex.quote(str(path))}" if denied else ""


def check_header(path: Path, *, create: bool = False) -> None:
    """Refuse what is no database of this pmtui or an earlier one; empty is right where it is to be filled.

    It reads who made the file and its version from the file's first bytes (SQLite file format, section 1.3).
    Raises Unusable.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from error
    if not header:
        if create:
            return
        raise Unusable(f"{path} is empty, not a database of pmtui.")
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise Unusable(f"{path} is not a database of pmtui.")
    check_made_by(path, int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big"))


def check_made_by(path: Path, application_id: int, version: int) -> None:
    """Refuse another program's database, and one of a newer pmtui; raises Unusable."""
    if application_id != APPLICATION_ID:
        raise Unusable(f"{path} is a database of another program, not of pmtui.")
    if version > SCHEMA_VERSION:
        raise Unusable(
            f"{path} was written by a newer pmtui: its version is {version}, this pmtui reads up to"
            f" {SCHEMA_VERSION}. Install the newer pmtui to open it."
        )
    if version < 1:
        raise Unusable(f"{path} has no version and cannot be read.")


def settle(path: Path) -> str:
    """Fill an empty file with the schema in one transaction, else check that the file is whole, then bring it to
    the present version, after a backup; gives a sentence where that was to be done.

    What others may read is closed to them, once the file is known to be ours. Two sessions that start at once on a
    new or an old file wait for one another. Raises Unusable.
    """
    try:
        with closing(connect(path)) as connection:
            if _is_empty(connection):
                _fill(path)
            version = _check_whole(connection, path)
            close_to_others(path)
            return _brought_up(path, version) if version < SCHEMA_VERSION else ""
    except (NotSaved, Refused) as error:
        raise Unusable(f"{path} is of an earlier version and could not be brought up. {error.sentence}") from error
    except sqlite3.Error as error:
        raise Unusable(f"{path} cannot be used: {reason(error)}.") from error
    except UnicodeDecodeError as error:  # Python cannot read SQLite's own words about a schema with odd bytes
        raise Unusable(f"{path} is damaged. Restore it from a backup.") from error


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT 1 FROM sqlite_master").fetchall()


# What writes a schema is imported where one is written: a start on a file that is right goes without it.


def _fill(path: Path) -> None:
    from pmtui.store import upgrading

    upgrading.fill(path)


def _brought_up(path: Path, version: int) -> str:
    from pmtui.store import upgrading

    backup = upgrading.bring_up(path)
    if backup is None:
        return ""
    return (
        f"The file was brought from version {version} to {SCHEMA_VERSION}; what it was before is kept in {backup}."
    )


def _check_whole(driver: sqlite3.Connection, path: Path) -> int:
    """Refuse a damaged file; gives the version of its schema."""
    version = version_of(driver)
    check_made_by(path, int(driver.execute("PRAGMA application_id").fetchone()[0]), version)
    if driver.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        driver.execute("PRAGMA journal_mode = DELETE")
    tables = {name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version == SCHEMA_VERSION and not tables.issuperset(TABLE_NAMES):
        raise Unusable(f"{path} is damaged: tables are missing. Restore it from a backup.")
    found = driver.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise Unusable(f"{path} is damaged: {found}. pmtui check says more. Restore it from a backup.")
    lost = driver.execute("PRAGMA foreign_key_check").fetchone()  # other programs leave references unchecked
    if lost is not None:
        raise Unusable(
            f"{path} is damaged: row {lost[1]} of {lost[0]} refers to a row of {lost[2]} that is not there."
            " Restore it from a backup."
        )
    return version


def version_of(driver: sqlite3.Connection) -> int:
    """The version of the schema in the file."""
    return int(driver.execute("PRAGMA user_version").fetchone()[0])
