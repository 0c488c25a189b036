"""Undo and redo: rows set back to what the journal's images hold, where nothing has changed since."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from pmtui.domain.entities import ENTITIES, Entity, Snapshot, described, entity_named
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.store.entries import Image
from pmtui.store.tables import table_of
from pmtui.store.values import Plain, columns


def stored_plain(connection: Connection, entity: type[Entity], id: int) -> Plain | None:
    """The row of that id as it is stored, without its version; None where there is none."""
    table = table_of(entity)
    names = [name for name in columns(entity) if name != "version"]
    found = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == id)).one_or_none()
    return None if found is None else dict(zip(names, found, strict=True))


def snapshots_of_removed(session: Session, images: Sequence[Image]) -> tuple[Image, ...]:
    """The daily figures of the projects that the images would remove, as images that remove them as well.

    The figures were written after the project was made and outside the journal; they go with it.
    """
    table = table_of(Snapshot)
    removed = [image.id for image in images if image.entity.__name__ == "Project" and image.after is None]
    known = {image.id for image in images if image.entity is Snapshot}
    ids = session.execute(select(table.c.id).where(table.c.project_id.in_(removed)).order_by(table.c.id))
    connection = session.connection()
    return tuple(
        Image(Snapshot, id, stored_plain(connection, Snapshot, id), None)
        for id in ids.scalars().all()
        if id not in known
    )


def apply(session: Session, images: Sequence[Image], entry: int) -> None:
    """Set the rows from ``before`` to ``after`` of each image, with ``entry`` as their version.

    The transaction must have foreign keys off, so that the order does not matter; they are checked here.
    Refused where a row is not as ``before`` says, or where another row refers to one that would go.
    """
    connection = session.connection()
    for image in images:
        now = stored_plain(connection, image.entity, image.id)
        check_unchanged(image, now, described(image.entity))
    touched = {(image.entity, image.id) for image in images}
    for image in images:
        if image.after is None:
            check_unreferred(connection, image, touched)
    for entity in ENTITIES:
        of_entity = [image for image in images if image.entity is entity]
        table = table_of(entity)
        gone = [{"gone": image.id} for image in of_entity if image.before is not None]
        if gone:
            connection.execute(delete(table).where(table.c.id == bindparam("gone")), gone)
        back = [{**image.after, "version": entry} for image in of_entity if image.after is not None]
        if back:
            connection.execute(insert(table), back)
    check_references(connection)


def check_unchanged(image: Image, now: Plain | None, names: Collection[str]) -> None:
    """Refuse where a row is not there as ``before`` says, or has other values in these fields."""
    noun = f"{image.entity.noun} {_name(image.before or now or {})}".strip()
    if image.before is None:
        if now is not None:
            raise Refused(f"This cannot be taken back: the {noun} exists again.")
        return
    if now is None:
        raise Refused(f"This cannot be taken back: the {noun} was deleted since.")
    labels = [
        description.label.lower()
        for name, description in described(image.entity).items()
        if name in names and now[name] != image.before.get(name)
    ]
    if labels:
        raise Refused(f"This cannot be taken back: of the {noun}, {', '.join(labels)} changed since.")


def check_unreferred(connection: Connection, image: Image, touched: set[tuple[type[Entity], int]]) -> None:
    """Refuse where a row that is not touched as well refers to one that would go."""
    for entity in ENTITIES:
        for name, description in described(entity).items():
            if description.kind is not Kind.REF or entity_named(description.refers) is not image.entity:
                continue
            table = table_of(entity)
            ids = connection.execute(select(table.c.id).where(table.c[name] == image.id)).scalars()
            for id in ids:
                if (entity, id) not in touched:
                    later = f"{entity.noun} {_name(stored_plain(connection, entity, id) or {})}".strip()
                    what = f"{image.entity.noun} {_name(image.before or {})}".strip()
                    raise Refused(f"This cannot be taken back: the {later} refers to the {what} since.")


def _name(values: Plain) -> str:
    """What a person calls the row: its code, name or title."""
    for field in ("code", "name", "title", "event", "text"):
        if values.get(field):
            return f'"{values[field]}"'
    return ""


def check_references(connection: Connection) -> None:
    """Refused where a row refers to one that is not there: the last guard of a write with foreign keys off."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise Refused(f"This cannot be done: row {broken[1]} of {broken[0]} refers to a {broken[2]} that is gone.")
