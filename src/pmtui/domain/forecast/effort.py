"""Effort over days: each day what the resources can still give, until it is used."""

from pmtui.domain.forecast.board import Board, Taken
from pmtui.domain.forecast.plan import NEVER, PARTS, Use

TRIES = 3  # days on which a run of like days may begin; after that work goes on day by day
Row = tuple[
    list[int], list[int], list[int] | None, int
]  # what is left, of a share, its percents if they bound, limit
Filled = tuple[int, int, Taken]  # moments of start and finish, NEVER where there is none, and what was taken


def fill_alone(board: Board, uses: tuple[Use, ...], need: int, start: int) -> Filled:
    """Take an effort in minutes from a moment on, and say where it lies; without a finish it takes what it gets.

    For the usual case of one resource: the innermost loop of the forecast.
    """
    row, share, limit, _ = uses[0]
    left = board.left[row]
    shares = left if share < 0 else board.shares[share]
    day = board.used_up(row, share)
    day, part = (day, 0) if day * PARTS > start else divmod(start, PARTS)
    if day >= len(shares) and not board.lasts(uses, day):
        return NEVER, NEVER, []
    size = len(shares)
    # Whoever takes all of a row is bounded by the row alone.
    percents = board.percents[share] if share >= 0 and limit < board.capacity.full[row] else None
    most = limit
    if part:
        most = (limit if share < 0 else limit * board.percents[share][day] // 100) * (PARTS - part) // PARTS
    first = begin = -1
    given: list[int] = []
    tries = 0 if percents else TRIES
    while True:
        if day >= size:
            if not board.lasts(uses, day):
                return (NEVER if first < 0 else first), NEVER, [(0, begin, given)] if given else []
            size = len(shares)
        minutes = shares[day]
        if left[day] < minutes:
            minutes = left[day]
        if percents and not part:
            most = limit * percents[day] // 100
        if most < minutes:
            minutes = most
        if minutes:
            if first < 0:
                first, begin = day * PARTS + part, day
            count = 1
            if minutes < need and tries and not part and (minutes == shares[day] or minutes == most):
                tries -= 1
                count = _run(left, shares, day, -(-need // minutes), minutes)
            if count > 1 or minutes >= need:
                last = need - (count - 1) * minutes
                _take(left, shares, day, count, minutes, last)
                given += [minutes] * (count - 1)
                given.append(last)
                finish = (day + count - 1) * PARTS + part
                return first, finish + ((PARTS - part) * last // minutes or 1), [(0, begin, given)]
            left[day] -= minutes
            if shares is not left:
                shares[day] -= minutes
            given.append(minutes)
            need -= minutes
        elif given:
            given.append(0)
        day += 1
        part, most = 0, limit


def _run(left: list[int], shares: list[int], day: int, count: int, minutes: int) -> int:
    """That many days, where all of them are as the first one and have the minutes; else 1.

    ``shares`` is ``left`` itself where no share bounds it.
    """
    after = day + count
    if shares[day:after].count(shares[day]) < count or (shares is not left and min(left[day:after]) < minutes):
        return 1
    return count


def _take(left: list[int], shares: list[int], day: int, count: int, minutes: int, last: int) -> None:
    """Take the minutes on that many days, and ``last`` on the last of them."""
    end = day + count - 1
    for row in (left,) if shares is left else (left, shares):
        if count > 1:
            row[day:end] = [one - minutes for one in row[day:end]]
        row[end] -= last


def fill_together(board: Board, uses: tuple[Use, ...], need: int, start: int) -> Filled:
    """As ``fill_alone``, for any number of resources in parallel, each with its limit."""
    day, part = divmod(start, PARTS)
    if day >= board.size and not board.lasts(uses, day):
        return NEVER, NEVER, []
    full = board.capacity.full
    rows: list[Row] = []
    for row, share, limit, _ in uses:
        if share < 0:
            rows.append((board.left[row], board.left[row], None, limit))
        else:
            percents = board.percents[share] if part or limit < full[row] else None
            rows.append((board.left[row], board.shares[share], percents, limit))
    taken: Taken = [(position, day, []) for position in range(len(uses))]
    first = -1
    tries = TRIES
    while True:
        if day >= board.size and not board.lasts(uses, day):
            return (NEVER if first < 0 else first), NEVER, taken
        gives = []
        possible = 0
        for left, shares, percents, limit in rows:
            minutes = limit * percents[day] // 100 if percents else limit
            if part:
                minutes = minutes * (PARTS - part) // PARTS
            if left[day] < minutes:
                minutes = left[day]
            if shares[day] < minutes:
                minutes = shares[day]
            gives.append(minutes)
            possible += minutes
        if possible and first < 0:
            first = day * PARTS + part
        count = 1
        if possible >= need:
            gives = share_out(gives, possible, need)
        elif tries and possible and not part:
            tries -= 1
            count = _days_alike(rows, gives, day, (need - 1) // possible)
        for at, minutes in enumerate(gives):
            left, shares, _, _ = rows[at]
            if count > 1:
                _take(left, shares, day, count, minutes, minutes)
                taken[at][2].extend([minutes] * count)
                continue
            if minutes:
                left[day] -= minutes
                if shares is not left:
                    shares[day] -= minutes
            taken[at][2].append(minutes)
        if possible >= need:
            return first, day * PARTS + part + ((PARTS - part) * need // possible or 1), taken
        need -= possible * count
        day += count
        part = 0


def _days_alike(rows: list[Row], gives: list[int], day: int, count: int) -> int:
    """That many days, where each of several resources gives the same on all of them; else 1."""
    for (left, shares, percents, limit), minutes in zip(rows, gives, strict=True):
        bound_by_left = minutes < shares[day] and minutes < limit
        if percents or bound_by_left or _run(left, shares, day, count, minutes) < count:
            return 1
    return count


def share_out(gives: list[int], possible: int, need: int) -> list[int]:
    """Divide a need over what each could give, in proportion; what rounding leaves goes to the first with room."""
    parts = [minutes * need // possible for minutes in gives]
    rest = need - sum(parts)
    for position, minutes in enumerate(gives):
        more = min(rest, minutes - parts[position])
        parts[position] += more
        rest -= more
    return parts
