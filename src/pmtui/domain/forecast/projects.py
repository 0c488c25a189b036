"""What the forecast says of each project: finish or why there is none, slip, cost and progress."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pmtui.domain.choices import ENDED, ProjectStatus, WorkState
from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import NEVER, PARTS, WORKED
from pmtui.domain.forecast.prepare import SCHEDULED, Preparation
from pmtui.domain.forecast.progress import progress
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.forecast.schedule import Schedule
from pmtui.domain.workspace import Workspace

DROPPED = WorkState.DROPPED


@dataclass(slots=True)
class _Span:
    """Where the work of a project lies; found without the forecast of each item, which few ask for."""

    start: date | None = None
    finish: date | None = None
    last: int | None = None  # the item that finishes last, the first of those that do so on one day
    endless: list[int] = field(default_factory=list)  # open items without a finish
    assumed: bool = False

    def begin(self, start: date | None) -> None:
        """Work that starts on a day."""
        if start is not None and (self.start is None or start < self.start):
            self.start = start

    def end(self, finish: date | None, item: int) -> None:
        """Work that finishes on a day."""
        if finish is None:
            return
        if self.finish is None or self.last is None or (self.finish, -self.last) < (finish, -item):
            self.finish, self.last = finish, item


def projects(
    ready: Preparation,
    schedule: Schedule,
    costs: Costs,
    endless: Mapping[int, int],
    stalled: Mapping[int, date],
    known: Mapping[int, ProjectForecast],
) -> dict[int, ProjectForecast]:
    """The figures of every project, by id; those that are known already are taken over.

    ``endless`` says of the work without a finish what it waits for in the end, ``stalled`` from when nobody can
    give to it, both by work item.
    """
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
        places = [nodes.get(item.id) for item in leaves]
        remaining = sum(costs.remaining([node for node in places if node is not None]))
        span = _span(ready, schedule, leaves, places)
        reason = _why_endless(ready, endless, stalled, span) if one.status in SCHEDULED else ""
        found[id] = _project(ready, one, leaves, span, reason, spent, remaining)
    return found


def _span(ready: Preparation, schedule: Schedule, leaves: list[WorkItem], places: list[int | None]) -> _Span:
    """Where work lies, by its items and their nodes, None for those that take no part."""
    plan = ready.plan
    kinds, uses, starts, ends = plan.kind, plan.uses, schedule.start, schedule.end
    span = _Span()
    # Moments are compared: few of them become days, and dates.
    first, after, last_item = NEVER, 0, 0
    for item, node in zip(leaves, places, strict=True):
        if node is None:
            span.begin(item.started_on or item.finished_on)
            span.end(item.finished_on, item.id)
            continue
        end = ends[node]
        if end >= NEVER:
            span.endless.append(item.id)
        elif end > after:
            last_item, after = item.id, -(-end // PARTS) * PARTS  # the end of the day
        begin = end - 1
        if kinds[node] in WORKED:
            begin = starts[node]
            if not uses[node]:
                span.assumed = True
        if item.started_on is not None:
            span.begin(item.started_on)
        elif begin < first:
            first = begin
    if first < NEVER - 1:  # where a point without an end begins
        span.begin(plan.days[first // PARTS])
    if after:
        span.end(plan.days[after // PARTS - 1], last_item)
    return span


def _why_endless(ready: Preparation, endless: Mapping[int, int], stalled: Mapping[int, date], span: _Span) -> str:
    """Why work has no finish, "" where all has; ``last`` becomes the first that nobody can give to, if any."""
    if not span.endless:
        return ""
    span.last = next((id for id in span.endless if id in stalled), span.endless[0])
    return why_endless(ready.workspace, stalled, endless[span.last])


def why_endless(workspace: Workspace, stalled: Mapping[int, date], cause: int) -> str:
    """Why what waits for a work item in the end has no finish, in one sentence part."""
    item = workspace.all(WorkItem)[cause]
    name = workspace.name_of(item)
    if cause in stalled:
        return f"{name} without staff from {stalled[cause].isoformat()}"
    if workspace.all(Project)[item.project_id].status is ProjectStatus.ON_HOLD:
        return f"waits for {name}, which is on hold"
    return f"{name} would not end within fifty years"


def _project(
    ready: Preparation,
    project: Project,
    leaves: list[WorkItem],
    span: _Span,
    endless: str,
    spent: int,
    remaining: int,
) -> ProjectForecast:
    finish, reason, idle = span.finish, endless, False
    if project.status is ProjectStatus.ON_HOLD:
        finish, reason = None, "on hold"
    elif endless:
        finish = None
    elif finish is None:
        reason, idle = str(project.status) if project.status in ENDED else "no work with dates", True
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
        span.last,
        reason,
        span.assumed,
        idle,
    )
