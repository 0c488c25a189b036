"""What the program does not get any more: what depends on work that is dropped, or on a project that is cancelled.

Dropping work only ever improves dates and cost, so this is the other side of that gain.
"""

from collections.abc import Iterator

from pmtui.domain.choices import ProjectStatus, StatementKind, WorkKind, WorkState
from pmtui.domain.entities import Benefit, BenefitSource, Dependency, Project, ScopeStatement, WorkItem
from pmtui.domain.impact.outlook import Outlook
from pmtui.domain.impact.result import Lost, LostKind
from pmtui.domain.outline import subtree
from pmtui.domain.workspace import Workspace


def lost(before: Outlook, after: Outlook) -> tuple[Lost, ...]:
    """Benefits, deliverables and in-scope statements, in this order, that depend on work that goes.

    A benefit goes with what contributes to it; a deliverable with itself, or with work that it, or something inside
    it, waits for directly; a statement with the last work that serves it in its project.
    """
    old, new = before.workspace, after.workspace
    going = _going(old, new)
    deliverables = dict(_deliverables(old, new, going)) if going else {}
    benefits = tuple(_benefits(old, new, going, deliverables))
    return (*benefits, *deliverables.values(), *_statements(old, new, going))


def _serves(workspace: Workspace, item: WorkItem | None) -> bool:
    """Whether a work item still brings something: not dropped, in a project that is not cancelled."""
    if item is None or item.state is WorkState.DROPPED:
        return False
    return workspace.all(Project)[item.project_id].status is not ProjectStatus.CANCELLED


def _going(before: Workspace, after: Workspace) -> set[int]:
    """The work items that brought something before and do not any more."""
    touched = set(before.differing(after, WorkItem))
    for id in before.differing(after, Project):
        touched.update(one.id for one in before.where(WorkItem, "project_id", id))
    items = before.all(WorkItem)
    return {
        id
        for id in touched
        if id in items and _serves(before, items[id]) and not _serves(after, after.get(WorkItem, id))
    }


def _deliverables(before: Workspace, after: Workspace, going: set[int]) -> Iterator[tuple[int, Lost]]:
    items = before.all(WorkItem)
    needed: dict[int, int] = {}  # by deliverable: what it, or something inside it, waits for
    for id in sorted(going):
        for link in before.where(Dependency, "predecessor_id", id):
            needed.update((one, id) for one in _within(before, link.successor_id) if one not in needed)
    for id, item in items.items():
        if item.kind is not WorkKind.DELIVERABLE or (id not in going and id not in needed):
            continue
        if id in going:
            yield id, Lost(LostKind.DELIVERABLE, id, _named(before, item), "is dropped")
        elif _serves(after, after.get(WorkItem, id)) and not going.issuperset(subtree(before, id)):
            why = f"waits for {before.name_of(items[needed[id]])}, which is dropped"
            yield id, Lost(LostKind.DELIVERABLE, id, _named(before, item), why)


def _within(workspace: Workspace, item_id: int) -> Iterator[int]:
    """An item and what contains it."""
    seen: set[int] = set()
    item = workspace.get(WorkItem, item_id)
    while item is not None and item.id not in seen:
        seen.add(item.id)
        yield item.id
        item = workspace.get(WorkItem, item.parent_id)


def _benefits(
    before: Workspace, after: Workspace, going: set[int], deliverables: dict[int, Lost]
) -> Iterator[Lost]:
    cancelled = {
        id
        for id in before.differing(after, Project)
        if (project := before.get(Project, id)) is not None
        and project.status is not ProjectStatus.CANCELLED
        and ((now := after.get(Project, id)) is None or now.status is ProjectStatus.CANCELLED)
    }
    for id, benefit in before.all(Benefit).items():
        for source in before.where(BenefitSource, "benefit_id", id):
            item = before.get(WorkItem, source.work_item_id)
            if item is not None and item.id in going:
                why = f"needs {before.name_of(item)}, which is dropped"
            elif item is not None and item.id in deliverables:
                why = f"needs {before.name_of(item)}, which {deliverables[item.id].why}"
            elif item is None and source.project_id in cancelled:
                why = f"needs {before.all(Project)[source.project_id].code}, which is cancelled"
            else:
                continue
            yield Lost(LostKind.BENEFIT, id, benefit.name, why)
            break


def _statements(before: Workspace, after: Workspace, going: set[int]) -> Iterator[Lost]:
    touched = map(before.all(WorkItem).get, going | before.differing(after, WorkItem))
    for id in sorted({one.statement_id for one in touched if one and one.statement_id is not None}):
        statement = after.get(ScopeStatement, id)
        if statement is None or statement.kind is not StatementKind.IN:
            continue
        if _served(before, id) and not _served(after, id):
            code = after.all(Project)[statement.project_id].code
            yield Lost(LostKind.STATEMENT, id, f"{code}: {statement.text}", "no work serves it any more")


def _served(workspace: Workspace, statement_id: int) -> bool:
    return any(_serves(workspace, one) for one in workspace.where(WorkItem, "statement_id", statement_id))


def _named(workspace: Workspace, item: WorkItem) -> str:
    return f"{workspace.name_of(item)} {item.title}"
