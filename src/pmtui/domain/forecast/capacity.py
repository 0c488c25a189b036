"""What each resource has by working day: its hours less absences, and the shares promised of it."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from itertools import pairwise

from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Absence, Allocation, Resource
from pmtui.domain.forecast.plan import HORIZON_DAYS, NOBODY, Plan
from pmtui.domain.workspace import Workspace

SLACK_DAYS = 250  # days of room after the last change before the rows have to grow


class Supply:
    """Makes the rows of ``Capacity``, and finds them by resource and project."""

    def __init__(self, workspace: Workspace, plan: Plan) -> None:
        self._plan = plan
        self._row: dict[int, int] = {}
        self._share: dict[tuple[int, int], int] = {}
        self._resources = workspace.all(Resource)
        absences = workspace.all(Absence).values()
        allocations = [
            one for one in workspace.all(Allocation).values() if one.status is AllocationStatus.COMMITTED
        ]
        capacity = plan.capacity
        capacity.size = min(self._last_change(absences, allocations), HORIZON_DAYS) + SLACK_DAYS
        away: dict[int, list[Absence]] = {}
        for one in absences:
            away.setdefault(one.resource_id, []).append(one)
        for resource in self._resources.values():
            self._row[resource.id] = len(capacity.rows)
            self._add_row(resource, away.get(resource.id, ()))
        self._promised: dict[tuple[int, int], list[Allocation]] = {}
        for promised in allocations:
            self._promised.setdefault((promised.resource_id, promised.project_id), []).append(promised)

    def copy(self, plan: Plan) -> "Supply":
        """The same for another plan of the same days; rows that are found later are found for that alone."""
        made = copy(self)
        plan.capacity = self._plan.capacity.copy()
        made._plan, made._row, made._share = plan, dict(self._row), dict(self._share)
        return made

    def _last_change(self, absences: Iterable[Absence], allocations: Iterable[Allocation]) -> int:
        index = self._plan.index
        days = [index(one.finish) for one in absences if one.finish]
        days += [index(day) for one in allocations for day in (one.start, one.finish) if day]
        for resource in self._resources.values():
            days += [index(day) for day in (resource.available_from, resource.available_to) if day]
        return max(0, 1 + max(days, default=0))

    def _span(self, first: int, after: int) -> tuple[int, int]:
        """Two day indexes cut to the rows, so that slices take them."""
        size = self._plan.capacity.size
        start = min(max(first, 0), size)
        return start, min(max(after, start), size)

    def _add_row(self, resource: Resource, absences: Iterable[Absence]) -> None:
        capacity, plan = self._plan.capacity, self._plan
        full = resource.units * resource.minutes_a_day
        gaps: list[tuple[int, int]] = []
        if resource.available_from:
            gaps.append(self._span(0, plan.index(resource.available_from)))
        if resource.available_to:
            gaps.append(self._span(self._after(resource.available_to), capacity.size))
        row = [full] * capacity.size
        _clear(row, gaps)
        gone: set[int] = set()
        for one in absences:
            if one.start and one.finish:
                span = self._span(plan.index(one.start), self._after(one.finish))
                gaps.append(span)
                gone.update(day for day in range(*span) if row[day])
        _clear(row, gaps)
        capacity.rows.append(row)
        capacity.full.append(full)
        capacity.gaps.append(gaps)
        capacity.tails.append(0 if resource.available_to else full)
        capacity.away.append(frozenset(gone))

    def _after(self, day: date) -> int:
        """The index of the first working day after a day."""
        return self._plan.calendar.number(day.toordinal() + 1) - self._plan.base

    def _add_share(self, resource: int, promised: Iterable[Allocation]) -> int:
        """The rows of what a project has of a resource; promises add up, to all of it at most."""
        capacity, plan = self._plan.capacity, self._plan
        spans = [
            (
                *self._span(
                    plan.index(one.start) if one.start else 0,
                    self._after(one.finish) if one.finish else capacity.size,
                ),
                one.percent,
                one.finish is None,
            )
            for one in promised
        ]
        row = self._row[resource]
        full = capacity.full[row]
        borders = sorted({0, capacity.size, *(day for span in spans for day in span[:2])})
        percents: list[int] = []
        minutes: list[int] = []
        for start, end in pairwise(borders):
            percent = min(100, sum(span[2] for span in spans if span[0] <= start and end <= span[1]))
            percents += [percent] * (end - start)
            minutes += [full * percent // 100] * (end - start)
        _clear(minutes, capacity.gaps[row])
        tail = min(100, sum(span[2] for span in spans if span[3]))
        capacity.percents.append(percents)
        capacity.percent_tails.append(tail)
        capacity.shares.append(minutes)
        capacity.share_tails.append(capacity.tails[row] * tail // 100)
        return len(capacity.shares) - 1

    def nobody(self) -> int:
        """The row of work that lost its last assignment: nothing on any day."""
        if NOBODY not in self._row:
            capacity = self._plan.capacity
            self._row[NOBODY] = len(capacity.rows)
            capacity.rows.append([0] * capacity.size)
            capacity.full.append(0)
            capacity.gaps.append([])
            capacity.tails.append(0)
            capacity.away.append(frozenset())
        return self._row[NOBODY]

    def rows(self, resource: Resource, project: int) -> tuple[int, int]:
        """The rows that hold what a resource has and what of it is a project's; -1 where no share bounds it."""
        row = self._row[resource.id]
        if not resource.plans_by_shares:
            return row, -1
        key = (resource.id, project)
        share = self._share.get(key)
        if share is None:
            share = self._share[key] = self._add_share(resource.id, self._promised.get(key, ()))
        return row, share


def _clear(row: list[int], gaps: Iterable[tuple[int, int]]) -> None:
    for start, end in gaps:
        row[start:end] = [0] * (end - start)
