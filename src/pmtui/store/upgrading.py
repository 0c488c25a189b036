"""What makes tables: a new file's, and those of an earlier version's file written anew, each in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pmtui.domain.entities import ENTITIES, Settings
from pmtui.store import journal, migrations
from pmtui.store.backups import Why, take
from pmtui.store.connection import REPLACING, WRITING
from pmtui.store.engine import driver_of, engine_of
from pmtui.store.entries import EntryKind
from pmtui.store.errors import Unusable, reason
from pmtui.store.migrations import SCHEMA_VERSION, Rows
from pmtui.store.opening import APPLICATION_ID, version_of
from pmtui.store.tables import JournalEntry, JournalImage, model_of, schema, table_of
from pmtui.store.undoing import check_references
from pmtui.store.values import plain

_JOURNAL = (JournalEntry.__tablename__, JournalImage.__tablename__)


@contextmanager
def _writing(path: Path, begin: tuple[str, ...]) -> Iterator[Session]:
    """One transaction on the file; raises Unusable."""
    try:
        with Session(engine_of(path).execution_options(begin=begin)) as session, session.begin():
            yield session
    except DBAPIError as error:
        raise Unusable(f"{path} cannot be used: {reason(error)}.") from error


def fill(path: Path) -> None:
    """Give an empty file the schema, unless another session was first; raises Unusable."""
    with _writing(path, WRITING) as session:
        connection = session.connection()
        if connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar():
            return
        schema().create_all(connection, checkfirst=False)
        session.add(model_of(Settings)(id=1, version=0, default_rate=Settings().default_rate))
        session.flush()
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def bring_up(path: Path) -> Path | None:
    """Bring an earlier version's file to the present one, and give its backup; None: another session was first.

    Raises Unusable, NotSaved, Refused.
    """
    with _writing(path, REPLACING) as session:
        return migrate(session, path)


def migrate(session: Session, path: Path, *, backup: bool = True) -> Path | None:
    """Bring the file to the present version, after a backup, which it gives; nothing where it is there already.

    The transaction must have begun for writing with foreign keys off. What was done before cannot be undone then.
    Raises NotSaved, Refused.
    """
    version = version_of(driver_of(session))
    if version >= SCHEMA_VERSION:
        return None  # another session was first
    kept = take(path, Why.MIGRATION, datetime.now().astimezone()).path if backup else None
    connection = session.connection()
    names = _tables(connection)
    rows = {name: _rows(connection, name) for name in names if name not in _JOURNAL}
    for step in migrations.STEPS[version - 1 :]:
        step(rows)
    _write_anew(connection, names, rows)
    check_references(connection)
    journal.end_history(session)
    head = journal.newest(session) + 1
    label = f"the file brought from version {version} to {SCHEMA_VERSION}"
    journal.record(session, head, "", EntryKind.IMPORT, label)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return kept


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
    schema().create_all(connection, checkfirst=False)
    for entity in ENTITIES:
        defaults = {"version": 0} | plain(entity())
        values = [defaults | row for row in rows.pop(entity.table, ())]
        unknown = {name for row in values for name in row} - defaults.keys()
        if unknown:
            raise LookupError(f"A step has left what {entity.table} no longer has: {sorted(unknown)}.")
        if values:
            connection.execute(insert(table_of(entity)), values)
    if any(rows.values()):
        raise LookupError(f"A step has left rows of tables that are gone: {sorted(rows)}.")
    for name in _JOURNAL:
        kept = connection.exec_driver_sql(f"SELECT * FROM temp.kept_{name} LIMIT 0").keys()
        columns = ", ".join(f'"{one}"' for one in kept)
        connection.exec_driver_sql(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM temp.kept_{name}")
        connection.exec_driver_sql(f"DROP TABLE temp.kept_{name}")
    for name, last in sequences:  # so that no id is ever used twice
        if name in schema().tables:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, last))
