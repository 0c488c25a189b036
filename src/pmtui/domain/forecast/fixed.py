"""Fixed durations over days: all units on each of the days, paused by the absences of their own resources."""

from collections.abc import Sequence

from pmtui.domain.forecast.board import Board, Taken, add
from pmtui.domain.forecast.plan import Capacity, Use
from pmtui.domain.forecast.steps import FOREVER, Steps, runs

Found = tuple[int, int, Taken]  # the first day, the day after the last, and what to take


def find_days(board: Board, uses: tuple[Use, ...], day: int, count: int) -> Found | None:
    """The first days from a day on on which all units are there; None where there are none, ever.

    That is the first of them, the day after the last, and what to take.
    """
    until, asked = _steady(board.capacity, uses, day)
    found = _find_window(board, uses, asked, day, min(until, board.ends), count)
    return found if found or until >= board.ends else _find_among_pauses(board, uses, day, count)


def _steady(capacity: Capacity, uses: tuple[Use, ...], day: int) -> tuple[int, list[int]]:
    """Until when nothing pauses from a day on and no share changes, and the minutes asked of each so far."""
    until, asked = FOREVER, []
    for use in uses:
        limit = use.limit
        if use.share >= 0:
            percent, change = capacity.percents[use.share].stays(day)
            limit = limit * percent // 100
            until = min(until, change)
        if use.row in capacity.away:
            absent, change = capacity.away[use.row].stays(day)
            until = min(until, day if absent else change)
        if not limit:
            until = day
        asked.append(limit)
    return until, asked


def _find_among_pauses(board: Board, uses: tuple[Use, ...], day: int, count: int) -> Found | None:
    """As ``find_days``, whatever happens meanwhile: run by run of days that are alike."""
    demands = _Demands(board, uses)
    taken: Taken = [[] for _ in uses]
    begin, left = -1, count
    for first, after, values in runs(demands.steps, day, board.ends):
        asked = demands.met(values)
        if asked is None:
            continue
        if not asked:
            if begin >= 0:
                taken, begin, left = [[] for _ in uses], -1, count
            continue
        if begin < 0:
            begin = first
        after = min(after, first + left)
        for pieces, minutes in zip(taken, asked, strict=True):
            add(pieces, first, after, minutes)
        left -= after - first
        if not left:
            return begin, after, taken
    return None


def _find_window(
    board: Board, uses: tuple[Use, ...], asked: list[int], day: int, ends: int, count: int
) -> Found | None:
    """As ``find_days`` before a day until which nothing pauses: jumps behind the last days that have too little."""
    rooms = [(board.left[room], minutes) for use, minutes in zip(uses, asked, strict=True) for room in use.rooms]
    checked = 0  # rooms in a row that have enough
    while checked < len(rooms) and day + count <= ends:
        room, minutes = rooms[checked]
        after = room.less_until(minutes, day, day + count)
        if after == day:
            checked += 1
        else:
            day, checked = after, 0
    if day + count > ends:
        return None
    return day, day + count, [[(day, day + count, minutes)] for minutes in asked]


class _Demands:
    """The rows that bear on a fixed duration, and what it asks of each of its resources."""

    def __init__(self, board: Board, uses: tuple[Use, ...]) -> None:
        self.steps: list[Steps] = []
        self._away: list[int] = []  # places of the absences
        self._uses: list[tuple[int, int, int, int]] = []  # limit; places of first room, of percents, of the next
        capacity = board.capacity
        for use in uses:
            place = len(self.steps)
            self.steps += [board.left[room] for room in use.rooms]
            percents = len(self.steps)
            if use.share >= 0:
                self.steps.append(capacity.percents[use.share])
            self._uses.append((use.limit, place, percents, len(self.steps)))
            if use.row in capacity.away:
                self._away.append(len(self.steps))
                self.steps.append(capacity.away[use.row])

    def met(self, values: Sequence[int]) -> list[int] | None:
        """The minutes asked of each: its units, of that day's share; none where one lacks them, None in an absence.

        What a share rounds to nothing is not there.
        """
        for place in self._away:
            if values[place]:
                return None
        asked = []
        for limit, place, percents, after in self._uses:
            demand = limit if percents == after else limit * values[percents] // 100
            if not demand:
                return []
            for value in values[place:percents]:
                if value < demand:
                    return []
            asked.append(demand)
        return asked
