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
from pmtui.domain.forecast.result import Hold, HoldKind, ItemForecast
from pmtui.domain.forecast.schedule import Schedule

DONE = Hold(HoldKind.DONE)


class Items(Mapping[int, ItemForecast]):
    """The forecast of every work item, each found when it is first read: most readers ask for few of them.

    Deliverables have what is rolled up from below them.
    """

    def __init__(self, ready: Preparation, schedule: Schedule, costs: Costs) -> None:
        self._ready = ready
        self._schedule = schedule
        self._costs = costs
        self._holds = Holds(ready.plan, schedule)
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

    def _finished(self, item: WorkItem) -> ItemForecast:
        """What is done, dropped, or of a project that has ended: only what it was and cost."""
        start = item.started_on or item.finished_on
        return ItemForecast(item.id, start, item.finished_on, DONE, cost=self._costs.spent.get(item.id, 0))

    def _open(self, id: int, node: int) -> ItemForecast:
        """A work item that takes part."""
        plan, schedule, item = self._ready.plan, self._schedule, self._ready.items[id]
        end, worked = schedule.end[node], plan.kind[node] in WORKED
        finish = None if end >= NEVER else plan.days[(end - 1) // PARTS]
        start = item.started_on or finish
        if worked and not item.started_on:
            moment = schedule.start[node]
            start = None if moment >= NEVER else plan.days[moment // PARTS]
        room = stalled = None
        if finish is None:
            day = self._holds.stalled_from(node)
            stalled = None if day is None else plan.days[day]
        else:
            room = self._floats[node]
        return ItemForecast(
            id,
            start,
            finish,
            self._holds.of(node),
            room,
            room == 0,
            worked and not plan.uses[node],
            self._costs.minutes(node),
            self._costs.spent.get(id, 0) + self._costs.remaining(node),
            stalled,
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
        items = self._ready.items
        below: list[ItemForecast] = []
        cost = self._costs.spent.get(id, 0)
        for child in self._ready.tree.children[id]:
            one = self[child]
            cost += one.cost
            if items[child].state is not WorkState.DROPPED:
                below.append(one)
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
