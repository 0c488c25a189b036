"""From the schedule to what the forecast says of each work item."""

from datetime import date

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import WorkItem
from pmtui.domain.forecast.floats import floats
from pmtui.domain.forecast.holds import Holds
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import FIXED, FULL_DAY, NEVER, PARTS, WORKED
from pmtui.domain.forecast.prepare import Preparation
from pmtui.domain.forecast.result import Hold, HoldKind, ItemForecast
from pmtui.domain.forecast.serial import Schedule

DONE = Hold(HoldKind.DONE)


class Items:
    """The forecast of every work item, deliverables with what is rolled up from below them."""

    def __init__(self, ready: Preparation, schedule: Schedule) -> None:
        self.ready = ready
        self.schedule = schedule
        self.costs = Costs(ready.workspace)
        self.floats = floats(ready.plan, schedule)
        self.holds = Holds(ready.plan, schedule)
        self.found: dict[int, ItemForecast] = {}
        self._days = self._days_until_the_end()
        for id, item in ready.items.items():
            if id not in ready.nodes and id not in ready.tree.children:
                self.found[id] = self._finished(item)
        self._add_open()
        for id in ready.tree.bottom_up():
            self.found[id] = self._rolled_up(id)

    def _days_until_the_end(self) -> list[date]:
        """The dates of the plan's days, up to the last that anything ends on."""
        plan = self.ready.plan
        last = max([end for end in self.schedule.end if end < NEVER], default=0)
        size = max(last // PARTS + 1, plan.capacity.size + 1)
        return [date.fromordinal(plan.calendar.ordinal(plan.base + index)) for index in range(size)]

    def _finished(self, item: WorkItem) -> ItemForecast:
        """What is done, dropped, or of a project that has ended: only what it was and cost."""
        return ItemForecast(
            item.id,
            item.started_on or item.finished_on,
            item.finished_on,
            DONE,
            cost=self.costs.by_item.get(item.id, 0),
        )

    def _add_open(self) -> None:
        """Every open work item: one loop over the nodes, since there are many and each asks for little."""
        ready, plan, schedule, days = self.ready, self.ready.plan, self.schedule, self._days
        items, assignments, spent, hold_of = ready.items, ready.assignments, self.costs.by_item, self.holds.of
        for id, node in ready.nodes.items():
            kind, end, item = plan.kind[node], schedule.end[node], items[id]
            finish = None if end >= NEVER else days[(end - 1) // PARTS]
            start = item.started_on or finish
            if not item.started_on and kind in WORKED:
                moment = schedule.start[node]
                start = None if moment >= NEVER else days[moment // PARTS]
            cost = spent.get(id, 0)
            minutes, nobody = 0, False
            if kind in WORKED:
                assigned = assignments.get(id, ())
                nobody = not assigned and not item.was_staffed
                minutes = plan.work[node]
                if kind == FIXED:
                    minutes *= sum([use[2] for use in plan.uses[node]]) if assigned else FULL_DAY
                cost += self.costs.of_remaining(plan, schedule, node, assigned)
            stalled = None
            if finish is None:
                day = self.holds.stalled_from(node)
                stalled = None if day is None else days[day]
            room = self.floats[node]
            self.found[id] = ItemForecast(
                id, start, finish, hold_of(node), room, room == 0, nobody, minutes, cost, stalled
            )

    def _rolled_up(self, id: int) -> ItemForecast:
        """A deliverable: from the first start to the last finish of what is in it."""
        items, found = self.ready.items, self.found
        below: list[ItemForecast] = []
        cost = self.costs.by_item.get(id, 0)
        for child in self.ready.tree.children[id]:
            cost += found[child].cost
            if items[child].state is not WorkState.DROPPED:
                below.append(found[child])
        going = [one for one in below if one.hold is not DONE]
        starts = [one.start for one in below if one.start]
        start = min(starts) if starts else None
        last = _last(going or below)
        if last is None or not going:
            return ItemForecast(id, start, last.finish if last else None, DONE, cost=cost)
        rooms = [one.float_days for one in going if one.float_days is not None]
        stalls = [one.stalled_from for one in going if one.stalled_from]
        return ItemForecast(
            id,
            start,
            last.finish and max([one.finish for one in below if one.finish]),
            Hold(HoldKind.CHILDREN, last.item_id),
            min(rooms) if rooms else None,
            True in [one.critical for one in going],
            True in [one.assumed for one in going],
            sum([one.remaining for one in going]),
            cost,
            min(stalls) if stalls else None,
        )


def _last(below: list[ItemForecast]) -> ItemForecast | None:
    """The one without a finish, else the one that finishes last; the first of those that are equal."""
    last = None
    for one in below:
        if last is None or (last.finish is not None and (one.finish is None or one.finish > last.finish)):
            last = one
    return last
