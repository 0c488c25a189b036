"""Between domain rows and the plain values (str, int, None) that tables, journal images and files hold."""

from collections.abc import Callable, Sequence
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


# By entity, the places among its columns that are not stored as they are, with what reads them.
_READERS: dict[type[Entity], tuple[tuple[int, Callable[[Any], Any]], ...]] = {
    entity: tuple(
        (columns(entity).index(name), reader)
        for name, description in described(entity).items()
        if (reader := _reader_of(description)) is not None
    )
    for entity in ENTITIES
}

# By entity, what sets each field of a new row, in the order of the columns.
_SETTERS: dict[type[Entity], tuple[Callable[[Any, Any], None], ...]] = {
    entity: tuple(getattr(entity, name).__set__ for name in columns(entity)) for entity in ENTITIES
}


def row_of(entity: type[E], stored: Sequence[Any]) -> E:
    """The row of stored values, given in the order of ``columns``; raises NoValue.

    It fills the slots itself: that takes half the time of the constructor of a frozen dataclass, and loading a
    workspace is little else.
    """
    values = list(stored)
    try:
        for place, read in _READERS[entity]:
            if values[place] is not None:
                values[place] = read(values[place])
    except (ValueError, KeyError, TypeError) as error:
        raise NoValue(f"in {entity.table}, {error}") from error
    row = object.__new__(entity)
    for fill, value in zip(_SETTERS[entity], values, strict=True):
        fill(row, value)
    return row
