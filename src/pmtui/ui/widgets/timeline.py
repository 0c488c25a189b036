"""Days drawn in cells: a scale with its heading, and bars, points and today's line on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from rich.text import Text

from pmtui.domain.days import MONTHS
from pmtui.ui.theme import BAD, DIM

OPEN, CRITICAL, DONE, BASELINE = "━", "═", "─", "┄"
MILESTONE, REACHED, TARGET, GIVES, WAITS = "◆", "◇", "▽", "»", "«"
TODAY_LINE = "│"
CROSSED = {OPEN: "┿", CRITICAL: "╪", DONE: "┼", BASELINE: "┼"}  # a bar where today's line crosses it
FEWEST = 8  # cells that a timeline needs to say anything


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of days, both ends included; the glyph says what it is, the style only underlines it."""

    start: date
    finish: date
    glyph: str = OPEN
    style: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One day with a sign on it."""

    day: date
    glyph: str = MILESTONE
    style: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from ``first`` to ``last``, both included, in ``cells`` cells."""

    first: date
    last: date
    cells: int

    DAY_STEPS: ClassVar[tuple[int, ...]] = (1, 7, 14)
    MONTH_STEPS: ClassVar[tuple[int, ...]] = (1, 3, 6, 12, 24, 60, 120)

    def at(self, day: date) -> int:
        """The cell of a day; negative or past the end where it is outside."""
        days = (self.last - self.first).days + 1
        return (day - self.first).days * self.cells // days

    def heading(self) -> Text:
        """The finest marks for which there is room: days, weeks, months, quarters or years, at their first cell."""
        for ticks in self._ticks():
            cells = [(self.at(day), label) for day, label in ticks]
            gaps = pairwise(cells)
            if all(after - cell > len(label) for (cell, label), (after, _) in gaps):
                return self._labelled(cells)
        return Text(" " * self.cells, end="")

    def draw(self, bars: Sequence[Bar], points: Sequence[Point] = (), today: date | None = None) -> Text:
        """One line: later bars over earlier ones, points over bars, today's line behind points and through bars."""
        glyphs = [" "] * self.cells
        styles = [""] * self.cells
        for bar in bars:
            for cell in range(max(self.at(bar.start), 0), min(self.at(bar.finish), self.cells - 1) + 1):
                glyphs[cell], styles[cell] = bar.glyph, bar.style
        if today is not None and 0 <= (cell := self.at(today)) < self.cells:
            blank = glyphs[cell] == " "
            glyphs[cell] = TODAY_LINE if blank else CROSSED.get(glyphs[cell], TODAY_LINE)
            styles[cell] = DIM if blank else styles[cell]
        for point in points:
            if 0 <= (cell := self.at(point.day)) < self.cells:
                glyphs[cell], styles[cell] = point.glyph, point.style
        return _joined(glyphs, styles)

    def _labelled(self, ticks: Sequence[tuple[int, str]]) -> Text:
        line = [" "] * self.cells
        for cell, label in ticks:
            if cell >= 0 and cell + len(label) <= self.cells:
                line[cell : cell + len(label)] = label
        return Text("".join(line), end="")

    def _ticks(self) -> Iterator[list[tuple[date, str]]]:
        if (self.last - self.first).days <= self.cells * 2:  # else too long for days, and too many to list
            for step in self.DAY_STEPS:
                yield list(self._days(step))
        for step in self.MONTH_STEPS:
            yield list(self._months(step))

    def _days(self, step: int) -> Iterator[tuple[date, str]]:
        day = self.first if step == 1 else self.first + timedelta(-self.first.weekday() % 7)
        while day <= self.last:
            yield day, f"{day.day}" if step == 1 and day.day > 1 else f"{day.day} {MONTHS[day.month - 1]}"
            day += timedelta(step)

    def _months(self, step: int) -> Iterator[tuple[date, str]]:
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        while number // 12 <= self.last.year:
            year, month = divmod(number, 12)
            day = date(year, month + 1, 1)
            number += step
            if self.first <= day <= self.last:
                yield day, str(year) if month == 0 else MONTHS[month]


def _joined(glyphs: Sequence[str], styles: Sequence[str]) -> Text:
    """One text with a span for each run of cells in the same style."""
    line = Text(end="", no_wrap=True)
    start = 0
    for cell in range(1, len(glyphs) + 1):
        if cell == len(glyphs) or styles[cell] != styles[start]:
            line.append("".join(glyphs[start:cell]), styles[start])
            start = cell
    return line


def span(days: Sequence[date | None], today: date, *, least: int = 60) -> tuple[date, date]:
    """The first and last day that a timeline shows for these days and today, at least ``least`` days on."""
    known = [one for one in days if one is not None]
    first = min([today, *known])
    last = max([today + timedelta(least), *known])
    return first, last


def bar_of(start: date, finish: date, today: date, *, critical: bool = False) -> tuple[Bar, ...]:
    """What is behind today thin, what is ahead thick, or double where it is critical."""
    ahead = Bar(max(start, today), finish, CRITICAL if critical else OPEN, BAD if critical else "")
    behind = Bar(start, min(finish, today), DONE, DIM)
    return tuple(one for one in (behind, ahead) if one.start <= one.finish)
