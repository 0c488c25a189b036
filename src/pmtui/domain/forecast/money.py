"""What work cost and will cost, in minor units."""

from collections.abc import Sequence

from pmtui.domain.choices import MoneyStatus
from pmtui.domain.entities import Assignment, MoneyEntry, Resource, WorkItem
from pmtui.domain.forecast.plan import EFFORT, FIXED, FULL_DAY, Plan
from pmtui.domain.forecast.serial import Schedule
from pmtui.domain.workspace import Workspace

HOUR = 60


def _rounded(minutes_times_rate: int) -> int:
    return (minutes_times_rate + HOUR // 2) // HOUR


class Costs:
    """Rates, money spent by item and by project, and the cost of what remains of a node."""

    def __init__(self, workspace: Workspace) -> None:
        self._default = workspace.settings.default_rate
        self._rates = {
            one.id: self._default if one.rate is None else one.rate for one in workspace.all(Resource).values()
        }
        self.by_item: dict[int, int] = {}
        self.by_project: dict[int, int] = {}  # what belongs to no work item
        spent: dict[int, int] = {}
        for one in workspace.all(Assignment).values():
            if one.spent:
                spent[one.work_item_id] = spent.get(one.work_item_id, 0) + one.spent * self._rates[one.resource_id]
        for id, amount in spent.items():
            self.by_item[id] = _rounded(amount)
        self._add_entries(workspace)

    def _add_entries(self, workspace: Workspace) -> None:
        items = workspace.all(WorkItem)
        for one in workspace.all(MoneyEntry).values():
            if one.status is not MoneyStatus.ACTUAL:
                continue
            item = items.get(one.work_item_id) if one.work_item_id is not None else None
            # Money stays with the project that spent it, also where its work item has moved to another.
            if item is not None and item.project_id == one.project_id:
                self.by_item[item.id] = self.by_item.get(item.id, 0) + one.amount
            else:
                self.by_project[one.project_id] = self.by_project.get(one.project_id, 0) + one.amount

    def of_remaining(self, plan: Plan, schedule: Schedule, node: int, assigned: Sequence[Assignment]) -> int:
        """Remaining effort x rate; of a fixed duration its days x units x minutes.

        Effort costs what those cost who are scheduled to do it; what nobody is scheduled to do, or is on hold,
        costs by the mix of those assigned.
        """
        work = plan.work[node]
        if len(assigned) == 1 and plan.kind[node] == EFFORT:
            return (work * self._rates[assigned[0].resource_id] + HOUR // 2) // HOUR
        if plan.kind[node] == FIXED:
            if not assigned:
                return _rounded(work * FULL_DAY * self._default)
            return _rounded(sum(work * minutes * rate for minutes, rate in self._mix(plan, node)))
        if plan.kind[node] != EFFORT:
            return 0
        if not assigned:
            return _rounded(work * self._default)
        total = left = 0
        for position, _, given in schedule.taken[node]:
            minutes = sum(given)
            total += minutes * self._rates[assigned[position].resource_id]
            left += minutes
        left = work - left
        if left:
            mix = self._mix(plan, node)
            total += (
                left * sum(minutes * rate for minutes, rate in mix) // max(1, sum(minutes for minutes, _ in mix))
            )
        return _rounded(total)

    def _mix(self, plan: Plan, node: int) -> list[tuple[int, int]]:
        """Minutes a day and rate of each assignment."""
        return [(use.limit, self._rates[use.resource]) for use in plan.uses[node]]
