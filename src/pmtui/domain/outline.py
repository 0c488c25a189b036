"""The outline of a project's work: rows in order with their depth, whatever the stored parents say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pmtui.domain.entities import FormerNumber, Project, WorkItem
from pmtui.domain.errors import Refused
from pmtui.domain.workspace import Workspace

_NUMBER = re.compile(r"\d{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A work item in its project's outline; ``last`` among the children of its parent."""

    item: WorkItem
    depth: int
    last: bool
    has_children: bool


def outline(workspace: Workspace, project_id: int) -> tuple[OutlineRow, ...]:
    """All work items of a project, each once, parents before their children.

    An item whose parent is missing or in another project is shown at the top; of items that contain each
    other the first one is.
    """
    items = {one.id: one for one in _ordered(workspace.where(WorkItem, "project_id", project_id))}
    children: dict[int | None, list[WorkItem]] = {}
    for one in items.values():
        children.setdefault(one.parent_id if one.parent_id in items else None, []).append(one)
    rows: list[OutlineRow] = []
    seen: set[int] = set()
    for start in [*children.get(None, ()), *items.values()]:  # the second part finds what only loops contain
        if start.id not in seen:
            _add_rows(rows, start, children, seen)
    return _with_last(rows)


def _add_rows(
    rows: list[OutlineRow], start: WorkItem, children: dict[int | None, list[WorkItem]], seen: set[int]
) -> None:
    """Append an item and what it contains; without recursion, since imported outlines may be very deep."""
    waiting = [(start, 0)]
    seen.add(start.id)
    while waiting:
        item, depth = waiting.pop()
        inside = [one for one in children.get(item.id, ()) if one.id not in seen]
        seen.update(one.id for one in inside)
        rows.append(OutlineRow(item, depth, False, bool(inside)))
        waiting.extend((one, depth + 1) for one in reversed(inside))


def _with_last(rows: list[OutlineRow]) -> tuple[OutlineRow, ...]:
    """Mark each row that no later row of the same parent follows."""
    marked: list[OutlineRow] = []
    followed: list[bool] = []  # by depth: does a row of the same parent come later
    for row in reversed(rows):
        del followed[row.depth + 1 :]
        followed += [False] * (row.depth + 1 - len(followed))
        marked.append(OutlineRow(row.item, row.depth, not followed[row.depth], row.has_children))
        followed[row.depth] = True
    return tuple(reversed(marked))


def children(workspace: Workspace, item_id: int) -> tuple[WorkItem, ...]:
    """The items directly inside an item, in their order."""
    item = workspace.get(WorkItem, item_id)
    inside = workspace.where(WorkItem, "parent_id", item_id)
    return _ordered(one for one in inside if item is not None and one.project_id == item.project_id)


def subtree(workspace: Workspace, item_id: int) -> tuple[int, ...]:
    """The ids of an item and of all that it contains, each once, the item first."""
    found: dict[int, None] = {}
    waiting = [item_id]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found[current] = None
        waiting.extend(one.id for one in reversed(children(workspace, current)))
    return tuple(found)


def item_named(workspace: Workspace, name: str, project_id: int | None) -> WorkItem | None:
    """The work item called ``12`` (in that project) or ``SHT-12`` (in any); its number before a move finds it too.

    A number that is in use goes before the same number that another item once had; None where nothing has it.
    """
    code, dash, digits = name.strip().rpartition("-")
    if _NUMBER.fullmatch(digits) is None or bool(code) != bool(dash):
        return None
    projects = [project_id] if not code else _coded(workspace, code)
    number = int(digits)
    for project in projects:
        for item in workspace.where(WorkItem, "number", number):
            if item.project_id == project:
                return item
    for project in projects:
        for former in workspace.where(FormerNumber, "number", number):
            if former.project_id == project:
                return workspace.get(WorkItem, former.work_item_id)
    return None


def items_named(workspace: Workspace, names: str, project_id: int | None) -> tuple[WorkItem, ...]:
    """The work items that a line names (``12 SHT-14, 15``); Refused where one is none."""
    found = []
    for name in re.split(r"[\s,;]+", names.strip()):
        item = item_named(workspace, name, project_id) if name else None
        if name and item is None:
            raise Refused(f"{name[:40]} is no work item here: give numbers, such as 12 14.")
        found += [item] if item is not None else []
    return tuple(found)


def _coded(workspace: Workspace, code: str) -> list[int | None]:
    wanted = code.casefold()
    return [one.id for one in workspace.all(Project).values() if one.code.casefold() == wanted]


def _ordered(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    return tuple(sorted(items, key=lambda one: (one.position, one.number, one.id)))
