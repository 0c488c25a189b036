"""What a reference in a form may refer to: rows by name, those of the same project or program first asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pmtui.commands.naming import called, item_name
from pmtui.domain.choices import StatementKind, WorkKind
from pmtui.domain.entities import (
    Allocation,
    BenefitSource,
    Entity,
    Project,
    Resource,
    ScopeStatement,
    WorkItem,
    described,
    entity_named,
)
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec, Option


def specs_of(
    entity: type[Entity], view: View, values: Mapping[str, object], without: Sequence[str] = ()
) -> tuple[FieldSpec, ...]:
    """The fields of an entity that the manager types, with what their references may be.

    ``values`` are those of the row as it stands (or as it is preset), its ``id`` included where it has one.
    """
    return tuple(
        FieldSpec(name, description, options=candidates(entity, name, view, values) if description.refers else None)
        for name, description in described(entity).items()
        if description.typed and name not in without
    )


def candidates(
    entity: type[Entity], name: str, view: View, values: Mapping[str, object]
) -> Callable[[], Sequence[Option]]:
    """Gives the rows that a reference may name, and the one that it names, when it is called."""
    target = entity_named(described(entity)[name].refers)

    def found() -> Sequence[Option]:
        rows = {row.id: row for row in _rows(entity, target, view, values)}
        named = values.get(name)
        now = view.workspace.get(target, named) if isinstance(named, int) else None
        if now is not None:
            rows.setdefault(now.id, now)
        return [_option(view, row) for row in rows.values()]

    return found


def _rows(entity: type[Entity], target: type[Entity], view: View, values: Mapping[str, object]) -> Iterable[Entity]:
    if target is WorkItem:
        return _items(entity, view, values)
    if target is ScopeStatement:
        statements = view.workspace.where(ScopeStatement, "project_id", values.get("project_id"))
        return [one for one in statements if one.kind is StatementKind.IN]
    if target is Project and entity is Allocation:  # programs share their resources
        return sorted(view.workspace.all(Project).values(), key=lambda one: one.code)
    program_id = values.get("program_id") or view.program_id
    if target is Project:
        return view.workspace.projects(program_id) if isinstance(program_id, int) else ()
    rows = view.workspace.all(target).values()
    return [one for one in rows if getattr(one, "program_id", program_id) == program_id]


def _items(entity: type[Entity], view: View, values: Mapping[str, object]) -> Iterable[WorkItem]:
    """The work items that a reference may name: what can hold others as parents, deliverables first; else any."""
    if entity is WorkItem:
        below = _below(view, values.get("id"))
        items = view.workspace.where(WorkItem, "project_id", values.get("project_id"))
        able = [one for one in items if one.kind is not WorkKind.MILESTONE and one.id not in below]
        return sorted(able, key=lambda one: one.kind is not WorkKind.DELIVERABLE)
    items = tuple(view.workspace.all(WorkItem).values())
    if entity is BenefitSource:
        return [one for one in items if one.kind is WorkKind.DELIVERABLE]
    return items


def _below(view: View, item_id: object) -> set[object]:
    """A work item and all that is part of it: none of them can be what it is part of."""
    below: set[object] = {item_id} if item_id else set()
    waiting = list(below)
    while waiting:
        for child in view.workspace.where(WorkItem, "parent_id", waiting.pop()):
            if child.id not in below:
                below.add(child.id)
                waiting.append(child.id)
    return below


def _option(view: View, row: Entity) -> Option:
    match row:
        case WorkItem():
            return Option(row.id, item_name(view.workspace, row), row.title)
        case Project():
            return Option(row.id, row.code, row.name)
        case Resource():
            return Option(row.id, row.name, row.role or row.kind.value)
        case ScopeStatement():
            return Option(row.id, row.text)
        case _:
            return Option(row.id, called(view.workspace, row))
