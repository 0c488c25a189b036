"""The difference between two outlooks, one kind of figure after the other."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pmtui.domain.choices import ENDED, ENDED_WORK, ProjectStatus
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Benefit,
    Dependency,
    Holiday,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.forecast.projects import why_endless
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.impact.lost import lost
from pmtui.domain.impact.outlook import Outlook
from pmtui.domain.impact.result import (
    BenefitChange,
    Figures,
    Impact,
    ItemChange,
    LinkChange,
    Lost,
    LostKind,
    OverloadChange,
    ProjectChange,
)
from pmtui.domain.workspace import Workspace

ENDS = ("predecessor_id", "successor_id")


def impact(before: Outlook, after: Outlook) -> Impact:
    """What changes from one outlook to the other, of the same day: pure, and cheap beside the forecasts."""

    def deadline(item_id: int) -> date | None:
        return after.workspace.all(WorkItem)[item_id].deadline

    gone = lost(before, after)
    return Impact(
        projects=_projects(before, after),
        overloads=tuple(_overloads(before, after)),
        benefits=tuple(_benefits(before, after, gone)),
        crossing=tuple(_crossing(before.workspace, after.workspace)),
        uncrossed=tuple(_crossing(after.workspace, before.workspace)),
        unstaffed=tuple(
            _items(
                after, after.forecast.stalled.keys() - before.forecast.stalled.keys(), after.forecast.stalled.get
            )
        ),
        endless=tuple(_endless(before, after)),
        missed=tuple(_items(after, after.missed.keys() - before.missed.keys(), deadline)),
        met=tuple(_items(after, [id for id in before.missed if _met(after, id)], deadline)),
        lost=gone,
    )


def _projects(before: Outlook, after: Outlook) -> dict[int, ProjectChange]:
    found = {}
    calendar = after.workspace.calendar
    rows = {**before.workspace.all(Project), **after.workspace.all(Project)}
    for id, project in rows.items():
        old = _figures(before.forecast.projects.get(id))
        new = _figures(after.forecast.projects.get(id))
        first, last = old.finish if old else None, new.finish if new else None
        later = calendar.between(first, last) if first and last else None
        found[id] = ProjectChange(id, project.program_id, project.code, old, new, later)
    return found


def _figures(found: ProjectForecast | None) -> Figures | None:
    if found is None:
        return None
    return Figures(found.finish, found.slip, found.cost, found.assumed, found.reason, found.idle)


def _overloads(before: Outlook, after: Outlook) -> Iterator[OverloadChange]:
    """Overload comes from shares and absences alone, so that resources without a change in these are left out."""
    for id in sorted(_promised_anew(before.workspace, after.workspace)):
        sides = [one.overload(id) if one.workspace.get(Resource, id) else 0 for one in (before, after)]
        if sides[0] != sides[1]:
            resource = after.workspace.get(Resource, id) or before.workspace.all(Resource)[id]
            yield OverloadChange(id, resource.name, *sides)


def _promised_anew(before: Workspace, after: Workspace) -> set[int]:
    """The resources whose shares or days may differ."""
    if before.differing(after, Holiday):
        return {*before.all(Resource), *after.all(Resource)}
    found = set(before.differing(after, Resource))
    for id in before.differing(after, Project):
        if _binds(before, id) != _binds(after, id):
            found.update(
                one.resource_id for side in (before, after) for one in side.where(Allocation, "project_id", id)
            )
    for side in (before, after):
        shares = (side.get(Allocation, id) for id in before.differing(after, Allocation))
        absences = (side.get(Absence, id) for id in before.differing(after, Absence))
        found.update(one.resource_id for one in (*shares, *absences) if one is not None)
    return found


def _binds(workspace: Workspace, project_id: int) -> bool:
    project = workspace.get(Project, project_id)
    return project is not None and project.status not in ENDED


def _benefits(before: Outlook, after: Outlook, gone: Iterable[Lost]) -> Iterator[BenefitChange]:
    """The benefits that turn late or are saved; those that are lost are said to be that alone."""
    ids = {one.id for one in gone if one.kind is LostKind.BENEFIT}
    for id, new in after.benefits.items():
        old = before.benefits.get(id)
        if old is None or id in ids:
            continue
        was, now = ((one.day is None or (one.late or 0) > 0) for one in (old, new))
        if was != now:
            yield BenefitChange(id, after.workspace.all(Benefit)[id].name, old, new, saved=was)


def _crossing(before: Workspace, after: Workspace) -> Iterator[LinkChange]:
    """The links that cross projects after and did not before."""
    moved = before.differing(after, WorkItem)
    changed = before.differing(after, Dependency)
    ids = set(changed)
    for item in moved:
        ids.update(one.id for end in ENDS for one in after.where(Dependency, end, item))
    items = after.all(WorkItem)
    for id in sorted(ids):
        link = after.get(Dependency, id)
        if link is None or not _crosses(after, link) or _crosses(before, before.get(Dependency, id)):
            continue
        ends = (after.name_of(items[one]) for one in (link.predecessor_id, link.successor_id))
        yield LinkChange(id, *ends)


def _crosses(workspace: Workspace, link: Dependency | None) -> bool:
    if link is None:
        return False
    first, last = (workspace.get(WorkItem, id) for id in (link.predecessor_id, link.successor_id))
    return first is not None and last is not None and first.project_id != last.project_id


def _endless(before: Outlook, after: Outlook) -> Iterator[ItemChange]:
    """The work that loses its finish, or has none from the first, though that is not for want of staff."""
    workspace, found = after.workspace, after.forecast
    for id in sorted(found.endless.keys() - before.forecast.endless.keys() - found.stalled.keys()):
        item, cause = workspace.all(WorkItem)[id], found.endless[id]
        project = workspace.all(Project)[item.project_id]
        held = cause == id and project.status is ProjectStatus.ON_HOLD
        why = f"{project.code} is on hold" if held else why_endless(workspace, found.stalled, cause)
        yield ItemChange(id, workspace.name_of(item), item.title, item.project_id, why=why)


def _items(outlook: Outlook, ids: Iterable[int], day: Callable[[int], date | None]) -> Iterator[ItemChange]:
    for id in sorted(ids):
        item = outlook.workspace.all(WorkItem)[id]
        finish = outlook.forecast.items[id].finish
        yield ItemChange(id, outlook.workspace.name_of(item), item.title, item.project_id, day(id), finish)


def _met(after: Outlook, item_id: int) -> bool:
    """Whether a work item is still open with its deadline, and meets it."""
    item = after.workspace.get(WorkItem, item_id)
    is_open = item is not None and item.deadline is not None and item.state not in ENDED_WORK
    return is_open and item_id not in after.missed and item_id in after.forecast.items
