"""What needs the manager: each kind of row from the smallest data that gives it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmtui.domain import choices as c
from pmtui.domain.benefits import benefit_date
from pmtui.domain.entities import (
    Acceptance,
    Allocation,
    Benefit,
    BenefitSource,
    Contribution,
    Entity,
    Goal,
    Issue,
    Program,
    Project,
    Resource,
    Risk,
    ScopeRequest,
    StaffingRequest,
    WorkItem,
)
from pmtui.domain.forecast.result import Forecast, Hold, HoldKind, ItemForecast, ProjectForecast
from pmtui.domain.needs import Need, NeedKind, needs
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.workspace import Workspace

TODAY = date(2027, 1, 11)
FINISH = date(2027, 3, 1)
BASE = (
    Program(id=1, name="Moon", currency="EUR"),
    Program(id=2, name="Mars", currency="EUR"),
    Project(id=1, program_id=1, code="SHT", name="Shuttle", target_finish=FINISH, budget=100_000),
    Project(id=2, program_id=2, code="MRS", name="Rover"),
)
FIGURES = ProjectForecast(1, TODAY, FINISH, 0, 100_000, 0, 0)
ITEM = WorkItem(id=12, project_id=1, number=12, title="Mould")
PLAN = Forecast(TODAY, {12: ItemForecast(12, TODAY, FINISH, Hold(HoldKind.TODAY))}, {1: FIGURES})


def rows(*more: Entity, forecast: Forecast = PLAN, program: int = 1) -> tuple[Need, ...]:
    return needs(Workspace([*BASE, *more]), forecast, program, TODAY)


def one(*more: Entity, forecast: Forecast = PLAN) -> Need:
    found = rows(*more, forecast=forecast)
    assert len(found) == 1
    assert found[0].rank == 1
    assert rows(*more, forecast=forecast, program=2) == ()
    return found[0]


def figures(**changes: object) -> Forecast:
    return replace(PLAN, projects={1: replace(FIGURES, **changes)})  # type: ignore[arg-type]


def test_nothing_is_needed_where_all_is_well() -> None:
    assert rows(ITEM) == ()


def test_a_scope_request() -> None:
    request = ScopeRequest(
        id=4, project_id=1, work_item_id=12, title="Ramp", why="Safety", raised_on=date(2027, 1, 2)
    )
    found = one(ITEM, request, forecast=replace(PLAN, items={12: PLAN.items[12]._replace(remaining=1200)}))
    assert found.sentence == "SHT-12 “Ramp” in question for 9 days, 2d 4h of work."
    assert found.place == Place(ScreenName.SCOPE, 1, "", "ScopeRequest", 4)
    assert one(ITEM, replace(request, raised_on=TODAY)).sentence == "SHT-12 “Ramp” in question since today."
    idea = replace(request, work_item_id=None, state=c.RequestState.POSTPONED, postponed_until=TODAY)
    assert one(idea).sentence == "SHT “Ramp” in question again since 2027-01-11."
    assert rows(replace(idea, postponed_until=TODAY + timedelta(days=1))) == ()
    assert rows(replace(request, state=c.RequestState.DECIDED)) == ()


def test_staffing_requests_with_the_escalated_and_the_most_urgent_first() -> None:
    asked = StaffingRequest(
        id=1, project_id=1, role="Welder", percent=50, start=date(2027, 2, 1), needed_by=date(2027, 1, 8)
    )
    assert one(asked).sentence == ("SHT asks for Welder at 50 % from 2027-02-01, needed by 2027-01-08, 3 days ago.")
    assert one(asked).place == Place(ScreenName.PROJECT, 1, "team", "StaffingRequest", 1)
    later = replace(asked, id=2, needed_by=date(2027, 2, 8), finish=date(2027, 3, 1))
    escalated = replace(later, id=3, state=c.StaffingState.ESCALATED)
    found = rows(asked, later, escalated, replace(asked, id=4, state=c.StaffingState.FILLED))
    assert [need.place.id for need in found] == [3, 1, 2]
    assert found[0].sentence.endswith("from 2027-02-01 to 2027-03-01, needed by 2027-02-08; escalated.")


def test_an_overload_of_the_next_thirteen_weeks() -> None:
    ana = Resource(id=1, name="Ana Lima", plans_by_shares=True)
    start = date(2027, 2, 3)
    share = Allocation(id=1, resource_id=1, project_id=1, percent=80, start=start, finish=date(2027, 2, 9))
    found = one(ana, share, replace(share, id=2, percent=50))
    # Five working days with 30 % of 8 h too many.
    assert found.sentence == (
        "Ana Lima is promised 12h beyond what there is in the next 13 weeks, from the week of 2027-02-01 on (SHT)."
    )
    assert found.place == Place(ScreenName.RESOURCES, None, "load", "Resource", 1)
    far = replace(share, start=date(2027, 6, 1), finish=None)
    assert rows(ana, far, replace(far, id=2)) == ()


def test_a_slip_and_a_project_without_finish() -> None:
    late = figures(finish=date(2027, 3, 15), slip=10, last_item_id=12)
    found = one(ITEM, forecast=late)
    assert (
        found.sentence == "SHT Shuttle finishes on Mon 2027-03-15, 10 working days after its target of 2027-03-01."
    )
    assert found.place == Place(ScreenName.PROJECT, 1, "work", "WorkItem", 12)
    endless = figures(finish=None, slip=None, reason="SHT-12 without staff from 2027-02-01", last_item_id=12)
    assert one(ITEM, forecast=endless).sentence == (
        "SHT Shuttle has no finish: SHT-12 without staff from 2027-02-01."
    )
    held = replace(BASE[2], status=c.ProjectStatus.ON_HOLD)  # type: ignore[type-var]
    assert rows(held, forecast=endless) == ()


def test_a_cost_over_the_budget() -> None:
    found = one(forecast=figures(cost=125_000))
    assert found.sentence == "SHT Shuttle is forecast to cost 1.25k EUR, 250 (25 %) over the budget of 1k."
    assert found.place.tab == "money"


def test_a_late_benefit() -> None:
    benefit = Benefit(id=1, program_id=1, name="Samples", due=date(2027, 3, 3), lag_days=5)
    source = BenefitSource(id=1, benefit_id=1, project_id=1)
    found = one(benefit, source)
    assert found.sentence == (
        "Benefit “Samples” arrives on Mon 2027-03-08, 5 working days after SHT Shuttle:"
        " 3 working days after it is due on 2027-03-03."
    )
    assert found.place == Place(ScreenName.OVERVIEW, None, "benefits", "Benefit", 1)
    assert rows(replace(benefit, status=c.BenefitStatus.REALIZED), source) == ()
    assert rows(replace(benefit, due=date(2027, 3, 8)), source) == ()
    assert one(benefit).sentence.endswith("has no date: nothing contributes to it.")


def test_a_benefit_waits_for_the_last_of_its_contributions() -> None:
    benefit = Benefit(id=1, program_id=1, name="Samples")
    whole = BenefitSource(id=1, benefit_id=1, project_id=1)
    part = BenefitSource(id=2, benefit_id=1, project_id=1, work_item_id=12)

    def of(item: WorkItem, *sources: BenefitSource, forecast: Forecast = PLAN) -> date | None:
        return benefit_date(Workspace([*BASE, item, benefit, *sources]), forecast, benefit).day

    early = replace(PLAN, items={12: PLAN.items[12]._replace(finish=date(2027, 2, 1))})
    assert of(ITEM, part, forecast=early) == date(2027, 2, 1)
    assert of(ITEM, part, whole, forecast=early) == FINISH
    done = replace(ITEM, state=c.WorkState.DONE, finished_on=date(2027, 1, 5))
    assert of(done, part) == date(2027, 1, 5)
    assert of(replace(ITEM, state=c.WorkState.DROPPED), part) is None
    assert of(ITEM, whole, forecast=figures(finish=None, slip=None)) is None


def test_projects_without_a_goal_and_goals_without_a_project() -> None:
    goal = Goal(id=1, program_id=1, name="Land")
    assert [(need.kind, need.sentence) for need in rows(goal)] == [
        (NeedKind.NO_GOAL, "SHT Shuttle does not serve the program's only goal."),
        (NeedKind.UNSERVED_GOAL, "Goal “Land” is served by no project."),
    ]
    assert rows(goal, Contribution(id=1, goal_id=1, project_id=1)) == ()


def test_deadlines() -> None:
    missed = one(replace(ITEM, deadline=date(2027, 2, 26)))
    assert (
        missed.sentence
        == "SHT-12 Mould finishes on Mon 2027-03-01, 1 working day after its deadline of 2027-02-26."
    )
    launch = replace(ITEM, kind=c.WorkKind.MILESTONE, deadline=date(2027, 1, 8))
    assert one(launch).sentence == (
        "Milestone SHT-12 Mould has passed its deadline of 2027-01-08 and finishes on Mon 2027-03-01."
    )
    assert rows(replace(ITEM, deadline=FINISH)) == ()
    assert rows(replace(launch, state=c.WorkState.DONE)) == ()
    endless = replace(PLAN, items={12: PLAN.items[12]._replace(finish=None)})
    assert one(replace(ITEM, deadline=FINISH), forecast=endless).sentence == (
        "SHT-12 Mould has no finish, and a deadline of 2027-03-01."
    )


def test_risks_and_issues() -> None:
    risk = Risk(id=1, program_id=1, event="Leak", likelihood=4, impact=5, due=date(2027, 1, 10))
    assert one(risk).sentence == "Risk “Leak” (20 of 25) was to be reviewed by 2027-01-10, 1 day ago."
    assert rows(replace(risk, due=TODAY)) == ()
    assert rows(replace(risk, status=c.RaidStatus.CLOSED)) == ()
    assert one(replace(risk, due=None, escalated=True)).sentence == "Risk “Leak” (20 of 25) is escalated."
    issue = Issue(id=1, program_id=1, title="Strike", due=date(2027, 1, 1), escalated=True)
    assert one(issue).sentence == (
        "Issue “Strike” (medium urgency, medium impact) is escalated and was due on 2027-01-01, 10 days ago."
    )
    assert one(issue).place == Place(ScreenName.OVERVIEW, None, "raid", "Issue", 1)


def test_loops_and_loose_questions() -> None:
    found = one(ITEM, forecast=replace(PLAN, loops=((12,),)))
    assert found.sentence == "SHT-12 waits for itself: such links are set aside."
    assert found.subject == "loop:item:12"
    loose = one(replace(ITEM, scope=c.Scope.IN_QUESTION))
    assert loose.sentence == "SHT-12 Mould is in question, and no scope request asks about it."


@pytest.mark.parametrize(("days", "shown"), [(-1, True), (0, False), (5, False)])
def test_an_accepted_row_comes_back_after_its_day(days: int, shown: bool) -> None:
    accepted = Acceptance(id=1, subject="cost:project:1", until=TODAY + timedelta(days=days), reason="Agreed")
    assert bool(rows(accepted, forecast=figures(cost=125_000))) is shown


def test_decisions_go_before_deviations_and_larger_before_smaller() -> None:
    request = ScopeRequest(id=1, project_id=1, title="Ramp", raised_on=date(2027, 1, 10))
    risk = Risk(id=1, program_id=1, event="Leak", escalated=True)
    found = rows(
        risk, replace(risk, id=2, impact=5), request, replace(request, id=2, raised_on=date(2027, 1, 1)),
        forecast=figures(cost=125_000, slip=3),
    )  # fmt: skip
    assert [need.subject for need in found] == [
        "scope:request:2",
        "scope:request:1",
        "slip:project:1",
        "cost:project:1",
        "risk:risk:2",
        "risk:risk:1",
    ]
    assert [need.rank for need in found] == [1, 2, 3, 4, 5, 6]


def test_an_ended_project_needs_nothing_more() -> None:
    closed = replace(BASE[2], status=c.ProjectStatus.CLOSED)  # type: ignore[type-var]
    assert rows(closed, ITEM, forecast=figures(cost=125_000, slip=3)) == ()
