"""Effort over days: each day what the resources can still give, until it is used."""

from bisect import bisect_right
from collections.abc import Iterator

from pmtui.domain.forecast.board import Board, Piece, Taken, add
from pmtui.domain.forecast.plan import NEVER, PARTS, Use
from pmtui.domain.forecast.steps import Run, Steps, runs

Filled = tuple[int, int, Taken]  # moments of start and finish, NEVER where there is none, and what it takes


def fill(board: Board, uses: tuple[Use, ...], need: int, start: int, due: int) -> Filled:
    """Take an effort in minutes from a moment on, and say where it lies; without a finish it takes what it gets.

    Where it would finish before it is due nothing is taken, since it has to start later.
    """
    use = uses[0]
    if use.alone and len(uses) == 1:
        return _fill_alone(board, use, need, start, due)
    filled = _fill_together(board, uses, need, start)
    if filled[2] and filled[1] >= due:
        board.take(uses, filled[2])
    return filled


def _fill_alone(board: Board, use: Use, need: int, start: int, due: int) -> Filled:
    """For the usual case of one resource that one room bounds: the innermost loop of the forecast."""
    room, ends = board.left[use.rooms[0]], board.ends
    at, has = room.at, room.has
    pieces: list[Piece] = []
    first = NEVER
    day, part = divmod(start, PARTS)
    place = bisect_right(at, day) - 1
    if place < 0:
        place, day, part = 0, at[0], 0
    begin, kept = place, 0
    if part:
        minutes = min(has[place], _most(board, use, day) * (PARTS - part) // PARTS)
        if minutes >= need:
            finish = start + ((PARTS - part) * need // minutes or 1)
            if finish >= due:
                room.take([(day, day + 1, need)])
            return start, finish, [[(day, day + 1, need)]]
        if minutes:
            first, kept = start, has[place] - minutes
            pieces.append((day, day + 1, minutes))
            need -= minutes
        day += 1
    count = len(at)
    while day < ends:
        minutes = has[place]
        after = at[place + 1] if place + 1 < count and at[place + 1] < ends else ends
        if minutes and day < after:
            if first == NEVER:
                first, begin = day * PARTS, place
            whole = (need - 1) // minutes  # days before the last one
            if whole < after - day:
                last, rest = day + whole, need - whole * minutes
                if whole:
                    pieces.append((day, last, minutes))
                pieces.append((last, last + 1, rest))
                finish = last * PARTS + (PARTS * rest // minutes or 1)
                if finish >= due:
                    room.use_up(begin, pieces[0][0], kept, place, last, rest)
                return first, finish, [pieces]
            pieces.append((day, after, minutes))
            need -= minutes * (after - day)
        day = after
        place += 1
    if pieces:
        room.take(pieces)
    return first, NEVER, [pieces] if pieces else []


def _most(board: Board, use: Use, day: int) -> int:
    """The minutes of a whole day that a use could have, if nothing else took of them."""
    if use.share < 0:
        return use.limit
    return use.limit * board.capacity.percents[use.share].on(day) // 100


def _fill_together(board: Board, uses: tuple[Use, ...], need: int, start: int) -> Filled:
    """As for one, for any number of resources in parallel, each within its limit and its share."""
    taken: Taken = [[] for _ in uses]
    first = NEVER
    day, part = divmod(start, PARTS)
    for begin, after, gives in _gives(board, uses, day, part):
        if begin > day:
            part = 0
        possible = sum(gives)
        if not possible:
            continue
        if first == NEVER:
            first = begin * PARTS + part
        whole = (need - 1) // possible  # days before the last one
        if whole < after - begin:
            last, rest = begin + whole, need - whole * possible
            if whole:
                _add_all(taken, begin, last, gives)
            _add_all(taken, last, last + 1, share_out(gives, possible, rest))
            return first, last * PARTS + part + ((PARTS - part) * rest // possible or 1), taken
        _add_all(taken, begin, after, gives)
        need -= possible * (after - begin)
    return first, NEVER, taken if first < NEVER else []


def _gives(board: Board, uses: tuple[Use, ...], day: int, part: int) -> Iterator[Run]:
    """Runs of days from a day on, with the minutes a day that each use can have; of the first but what is left."""
    steps: list[Steps] = []
    bounds: list[tuple[int, int, int, int]] = []  # limit; places of first room, after, percents
    plain = True
    for use in uses:
        place = len(steps)
        steps += [board.left[room] for room in use.rooms]
        after = len(steps)
        if use.share >= 0 and use.bounded:
            steps.append(board.capacity.percents[use.share])
        bounds.append((use.limit, place, after, after if len(steps) > after else -1))
        plain = plain and use.alone
    if part:
        most = [_most(board, use, day) * (PARTS - part) // PARTS for use in uses]
        gives = _within(bounds, [one.on(day) for one in steps])
        yield day, day + 1, [min(pair) for pair in zip(gives, most, strict=True)]
        day += 1
    if plain:
        yield from runs(steps, day, board.ends)
    else:
        for first, end, values in runs(steps, day, board.ends):
            yield first, end, _within(bounds, values)


def _within(bounds: list[tuple[int, int, int, int]], values: list[int]) -> list[int]:
    """Minutes that each use can have, by the figures of the steps."""
    found = []
    for limit, place, after, percents in bounds:
        minutes = limit if percents < 0 else limit * values[percents] // 100
        for value in values[place:after]:
            if value < minutes:
                minutes = value
        found.append(minutes)
    return found


def _add_all(taken: Taken, first: int, after: int, gives: list[int]) -> None:
    for pieces, minutes in zip(taken, gives, strict=True):
        if minutes:
            add(pieces, first, after, minutes)


def share_out(gives: list[int], possible: int, need: int) -> list[int]:
    """Divide a need over what each could give, in proportion; what rounding leaves goes to the first with room."""
    parts = [minutes * need // possible for minutes in gives]
    rest = need - sum(parts)
    for position, minutes in enumerate(gives):
        more = min(rest, minutes - parts[position])
        parts[position] += more
        rest -= more
    return parts
