"""Total float: how much later each node could finish without moving its project's finish."""

from pmtui.domain.forecast.plan import FF, FIRST, FIXED, FS, NEVER, PARTS, SS, Plan
from pmtui.domain.forecast.schedule import Schedule


def floats(plan: Plan, schedule: Schedule) -> list[int | None]:
    """Working days by node, from a backward pass over the links from each project's finish; None without one."""
    ends = dict.fromkeys(plan.project, 0)
    for project, end in zip(plan.project, schedule.end, strict=True):
        if ends[project] < end < NEVER:
            ends[project] = end
    found: list[int | None] = [None] * len(plan.items)
    # By how many moments each node can end later; what has no finish binds nothing before it.
    rooms = [
        ends[project] - end if end < NEVER else NEVER
        for project, end in zip(plan.project, schedule.end, strict=True)
    ]
    starts, finishes, all_ends, kinds, succs = schedule.start, schedule.finish, schedule.end, plan.kind, plan.succs
    lates = [NEVER] * len(rooms)  # the latest start that each room gives
    for node in reversed(plan.order):
        room = rooms[node]
        if room >= NEVER:
            continue
        edges = succs[node]
        if edges:
            # From its finish, which for a point on a day's border lies before its end.
            finish = finishes[node]
            for target, kind, lag, _ in edges:
                if kind == FS:
                    bound = lates[target] - lag - finish
                else:
                    bound = _bound(plan, schedule, rooms[target], node, target, kind, lag)
                if bound < room:
                    room = bound
        if kinds[node] == FIXED:
            room -= (all_ends[node] + room) % PARTS
        rooms[node] = room
        lates[node] = starts[node] + room
        found[node] = room // PARTS if room > 0 else 0
    return found


def _bound(plan: Plan, schedule: Schedule, room: int, node: int, target: int, kind: int, lag: int) -> int:
    """By how much a node can end later, by one link other than finish-start and the room that its target has."""
    if room >= NEVER:
        return NEVER
    if plan.kind[target] == FIRST and schedule.start[node] > schedule.start[target]:
        return NEVER  # another one starts first
    if kind == FF:
        return room + schedule.end[target] - lag - schedule.end[node]
    if plan.began[node] is not None:
        return NEVER  # its start is past, whatever becomes of its finish
    return room + (schedule.start[target] if kind == SS else schedule.end[target]) - lag - schedule.start[node]
