"""Cases by hand: working days, effort and fixed duration, what was done already, dates that hold work."""

from datetime import date

from tests.domain.sketch import DAY, MONDAY, Sketch, day, minutes, span

from pmtui.domain.choices import ProjectStatus, RequestState, WorkKind, WorkState
from pmtui.domain.entities import Absence, Holiday, ScopeRequest
from pmtui.domain.forecast.result import Hold, HoldKind


def test_effort_takes_full_days_and_then_part_of_one() -> None:
    """20 h by one person of 8 h a day: 8 + 8 + 4, so Monday to Wednesday."""
    plan = Sketch()
    item = plan.item(1200, by=plan.person("Ana"))
    found = plan.run()
    assert span(found, item) == (day(0), day(2))
    assert minutes(found, item, 1) == [480, 480, 240]
    assert found.items[item].hold == Hold(HoldKind.TODAY)


def test_a_weekend_is_no_work() -> None:
    """7 days from Monday: five, a weekend, then Monday and Tuesday."""
    plan = Sketch()
    item = plan.item(7 * DAY, by=plan.person("Ana"))
    assert span(plan.run(), item) == (date(2027, 2, 1), date(2027, 2, 9))


def test_today_on_a_saturday_starts_on_monday() -> None:
    """Saturday 30 January is no working day, so work starts on Monday."""
    plan = Sketch()
    item = plan.item(DAY, by=plan.person("Ana"))
    assert span(plan.run(date(2027, 1, 30)), item) == (MONDAY, MONDAY)


def test_a_holiday_is_skipped() -> None:
    """3 days with Tuesday off: Monday, Wednesday, Thursday."""
    plan = Sketch()
    plan.add(Holiday, day=day(1), name="Holiday")
    item = plan.item(3 * DAY, by=plan.person("Ana"))
    assert span(plan.run(), item) == (day(0), day(3))


def test_an_absence_is_skipped_by_effort() -> None:
    """3 days with Ana away on Tuesday and Wednesday: Monday, Thursday, Friday."""
    plan = Sketch()
    ana = plan.person("Ana")
    plan.add(Absence, resource_id=ana, start=day(1), finish=day(2))
    item = plan.item(3 * DAY, by=ana)
    assert span(plan.run(), item) == (day(0), day(4))


def test_an_absence_pauses_a_fixed_duration() -> None:
    """3 fixed days with Ana away on Tuesday: the item goes on without Tuesday, on Monday, Wednesday, Thursday."""
    plan = Sketch()
    ana = plan.person("Ana")
    plan.add(Absence, resource_id=ana, start=day(1), finish=day(1))
    item = plan.item(by=ana, duration=3)
    found = plan.run()
    assert span(found, item) == (day(0), day(3))
    assert minutes(found, item, ana) == [480, 480, 480]


def test_another_persons_absence_pauses_nothing() -> None:
    """Ben's absence does not touch Ana's 3 fixed days."""
    plan = Sketch()
    ana, ben = plan.person("Ana"), plan.person("Ben")
    plan.add(Absence, resource_id=ben, start=day(1), finish=day(1))
    item = plan.item(by=ana, duration=3)
    assert span(plan.run(), item) == (day(0), day(2))


def test_someone_who_comes_later_and_leaves() -> None:
    """Ana is there from Wednesday to Thursday: 2 days of work fit; a third never ends, from Friday on."""
    plan = Sketch()
    ana = plan.person("Ana", available_from=day(2), available_to=day(3))
    fits = plan.item(2 * DAY, by=ana)
    found = plan.run()
    assert span(found, fits) == (day(2), day(3))
    assert found.items[fits].hold == Hold(HoldKind.RESOURCE, resource_id=ana, day=day(0))
    plan = Sketch()
    ana = plan.person("Ana", available_from=day(2), available_to=day(3))
    endless = plan.item(3 * DAY, by=ana)
    found = plan.run()
    assert span(found, endless) == (day(2), None)
    assert found.items[endless].stalled_from == day(4)


