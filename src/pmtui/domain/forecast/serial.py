"""The serial schedule-generation scheme (Kolisch & Hartmann 1999): one by one, as early as it fits."""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from pmtui.domain.forecast.plan import EFFORT, FF, FIRST, FIXED, FS, FULL_DAY, NEVER, PARTS, SS, Capacity, Plan, Use

Taken = list[int]  # threes: position in the node's uses, day, minutes
NOTHING: list[int] = []  # never filled: stands in where a node takes nothing


@dataclass(slots=True)
class Schedule:
    """Where each node lies, in moments; NEVER where it has no start or no finish."""

    start: list[int]
    finish: list[int]  # what a finish-start successor goes on from
    end: list[int]  # within the last day worked: (end - 1) // PARTS is that day
    taken: list[Taken]
    days: list[list[int]]  # the days of a fixed duration
    shifted: list[bool]  # moved later by a link into its finish


class Board:
    """What is left of the capacity while nodes take theirs."""

    def __init__(self, capacity: Capacity) -> None:
        self.size = capacity.size
        self.left = [row[:] for row in capacity.rows]
        self.shares = [row[:] for row in capacity.shares]
        self.percents = [row[:] for row in capacity.percents]
        self.capacity = capacity

    def grow(self) -> None:
        """Twice as many days, going on as each row ended."""
        more, capacity = self.size, self.capacity
        for rows, tails in (
            (self.left, capacity.tails),
            (self.shares, capacity.share_tails),
            (self.percents, capacity.percent_tails),
        ):
            for row, tail in zip(rows, tails, strict=True):
                row.extend([tail] * more)
        self.size += more

    def gives_on(self, use: Use) -> int:
        """Minutes a day that a use can have after the last change, from a resource with nothing else to do."""
        minutes = min(use.limit, self.capacity.tails[use.row])
        if use.share >= 0:
            scaled = use.limit * self.capacity.percent_tails[use.share] // 100
            minutes = min(scaled, self.capacity.share_tails[use.share], minutes)
        return minutes


