"""Figures by working day as steps: what people have changes on few days, so that few numbers say it for ever."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

FOREVER = 1 << 40  # a day that never comes


@dataclass(slots=True)
class Steps:
    """``has[i]`` on each day from ``at[i]`` to before the next one, for ever after the last; 0 before the first."""

    at: list[int] = field(default_factory=lambda: [0])
    has: list[int] = field(default_factory=lambda: [0])

    @classmethod
    def of(cls, steps: Iterable[tuple[int, int]]) -> "Steps":
        """From days in order with the figure from each on; the first of them is day 0."""
        at: list[int] = []
        has: list[int] = []
        for day, figure in steps:
            if not has or has[-1] != figure:
                at.append(day)
                has.append(figure)
        return cls(at, has)

    def on(self, day: int) -> int:
        """The figure on a day."""
        place = bisect_right(self.at, day) - 1
        return self.has[place] if place >= 0 else 0

    def stays(self, day: int) -> tuple[int, int]:
        """The figure on a day, and the day on which another one begins; FOREVER where none does."""
        place = bisect_right(self.at, day)
        return self.has[place - 1] if place else 0, self.at[place] if place < len(self.at) else FOREVER

    def copy(self) -> "Steps":
        """The same, to take from."""
        return Steps(self.at[:], self.has[:])

    def take(self, pieces: Sequence[tuple[int, int, int]]) -> None:
        """Less by the minutes of each piece, from its first day to before another; all of them are there.

        The pieces are in order and taken at once: the steps between the first and the last are written anew.
        """
        at, has = self.at, self.has
        count = len(at)
        place = begin = bisect_right(at, pieces[0][0]) - 1
        days, left = at[begin : begin + 1], has[begin : begin + 1]
        for first, after, minutes in pieces:
            place += 1
            while place < count and at[place] <= first:  # steps that lie between two pieces stay
                days.append(at[place])
                left.append(has[place])
                place += 1
            figure = has[place - 1]
            if days[-1] == first:
                left[-1] = figure - minutes
            else:
                days.append(first)
                left.append(figure - minutes)
            while place < count and at[place] < after:
                figure = has[place]
                days.append(at[place])
                left.append(figure - minutes)
                place += 1
            if place == count or at[place] > after:
                days.append(after)
                left.append(figure)
            place -= 1
        at[begin : place + 1] = days
        has[begin : place + 1] = left
        if 0 in left:
            self._join(begin, begin + len(days))

    def pieces(self, first: int, after: int) -> list[tuple[int, int, int]]:
        """What there is from a day to before another: first day, the day after the last, minutes."""
        at, has = self.at, self.has
        count = len(at)
        found: list[tuple[int, int, int]] = []
        if first >= after:
            return found
        place = max(bisect_right(at, first) - 1, 0)
        while place < count and at[place] < after:
            begin = at[place]
            end = at[place + 1] if place + 1 < count else after
            if has[place] and end > first:
                found.append((begin if begin > first else first, end if end < after else after, has[place]))
            place += 1
        return found

    def use_up(self, first: int, kept: int, last: int, minutes: int) -> None:
        """Nothing left from a first day to before a last one, but what is kept on the first; on the last less."""
        at = self.at
        begin = bisect_right(at, first) - 1
        if begin < 0:
            begin, first = 0, at[0]
        self.use_up_steps(begin, first, kept, bisect_right(at, last) - 1, last, minutes)

    def use_up_steps(self, begin: int, first: int, kept: int, end: int, last: int, minutes: int) -> None:
        """As ``use_up``, where it is known that the first day is in step ``begin`` and the last in step ``end``."""
        at, has = self.at, self.has
        days: list[int] = []
        left: list[int] = []
        if at[begin] < first:
            days, left = [at[begin]], [has[begin]]
        if kept:
            days.append(first)
            left.append(kept)
            first += 1
        rest, after = has[end] - minutes, end + 1
        # What is used up is one step, with what is so before and after it; in front it needs none.
        if (first < last or not rest) and (left[-1] if left else begin and has[begin - 1]):
            days.append(first)
            left.append(0)
        if rest:
            days.append(last)
            left.append(rest)
        if after == len(at) or at[after] > last + 1:
            if minutes:
                days.append(last + 1)
                left.append(has[end])
        elif not rest and not has[after]:
            after += 1
        at[begin:after] = days
        has[begin:after] = left
        if not at:
            at.append(0)
            has.append(0)

    def _join(self, first: int, after: int) -> None:
        """One step where several in a row are used up, so that nobody looks through all; none in front."""
        at, has = self.at, self.has
        for place in range(min(after, len(at) - 1), max(first, 1) - 1, -1):
            if not has[place] and not has[place - 1]:
                del at[place], has[place]
        if not has[0] and len(at) > 1:
            del at[0], has[0]

    def less_until(self, figure: int, first: int, after: int) -> int:
        """The day after the last from one to before another with less than a figure; the first where all have it.

        FOREVER where it never comes to that.
        """
        at, has = self.at, self.has
        start = bisect_right(at, first) - 1
        for place in range(bisect_left(at, after, max(start, 0)) - 1, start - 1, -1):
            if place < 0 or has[place] < figure:
                return at[place + 1] if place + 1 < len(at) else FOREVER
        return first

    def turned(self, size: int, tail: int) -> "Steps":
        """With time running backward from the end of so many days, and another figure before the first of them."""
        days = [(size - day, figure) for day, figure in zip(self.at[1:], self.has, strict=False) if day < size]
        last = self.on(size - 1)
        return Steps.of([(0, last), *reversed(days), (size, tail)])


Run = tuple[int, int, Sequence[int]]  # the first day, the day after the last, the figure of each


def runs(steps: Sequence[Steps], day: int, ends: int) -> Iterator[Run]:
    """From a day to before another, the runs of days on which no figure changes."""
    return _runs_of_two(steps[0], steps[1], day, ends) if len(steps) == 2 else _runs_of_all(steps, day, ends)


def _runs_of_all(steps: Sequence[Steps], day: int, ends: int) -> Iterator[Run]:
    places = [bisect_right(one.at, day) for one in steps]
    values = [one.has[place - 1] if place else 0 for one, place in zip(steps, places, strict=True)]
    changes = [one.at[place] if place < len(one.at) else FOREVER for one, place in zip(steps, places, strict=True)]
    while day < ends:
        after = min(changes, default=ends)
        if after > ends:
            after = ends
        yield day, after, values
        day = after
        for number, change in enumerate(changes):
            if change == day:
                one, place = steps[number], places[number]
                values[number] = one.has[place]
                places[number] = place = place + 1
                changes[number] = one.at[place] if place < len(one.at) else FOREVER


def _runs_of_two(one: Steps, other: Steps, day: int, ends: int) -> Iterator[Run]:
    """For the most usual number of several."""
    at, has, others_at, others_has = one.at, one.has, other.at, other.has
    count, others_count = len(at), len(others_at)
    place, others_place = bisect_right(at, day), bisect_right(others_at, day)
    figure, others_figure = has[place - 1] if place else 0, others_has[others_place - 1] if others_place else 0
    change = at[place] if place < count else FOREVER
    others_change = others_at[others_place] if others_place < others_count else FOREVER
    while day < ends:
        after = change if change < others_change else others_change
        if after > ends:
            after = ends
        yield day, after, (figure, others_figure)
        if after == ends:
            return
        if change == after:
            figure = has[place]
            place += 1
            change = at[place] if place < count else FOREVER
        if others_change == after:
            others_figure = others_has[others_place]
            others_place += 1
            others_change = others_at[others_place] if others_place < others_count else FOREVER
        day = after
