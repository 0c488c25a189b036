"""The critical path: when each node could finish with nobody else in its way, and when it has to."""

from pmtui.domain.forecast.plan import EFFORT, FF, FIRST, FIXED, FS, FULL_DAY, NEVER, PARTS, SS, Plan


def spans(plan: Plan) -> list[int]:
    """The length of each node in parts of days, with all its resources on it and nothing in their way."""
    found = []
    for kind, work, uses in zip(plan.kind, plan.work, plan.uses, strict=True):
        if kind == FIXED:
            found.append(work * PARTS)
        elif kind == EFFORT:
            rate = uses[0][2] if len(uses) == 1 else sum([use[2] for use in uses]) if uses else FULL_DAY
            found.append(work * PARTS // rate)
        else:
            found.append(0)
    return found


def earliest(plan: Plan, spans: list[int]) -> list[int]:
    """The moment at which each node could start at the earliest, by links and dates alone (forward pass).

    NEVER for what waits for something on hold.
    """
    starts = list(plan.floor)
    kinds, held, began, preds = plan.kind, plan.held, plan.began, plan.preds
    for node in plan.order:
        start = starts[node]
        span = spans[node]
        for source, _, kind, lag, _ in preds[node]:
            begun = began[source]
            if kind == FS:
                moment = starts[source] + spans[source] + lag
            elif kind == SS:
                moment = (starts[source] if begun is None else begun) + lag
            elif kind == FF:
                moment = starts[source] + spans[source] + lag - span
            else:
                moment = (starts[source] if begun is None else begun) + lag - span
            if moment > start:
                start = moment
        for moment, _, _, into_finish in plan.past.get(node, ()):
            start = max(start, moment - span if into_finish else moment)
        if kinds[node] == FIRST:
            start = _first(plan, node, starts)
        if held[node] or start >= plan.limit:
            start = NEVER
        elif kinds[node] == FIXED and start % PARTS:
            start += PARTS - start % PARTS
        starts[node] = start
    return starts


def _first(plan: Plan, node: int, starts: list[int]) -> int:
    return min(
        [
            starts[source] if begun is None else begun
            for source, begun in ((edge[0], plan.began[edge[0]]) for edge in plan.preds[node])
        ],
        default=0,
    )


def latest(plan: Plan, spans: list[int], end: int) -> list[int]:
    """The moment by which each node must finish so that nothing ends after ``end`` (backward pass)."""
    finishes = [end] * len(spans)
    starts = [end] * len(spans)  # the moments by which they must start
    succs = plan.succs
    for node in reversed(plan.order):
        finish = end
        span = spans[node]
        for _, target, kind, lag, _ in succs[node]:
            if kind == FS:
                moment = starts[target] - lag
            elif kind == SS:
                moment = starts[target] - lag + span
            elif kind == FF:
                moment = finishes[target] - lag
            else:
                moment = finishes[target] - lag + span
            if moment < finish:
                finish = moment
        finishes[node] = finish
        starts[node] = finish - span
    return finishes
