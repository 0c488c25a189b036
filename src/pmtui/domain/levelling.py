"""Ways to level an overload: lower a share, move it in time, let somebody else take the work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.domain.choices import ResourceKind
from pmtui.domain.entities import Allocation, Project, Resource, ResourceSkill, WorkItem
from pmtui.domain.load import Loads, binds
from pmtui.domain.shares import HandOver, Shift, least_held, span_of, summed
from pmtui.domain.working import working
from pmtui.domain.workspace import Workspace

AHEAD_DAYS = 182  # how far on a share is moved at most: half a year later it is another plan
ITEMS_MOST, PEOPLE_MOST = 2, 3  # of each project, work that is handed over and to whom


@dataclass(frozen=True, slots=True)
class Overload:
    """Days in a row on which a resource is promised the same percent beyond what there is."""

    resource_id: int
    start: date
    finish: date
    percent: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to level an overload, as shifts that are committed together with the work that changes hands."""

    words: str
    project_id: int
    shifts: tuple[Shift, ...]
    hands_over: HandOver | None = None


def overload_from(workspace: Workspace, loads: Loads, resource_id: int, first: date) -> Overload | None:
    """The first overload from a day on, as far as it stays the same; None where there is none in the window."""
    start = loads.first_overload(resource_id, first)
    if start is None:
        return None
    resource = workspace.all(Resource)[resource_id]
    full = resource.units * resource.minutes_a_day

    def beyond(day: date) -> int:
        return -(-loads.day(resource_id, day).overload * 100 // full)

    percent, finish, day = beyond(start), start, start
    while day - start < timedelta(AHEAD_DAYS):
        day += timedelta(1)
        if not workspace.calendar.is_working(day):
            continue
        if beyond(day) != percent:
            break
        finish = day
    return Overload(resource_id, start, finish, percent)


def ways(workspace: Workspace, loads: Loads, over: Overload) -> tuple[Way, ...]:
    """What can be done about an overload, project by project, the least important one first."""
    held: dict[int, list[Allocation]] = {}
    for share in workspace.where(Allocation, "resource_id", over.resource_id):
        if binds(workspace, share):
            held.setdefault(share.project_id, []).append(share)
    projects = sorted((workspace.all(Project)[id] for id in held), key=lambda one: (-one.priority, one.code))
    found: list[Way] = []
    for project in projects:
        spans = summed(span_of(one) for one in held[project.id])
        cut = min(over.percent, least_held(spans, over.start, over.finish, workspace.calendar))
        if cut > 0:
            found += _of_project(workspace, loads, over, project, cut)
    return tuple(found)


def _of_project(workspace: Workspace, loads: Loads, over: Overload, project: Project, cut: int) -> Iterator[Way]:
    name = workspace.all(Resource)[over.resource_id].name
    lower = Shift(
        resource_id=over.resource_id,
        from_id=project.id,
        to_id=None,
        percent=cut,
        start=over.start,
        finish=over.finish,
    )
    part = "" if cut == over.percent else f", of {over.percent} % too many"
    yield Way(f"Lower {project.code} by {cut} %{part}", project.id, (lower,))
    later = _free_days(workspace, loads, over, cut)
    if later is not None:
        back = Shift(
            resource_id=over.resource_id,
            from_id=None,
            to_id=project.id,
            percent=cut,
            start=later[0],
            finish=later[1],
        )
        yield Way(f"Move {cut} % of {project.code} to {later[0]}..{later[1]}", project.id, (lower, back))
    for item in _items(workspace, loads, over, project):
        for other in _able(workspace, loads, over, item, cut):
            taken = Shift(
                resource_id=other.id,
                from_id=None,
                to_id=project.id,
                percent=cut,
                start=over.start,
                finish=over.finish,
            )
            over_to = HandOver(item_ids=(item.id,), from_id=over.resource_id, to_id=other.id)
            shifts = (lower, taken) if other.plans_by_shares else (lower,)
            words = f"{other.name} takes {workspace.name_of(item)} from {name}, with {cut} % of {project.code}"
            yield Way(words, project.id, shifts, over_to)


def _free_days(workspace: Workspace, loads: Loads, over: Overload, percent: int) -> tuple[date, date] | None:
    """As many working days in a row after the overload on which the resource has that much left."""
    calendar = workspace.calendar
    resource = workspace.all(Resource)[over.resource_id]
    needed = resource.units * resource.minutes_a_day * percent // 100
    count = calendar.between(over.start, over.finish) + 1
    run: list[date] = []
    day = calendar.add(over.finish, 1)
    while day - over.finish <= timedelta(AHEAD_DAYS):
        run = [*run, day] if loads.day(resource.id, day).free >= needed else []
        if len(run) == count:
            return run[0], run[-1]
        day = calendar.add(day, 1)
    return None


def _items(workspace: Workspace, loads: Loads, over: Overload, project: Project) -> list[WorkItem]:
    """The work of a project that takes the most of the resource on those days."""
    items = workspace.all(WorkItem)
    found = (items[one.item_id] for one in loads.items_in(over.resource_id, over.start, over.finish))
    return [one for one in found if one.project_id == project.id][:ITEMS_MOST]


def _able(workspace: Workspace, loads: Loads, over: Overload, item: WorkItem, percent: int) -> list[Resource]:
    """Who has a skill of the overloaded resource and the time, the most skilled first."""
    skills = {one.skill_id: one.level for one in workspace.where(ResourceSkill, "resource_id", over.resource_id)}
    busy = {one.resource_id for one in working(workspace, item.id)}
    found: list[tuple[int, int, str, Resource]] = []
    for resource in workspace.all(Resource).values():
        if resource.id in busy or resource.kind is not ResourceKind.PERSON:
            continue
        level = max(
            (
                min(one.level, skills[one.skill_id])
                for one in workspace.where(ResourceSkill, "resource_id", resource.id)
                if one.skill_id in skills
            ),
            default=0,
        )
        load = loads.between(resource.id, over.start, over.finish)
        if level and load.has and load.free * 100 >= load.has * percent:
            found.append((-level, -load.free, resource.name, resource))
    return [one[-1] for one in sorted(found, key=lambda one: one[:3])[:PEOPLE_MOST]]
