"""The workspace from whole tables: one query for each entity, however much there is.

With the standard library alone, so that what is shown first does not wait for the libraries that write.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from pmtui.domain.entities import ENTITIES, Entity, Snapshot
from pmtui.domain.workspace import Workspace
from pmtui.store.entries import Done
from pmtui.store.values import columns, row_of, rows_of


def load(connection: sqlite3.Connection) -> Workspace:
    """Every row of every entity as of now; the caller holds the transaction."""
    return Workspace(_rows(connection), newest(connection))


def load_after(connection: sqlite3.Connection, known: Workspace, done: Done) -> Workspace:
    """As ``load``, by reading what a command touched alone, where nothing else was written since ``known``."""
    if done.head != known.head + 1 or newest(connection) != done.head:
        return load(connection)
    found = _again(connection, known, (*done.touched, *_figures(connection, known)))
    found.head = done.head
    return found


def with_figures(connection: sqlite3.Connection, known: Workspace) -> Workspace:
    """What is known, with the day's figures that were written since."""
    return _again(connection, known, _figures(connection, known))


def _figures(connection: sqlite3.Connection, known: Workspace) -> Iterator[tuple[type[Entity], int]]:
    """The day's figures, which a command may have added without a word of them."""
    last = max(known.all(Snapshot), default=0)
    for (id,) in connection.execute("SELECT id FROM snapshot WHERE id > ? ORDER BY id", (last,)):
        yield Snapshot, id


def _again(
    connection: sqlite3.Connection, known: Workspace, touched: Iterable[tuple[type[Entity], int]]
) -> Workspace:
    """What is known, with these rows as they are now."""
    changes: dict[tuple[type[Entity], int], Entity | None] = {}
    for entity, id in touched:
        names = ", ".join(f'"{name}"' for name in columns(entity))
        stored = connection.execute(f'SELECT {names} FROM "{entity.table}" WHERE id = ?', (id,)).fetchone()
        changes[entity, id] = None if stored is None else row_of(entity, stored)
    return known.changed(changes)


def newest(connection: sqlite3.Connection) -> int:
    """The id of the newest journal entry, 0 where there is none: the head of the workspace."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM journal_entry").fetchone()[0])


def _rows(connection: sqlite3.Connection) -> Iterator[Entity]:
    for entity in ENTITIES:
        names = ", ".join(f'"{name}"' for name in columns(entity))
        yield from rows_of(
            entity, connection.execute(f'SELECT {names} FROM "{entity.table}" ORDER BY id').fetchall()
        )
