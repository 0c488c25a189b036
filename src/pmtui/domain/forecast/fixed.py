"""Fixed durations over days: all units on each of the days, paused by the absences of their own resources."""

from pmtui.domain.forecast.board import Board, Taken, add
from pmtui.domain.forecast.plan import Use
from pmtui.domain.forecast.steps import Steps, runs


def find_days(board: Board, uses: tuple[Use, ...], day: int, count: int) -> tuple[int, int, Taken] | None:
    """The first days from a day on on which all units are there; None where there are none, ever.

    That is the first of them, the day after the last, and what to take.
    """
    away = board.capacity.away
    if all(use.share < 0 and use.row not in away for use in uses):
        return _find_window(board, uses, day, count)
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


def _find_window(board: Board, uses: tuple[Use, ...], day: int, count: int) -> tuple[int, int, Taken] | None:
    """As ``find_days`` where nothing pauses: jumps behind the last days of a window that have too little."""
    rooms = [(board.left[use.row], use.limit) for use in uses]
    checked = 0  # rooms in a row that have enough
    while checked < len(rooms) and day + count <= board.ends:
        room, limit = rooms[0]
        after = room.less_until(limit, day, day + count)
        checked = checked + 1 if after == day else 0
        day = after
        rooms.append(rooms.pop(0))
    if day + count > board.ends:
        return None
    return day, day + count, [[(day, day + count, use.limit)] for use in uses]


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

    def met(self, values: list[int]) -> list[int] | None:
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
