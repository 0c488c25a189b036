"""Connections as the store needs them: private, durable, in transactions that really begin when they say so."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

BUSY_MILLISECONDS = 5_000

READING = ("BEGIN",)
WRITING = ("BEGIN IMMEDIATE",)
# Rows go out and come back in any order; whoever writes so checks the references before the commit.
REPLACING = ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE")


def connect(path: Path, *, wait_seconds: float | None = None) -> sqlite3.Connection:
    """A connection to an existing file, which is never created; transactions begin only when told.

    It waits so long for a lock that another session holds, BUSY_MILLISECONDS where nothing else is said.
    """
    if wait_seconds is None:
        wait_seconds = BUSY_MILLISECONDS / 1000
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait_seconds, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # EXTRA also syncs the folder after the rollback journal goes: a commit survives a power cut.
        connection.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get("begin", READING):
        connection.exec_driver_sql(statement)


def engine_of(path: Path) -> Engine:
    """An engine that opens the file anew for each transaction, so that none can hold a failed one.

    A transaction begins with the statements of its engine's ``begin`` option, READING where there is none.
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def engine_in_memory(connection: sqlite3.Connection) -> Engine:
    """An engine on this one connection, whose database lives in memory only and ends with it."""
    connection.execute("PRAGMA foreign_keys = ON")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine
