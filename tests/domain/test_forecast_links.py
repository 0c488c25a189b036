"""Cases by hand: four kinds of links with lag, milestones, deliverables, float, loops."""

from datetime import date

from tests.domain.sketch import DAY, Sketch, day, minutes, span

from pmtui.domain.choices import ProjectStatus, WorkKind, WorkState
from pmtui.domain.forecast.result import Hold, HoldKind
from pmtui.domain.network import find_loop
from pmtui.domain.workspace import Workspace


def test_a_successor_uses_what_is_left_of_the_finish_day() -> None:
    """Ana's 12 h end on Tuesday noon; Ben goes on from there: 4 h on Tuesday and 4 h on Wednesday."""
    plan = Sketch()
    ana, ben = plan.person("Ana"), plan.person("Ben")
    first = plan.item(720, by=ana)
    second = plan.item(DAY, by=ben, after=first)
    found = plan.run()
    assert span(found, first) == (day(0), day(1))
    assert span(found, second) == (day(1), day(2))
    assert minutes(found, second, ben) == [240, 240]


def test_the_same_person_goes_on_the_same_day() -> None:
    """Ana's 4 h and then 4 h both fit into Monday, since the second is free to use what the first left."""
    plan = Sketch()
    ana = plan.person("Ana")
    first = plan.item(240, by=ana)
    second = plan.item(240, by=ana, after=first)
    found = plan.run()
    assert span(found, second) == (day(0), day(0))
    assert found.items[second].hold == Hold(HoldKind.LINK, item_id=first, dependency_id=1)


def test_a_fixed_duration_takes_whole_days() -> None:
    """After 4 h of work on Monday a fixed duration starts on Tuesday, not at noon."""
    plan = Sketch()
    first = plan.item(240, by=plan.person("Ana"))
    second = plan.item(by=plan.person("Ben"), duration=1, after=first)
    assert span(plan.run(), second) == (day(1), day(1))


def test_finish_start_with_lag_and_lead() -> None:
    """After 2 days (Monday, Tuesday): with a lag of 2 on Friday, with a lead of 1 already on Tuesday."""
    plan = Sketch()
    first = plan.item(2 * DAY, by=plan.person("Ana"))
    lag = plan.item(DAY, by=plan.person("Ben"))
    lead = plan.item(DAY, by=plan.person("Eva"))
    plan.link(first, lag, "FS", 2)
    plan.link(first, lead, "FS", -1)
    found = plan.run()
    assert span(found, lag) == (day(4), day(4))
    assert span(found, lead) == (day(1), day(1))


def test_start_start_across_projects() -> None:
    """LND's item may start 2 days after SHT's starts on Wednesday: on Friday, across a weekend to Monday."""
    plan = Sketch()
    lander = plan.project("LND")
    first = plan.item(5 * DAY, by=plan.person("Ana"), start_no_earlier=day(2))
    second = plan.item(2 * DAY, by=plan.person("Ben"), project=lander)
    link = plan.link(first, second, "SS", 2)
    found = plan.run()
    assert span(found, second) == (day(4), day(5))
    assert found.items[second].hold == Hold(HoldKind.LINK, item_id=first, dependency_id=link)


def test_a_link_from_the_start_of_work_without_a_finish_still_holds() -> None:
    """Ana can give to the first item on Wednesday alone: it starts then and has no finish; the second starts."""
    plan = Sketch()
    ana = plan.person("Ana", plans_by_shares=True)
    plan.share(ana, 1, 100, first=2, last=2)
    first = plan.item(2 * DAY, by=ana)
    second = plan.item(DAY, by=plan.person("Bob"))
    link = plan.link(first, second, "SS")
    found = plan.run()
    assert span(found, first) == (day(2), None)
    assert span(found, second) == (day(2), day(2))
    assert found.items[second].hold == Hold(HoldKind.LINK, item_id=first, dependency_id=link)


def test_finish_finish_moves_the_whole_item_later() -> None:
    """Five days end on Friday; two days that must not finish before are Thursday and Friday, in one piece."""
    plan = Sketch()
    ana, ben = plan.person("Ana"), plan.person("Ben")
    first = plan.item(5 * DAY, by=ana)
    second = plan.item(2 * DAY, by=ben)
    link = plan.link(first, second, "FF")
    found = plan.run()
    assert span(found, second) == (day(3), day(4))
    assert minutes(found, second, ben) == [480, 480]
    assert found.items[second].hold == Hold(HoldKind.LINK, item_id=first, dependency_id=link)


