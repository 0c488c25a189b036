"""From the schedule to what the forecast says of each work item."""

from datetime import date

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import WorkItem
from pmtui.domain.forecast.floats import floats
from pmtui.domain.forecast.holds import Holds
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import EFFORT, FIXED, FULL_DAY, NEVER, PARTS
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
        rolled = ready.tree.children
        for id, item in ready.items.items():
            if id not in rolled:
                node = ready.nodes.get(id)
                self.found[id] = self._finished(item) if node is None else self._open(item, node)
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

    def _open(self, item: WorkItem, node: int) -> ItemForecast:
        plan, schedule = self.ready.plan, self.schedule
        kind, end = plan.kind[node], schedule.end[node]
        finish = None if end >= NEVER else self._days[(end - 1) // PARTS]
        start = self._start(item, node, finish)
        assigned = self.ready.assignments.get(item.id, ())
        cost = self.costs.by_item.get(item.id, 0)
        minutes = 0
        if kind == EFFORT:
            minutes = plan.work[node]
        elif kind == FIXED:
            minutes = plan.work[node] * (sum([use[2] for use in plan.uses[node]]) if assigned else FULL_DAY)
        if minutes:
            cost += self.costs.of_remaining(plan, schedule, node, assigned)
        room = self.floats[node]
        stalled = None if finish else self.holds.stalled_from(node)
        return ItemForecast(
            item.id,
            start,
            finish,
            self.holds.of(node),
            room,
            room == 0,
            bool(minutes) and not assigned,
            minutes,
            cost,
            None if stalled is None else self._days[stalled],
        )

    def _start(self, item: WorkItem, node: int, finish: date | None) -> date | None:
        if item.started_on:
            return item.started_on
        if self.ready.plan.kind[node] not in (EFFORT, FIXED):
            return finish
        moment = self.schedule.start[node]
        return None if moment >= NEVER else self._days[moment // PARTS]

    def _rolled_up(self, id: int) -> ItemForecast:
        """A deliverable: from the first start to the last finish of what is in it."""
        items = self.ready.items
        below = [
            self.found[child]
            for child in self.ready.tree.children[id]
            if items[child].state is not WorkState.DROPPED
        ]
        own = self.costs.by_item.get(id, 0)
        dropped = sum(
            self.found[child].cost
            for child in self.ready.tree.children[id]
            if items[child].state is WorkState.DROPPED
        )
        going = [one for one in below if one.hold.kind is not HoldKind.DONE]
        starts = [one.start for one in below if one.start]
        last = _last(going or below)
        rooms = [one.float_days for one in going if one.float_days is not None]
        stalls = [one.stalled_from for one in going if one.stalled_from]
        finish = last.finish if last else None
        if going and finish:
            finish = max(one.finish for one in below if one.finish)
        return ItemForecast(
            id,
            min(starts, default=None),
            finish,
            Hold(HoldKind.CHILDREN, item_id=last.item_id) if last and going else DONE,
            min(rooms, default=None),
            any(one.critical for one in going),
            any(one.assumed for one in going),
            sum(one.remaining for one in going),
            own + dropped + sum(one.cost for one in below),
            min(stalls, default=None),
        )


def _last(below: list[ItemForecast]) -> ItemForecast | None:
    """The one without a finish, else the one that finishes last; the first of those that are equal."""
    last = None
    for one in below:
        if last is None or (last.finish is not None and (one.finish is None or one.finish > last.finish)):
            last = one
    return last
