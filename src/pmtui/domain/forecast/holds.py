"""What holds each node where it is: a date, a link, a person, a share, or nothing."""

from bisect import bisect_right
from functools import cached_property

from pmtui.domain.forecast.plan import EFFORT, FF, FIXED, FS, NEVER, NOBODY, PARTS, SS, Edge, Past, Plan, Use
from pmtui.domain.forecast.result import Hold, HoldKind
from pmtui.domain.forecast.schedule import Schedule
from pmtui.domain.forecast.steps import FOREVER

TODAY = Hold(HoldKind.TODAY)
STARTED = Hold(HoldKind.STARTED)


class Holds:
    """Answers ``of`` each node, from one plan and its schedule."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self.plan = plan
        self.schedule = schedule
        self._last_days: dict[tuple[tuple[Use, ...], bool], int] = {}
        self._users: dict[int, tuple[list[int], list[int]]] | None = None

    @cached_property
    def _start_links(self) -> tuple[list[int], list[tuple[int, int] | None], set[int]]:
        """For each node the latest moment that a finish-start link allows it, and that link: most links are such.

        Also the nodes with links of other kinds, or from what is not open.
        """
        plan, finishes = self.plan, self.schedule.finish
        mixed = set(plan.past)
        latest = [-NEVER] * len(finishes)
        links: list[tuple[int, int] | None] = [None] * len(finishes)
        for node, edges in enumerate(plan.succs):
            finish = finishes[node]
            for target, kind, lag, link in edges:
                if kind != FS:
                    mixed.add(target)  # also where the node has a start alone, since links from that hold too
                elif finish < NEVER and finish + lag > latest[target]:
                    latest[target] = finish + lag
                    links[target] = (node, link)
        return latest, links, mixed

    def of(self, node: int) -> Hold:
        """The one thing that holds a node."""
        plan, schedule = self.plan, self.schedule
        if plan.held[node]:
            return Hold(HoldKind.ON_HOLD)
        if schedule.end[node] >= NEVER:
            return self._endless(node)
        if node in plan.knotted:
            return Hold(HoldKind.LOOP, item_id=plan.items[node])
        if schedule.start[node] < PARTS and not plan.preds[node] and node not in plan.past:
            return self._by_date(node)  # it begins today, as most of what waits for nothing does
        if schedule.shifted[node]:
            return self._by_link(node, into_finish=True)[1] or TODAY
        allowed = plan.floor[node]
        link = None
        latest, links, mixed = self._start_links
        by = links[node]
        if node in mixed:
            moment, found = self._by_link(node, into_finish=False)
            if moment > allowed:
                allowed, link = moment, found
        elif by is not None and latest[node] > allowed:
            allowed = latest[node]
            link = Hold(HoldKind.LINK, plan.items[by[0]], by[1] or None)
        if plan.kind[node] in (EFFORT, FIXED):
            first_day = -(-allowed // PARTS) if plan.kind[node] == FIXED else allowed // PARTS
            if schedule.start[node] // PARTS > first_day:
                return self._by_resource(node, first_day)
        return link or self._by_date(node)

    def stalled_from(self, node: int) -> int | None:
        """The day from which nobody can give to a node that was allowed to go on; None where that is not why."""
        plan, schedule = self.plan, self.schedule
        if plan.held[node] or schedule.end[node] < NEVER or plan.kind[node] not in (EFFORT, FIXED):
            return None
        if self._waits_for(node) is not None or not plan.uses[node]:
            return None
        allowed = max(plan.floor[node], self._by_link(node, into_finish=False)[0])
        day = max(-(-allowed // PARTS), self._given_up(plan.uses[node], plan.kind[node] == FIXED))
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
        waits = self._waits_for(node)
        if waits is None:
            first = next((use.resource for use in self.plan.uses[node]), NOBODY)
            return Hold(HoldKind.NO_STAFF, resource_id=first if first != NOBODY else None)
        kind = HoldKind.ON_HOLD if self._rests_on_held(waits[0]) else HoldKind.LINK
        return Hold(kind, item_id=self.plan.items[waits[0]], dependency_id=waits[3] or None)

    def _waits_for(self, node: int) -> Edge | None:
        """The link to something that never comes, where that is why a node has no finish."""
        schedule, began = self.schedule, self.plan.began
        for edge in self.plan.preds[node]:
            moment = schedule.end[edge[0]]
            if edge[1] not in (FS, FF):
                moment = schedule.start[edge[0]] if began[edge[0]] is None else 0
            if moment >= NEVER:
                return edge
        return None

    def _rests_on_held(self, node: int) -> bool:
        waits: Edge | None
        while not self.plan.held[node]:
            waits = self._waits_for(node)
            if waits is None:
                return False
            node = waits[0]
        return True

    def _by_link(self, node: int, *, into_finish: bool) -> tuple[int, Hold | None]:
        """The link that allows a node the least, and the moment that it allows (of its start, or of its finish)."""
        plan, schedule = self.plan, self.schedule
        works = plan.kind[node] in (EFFORT, FIXED)
        best, item, dependency = -NEVER, None, 0
        latest, links, _ = self._start_links
        by = links[node]
        if by is not None and not (works and into_finish):
            best, (item, dependency) = latest[node], by
        for source, kind, lag, link in plan.preds[node]:
            if kind == FS or (works and (kind == SS) == into_finish):
                continue
            if kind == FF and not works:
                moment = schedule.finish[source]
            elif kind == FF:
                moment = schedule.end[source]
            else:
                begun = plan.began[source]
                moment = schedule.start[source] if begun is None else begun
            if moment < NEVER and moment + lag > best:
                best, item, dependency = moment + lag, source, link
        hold = None
        if item is not None:
            hold = Hold(HoldKind.LINK, plan.items[item], dependency or None)
        past: Past
        for past in plan.past.get(node, ()):
            if (not works or past.into_finish == into_finish) and past.moment > best:
                best = past.moment
                hold = Hold(HoldKind.LINK, item_id=past.item, dependency_id=past.link)
        return best, hold

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
        if self._users is None:
            self._users = self._by_row()
        ends, nodes = self._users.get(row, ([], []))
        start = self.schedule.start[node]
        place = bisect_right(ends, (start // PARTS + 1) * PARTS)
        for position in range(place - 1, -1, -1):
            other = nodes[position]
            if other != node and self.schedule.start[other] < (start // PARTS + 1) * PARTS:
                return other
        return None

    def _by_row(self) -> dict[int, tuple[list[int], list[int]]]:
        schedule = self.schedule
        users: dict[int, list[tuple[int, int]]] = {}
        for node, uses in enumerate(self.plan.uses):
            if schedule.end[node] < NEVER:
                for use in uses:
                    users.setdefault(use.row, []).append((schedule.end[node], -node))
        for pairs in users.values():
            pairs.sort()
        return {row: ([end for end, _ in pairs], [-node for _, node in pairs]) for row, pairs in users.items()}