def test_start_finish_moves_the_whole_item_later() -> None:
    """The new system starts on Thursday; running the old one (3 fixed days) goes on until then: Tuesday on."""
    plan = Sketch()
    new = plan.item(DAY, by=plan.person("Ana"), start_no_earlier=day(3))
    old = plan.item(by=plan.person("Ben"), duration=3)
    plan.link(new, old, "SF")
    assert span(plan.run(), old) == (day(1), day(3))


def test_a_milestone_lies_where_its_predecessors_finish() -> None:
    """Two and three days of work end on Tuesday and Wednesday: the milestone is on Wednesday, not the day after."""
    plan = Sketch()
    short = plan.item(2 * DAY, by=plan.person("Ana"))
    long = plan.item(3 * DAY, by=plan.person("Ben"))
    ready = plan.item(kind=WorkKind.MILESTONE, after=(short, long))
    go = plan.item(kind=WorkKind.MILESTONE, after=ready)
    after = plan.item(DAY, by=plan.person("Eva"), after=go)
    found = plan.run()
    assert span(found, ready) == span(found, go) == (day(2), day(2))
    assert span(found, after) == (day(3), day(3))


def test_lag_counts_from_what_is_done() -> None:
    """Done last Friday, with a lag of 3 working days (Monday to Wednesday): the successor's day is Thursday."""
    plan = Sketch()
    first = plan.item(DAY, by=plan.person("Ana"), state=WorkState.DONE, finished_on=day(-1))
    second = plan.item(DAY, by=plan.person("Ben"))
    link = plan.link(first, second, "FS", 3)
    found = plan.run()
    assert span(found, second) == (day(3), day(3))
    assert found.items[second].hold == Hold(HoldKind.LINK, item_id=first, dependency_id=link)


def test_a_deliverable_rolls_up() -> None:
    """From its first start to its last finish; percent is the project's, costs and remaining add up."""
    plan = Sketch()
    hull = plan.item(kind=WorkKind.DELIVERABLE)
    early = plan.item(DAY, by=plan.person("Ana", rate=6000), parent_id=hull)
    late = plan.item(2 * DAY, by=plan.person("Ben", rate=3000), parent_id=hull, start_no_earlier=day(1))
    found = plan.run()
    assert span(found, hull) == (day(0), day(2))
    assert found.items[hull].hold == Hold(HoldKind.CHILDREN, item_id=late)
    assert found.items[hull].remaining == 3 * DAY
    assert found.items[hull].cost == found.items[early].cost + found.items[late].cost == 8 * 6000 + 16 * 3000
    assert found.items[hull].critical


def test_links_onto_deliverables_stand_for_all_work_in_them() -> None:
    """What follows a deliverable waits for its last leaf (Wednesday); each leaf after it waits for all of it."""
    plan = Sketch()
    hull = plan.item(kind=WorkKind.DELIVERABLE)
    plan.item(DAY, by=plan.person("Ana"), parent_id=hull)
    plan.item(3 * DAY, by=plan.person("Ben"), parent_id=hull)
    tests = plan.item(kind=WorkKind.DELIVERABLE, after=hull)
    one = plan.item(DAY, by=plan.person("Eva"), parent_id=tests)
    two = plan.item(DAY, by=plan.person("Max"), parent_id=tests)
    found = plan.run()
    assert span(found, one) == span(found, two) == span(found, tests) == (day(3), day(3))
    assert found.items[one].hold == Hold(HoldKind.LINK, item_id=hull, dependency_id=1)


def test_start_start_from_a_deliverable_goes_by_its_first_start() -> None:
    """The deliverable starts with its leaf on Tuesday, so with a lag of 1 the successor starts on Wednesday."""
    plan = Sketch()
    hull = plan.item(kind=WorkKind.DELIVERABLE)
    plan.item(DAY, by=plan.person("Ana"), parent_id=hull, start_no_earlier=day(1))
    plan.item(DAY, by=plan.person("Ben"), parent_id=hull, start_no_earlier=day(7))
    item = plan.item(DAY, by=plan.person("Eva"))
    plan.link(hull, item, "SS", 1)
    assert span(plan.run(), item) == (day(2), day(2))


def test_float_and_critical_path() -> None:
    """5 days beside 2 days, then 1 day: the short branch can slip 3 days, the rest not at all."""
    plan = Sketch()
    long = plan.item(5 * DAY, by=plan.person("Ana"))
    short = plan.item(2 * DAY, by=plan.person("Ben"))
    last = plan.item(DAY, by=plan.person("Eva"), after=(long, short))
    found = plan.run()
    assert [found.items[one].float_days for one in (long, short, last)] == [0, 3, 0]
    assert [found.items[one].critical for one in (long, short, last)] == [True, False, True]


