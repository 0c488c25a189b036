"""Shares of a resource as spans of days: adding them up, and what one holds less or more than another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pmtui.domain.calendar import Calendar
from pmtui.domain.choices import AllocationStatus, ProjectStatus
from pmtui.domain.entities import Allocation, Project, StaffingRequest
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.workspace import Workspace

_NEVER = date.max.toordinal() + 1  # the day after the last one, where a span has no end


@dataclass(frozen=True, slots=True)
class Span:
    """So many percent on each day from the first to the last, both included; ``finish`` None: without end."""

    start: date
    finish: date | None
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A part of a resource's time that goes from one project to another; None is its free time.

    ``finish`` None: for good.
    """

    resource_id: int
    from_id: int | None
    to_id: int | None
    percent: int
    start: date
    finish: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Work items that one resource leaves to another."""

    item_ids: tuple[int, ...]
    from_id: int
    to_id: int


def summed(spans: Iterable[Span]) -> tuple[Span, ...]:
    """What spans that may overlap add up to, day by day, as spans that do not."""
    return combined(lambda levels: sum(levels), *((one,) for one in spans))


def less(spans: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of spans without others, never under nothing."""
    return combined(lambda levels: max(levels[0] - levels[1], 0), spans, taken)


def common(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """What both hold, on each day the smaller."""
    return combined(min, one, other)


def combined(rule: Callable[[Sequence[int]], int], *profiles: Sequence[Span]) -> tuple[Span, ...]:
    """What a rule makes of the percents of each day; profiles without overlap in themselves, spans of over 0."""
    if not profiles:
        return ()
    edges = sorted({edge for spans in profiles for one in spans for edge in (_first(one), _after(one))})
    found: list[Span] = []
    for first, after in pairwise(edges):
        percent = rule([_level(spans, first) for spans in profiles])
        if percent <= 0:
            continue
        last = found[-1] if found else None
        start = date.fromordinal(first)
        if last is not None and last.percent == percent and last.finish == start - timedelta(1):
            found.pop()
            start = last.start
        found.append(Span(start, None if after == _NEVER else date.fromordinal(after - 1), percent))
    return tuple(found)


def worked(spans: Iterable[Span], calendar: Calendar) -> tuple[Span, ...]:
    """The spans in which there is a working day."""
    return tuple(one for one in spans if calendar.number(_after(one)) > calendar.number(_first(one)))


def least_held(spans: Sequence[Span], start: date, finish: date | None, calendar: Calendar) -> int:
    """The percent that summed spans hold on every working day of some days; 0 where one of these has none."""
    asked = (Span(start, finish, 1),)
    if worked(less(asked, spans), calendar):
        return 0
    within = combined(lambda levels: levels[0] * levels[1], asked, spans)
    return min((one.percent for one in worked(within, calendar)), default=0)


def span_of(share: Allocation) -> Span:
    """The days and the percent of a share."""
    return Span(share.start or date.min, share.finish, share.percent)


def done_by(project: Project, found: ProjectForecast | None) -> date | None:
    """The day by which a project is done, the later of its target and its forecast; None: nobody knows."""
    target = project.target_finish
    if target is None or project.status is ProjectStatus.ON_HOLD or found is None:
        return None
    if found.finish is None and found.last_item_id is not None:
        return None
    return max(target, found.finish or target)


def missing(request: StaffingRequest, workspace: Workspace, today: date) -> tuple[Span, ...]:
    """What a staffing request still asks for from today on, beyond the shares that were given for it."""
    given = workspace.where(Allocation, "request_id", request.id)
    return still_missing(request, given, workspace.calendar, today)


def still_missing(
    request: StaffingRequest, given: Iterable[Allocation], calendar: Calendar, today: date
) -> tuple[Span, ...]:
    """What a staffing request asks for beyond the shares ``given`` for it, on working days from today on."""
    start = max(request.start or today, today)
    if request.finish is not None and request.finish < start:
        return ()
    asked = (Span(start, request.finish, request.percent),)
    committed = (one for one in given if one.status is AllocationStatus.COMMITTED)
    return worked(less(asked, summed(span_of(one) for one in committed)), calendar)


def _first(span: Span) -> int:
    return span.start.toordinal()


def _after(span: Span) -> int:
    return _NEVER if span.finish is None else span.finish.toordinal() + 1


def _level(spans: Sequence[Span], day: int) -> int:
    return sum(one.percent for one in spans if _first(one) <= day < _after(one))
