"""What holds each node where it is: a date, a link, a person, a share, or nothing."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from pmtui.domain.forecast.plan import FF, FIXED, FS, NEVER, NOBODY, PARTS, WORKED, Edge, Use
from pmtui.domain.forecast.replay import Pass
from pmtui.domain.forecast.result import Hold, HoldKind
from pmtui.domain.forecast.steps import FOREVER

TODAY = Hold(HoldKind.TODAY)
STARTED = Hold(HoldKind.STARTED)
LINK = HoldKind.LINK


class Holds:
    """Answers ``of`` each node, from one pass over its plan."""

    def __init__(self, found: Pass) -> None:
        self.plan = found.plan
        self.schedule = found.schedule
        self._pass = found
        self._last_days: dict[tuple[tuple[Use, ...], bool], int] = {}
        self._causes: dict[int, int] = {}

    def of(self, nodes: Iterable[int]) -> list[Hold]:
        """The one thing that holds each of some nodes."""
        kinds, knotted, items = self.plan.kind, self.plan.knotted, self.plan.items
        starts, ends, shifted = self.schedule.start, self.schedule.end, self.schedule.shifted
        allowed, holders, links = self._pass.allowed, self._pass.holders, self._pass.links
        found = []
        for node in nodes:
            first_day = allowed[node] // PARTS
            if kinds[node] == FIXED and allowed[node] % PARTS:
                first_day += 1
            if ends[node] >= NEVER:
                hold = self._endless(node)
            elif node in knotted:
                hold = Hold(HoldKind.LOOP, item_id=items[node])
            elif shifted[node]:
                hold = _by_link(*self._pass.links_into[node])
            elif starts[node] // PARTS > first_day and kinds[node] in WORKED:
                hold = self._by_resource(node, first_day)
            else:
                hold = _by_link(holders[node], links[node]) if holders[node] else self._by_date(node)
            found.append(hold)
        return found

    def stalled_from(self, node: int) -> int | None:
        """The day from which nobody can give to a node that was allowed to go on; None where that is not why."""
        plan, schedule = self.plan, self.schedule
        if plan.held[node] or schedule.end[node] < NEVER or plan.kind[node] not in WORKED:
            return None
        if self._waits_for(node) is not None or not plan.uses[node]:
            return None
        day = max(-(-self._pass.allowed[node] // PARTS), self._given_up(plan.uses[node], plan.kind[node] == FIXED))
        # What could still be given for ever is not without staff: it would take too long.
        return day if day < FOREVER else None

    def _given_up(self, uses: tuple[Use, ...], every: bool) -> int:
        """The day after the last on which resources have something for such work; 0 where they never have."""
        found = self._last_days.get((uses, every))
        if found is None:
            capacity = self.plan.capacity
            rooms = [capacity.rooms[room] for use in uses for room in (use.row, use.share) if room >= 0]
            rooms += [capacity.percents[use.share] for use in uses if use.share >= 0]
            found = FOREVER
            for day in sorted({day for room in rooms for day in room.at}, reverse=True):
                if self._could_give(uses, day, every):
                    break
                found = day
            self._last_days[uses, every] = found
        return found

    def _could_give(self, uses: tuple[Use, ...], day: int, every: bool) -> bool:
        """Whether resources had something for work on a day, whatever else they did."""
        capacity = self.plan.capacity
        answers = []
        for use in uses:
            limit, has = use.limit, capacity.rooms[use.row].on(day)
            if use.share >= 0:
                limit = limit * capacity.percents[use.share].on(day) // 100
                has = min(has, capacity.rooms[use.share].on(day))
            answers.append(limit > 0 and has >= limit if every else min(limit, has) > 0)
        return all(answers) if every else any(answers)

    def _endless(self, node: int) -> Hold:
        if self.plan.held[node]:
            return Hold(HoldKind.ON_HOLD)
        waits = self._waits_for(node)
        if waits is None:
            first = next((use.resource for use in self.plan.uses[node]), NOBODY)
            return Hold(HoldKind.NO_STAFF, resource_id=first if first != NOBODY else None)
        kind = HoldKind.ON_HOLD if self.plan.held[self.cause(node)] else HoldKind.LINK
        return Hold(kind, item_id=self.plan.items[waits[0]], dependency_id=waits[4] or None)

    def _waits_for(self, node: int) -> Edge | None:
        """The link to something that never comes, where that is why a node has no finish."""
        schedule, began = self.schedule, self.plan.began
        for edge in self.plan.preds[node]:
            moment = schedule.end[edge[0]]
            if edge[2] not in (FS, FF):
                moment = schedule.start[edge[0]] if began[edge[0]] is None else 0
            if moment >= NEVER:
                return edge
        return None

    def cause(self, node: int) -> int:
        """The node where the chain of what one without a finish waits for begins, itself if for none."""
        path: list[int] = []
        while node not in self._causes:
            path.append(node)
            waits = None if self.plan.held[node] else self._waits_for(node)
            if waits is None:
                self._causes[node] = node
            else:
                node = waits[0]
        for one in path:
            self._causes[one] = self._causes[node]
        return self._causes[node]

    def _by_date(self, node: int) -> Hold:
        kind, day = self.plan.bound[node]
        if kind is HoldKind.TODAY:
            return TODAY if self.plan.began[node] is None else STARTED
        return Hold(kind, day=day)

    def _by_resource(self, node: int, day: int) -> Hold:
        """Which resource had nothing to give on the first allowed day, and what it was doing."""
        capacity = self.plan.capacity
        uses = self.plan.uses[node]
        if not uses:
            return self._by_date(node)
        for use in uses:
            has = capacity.rooms[use.row].on(day)
            if has and use.share >= 0 and not capacity.percents[use.share].on(day):
                return Hold(HoldKind.SHARE, resource_id=use.resource, day=self.plan.days[day])
            if not has:
                return Hold(HoldKind.RESOURCE, resource_id=use.resource, day=self.plan.days[day])
        for use in uses:
            other = self._busy_with(node, use.row)
            if other is not None:
                return Hold(HoldKind.RESOURCE, item_id=self.plan.items[other], resource_id=use.resource)
        return Hold(HoldKind.RESOURCE, resource_id=uses[0].resource, day=self.plan.days[day])

    def _busy_with(self, node: int, row: int) -> int | None:
        """The node that a resource finished last before this one could start."""
        nodes, ends, starts = self._users[row], self.schedule.end, self.schedule.start
        after = (starts[node] // PARTS + 1) * PARTS
        for place in range(bisect_right(nodes, after, key=ends.__getitem__) - 1, -1, -1):
            other = nodes[place]
            if other != node and starts[other] < after:
                return other
        return None

    @cached_property
    def _users(self) -> dict[int, list[int]]:
        """Who takes of the row of each resource, in the order in which they end: of several the first last."""
        ends, uses = self.schedule.end, self.plan.uses
        users: defaultdict[int, list[int]] = defaultdict(list)
        for node in sorted(range(len(uses) - 1, -1, -1), key=ends.__getitem__):
            for use in uses[node]:
                users[use[0]].append(node)
        return users


def _by_link(item: int, link: int) -> Hold:
    return tuple.__new__(Hold, (LINK, item, link or None, None, None))  # as a work item's forecast is made
