"""The journal: what each command did to which rows, so that it can be shown, undone and redone."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from pmtui.domain.entities import Entity, described, entity_named
from pmtui.store import loading
from pmtui.store.engine import driver_of
from pmtui.store.entries import TABLE_ENTITIES, EntryKind, EntryState, HistoryRow, Image
from pmtui.store.tables import JournalEntry, JournalImage
from pmtui.store.values import Plain


def newest(session: Session) -> int:
    """The id of the newest entry, 0 where there is none: the head of the workspace."""
    return loading.newest(driver_of(session))


def record(
    session: Session,
    entry: int,
    maker: str,
    kind: EntryKind,
    label: str,
    images: Sequence[Image] = (),
    of: int | None = None,
) -> None:
    """Write an entry with its images; a command clears what could be redone."""
    if kind is EntryKind.COMMAND:
        _set_state(session, EntryState.CLEARED, col(JournalEntry.state) == EntryState.UNDONE)
    state = EntryState.LIVE if kind is EntryKind.COMMAND else EntryState.HISTORY
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    values = {"id": entry, "at": at, "session": maker, "kind": kind.value, "state": state.value}
    _insert(session, JournalEntry, [values | {"label": label, "of": of}])
    _add_images(session, entry, images, 0)


def append(session: Session, entry: int, images: Iterable[Image]) -> None:
    """Add images to an entry, as if its command had made these changes too."""
    first = session.execute(
        select(func.coalesce(func.max(col(JournalImage.sequence)) + 1, 0)).where(
            col(JournalImage.entry_id) == entry
        )
    ).scalar_one()
    _add_images(session, entry, images, first)


def _add_images(session: Session, entry: int, images: Iterable[Image], first: int) -> None:
    rows = [
        {
            "entry_id": entry,
            "sequence": sequence,
            "table_name": image.entity.table,
            "row_id": image.id,
            "before": _packed(image.before),
            "after": _packed(image.after),
        }
        for sequence, image in enumerate(images, first)
    ]
    _insert(session, JournalImage, rows)


def _insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Add rows that nobody reads in this transaction: without objects, which cost several times as much."""
    if rows:
        session.flush()
        session.connection().execute(insert(SQLModel.metadata.tables[str(table.__tablename__)]), rows)


def _packed(values: Plain | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _unpacked(text: str | None) -> Plain | None:
    return None if text is None else json.loads(text)


def images_of(session: Session, entry: int) -> tuple[Image, ...]:
    """The images of an entry, in the order in which its command touched the rows."""
    rows = session.execute(
        select(JournalImage).where(col(JournalImage.entry_id) == entry).order_by(col(JournalImage.sequence))
    ).scalars()
    return tuple(
        Image(TABLE_ENTITIES[row.table_name], row.row_id, _unpacked(row.before), _unpacked(row.after))
        for row in rows
    )


def entry_that_added(session: Session, entity: type[Entity], id: int) -> JournalEntry | None:
    """The live command that made a row; None where it is history only, or was undone."""
    made = (
        select(JournalEntry)
        .join(JournalImage, col(JournalImage.entry_id) == col(JournalEntry.id))
        .where(col(JournalImage.table_name) == entity.table, col(JournalImage.row_id) == id)
        .where(col(JournalImage.before).is_(None), col(JournalEntry.state) == EntryState.LIVE)
    )
    return session.execute(made.order_by(col(JournalEntry.id).desc()).limit(1)).scalar_one_or_none()


def next_undo(session: Session) -> JournalEntry | None:
    """The newest live command."""
    live = select(JournalEntry).where(col(JournalEntry.state) == EntryState.LIVE)
    return session.execute(live.order_by(col(JournalEntry.id).desc()).limit(1)).scalar_one_or_none()


def next_redo(session: Session) -> JournalEntry | None:
    """The command that was undone last: undone ones are all newer than the live ones, so the oldest of them."""
    undone = select(JournalEntry).where(col(JournalEntry.state) == EntryState.UNDONE)
    return session.execute(undone.order_by(col(JournalEntry.id)).limit(1)).scalar_one_or_none()


def set_state(session: Session, entry: int, state: EntryState) -> None:
    """Mark one entry as undone, or as live again."""
    _set_state(session, state, col(JournalEntry.id) == entry)


def end_history(session: Session) -> None:
    """Make every entry history only: nothing before this can be undone or redone."""
    _set_state(session, EntryState.HISTORY, col(JournalEntry.state) == EntryState.LIVE)
    _set_state(session, EntryState.CLEARED, col(JournalEntry.state) == EntryState.UNDONE)


def _set_state(session: Session, state: EntryState, where: Any) -> None:
    found = update(JournalEntry).where(where).values(state=state.value)
    session.execute(found, execution_options={"synchronize_session": False})


def history(session: Session, limit: int) -> tuple[HistoryRow, ...]:
    """The newest entries, newest first, with the rows that they touched and what those belonged to; two queries."""
    entries = (
        session.execute(select(JournalEntry).order_by(col(JournalEntry.id).desc()).limit(limit)).scalars().all()
    )
    if not entries:
        return ()
    oldest = entries[-1].id
    touched: dict[int, list[tuple[type[Entity], int]]] = {}
    belonging: dict[int, set[tuple[type[Entity], int]]] = {}
    image = JournalImage
    rows = session.execute(
        select(col(image.entry_id), col(image.table_name), col(image.row_id), col(image.before), col(image.after))
        .where(col(image.entry_id) >= oldest)
        .order_by(col(image.entry_id), col(image.sequence))
    )
    for entry, table, row, before, after in rows:
        if table in TABLE_ENTITIES:  # else of an earlier version, which had that table
            entity = TABLE_ENTITIES[table]
            touched.setdefault(entry, []).append((entity, row))
            for values in (_unpacked(before), _unpacked(after)):
                belonging.setdefault(entry, set()).update(_referred(entity, values or {}))
    return tuple(
        HistoryRow(
            entry=one.id,
            at=datetime.fromisoformat(one.at),
            kind=EntryKind(one.kind),
            state=EntryState(one.state),
            label=one.label,
            touched=tuple(touched.get(one.id, ())),
            belonging=frozenset(belonging.get(one.id, ())),
        )
        for one in entries
    )


def _referred(entity: type[Entity], values: Plain) -> Iterator[tuple[type[Entity], int]]:
    """The rows that an image refers to."""
    for name, description in described(entity).items():
        id = values.get(name) if description.refers else None
        if isinstance(id, int):
            yield entity_named(description.refers), id
