"""From the schedule to what the forecast says of each work item."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import WorkItem
from pmtui.domain.forecast.floats import floats
from pmtui.domain.forecast.holds import Holds
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import FIXED, NEVER, PARTS, WORKED
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
            self._find(id)
            found = self._found[id]
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._ready.items)

    def __len__(self) -> int:
        return len(self._ready.items)

    @cached_property
    def _floats(self) -> list[int | None]:
        return floats(self._ready.plan, self._schedule)

    def endless(self) -> dict[int, int]:
        """What each open item without a finish waits for in the end, itself where for none; no deliverables."""
        items, cause = self._ready.plan.items, self._holds.cause
        nodes = zip(self._ready.nodes.items(), self._schedule.end, strict=False)
        return {id: items[cause(node)] for (id, node), end in nodes if end >= NEVER}

    def stalled(self, endless: Iterable[int]) -> dict[int, date]:
        """The day from which nobody can give, of the ``endless`` items that have one, and of what contains them."""
        tree, nodes, days = self._ready.tree, self._ready.nodes, self._ready.plan.days
        found: dict[int, date] = {}
        for id in endless:
            day = self._holds.stalled_from(nodes[id])
            if day is not None:
                for one in (id, *tree.ancestors(id)):
                    found[one] = min(days[day], found.get(one, days[day]))
        return found

    def _finished(self, item: WorkItem) -> ItemForecast:
        """What is done, dropped, or of a project that has ended: only what it was and cost."""
        start = item.started_on or item.finished_on
        return ItemForecast(item.id, start, item.finished_on, DONE, cost=self._costs.spent.get(item.id, 0))

    def _find(self, id: int) -> None:
        """Find an item and all in it, the innermost first; without recursion, since outlines may be deep."""
        children, nodes, found = self._ready.tree.children, self._ready.nodes, self._found
        order = [id]
        for one in order:
            if one in children:
                order += [child for child in children[one] if child not in found]
        self._open([one for one in order if one in nodes])
        for one in reversed(order):
            if one in children:
                found[one] = self._rolled_up(one)
            elif one not in nodes:
                found[one] = self._finished(self._ready.items[one])

    def _open(self, ids: list[int]) -> None:
        """Find work items that take part: many at once, since getting at the figures takes most of the time."""
        plan, costs, items, found = self._ready.plan, self._costs, self._ready.items, self._found
        days, kinds, uses, work = plan.days, plan.kind, plan.uses, plan.work
        starts, ends, rooms, spent = self._schedule.start, self._schedule.end, self._floats, costs.spent
        nodes = [self._ready.nodes[id] for id in ids]
        for id, node, hold, cost in zip(ids, nodes, self._holds.of(nodes), costs.remaining(nodes), strict=True):
            kind, end = kinds[node], ends[node]
            worked = kind in WORKED
            stalled = finish = None
            if end < NEVER:
                finish = days[(end - 1) // PARTS]
            else:
                day = self._holds.stalled_from(node)
                stalled = None if day is None else days[day]
            start = items[id].started_on
            if start is None:
                moment = starts[node]
                start = finish if not worked else days[moment // PARTS] if moment < NEVER else None
            room = rooms[node]
            found[id] = tuple.__new__(  # past the constructor of the named tuple: half the time
                ItemForecast,
                (
                    id,
                    start,
                    finish,
                    hold,
                    room,
                    room == 0,
                    worked and not uses[node],
                    costs.minutes(node) if kind == FIXED else work[node],
                    spent.get(id, 0) + cost,
                    stalled,
                ),
            )

    def _rolled_up(self, id: int) -> ItemForecast:
        """A deliverable: from the first start to the last finish of what is in it."""
        items, found, dropped = self._ready.items, self._found, WorkState.DROPPED
        cost, work = self._costs.spent.get(id, 0), 0
        start = finish = room = stalled = last = last_end = None
        critical = assumed = unended = False
        for child in self._ready.tree.children[id]:
            (_, begin, end, hold, more, is_critical, is_assumed, left, price, stall) = found[child]
            cost += price
            if hold is DONE and items[child].state is dropped:
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
            if is_critical:
                critical = True
            if is_assumed:
                assumed = True
            if more is not None and (room is None or more < room):
                room = more
            if stall is not None and (stalled is None or stall < stalled):
                stalled = stall
            if last is None or (last_end is not None and (end is None or end > last_end)):
                last, last_end = child, end
        if last is None:
            return ItemForecast(id, start, None if unended else finish, DONE, cost=cost)
        finish = last_end and finish  # what has no finish finishes last
        return ItemForecast(
            id, start, finish, Hold(HoldKind.CHILDREN, last), room, critical, assumed, work, cost, stalled
        )
