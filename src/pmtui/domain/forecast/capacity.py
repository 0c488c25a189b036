"""What each resource has by working day: its hours less absences, and the shares promised of it."""

from collections.abc import Iterable

from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Absence, Allocation, Resource
from pmtui.domain.forecast.plan import HORIZON_DAYS, Plan
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
        for promised in allocations:
            if self._resources[promised.resource_id].plans_by_shares:
                self._add_share(promised)
        self._close_shares()

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
        row = [full] * capacity.size
        if resource.available_from:
            _, until = self._span(0, plan.index(resource.available_from))
            row[:until] = [0] * until
        tail = full
        if resource.available_to:
            start, end = self._span(
                plan.calendar.number(resource.available_to.toordinal() + 1) - plan.base, capacity.size
            )
            row[start:] = [0] * (end - start)
            tail = 0
        gone: set[int] = set()
        for one in absences:
            if one.start and one.finish:
                start, end = self._span(
                    plan.index(one.start), plan.calendar.number(one.finish.toordinal() + 1) - plan.base
                )
                gone.update(day for day in range(start, end) if row[day])
                row[start:end] = [0] * (end - start)
        capacity.rows.append(row)
        capacity.tails.append(tail)
        capacity.away.append(frozenset(gone))

    def _add_share(self, allocation: Allocation) -> None:
        plan, capacity = self._plan, self._plan.capacity
        share = self._share_row(allocation.resource_id, allocation.project_id)
        after = capacity.size
        if allocation.finish:
            after = plan.calendar.number(allocation.finish.toordinal() + 1) - plan.base
        else:
            capacity.percent_tails[share] += allocation.percent
        start, end = self._span(plan.index(allocation.start) if allocation.start else 0, after)
        row = capacity.percents[share]
        row[start:end] = [percent + allocation.percent for percent in row[start:end]]

    def _share_row(self, resource: int, project: int) -> int:
        capacity = self._plan.capacity
        share = self._share.get((resource, project))
        if share is None:
            share = self._share[resource, project] = len(capacity.percents)
            capacity.percents.append([0] * capacity.size)
            capacity.percent_tails.append(0)
        return share

    def _close_shares(self) -> None:
        """Turn percent into minutes; more than all of a resource is all of it."""
        capacity = self._plan.capacity
        capacity.shares = [[] for _ in capacity.percents]
        capacity.share_tails = [0 for _ in capacity.percents]
        for (resource, _), share in self._share.items():
            self._fill_share(self._row[resource], share)

    def _fill_share(self, row: int, share: int) -> None:
        capacity = self._plan.capacity
        percents = capacity.percents[share]
        if max(percents, default=0) > 100:
            percents[:] = [min(one, 100) for one in percents]
        tail = capacity.percent_tails[share] = min(capacity.percent_tails[share], 100)
        capacity.shares[share] = [
            minutes * percent // 100 for minutes, percent in zip(capacity.rows[row], percents, strict=True)
        ]
        capacity.share_tails[share] = capacity.tails[row] * tail // 100

    def rows(self, resource: Resource, project: int) -> tuple[int, int]:
        """The rows that hold what a resource has and what of it is a project's; -1 where no share bounds it."""
        row = self._row[resource.id]
        if not resource.plans_by_shares:
            return row, -1
        share = self._share.get((resource.id, project))
        if share is None:
            share = self._share_row(resource.id, project)
            capacity = self._plan.capacity
            capacity.shares.append([0] * capacity.size)
            capacity.share_tails.append(0)
        return row, share
