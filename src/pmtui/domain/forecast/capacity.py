"""What each resource has by working day: its hours less absences, and the shares promised of it."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import date

from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Absence, Allocation, Resource
from pmtui.domain.forecast.plan import FULL_DAY, NOBODY, Plan, Use
from pmtui.domain.forecast.steps import FOREVER, Steps
from pmtui.domain.workspace import Workspace

Span = tuple[int, int]  # from a day to before another


class Supply:
    """Makes the rooms of ``Capacity``, and finds them by resource and project."""

    def __init__(self, workspace: Workspace, plan: Plan) -> None:
        self._plan = plan
        self._row: dict[int, int] = {}
        self._share: dict[tuple[int, int], int] = {}
        self._fits: dict[int, bool] = {}
        away: dict[int, list[Span]] = {}
        for one in workspace.all(Absence).values():
            if one.start and one.finish:
                away.setdefault(one.resource_id, []).append(self._span(one.start, one.finish))
        for resource in workspace.all(Resource).values():
            self._row[resource.id] = self._add_row(resource, away.get(resource.id, []))
        self._promised: dict[int, dict[int, list[Allocation]]] = {}
        for promised in workspace.all(Allocation).values():
            if promised.status is AllocationStatus.COMMITTED:
                by_project = self._promised.setdefault(promised.resource_id, {})
                by_project.setdefault(promised.project_id, []).append(promised)

    def copy(self, plan: Plan) -> "Supply":
        """The same for another plan of the same days; rooms that are found later are found for that alone."""
        made = copy(self)
        plan.capacity = self._plan.capacity.copy()
        made._plan, made._row, made._share = plan, dict(self._row), dict(self._share)
        return made

    def _span(self, start: date | None, finish: date | None) -> Span:
        """The working days from a day to another, from today on."""
        plan = self._plan
        first = max(plan.index(start), 0) if start else 0
        if finish is None:
            return first, FOREVER
        return first, max(plan.calendar.number(finish.toordinal() + 1) - plan.base, first)

    def _add_row(self, resource: Resource, away: list[Span]) -> int:
        capacity = self._plan.capacity
        full = resource.units * resource.minutes_a_day
        here = self._span(resource.available_from, resource.available_to)
        row = len(capacity.rooms)
        capacity.rooms.append(_steps([here, *away], lambda there: full if there[0] and not any(there[1:]) else 0))
        capacity.full[row] = full
        if away:
            capacity.away[row] = _steps([here, *away], lambda there: int(there[0] and any(there[1:])))
        return row

    def _add_share(self, resource: int, promised: Sequence[Allocation]) -> int:
        """The room of what a project has of a resource; promises add up, to all of it at most."""
        capacity = self._plan.capacity
        row = self._row[resource]
        full, has = capacity.full[row], capacity.rooms[row]
        percents = self._percents(promised)
        share = len(capacity.rooms)
        days = sorted({*percents.at, *has.at})
        capacity.rooms.append(Steps.of((day, full * percents.on(day) // 100 if has.on(day) else 0) for day in days))
        capacity.percents[share] = percents
        return share

    def _percents(self, promised: Sequence[Allocation]) -> Steps:
        return _steps(
            [self._span(one.start, one.finish) for one in promised],
            lambda there: min(
                100, sum(one.percent for one, is_there in zip(promised, there, strict=True) if is_there)
            ),
        )

    def _all_fit(self, resource: int) -> bool:
        """Whether no day is promised more than once, so that no share takes anything from another."""
        known = self._fits.get(resource)
        if known is None:
            shares = [self._percents(promised) for promised in self._promised.get(resource, {}).values()]
            days = {day for share in shares for day in share.at}
            known = self._fits[resource] = all(sum(share.on(day) for share in shares) <= 100 for day in days)
        return known

    def nobody(self) -> Use:
        """The use of work that lost its last assignment: nothing on any day."""
        capacity = self._plan.capacity
        row = self._row.get(NOBODY)
        if row is None:
            row = self._row[NOBODY] = len(capacity.rooms)
            capacity.rooms.append(Steps())
            capacity.full[row] = 0
        return Use(row, -1, FULL_DAY, NOBODY, (row,), bounded=False, alone=True)

    def use(self, resource: Resource, project: int, limit: int) -> Use:
        """What work of a project takes of a resource, within a limit in minutes a day."""
        row = self._row[resource.id]
        bounded = limit < self._plan.capacity.full[row]
        if not resource.plans_by_shares:
            return Use(row, -1, limit, resource.id, (row,), bounded, alone=not bounded)
        key = (resource.id, project)
        share = self._share.get(key)
        if share is None:
            promised = self._promised.get(resource.id, {}).get(project, ())
            share = self._share[key] = self._add_share(resource.id, promised)
        rooms = (share,) if self._all_fit(resource.id) else (share, row)
        return Use(row, share, limit, resource.id, rooms, bounded, alone=len(rooms) == 1 and not bounded)


def _steps(spans: list[Span], figure: Callable[[list[bool]], int]) -> Steps:
    """The figure of each day, by whether each of the spans holds it."""
    days = sorted({0, *(day for span in spans for day in span if day < FOREVER)})
    return Steps.of((day, figure([first <= day < after for first, after in spans])) for day in days)