def test_two_people_work_in_parallel() -> None:
    """5 days of effort by two full-time people: two days of 2 x 480, then half a day each."""
    plan = Sketch()
    ana, ben = plan.person("Ana"), plan.person("Ben")
    item = plan.item(5 * DAY, by=(ana, ben))
    found = plan.run()
    assert span(found, item) == (day(0), day(2))
    assert minutes(found, item, ana) == [480, 480, 240]
    assert minutes(found, item, ben) == [480, 480, 240]


def test_units_are_part_of_a_day() -> None:
    """1 day of effort at half of Ana's day takes two days of 240; the other half is free for more work."""
    plan = Sketch()
    ana = plan.person("Ana")
    half = plan.item(DAY, by=ana, units=50)
    other = plan.item(DAY, by=ana, units=50)
    found = plan.run()
    assert span(found, half) == span(found, other) == (day(0), day(1))
    assert minutes(found, half, ana) == minutes(found, other, ana) == [240, 240]


def test_hours_a_day_are_the_resources_own() -> None:
    """12 h by someone with 6 h a day: two days."""
    plan = Sketch()
    item = plan.item(720, by=plan.person("Ana", minutes_a_day=360))
    found = plan.run()
    assert span(found, item) == (day(0), day(1))
    assert minutes(found, item, 1) == [360, 360]


def test_a_team_gives_its_units() -> None:
    """A team of 3 with 2 units on a fixed 2 days leaves 1 unit: the second item waits until Wednesday."""
    plan = Sketch()
    team = plan.person("Riggers", units=3)
    first = plan.item(by=team, units=200, duration=2)
    second = plan.item(by=team, units=200, duration=1)
    third = plan.item(by=team, units=100, duration=2)
    found = plan.run()
    assert span(found, first) == (day(0), day(1))
    assert span(found, second) == (day(2), day(2))
    assert span(found, third) == (day(0), day(1))
    assert found.items[second].hold == Hold(HoldKind.RESOURCE, item_id=first, resource_id=team)


def test_a_fixed_duration_counts_what_is_left_rounded_up() -> None:
    """5 fixed days at 50 %: 2.5 days are left, so 3: Monday to Wednesday."""
    plan = Sketch()
    item = plan.item(by=plan.person("Ana"), duration=5, percent=50, state=WorkState.IN_PROGRESS)
    assert span(plan.run(), item) == (day(0), day(2))


def test_percent_leaves_effort_and_remaining_overrules_it() -> None:
    """4 days at 75 % leave one day; a remaining of 3 days set by hand leaves three."""
    plan = Sketch()
    ana, ben = plan.person("Ana"), plan.person("Ben")
    counted = plan.item(4 * DAY, by=ana, percent=75)
    by_hand = plan.item(4 * DAY, by=ben, percent=75, remaining=3 * DAY)
    found = plan.run()
    assert span(found, counted) == (day(0), day(0))
    assert span(found, by_hand) == (day(0), day(2))
    assert (found.items[counted].remaining, found.items[by_hand].remaining) == (DAY, 3 * DAY)


def test_started_work_goes_on_whatever_its_start_links_say() -> None:
    """The second item waits for two days of work but has begun: it goes on today, and keeps its real start."""
    plan = Sketch()
    first = plan.item(2 * DAY, by=plan.person("Ana"))
    second = plan.item(
        DAY, by=plan.person("Ben"), after=first, state=WorkState.IN_PROGRESS, started_on=date(2027, 1, 27)
    )
    found = plan.run()
    assert span(found, second) == (date(2027, 1, 27), day(0))
    assert found.items[second].hold == Hold(HoldKind.STARTED)


