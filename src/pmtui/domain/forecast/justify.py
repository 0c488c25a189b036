"""The best schedule of several: forward-backward passes (justification, Valls et al. 2005) from a few orders."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from pmtui.domain.forecast.critical import earliest, latest, spans
from pmtui.domain.forecast.plan import FF, FIRST, FS, NEVER, PARTS, POINT, SF, SS, Capacity, Edge, Plan
from pmtui.domain.forecast.replay import Pass, Twins, goes_as, twins
from pmtui.domain.forecast.schedule import Schedule
from pmtui.domain.forecast.serial import Serial

# Nodes placed by all orders and passes together: a bound on time that is the same for the same plan.
MOST_PLACED = 3_000
# Up to so many nodes one forward-backward pass is made all the same; a plan beyond it is scheduled once, since
# each pass costs twice as much again and nobody waits for it gladly.
MOST_PASSED = 2_000
LEAST_COUNTED = 100  # a smaller plan counts as one of that many nodes, for what each schedule costs however small
VAIN_MOST = 2  # orders in a row that better nothing: of the published plans hardly any gained from more
STIR = 10  # by how many hundredths of the whole length an order is stirred to look for a better one
SEED = 1

Figures = list[tuple[int, int]]


@dataclass(slots=True)
class Search:
    """A search as it went: the schedule that it found, and its passes by order and by turn within that."""

    plan: Plan
    found: Pass
    passes: dict[tuple[int, int], Pass]
    lengths: list[int]
    finishes: list[int]  # the latest ones, by the critical path
    mirrors: "_Mirrors"

    @property
    def schedule(self) -> Schedule:
        """The schedule that it found."""
        return self.found.schedule


def scheduled(plan: Plan, before: Search | None = None) -> Search:
    """The schedule by priority and latest finish, or one that makes no priority level later and one earlier.

    Forward-backward passes follow each order that is tried; besides latest finish these are latest start,
    earliest start, and the best order so far stirred a little, always in the same way. An earlier search of a plan
    that is mostly the same makes it quicker, and changes nothing else.
    """
    search = _Search(plan, before)
    vain = 0
    for number, order in enumerate(search.orders()):
        figures = search.figures
        search.descend(number, order)
        vain = vain + 1 if search.figures == figures else 0
        if vain == VAIN_MOST or search.left < max(LEAST_COUNTED, len(plan.items)) or not search.promising():
            break
    return Search(plan, search.best, search.passes, search.lengths, search.finishes, search.mirrors)


class _Mirrors:
    """A plan with time running backward from the end of any number of days, without dates.

    What an earlier plan has in common with it is taken over.
    """

    def __init__(self, plan: Plan, before: "_Mirrors | None") -> None:
        self._plan = plan
        self._capacities: dict[int, Capacity] = {}  # by the number of days
        same = before is not None and before._plan.capacity == plan.capacity
        self._known = before._capacities if before is not None and same else {}
        linked = before is not None and before._plan.succs is plan.succs and before._plan.preds is plan.preds
        self._succs: list[list[Edge]] | None = before._succs if before is not None and linked else None

    def of(self, days: int) -> Plan:
        """That of so many days; its kinds and what it holds are the caller's to change."""
        plan, count = self._plan, len(self._plan.items)
        capacity = self._capacities.get(days) or self._known.get(days) or _mirrored(plan.capacity, days)
        self._capacities[days] = capacity
        mirror = Plan(plan.calendar, plan.base, plan.limit, capacity)
        mirror.items, mirror.uses, mirror.work, mirror.order = plan.items, plan.uses, plan.work, plan.order
        mirror.kind = [POINT if kind == FIRST else kind for kind in plan.kind]
        mirror.floor = [0] * count
        mirror.began = [None] * count
        mirror.held = [False] * count
        if self._succs is None:
            self._succs = _turned(plan.preds)
        mirror.succs = self._succs
        mirror.preds = plan.succs  # not turned, since without first starts it only matters how many there are
        return mirror


