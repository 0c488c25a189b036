"""The heat map of loads: which figure stands in a cell, and the signs that say without color what is too much."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rich.text import Text

from pmtui.domain.days import MONTHS
from pmtui.domain.entities import Absence, Allocation, Project, Resource
from pmtui.domain.load import WEEK, Load, Loads, monday_of
from pmtui.ui.theme import DIM
from pmtui.ui.view import View

CELL = 6  # cells of a week: a mark or a bracket, three digits, a sign, a bracket
DIGITS = 3
OVER, AWAY, CHOSEN, NOW = "▲", "a", "▾", "•"
OFF = "off"  # a week in which there is nothing to give
WEEKS_LEAST, WEEKS_MOST = 26, 520  # how far ahead the map goes whatever the program says
WEEKS_BACK = 8  # behind today, to see how it came
# Shades from little to full; what is too much has its sign and is the only red.
SHADES = ((50, "white on #17324d"), (85, "white on #1f5673"), (100, "white on #2a7f9e"))
RED = "bold white on #9e2a2b"


class Measure(StrEnum):
    """Which of the three loads is shown."""

    PROMISED = "promised"
    SCHEDULED = "scheduled"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Heat:
    """How the map is read: which load, in hours or as percent of what there is, of all or of the overloaded."""

    measure: Measure = Measure.PROMISED
    hours: bool = False
    overloaded: bool = False

    @property
    def heading(self) -> str:
        """What the figures are, for the heading of the rows."""
        figures = f"{self.measure.value.capitalize()} {'hours' if self.hours else '%'}"
        return f"{figures} {OVER}" if self.overloaded else figures

    def minutes(self, load: Load) -> int:
        """The load that is shown, in minutes."""
        match self.measure:
            case Measure.PROMISED:
                return load.promised
            case Measure.SCHEDULED:
                return load.scheduled
            case Measure.NEEDED:
                return load.needed

    def too_much(self, load: Load) -> bool:
        """More than there is: on any day of the week for promises, else in the whole week."""
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


def shade(load: Load, heat: Heat) -> str:
    """The style of a cell."""
    if heat.too_much(load):
        return RED
    minutes = heat.minutes(load)
    if not minutes or not load.has:
        return DIM
    share = percent(minutes, load.has)
    return next(style for most, style in SHADES if share <= most)


def weeks_away(view: View, resource: Resource, weeks: tuple[date, ...]) -> frozenset[date]:
    """The Mondays of the weeks in which the resource has an absence."""
    found = set()
    for absence in view.workspace.where(Absence, "resource_id", resource.id):
        if absence.start is None or absence.finish is None:
            continue
        for week in weeks:
            if absence.start < week + timedelta(WEEK) and absence.finish >= week:
                found.add(week)
    return frozenset(found)


def heat_line(view: View, loads: Loads, resource: Resource, weeks: range, heat: Heat, chosen: int | None) -> Text:
    """The cells of a resource in those weeks (their places in the loads), the chosen one in brackets."""
    by_week = loads.by_week(resource.id)
    absent = weeks_away(view, resource, loads.weeks[weeks.start : weeks.stop])
    line = Text(end="", no_wrap=True)
    for at in weeks:
        load = by_week[at]
        away = load.has > 0 and loads.weeks[at] in absent  # a week without anything says so by its figure
        sign = OVER if heat.too_much(load) else AWAY if away else " "
        left, right = ("[", "]") if at == chosen else (" ", " ")
        line.append(left)
        line.append(f"{figure(load, heat):>{DIGITS}}{sign}", shade(load, heat))
        line.append(right)
    return line


def heading(loads: Loads, weeks: range, today: date, chosen: int) -> Text:
    """The Mondays over the cells: with the month where one begins, a mark on the chosen week and on this one."""
    line = Text(end="", no_wrap=True)
    this = monday_of(today)
    for at in weeks:
        monday = loads.weeks[at]
        month = at == weeks.start or monday.day <= WEEK
        mark = CHOSEN if at == chosen else NOW if monday == this else " "
        if not month:
            line.append(f"{mark.strip() + str(monday.day):>{DIGITS + 1}}  ")
            continue
        between = "" if monday.day > 9 else " "
        line.append(f"{mark}{monday.day}{between}{MONTHS[monday.month - 1]}".ljust(CELL))
    return line
