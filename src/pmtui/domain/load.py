"""The three loads of each resource by day and week, and what is promised beyond what it has; in minutes."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pmtui.domain.choices import ENDED, AllocationStatus
from pmtui.domain.entities import Absence, Allocation, Project, Resource
from pmtui.domain.forecast.result import Forecast, Work
from pmtui.domain.workspace import Workspace

WEEK = 7
OVERLOAD_WEEKS = 13  # a quarter: as far ahead as people are promised with any certainty
INT_END = 1 << 31  # what an array of "i" cannot hold any more


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes of one resource in a week or on a day.

    ``has`` is what it can give after absences, ``promised`` its committed shares of what it has on a day
    without absence, ``scheduled`` the forecast's, ``needed`` at resource-free earliest dates, ``overload``
    what is promised beyond what it has, ``free`` what is not promised of it (not scheduled, where it plans without
    shares), both summed by day so that a free day does not hide a full one.
    """

    has: int = 0
    promised: int = 0
    scheduled: int = 0
    needed: int = 0
    overload: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """The loads of one resource by day from the first day of the window."""

    has: "array[int]"
    promised: "array[int]"
    scheduled: "array[int]"
    needed: "array[int]"
    overload: "array[int]"
    free: "array[int]"

    def between(self, first: int, after: int) -> Load:
        return Load(
            sum(self.has[first:after]),
            sum(self.promised[first:after]),
            sum(self.scheduled[first:after]),
            sum(self.needed[first:after]),
            sum(self.overload[first:after]),
            sum(self.free[first:after]),
        )


@dataclass(frozen=True, slots=True)
class ItemLoad:
    """Minutes that a work item takes of one resource on some days, as scheduled and as needed."""

    item_id: int
    scheduled: int
    needed: int


def binds(workspace: Workspace, share: Allocation) -> bool:
    """Whether a share counts as promised: committed, in a project that has not ended."""
    committed = share.status is AllocationStatus.COMMITTED
    return committed and workspace.all(Project)[share.project_id].status not in ENDED


def most_promised(workspace: Workspace, share: Allocation, today: date) -> int:
    """The largest sum of a resource's shares, in percent, on any day of this share from today on, with itself."""
    first = max(share.start or date.min, today)
    others = [
        one
        for one in workspace.where(Allocation, "resource_id", share.resource_id)
        if one.id != share.id and binds(workspace, one) and (one.finish is None or one.finish >= first)
    ]
    last = share.finish or date.max
    starts = [first, *(one.start for one in others if one.start is not None and first < one.start <= last)]
    return share.percent + max(
        sum(
            one.percent
            for one in others
            if (one.start or date.min) <= day and (one.finish is None or day <= one.finish)
        )
        for day in starts
    )


