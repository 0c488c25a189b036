"""Promised, scheduled and needed minutes, and overload, against figures worked out by hand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.domain.choices import AllocationStatus, ProjectStatus
from pmtui.domain.entities import Absence, Allocation, Entity, Holiday, Program, Project, Resource
from pmtui.domain.forecast.result import Forecast, Work
from pmtui.domain.load import ItemLoad, Load, Loads, _kept, monday_of, most_promised
from pmtui.domain.workspace import Workspace

MONDAY = date(2027, 1, 11)
PROGRAM = (
    Program(id=1, name="Moon"),
    Project(id=1, program_id=1, code="SHT"),
    Project(id=2, program_id=1, code="LND"),
    Project(id=3, program_id=1, code="OLD", status=ProjectStatus.CLOSED),
)
ANA = Resource(id=1, name="Ana", plans_by_shares=True)


def share(id: int, project: int, percent: int, start: date = MONDAY, finish: date | None = None) -> Allocation:
    return Allocation(id=id, resource_id=1, project_id=project, percent=percent, start=start, finish=finish)


def loads(*rows: Entity, forecast: Forecast | None = None, weeks: int = 2) -> Loads:
    return Loads(Workspace([*PROGRAM, ANA, *rows]), forecast or Forecast(MONDAY), MONDAY + timedelta(days=2), weeks)


def test_a_week_without_anything() -> None:
    # Five days of 480 minutes.
    assert loads().week(1, MONDAY) == Load(has=2400, free=2400)
    assert loads().weeks == (MONDAY, date(2027, 1, 18))


def test_shares_add_up_and_what_exceeds_a_day_is_overload() -> None:
    # 80 % all week is 5 x 384; 50 % from Thursday is 2 x 240; Thursday and Friday have 144 too many each.
    found = loads(share(1, 1, 80), share(2, 2, 50, date(2027, 1, 14), date(2027, 1, 15)))
    assert found.week(1, MONDAY) == Load(has=2400, promised=1920 + 480, overload=288, free=3 * 96)
    assert found.day(1, date(2027, 1, 13)) == Load(480, 384, overload=0, free=96)
    assert found.day(1, date(2027, 1, 14)) == Load(480, 624, overload=144)
    assert found.between(1, date(2027, 1, 15), date(2027, 1, 18)).overload == 144


def test_what_is_promised_in_an_absence_is_overload_and_a_holiday_promises_nothing() -> None:
    # Tuesday is a holiday for all, Wednesday she is away: 4 days promised, 3 days had.
    found = loads(
        share(1, 1, 50),
        Holiday(id=1, day=date(2027, 1, 12), name="Day"),
        Absence(id=1, resource_id=1, start=date(2027, 1, 13), finish=date(2027, 1, 13)),
    )
    assert found.week(1, MONDAY) == Load(has=3 * 480, promised=4 * 240, overload=240, free=3 * 240)
    assert found.day(1, date(2027, 1, 16)) == Load()


def test_who_has_left_or_not_come_has_nothing() -> None:
    bob = Resource(
        id=2,
        name="Bob",
        units=2,
        minutes_a_day=450,
        available_from=date(2027, 1, 13),
        available_to=date(2027, 1, 19),
    )
    found = loads(bob)
    assert found.week(2, MONDAY).has == 3 * 900
    assert found.week(2, date(2027, 1, 24)).has == 2 * 900


def test_proposed_shares_and_shares_in_closed_projects_promise_nothing() -> None:
    proposed = Allocation(
        id=1, resource_id=1, project_id=1, percent=100, start=MONDAY, status=AllocationStatus.PROPOSED
    )
    assert loads(proposed, share(2, 3, 100)).week(1, MONDAY).promised == 0


def test_scheduled_and_needed_come_from_the_forecast() -> None:
    forecast = Forecast(
        MONDAY,
        work=(
            Work(1, 10, {MONDAY.toordinal(): 100, MONDAY.toordinal() + 7: 30, MONDAY.toordinal() + 700: 9}),
            Work(1, 11, {MONDAY.toordinal(): 50}),
        ),
        needed=(Work(1, 10, {MONDAY.toordinal() + 1: 480}), Work(2, 10, {MONDAY.toordinal(): 480})),
    )
    bob = Resource(id=2, name="Bob")
    found = loads(bob, forecast=forecast)
    assert [(one.scheduled, one.needed) for one in found.by_week(1)] == [(150, 480), (30, 0)]
    assert found.week(2, MONDAY).needed == 480


def test_outside_the_window_is_nothing() -> None:
    found = loads(share(1, 1, 100))
    assert found.week(1, date(2026, 12, 1)) == Load()
    assert found.week(1, date(2027, 3, 1)) == Load()
    assert found.between(1, date(2026, 1, 1), date(2028, 1, 1)).has == 4800


def test_overload_of_a_project_counts_only_the_days_promised_to_it() -> None:
    # 60 + 60 % on Monday and Tuesday only: 96 minutes too many a day; LND shares Tuesday alone.
    tuesday = date(2027, 1, 12)
    found = loads(share(1, 1, 60), share(2, 2, 60, tuesday, tuesday), share(3, 1, 60, MONDAY, MONDAY))
    assert found.overload_in(1, MONDAY, date(2027, 1, 22)) == {1: 192}
    assert found.overload_in(2, MONDAY, date(2027, 1, 22)) == {1: 96}
    assert found.overload_in(2, date(2027, 1, 13), date(2027, 1, 22)) == {}


def test_what_a_week_is_made_of() -> None:
    # 80 % all week is 5 x 384; 50 % on Thursday and Friday is 2 x 240; Friday is a holiday, so 4 x 384 and 240.
    friday = date(2027, 1, 15)
    long, short = share(1, 1, 80), share(2, 2, 50, date(2027, 1, 14), friday)
    ended, later = share(3, 3, 100), share(4, 2, 10, date(2027, 1, 18))
    found = loads(long, short, ended, later)
    assert found.shares_in(1, MONDAY, date(2027, 1, 17)) == ((long, 1920), (short, 480))
    found = loads(long, short, Holiday(id=1, day=friday, name="Day"))
    assert found.shares_in(1, MONDAY, date(2027, 1, 17)) == ((long, 4 * 384), (short, 240))
    assert found.shares_in(1, friday, friday) == ()
    forecast = Forecast(
        MONDAY,
        work=(
            Work(1, 10, {MONDAY.toordinal(): 100, MONDAY.toordinal() + 7: 30}),
            Work(2, 11, {MONDAY.toordinal(): 1}),
        ),
        needed=(Work(1, 12, {MONDAY.toordinal() + 1: 480}), Work(1, 10, {MONDAY.toordinal(): 60})),
    )
    found = loads(Resource(id=2, name="Bob"), forecast=forecast)
    assert found.items_in(1, MONDAY, date(2027, 1, 17)) == (ItemLoad(10, 100, 60), ItemLoad(12, 0, 480))
    assert found.items_in(1, date(2027, 1, 18), date(2027, 1, 18)) == (ItemLoad(10, 30, 0),)


def test_the_most_that_is_promised_while_a_share_lasts() -> None:
    # With 60 % all along: 40 % in the first week, 30 % in the second; what is in a closed project counts not.
    long = share(1, 1, 60)
    rows = (
        long,
        share(2, 2, 40, MONDAY, date(2027, 1, 15)),
        share(3, 2, 30, date(2027, 1, 15), date(2027, 1, 22)),
        share(4, 3, 100),
    )
    workspace = Workspace([*PROGRAM, ANA, *rows])
    assert most_promised(workspace, long, MONDAY) == 130, "both on the Friday"
    assert most_promised(workspace, long, date(2027, 1, 16)) == 90
    assert most_promised(workspace, rows[1], MONDAY) == 130
    assert most_promised(workspace, long, date(2027, 2, 1)) == 60


days = st.integers(-10, 30).map(lambda one: MONDAY + timedelta(days=one))
shares = st.tuples(st.integers(1, 2), st.integers(1, 100), days, st.one_of(st.none(), st.integers(0, 20)))


@examples(50)
@given(st.lists(shares, max_size=4), st.lists(st.tuples(days, st.integers(0, 5)), max_size=2))
def test_weeks_are_the_sum_of_their_days(
    given_shares: list[tuple[int, int, date, int | None]], away: list[tuple[date, int]]
) -> None:
    rows: list[Entity] = [
        share(index, project, percent, start, None if length is None else start + timedelta(days=length))
        for index, (project, percent, start, length) in enumerate(given_shares, 1)
    ]
    rows += [
        Absence(id=index, resource_id=1, start=start, finish=start + timedelta(days=length))
        for index, (start, length) in enumerate(away, 1)
    ]
    found = loads(*rows)
    for monday in found.weeks:
        by_day = [found.day(1, monday + timedelta(days=one)) for one in range(7)]
        week = found.week(1, monday)
        assert week.promised == sum(one.promised for one in by_day)
        assert week.overload == sum(max(0, one.promised - one.has) for one in by_day)


def test_monday() -> None:
    assert monday_of(date(2027, 1, 17)) == MONDAY
    assert monday_of(MONDAY) == MONDAY


def test_minutes_beyond_what_a_small_number_holds_are_kept() -> None:
    assert list(_kept([480, 1 << 40])) == [480, 1 << 40]
    assert list(_kept([480, (1 << 31) - 1, 1 << 31])) == [480, (1 << 31) - 1, 1 << 31]
    assert list(_kept([])) == []
