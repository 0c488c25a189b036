"""From the schedule to what the forecast says of each work item."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import WorkItem
from pmtui.domain.forecast.floats import floats
from pmtui.domain.forecast.holds import Holds
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import NEVER, PARTS, WORKED
from pmtui.domain.forecast.prepare import Preparation
from pmtui.domain.forecast.replay import Pass
from pmtui.domain.forecast.result import Hold, HoldKind, ItemForecast

DONE = Hold(HoldKind.DONE)


class Items(Mapping[int, ItemForecast]):
    """The forecast of every work item, each found when it is first read: most readers ask for few of them.

    Deliverables have what is rolled up from below them.
    """

    def __init__(self, ready: Preparation, found: Pass, costs: Costs) -> None:
        self._ready = ready
        self._schedule = found.schedule
        self._costs = costs
        self._holds = Holds(found)
        self._found: dict[int, ItemForecast] = {}

    def __getitem__(self, id: int) -> ItemForecast:
        found = self._found.get(id)
        if found is None:
            node = self._ready.nodes.get(id)
            if node is not None:
                found = self._open(id, node)
            elif id in self._ready.tree.children:
                return self._deliverable(id)
            else:
                found = self._finished(self._ready.items[id])
            self._found[id] = found
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._ready.items)

    def __len__(self) -> int:
        return len(self._ready.items)

    @cached_property
    def _floats(self) -> list[int | None]:
        return floats(self._ready.plan, self._schedule)

    def stalled(self) -> dict[int, date]:
        """The day from which nobody can give, of the items that have one: found without the rest about them."""
        tree, days = self._ready.tree, self._ready.plan.days
        found: dict[int, date] = {}
        for (id, node), end in zip(self._ready.nodes.items(), self._schedule.end, strict=False):
            day = self._holds.stalled_from(node) if end >= NEVER else None
            if day is not None:
                for one in (id, *tree.ancestors(id)):
                    found[one] = min(days[day], found.get(one, days[day]))
        return found

    def cause(self, id: int) -> int:
        """The work item that an open one without a finish waits for in the end; itself where it waits for none."""
        return self._ready.plan.items[self._holds.cause(self._ready.nodes[id])]

    def _finished(self, item: WorkItem) -> ItemForecast:
        """What is done, dropped, or of a project that has ended: only what it was and cost."""
        start = item.started_on or item.finished_on
        return ItemForecast(item.id, start, item.finished_on, DONE, cost=self._costs.spent.get(item.id, 0))

    def _open(self, id: int, node: int) -> ItemForecast:
        """A work item that takes part."""
        plan, schedule, costs = self._ready.plan, self._schedule, self._costs
        days, worked = plan.days, plan.kind[node] in WORKED
        end = schedule.end[node]
        room = stalled = finish = None
        if end < NEVER:
            finish = days[(end - 1) // PARTS]
            room = self._floats[node]
        else:
            day = self._holds.stalled_from(node)
            stalled = None if day is None else days[day]
        start = self._ready.items[id].started_on
        if start is None:
            moment = schedule.start[node]
            start = finish if not worked else days[moment // PARTS] if moment < NEVER else None
        return tuple.__new__(  # past the constructor of the named tuple: half the time, and there are thousands
            ItemForecast,
            (
                id,
                start,
                finish,
                self._holds.of(node),
                room,
                room == 0,
                worked and not plan.uses[node],
                costs.minutes(node),
                costs.spent.get(id, 0) + costs.remaining(node),
                stalled,
            ),
        )

    def _deliverable(self, id: int) -> ItemForecast:
        """A deliverable and those in it, the innermost first; without recursion, since outlines may be deep."""
        children, found = self._ready.tree.children, self._found
        order = [id]
        for one in order:
            order += [child for child in children[one] if child in children and child not in found]
        for one in reversed(order):
            found[one] = self._rolled_up(one)
        return found[id]

    def _rolled_up(self, id: int) -> ItemForecast:
        """A deliverable: from the first start to the last finish of what is in it."""
        items, dropped = self._ready.items, WorkState.DROPPED
        cost, work = self._costs.spent.get(id, 0), 0
        start = finish = room = stalled = last = None
        critical = assumed = unended = False
        for child in self._ready.tree.children[id]:
            (_, begin, end, hold, more, is_critical, is_assumed, left, price, stall) = self[child]
            cost += price
            if items[child].state is dropped:
                continue
            if begin is not None and (start is None or begin < start):
                start = begin
            if end is None:
                unended = True
            elif finish is None or end > finish:
                finish = end
            if hold is DONE:
                continue
            work += left
            critical, assumed = critical or is_critical, assumed or is_assumed
            if more is not None and (room is None or more < room):
                room = more
            if stall is not None and (stalled is None or stall < stalled):
                stalled = stall
            if last is None or (last[1] is not None and (end is None or end > last[1])):
                last = (child, end)
        if last is None:
            return ItemForecast(id, start, None if unended else finish, DONE, cost=cost)
        finish = last[1] and finish  # what has no finish finishes last
        return ItemForecast(
            id, start, finish, Hold(HoldKind.CHILDREN, last[0]), room, critical, assumed, work, cost, stalled
        )