def test_dates_that_hold_work() -> None:
    """The project starts on Wednesday, one item not before Thursday, and a blocked one on Friday."""
    plan = Sketch()
    late = plan.project("LND", start=day(2))
    free = plan.item(DAY, by=plan.person("Ana"), project=late)
    later = plan.item(DAY, by=plan.person("Ben"), project=late, start_no_earlier=day(3))
    blocked = plan.item(DAY, by=plan.person("Eva"), project=late, state=WorkState.BLOCKED, blocked_until=day(4))
    found = plan.run()
    assert span(found, free) == (day(2), day(2))
    assert found.items[free].hold == Hold(HoldKind.PROJECT_START, day=day(2))
    assert span(found, later) == (day(3), day(3))
    assert found.items[later].hold == Hold(HoldKind.NO_EARLIER, day=day(3))
    assert span(found, blocked) == (day(4), day(4))
    assert found.items[blocked].hold == Hold(HoldKind.BLOCKED, day=day(4))


def test_postponed_work_waits_for_its_date_and_work_in_question_does_not() -> None:
    """Postponed until Thursday: not before; a request that is only submitted changes no date."""
    plan = Sketch()
    postponed = plan.item(DAY, by=plan.person("Ana"))
    asked = plan.item(DAY, by=plan.person("Ben"))
    request = {"project_id": 1, "title": "Why", "why": "Cost", "raised_on": MONDAY}
    plan.add(ScopeRequest, work_item_id=postponed, state=RequestState.POSTPONED, postponed_until=day(3), **request)
    plan.add(ScopeRequest, work_item_id=asked, state=RequestState.SUBMITTED, **request)
    found = plan.run()
    assert span(found, postponed) == (day(3), day(3))
    assert found.items[postponed].hold == Hold(HoldKind.POSTPONED, day=day(3))
    assert span(found, asked) == (day(0), day(0))
    # On its date the postponement is over: derived from today, never written.
    assert plan.run(day(3)).items[postponed].hold == Hold(HoldKind.TODAY)


def test_done_and_dropped_work_takes_nothing() -> None:
    """Ana's done and dropped items leave her Monday to the third, and links from them are satisfied."""
    plan = Sketch()
    ana = plan.person("Ana")
    done = plan.item(9 * DAY, by=ana, state=WorkState.DONE, started_on=day(-5), finished_on=day(-2))
    dropped = plan.item(9 * DAY, by=ana, state=WorkState.DROPPED)
    item = plan.item(DAY, by=ana, after=(done, dropped))
    found = plan.run()
    assert span(found, item) == (day(0), day(0))
    assert span(found, done) == (day(-5), day(-2))
    assert found.items[done].hold == Hold(HoldKind.DONE)
    assert found.items[done].float_days is None


def test_work_that_is_closed_binds_nothing() -> None:
    """A successor of open work in a closed project starts today; that work itself gets no dates."""
    plan = Sketch()
    closed = plan.project("OLD", status=ProjectStatus.CLOSED)
    before = plan.item(9 * DAY, by=plan.person("Ana"), project=closed)
    item = plan.item(DAY, by=plan.person("Ben"), after=before)
    found = plan.run()
    assert span(found, item) == (day(0), day(0))
    assert span(found, before) == (None, None)


def test_a_milestone_has_no_work() -> None:
    """Not before Wednesday and nothing before it: it lies on Wednesday."""
    plan = Sketch()
    item = plan.item(kind=WorkKind.MILESTONE, start_no_earlier=day(2))
    assert span(plan.run(), item) == (day(2), day(2))


def test_what_would_take_more_than_fifty_years_has_no_finish() -> None:
    """10 million hours by one person are 1.25 million days: no finish, and nothing hangs."""
    plan = Sketch()
    item = plan.item(600_000_000, by=plan.person("Ana"))
    after = plan.item(DAY, after=item)
    found = plan.run()
    assert found.items[item].finish is None
    assert found.items[after].finish is None
    assert found.projects[1].finish is None
    assert found.projects[1].reason == "SHT-1 would not end within fifty years"
