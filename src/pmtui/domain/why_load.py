"""Why a resource is loaded as it is in some days: which shares, when they are too many, and its work."""

from collections.abc import Iterator
from datetime import date

from pmtui.domain.days import in_days, show_weekday
from pmtui.domain.entities import Absence, Holiday, Project, Resource, WorkItem
from pmtui.domain.entry import show_minutes
from pmtui.domain.load import Loads
from pmtui.domain.periods import Period
from pmtui.domain.why import Step
from pmtui.domain.workspace import Workspace

ENDLESS = 10**9  # minutes of a day that is never full


def why_load(workspace: Workspace, loads: Loads, resource_id: int, period: Period) -> tuple[Step, ...]:
    """What a resource's period is made of: promises, the days on which they are too many, and work."""
    return (
        *_promised(workspace, loads, resource_id, period),
        *(Step(one) for one in away(workspace, workspace.all(Resource)[resource_id], period.first, period.last)),
        *_days(workspace, loads, resource_id, period),
        *_work(workspace, loads, resource_id, period),
    )


def away(workspace: Workspace, resource: Resource, first: date, last: date) -> Iterator[str]:
    """What takes working days of those from the resource: absences, holidays, not being there yet or any more."""
    for absence in workspace.where(Absence, "resource_id", resource.id):
        start, finish = absence.start, absence.finish
        if start is not None and finish is not None and start <= last and finish >= first:
            why = f": {absence.reason}" if absence.reason else ""
            yield f"Absent from {start.isoformat()} to {finish.isoformat()}{why}."
    for holiday in workspace.all(Holiday).values():
        if holiday.day is not None and first <= holiday.day <= last:
            yield f"{show_weekday(holiday.day)} is a holiday: {holiday.name}."
    if resource.available_from is not None and resource.available_from > first:
        yield f"Available from {resource.available_from.isoformat()}."
    if resource.available_to is not None and resource.available_to < last:
        yield f"Available to {resource.available_to.isoformat()}."


def _promised(workspace: Workspace, loads: Loads, resource_id: int, period: Period) -> Iterator[Step]:
    load = loads.between(resource_id, period.first, period.last)
    name = workspace.all(Resource)[resource_id].name
    sentence = f"{name} is promised {_hours(load.promised)} of {_hours(load.has)} {period.within}"
    if load.overload:
        days = sum(loads.day(resource_id, day).overload > 0 for day in period.days)
        sentence += f": {_hours(load.overload)} beyond what there is, on {in_days(days)}"
    yield Step(sentence + ".")
    for share, minutes in loads.shares_in(resource_id, period.first, period.last):
        project = workspace.all(Project)[share.project_id]
        until = f" to {share.finish.isoformat()}" if share.finish is not None else " on"
        since = "" if share.start is None else f" from {share.start.isoformat()}"
        yield Step(f"{share.percent} % of {project.code} {project.name}{since}{until}: {_hours(minutes)}.")


def _days(workspace: Workspace, loads: Loads, resource_id: int, period: Period) -> Iterator[Step]:
    for day in period.days:
        load = loads.day(resource_id, day)
        if load.overload:
            shares = loads.shares_in(resource_id, day, day)
            codes = (f"{workspace.all(Project)[one.project_id].code} {one.percent} %" for one, _ in shares)
            yield Step(
                f"{show_weekday(day)}: {_hours(load.promised)} promised ({', '.join(codes)}),"
                f" {_hours(load.has)} there: {_hours(load.overload)} too many."
            )


def _work(workspace: Workspace, loads: Loads, resource_id: int, period: Period) -> Iterator[Step]:
    load = loads.between(resource_id, period.first, period.last)
    yield Step(
        f"Scheduled are {_hours(load.scheduled)}; {_hours(load.needed)} would be needed if each work item"
        " went at its earliest dates."
    )
    for one in loads.items_in(resource_id, period.first, period.last):
        item = workspace.get(WorkItem, one.item_id)
        if item is None:  # the forecast is older than the workspace for a moment
            continue
        yield Step(
            f"{workspace.name_of(item)} {item.title}: {_hours(one.scheduled)} scheduled,"
            f" {_hours(one.needed)} needed.",
            item.id,
        )


def _hours(minutes: int) -> str:
    """Hours to the minute, never as days, since a day has other hours for each resource."""
    return show_minutes(minutes, ENDLESS)
