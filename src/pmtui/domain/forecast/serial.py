"""The serial schedule-generation scheme (Kolisch & Hartmann 1999): one by one, as early as it fits."""

from heapq import heapify, heappop, heappush

from pmtui.domain.forecast.board import Board
from pmtui.domain.forecast.effort import fill_alone, fill_together
from pmtui.domain.forecast.fixed import find_days
from pmtui.domain.forecast.plan import (
    EFFORT,
    FF,
    FIRST,
    FS,
    FULL_DAY,
    NEVER,
    PARTS,
    POINT,
    WORKED,
    Plan,
)
from pmtui.domain.forecast.replay import Bond, Pass, Replay, Twins
from pmtui.domain.forecast.schedule import Schedule


class Serial:
    """One pass over a plan; ``run`` gives it as it went.

    An earlier pass over a plan that is mostly the same, with what is ``known`` of both, makes it quicker.
    """

    def __init__(self, plan: Plan, before: Pass | None = None, known: Twins | None = None) -> None:
        self.plan = plan
        self.board = Board(plan.capacity, plan.limit // PARTS)
        self.schedule = Schedule.empty(len(plan.items))
        self._from = list(plan.floor)  # moment that links and dates allow as start, NEVER for what is on hold
        self._due = [0] * len(plan.items)  # moment before which it may not finish
        self._mark = [floor + 1 for floor in plan.floor]  # the same for the end of a point
        self.done = Pass(plan, self.schedule, self._from, self._due, [0] * len(plan.items), [0] * len(plan.items))
        if True in plan.held:
            for node, held in enumerate(plan.held):
                if held:
                    self._from[node] = NEVER
        for node, pasts in plan.past.items():
            for moment, link, item, into_finish in pasts:
                self._bind(node, moment, moment + 1, (item, link), into_finish=into_finish)
        self._replay = Replay(plan, self.board, before, known) if before is not None and known is not None else None

    def run(self, keys: list[int]) -> Pass:
        """Place every node: of those whose predecessors are placed, the smallest key first.

        A key says its node too, as what is left of dividing it by the number of nodes.
        """
        plan = self.plan
        self.done.keys = keys
        waits = list(map(len, plan.preds))
        count = len(keys)
        ready = [key for key, wait in zip(keys, waits, strict=True) if not wait]
        heapify(ready)
        succs = plan.succs
        allowed, mark = self._from, self._mark
        starts, finishes, ends = self.schedule.start, self.schedule.finish, self.schedule.end
        place, kinds, began, items, limit = self._place, plan.kind, plan.began, plan.items, plan.limit
        note, holders, links = self.done.order.append, self.done.holders, self.done.links
        while ready:
            node = heappop(ready) % count
            note(node)
            start = allowed[node]
            if start < limit:
                if kinds[node] == POINT:
                    starts[node] = finishes[node] = start
                    ends[node] = mark[node] if mark[node] > start else start
                else:
                    place(node, kinds[node], start)
            edges = succs[node]
            if not edges:
                continue
            begun = began[node]
            start = starts[node] if begun is None else begun
            item, finish, end = items[node], finishes[node], ends[node]
            for _, target, kind, lag, link in edges:
                if kind < FF:  # into its start
                    moment = finish + lag if kind == FS else start + lag
                    if moment > allowed[target]:
                        allowed[target] = moment
                        holders[target], links[target] = item, link
                    if kinds[target] == POINT:
                        last = end + lag if kind == FS else moment // PARTS * PARTS + 1
                        if last > mark[target]:
                            mark[target] = last
                else:
                    self._tell(target, kind, lag, start, finish, end, (item, link))
                left = waits[target] = waits[target] - 1
                if not left:
                    heappush(ready, keys[target])
        return self.done

    def _tell(self, target: int, kind: int, lag: int, start: int, finish: int, end: int, link: Bond) -> None:
        """What a node that is placed allows a successor, by a link into its finish."""
        moment = (finish if kind == FF else start) + lag
        if kind == FF:
            last = end + lag
        elif self.plan.kind[target] in WORKED:
            last = moment + 1
        else:
            last = moment // PARTS * PARTS + 1
        self._bind(target, moment, last, link, into_finish=True)

    def _bind(self, node: int, moment: int, end: int, link: Bond, *, into_finish: bool) -> None:
        """A node may not start before a moment; into the finish of work instead: not end before the end."""
        if into_finish and self.plan.kind[node] in WORKED:
            if end > self._due[node]:
                self._due[node] = end
                self.done.links_into[node] = link
                if end >= self.plan.limit:
                    self._from[node] = NEVER
            return
        if moment > self._from[node]:
            self._from[node] = moment
            self.done.holders[node], self.done.links[node] = link
        if end > self._mark[node]:
            self._mark[node] = end

    def _place(self, node: int, kind: int, start: int) -> None:
        """Place what takes time, and the gates for the first of several starts."""
        if kind == FIRST:
            self._set_first(node)
        elif not self.plan.uses[node]:
            if kind == EFFORT:
                self._set(node, start, start + max(self.plan.work[node] * PARTS // FULL_DAY, 1))
                self._shift_assumed(node)
            else:
                self._place_fixed(node, -(-start // PARTS))
        elif self._replay is not None:
            self._place_again(self._replay, node, kind, start)
        elif kind == EFFORT:
            self._place_effort(node, start)
        else:
            self._place_fixed(node, -(-start // PARTS))

    def _place_again(self, replay: Replay, node: int, kind: int, start: int) -> None:
        """Place what takes from resources where it lay before, if nothing has changed for it."""
        twin = replay.again(node, start, self._due[node])
        if twin >= 0:
            self.schedule.copy(node, replay.before.schedule, twin)
            return
        if kind == EFFORT:
            self._place_effort(node, start)
        else:
            self._place_fixed(node, -(-start // PARTS))
        replay.placed(node, self.schedule)

    def _set(self, node: int, start: int, finish: int) -> None:
        schedule = self.schedule
        schedule.start[node] = start
        if finish < self.plan.limit:
            schedule.finish[node] = schedule.end[node] = finish

    def _shift_assumed(self, node: int) -> None:
        schedule = self.schedule
        late = self._due[node] - schedule.finish[node]
        if late > 0:
            schedule.shifted[node] = True
            self._set(node, schedule.start[node] + late, schedule.finish[node] + late)

    def _set_first(self, node: int) -> None:
        """The first start of a deliverable: the earliest of the nodes before it."""
        schedule, began = self.schedule, self.plan.began
        starts = []
        for edge in self.plan.preds[node]:
            begun = began[edge[0]]
            starts.append(schedule.start[edge[0]] if begun is None else begun)
        first = min(starts)
        if first < NEVER:
            schedule.start[node] = schedule.finish[node] = first
            schedule.end[node] = first + 1

    def _place_effort(self, node: int, start: int) -> None:
        """Take each day what the resources can give, until the effort is used; later where it ends too early."""
        schedule, plan = self.schedule, self.plan
        uses, need, due = plan.uses[node], plan.work[node], self._due[node]
        while True:
            if len(uses) == 1 and uses[0].alone:
                first, finish, taken = fill_alone(self.board, uses[0], need, start, due)
            else:
                first, finish, taken = fill_together(self.board, uses, need, start, due)
            if finish >= due:
                break
            start = max(start, first) + due - finish
            schedule.shifted[node] = True
        if taken:
            schedule.taken[node] = taken
        schedule.start[node] = first
        if finish < plan.limit:
            schedule.finish[node] = schedule.end[node] = finish

    def _place_fixed(self, node: int, day: int) -> None:
        """Take all units on each of the days, paused only by absences; later where it ends too early."""
        uses, due = self.plan.uses[node], self._due[node]
        while True:
            found = find_days(self.board, uses, day, self.plan.work[node])
            if found is None:
                return
            first, after, taken = found
            late = due - after * PARTS
            if late <= 0:
                break
            day = first + -(-late // PARTS)
            self.schedule.shifted[node] = True
        if uses:
            self.board.take(uses, taken)
            self.schedule.taken[node] = taken
        self._set(node, first * PARTS, after * PARTS)
