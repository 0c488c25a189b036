"""Engines over the store's own connections, in transactions that really begin when they say so."""

import sqlite3
from copy import copy
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, StaticPool

from pmtui.store.connection import READING, connect


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


def beside(engine: Engine, connection: sqlite3.Connection) -> Engine:
    """An engine on this one connection, in memory as well; each has what statements the other has compiled."""
    connection.execute("PRAGMA foreign_keys = ON")
    made = copy(engine)
    made.pool = StaticPool(cast(Any, lambda: connection))
    return made


def driver_of(session: Session) -> sqlite3.Connection:
    """The plain connection that a session is on, within its transaction."""
    found = session.connection().connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found