def overload_ahead(workspace: Workspace, resource_id: int, first: date) -> int:
    """Minutes that a resource is promised beyond what it has, within ``OVERLOAD_WEEKS`` from a day on."""
    weeks = min(OVERLOAD_WEEKS + 1, (date.max - monday_of(first)).days // WEEK)
    last = first + timedelta(min(OVERLOAD_WEEKS * WEEK - 1, (date.max - first).days))
    return Loads(workspace, Forecast(first), first, weeks).overload_between(resource_id, first, last)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


class Loads:
    """Loads within a window of whole weeks; each resource's are made when first asked for, and kept.

    Days outside the window count as nothing.
    """

    def __init__(self, workspace: Workspace, forecast: Forecast, first: date, weeks: int) -> None:
        self.weeks = tuple(monday_of(first) + timedelta(weeks=week) for week in range(weeks))
        self._workspace = workspace
        self._forecast = forecast
        self._start = monday_of(first).toordinal()
        self._days = weeks * WEEK
        self._overloads: dict[int, array[int]] = {}
        self._rows: dict[int, _Row] = {}
        self._by_week: dict[int, tuple[Load, ...]] = {}

    def week(self, resource_id: int, day: date) -> Load:
        """A resource's load in the week of a day."""
        index = (day.toordinal() - self._start) // WEEK
        weeks = self.by_week(resource_id)
        return weeks[index] if 0 <= index < len(weeks) else Load()

    def by_week(self, resource_id: int) -> tuple[Load, ...]:
        """A resource's load in each week of the window."""
        found = self._by_week.get(resource_id)
        if found is None:
            row = self._row(resource_id)
            found = tuple(row.between(start, start + WEEK) for start in range(0, self._days, WEEK))
            self._by_week[resource_id] = found
        return found

    def between(self, resource_id: int, first: date, last: date) -> Load:
        """A resource's load from one day to another, both included."""
        start, after = self._span(first, last)
        return self._row(resource_id).between(start, after)

    def overload_between(self, resource_id: int, first: date, last: date) -> int:
        """A resource's overload alone on those days, for which the forecast is not asked."""
        return sum(self._overload(resource_id)[slice(*self._span(first, last))])

    def day(self, resource_id: int, day: date) -> Load:
        """A resource's load on one day."""
        return self.between(resource_id, day, day)

    def first_overload(self, resource_id: int, first: date) -> date | None:
        """The first day from that one on, within the window, on which a resource is promised beyond what it has."""
        start, after = self._span(first, None)
        overload = self._overload(resource_id)
        found = next((index for index in range(start, after) if overload[index]), None)
        return None if found is None else date.fromordinal(self._start + found)

    def shares_in(self, resource_id: int, first: date, last: date) -> tuple[tuple[Allocation, int], ...]:
        """The shares that promise something on those days, each with its minutes."""
        resource = self._workspace.all(Resource)[resource_id]
        start, after = self._span(first, last)
        found = []
        for share in self._shares.get(resource_id, ()):
            days = sum(self._working[index] and self._covers(share, index) for index in range(start, after))
            if days:
                found.append((share, days * (resource.units * resource.minutes_a_day * share.percent // 100)))
        return tuple(found)

    def items_in(self, resource_id: int, first: date, last: date) -> tuple[ItemLoad, ...]:
        """The work items that take something of the resource on those days, the most scheduled first."""
        scheduled, needed = (
            _by_item(by_resource.get(resource_id, ()), *self._span(first, last), self._start)
            for by_resource in (self._scheduled, self._needed)
        )
        ids = sorted(scheduled.keys() | needed.keys())
        found = [ItemLoad(id, scheduled.get(id, 0), needed.get(id, 0)) for id in ids]
        return tuple(sorted(found, key=lambda one: (-one.scheduled, -one.needed, one.item_id)))

    def overload_in(self, project_id: int, first: date, last: date) -> dict[int, int]:
        """Overload by resource on those days from first to last on which it is promised to the project."""
        found: dict[int, int] = {}
        start, after = self._span(first, last)
        for resource_id in sorted({one.resource_id for one in self._promises if one.project_id == project_id}):
            mine = [one for one in self._shares.get(resource_id, ()) if one.project_id == project_id]
            minutes = sum(
                much
                for index, much in enumerate(self._overload(resource_id)[start:after], start)
                if much and any(self._covers(one, index) for one in mine)
            )
            if minutes:
                found[resource_id] = minutes
        return found

    def _span(self, first: date, last: date | None) -> tuple[int, int]:
        start = min(max(first.toordinal() - self._start, 0), self._days)
        after = self._days if last is None else min(last.toordinal() - self._start + 1, self._days)
        return start, max(start, after)

    def _covers(self, share: Allocation, index: int) -> bool:
        start, after = self._span(share.start or date.min, share.finish)
        return start <= index < after

    @cached_property
    def _working(self) -> list[bool]:
        calendar = self._workspace.calendar
        return [calendar.is_working(date.fromordinal(self._start + index)) for index in range(self._days)]

    @cached_property
    def _promises(self) -> list[Allocation]:
        """Committed shares in projects that still bind."""
        return [one for one in self._workspace.all(Allocation).values() if binds(self._workspace, one)]

    @cached_property
    def _shares(self) -> dict[int, list[Allocation]]:
        found: dict[int, list[Allocation]] = {}
        for one in self._promises:
            found.setdefault(one.resource_id, []).append(one)
        return found

    @cached_property
    def _scheduled(self) -> dict[int, list[Work]]:
        return _by_resource(self._forecast.work)

    @cached_property
    def _needed(self) -> dict[int, list[Work]]:
        return _by_resource(self._forecast.needed)

    def _overload(self, resource_id: int) -> "array[int]":
        """Minutes promised beyond what there is, by day; the forecast is not asked."""
        found = self._overloads.get(resource_id)
        if found is None:
            resource = self._workspace.all(Resource)[resource_id]
            found = self._overloads[resource_id] = _kept(_beyond(self._promised(resource), self._has(resource)))
        return found

    def _row(self, resource_id: int) -> _Row:
        row = self._rows.get(resource_id)
        if row is None:
            resource = self._workspace.all(Resource)[resource_id]
            has = self._has(resource)
            promised = self._promised(resource)
            overload = self._overload(resource_id)
            scheduled = self._minutes(self._scheduled.get(resource_id, []))
            needed = self._minutes(self._needed.get(resource_id, []))
            free = _beyond(has, promised if resource.plans_by_shares else scheduled)
            row = self._rows[resource_id] = _Row(
                _kept(has), _kept(promised), _kept(scheduled), _kept(needed), overload, _kept(free)
            )
        return row

    def _has(self, resource: Resource) -> list[int]:
        full = resource.units * resource.minutes_a_day
        has = [full if working else 0 for working in self._working]
        here, gone = self._span(resource.available_from or date.min, resource.available_to)
        has[:here] = [0] * here
        has[gone:] = [0] * (self._days - gone)
        for absence in self._workspace.where(Absence, "resource_id", resource.id):
            if absence.start is not None and absence.finish is not None:
                start, after = self._span(absence.start, absence.finish)
                has[start:after] = [0] * (after - start)
        return has

    def _promised(self, resource: Resource) -> list[int]:
        full = resource.units * resource.minutes_a_day
        percents = [0] * self._days
        for share in self._shares.get(resource.id, ()):
            start, after = self._span(share.start or date.min, share.finish)
            percents[start:after] = [percent + share.percent for percent in percents[start:after]]
        return [
            full * percent // 100 if working else 0
            for percent, working in zip(percents, self._working, strict=True)
        ]

    def _minutes(self, works: list[Work]) -> list[int]:
        minutes = [0] * self._days
        for work in works:
            for ordinal, much in work.minutes.items():
                if 0 <= ordinal - self._start < self._days:
                    minutes[ordinal - self._start] += much
        return minutes


def _kept(minutes: list[int]) -> "array[int]":
    """Minutes by day in a tenth of the memory of a list: there are as many of them as people times days."""
    return array("i" if max(minutes, default=0) < INT_END else "q", minutes)


def _beyond(much: list[int], most: list[int]) -> list[int]:
    """How much more the first is than the second, by day: what is promised of what there is, or is free."""
    return [max(0, one - other) for one, other in zip(much, most, strict=True)]


def _by_resource(works: Sequence[Work]) -> dict[int, list[Work]]:
    found: dict[int, list[Work]] = {}
    for one in works:
        found.setdefault(one.resource_id, []).append(one)
    return found


def _by_item(works: Sequence[Work], start: int, after: int, base: int) -> dict[int, int]:
    """Minutes by work item on the days ``start`` to before ``after``, counted from the ordinal ``base``."""
    found: dict[int, int] = {}
    for work in works:
        minutes = sum(much for day, much in work.minutes.items() if start <= day - base < after)
        if minutes:
            found[work.item_id] = found.get(work.item_id, 0) + minutes
    return found
