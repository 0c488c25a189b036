"""Fixed durations over days: all units on each of the days, paused by the absences of their own resources."""

from collections.abc import Sequence

from pmtui.domain.forecast.board import Board
from pmtui.domain.forecast.plan import Capacity, Use


def find_days(board: Board, uses: tuple[Use, ...], day: int, count: int) -> Sequence[int]:
    """The first days from a day on on which all units are there; () where there are none, ever."""
    if not uses:
        return range(day, day + count) if day + count <= board.ends else ()
    day = max([day, *[board.used_up(use[0], use[1]) for use in uses]])
    away = [gone for gone in [board.capacity.away[use[0]] for use in uses] if gone]
    if not away and all(use[1] < 0 for use in uses):
        return _find_window(board, uses, day, count)
    demands = _Demands(board, uses)
    if all(gone.isdisjoint(range(day, day + count)) for gone in away) and demands.met_throughout(day, day + count):
        return range(day, day + count)
    days: list[int] = []
    while len(days) < count:
        if day >= board.size and not (demands.last() and board.lasts(uses, day)):
            return ()
        for gone in away:
            if day in gone:
                break
        else:
            if demands.met(day):
                days.append(day)
            else:
                days = []
        day += 1
    return days


def given(capacity: Capacity, use: Use, days: Sequence[int]) -> list[int]:
    """The minutes that a use gives on each of the days of a fixed duration: its units, of that day's share."""
    _, share, limit, _ = use
    if share < 0:
        return [limit] * len(days)
    percents, tail = capacity.percents[share], capacity.percent_tails[share]
    return [limit * (percents[day] if day < len(percents) else tail) // 100 for day in days]


def take_days(board: Board, uses: tuple[Use, ...], days: Sequence[int]) -> None:
    """Take all units on the days."""
    first, after = days[0], days[-1] + 1
    for use in uses:
        row, share, limit, _ = use
        left = board.left[row]
        if share < 0:
            if after - first == len(days):
                left[first:after] = [minutes - limit for minutes in left[first:after]]
            else:
                for day in days:
                    left[day] -= limit
            continue
        shares = board.shares[share]
        for day, minutes in zip(days, given(board.capacity, use, days), strict=True):
            left[day] -= minutes
            shares[day] -= minutes


class _Demands:
    """What a fixed duration asks of each of its resources on a day."""

    def __init__(self, board: Board, uses: tuple[Use, ...]) -> None:
        self._board = board
        self._uses = uses

    def met(self, day: int) -> bool:
        """Whether every resource has all its units on a day; what a share rounds to nothing is not there."""
        board = self._board
        for row, share, limit, _ in self._uses:
            if share >= 0:
                limit = limit * board.percents[share][day] // 100
                if not limit or board.shares[share][day] < limit:
                    return False
            if board.left[row][day] < limit:
                return False
        return True

    def met_throughout(self, first: int, after: int) -> bool:
        """Whether every resource has all its units on a run of days over which no share changes."""
        board = self._board
        if after > board.size:
            return False
        for row, share, limit, _ in self._uses:
            if share >= 0:
                percents = board.percents[share][first:after]
                limit = limit * percents[0] // 100
                if percents.count(percents[0]) < after - first or min(board.shares[share][first:after]) < limit:
                    return False
            if not limit or min(board.left[row][first:after]) < limit:
                return False
        return True

    def last(self) -> bool:
        """Whether all units are there after the last change."""
        board = self._board
        for use in self._uses:
            demand = use.limit
            if use.share >= 0:
                demand = demand * board.capacity.percent_tails[use.share] // 100
            if not demand or board.gives_on(use) < demand:
                return False
        return True


def _find_window(board: Board, uses: tuple[Use, ...], day: int, count: int) -> Sequence[int]:
    """As ``find_days`` where nothing pauses: jumps behind the last day of a window that has too little."""
    rows = [(board.left[row], limit) for row, _, limit, _ in uses]
    while True:
        after = day + count
        if after > board.size:
            if after > board.ends or not _Demands(board, uses).last():
                return ()
            board.lasts(uses, after - 1)
        for left, limit in rows:
            window = left[day:after]
            if min(window) < limit:
                position = count - 1
                while window[position] >= limit:
                    position -= 1
                day += position + 1
                break
        else:
            return range(day, after)
