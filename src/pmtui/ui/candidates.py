"""What a reference in a form may refer to: rows by name, those of the same project or program first asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pmtui.commands.naming import called, item_name
from pmtui.domain.choices import WorkKind
from pmtui.domain.entities import (
    BenefitSource,
    Entity,
    Project,
    Resource,
    ScopeStatement,
    WorkItem,
    described,
    entity_named,
)
from pmtui.domain.workspace import Workspace
from pmtui.ui.widgets.field import FieldSpec, Option


def specs_of(
    entity: type[Entity], workspace: Workspace, values: Mapping[str, object], without: Sequence[str] = ()
) -> tuple[FieldSpec, ...]:
    """The fields of an entity that the manager types, with what their references may be.

    ``values`` are those of the row as it stands (or as it is preset), its ``id`` included where it has one.
    """
    return tuple(
        FieldSpec(
            name, description, options=candidates(entity, name, workspace, values) if description.refers else None
        )
        for name, description in described(entity).items()
        if description.typed and name not in without
    )


def candidates(
    entity: type[Entity], name: str, workspace: Workspace, values: Mapping[str, object]
) -> Callable[[], Sequence[Option]]:
    """Gives the rows that a reference may name, when it is called."""
    target = entity_named(described(entity)[name].refers)
    project_id = values.get("project_id")

    def found() -> Sequence[Option]:
        if target is WorkItem:
            return [_item_option(workspace, one) for one in _items(entity, workspace, values)]
        if target is ScopeStatement:
            statements = workspace.where(ScopeStatement, "project_id", project_id)
            return [Option(one.id, one.text, one.kind.value) for one in statements]
        if target is Project:
            return [_project_option(one) for one in _projects(workspace, values)]
        return [_option(workspace, one) for one in workspace.all(target).values() if _same_program(one, values)]

    return found


def _items(entity: type[Entity], workspace: Workspace, values: Mapping[str, object]) -> Iterator[WorkItem]:
    """The work items that a reference may name: the outline's deliverables as parents, else any."""
    if entity is WorkItem:
        below = _below(workspace, values.get("id"))
        for one in workspace.where(WorkItem, "project_id", values.get("project_id")):
            if one.kind is WorkKind.DELIVERABLE and one.id not in below:
                yield one
        return
    for one in workspace.all(WorkItem).values():
        if entity is not BenefitSource or one.kind is not WorkKind.TASK:
            yield one


def _below(workspace: Workspace, item_id: object) -> set[object]:
    """A work item and all that is part of it: none of them can be what it is part of."""
    below: set[object] = {item_id} if item_id else set()
    waiting = list(below)
    while waiting:
        for child in workspace.where(WorkItem, "parent_id", waiting.pop()):
            if child.id not in below:
                below.add(child.id)
                waiting.append(child.id)
    return below


def _projects(workspace: Workspace, values: Mapping[str, object]) -> Sequence[Project]:
    program_id = values.get("program_id")
    if isinstance(program_id, int):
        return workspace.projects(program_id)
    return sorted(workspace.all(Project).values(), key=lambda one: one.code)


def _same_program(row: Entity, values: Mapping[str, object]) -> bool:
    asked = values.get("program_id")
    return asked is None or getattr(row, "program_id", asked) == asked


def _item_option(workspace: Workspace, item: WorkItem) -> Option:
    return Option(item.id, item_name(workspace, item), item.title)


def _project_option(project: Project) -> Option:
    return Option(project.id, project.code, project.name)


def _option(workspace: Workspace, row: Entity) -> Option:
    if isinstance(row, Resource):
        return Option(row.id, row.name, row.role or row.kind.value)
    return Option(row.id, called(workspace, row))
