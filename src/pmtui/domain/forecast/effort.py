"""Effort over days: each day what the resources can still give, until it is used."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pmtui.domain.forecast.board import Board, Piece, Taken, add
from pmtui.domain.forecast.plan import NEVER, PARTS, Use
from pmtui.domain.forecast.steps import Run, Steps, runs

Filled = tuple[int, int, Taken]  # moments of start and finish, NEVER where there is none, and what it takes


def fill_alone(board: Board, use: Use, need: int, start: int, due: int) -> Filled:
    """Take an effort in minutes from a moment on, and say where it lies; without a finish it takes what it gets.

    Where it would finish before it is due nothing is taken, since it has to start later. This is for the usual case
    of one resource that one room bounds, the innermost loop of the forecast.
    """
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
        minutes = has[place] and min(has[place], _most(board, use, day) * (PARTS - part) // PARTS)
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
        place += 1
        after = at[place] if place < count else ends
        if after > ends:
            after = ends
        if minutes and day < after:
            if not pieces:
                first, begin = day * PARTS, place - 1
            whole = (need - 1) // minutes  # days before the last one
            if whole < after - day:
                last, rest = day + whole, need - whole * minutes
                if whole:
                    pieces.append((day, last, minutes))
                pieces.append((last, last + 1, rest))
                finish = last * PARTS + (PARTS * rest // minutes or 1)
                if finish >= due:
                    room.use_up_steps(begin, pieces[0][0], kept, place - 1, last, rest)
                return first, finish, [pieces]
            pieces.append((day, after, minutes))
            need -= minutes * (after - day)
        day = after
    if pieces:
        room.take(pieces)
    return first, NEVER, [pieces] if pieces else []


def _most(board: Board, use: Use, day: int) -> int:
    """The minutes of a whole day that a use could have, if nothing else took of them."""
    if use.share < 0:
        return use.limit
    return use.limit * board.capacity.percents[use.share].on(day) // 100


def fill_together(board: Board, uses: tuple[Use, ...], need: int, start: int, due: int) -> Filled:
    """As for one, for any number of resources in parallel, each within its limit and its share."""
    day, part = divmod(start, PARTS)
    first, gave = NEVER, [0] * len(uses)
    if part:
        gave = [_rest_of_day(board, use, day, part) for use in uses]
        possible = sum(gave)
        if possible >= need:
            taken: Taken = [[] for _ in uses]
            _add_all(taken, day, day + 1, share_out(gave, possible, need))
            finish = start + ((PARTS - part) * need // possible or 1)
            if finish >= due:
                board.take(uses, taken)
            return start, finish, taken
        if possible:
            first, need = start, need - possible
    if len(uses) == 1 and not uses[0].bounded:
        way = _of_one
    elif len(uses) == 2 and uses[0].alone and uses[1].alone:
        way = _of_two
    else:
        way = _of_several
    begin, finish, taken = way(board, uses, need, day, gave if part else None, due)
    if begin < first:
        first = begin
    return first, finish, taken if first < NEVER else []


def _rest_of_day(board: Board, use: Use, day: int, part: int) -> int:
    """The minutes that a use can have from a moment within a day on."""
    minutes = _most(board, use, day) * (PARTS - part) // PARTS
    for room in use.rooms:
        has = board.left[room].on(day)
        if has < minutes:
            minutes = has
    return minutes


def _of_one(board: Board, uses: tuple[Use, ...], need: int, day: int, gave: list[int] | None, due: int) -> Filled:
    """For one that several rooms bound, as where more is promised than there is: what the least of them has.

    ``gave``: what it has given of the first day, where that had begun.
    """
    rooms = [board.left[room] for room in uses[0].rooms]
    pieces: list[Piece] = []
    if gave is not None:
        if gave[0]:
            pieces.append((day, day + 1, gave[0]))
        day += 1
    first = finish = NEVER
    for begin, after, values in runs(rooms, day, board.ends):
        minutes = min(values)
        if not minutes:
            continue
        if first == NEVER:
            first = begin * PARTS
        whole = (need - 1) // minutes  # days before the last one
        if whole < after - begin:
            last, rest = begin + whole, need - whole * minutes
            if whole:
                add(pieces, begin, last, minutes)
            pieces.append((last, last + 1, rest))
            finish = last * PARTS + (PARTS * rest // minutes or 1)
            break
        add(pieces, begin, after, minutes)
        need -= minutes * (after - begin)
    if pieces and finish >= due:
        for room in rooms:
            room.take(pieces)
    return first, finish, [pieces]


def _of_two(board: Board, uses: tuple[Use, ...], need: int, day: int, gave: list[int] | None, due: int) -> Filled:
    """For two that one room each bounds, nearly as usual: both give all they have until the last day."""
    one, other = board.left[uses[0].rooms[0]], board.left[uses[1].rooms[0]]
    after = day if gave is None else day + 1
    first, finish, last, shares = _along_pair(one, other, need, after, board.ends)
    taken: Taken = []
    for room, minutes, share in zip((one, other), gave or (0, 0), shares, strict=True):
        pieces = room.pieces(after, last)
        if minutes:
            pieces.insert(0, (day, after, minutes))
        if share:
            pieces.append((last, last + 1, share))
        taken.append(pieces)
        if pieces and finish >= due:
            room.use_up(day, room.on(day) - minutes if gave else 0, last, share)
    return first, finish, taken


def _along_pair(one: Steps, other: Steps, need: int, day: int, ends: int) -> tuple[int, int, int, list[int]]:
    """From a day on all that two have: the moments of start and finish, the last day, and what each gives on it."""
    first = NEVER
    for begin, after, gives in runs((one, other), day, ends):
        possible = gives[0] + gives[1]
        if not possible:
            continue
        if first == NEVER:
            first = begin * PARTS
        whole = (need - 1) // possible  # days before the last one
        if whole < after - begin:
            last, rest = begin + whole, need - whole * possible
            finish = last * PARTS + (PARTS * rest // possible or 1)
            return first, finish, last, share_out(gives, possible, rest)
        need -= possible * (after - begin)
    return first, NEVER, ends, [0, 0]


def _of_several(
    board: Board, uses: tuple[Use, ...], need: int, day: int, gave: list[int] | None, due: int
) -> Filled:
    """For any number, whatever bounds them."""
    taken: Taken = [[] for _ in uses]
    if gave is not None:
        _add_all(taken, day, day + 1, gave)
        day += 1
    first = finish = NEVER
    for begin, after, gives in _gives(board, uses, day):
        possible = sum(gives)
        if not possible:
            continue
        if first == NEVER:
            first = begin * PARTS
        whole = (need - 1) // possible  # days before the last one
        if whole < after - begin:
            last, rest = begin + whole, need - whole * possible
            if whole:
                _add_all(taken, begin, last, gives)
            _add_all(taken, last, last + 1, share_out(gives, possible, rest))
            finish = last * PARTS + (PARTS * rest // possible or 1)
            break
        _add_all(taken, begin, after, gives)
        need -= possible * (after - begin)
    if finish >= due:
        board.take(uses, taken)
    return first, finish, taken


def _gives(board: Board, uses: tuple[Use, ...], day: int) -> Iterator[Run]:
    """Runs of days from a day on, with the minutes a day that each use can have."""
    steps: list[Steps] = []
    bounds: list[tuple[int, int, int, int]] = []  # limit; places of first room, after, percents
    for use in uses:
        place = len(steps)
        steps += [board.left[room] for room in use.rooms]
        after = len(steps)
        if use.share >= 0 and use.bounded:
            steps.append(board.capacity.percents[use.share])
        bounds.append((use.limit, place, after, after if len(steps) > after else -1))
    for first, end, values in runs(steps, day, board.ends):
        yield first, end, _within(bounds, values)


def _within(bounds: list[tuple[int, int, int, int]], values: Sequence[int]) -> list[int]:
    """Minutes that each use can have, by the figures of the steps."""
    found = []
    for limit, place, after, percents in bounds:
        minutes = limit if percents < 0 else limit * values[percents] // 100
        for value in values[place:after]:
            if value < minutes:
                minutes = value
        found.append(minutes)
    return found


def _add_all(taken: Taken, first: int, after: int, gives: Sequence[int]) -> None:
    for pieces, minutes in zip(taken, gives, strict=True):
        if minutes:
            add(pieces, first, after, minutes)


def share_out(gives: Sequence[int], possible: int, need: int) -> list[int]:
    """Divide a need over what each could give, in proportion; what rounding leaves goes to the first with room."""
    parts = [minutes * need // possible for minutes in gives]
    rest = need - sum(parts)
    position = 0
    while rest:
        more = min(rest, gives[position] - parts[position])
        parts[position] += more
        rest -= more
        position += 1
    return parts
