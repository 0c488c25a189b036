"""Every table as plain values and back: what files hold, and what tests compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from pmtui.domain.entities import ENTITIES, Entity, Settings
from pmtui.domain.errors import Refused
from pmtui.store import journal
from pmtui.store.backups import Why, take
from pmtui.store.connection import REPLACING
from pmtui.store.database import Database
from pmtui.store.entries import EntryKind
from pmtui.store.tables import table_of
from pmtui.store.undoing import check_references
from pmtui.store.values import Plain, columns, plain

Tables = dict[str, list[Plain]]  # by table, its rows by id, without versions


@dataclass(frozen=True, slots=True)
class Restored:
    """The head after all rows were replaced, and the file that keeps what was there, None where nothing was."""

    head: int
    backup: Path | None


def dump(database: Database, *, only_journaled: bool = False) -> Tables:
    """The rows of all tables save the journal, by id, as of one moment.

    ``only_journaled`` leaves out the daily figures too, which are not part of undo: for comparisons.
    """
    with database.reading() as session:
        entities = [one for one in ENTITIES if one.journaled or not only_journaled]
        return {one.table: _rows_of(session, one) for one in entities}


def _rows_of(session: Session, entity: type[Entity]) -> list[Plain]:
    names = [name for name in columns(entity) if name != "version"]
    table = table_of(entity)
    rows = session.connection().execute(select(*(table.c[name] for name in names)).order_by(table.c.id))
    return [dict(zip(names, row, strict=True)) for row in rows]


def has_data(database: Database) -> bool:
    """Whether there is any row that somebody entered; the settings are always there."""
    with database.reading() as session:
        return _has_data(session)


def _has_data(session: Session) -> bool:
    counts = (select(func.count()).select_from(table_of(one)) for one in ENTITIES if one is not Settings)
    return any(session.execute(count).scalar_one() for count in counts)


def restore(
    database: Database, rows: Mapping[type[Entity], Sequence[Entity]], label: str, *, replace: bool = False
) -> Restored:
    """Put these rows in the place of all that is there, in one transaction that ends the undo history.

    What is there is first copied to the backups. The rows must have been checked. Raises Refused
    where there is data and ``replace`` does not allow it, or where the rows do not fit together after all;
    NotSaved.
    """
    with database.writing(REPLACING) as session:
        filled = _has_data(session)
        if filled and not replace:
            raise Refused("There is data here already: say that it is to be replaced, or use another database.")
        # Within the transaction, so that nothing is committed between the copy and the change.
        backup = take(database.path, Why.IMPORT, datetime.now().astimezone()).path if filled else None
        head = journal.newest(session) + 1
        _replace_rows(session, rows, head)
        journal.end_history(session)
        journal.record(session, head, database.session_id, EntryKind.IMPORT, label)
    return Restored(head, backup)


def _replace_rows(session: Session, rows: Mapping[type[Entity], Sequence[Entity]], version: int) -> None:
    connection = session.connection()
    for entity in ENTITIES:
        connection.execute(delete(table_of(entity)))
    for entity in ENTITIES:
        given = rows.get(entity) or ((Settings(id=1),) if entity is Settings else ())
        values = [plain(row) | {"version": version} for row in given]
        if values:
            connection.execute(insert(table_of(entity)), values)
    check_references(connection)
