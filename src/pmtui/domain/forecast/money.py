"""What work cost and will cost, in minor units."""

from collections.abc import Sequence

from pmtui.domain.choices import MoneyStatus
from pmtui.domain.entities import Assignment, MoneyEntry, Resource, WorkItem
from pmtui.domain.forecast.board import Piece
from pmtui.domain.forecast.plan import EFFORT, FIXED, FULL_DAY, NOBODY, Plan
from pmtui.domain.forecast.schedule import Schedule
from pmtui.domain.workspace import Workspace

HOUR = 60


def _minutes(pieces: list[Piece]) -> int:
    return sum([(after - first) * minutes for first, after, minutes in pieces])


def _rounded(minutes_times_rate: int) -> int:
    return (minutes_times_rate + HOUR // 2) // HOUR


class Costs:
    """Money spent by work item and by project, and the work and cost that remain of each node."""

    def __init__(self, workspace: Workspace, plan: Plan, schedule: Schedule) -> None:
        default = workspace.settings.default_rate
        self._plan = plan
        self._schedule = schedule
        self._rates = {
            one.id: default if one.rate is None else one.rate for one in workspace.all(Resource).values()
        }
        self._rates[NOBODY] = default
        self._remaining = [-1] * len(plan.items)  # found once each
        self.spent: dict[int, int] = {}
        self.spent_by_project: dict[int, int] = {}  # all of it, also what belongs to no work item
        spent: dict[int, int] = {}
        for one in workspace.all(Assignment).values():
            if one.spent:
                spent[one.work_item_id] = spent.get(one.work_item_id, 0) + one.spent * self._rates[one.resource_id]
        items = workspace.all(WorkItem)
        for id, amount in spent.items():
            self.spent[id] = _rounded(amount)
            self._add(items[id].project_id, self.spent[id])
        self._add_entries(workspace)

    def _add(self, project: int, amount: int) -> None:
        self.spent_by_project[project] = self.spent_by_project.get(project, 0) + amount

    def _add_entries(self, workspace: Workspace) -> None:
        for one in workspace.all(MoneyEntry).values():
            if one.status is MoneyStatus.ACTUAL:
                self._add(one.project_id, one.amount)
                item = workspace.get(WorkItem, one.work_item_id)
                # Money stays with the project that spent it, also where its work item has moved to another.
                if item is not None and item.project_id == one.project_id:
                    self.spent[item.id] = self.spent.get(item.id, 0) + one.amount

    def remaining(self, nodes: Sequence[int]) -> list[int]:
        """Remaining effort x rate of each of some nodes.

        Effort costs what those cost who are scheduled to do it; what nobody is scheduled to do, or is on hold,
        costs by the mix of those assigned.
        """
        known, rates = self._remaining, self._rates
        kinds, works, all_uses = self._plan.kind, self._plan.work, self._plan.uses
        for node in nodes:
            if known[node] >= 0:
                continue
            kind, uses = kinds[node], all_uses[node]
            if kind == EFFORT and len(uses) < 2:
                known[node] = _rounded(works[node] * rates[uses[0][3] if uses else NOBODY])
            elif kind == EFFORT:
                known[node] = _rounded(self._of_several(node))
            else:
                known[node] = _rounded(self._of_fixed(node)) if kind == FIXED else 0
        return [known[node] for node in nodes]

    def _of_several(self, node: int) -> int:
        """Minutes x rate of an effort that several do."""
        uses, rates = self._plan.uses[node], self._rates
        total, left = 0, self._plan.work[node]
        for use, pieces in zip(uses, self._schedule.taken[node], strict=False):
            minutes = _minutes(pieces)
            total += minutes * rates[use.resource]
            left -= minutes
        if left:
            mix = sum([use.limit * rates[use.resource] for use in uses])
            total += left * mix // max(1, sum([use.limit for use in uses]))
        return total

    def _of_fixed(self, node: int) -> int:
        """Minutes x rate of a fixed duration."""
        uses = self._plan.uses[node]
        if not uses:
            return self._plan.work[node] * FULL_DAY * self._rates[NOBODY]
        return sum([self._minutes_of(node, position) * self._rates[use[3]] for position, use in enumerate(uses)])

    def _minutes_of(self, node: int, position: int) -> int:
        """What a fixed duration takes of one resource; all its units on each day where it has no days."""
        use, taken = self._plan.uses[node][position], self._schedule.taken[node]
        if use.share < 0 or not taken:
            return self._plan.work[node] * use.limit
        return _minutes(taken[position])

    def minutes(self, node: int) -> int:
        """Minutes of work that remain of a fixed duration."""
        uses = self._plan.uses[node]
        if not uses:
            return self._plan.work[node] * FULL_DAY
        return sum([self._minutes_of(node, position) for position in range(len(uses))])
