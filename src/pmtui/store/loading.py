"""The workspace from whole tables: one query for each entity, however much there is.

With the standard library alone, so that what is shown first does not wait for the libraries that write.
"""

import sqlite3
from collections.abc import Iterator

from pmtui.domain.entities import ENTITIES, Entity
from pmtui.domain.workspace import Workspace
from pmtui.store.values import columns, row_of


def load(connection: sqlite3.Connection) -> Workspace:
    """Every row of every entity as of now; the caller holds the transaction."""
    return Workspace(_rows(connection), newest(connection))


def newest(connection: sqlite3.Connection) -> int:
    """The id of the newest journal entry, 0 where there is none: the head of the workspace."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM journal_entry").fetchone()[0])


def _rows(connection: sqlite3.Connection) -> Iterator[Entity]:
    for entity in ENTITIES:
        names = ", ".join(f'"{name}"' for name in columns(entity))
        for stored in connection.execute(f'SELECT {names} FROM "{entity.table}" ORDER BY id'):
            yield row_of(entity, stored)