class _Search:
    """The best schedule so far, and how many nodes may still be placed to better it."""

    def __init__(self, plan: Plan, before: Search | None) -> None:
        self.plan = plan
        self.passes: dict[tuple[int, int], Pass] = {}
        self._before = before
        self.left = MOST_PLACED
        self.mirrors = _Mirrors(plan, before.mirrors if before else None)
        self.lengths = spans(plan)
        self.best: Pass
        self.figures: Figures | None = None

    @cached_property
    def _twins(self) -> Twins | None:
        return twins(self.plan, self._before.plan) if self._before else None

    @cached_property
    def finishes(self) -> list[int]:
        """The latest finish of each node, so that nothing ends after moment 0."""
        before = self._before
        if before and before.plan.succs is self.plan.succs and before.lengths == self.lengths:
            return before.finishes
        return latest(self.plan, self.lengths, 0)

    @cached_property
    def _starts(self) -> list[int]:
        return earliest(self.plan, self.lengths)

    @cached_property
    def _bounds(self) -> list[int]:
        """The end of the critical path of each priority level, level 1 first."""
        bounds: dict[int, int] = dict.fromkeys(self.plan.own, 0)
        for level, start, length in zip(self.plan.own, self._starts, self.lengths, strict=True):
            if start < NEVER:
                bounds[level] = max(bounds[level], start + length)
        return [bounds[level] for level in sorted(bounds)]

    def orders(self) -> Iterator[list[int]]:
        """By latest finish; by latest and by earliest start; then stirred without end."""
        yield self.finishes
        yield [finish - length for finish, length in zip(self.finishes, self.lengths, strict=True)]
        yield [min(start, self.plan.limit) for start in self._starts]
        random = Random(SEED)
        while True:
            last = max([end for end in self.best.schedule.end if end < NEVER], default=0)
            reach = max(last * STIR // 100, 1)
            yield [min(start, last) + random.randrange(-reach, reach + 1) for start in self.best.schedule.start]

    def promising(self) -> bool:
        """Whether any level ends later than its critical path says it must."""
        assert self.figures is not None
        return any(last > bound for (_, last), bound in zip(self.figures, self._bounds, strict=True))

    def _run(self, plan: Plan, keys: list[int], number: int, turn: int) -> Pass:
        before = self._before.passes.get((number, turn)) if self._before else None
        if before is not None and goes_as(plan, keys, before):
            found = replace(before, plan=plan, keys=keys)
        else:
            found = Serial(plan, before, self._twins).run(keys)
        self.passes[number, turn] = found
        return found

    def descend(self, number: int, order: list[int]) -> None:
        """Place the nodes in an order, then push late and early again while that makes nothing later."""
        plan, count = self.plan, max(LEAST_COUNTED, len(self.plan.items))
        turn = 0
        current = self._run(plan, _keys(plan, order), number, turn)
        figures = _figures(plan, current.schedule)
        self.left -= count
        must = self.figures is None and count <= MOST_PASSED
        while must or self.left >= 2 * count:
            must = False
            late = self._late_starts(current.schedule, number, turn + 1)
            found = self._run(plan, _keys(plan, late), number, turn + 2)
            turn += 2
            self.left -= 2 * count
            better = _figures(plan, found.schedule)
            if better >= figures:
                break
            current, figures = found, better
        if self.figures is None or figures < self.figures:
            self.best, self.figures = current, figures

    def _late_starts(self, schedule: Schedule, number: int, turn: int) -> list[int]:
        """When each node starts in the schedule that is pushed as late as possible."""
        last = -(-max([end for end in schedule.end if end < NEVER], default=0) // PARTS)
        mirror = self.mirrors.of(last)
        for node, end in enumerate(schedule.end):
            if end >= NEVER:
                mirror.kind[node] = POINT
                mirror.held[node] = False
        keys = [
            (last * PARTS - (end if end < NEVER else 0)) * len(schedule.end) + node
            for node, end in enumerate(schedule.end)
        ]
        late = self._run(mirror, keys, number, turn)
        return [last * PARTS - (end if end < NEVER else 0) for end in late.schedule.end]


def _keys(plan: Plan, by: list[int]) -> list[int]:
    """Distinct keys that sort by level, then ``by``, then node, which is in order of id."""
    count = max(1, len(by))
    low = min(by, default=0)
    scale = max(by, default=0) - low + 1
    return [
        (level * scale + one - low) * count + node
        for node, (level, one) in enumerate(zip(plan.level, by, strict=True))
    ]


def _figures(plan: Plan, schedule: Schedule) -> Figures:
    """For each priority level, the first first: how much has no finish, and the latest finish."""
    never: dict[int, int] = {}
    last: dict[int, int] = dict.fromkeys(plan.own, 0)
    for level, end in zip(plan.own, schedule.end, strict=True):
        if end >= NEVER:
            never[level] = never.get(level, 0) + 1
        elif end > last[level]:
            last[level] = end
    return [(never.get(level, 0), last[level]) for level in sorted(last)]


def _turned(preds: list[list[Edge]]) -> list[list[Edge]]:
    """What waits for each node where time runs backward, by what it waits for."""
    kinds = {FS: FS, SS: FF, FF: SS, SF: SF}
    return [
        [(target, source, kinds[kind], lag, link) for source, target, kind, lag, link in edges] for edges in preds
    ]


def _mirrored(capacity: Capacity, days: int) -> Capacity:
    """What there is, backward; before today each resource has all, and each share what it has first or last."""
    size, full = max(days, 1), capacity.full
    return Capacity(
        rooms=[
            one.turned(size, full[room] if room in full else max(one.on(0), one.has[-1]))
            for room, one in enumerate(capacity.rooms)
        ],
        full=full,
        away={row: one.turned(size, 0) for row, one in capacity.away.items()},
        percents={share: one.turned(size, max(one.on(0), one.has[-1])) for share, one in capacity.percents.items()},
    )
