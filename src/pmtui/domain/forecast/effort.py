"""Effort over days: each day what the resources can still give, until it is used."""

from pmtui.domain.forecast.board import Board, Taken
from pmtui.domain.forecast.plan import NEVER, PARTS, Use

Filled = tuple[int, int, Taken]  # moments of start and finish, NEVER where there is none, and what was taken


def fill_alone(board: Board, uses: tuple[Use, ...], need: int, start: int) -> Filled:
    """Take an effort in minutes from a moment on, and say where it lies; without a finish it takes what it gets.

    For the usual case of one resource: the innermost loop of the forecast.
    """
    row, share, limit, _ = uses[0]
    left = board.left[row]
    shares = left if share < 0 else board.shares[share]
    day, part = divmod(start, PARTS)
    used_up = board.used_up(uses[0])
    if used_up > day:
        day, part = used_up, 0
    if day >= board.size and not board.lasts(uses, day):
        return NEVER, NEVER, []
    # Whoever takes all of a row is bounded by the row alone.
    percents = board.percents[share] if share >= 0 and limit < board.capacity.full[row] else None
    most = limit
    if part:
        most = (limit if share < 0 else limit * board.percents[share][day] // 100) * (PARTS - part) // PARTS
    size = board.size
    first = -1
    given: list[int] = []
    taken: Taken = [(0, day, given)]
    tries = 2  # the first day may be used in part; after it a run of like days is the rule
    while True:
        if day >= size:
            if not board.lasts(uses, day):
                return (NEVER if first < 0 else first), NEVER, taken
            size = board.size
        minutes = left[day]
        if shares[day] < minutes:
            minutes = shares[day]
        if percents is not None and not part:
            most = limit * percents[day] // 100
        if most < minutes:
            minutes = most
        if minutes:
            if first < 0:
                first = day * PARTS + part
            if minutes >= need:
                break
            if tries and not part and percents is None:
                tries -= 1
                count = -(-need // minutes)
                if _take_run(left, shares, day, count, minutes, need):
                    rest = need - (count - 1) * minutes
                    given += [minutes] * (count - 1)
                    given.append(rest)
                    return first, (day + count - 1) * PARTS + (PARTS * rest // minutes or 1), taken
            need -= minutes
            left[day] -= minutes
            if share >= 0:
                shares[day] -= minutes
        given.append(minutes)
        day += 1
        if part:
            part, most = 0, limit
    given.append(need)
    left[day] -= need
    if share >= 0:
        shares[day] -= need
    return first, day * PARTS + part + ((PARTS - part) * need // minutes or 1), taken


def _take_run(left: list[int], shares: list[int], day: int, count: int, minutes: int, need: int) -> bool:
    """Take a need from a run of days that all give the same; False where they do not, which takes nothing.

    ``shares`` is ``left`` itself where no share bounds it.
    """
    after = day + count
    room = shares[day:after]
    if room.count(minutes) < count:
        return False
    rest = count * minutes - need
    if shares is not left:
        whole = left[day:after]
        if min(whole) < minutes:
            return False
        left[day:after] = [one - minutes for one in whole]
        left[after - 1] += rest
    shares[day:after] = [0] * (count - 1) + [rest]
    return True


def fill_together(board: Board, uses: tuple[Use, ...], need: int, start: int) -> Filled:
    """As ``fill_alone``, for any number of resources in parallel, each with its limit."""
    day, part = divmod(start, PARTS)
    if day >= board.size and not board.lasts(uses, day):
        return NEVER, NEVER, []
    rows = [
        (board.left[row], board.shares[share], board.percents[share], limit)
        if share >= 0
        else (board.left[row], None, [], limit)
        for row, share, limit, _ in uses
    ]
    taken: Taken = [(position, day, []) for position in range(len(uses))]
    first = -1
    while True:
        if day >= board.size and not board.lasts(uses, day):
            return (NEVER if first < 0 else first), NEVER, taken
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
            for (left, shares, _, _), minutes in zip(rows, gives, strict=True):
                left[day] -= minutes
                if shares is not None:
                    shares[day] -= minutes
        for (_, _, given), minutes in zip(taken, gives, strict=True):
            given.append(minutes)
        if possible >= need:
            return first, day * PARTS + part + ((PARTS - part) * need // possible or 1), taken
        need -= possible
        day += 1
        part = 0


def share_out(gives: list[int], possible: int, need: int) -> list[int]:
    """Divide a need over what each could give, in proportion; what rounding leaves goes to the first with room."""
    parts = [minutes * need // possible for minutes in gives]
    rest = need - sum(parts)
    for position, minutes in enumerate(gives):
        more = min(rest, minutes - parts[position])
        parts[position] += more
        rest -= more
    return parts
