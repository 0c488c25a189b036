"""Total float: how much later each node could finish without moving its project's finish."""

from pmtui.domain.forecast.plan import FF, FIRST, FIXED, FS, NEVER, PARTS, SS, Plan
from pmtui.domain.forecast.schedule import Schedule


def floats(plan: Plan, schedule: Schedule) -> list[int | None]:
    """Working days by node, from a backward pass over the links from each project's finish; None without one."""
    starts, finishes, ends = schedule.start, schedule.finish, schedule.end
    last = dict.fromkeys(plan.project, 0)  # the end of each project
    for project, end in zip(plan.project, ends, strict=True):
        if last[project] < end < NEVER:
            last[project] = end
    found: list[int | None] = [None] * len(plan.items)
    # By how many moments each node can end later; what has no finish binds nothing before it.
    rooms = [last[project] - end if end < NEVER else NEVER for project, end in zip(plan.project, ends, strict=True)]
    kinds, began, succs = plan.kind, plan.began, plan.succs
    lates = [NEVER] * len(rooms)  # the latest start that each room gives
    for node in reversed(plan.order):
        room = rooms[node]
        if room >= NEVER:
            continue
        finish = finishes[node]  # which for a point on a day's border lies before its end
        for _, target, kind, lag, _ in succs[node]:
            if kind == FS:
                bound = lates[target] - lag - finish
            elif rooms[target] >= NEVER:
                continue
            elif kinds[target] == FIRST and starts[node] > starts[target]:
                continue  # another one starts first
            elif kind == FF:
                bound = rooms[target] + ends[target] - lag - ends[node]
            elif began[node] is not None:
                continue  # its start is past, whatever becomes of its finish
            else:
                bound = rooms[target] + (starts[target] if kind == SS else ends[target]) - lag - starts[node]
            if bound < room:
                room = bound
        if kinds[node] == FIXED:
            room -= (ends[node] + room) % PARTS
        rooms[node] = room
        lates[node] = starts[node] + room
        found[node] = room // PARTS if room > 0 else 0
    return found
