"""Cases by hand: shares, priorities, nobody to do the work, costs, slip and progress."""

from tests.domain.sketch import DAY, MONDAY, Sketch, day, minutes, span

from pmtui.domain.choices import AllocationStatus, MoneyStatus, WorkKind, WorkState
from pmtui.domain.entities import Allocation, Assignment, MoneyEntry, Program, Settings
from pmtui.domain.forecast.result import Hold, HoldKind


def test_a_share_gives_its_part_of_each_day() -> None:
    """1 day of effort at a share of 25 % is 120 minutes a day: Monday to Thursday."""
    plan = Sketch()
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, 1, 25)
    item = plan.item(DAY, by=ana)
    found = plan.run()
    assert span(found, item) == (day(0), day(3))
    assert minutes(found, item, ana) == [120, 120, 120, 120]


def test_a_share_that_begins_later() -> None:
    """Nothing before the share: it begins on Wednesday, and the share is what holds the item."""
    plan = Sketch()
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, 1, 100, first=2)
    item = plan.item(DAY, by=ana)
    found = plan.run()
    assert span(found, item) == (day(2), day(2))
    assert found.items[item].hold == Hold(HoldKind.SHARE, resource_id=ana, day=day(0))


def test_a_share_that_ends_leaves_the_rest_without_staff() -> None:
    """50 % from Monday to Tuesday gives 480 of 960 minutes; nobody can give from Wednesday on."""
    plan = Sketch()
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, 1, 50, last=1)
    item = plan.item(2 * DAY, by=ana)
    found = plan.run()
    assert span(found, item) == (day(0), None)
    assert minutes(found, item, ana) == [240, 240]
    assert found.items[item].hold == Hold(HoldKind.NO_STAFF, resource_id=ana)
    assert found.items[item].stalled_from == day(2)
    assert found.projects[1].finish is None
    assert found.projects[1].slip is None
    assert found.projects[1].reason == "SHT-1 without staff from 2027-02-03"


def test_work_that_lost_its_last_assignment_is_without_staff() -> None:
    """Not as work that never had anybody, which one full-time person is assumed for: by effort and by days."""
    plan = Sketch()
    effort = plan.item(DAY, was_staffed=True)
    fixed = plan.item(duration=2, was_staffed=True)
    never = plan.item(DAY)
    found = plan.run()
    for item in (effort, fixed):
        assert span(found, item) == (None, None)
        assert found.items[item].hold == Hold(HoldKind.NO_STAFF)
        assert found.items[item].stalled_from == day(0)
        assert not found.items[item].assumed
    assert found.items[effort].cost == 8 * 10_000
    assert span(found, never) == (day(0), day(0))
    assert found.items[never].assumed
    assert found.projects[1].finish is None
    assert found.projects[1].reason == "SHT-1 without staff from 2027-02-01"
    assert not found.work
    assert not found.needed


def test_planning_by_shares_gives_nothing_without_one() -> None:
    """Ana's only share is LND's: SHT's work is without staff from today, however free she is."""
    plan = Sketch()
    lander = plan.project("LND")
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, lander, 10)
    item = plan.item(DAY, by=ana)
    found = plan.run()
    assert span(found, item) == (None, None)
    assert found.items[item].stalled_from == day(0)


def test_a_proposed_share_gives_nothing() -> None:
    plan = Sketch()
    ana = plan.person("Ana", plans_by_shares=True)
    plan.add(Allocation, resource_id=ana, project_id=1, percent=50, start=MONDAY, status=AllocationStatus.PROPOSED)
    item = plan.item(DAY, by=ana)
    assert span(plan.run(), item) == (None, None)


def test_promises_over_a_day_are_taken_in_order() -> None:
    """80 % to each of two projects: priority 1 takes its 384 minutes first, the other gets the 96 that remain."""
    plan = Sketch()
    lander = plan.project("LND", priority=1)
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, 1, 80)
    plan.share(ana, lander, 80)
    second = plan.item(480, by=ana)
    first = plan.item(384, by=ana, project=lander)
    found = plan.run()
    assert span(found, first) == (day(0), day(0))
    assert minutes(found, second, ana) == [96, 384]


def test_a_fixed_duration_asks_for_units_of_the_share() -> None:
    """Half a unit at a share of 50 % is 120 minutes on each of the two days."""
    plan = Sketch()
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, 1, 50)
    item = plan.item(by=ana, units=50, duration=2)
    found = plan.run()
    assert span(found, item) == (day(0), day(1))
    assert minutes(found, item, ana) == [120, 120]


