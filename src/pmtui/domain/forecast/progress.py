"""How much of some work is done: each item's % complete weighted by its effort."""

from collections.abc import Sequence

from pmtui.domain.choices import WorkKind, WorkState
from pmtui.domain.entities import Assignment, Resource, WorkItem
from pmtui.domain.forecast.plan import FULL_DAY
from pmtui.domain.workspace import Workspace

DONE, MILESTONE = WorkState.DONE, WorkKind.MILESTONE


def progress(workspace: Workspace, leaves: Sequence[WorkItem]) -> int:
    """Whole percent of effort done, each item's % complete weighted by its effort; by count where none has any."""
    total = done = 0
    for item in leaves:
        if item.kind is MILESTONE:
            continue
        weight = (item.effort or 0) if item.duration is None else _weight_of_days(workspace, item)
        total += weight
        if item.state is DONE:
            done += weight * 100
        elif item.percent:
            done += weight * item.percent
    if total:
        return done // total
    count = len(leaves)
    return sum(100 if item.state is DONE else item.percent for item in leaves) // count if count else 0


def _weight_of_days(workspace: Workspace, item: WorkItem) -> int:
    """Minutes of effort of a fixed duration: its days in full days of those assigned, or of one person."""
    if item.effort is not None:
        return item.effort
    resources = workspace.all(Resource)
    a_day = sum(
        one.units * resources[one.resource_id].minutes_a_day // 100
        for one in workspace.where(Assignment, "work_item_id", item.id)
    )
    return (item.duration or 0) * (a_day or FULL_DAY)
