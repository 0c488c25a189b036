"""The heat map of loads: which figure stands in a cell, and the signs that say without color what is too much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rich.text import Text

from pmtui.domain.days import MONTHS
from pmtui.domain.entities import Absence, Allocation, Project, Resource
from pmtui.domain.load import WEEK, Load, Loads, monday_of
from pmtui.domain.periods import Period, Scale
from pmtui.ui.theme import DIM
from pmtui.ui.view import View

CELL = 6  # cells of a period: a mark or a bracket, three digits, a sign, a bracket
DIGITS = 3
OVER, AWAY, CHOSEN, NOW = "▲", "a", "▾", "•"
OFF = "off"  # a period in which there is nothing to give
WEEKS_LEAST, WEEKS_MOST = 26, 520  # how far ahead the map goes whatever the program says
WEEKS_BACK = 8  # behind today, to see how it came


@dataclass(frozen=True, slots=True)
class Shades:
    """The styles of cells: by the percent up to which each goes, and of what is too much, which is the only red."""

    steps: tuple[tuple[int, str], ...]
    over: str


SHADES = Shades(
    ((50, "white on #17324d"), (85, "white on #1f5673"), (100, "white on #2a7f9e")), "bold white on #9e2a2b"
)
# Of the terminal's own palette no more is known than that white can be read on red.
OWN_SHADES = Shades(((50, ""), (85, "bold"), (100, "reverse")), "bold white on red")


class Measure(StrEnum):
    """Which of the three loads is shown, or what is left."""

    PROMISED = "promised"
    SCHEDULED = "scheduled"
    NEEDED = "needed"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Heat:
    """How the map is read: which load, in hours or as percent of what there is, by days, weeks or months."""

    measure: Measure = Measure.PROMISED
    hours: bool = False
    scale: Scale = Scale.WEEK

    @property
    def heading(self) -> str:
        """What the figures are, for the heading of the rows."""
        return f"{self.measure.value.capitalize()} {'hours' if self.hours else '%'}"

    def minutes(self, load: Load) -> int:
        """The load that is shown, in minutes."""
        match self.measure:
            case Measure.PROMISED:
                return load.promised
            case Measure.SCHEDULED:
                return load.scheduled
            case Measure.NEEDED:
                return load.needed
            case Measure.FREE:
                return load.free

    def too_much(self, load: Load) -> bool:
        """More than there is: on any day of the period for promises, else in all of it."""
        return load.overload > 0 if self.measure is Measure.PROMISED else self.minutes(load) > load.has


def window(view: View) -> tuple[date, int]:
    """The first day and the number of weeks of the map: some weeks back, and on to the program's end."""
    first = monday_of(view.today) - timedelta(weeks=WEEKS_BACK)
    projects = view.workspace.all(Project).values()
    days = [view.today, *(one.target_finish for one in projects if one.target_finish is not None)]
    days += [one.finish for one in view.forecast.projects.values() if one.finish is not None]
    days += [one.finish for one in view.workspace.all(Allocation).values() if one.finish is not None]
    weeks = (max(days) - first).days // WEEK + 1
    return first, min(max(weeks, WEEKS_BACK + WEEKS_LEAST), WEEKS_MOST)


def percent(minutes: int, has: int) -> int:
    """Minutes of what there is, in whole percent: never 0 where there is some, never 100 where there is more."""
    found = (200 * minutes + has) // (2 * has)
    if minutes > has:
        return max(found, 101)
    return max(found, 1) if minutes else 0


def figure(load: Load, heat: Heat) -> str:
    """The figure of a cell in at most three characters: ``80``, ``120``, ``12x`` for 1,200 %, ``9k`` hours."""
    minutes = heat.minutes(load)
    if not load.has:
        return OFF if not minutes or not heat.hours else _short((minutes + 30) // 60, "k", 1000)
    if not minutes:
        return "·"
    if heat.hours:
        return _short(max((minutes + 30) // 60, 1), "k", 1000)
    return _short(percent(minutes, load.has), "x", 100)


def _short(number: int, unit: str, size: int) -> str:
    if number < 10**DIGITS:
        return str(number)
    return f"{number // size}{unit}" if number // size < 10 ** (DIGITS - 1) else f"{10 ** (DIGITS - 1) - 1}{unit}"


def shade(load: Load, heat: Heat, shades: Shades) -> str:
    """The style of a cell."""
    if heat.too_much(load):
        return shades.over
    minutes = heat.minutes(load)
    if not minutes or not load.has:
        return DIM
    share = percent(minutes, load.has)
    return next(style for most, style in shades.steps if share <= most)


def away_in(view: View, resource: Resource, columns: Sequence[Period]) -> frozenset[date]:
    """The first days of the periods in which the resource has an absence."""
    absences = [
        (one.start, one.finish)
        for one in view.workspace.where(Absence, "resource_id", resource.id)
        if one.start is not None and one.finish is not None
    ]
    return frozenset(
        one.first for one in columns if any(start <= one.last and finish >= one.first for start, finish in absences)
    )


def heat_line(
    view: View,
    loads: Loads,
    resource: Resource,
    columns: Sequence[Period],
    heat: Heat,
    chosen: date | None,
    shades: Shades,
) -> Text:
    """The cells of a resource in those periods, the one that begins on the chosen day in brackets."""
    absent = away_in(view, resource, columns)
    line = Text(end="", no_wrap=True)
    for one in columns:
        load = loads.between(resource.id, one.first, one.last)
        away = load.has > 0 and one.first in absent  # a period without anything says so by its figure
        sign = OVER if heat.too_much(load) else AWAY if away else " "
        left, right = ("[", "]") if one.first == chosen else (" ", " ")
        line.append(left)
        line.append(f"{figure(load, heat):>{DIGITS}}{sign}", shade(load, heat, shades))
        line.append(right)
    return line


def heading(columns: Sequence[Period], today: date, chosen: date) -> Text:
    """The days over the cells: with the month where one begins, a mark on the chosen one and on that of today."""
    line = Text(end="", no_wrap=True)
    for at, one in enumerate(columns):
        mark = CHOSEN if one.first == chosen else NOW if one.holds(today) else " "
        line.append(_month_head(one, mark, at) if one.scale is Scale.MONTH else _day_head(one, mark, at))
    return line


def _day_head(period: Period, mark: str, at: int) -> str:
    """The number of the day; with its month at the first column, and where a week begins that has a new month."""
    day = period.first
    starts = WEEK if period.scale is Scale.WEEK else WEEK if day.weekday() == 0 else 0
    if at and day.day > starts:
        return f"{mark.strip() + str(day.day):>{DIGITS + 1}}  "
    between = "" if day.day > 9 else " "
    return f"{mark}{day.day}{between}{MONTHS[day.month - 1]}".ljust(CELL)


def _month_head(period: Period, mark: str, at: int) -> str:
    year = f"{period.first.year % 100:02}" if period.first.month == 1 or not at else ""
    return f"{mark}{MONTHS[period.first.month - 1]}{year}".ljust(CELL)
