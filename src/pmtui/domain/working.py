"""Who works on a work item, told from who has only spent time there."""

from collections.abc import Iterable

from pmtui.domain.entities import Assignment
from pmtui.domain.workspace import Workspace


def at_work(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Those whose resource works there still: one without units is kept for the time that was spent, no more."""
    return [one for one in assignments if one.units]


def working(workspace: Workspace, item_id: int) -> list[Assignment]:
    """The assignments of those who work on a work item."""
    return at_work(workspace.where(Assignment, "work_item_id", item_id))
