"""Rows that wait for a decision: scope requests, staffing requests, overloads."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pmtui.domain.choices import RequestState, StaffingState
from pmtui.domain.days import in_days
from pmtui.domain.entities import Project, Resource, ScopeRequest, StaffingRequest, WorkItem
from pmtui.domain.entry import show_hours, show_minutes
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import OVERLOAD_WEEKS, WEEK, Loads
from pmtui.domain.needs.row import Need, NeedKind
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.questions import waits
from pmtui.domain.workspace import Workspace

_NO_DAY_YET = 100_000  # before every number of days left


def overload_subject(resource_id: int) -> str:
    """The identity of a resource's overload, by which it is accepted."""
    return f"overload:resource:{resource_id}"


def decisions(
    workspace: Workspace, forecast: Forecast, program_id: int, today: date, loads: Loads
) -> Iterator[Need]:
    """The rows of a program that a decision would settle."""
    projects = {one.id: one for one in workspace.projects(program_id)}
    for request in workspace.all(ScopeRequest).values():
        if request.project_id in projects and waits(request, today):
            yield _scope(workspace, forecast, request, today)
    for asked in workspace.all(StaffingRequest).values():
        open_ = asked.state in (StaffingState.OPEN, StaffingState.ESCALATED)
        if asked.project_id in projects and open_:
            yield _staffing(asked, projects[asked.project_id].code, today)
    yield from _overloads(workspace, tuple(projects.values()), today, loads)


def _scope(workspace: Workspace, forecast: Forecast, request: ScopeRequest, today: date) -> Need:
    item = workspace.get(WorkItem, request.work_item_id)
    effort = request.effort
    if item is not None and item.id in forecast.items:
        effort = forecast.items[item.id].remaining
    days = (today - request.raised_on).days if request.raised_on is not None else 0
    waited = f"in question for {in_days(days)}" if days > 0 else "in question since today"
    if request.state is RequestState.POSTPONED and request.postponed_until is not None:
        waited = f"in question again since {request.postponed_until.isoformat()}"
        days = (today - request.postponed_until).days
    name = workspace.name_of(item) if item is not None else workspace.all(Project)[request.project_id].code
    much = f", {show_minutes(effort)} of work" if effort else ""
    sentence = f"{name} “{request.title}” {waited}{much}."
    place = Place(ScreenName.SCOPE, request.project_id, "", "ScopeRequest", request.id)
    return Need(f"scope:request:{request.id}", NeedKind.SCOPE, sentence, request.project_id, place, days)


def _staffing(asked: StaffingRequest, code: str, today: date) -> Need:
    span = f"from {asked.start.isoformat()}" if asked.start is not None else ""
    if asked.finish is not None:
        span += f" to {asked.finish.isoformat()}"
    escalated = asked.state is StaffingState.ESCALATED
    sentence = f"{code} asks for {asked.role} at {asked.percent} % {span}"
    by = asked.needed_by or asked.start
    left = (by - today).days if by is not None else _NO_DAY_YET
    if asked.needed_by is not None:
        sentence += f", needed by {asked.needed_by.isoformat()}"
    if left < 0:
        sentence += f", {in_days(-left)} ago"
    sentence += "; escalated." if escalated else "."
    place = Place(ScreenName.PROJECT, asked.project_id, "team", "StaffingRequest", asked.id)
    size = (_NO_DAY_YET * 2 if escalated else 0) - left
    return Need(f"staffing:request:{asked.id}", NeedKind.STAFFING, sentence, asked.project_id, place, size)


def _overloads(workspace: Workspace, projects: Sequence[Project], today: date, loads: Loads) -> Iterator[Need]:
    """Resources promised beyond what they have on days on which one of these projects has a share of them."""
    last = today + timedelta(weeks=OVERLOAD_WEEKS)
    codes: dict[int, list[str]] = {}
    for project in projects:
        for resource_id in loads.overload_in(project.id, today, last):
            codes.setdefault(resource_id, []).append(project.code)
    for resource_id, among in codes.items():
        minutes = loads.overload_between(resource_id, today, last)
        first = next(
            week
            for week in loads.weeks
            if loads.overload_between(resource_id, max(week, today), week + timedelta(days=WEEK - 1))
        )
        name = workspace.all(Resource)[resource_id].name
        sentence = (
            f"{name} is promised {show_hours(minutes)} beyond what there is in the next {OVERLOAD_WEEKS} weeks,"
            f" from the week of {first.isoformat()} on ({', '.join(among)})."
        )
        place = Place(ScreenName.RESOURCES, None, "load", "Resource", resource_id)
        yield Need(overload_subject(resource_id), NeedKind.OVERLOAD, sentence, None, place, minutes)
