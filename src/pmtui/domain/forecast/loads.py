"""Loads by resource, work item and day: what is scheduled, and what would be needed with nothing in the way."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

from pmtui.domain.forecast.critical import earliest, spans
from pmtui.domain.forecast.plan import EFFORT, FIXED, NEVER, NOBODY, PARTS, Plan
from pmtui.domain.forecast.result import Work
from pmtui.domain.forecast.schedule import Schedule


def work(plan: Plan, schedule: Schedule) -> tuple[Work, ...]:
    """The minutes that each resource gives to each work item, as scheduled."""
    ordinals = _Ordinals(plan)
    found: list[Work] = []
    for node, uses in enumerate(plan.uses):
        for use, pieces in zip(uses, schedule.taken[node], strict=False):
            if pieces:
                minutes_by_day = {
                    ordinals[day]: minutes for first, after, minutes in pieces for day in range(first, after)
                }
                found.append(Work(use.resource, plan.items[node], minutes_by_day))
    return tuple(found)


def needed(plan: Plan) -> tuple[Work, ...]:
    """The minutes that work asks of each resource at its earliest dates by links and dates alone.

    Neither other work, absences nor shares count here: it is what would have to be there.
    """
    lengths = spans(plan)
    starts = earliest(plan, lengths)
    ordinals = _Ordinals(plan)
    found: list[Work] = []
    for node, uses in enumerate(plan.uses):
        if not uses or starts[node] >= NEVER or starts[node] + lengths[node] >= plan.limit:
            continue
        first, part = divmod(starts[node], PARTS)
        for use in uses:
            if use.resource == NOBODY:
                continue
            if plan.kind[node] == FIXED:
                minutes_by_day = {ordinals[first + day]: use.limit for day in range(plan.work[node])}
            elif plan.kind[node] == EFFORT:
                total = sum(one.limit for one in uses)
                minutes_by_day = {}
                rest, day = plan.work[node] * use.limit // total, first
                today = use.limit * (PARTS - part) // PARTS
                while rest > 0:
                    minutes = min(rest, today)
                    if minutes:
                        minutes_by_day[ordinals[day]] = minutes
                    rest -= minutes
                    day, today = day + 1, use.limit
            else:
                continue
            found.append(Work(use.resource, plan.items[node], minutes_by_day))
    return tuple(found)


class Loads(Sequence[Work]):
    """Rows of loads, found when something first reads them: most forecasts are only asked for dates."""

    def __init__(self, find: Callable[[], tuple[Work, ...]]) -> None:
        self._find = find

    @cached_property
    def _rows(self) -> tuple[Work, ...]:
        return self._find()

    @overload
    def __getitem__(self, index: int) -> Work: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Work, ...]: ...

    def __getitem__(self, index: int | slice) -> Work | tuple[Work, ...]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Work]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self._rows))


class _Ordinals(dict[int, int]):
    """The ordinals of the plan's working days, found once each."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def __missing__(self, day: int) -> int:
        ordinal = self[day] = self._plan.calendar.ordinal(self._plan.base + day)
        return ordinal
