"""What the command line prints about a workspace: what needs the manager, and the forecast, as text and JSON.

JSON has days as ISO text, money in whole minor units of the program's currency, effort in whole minutes, and
lengths of time in working days.
"""

from datetime import date
from typing import Any

from pmtui.domain.amounts import show_money
from pmtui.domain.days import show_slip
from pmtui.domain.entities import Program, Project, Resource, WorkItem
from pmtui.domain.forecast.result import Forecast, Hold, HoldKind, ItemForecast
from pmtui.domain.needs import Need, needs
from pmtui.domain.text import fit, safe
from pmtui.domain.workspace import Workspace

NAME_CELLS = 28  # of a project's name in the table: the rest of its line then fits into 80 columns

Json = dict[str, Any]


def status_text(workspace: Workspace, forecast: Forecast) -> str:
    """What needs the manager, by program, one line each; a workspace without programs says so."""
    lines: list[str] = []
    for program in _programs(workspace):
        rows = needs(workspace, forecast, program.id, forecast.today)
        count = "nothing needs you" if not rows else f"{len(rows)} need you" if len(rows) > 1 else "1 needs you"
        lines.append(f"{safe(program.name)}, {forecast.today.isoformat()}: {count}")
        lines += [f"{one.rank:3}  {safe(one.sentence)}" for one in rows]
    return _text(lines)


def status_json(workspace: Workspace, forecast: Forecast) -> Json:
    """What needs the manager: by program, the rows in order, each with where it is decided."""
    programs = []
    for program in _programs(workspace):
        rows = needs(workspace, forecast, program.id, forecast.today)
        programs.append({"id": program.id, "name": program.name, "needs": [_need(workspace, one) for one in rows]})
    return {"today": forecast.today.isoformat(), "programs": programs}


def forecast_text(workspace: Workspace, forecast: Forecast) -> str:
    """One line for each project: finish, slip, and cost against budget in the program's currency."""
    lines: list[str] = []
    for program in _programs(workspace):
        currency = program.currency
        lines.append(f"{safe(program.name)}, {forecast.today.isoformat()}, in {safe(currency)}")
        for project in workspace.projects(program.id):
            found = forecast.projects.get(project.id)
            if found is None:
                continue
            finish = found.finish.isoformat() if found.finish is not None else "no finish"
            money = show_money(found.cost, currency, compact=True)
            budget = "" if project.budget is None else f" of {show_money(project.budget, currency, compact=True)}"
            name = f"{fit(project.code, 5)} {fit(project.name, NAME_CELLS)}"
            mark = "?" if found.assumed else " "
            line = f"{name} {finish:10}{mark} {show_slip(found.slip):>6}  {money:>6}{budget}  {safe(found.reason)}"
            lines.append(line.rstrip())
    return _text(lines)


def forecast_json(workspace: Workspace, forecast: Forecast) -> Json:
    """Every project and work item that the forecast covers, in the order of the screens.

    A work item's slip is its finish after its deadline, null without one; a project's float is the smallest of
    its open work items.
    """
    programs, projects, items = [], [], []
    for program in _programs(workspace):
        programs.append({"id": program.id, "name": program.name, "currency": program.currency})
        for project in workspace.projects(program.id):
            if project.id not in forecast.projects:
                continue
            rows = workspace.where(WorkItem, "project_id", project.id)
            found = [(one, forecast.items[one.id]) for one in rows if one.id in forecast.items]
            projects.append(_project(project, forecast, [one for _, one in found]))
            items += [_item(workspace, item, one) for item, one in found]
    return {"today": forecast.today.isoformat(), "programs": programs, "projects": projects, "items": items}


def _programs(workspace: Workspace) -> list[Program]:
    return sorted(workspace.all(Program).values(), key=lambda one: (one.position, one.id))


def _text(lines: list[str]) -> str:
    return "\n".join(lines or ["There is no program yet."]) + "\n"


def _need(workspace: Workspace, need: Need) -> Json:
    project = workspace.get(Project, need.project_id)
    return {
        "rank": need.rank,
        "kind": need.kind.value,
        "subject": need.subject,
        "project": project.code if project is not None else None,
        "sentence": need.sentence,
        "screen": need.place.screen.value,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _project(project: Project, forecast: Forecast, items: list[ItemForecast]) -> Json:
    found = forecast.projects[project.id]
    floats = [one.float_days for one in items if one.float_days is not None]
    return {
        "id": project.id,
        "code": project.code,
        "name": project.name,
        "program_id": project.program_id,
        "start": _iso(found.start),
        "finish": _iso(found.finish),
        "target_finish": _iso(project.target_finish),
        "float": min(floats, default=None),
        "critical": any(one.critical for one in items),
        "slip": found.slip,
        "cost": found.cost,
        "spent": found.spent,
        "budget": project.budget,
        "progress": found.progress,
        "assumed": found.assumed,
        "reason": found.reason or None,
    }


def _item(workspace: Workspace, item: WorkItem, found: ItemForecast) -> Json:
    late = None
    if item.deadline is not None and found.finish is not None:
        late = workspace.calendar.between(item.deadline, found.finish)
    return {
        "id": item.id,
        "name": workspace.name_of(item),
        "project_id": item.project_id,
        "parent_id": item.parent_id,
        "title": item.title,
        "kind": item.kind.value,
        "state": item.state.value,
        "start": _iso(found.start),
        "finish": _iso(found.finish),
        "float": found.float_days,
        "critical": found.critical,
        "slip": late,
        "cost": found.cost,
        "remaining": found.remaining,
        "assumed": found.assumed,
        "stalled_from": _iso(found.stalled_from),
        "held_by": None if found.hold.kind is HoldKind.DONE else _hold(workspace, found.hold),
    }


def _hold(workspace: Workspace, hold: Hold) -> Json:
    item, resource = workspace.get(WorkItem, hold.item_id), workspace.get(Resource, hold.resource_id)
    return {
        "kind": hold.kind.value,
        "item": workspace.name_of(item) if item is not None else None,
        "resource": resource.name if resource is not None else None,
        "day": _iso(hold.day),
    }
