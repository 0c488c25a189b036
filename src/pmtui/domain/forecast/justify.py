"""Forward-backward passes (justification, Valls et al. 2005): all work pushed late, then early again in order."""

from pmtui.domain.forecast.critical import earliest, latest, spans
from pmtui.domain.forecast.plan import FF, FIRST, NEVER, PARTS, POINT, SS, Capacity, Edge, Plan
from pmtui.domain.forecast.serial import Schedule, Serial

MOST_PLACED = 5_000  # nodes placed by all passes together: what is worth waiting for while the manager types
MOST_PASSES = 12

MIRRORED = {SS: FF, FF: SS}


def scheduled(plan: Plan) -> Schedule:
    """The schedule by priority and latest finish, with the passes that made no priority level later."""
    lengths = spans(plan)
    starts = earliest(plan, lengths)
    end = max([start + length for start, length in zip(starts, lengths, strict=True) if start < NEVER], default=0)
    best = Serial(plan).run(_keys(plan, latest(plan, lengths, end)))
    figures = _figures(plan, best)
    count = max(1, len(plan.items))
    current = best
    for _ in range(min(MOST_PASSES, max(1, MOST_PLACED // (2 * count)))):
        current = Serial(plan).run(_keys(plan, _late_starts(plan, current)))
        found = _figures(plan, current)
        if found > figures:
            break
        settled = found == figures and current.start == best.start
        best, figures = current, found
        if settled:
            break
    return best


def _keys(plan: Plan, by: list[int]) -> list[int]:
    """Distinct keys that sort by level, then ``by``, then node, which is in order of id."""
    count = max(1, len(by))
    low = min(by, default=0)
    scale = max(by, default=0) - low + 1
    return [
        (level * scale + one - low) * count + node
        for node, (level, one) in enumerate(zip(plan.level, by, strict=True))
    ]


def _figures(plan: Plan, schedule: Schedule) -> list[tuple[int, int]]:
    """For each priority level, the first first: how much has no finish, and the latest finish."""
    never: dict[int, int] = {}
    last: dict[int, int] = dict.fromkeys(plan.own, 0)
    for level, end in zip(plan.own, schedule.end, strict=True):
        if end >= NEVER:
            never[level] = never.get(level, 0) + 1
        elif end > last[level]:
            last[level] = end
    return [(never.get(level, 0), last[level]) for level in sorted(last)]


def _late_starts(plan: Plan, schedule: Schedule) -> list[int]:
    """When each node starts in the schedule that is pushed as late as possible."""
    ends = [end for end in schedule.end if end < NEVER]
    last = -(-max(ends, default=0) // PARTS)
    mirror = _mirror(plan, last)
    for node, end in enumerate(schedule.end):
        if end >= NEVER:
            mirror.kind[node] = POINT
            mirror.held[node] = False
    keys = [
        (last * PARTS - (end if end < NEVER else 0)) * len(schedule.end) + node
        for node, end in enumerate(schedule.end)
    ]
    late = Serial(mirror).run(keys)
    return [last * PARTS - (end if end < NEVER else 0) for end in late.end]


def _mirror(plan: Plan, days: int) -> Plan:
    """The plan with time running backward from the end of that many days, without dates."""
    count = len(plan.items)
    mirror = Plan(plan.calendar, plan.base, plan.limit, _mirrored(plan.capacity, days))
    mirror.items, mirror.uses, mirror.work, mirror.order = plan.items, plan.uses, plan.work, plan.order
    mirror.kind = [POINT if kind == FIRST else kind for kind in plan.kind]
    mirror.floor = [0] * count
    mirror.began = [None] * count
    mirror.held = [False] * count
    mirror.preds = [_turned(edges) for edges in plan.succs]
    mirror.succs = [_turned(edges) for edges in plan.preds]
    return mirror


def _turned(edges: list[Edge]) -> list[Edge]:
    for _, kind, _, _ in edges:
        if kind in MIRRORED:
            return [(node, MIRRORED.get(kind, kind), lag, link) for node, kind, lag, link in edges]
    return edges


def _mirrored(capacity: Capacity, days: int) -> Capacity:
    size = max(days, 1)
    rows = [_turn(row, size, tail) for row, tail in zip(capacity.rows, capacity.tails, strict=True)]
    return Capacity(
        size=size,
        rows=rows,
        full=capacity.full,
        tails=[max(row, default=0) for row in capacity.rows],
        away=[frozenset(size - 1 - day for day in gone if day < size) for gone in capacity.away],
        shares=[_turn(row, size, tail) for row, tail in zip(capacity.shares, capacity.share_tails, strict=True)],
        share_tails=[max(row, default=0) for row in capacity.shares],
        percents=[
            _turn(row, size, tail) for row, tail in zip(capacity.percents, capacity.percent_tails, strict=True)
        ],
        percent_tails=[max(row, default=0) for row in capacity.percents],
    )


def _turn(row: list[int], size: int, tail: int) -> list[int]:
    found = row[:size]
    found.extend([tail] * (size - len(found)))
    found.reverse()
    return found
