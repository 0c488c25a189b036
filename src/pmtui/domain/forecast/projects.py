"""What the forecast says of each project: finish or why there is none, slip, cost and progress."""

from datetime import date

from pmtui.domain.choices import ProjectStatus, WorkState
from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.forecast.items import Items
from pmtui.domain.forecast.prepare import ENDED, Preparation
from pmtui.domain.forecast.progress import progress
from pmtui.domain.forecast.result import HoldKind, ItemForecast, ProjectForecast


def projects(ready: Preparation, items: Items) -> dict[int, ProjectForecast]:
    """The figures of every project, by id."""
    leaves: dict[int, list[WorkItem]] = {id: [] for id in ready.projects}
    costs: dict[int, int] = dict.fromkeys(ready.projects, 0)
    spent: dict[int, int] = dict.fromkeys(ready.projects, 0)
    money = items.costs.by_item
    for id, item in ready.items.items():
        spent[item.project_id] += money.get(id, 0)
        if id in ready.tree.children:
            costs[item.project_id] += money.get(id, 0)
        else:
            costs[item.project_id] += items.found[id].cost
            if item.state is not WorkState.DROPPED:
                leaves[item.project_id].append(item)
    for id, amount in items.costs.by_project.items():
        costs[id] += amount
        spent[id] += amount
    return {
        id: _project(ready, items, project, leaves[id], costs[id], spent[id])
        for id, project in ready.projects.items()
    }


def _project(
    ready: Preparation, items: Items, project: Project, leaves: list[WorkItem], cost: int, spent: int
) -> ProjectForecast:
    found = [items.found[one.id] for one in leaves]
    going = [one for one in found if one.hold.kind is not HoldKind.DONE]
    endless = [one for one in going if one.finish is None]
    ended = project.status in ENDED
    finishes = [one for one in found if one.finish is not None]
    finish: date | None = None
    last: ItemForecast | None = None
    if finishes:
        last = max(finishes, key=lambda one: (one.finish, -one.item_id))
        finish = last.finish
    reason = ""
    if project.status is ProjectStatus.ON_HOLD:
        finish, reason = None, "on hold"
    elif endless and not ended:
        last = min(endless, key=lambda one: (not one.stalled_from, one.item_id))
        finish, reason = None, _reason(ready, items, last)
    elif finish is None:
        reason = str(project.status) if ended else "no work with dates"
    return ProjectForecast(
        project.id,
        min((one.start for one in found if one.start), default=None),
        finish,
        None
        if finish is None or project.target_finish is None
        else ready.plan.calendar.between(project.target_finish, finish),
        cost,
        spent,
        progress(ready.workspace, leaves),
        last.item_id if last else None,
        reason,
        any(one.assumed for one in going),
    )


def _reason(ready: Preparation, items: Items, one: ItemForecast) -> str:
    """Why there is no finish: the first cause in the chain that the item waits for."""
    seen: set[int] = set()
    while one.item_id not in seen and one.hold.item_id in items.found and one.hold.item_id is not None:
        seen.add(one.item_id)
        one = items.found[one.hold.item_id]
    item = ready.items[one.item_id]
    name = ready.workspace.name_of(item)
    if one.stalled_from is not None:
        return f"{name} without staff from {one.stalled_from.isoformat()}"
    if ready.projects[item.project_id].status is ProjectStatus.ON_HOLD:
        return f"waits for {name}, which is on hold"
    return f"{name} would not end within fifty years"
