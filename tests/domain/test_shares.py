"""Spans of shares: added up, taken from each other, and what a staffing request still lacks."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar
from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Allocation, StaffingRequest
from pmtui.domain.shares import Span, common, less, still_missing, summed, worked

MONDAY = date(2027, 1, 4)
DAYS = 40  # over which levels are compared one by one


def day(number: int) -> date:
    return MONDAY + timedelta(number)


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, 20))
        length = draw(st.none() | st.integers(0, 12))
        finish = None if length is None else day(start + length)
        found.append(Span(day(start), finish, draw(st.integers(1, 60))))
    return found


def levels(found: tuple[Span, ...] | list[Span]) -> list[int]:
    """The percent of each day, counted one by one."""
    return [
        sum(one.percent for one in found if one.start <= day(at) and (one.finish is None or day(at) <= one.finish))
        for at in range(DAYS)
    ]


@given(spans(), spans())
def test_spans_are_added_and_taken_day_by_day(one: list[Span], other: list[Span]) -> None:
    total, taken = summed(one), summed(other)
    assert levels(total) == levels(one)
    assert levels(less(total, taken)) == [max(a - b, 0) for a, b in zip(levels(one), levels(other), strict=True)]
    assert levels(common(total, taken)) == [min(a, b) for a, b in zip(levels(one), levels(other), strict=True)]


@given(spans())
def test_sums_neither_overlap_nor_touch_at_the_same_percent(found: list[Span]) -> None:
    total = summed(found)
    for before, after in itertools.pairwise(total):
        assert before.finish is not None
        assert before.finish < after.start
        assert before.percent != after.percent or before.finish + timedelta(1) < after.start


def test_a_sum_by_hand() -> None:
    # 60 % for good, 30 % more in the second week, 30 % more in the third: 60, then 90 for two weeks, then 60.
    week = [Span(day(7), day(13), 30), Span(day(14), day(20), 30)]
    assert summed([Span(day(0), None, 60), *week]) == (
        Span(day(0), day(6), 60),
        Span(day(7), day(20), 90),
        Span(day(21), None, 60),
    )
    assert less([Span(day(0), None, 60)], [Span(day(7), day(13), 60)]) == (
        Span(day(0), day(6), 60),
        Span(day(14), None, 60),
    )


def test_days_off_alone_are_no_gap() -> None:
    weekend = Span(day(5), day(6), 50)
    assert worked([weekend, Span(day(5), day(7), 50)], Calendar()) == (Span(day(5), day(7), 50),)
    assert worked([Span(day(5), day(7), 50)], Calendar([day(7)])) == ()


def test_what_a_request_lacks_is_what_no_committed_share_gives_from_today_on() -> None:
    # Asked: 60 % for three weeks from last Monday. Given: 60 % in the second week, 20 % in the third; a proposed
    # share gives nothing, and the first week is over.
    asked = StaffingRequest(id=1, percent=60, start=day(-7), finish=day(13))
    given = [
        Allocation(percent=60, start=day(0), finish=day(4)),
        Allocation(percent=20, start=day(7), finish=day(13)),
        Allocation(percent=40, start=day(7), status=AllocationStatus.PROPOSED),
    ]
    assert still_missing(asked, given, Calendar(), day(0)) == (Span(day(7), day(13), 40),)
    assert still_missing(asked, [], Calendar(), day(14)) == (), "all of it is over"
    assert still_missing(asked, [], Calendar(), day(0)) == (Span(day(0), day(13), 60),)
