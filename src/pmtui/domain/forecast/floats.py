"""Total float: how much later each node could finish without moving its project's finish."""

from pmtui.domain.forecast.plan import FF, FIRST, FIXED, FS, NEVER, PARTS, SS, Plan
from pmtui.domain.forecast.schedule import Schedule


def floats(plan: Plan, schedule: Schedule) -> list[int | None]:
    """Working days by node, from a backward pass over the links from each project's finish; None without one."""
    ends: dict[int, int] = {}
    for project, end in zip(plan.project, schedule.end, strict=True):
        if end < NEVER:
            ends[project] = max(ends.get(project, 0), end)
    found: list[int | None] = [None] * len(plan.items)
    latest = [ends.get(project, 0) for project in plan.project]
    # A node without a finish binds nothing before it.
    starts, finishes, all_ends, kinds = schedule.start, schedule.finish, schedule.end, plan.kind
    for node in reversed(plan.order):
        end = all_ends[node]
        if end >= NEVER:
            continue
        limit = latest[node]
        for target, kind, lag, _ in plan.succs[node]:
            if kind == FS:
                # From the node's finish mark, which for a point on a day's border lies before its end.
                bound = latest[target] - all_ends[target] + starts[target] - lag + end - finishes[node]
                if bound < limit and all_ends[target] < NEVER:
                    limit = bound
            else:
                limit = min(limit, _bound(plan, schedule, latest, node, target, kind, lag, end - starts[node]))
        if kinds[node] == FIXED:
            limit -= limit % PARTS
        latest[node] = limit
        found[node] = max(limit - end, 0) // PARTS
    return found


def _bound(
    plan: Plan, schedule: Schedule, latest: list[int], node: int, target: int, kind: int, lag: int, length: int
) -> int:
    """The latest end of a node that one link other than finish-start allows it."""
    if schedule.end[target] >= NEVER:
        return NEVER
    if plan.kind[target] == FIRST and schedule.start[node] > schedule.start[target]:
        return NEVER  # another one starts first
    late_finish = latest[target]
    late_start = late_finish - (schedule.end[target] - schedule.start[target])
    if kind == FF:
        return late_finish - lag
    if plan.began[node] is not None:
        return NEVER  # its start is past, whatever becomes of its finish
    return (late_start if kind == SS else late_finish) - lag + length
