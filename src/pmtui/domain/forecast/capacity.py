"""What each resource has by working day: its hours less absences, and the shares promised of it."""

from copy import copy
from datetime import date

from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Absence, Allocation, Resource
from pmtui.domain.forecast.plan import FULL_DAY, NOBODY, Plan, Use
from pmtui.domain.forecast.steps import FOREVER, Steps, runs
from pmtui.domain.workspace import Workspace

Span = tuple[int, int]  # from a day to before another


class Supply:
    """Makes the rooms of ``Capacity``, and finds them by resource and project."""

    def __init__(self, workspace: Workspace, plan: Plan) -> None:
        self._plan = plan
        self._row: dict[int, int] = {}
        self._share: dict[tuple[int, int], int] = {}
        self._fits: dict[int, bool] = {}
        self._percents: dict[int, dict[int, Steps]] = {}
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
        absences = [(max(first, here[0]), min(after, here[1])) for first, after in away]
        capacity.rooms.append(_summed([(*here, full), *[(*span, -full) for span in absences]], full))
        capacity.full[row] = full
        if away:
            capacity.away[row] = _summed([(*span, 1) for span in absences], 1)
        return row

    def _add_share(self, resource: int, project: int) -> int:
        """The room of what a project has of a resource."""
        capacity = self._plan.capacity
        row = self._row[resource]
        full, has = capacity.full[row], capacity.rooms[row]
        percents = self._shares(resource).get(project, Steps())
        share = len(capacity.rooms)
        capacity.rooms.append(
            Steps.of(
                [
                    (day, full * percent // 100 if there else 0)
                    for day, _, (percent, there) in runs((percents, has), 0, FOREVER)
                ]
            )
        )
        capacity.percents[share] = percents
        return share

    def _shares(self, resource: int) -> dict[int, Steps]:
        """The percents promised of a resource, by project; promises add up, to all of it at most."""
        known = self._percents.get(resource)
        if known is None:
            known = self._percents[resource] = {
                project: _summed([(*self._span(one.start, one.finish), one.percent) for one in promised], 100)
                for project, promised in self._promised.get(resource, {}).items()
            }
        return known

    def _all_fit(self, resource: int) -> bool:
        """Whether no day is promised more than once, so that no share takes anything from another."""
        known = self._fits.get(resource)
        if known is None:
            shares = self._shares(resource).values()
            days = {day for share in shares for day in share.at}
            known = self._fits[resource] = all(sum([share.on(day) for share in shares]) <= 100 for day in days)
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
            share = self._share[key] = self._add_share(resource.id, project)
        rooms = (share,) if self._all_fit(resource.id) else (share, row)
        return Use(row, share, limit, resource.id, rooms, bounded, alone=len(rooms) == 1 and not bounded)


def _summed(spans: list[tuple[int, int, int]], most: int) -> Steps:
    """The sum of figures by day, each from a day to before another; within nothing and the most that there is."""
    changes = {0: 0}
    for first, after, figure in spans:
        if first < after:
            changes[first] = changes.get(first, 0) + figure
            if after < FOREVER:
                changes[after] = changes.get(after, 0) - figure
    total = 0
    steps = []
    for day in sorted(changes):
        total += changes[day]
        steps.append((day, 0 if total < 0 else total if total < most else most))
    return Steps.of(steps)
