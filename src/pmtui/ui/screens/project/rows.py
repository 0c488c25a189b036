"""The outline of a project as rows of figures: what each line of the work table shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pmtui.domain.choices import ENDED_WORK, Scope, WorkKind, WorkState
from pmtui.domain.entities import Baseline, BaselineItem, Dependency, Project, Resource, WorkItem
from pmtui.domain.forecast.progress import progress
from pmtui.domain.forecast.result import Hold, HoldKind, ItemForecast
from pmtui.domain.outline import OutlineRow, outline
from pmtui.domain.working import working
from pmtui.domain.workspace import Workspace
from pmtui.ui.view import View

NOT_FORECAST = ItemForecast(0, None, None, Hold(HoldKind.TODAY))


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work item of the outline with all that its line shows; days are forecast, minutes remaining effort."""

    item: WorkItem
    depth: int
    guide: str  # the lines of the tree before its title
    has_children: bool
    forecast: ItemForecast
    who: tuple[str, ...]
    percent: int  # of a deliverable: rolled up
    late_by: int | None  # working days of finish after its deadline, None without one
    baseline: BaselineItem | None
    gives: bool  # another project waits for it
    waits: bool  # it waits for another project

    @property
    def asked(self) -> bool:
        """Whether its scope is in question."""
        return self.item.scope is Scope.IN_QUESTION

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do on it."""
        return self.item.state in ENDED_WORK

    @property
    def milestone(self) -> bool:
        """Whether it is a moment, not a span."""
        return self.item.kind is WorkKind.MILESTONE


def work_rows(view: View, project_id: int) -> tuple[WorkRow, ...]:
    """The outline of a project, in order."""
    workspace = view.workspace
    rows = outline(workspace, project_id)
    guides = _guides(rows)
    percents = _rolled(workspace, rows)
    baseline = baseline_of(workspace, project_id)
    calendar = workspace.calendar
    found = []
    for row, guide in zip(rows, guides, strict=True):
        item = row.item
        forecast = view.forecast.items.get(item.id, NOT_FORECAST)
        late_by = None
        if item.deadline is not None and forecast.finish is not None:
            late_by = calendar.between(item.deadline, forecast.finish)
        found.append(
            WorkRow(
                item,
                row.depth,
                guide,
                row.has_children,
                forecast,
                who(workspace, item.id),
                percents.get(item.id, item.percent),
                late_by,
                baseline.get(item.id),
                any(_elsewhere(workspace, item, one.successor_id) for one in successors(workspace, item.id)),
                any(_elsewhere(workspace, item, one.predecessor_id) for one in predecessors(workspace, item.id)),
            )
        )
    return tuple(found)


def who(workspace: Workspace, item_id: int) -> tuple[str, ...]:
    """The names of those who work on a work item."""
    resources = workspace.all(Resource)
    return tuple(resources[one.resource_id].name for one in working(workspace, item_id))


def predecessors(workspace: Workspace, item_id: int) -> tuple[Dependency, ...]:
    """The links that a work item waits for."""
    return workspace.where(Dependency, "successor_id", item_id)


def successors(workspace: Workspace, item_id: int) -> tuple[Dependency, ...]:
    """The links that wait for a work item."""
    return workspace.where(Dependency, "predecessor_id", item_id)


def baseline_of(workspace: Workspace, project_id: int) -> Mapping[int, BaselineItem]:
    """What the project's newest baseline approved, by work item; empty without one."""
    baselines = workspace.where(Baseline, "project_id", project_id)
    if not baselines:
        return {}
    newest = max(baselines, key=lambda one: (one.approved_on or date.min, one.id))
    return {one.work_item_id: one for one in workspace.where(BaselineItem, "baseline_id", newest.id)}


def open_project(view: View, project_id: int) -> Project | None:
    """The project, None where it is gone."""
    return view.workspace.get(Project, project_id)


def _elsewhere(workspace: Workspace, item: WorkItem, other_id: int) -> bool:
    other = workspace.get(WorkItem, other_id)
    return other is not None and other.project_id != item.project_id


def _guides(rows: tuple[OutlineRow, ...]) -> list[str]:
    """The lines of the tree before each title; the outermost rows have none."""
    guides = []
    lasts: list[bool] = []  # by depth: is the row there the last of its parent
    for row in rows:
        del lasts[row.depth :]
        above = "".join("  " if last else "│ " for last in lasts[1:])
        lasts.append(row.last)
        guides.append("" if not row.depth else above + ("└ " if row.last else "├ "))
    return guides


def _rolled(workspace: Workspace, rows: tuple[OutlineRow, ...]) -> dict[int, int]:
    """Percent complete of each item with children, from what is inside it and not dropped."""
    leaves: dict[int, list[WorkItem]] = {}
    above: list[int] = []
    for row in rows:
        del above[row.depth :]
        if row.has_children:
            leaves[row.item.id] = []
        elif row.item.state is not WorkState.DROPPED:
            for parent in above:
                leaves[parent].append(row.item)
        above.append(row.item.id)
    return {id: progress(workspace, inside) for id, inside in leaves.items()}
