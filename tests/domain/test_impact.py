"""Impact, worked out by hand: what a change of rows does to dates, money, people, benefits, and what is lost."""

from dataclasses import replace
from datetime import date, timedelta

from pmtui.domain.choices import ProjectStatus, WorkKind, WorkState
from pmtui.domain.entities import (
    Allocation,
    Assignment,
    Benefit,
    BenefitSource,
    Decision,
    Dependency,
    Entity,
    Project,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.fields import LONG_MOST
from pmtui.domain.forecast import forecast
from pmtui.domain.forecast.result import ProjectForecast
from pmtui.domain.impact import Impact, Outlook, impact
from pmtui.domain.impact.ranking import Mark, lateness, marks, may_be_best
from pmtui.domain.impact.record import (
    Record,
    RecordedOption,
    RecordedProject,
    compared,
    read_record,
    recorded,
    recorded_option,
    told,
)
from pmtui.domain.impact.result import LostKind
from pmtui.domain.impact.words import causes, finish_change, gains, warnings
from pmtui.domain.workspace import Workspace

from .sketch import DAY, MONDAY, Sketch, day

Changes = dict[tuple[type[Entity], int], Entity | None]


def outlook(workspace: Workspace) -> Outlook:
    return Outlook(workspace, forecast(workspace, MONDAY))


def both(sketch: Sketch, changes: Changes) -> tuple[Outlook, Outlook, Impact]:
    before = Workspace(sketch.rows)
    sides = outlook(before), outlook(before.changed(changes))
    return *sides, impact(*sides)


def rows(sketch: Sketch) -> Workspace:
    return Workspace(sketch.rows)


def test_no_change_has_no_impact() -> None:
    sketch = Sketch()
    sketch.item(5 * DAY, by=sketch.person("Ana"))
    before, after, found = both(sketch, {})
    assert found.changed == ()
    assert not found.never_best
    assert (found.overload, warnings(found), causes(before, after, found, 1)) == (0, (), ("Nothing changes.",))


def test_work_moved_to_a_project_moves_finish_cost_and_links() -> None:
    # Ana does 2 days then 3 days in SHT (Mon-Fri, day 4). Moving the second to LAN (priority 5 as well) leaves SHT
    # with day 1 as its finish, and gives LAN, which had none, day 4. 3 days at the default 100 an hour: 2,400.
    sketch = Sketch()
    ana = sketch.person("Ana")
    first = sketch.item(2 * DAY, by=ana)
    second = sketch.item(3 * DAY, by=ana, after=first)
    lander = sketch.project("LAN", target_finish=day(2))
    moved = replace(rows(sketch).all(WorkItem)[second], project_id=lander)
    before, after, found = both(sketch, {(WorkItem, second): moved})
    shuttle, other = found.projects[1], found.projects[lander]
    assert (shuttle.before and shuttle.before.finish, shuttle.after and shuttle.after.finish) == (day(4), day(1))
    assert (shuttle.later, shuttle.cost, other.cost, found.cost(1)) == (-3, -240_000, 240_000, 0)
    assert other.after is not None
    assert (other.after.finish, other.after.slip, other.later) == (day(4), 2, None)
    assert [(one.predecessor, one.successor) for one in found.crossing] == [("SHT-1", "LAN-2")]
    assert finish_change(shuttle) == f"{day(4)} → {day(1)} -3d"
    text = "\n".join(causes(before, after, found, 1))
    assert "SHT-2 Item 2 goes" in text.replace("LAN-2", "SHT-2")
    back = impact(after, before)
    assert [(one.predecessor, one.successor) for one in back.uncrossed] == [("SHT-1", "LAN-2")]


def test_taking_the_only_person_away_leaves_work_without_staff_and_is_never_best() -> None:
    sketch = Sketch()
    ana = sketch.person("Ana", plans_by_shares=True)
    sketch.share(ana, 1, 100)
    sketch.item(3 * DAY, by=ana)
    before, after, found = both(sketch, {(Allocation, 1): None})
    assert [(one.name, one.day) for one in found.unstaffed] == [("SHT-1", MONDAY)]
    assert found.projects[1].loses_finish
    assert found.never_best
    assert not may_be_best(found)
    assert warnings(found)[0] == f"leaves SHT-1 Item 1 without staff from {MONDAY}"
    assert impact(after, before).unstaffed == ()


def test_work_moved_to_a_project_on_hold_loses_its_finish_and_is_never_best() -> None:
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana"))
    crew = sketch.project("CRW", status=ProjectStatus.ON_HOLD)
    moved = replace(rows(sketch).all(WorkItem)[item], project_id=crew)
    before, after, found = both(sketch, {(WorkItem, item): moved})
    assert warnings(found) == ("leaves CRW-1 Item 1 without a finish: CRW is on hold",)
    assert not may_be_best(found)
    assert may_be_best(impact(after, before))


def test_what_waits_for_work_without_a_finish_is_named_once() -> None:
    # LAN-2 and LAN-3 wait for SHT-1, which goes on hold: LAN, which had a finish, says so for both. WND had none
    # before, since nobody can work on WND-4: there the item is named that waits from now on.
    sketch = Sketch()
    first = sketch.item(DAY, by=sketch.person("Ana"))
    lander, wind = sketch.project("LAN"), sketch.project("WND")
    crew = sketch.project("CRW", status=ProjectStatus.ON_HOLD)
    sketch.item(DAY, project=lander, after=sketch.item(DAY, project=lander, after=first))
    sketch.item(DAY, project=wind, by=sketch.person("Ben", plans_by_shares=True))
    sketch.item(DAY, project=wind, after=first)
    moved = replace(rows(sketch).all(WorkItem)[first], project_id=crew)
    found = both(sketch, {(WorkItem, first): moved})[2]
    assert warnings(found)[:3] == (
        "leaves CRW-1 Item 1 without a finish: CRW is on hold",
        "leaves WND-5 Item 5 without a finish: waits for CRW-1, which is on hold",
        "leaves LAN without a finish: waits for CRW-1, which is on hold",
    )


def test_work_without_staff_that_takes_a_projects_finish_speaks_against_it() -> None:
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana", plans_by_shares=True))
    lander, empty = sketch.project("LAN"), sketch.project("EMP")
    sketch.item(DAY, project=lander)
    for target in (lander, empty):
        moved = replace(rows(sketch).all(WorkItem)[item], project_id=target)
        _, after, found = both(sketch, {(WorkItem, item): moved})
        code = after.workspace.all(Project)[target].code
        assert found.unstaffed == ()  # it was so before
        assert warnings(found)[0] == f"leaves {code} without a finish: {code}-1 without staff from {MONDAY}"
        assert not may_be_best(found)


def test_nothing_left_to_do_is_no_lost_finish() -> None:
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana"))
    dropped = replace(rows(sketch).all(WorkItem)[item], state=WorkState.DROPPED)
    change = both(sketch, {(WorkItem, item): dropped})[2].projects[1]
    assert not change.loses_finish
    assert finish_change(change) == f"{day(1)} → no work"


def test_a_finish_where_there_was_none_is_better_than_none_and_no_work_is_best() -> None:
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana"))
    stuck = sketch.item(DAY, by=sketch.person("Ben", plans_by_shares=True), project=sketch.project("LAN"))
    works = rows(sketch).all(WorkItem)

    def late(changes: Changes, project: int) -> tuple[int, int]:
        return lateness(both(sketch, changes)[2].projects[project])

    gone: Changes = {(WorkItem, item): replace(works[item], state=WorkState.DROPPED)}
    longer: Changes = {(WorkItem, item): replace(works[item], effort=4 * DAY)}
    staffed: Changes = {(Assignment, 2): None}
    slow: Changes = {**staffed, (WorkItem, stuck): replace(works[stuck], effort=9 * DAY)}
    ended: Changes = {(WorkItem, stuck): replace(works[stuck], state=WorkState.DROPPED)}
    assert late(gone, 1) < late({}, 1) < late(longer, 1) < late({}, 2)
    assert late(ended, 2) < late(staffed, 2) < late(slow, 2) < late({}, 1), "a finish again weighs more"


def test_overload_counts_hours_promised_beyond_the_day_for_thirteen_weeks() -> None:
    # 60 % on SHT for good; 60 % more on LAN for ten working days: 20 % of 10 days of 8 h, 16 h.
    sketch = Sketch()
    ana, lander = sketch.person("Ana", plans_by_shares=True), sketch.project("LAN")
    sketch.share(ana, 1, 60)
    more = Allocation(id=2, resource_id=ana, project_id=lander, percent=60, start=day(0), finish=day(9))
    before, after, found = both(sketch, {(Allocation, 2): more})
    assert [(one.name, one.before, one.after) for one in found.overloads] == [("Ana", 0, 16 * 60)]
    assert found.overload == 16 * 60
    assert warnings(found) == ("16h more overload of Ana",)
    assert gains(impact(after, before)) == ("Ana has 16h less overload",)
    assert "  60 % on LAN" in "\n".join(causes(before, after, found, 1))
    late = replace(more, start=MONDAY + timedelta(weeks=14), finish=MONDAY + timedelta(weeks=15))
    assert both(sketch, {(Allocation, 2): late})[2].overloads == ()


def test_a_benefit_turns_late_and_a_deadline_is_missed() -> None:
    # 2 days finish on day 1; with 4 days more on day 5, after both the deadline and the day the benefit is due.
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana"), deadline=day(3))
    benefit = sketch.add(Benefit, program_id=1, name="Rock", due=day(4))
    sketch.add(BenefitSource, benefit_id=benefit, project_id=1, work_item_id=item)
    longer = replace(rows(sketch).all(WorkItem)[item], effort=6 * DAY)
    before, after, found = both(sketch, {(WorkItem, item): longer})
    assert [(one.name, one.day, one.finish) for one in found.missed] == [("SHT-1", day(3), day(5))]
    assert [(one.name, one.saved, one.after.late) for one in found.benefits] == [("Rock", False, 1)]
    assert warnings(found) == (
        "benefit Rock turns 1 working day late",
        f"SHT-1 Item 1 finishes on {day(5)}, its deadline is {day(3)}",
    )
    back = impact(after, before)
    assert gains(back) == ("benefit Rock in time again", "SHT-1 Item 1 meets its deadline again")
    assert not found.never_best  # late is not lost


def dropping() -> tuple[Sketch, int]:
    """A seal that a deliverable, a benefit and a statement depend on."""
    sketch = Sketch()
    statement = sketch.add(ScopeStatement, project_id=1, text="Seals hold")
    seal = sketch.item(2 * DAY, statement_id=statement)
    hatch = sketch.item(kind=WorkKind.DELIVERABLE)
    sketch.item(DAY, after=seal, parent_id=hatch)
    benefit = sketch.add(Benefit, program_id=1, name="Rock", due=day(40))
    sketch.add(BenefitSource, benefit_id=benefit, project_id=1, work_item_id=hatch)
    return sketch, seal


def test_dropped_work_takes_with_it_what_depends_on_it() -> None:
    sketch, seal = dropping()
    dropped = replace(rows(sketch).all(WorkItem)[seal], state=WorkState.DROPPED)
    found = both(sketch, {(WorkItem, seal): dropped})[2]
    assert found.projects[1].later == -2
    assert [(one.kind, one.name, one.why) for one in found.lost] == [
        (LostKind.BENEFIT, "Rock", "needs SHT-2, which waits for SHT-1, which is dropped"),
        (LostKind.DELIVERABLE, "SHT-2 Item 2", "waits for SHT-1, which is dropped"),
        (LostKind.STATEMENT, "SHT: Seals hold", "no work serves it any more"),
    ]
    assert found.never_best


def test_a_statement_that_other_work_serves_is_not_lost() -> None:
    sketch, seal = dropping()
    sketch.item(DAY, statement_id=1)
    dropped = replace(rows(sketch).all(WorkItem)[seal], state=WorkState.DROPPED)
    found = both(sketch, {(WorkItem, seal): dropped})[2]
    assert LostKind.STATEMENT not in {one.kind for one in found.lost}


def test_a_cancelled_project_loses_its_deliverables_and_benefits() -> None:
    sketch, _ = dropping()
    whole = sketch.add(Benefit, program_id=1, name="Fame")
    sketch.add(BenefitSource, benefit_id=whole, project_id=1)
    cancelled = replace(rows(sketch).all(Project)[1], status=ProjectStatus.CANCELLED)
    found = both(sketch, {(Project, 1): cancelled})[2]
    assert [(one.kind, one.name) for one in found.lost] == [
        (LostKind.BENEFIT, "Rock"),
        (LostKind.BENEFIT, "Fame"),
        (LostKind.DELIVERABLE, "SHT-2 Item 2"),
        (LostKind.STATEMENT, "SHT: Seals hold"),
    ]


def test_work_deleted_is_lost_as_dropped_work_is() -> None:
    sketch, seal = dropping()
    changes: Changes = {(WorkItem, seal): None}
    changes |= {(type(one), one.id): None for one in sketch.rows if isinstance(one, Assignment)}
    workspace = rows(sketch)
    found = impact(outlook(workspace), outlook(workspace.changed({**changes, **_links_of(workspace, seal)})))
    assert [one.kind for one in found.lost] == [LostKind.BENEFIT, LostKind.DELIVERABLE, LostKind.STATEMENT]


def _links_of(workspace: Workspace, item: int) -> Changes:
    return {(Dependency, one.id): None for one in workspace.where(Dependency, "predecessor_id", item)}


def test_marks_are_for_the_smallest_that_may_be_best_and_the_largest_of_all() -> None:
    assert marks([3, 1, 2, None, 3], [True] * 5) == (Mark.WORST, Mark.BEST, Mark.NONE, Mark.NONE, Mark.WORST)
    assert marks([3, 1, 2], [True, False, True]) == (Mark.WORST, Mark.NONE, Mark.BEST)
    assert marks([2, 2], [True, True]) == marks([2, None], [True, True]) == (Mark.NONE, Mark.NONE)
    assert marks([1, 2], [False, False]) == (Mark.NONE, Mark.WORST)
    assert marks([0, 0, -6], [True, False, False]) == (
        Mark.BEST,
        Mark.NONE,
        Mark.NONE,
    )  # as good as the best
    assert marks([], []) == ()
    assert not may_be_best(None)


def test_options_read_back_as_they_stood_and_are_compared_with_now() -> None:
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana"), deadline=day(3))
    longer = replace(rows(sketch).all(WorkItem)[item], effort=6 * DAY)
    before, _, found = both(sketch, {(WorkItem, item): longer})
    options = (
        recorded_option("keep", found, 1, chosen=True, fit="seal"),
        recorded_option("move", None, 1, chosen=False, refused="LAN is closed."),
    )
    text = recorded(day(0), options)
    record = read_record(text)
    assert record == Record(MONDAY.isoformat(), options)
    assert record is not None
    assert record.chosen is not None
    assert (record.chosen.cost, record.chosen.warnings) == (
        320_000,
        (f"SHT-1 Item 1 finishes on {day(5)}, its deadline is {day(3)}",),
    )
    assert compared(before.workspace, {1: standing(day(7))}, record) == ("predicted +4d on SHT, now +6d",)
    assert compared(before.workspace, {1: standing(None)}, record) == ("predicted +4d on SHT, now no finish",)
    assert compared(before.workspace, {}, record) == ()
    assert read_record("") is read_record("[1]") is read_record('{"format": 2}') is None


def test_a_record_says_of_every_project_what_becomes_of_its_finish_and_cost_and_what_is_gained() -> None:
    sketch = Sketch()
    ana = sketch.person("Ana", plans_by_shares=True)
    sketch.share(ana, 1, 100)
    item = sketch.item(2 * DAY, by=sketch.person("Ben"))
    other = sketch.item(DAY, project=sketch.project("LAN"), after=item)
    sketch.share(ana, 2, 60, 0, 9)
    new = replace(rows(sketch).all(Project)[1], id=3, code="NEW", name="New")
    moved = replace(rows(sketch).all(WorkItem)[item], project_id=3)
    change: Changes = {
        (Project, 3): new,
        (WorkItem, item): moved,
        (WorkItem, other): replace(rows(sketch).all(WorkItem)[other], project_id=3),
        (Allocation, 2): None,
    }
    before, _, found = both(sketch, change)
    assert _told(before.workspace, recorded_option("new project", found, 1, chosen=True)) == (
        f"SHT {day(1)} → no work, cost -1.6k; LAN {day(2)} → no work, cost -800; NEW {day(2)}, new, cost +2.4k;"
        " in all: cost 0, overload -48h; Ana has 48h less overload; SHT-1 → LAN-2 within one project"
    )


def standing(finish: date | None, *, idle: bool = False) -> ProjectForecast:
    return ProjectForecast(1, None, finish, None, 0, 0, 0, idle=idle)


def test_a_project_that_was_to_have_no_work_is_compared_as_such() -> None:
    sketch = Sketch()
    item = sketch.item(2 * DAY, by=sketch.person("Ana"))
    dropped = replace(rows(sketch).all(WorkItem)[item], state=WorkState.DROPPED)
    before, _, found = both(sketch, {(WorkItem, item): dropped})
    record = read_record(recorded(day(0), [recorded_option("drop", found, 1, chosen=True)]))
    assert record is not None
    now = {1: standing(None, idle=True)}
    assert compared(before.workspace, now, record) == ("predicted no work on SHT, now no work",)


def _told(workspace: Workspace, option: RecordedOption) -> str:
    return told(workspace, Decision(id=1, program_id=1, title="Scope"), option)


def test_a_record_of_an_earlier_version_is_still_read() -> None:
    text = (
        '{"format":1,"day":"2027-02-01","options":[{"option":"Move to LAN","chosen":true,"projects":['
        '{"id":1,"code":"SHT","before":"2027-02-03","after":"2027-02-08","cost":-264000},'
        '{"id":2,"code":"LAN","before":"","after":"","cost":0}],'
        '"cost":-264000,"overload":0,"warnings":["w"],"fit":"","refused":""}]}'
    )
    record = read_record(text)
    assert record is not None
    assert _told(Workspace(Sketch().rows), record.options[0]) == (
        "w; SHT 2027-02-03 → 2027-02-08, cost -2.64k; LAN no finish as now; in all: cost -2.64k, overload 0h"
    )


def test_however_much_options_do_their_record_can_be_stored_and_read() -> None:
    moves = tuple(RecordedProject(id, f"P{id}", "2027-01-04", "2027-02-01", 5) for id in range(1000))
    lost = tuple(f"leaves P1-{number} Work item without staff from 2027-01-04" for number in range(2500))
    options = [RecordedOption(f"Option {at}", at == 3, moves, warnings=lost) for at in range(12)]
    text = recorded(day(0), options)
    assert len(text) <= LONG_MOST
    read = read_record(text)
    assert read is not None
    assert [one.option for one in read.options] == [one.option for one in options]
    assert read.chosen is not None
    assert (read.chosen.projects, read.chosen.warnings[-1]) == (moves[:100], "and 2400 more")
