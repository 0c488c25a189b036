"""Total float: how much later each node could finish without moving its project's finish."""

from pmtui.domain.forecast.plan import FF, FIRST, FIXED, FS, NEVER, PARTS, SS, Plan
from pmtui.domain.forecast.serial import Schedule


def floats(plan: Plan, schedule: Schedule) -> list[int | None]:
    """Working days by node, from a backward pass over the links from each project's finish; None without one."""
    ends: dict[int, int] = {}
    for project, end in zip(plan.project, schedule.end, strict=True):
        if end < NEVER:
            ends[project] = max(ends.get(project, 0), end)
    found: list[int | None] = [None] * len(plan.items)
    latest = [ends.get(project, 0) for project in plan.project]
    # A node without a finish binds nothing before it.
    for node in reversed(plan.order):
        end = schedule.end[node]
        if end >= NEVER:
            continue
        limit = latest[node]
        length = end - schedule.start[node]
        for target, kind, lag, _ in plan.succs[node]:
            limit = min(limit, _bound(plan, schedule, latest, node, target, kind, lag, length))
        if plan.kind[node] == FIXED:
            limit -= limit % PARTS
        latest[node] = limit
        found[node] = max(limit - end, 0) // PARTS
    return found


def _bound(
    plan: Plan, schedule: Schedule, latest: list[int], node: int, target: int, kind: int, lag: int, length: int
) -> int:
    """The latest end of a node that one link allows it."""
    if schedule.end[target] >= NEVER:
        return NEVER
    if plan.kind[target] == FIRST and schedule.start[node] > schedule.start[target]:
        return NEVER  # another one starts first
    late_finish = latest[target]
    late_start = late_finish - (schedule.end[target] - schedule.start[target])
    if kind == FS:
        # From the node's finish mark, which for a point on a day's border lies before its end.
        return late_start - lag + schedule.end[node] - schedule.finish[node]
    if kind == FF:
        return late_finish - lag
    if plan.began[node] is not None:
        return NEVER  # its start is past, whatever becomes of its finish
    return (late_start if kind == SS else late_finish) - lag + length
