"""Connections as the store needs them: private, durable, in transactions that begin only when told."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

BUSY_MILLISECONDS = 5_000

# The statements that begin a transaction.
READING = ("BEGIN",)
WRITING = ("BEGIN IMMEDIATE",)
# Rows go out and come back in any order; whoever writes so checks the references before the commit.
REPLACING = ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE")


def connect(path: Path, *, wait_seconds: float | None = None) -> sqlite3.Connection:
    """A connection to an existing file, which is never created; transactions begin only when told.

    It waits so long for a lock that another session holds, BUSY_MILLISECONDS where nothing else is said.
    """
    connection = _open(path, "rw", wait_seconds)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # EXTRA also syncs the folder after the rollback journal goes: a commit survives a power cut.
        connection.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection to an existing file that cannot change it."""
    return _open(path, "ro", None)


def _open(path: Path, mode: str, wait_seconds: float | None) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    wait = BUSY_MILLISECONDS / 1000 if wait_seconds is None else wait_seconds
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait, check_same_thread=False)
