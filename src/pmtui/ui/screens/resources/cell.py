"""What a cell of the heat map is made of: shares, work items and absences, in blocks and as places to go to."""

from collections.abc import Iterator
from datetime import date

from pmtui.domain.choices import AllocationStatus
from pmtui.domain.days import show_day
from pmtui.domain.entities import Absence, Allocation, Project, Resource, WorkItem
from pmtui.domain.entry import show_hours, show_minutes
from pmtui.domain.load import ItemLoad, Loads
from pmtui.domain.periods import Period, Scale
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.why_load import ENDLESS, away
from pmtui.ui.screens.resources.heat import OVER
from pmtui.ui.view import View
from pmtui.ui.widgets.field import Option
from pmtui.ui.widgets.side_by_side import Block, Para


def hours(minutes: int) -> str:
    """Hours to the minute: ``38h``, ``9h 36m``."""
    return show_minutes(minutes, ENDLESS)


def headline(view: View, loads: Loads, resource: Resource, period: Period) -> tuple[str, ...]:
    """The facts of a cell, the most important first."""
    load = loads.between(resource.id, period.first, period.last)
    about = view.approximate
    over = f"{OVER} {hours(load.overload)} too many" if load.overload else ""
    return tuple(
        one
        for one in (
            f"{period.named(view.today)}:",
            f"promised {hours(load.promised)} of {hours(load.has)}",
            over,
            f"scheduled {about}{hours(load.scheduled)}",
            f"needed {about}{hours(load.needed)}",
            f"{hours(load.free)} free" if load.free else "",
        )
        if one
    )


def blocks(view: View, loads: Loads, resource: Resource, period: Period) -> tuple[Block, ...]:
    """Shares, work and absences side by side."""
    first, last = period.first, period.last
    promised = [
        Para(
            f"{hours(minutes)} {_project(view, share).name}",
            f"{_project(view, share).code} {share.percent}% ",
            least=1,
        )
        for share, minutes in loads.shares_in(resource.id, first, last)
    ]
    promised += [
        Para("proposed", f"{_project(view, share).code} {share.percent}% ")
        for share in _proposed(view, resource, first, last)
    ]
    if not promised:
        promised = [Para("none then" if resource.plans_by_shares else "plans without shares")]
    work = [_worked(view, one, period) for one in loads.items_in(resource.id, first, last)]
    absent = [Para(one, least=1) for one in away(view.workspace, resource, first, last)]
    return (
        Block("Shares", tuple(promised)),
        Block(f"{view.approximate}Scheduled / needed", tuple(work) or (Para("no work then"),)),
        *([Block("Away", tuple(absent))] if absent else []),
    )


def _worked(view: View, load: ItemLoad, period: Period) -> Para:
    item = view.workspace.get(WorkItem, load.item_id)
    told = show_hours if period.scale is Scale.MONTH else hours  # the minutes of a month say nothing
    much = f"{told(load.scheduled)} / {told(load.needed)} "
    if item is None:
        return Para("deleted", much, least=1)
    return Para(item.title, f"{much}{view.workspace.name_of(item)} ", least=1)


def _project(view: View, share: Allocation) -> Project:
    return view.workspace.all(Project)[share.project_id]


def _proposed(view: View, resource: Resource, first: date, last: date) -> Iterator[Allocation]:
    for share in view.workspace.where(Allocation, "resource_id", resource.id):
        starts = share.start is None or share.start <= last
        if share.status is AllocationStatus.PROPOSED and starts and (share.finish is None or share.finish >= first):
            yield share


def places(view: View, loads: Loads, resource: Resource, period: Period) -> list[Option]:
    """Where each part of a cell can be changed: work items, shares, absences."""
    first, last = period.first, period.last
    found = []
    for one in loads.items_in(resource.id, first, last):
        item = view.workspace.get(WorkItem, one.item_id)
        if item is not None:
            place = Place(ScreenName.PROJECT, item.project_id, "work", WorkItem.__name__, item.id)
            name = f"{view.workspace.name_of(item)} {item.title}"
            found.append(Option(place, name, f"{hours(one.scheduled)} scheduled, {hours(one.needed)} needed"))
    shares = [(share, f"{hours(much)} promised") for share, much in loads.shares_in(resource.id, first, last)]
    shares += [(share, "proposed") for share in _proposed(view, resource, first, last)]
    for share, much in shares:
        place = Place(ScreenName.RESOURCES, None, "shares", Allocation.__name__, share.id)
        project = _project(view, share)
        found.append(Option(place, f"{share.percent} % of {project.code} {project.name}", much))
    for absence in view.workspace.where(Absence, "resource_id", resource.id):
        start, finish = absence.start, absence.finish
        if start is not None and finish is not None and start <= last and finish >= first:
            place = Place(ScreenName.RESOURCES, None, "people", Absence.__name__, absence.id)
            span = f"{show_day(start, view.today)} to {show_day(finish, view.today)}"
            found.append(Option(place, f"Absence {span}", absence.reason))
    return found
