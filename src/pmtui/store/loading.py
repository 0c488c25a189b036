"""The workspace from whole tables: one query for each entity, however much there is."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from pmtui.domain.entities import ENTITIES, Entity
from pmtui.domain.workspace import Workspace
from pmtui.store.tables import table_of
from pmtui.store.values import columns, row_of


def load(session: Session, head: int) -> Workspace:
    """Every row of every entity as of now; the caller holds the transaction."""
    return Workspace(_rows(session), head)


def _rows(session: Session) -> Iterator[Entity]:
    connection = session.connection()
    for entity in ENTITIES:
        table = table_of(entity)
        query = select(*(table.c[name] for name in columns(entity))).order_by(table.c.id)
        for stored in connection.execute(query).all():
            yield row_of(entity, stored)
