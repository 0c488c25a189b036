"""Rows of a file, checked one by one and against each other, with the place of the first fault named."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pmtui.domain.entities import (
    ENTITIES,
    Charter,
    Dependency,
    Entity,
    FormerNumber,
    Project,
    Settings,
    WorkItem,
    described,
    entity_named,
)
from pmtui.domain.errors import Refused
from pmtui.domain.fields import MOST, Description, Kind
from pmtui.domain.validation import check

Rows = dict[type[Entity], list[Entity]]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rows_of_tables(tables: Mapping[str, Any]) -> Rows:
    """The rows of each entity, by id, that all fit together.

    Raises Refused with the place, such as "work_item 17: effort: ...".
    """
    known = {entity.table for entity in ENTITIES}
    for name in tables:
        if name not in known:
            raise Refused(f"{name}: pmtui has no such table.")
    rows = {entity: _rows(entity, tables.get(entity.table, [])) for entity in ENTITIES}
    for entity in ENTITIES:
        _check_references(entity, rows)
        _check_unique(entity, rows[entity])
    _check_outline(rows)
    _check_projects(rows)
    return rows


def _refuse(row: Entity, sentence: str, field: str = "") -> Refused:
    return Refused(": ".join(part for part in (f"{row.table} {row.id}", field, sentence) if part))


def _rows(entity: type[Entity], given: Any) -> list[Entity]:
    if not isinstance(given, list):
        raise Refused(f"{entity.table}: must be a list of rows.")
    found: dict[int, Entity] = {}
    for place, values in enumerate(given, 1):
        row = _row(entity, values, place)
        if row.id in found:
            raise _refuse(row, "There are two rows with this id.")
        found[row.id] = row
    return [found[id] for id in sorted(found)]


def _row(entity: type[Entity], values: Any, place: int) -> Entity:
    if not isinstance(values, dict):
        raise Refused(f"{entity.table}, row {place}: must be an object with the row's fields.")
    id = values.get("id")
    if not isinstance(id, int) or isinstance(id, bool) or not 1 <= id <= MOST:
        raise Refused(f"{entity.table}, row {place}: id: must be a whole number from 1.")
    if entity is Settings and id != 1:
        raise Refused(f"{entity.table} {id}: id: There is only one row of settings, with id 1.")
    descriptions = described(entity)
    given = {
        name: _typed(descriptions[name], value) if name in descriptions else value
        for name, value in values.items()
        if name != "id"
    }
    try:
        return entity(id=id, **check(entity, given, strict=True))
    except Refused as error:
        field, sentence = next(iter(error.fields.items()))
        raise Refused(f"{entity.table} {id}: {field}: {sentence}") from error


def _typed(description: Description, value: Any) -> Any:
    """A day's text as a day; anything else, also what is no day, as it is, for the check to judge."""
    if description.kind is Kind.DAY and isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _check_references(entity: type[Entity], rows: Mapping[type[Entity], Sequence[Entity]]) -> None:
    for name, description in described(entity).items():
        if description.kind is not Kind.REF:
            continue
        target = entity_named(description.refers)
        ids = {row.id for row in rows[target]}
        for row in rows[entity]:
            value = getattr(row, name)
            if value is not None and value not in ids:
                raise _refuse(row, f"There is no {target.noun} with id {value}.", name)
    if entity is Dependency:
        for row in rows[entity]:
            assert isinstance(row, Dependency)
            if row.predecessor_id == row.successor_id:
                raise _refuse(row, "A work item cannot wait for itself.", "successor_id")


def _check_unique(entity: type[Entity], rows: Sequence[Entity]) -> None:
    for group in entity.unique:
        seen: dict[tuple[object, ...], int] = {}
        for row in rows:
            other = seen.setdefault(tuple(getattr(row, name) for name in group), row.id)
            if other != row.id:
                raise _refuse(row, f"This {row.noun} is there already, as row {other}.", group[-1])


def _check_outline(rows: Mapping[type[Entity], Sequence[Entity]]) -> None:
    """Every work item lies in its parent's project, and none in itself."""
    items = {row.id: row for row in rows[WorkItem] if isinstance(row, WorkItem)}
    good: set[int] = set()
    for item in items.values():
        path: set[int] = set()
        one: WorkItem | None = item
        while one is not None and one.id not in good:
            if one.id in path:
                raise _refuse(one, "This work item is part of itself.", "parent_id")
            path.add(one.id)
            parent = None if one.parent_id is None else items[one.parent_id]
            if parent is not None and parent.project_id != one.project_id:
                raise _refuse(one, "A work item must be in the project that its parent is in.", "parent_id")
            one = parent
        good.update(path)


def _check_projects(rows: Mapping[type[Entity], Sequence[Entity]]) -> None:
    """Every project has its charter, and gives new work items numbers that were never used."""
    chartered = {row.project_id for row in rows[Charter] if isinstance(row, Charter)}
    highest: dict[int, int] = {}
    for row in (*rows[WorkItem], *rows[FormerNumber]):
        assert isinstance(row, WorkItem | FormerNumber)
        highest[row.project_id] = max(row.number, highest.get(row.project_id, 0))
    for project in rows[Project]:
        assert isinstance(project, Project)
        if project.id not in chartered:
            raise _refuse(project, "This project has no charter.")
        if project.next_number <= highest.get(project.id, 0):
            raise _refuse(project, f"must be above {highest[project.id]}, a number in use.", "next_number")