def test_float_through_links_from_a_start_or_into_a_finish() -> None:
    """The project ends after 10 days. The tested part ends a day after the 2 built, on day 3, and can slip 7 days,
    so what is built can too; the guide is written from day 3 to 5 and can slip 5, so what starts 2 days before can.
    """
    plan = Sketch()
    plan.item(10 * DAY, by=plan.person("Ana"))
    built = plan.item(2 * DAY, by=plan.person("Ben"))
    tested = plan.item(3 * DAY, by=plan.person("Eva"))
    shown = plan.item(2 * DAY, by=plan.person("Dan"))
    guide = plan.item(3 * DAY, by=plan.person("Fay"))
    plan.link(built, tested, "FF", 1)
    plan.link(shown, guide, "SS", 2)
    found = plan.run()
    assert [found.items[one].float_days for one in (built, tested, shown, guide)] == [7, 7, 5, 5]


def test_float_is_against_each_projects_own_finish() -> None:
    """LND's only item ends on Monday, its project's finish, so it is critical though SHT goes on until Friday."""
    plan = Sketch()
    lander = plan.project("LND")
    plan.item(5 * DAY, by=plan.person("Ana"))
    alone = plan.item(DAY, by=plan.person("Ben"), project=lander)
    assert plan.run().items[alone].critical


def test_a_loop_is_reported_and_its_links_set_aside() -> None:
    """1 and 2 wait for each other: both run as if unlinked; 3 after 2 still waits for it."""
    plan = Sketch()
    one = plan.item(DAY, by=plan.person("Ana"))
    two = plan.item(2 * DAY, by=plan.person("Ben"), after=one)
    plan.link(two, one)
    three = plan.item(DAY, by=plan.person("Eva"), after=two)
    found = plan.run()
    assert found.loops == ((one, two),)
    assert span(found, one) == (day(0), day(0))
    assert span(found, two) == (day(0), day(1))
    assert span(found, three) == (day(2), day(2))
    assert found.items[one].hold.kind is HoldKind.LOOP


def test_find_loop_names_the_items_in_order() -> None:
    plan = Sketch()
    one, two, three = plan.item(DAY), plan.item(DAY), plan.item(DAY)
    plan.link(one, two)
    plan.link(two, three)
    assert find_loop(Workspace(plan.rows)) == ()
    assert find_loop(Workspace(plan.rows), [(three, one)]) == (one, two, three)
    assert find_loop(Workspace(plan.rows), [(one, one)]) == (one,)


def test_find_loop_sees_into_deliverables() -> None:
    """Something in a deliverable cannot wait for it; nor can two deliverables wait for each other's parts."""
    plan = Sketch()
    hull = plan.item(kind=WorkKind.DELIVERABLE)
    part = plan.item(DAY, parent_id=hull)
    other = plan.item(DAY)
    assert set(find_loop(Workspace(plan.rows), [(hull, part)])) == {hull, part}
    assert set(find_loop(Workspace(plan.rows), [(hull, other), (other, part)])) == {hull, part, other}
    assert find_loop(Workspace(plan.rows), [(hull, other)]) == ()


def test_what_waits_for_a_project_on_hold_says_so() -> None:
    """LND is on hold: no dates, no capacity taken; SHT's item after it has no finish, and neither has SHT."""
    plan = Sketch()
    lander = plan.project("LND", status=ProjectStatus.ON_HOLD)
    ana = plan.person("Ana")
    paused = plan.item(DAY, by=ana, project=lander)
    waits = plan.item(DAY, by=ana, after=paused)
    free = plan.item(DAY, by=ana)
    found = plan.run()
    assert found.items[paused].hold == Hold(HoldKind.ON_HOLD)
    assert found.items[waits].hold == Hold(HoldKind.ON_HOLD, item_id=paused, dependency_id=1)
    assert span(found, free) == (day(0), day(0))
    assert found.projects[lander].reason == "on hold"
    assert found.projects[1].finish is None
    assert found.projects[1].reason == "waits for LND-1, which is on hold"


def test_a_finish_on_a_day_off_is_one_at_the_end_of_the_day_worked_before() -> None:
    """Done on Sunday the 31st: a wait of one day is Monday, so Tuesday; a finish-finish link binds nothing more."""
    plan = Sketch()
    done = plan.item(DAY, state=WorkState.DONE, finished_on=date(2027, 1, 31))
    waits = plan.item(DAY)
    plan.link(done, waits, "FS", 1)
    at_once = plan.item(DAY)
    plan.link(done, at_once, "FS", 0)
    together = plan.item(DAY)
    plan.link(done, together, "FF", 1)
    found = plan.run()
    assert span(found, waits) == (day(1), day(1))
    assert span(found, at_once) == (day(0), day(0))
    assert span(found, together) == (day(0), day(0))
