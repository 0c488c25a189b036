"""Days, weeks and months as the columns of a map of loads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pmtui.domain.days import MONTHS, show_day, show_weekday

_WEEK = 7
_DAYS_OFF = (5, 6)  # Saturday and Sunday, on which there is nothing to show


class Scale(StrEnum):
    """How much time a column stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A column's days, both included."""

    scale: Scale
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last

    @property
    def days(self) -> Iterator[date]:
        """Each day."""
        return (self.first + timedelta(one) for one in range((self.last - self.first).days + 1))

    def named(self, today: date) -> str:
        """As a heading says it: ``Week of 08 Feb``, ``Mon 2027-02-08``, ``February 2027`` in short."""
        if self.scale is Scale.DAY:
            return show_weekday(self.first)
        if self.scale is Scale.WEEK:
            return f"Week of {show_day(self.first, today)}"
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"

    @property
    def within(self) -> str:
        """As a sentence says it: ``in the week of 2027-02-08``."""
        if self.scale is Scale.DAY:
            return f"on {self.first.isoformat()}"
        if self.scale is Scale.WEEK:
            return f"in the week of {self.first.isoformat()}"
        return f"in {MONTHS[self.first.month - 1]} {self.first.year}"


def period_of(scale: Scale, day: date) -> Period:
    """The period that a day lies in; a day off belongs to the working day before it."""
    if scale is Scale.WEEK:
        monday = day - timedelta(day.weekday())
        return Period(scale, monday, monday + timedelta(_WEEK - 1))
    if scale is Scale.MONTH:
        first = day.replace(day=1)
        return Period(scale, first, (first + timedelta(31)).replace(day=1) - timedelta(1))
    day -= timedelta(max(0, day.weekday() - 4))
    return Period(scale, day, day)


def periods(scale: Scale, first: date, last: date) -> tuple[Period, ...]:
    """The periods from one day to another, in order; as days only those from Monday to Friday."""
    if scale is Scale.DAY:
        days = (first + timedelta(one) for one in range((last - first).days + 1))
        return tuple(Period(scale, day, day) for day in days if day.weekday() not in _DAYS_OFF)
    found = [period_of(scale, first)]
    while found[-1].last < last:
        found.append(period_of(scale, found[-1].last + timedelta(1)))
    return tuple(found)