class Serial:
    """One pass over a plan; ``run`` gives the schedule."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.board = Board(plan.capacity)
        count = len(plan.items)
        self.schedule = Schedule(
            [NEVER] * count,
            [NEVER] * count,
            [NEVER] * count,
            [NOTHING] * count,
            [NOTHING] * count,
            [False] * count,
        )
        self._from = list(plan.floor)  # moment that links and dates allow as start
        self._due = [0] * count  # moment before which it may not finish
        self._mark = [floor + 1 for floor in plan.floor]  # the same for the end of a point
        for node, pasts in plan.past.items():
            for moment, _, _, into_finish in pasts:
                if into_finish and plan.kind[node] in (EFFORT, FIXED):
                    self._due[node] = max(self._due[node], moment + 1)
                else:
                    self._from[node] = max(self._from[node], moment)
                    self._mark[node] = max(self._mark[node], moment + 1)

    def run(self, keys: list[int]) -> Schedule:
        """Place every node: of those whose predecessors are placed, the smallest key first.

        ``keys`` are distinct; a plan with a loop leaves its nodes without dates.
        """
        plan = self.plan
        waits = [len(edges) for edges in plan.preds]
        nodes = {key: node for node, key in enumerate(keys)}
        ready = [key for node, key in enumerate(keys) if not waits[node]]
        heapify(ready)
        succs = plan.succs
        allowed, mark = self._from, self._mark
        starts, finishes, ends = self.schedule.start, self.schedule.finish, self.schedule.end
        while ready:
            node = nodes[heappop(ready)]
            self._place(node)
            finish, end = finishes[node], ends[node]
            for target, kind, lag, _ in succs[node]:
                if kind == FS:
                    if finish + lag > allowed[target]:
                        allowed[target] = finish + lag
                    if end + lag > mark[target]:  # read of points only
                        mark[target] = end + lag
                else:
                    begun = plan.began[node]
                    self._tell(target, kind, lag, starts[node] if begun is None else begun, node)
                waits[target] -= 1
                if not waits[target]:
                    heappush(ready, keys[target])
        return self.schedule

    def _tell(self, target: int, kind: int, lag: int, start: int, node: int) -> None:
        """What a node that is placed allows a successor, by another link than finish-start."""
        allowed, due, mark = self._from, self._due, self._mark
        works = self.plan.kind[target] in (EFFORT, FIXED)
        end = self.schedule.end[node]
        if kind == FF and works:
            due[target] = max(due[target], end + lag)
        elif kind == FF:
            allowed[target] = max(allowed[target], self.schedule.finish[node] + lag)
            mark[target] = max(mark[target], end + lag)
        elif kind == SS or not works:
            allowed[target] = max(allowed[target], start + lag)
            mark[target] = max(mark[target], (start + lag) // PARTS * PARTS + 1)
        else:
            due[target] = max(due[target], start + lag + 1)

    def _place(self, node: int) -> None:
        plan, schedule = self.plan, self.schedule
        kind = plan.kind[node]
        start = self._from[node]
        if plan.held[node] or start >= plan.limit or self._due[node] >= plan.limit:
            return
        if kind == EFFORT:
            if plan.uses[node]:
                self._place_effort(node, start)
            else:
                self._set(node, start, start + max(plan.work[node] * PARTS // FULL_DAY, 1))
                self._shift_assumed(node)
        elif kind == FIXED:
            self._place_fixed(node, -(-start // PARTS))
        elif kind == FIRST:
            self._set_first(node)
        else:
            schedule.start[node] = schedule.finish[node] = start
            schedule.end[node] = max(self._mark[node], start)

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
        due = self._due[node]
        while self._fill(node, start):
            late = due - self.schedule.finish[node]
            if late <= 0:
                break
            self._give_back(node)
            start = max(start, self.schedule.start[node]) + late
            self.schedule.shifted[node] = True

    def _give_back(self, node: int) -> None:
        board, uses, schedule = self.board, self.plan.uses[node], self.schedule
        taken = iter(schedule.taken[node])
        for position, day, minutes in zip(taken, taken, taken, strict=True):
            use = uses[position]
            board.left[use.row][day] += minutes
            if use.share >= 0:
                board.shares[use.share][day] += minutes
        schedule.finish[node] = schedule.end[node] = NEVER

    def _fill(self, node: int, start: int) -> bool:
        """Fill an effort from a moment on; False where it never ends."""
        uses = self.plan.uses[node]
        day, part = divmod(start, PARTS)
        if len(uses) == 1:
            return self._fill_alone(node, uses[0], day, part)
        return self._fill_together(node, uses, day, part)

    def _lasting(self, uses: tuple[Use, ...], day: int) -> bool:
        """Make room for a day behind the last one; False where nobody gives anything from then on."""
        board = self.board
        if day >= self.plan.limit // PARTS or not any(board.gives_on(use) for use in uses):
            return False
        board.grow()
        return True

    def _fill_alone(self, node: int, use: Use, day: int, part: int) -> bool:
        """As ``_fill``, for the usual case of one resource."""
        row, share, limit, _ = use
        board, schedule = self.board, self.schedule
        left = board.left[row]
        shares = left if share < 0 else board.shares[share]
        # Whoever takes all of a row is bounded by the row alone.
        percents = board.percents[share] if share >= 0 and limit < board.capacity.full[row] else None
        need = self.plan.work[node]
        taken = schedule.taken[node] = []
        size = board.size
        first = -1
        most = limit
        if part:
            most = (limit if share < 0 else limit * board.percents[share][day] // 100) if day < size else limit
            most = most * (PARTS - part) // PARTS
        while True:
            if day >= size:
                if not self._lasting((use,), day):
                    break
                size = board.size
                continue
            minutes = left[day]
            if minutes:
                if shares[day] < minutes:
                    minutes = shares[day]
                if percents is not None and not part:
                    most = limit * percents[day] // 100
                if most < minutes:
                    minutes = most
                if minutes:
                    if minutes > need:
                        minutes = need
                    if first < 0:
                        first = day * PARTS + part
                    taken += (0, day, minutes)
                    if minutes == need:
                        possible = min(left[day], shares[day], most)
                        left[day] -= need
                        if share >= 0:
                            shares[day] -= need
                        self._set(node, first, day * PARTS + part + ((PARTS - part) * need // possible or 1))
                        return True
                    need -= minutes
                    left[day] -= minutes
                    if share >= 0:
                        shares[day] -= minutes
            if part:
                part = 0
                most = limit
            day += 1
        schedule.start[node] = first if first >= 0 else NEVER
        return False

    def _fill_together(self, node: int, uses: tuple[Use, ...], day: int, part: int) -> bool:
        """As ``_fill``, for several resources at once."""
        board, schedule = self.board, self.schedule
        rows = self._rows(uses)
        need = self.plan.work[node]
        taken = schedule.taken[node] = []
        first = -1
        while True:
            if day >= board.size and not self._lasting(uses, day):
                break
            gives = []
            for left, shares, percents, limit in rows:
                minutes = limit if shares is None else limit * percents[day] // 100
                if part:
                    minutes = minutes * (PARTS - part) // PARTS
                if left[day] < minutes:
                    minutes = left[day]
                if shares is not None and shares[day] < minutes:
                    minutes = shares[day]
                gives.append(minutes)
            possible = sum(gives)
            if possible:
                if first < 0:
                    first = day * PARTS + part
                if possible > need:
                    gives = share_out(gives, possible, need)
                for position, minutes in enumerate(gives):
                    left, shares, _, _ = rows[position]
                    left[day] -= minutes
                    if shares is not None:
                        shares[day] -= minutes
                    if minutes:
                        taken += (position, day, minutes)
                if possible >= need:
                    finish = day * PARTS + part + max((PARTS - part) * need // possible, 1)
                    self._set(node, first, finish)
                    return True
                need -= possible
            day += 1
            part = 0
        schedule.start[node] = first if first >= 0 else NEVER
        return False

    def _rows(self, uses: tuple[Use, ...]) -> list[tuple[list[int], list[int] | None, list[int], int]]:
        board = self.board
        return [
            (board.left[row], board.shares[share], board.percents[share], limit)
            if share >= 0
            else (board.left[row], None, [], limit)
            for row, share, limit, _ in uses
        ]

    def _place_fixed(self, node: int, day: int) -> None:
        """Take all units on each of the days, paused only by absences; later where it ends too early."""
        plan, due = self.plan, self._due[node]
        while True:
            days = self._find_days(plan.uses[node], day, plan.work[node])
            if not days:
                return
            late = due - (days[-1] + 1) * PARTS
            if late <= 0:
                break
            day = days[0] + -(-late // PARTS)
            self.schedule.shifted[node] = True
        self._set(node, days[0] * PARTS, (days[-1] + 1) * PARTS)
        self.schedule.days[node] = days
        board = self.board
        for row, share, limit, _ in plan.uses[node]:
            left = board.left[row]
            if share < 0:
                for one in days:
                    left[one] -= limit
                continue
            shares, percents = board.shares[share], board.percents[share]
            for one in days:
                minutes = limit * percents[one] // 100
                left[one] -= minutes
                shares[one] -= minutes

    def _find_days(self, uses: tuple[Use, ...], day: int, count: int) -> list[int]:
        """The first days on which all units are there, one after the other but for absences; [] for never."""
        board = self.board
        ends = self.plan.limit // PARTS
        if not uses:
            return list(range(day, day + count)) if day + count <= ends else []
        away = [board.capacity.away[use[0]] for use in uses]
        if not any(away) and all(use[1] < 0 for use in uses):
            return self._find_window(uses, day, count)
        days: list[int] = []
        rows = self._rows(uses)
        while len(days) < count:
            if day >= board.size:
                if day >= ends or not self._lasts(uses):
                    return []
                board.grow()
            if not any(day in gone for gone in away):
                for left, shares, percents, limit in rows:
                    minutes = limit if shares is None else limit * percents[day] // 100
                    if not minutes or left[day] < minutes or (shares is not None and shares[day] < minutes):
                        days = []
                        break
                else:
                    days.append(day)
            day += 1
        return days

    def _lasts(self, uses: tuple[Use, ...]) -> bool:
        """Whether all units of a fixed duration are there after the last change."""
        board = self.board
        for use in uses:
            demand = use.limit
            if use.share >= 0:
                demand = demand * board.capacity.percent_tails[use.share] // 100
            if not demand or board.gives_on(use) < demand:
                return False
        return True

    def _find_window(self, uses: tuple[Use, ...], day: int, count: int) -> list[int]:
        """As ``_find_days`` where nothing pauses: jumps behind the last day that has too little."""
        board = self.board
        ends = self.plan.limit // PARTS
        rows = [(board.left[row], limit) for row, _, limit, _ in uses]
        lasts = -1
        while True:
            after = day + count
            if after > ends:
                return []
            while after > board.size:
                if lasts < 0:
                    lasts = self._lasts(uses)
                if not lasts:
                    return []
                board.grow()
            for left, limit in rows:
                window = left[day:after]
                if min(window) < limit:
                    position = count - 1
                    while window[position] >= limit:
                        position -= 1
                    day += position + 1
                    break
            else:
                return list(range(day, after))


def share_out(gives: list[int], possible: int, need: int) -> list[int]:
    """Divide a need over what each could give, in proportion; what rounding leaves goes to the first with room."""
    parts = [minutes * need // possible for minutes in gives]
    rest = need - sum(parts)
    for position, minutes in enumerate(gives):
        more = min(rest, minutes - parts[position])
        parts[position] += more
        rest -= more
    return parts
