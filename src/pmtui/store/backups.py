"""Backups: copies of a database as of one moment."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from pmtui.store.connection import connect
from pmtui.store.errors import NotSaved, reason


def back_up(path: Path) -> Path:
    """Copy a database, as of one moment, to a new private file beside it, and return that file.

    Raises NotSaved.
    """
    target = _new_file(path)
    try:
        with closing(connect(path)) as source, closing(connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise NotSaved(f"Not saved: no backup could be made, {reason(error)}.") from error
    return target


def _new_file(path: Path) -> Path:
    """The first free name of the form ``pmtui.db.backup-1``, made private and empty."""
    number = 1
    while True:
        target = path.with_name(f"{path.name}.backup-{number}")
        try:
            handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise NotSaved(f"Not saved: no backup could be made, {error.strerror}.") from error
        with os.fdopen(handle, "rb"):
            os.fchmod(handle, 0o600)
        return target
