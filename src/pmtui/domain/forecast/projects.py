"""What the forecast says of each project: finish or why there is none, slip, cost and progress."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pmtui.domain.choices import ProjectStatus, WorkState
from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.forecast.items import Items
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import NEVER, PARTS, WORKED
from pmtui.domain.forecast.prepare import Preparation
from pmtui.domain.forecast.progress import progress
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.forecast.reuse import ENDED
from pmtui.domain.forecast.schedule import Schedule

DROPPED = WorkState.DROPPED


@dataclass(slots=True)
class _Span:
    """Where the work of a project lies; found without the forecast of each item, which few ask for."""

    start: date | None = None
    finish: date | None = None
    last: int | None = None  # the item that finishes last, the first of those that do so on one day
    endless: list[int] = field(default_factory=list)  # open items without a finish
    assumed: bool = False


def projects(
    ready: Preparation, schedule: Schedule, costs: Costs, items: Items, known: Mapping[int, ProjectForecast]
) -> dict[int, ProjectForecast]:
    """The figures of every project, by id; those that are known already are taken over."""
    children, nodes = ready.tree.children, ready.nodes
    found = {}
    for id, one in ready.projects.items():
        if id in known:
            found[id] = known[id]
            continue
        leaves = [
            item
            for item in ready.workspace.where(WorkItem, "project_id", id)
            if item.id not in children and item.state is not DROPPED
        ]
        spent = costs.spent_by_project.get(id, 0)
        remaining = sum([costs.remaining(nodes[item.id]) for item in leaves if item.id in nodes])
        found[id] = _project(ready, items, one, leaves, _span(ready, schedule, leaves), spent, remaining)
    return found


def _span(ready: Preparation, schedule: Schedule, leaves: list[WorkItem]) -> _Span:
    plan, nodes = ready.plan, ready.nodes
    kinds, days, ends = plan.kind, plan.days, schedule.end
    span = _Span()
    for item in leaves:
        start, node = item.started_on, nodes.get(item.id)
        if node is None:
            finish = item.finished_on
            start = start or finish
        else:
            end, worked = ends[node], kinds[node] in WORKED
            finish = None if end >= NEVER else days[(end - 1) // PARTS]
            if finish is None:
                span.endless.append(item.id)
            if start is None:
                begun = schedule.start[node] if worked else NEVER
                start = finish if not worked else None if begun >= NEVER else days[begun // PARTS]
            if worked and not plan.uses[node]:
                span.assumed = True
        if start is not None and (span.start is None or start < span.start):
            span.start = start
        if finish is not None and (span.finish is None or finish > span.finish):
            span.finish, span.last = finish, item.id
    return span


def _project(
    ready: Preparation,
    items: Items,
    project: Project,
    leaves: list[WorkItem],
    span: _Span,
    spent: int,
    remaining: int,
) -> ProjectForecast:
    ended = project.status in ENDED
    finish, last = span.finish, span.last
    reason = ""
    if project.status is ProjectStatus.ON_HOLD:
        finish, reason = None, "on hold"
    elif span.endless and not ended:
        last = next((id for id in span.endless if items[id].stalled_from), span.endless[0])
        finish, reason = None, _reason(ready, items, last)
    elif finish is None:
        reason = str(project.status) if ended else "no work with dates"
    return ProjectForecast(
        project.id,
        span.start,
        finish,
        None
        if finish is None or project.target_finish is None
        else ready.plan.calendar.between(project.target_finish, finish),
        spent + remaining,
        spent,
        progress(ready.workspace, leaves),
        last,
        reason,
        span.assumed,
    )


def _reason(ready: Preparation, items: Items, id: int) -> str:
    """Why there is no finish: the first cause in the chain that the item waits for."""
    seen: set[int] = set()
    one = items[id]
    while one.item_id not in seen and one.hold.item_id in items and one.hold.item_id is not None:
        seen.add(one.item_id)
        one = items[one.hold.item_id]
    item = ready.items[one.item_id]
    name = ready.workspace.name_of(item)
    if one.stalled_from is not None:
        return f"{name} without staff from {one.stalled_from.isoformat()}"
    if ready.projects[item.project_id].status is ProjectStatus.ON_HOLD:
        return f"waits for {name}, which is on hold"
    return f"{name} would not end within fifty years"
