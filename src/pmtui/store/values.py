"""Between domain rows and the plain values (str, int, None) that tables, journal images and files hold."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from pmtui.domain.entities import ENTITIES, Entity, described
from pmtui.domain.fields import Description, Kind
from pmtui.store.errors import NoValue

E = TypeVar("E", bound=Entity)
Plain = dict[str, str | int | None]  # a row without its version: what images, comparisons and dumps hold


_COLUMNS: dict[type[Entity], tuple[str, ...]] = {
    entity: ("id", "version", *described(entity)) for entity in ENTITIES
}


def columns(entity: type[Entity]) -> tuple[str, ...]:
    """The names of an entity's columns, in the order in which they are read."""
    return _COLUMNS[entity]


def plain_value(value: Any) -> str | int | None:
    """A field's value as it is stored: a day as ISO text, an enumeration as its value, a flag as 0 or 1."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return str(value)
    return value  # type: ignore[no-any-return]


def plain(row: Entity) -> Plain:
    """A row as it is stored, without its version."""
    values: Plain = {"id": row.id}
    for name in described(type(row)):
        values[name] = plain_value(getattr(row, name))
    return values


def _reader_of(description: Description) -> Callable[[Any], Any] | None:
    match description.kind:
        case Kind.DAY:
            return date.fromisoformat
        case Kind.CHOICE:
            assert description.choices is not None
            return {one.value: one for one in description.choices}.__getitem__
        case Kind.FLAG:
            return bool
    return None


# By entity, in the order of its columns: what sets the field of a new row, and what reads a value that is not
# stored as it is.
_FIELDS: dict[type[Entity], tuple[tuple[Callable[[Any, Any], None], Callable[[Any], Any] | None], ...]] = {
    entity: tuple(
        (getattr(entity, name).__set__, _reader_of(described(entity)[name]) if name in described(entity) else None)
        for name in columns(entity)
    )
    for entity in ENTITIES
}


def row_of(entity: type[E], stored: Sequence[Any]) -> E:
    """The row of stored values, given in the order of ``columns``; raises NoValue."""
    return rows_of(entity, (stored,))[0]


def rows_of(entity: type[E], stored: Sequence[Sequence[Any]]) -> list[E]:
    """The rows of stored values, each given in the order of ``columns``; raises NoValue.

    It fills the slots itself, field by field, and reads each value that a column holds once: that takes a quarter
    of the time of the constructor of a frozen dataclass, and loading a workspace is little else.
    """
    rows = [object.__new__(entity) for _ in stored]
    for (fill, read), column in zip(_FIELDS[entity], zip(*stored, strict=True), strict=bool(stored)):
        deque(map(fill, rows, column if read is None else _read(entity, read, column)), maxlen=0)
    return rows


def _read(entity: type[Entity], read: Callable[[Any], Any], column: Sequence[Any]) -> Iterator[Any]:
    try:
        known = {value: None if value is None else read(value) for value in set(column)}
    except (ValueError, KeyError, TypeError) as error:
        raise NoValue(f"in {entity.table}, {error}") from error
    return map(known.__getitem__, column)
