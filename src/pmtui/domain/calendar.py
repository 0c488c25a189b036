"""Working days: Monday to Friday less holidays, counted so that any distance is one subtraction."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

WEEK = 7
WORKING_WEEK = 5


def _weekdays_before(ordinal: int) -> int:
    weeks, weekday = divmod(ordinal - 1, WEEK)  # ordinal 1 is a Monday
    return weeks * WORKING_WEEK + min(weekday, WORKING_WEEK)


class Calendar:
    """Numbers the working days, so that adding days and counting them takes no loop.

    ``number`` of a day is how many working days lie before it; it rises by one with each working day.
    """

    def __init__(self, holidays: Iterable[date] = ()) -> None:
        weekdays = {one.toordinal() for one in holidays if one.weekday() < WORKING_WEEK}
        self._holidays = sorted(weekdays)
        # The number of the working day that follows each holiday: where numbers must skip it.
        self._skips = [_weekdays_before(day) - index for index, day in enumerate(self._holidays)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self._holidays == other._holidays

    def __hash__(self) -> int:
        return hash(tuple(self._holidays))

    def number(self, ordinal: int) -> int:
        """How many working days lie before a day, given and counted as ``date.toordinal`` does."""
        return _weekdays_before(ordinal) - bisect_left(self._holidays, ordinal)

    def ordinal(self, number: int) -> int:
        """The ordinal of the working day of that number: the inverse of ``number`` on working days."""
        weeks, weekday = divmod(number + bisect_right(self._skips, number), WORKING_WEEK)
        return weeks * WEEK + weekday + 1

    def is_working(self, day: date) -> bool:
        """Whether work is done on that day."""
        return self.number(day.toordinal() + 1) > self.number(day.toordinal())

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return date.fromordinal(self.ordinal(self.number(day.toordinal())))

    def on_or_before(self, day: date) -> date:
        """The day itself where it is a working day, else the one before."""
        return date.fromordinal(self.ordinal(self.number(day.toordinal() + 1) - 1))

    def add(self, day: date, days: int) -> date:
        """The working day that many working days after a day (before it, where negative).

        From a day off, the count starts at the working day next to it in the direction of the count.
        """
        ordinal = day.toordinal()
        number = self.number(ordinal) if days <= 0 else self.number(ordinal + 1) - 1
        if days == 0:
            return date.fromordinal(self.ordinal(number))
        return date.fromordinal(self.ordinal(number + days))

    def between(self, first: date, last: date) -> int:
        """Working days from one day to another: 0 on the same day, negative where the last comes first.

        A day off counts as the working day before it, so that a finish on Friday meets a target on Sunday.
        """
        return self.number(last.toordinal() + 1) - self.number(first.toordinal() + 1)