def test_a_fixed_duration_costs_what_its_shares_give_to_it() -> None:
    """All of a share of 50 % on Monday, of 25 % on Tuesday: 240 + 120 minutes, 6 hours at 100 an hour."""
    plan = Sketch()
    ana = plan.person("Ana", rate=10_000, plans_by_shares=True)
    plan.share(ana, 1, 50, last=0)
    plan.share(ana, 1, 25, first=1)
    item = plan.item(by=ana, duration=2)
    found = plan.run()
    assert minutes(found, item, ana) == [240, 120]
    assert found.items[item].remaining == 360
    assert found.items[item].cost == found.projects[1].cost == 6 * 10_000


def test_a_fixed_duration_of_two_costs_each_by_their_own_share() -> None:
    """Ana's share of 50 % and all of Bob, who plans by none, for 2 days: 8 h at 100 and 16 h at 50 an hour."""
    plan = Sketch()
    ana = plan.person("Ana", rate=10_000, plans_by_shares=True)
    bob = plan.person("Bob", rate=5_000)
    plan.share(ana, 1, 50)
    item = plan.item(by=(ana, bob), duration=2)
    found = plan.run()
    assert (minutes(found, item, ana), minutes(found, item, bob)) == ([240, 240], [480, 480])
    assert found.items[item].remaining == 8 * 60 + 16 * 60
    assert found.items[item].cost == 8 * 10_000 + 16 * 5_000


def test_a_fixed_duration_without_staff_costs_all_its_units() -> None:
    """No share says how much of a day: 2 whole days, so that taking the share away never looks free."""
    plan = Sketch()
    ana = plan.person("Ana", rate=10_000, plans_by_shares=True)
    item = plan.item(by=ana, duration=2)
    found = plan.run()
    assert span(found, item) == (None, None)
    assert found.items[item].cost == 16 * 10_000


def test_priority_decides_who_gets_the_person() -> None:
    """Both want Ana today; LND has priority 1 and SHT 5, so SHT waits two days though it comes first by id."""
    plan = Sketch()
    lander = plan.project("LND", priority=1)
    ana = plan.person("Ana")
    second = plan.item(DAY, by=ana)
    first = plan.item(2 * DAY, by=ana, project=lander)
    found = plan.run()
    assert span(found, first) == (day(0), day(1))
    assert span(found, second) == (day(2), day(2))
    assert found.items[second].hold == Hold(HoldKind.RESOURCE, item_id=first, resource_id=ana)


def test_a_predecessor_inherits_the_priority_of_what_waits_for_it() -> None:
    """SHT's second item is needed by priority 1, so it goes before SHT's first, longer one."""
    plan = Sketch()
    lander = plan.project("LND", priority=1)
    ana = plan.person("Ana")
    ordinary = plan.item(5 * DAY, by=ana)
    needed = plan.item(DAY, by=ana)
    plan.item(DAY, by=plan.person("Ben"), after=needed, project=lander)
    found = plan.run()
    assert span(found, needed) == (day(0), day(0))
    assert span(found, ordinary) == (day(1), day(5))


def test_across_programs_priority_goes_first_and_then_the_order_of_programs() -> None:
    """Three projects want Ana: priority 1 of the second program, then 5 of the first, then 5 of the second."""
    plan = Sketch()
    mars = plan.add(Program, name="Mars", currency="EUR", position=1)
    rover = plan.project("ROV", program_id=mars, priority=5)
    probe = plan.project("PRB", program_id=mars, priority=1)
    ana = plan.person("Ana")
    third = plan.item(DAY, by=ana, project=rover)
    second = plan.item(DAY, by=ana)
    first = plan.item(DAY, by=ana, project=probe)
    found = plan.run()
    assert [span(found, one)[0] for one in (first, second, third)] == [day(0), day(1), day(2)]


def test_the_longer_way_to_the_end_goes_first() -> None:
    """Both want Ana; four days follow the second item and nothing the first, so the second goes first."""
    plan = Sketch()
    ana = plan.person("Ana")
    short = plan.item(DAY, by=ana)
    long = plan.item(DAY, by=ana)
    plan.item(4 * DAY, by=plan.person("Ben"), after=long)
    found = plan.run()
    assert span(found, long) == (day(0), day(0))
    assert span(found, short) == (day(1), day(1))


def test_justification_finds_the_shorter_schedule() -> None:
    """Two people, four items: what is given up on one day is made good, and no priority level is later.

    A (2 days, Ana) then B (2 days, Ben); C (2 days, Ben) then D (1 day, Ana). Ana A Mon-Tue, D Wed;
    Ben C Mon-Tue, B Wed-Thu: the least possible, 4 days.
    """
    plan = Sketch()
    ana, ben = plan.person("Ana"), plan.person("Ben")
    first = plan.item(2 * DAY, by=ana)
    plan.item(2 * DAY, by=ben, after=first)
    other = plan.item(2 * DAY, by=ben)
    plan.item(DAY, by=ana, after=other)
    assert plan.run().projects[1].finish == day(3)


