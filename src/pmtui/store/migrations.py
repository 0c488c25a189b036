"""From an earlier version's file to the present schema: numbered steps over plain rows, in one transaction.

How to change the schema, such as to add a column:

1. Change the entity in ``domain/entities.py``: its table, its checks and its form follow from the description.
2. Append a step to ``STEPS``, named for the version that it makes. A step is given the rows of all entities by
   table, as dictionaries of stored values with ``id`` and ``version``, and changes them in place. A new field with
   a default needs no code, only the step with its sentence: rows that lack a field get its default. A step that
   fills, renames or drops fields does so in the rows: ``row["to"] = row.pop("from")``; what a table no longer
   has must be taken out, or the migration fails. A row that a step adds has an ``id``. Steps name tables and
   fields by their words, never by the entities, which go on changing.
3. Set the digest in ``tests/store/test_migrations.py`` as the failing test there says.

All tables are then written anew from the entities, so that an upgraded file has the schema of a new one. Where two
steps were written at once, the one that is merged later takes the next number.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from pmtui.domain.entities import ENTITIES
from pmtui.store import journal
from pmtui.store.backups import back_up
from pmtui.store.journal import EntryKind
from pmtui.store.tables import JournalEntry, JournalImage
from pmtui.store.undoing import check_references
from pmtui.store.values import plain

Rows = dict[str, list[dict[str, Any]]]  # by table
Step = Callable[[Rows], None]

_JOURNAL = (JournalEntry.__tablename__, JournalImage.__tablename__)


def to_2(rows: Rows) -> None:
    """The journal's own rows are checked by the database too; no entity changes."""
    del rows


def to_3(rows: Rows) -> None:
    """A share says which staffing request it fills, so that several may fill one; before, a request named one."""
    filled = {row.pop("allocation_id"): row["id"] for row in rows["staffing_request"]}
    for row in rows["allocation"]:
        row["request_id"] = filled.get(row["id"])


# The first makes version 2 of version 1, and so on.
STEPS: tuple[Step, ...] = (to_2, to_3)
SCHEMA_VERSION = len(STEPS) + 1


def version_of(session: Session) -> int:
    """The version of the schema in the file."""
    return int(session.execute(text("PRAGMA user_version")).scalar_one())


def migrate(session: Session, path: Path) -> Path | None:
    """Bring the file to the present version, and return the backup made before; None where it is there already.

    The transaction must have begun for writing with foreign keys off. What was done before cannot be undone then.
    """
    version = version_of(session)
    if version >= SCHEMA_VERSION:
        return None  # another session was first
    backup = back_up(path)
    connection = session.connection()
    names = _tables(connection)
    rows = {name: _rows(connection, name) for name in names if name not in _JOURNAL}
    for step in STEPS[version - 1 :]:
        step(rows)
    _write_anew(connection, names, rows)
    check_references(connection)
    journal.end_history(session)
    head = journal.newest(session) + 1
    label = f"the file brought from version {version} to {SCHEMA_VERSION}"
    journal.record(session, head, "", EntryKind.IMPORT, label)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return backup


def _tables(connection: Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    return list(connection.exec_driver_sql(query).scalars())


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY id').mappings()]


def _write_anew(connection: Connection, old: list[str], rows: Rows) -> None:
    """Make the present tables in the place of the old ones, with these rows and the journal as it was."""
    sequences = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    for name in _JOURNAL:  # grows for years, so it never passes through memory
        connection.exec_driver_sql(f"CREATE TEMP TABLE kept_{name} AS SELECT * FROM main.{name}")
    for name in old:
        connection.exec_driver_sql(f'DROP TABLE main."{name}"')
    SQLModel.metadata.create_all(connection, checkfirst=False)
    for entity in ENTITIES:
        defaults = {"version": 0} | plain(entity())
        values = [defaults | row for row in rows.pop(entity.table, ())]
        unknown = {name for row in values for name in row} - defaults.keys()
        if unknown:
            raise LookupError(f"A step has left what {entity.table} no longer has: {sorted(unknown)}.")
        if values:
            connection.execute(insert(SQLModel.metadata.tables[entity.table]), values)
    if any(rows.values()):
        raise LookupError(f"A step has left rows of tables that are gone: {sorted(rows)}.")
    for name in _JOURNAL:
        kept = connection.exec_driver_sql(f"SELECT * FROM temp.kept_{name} LIMIT 0").keys()
        columns = ", ".join(f'"{one}"' for one in kept)
        connection.exec_driver_sql(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM temp.kept_{name}")
        connection.exec_driver_sql(f"DROP TABLE temp.kept_{name}")
    for name, last in sequences:  # so that no id is ever used twice
        if name in SQLModel.metadata.tables:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, last))