def test_work_never_assigned_is_placed_as_one_full_time_person() -> None:
    """3 days of effort that nobody has: Monday to Wednesday, assumed, at the default rate (24 h x 100)."""
    plan = Sketch()
    plan.add(Settings, default_rate=10_000)
    item = plan.item(3 * DAY)
    found = plan.run()
    assert span(found, item) == (day(0), day(2))
    assert found.items[item].assumed
    assert found.items[item].cost == 24 * 10_000
    assert found.projects[1].assumed


def test_taking_someone_away_never_looks_free() -> None:
    """Ana at 50.00 an hour on one day costs 400.00; without her the default rate of 100.00 makes it 800.00."""
    plan = Sketch()
    plan.add(Settings, default_rate=10_000)
    plan.item(DAY, by=plan.person("Ana", rate=5_000))
    assert plan.run().projects[1].cost == 40_000
    plan = Sketch()
    plan.add(Settings, default_rate=10_000)
    plan.item(DAY)
    assert plan.run().projects[1].cost == 80_000


def test_cost_is_money_spent_plus_what_remains() -> None:
    """Spent: 4 h x 60.00 and 100.00 of material; remaining: 12 h x 60.00; planned money is not spent."""
    plan = Sketch()
    ana = plan.person("Ana", rate=6_000)
    item = plan.item(2 * DAY, percent=25, state=WorkState.IN_PROGRESS)
    plan.add(Assignment, work_item_id=item, resource_id=ana, spent=240)
    plan.add(MoneyEntry, project_id=1, work_item_id=item, day=MONDAY, status=MoneyStatus.ACTUAL, amount=10_000)
    plan.add(MoneyEntry, project_id=1, day=MONDAY, status=MoneyStatus.ACTUAL, amount=500)
    plan.add(MoneyEntry, project_id=1, day=MONDAY, status=MoneyStatus.PLANNED, amount=99_999)
    found = plan.run()
    assert found.items[item].cost == 4 * 6_000 + 10_000 + 12 * 6_000
    assert found.projects[1].spent == 4 * 6_000 + 10_000 + 500
    assert found.projects[1].cost == found.items[item].cost + 500


def test_a_fixed_duration_costs_its_days_and_units() -> None:
    """2 of 4 days remain, half a unit of 8 h at 60.00: 2 x 4 h x 60.00."""
    plan = Sketch()
    item = plan.item(
        by=plan.person("Ana", rate=6_000), units=50, duration=4, percent=50, state=WorkState.IN_PROGRESS
    )
    assert plan.run().items[item].cost == 2 * 4 * 6_000


def test_slip_is_in_working_days() -> None:
    """Ten days end on Friday of the second week; the target was Wednesday of the first: 7 working days."""
    plan = Sketch()
    lander = plan.project("LND", target_finish=day(2))
    plan.item(10 * DAY, by=plan.person("Ana"), project=lander)
    early = plan.project("SUI", target_finish=day(4))
    plan.item(DAY, by=plan.person("Ben"), project=early)
    found = plan.run()
    assert (found.projects[lander].finish, found.projects[lander].slip) == (day(9), 7)
    assert found.projects[early].slip == -4


def test_progress_is_weighted_by_effort() -> None:
    """1 day done, 3 days at 50 %, a milestone and a dropped item, which weigh nothing: 2.5 of 4 days, 62 %."""
    plan = Sketch()
    ana = plan.person("Ana")
    plan.item(DAY, by=ana, state=WorkState.DONE, finished_on=MONDAY)
    plan.item(3 * DAY, by=ana, percent=50, state=WorkState.IN_PROGRESS)
    plan.item(kind=WorkKind.MILESTONE)
    plan.item(9 * DAY, by=ana, state=WorkState.DROPPED)
    assert plan.run().projects[1].progress == 62


def test_needed_ignores_who_is_busy() -> None:
    """Two items want all of Ana today: scheduled one after the other, needed both on Monday."""
    plan = Sketch()
    ana = plan.person("Ana")
    plan.item(DAY, by=ana)
    plan.item(DAY, by=ana)
    found = plan.run()
    assert [sorted(one.minutes) for one in found.work] == [[day(0).toordinal()], [day(1).toordinal()]]
    assert [one.minutes for one in found.needed] == [{day(0).toordinal(): 480}] * 2


def test_who_waits_for_work_without_staff_has_no_finish() -> None:
    """The second item waits for one that nobody can do: no finish, and the reason names the first."""
    plan = Sketch()
    first = plan.item(DAY, by=plan.person("Ana", plans_by_shares=True))
    second = plan.item(DAY, by=plan.person("Ben"), after=first)
    found = plan.run()
    assert span(found, second) == (None, None)
    assert found.items[second].hold == Hold(HoldKind.LINK, item_id=first, dependency_id=1)
    assert found.projects[1].last_item_id == first
    assert found.projects[1].reason == "SHT-1 without staff from 2027-02-01"
