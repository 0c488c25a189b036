"""Candidates for a staffing request, ranked as worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta

from pmtui.domain.choices import StaffingState
from pmtui.domain.entities import (
    Allocation,
    Entity,
    Program,
    Project,
    Resource,
    ResourceSkill,
    Skill,
    StaffingRequest,
)
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.staffing import Lack, candidates, lack_of, nobody_has
from pmtui.domain.workspace import Workspace

MONDAY = date(2027, 1, 4)
ANA, BEN, EVA, ZOE = 1, 2, 3, 4
ASKED = StaffingRequest(
    id=1,
    project_id=1,
    role="Weld engineer",
    skill_id=1,
    level=3,
    percent=50,
    start=MONDAY,
    finish=MONDAY + timedelta(11),
)


def plan(*rows: Entity, asked: StaffingRequest = ASKED) -> Workspace:
    """Ana can weld and is full of two projects, Ben can a little and is free, Eva cannot, Zoe has left."""

    def share(id: int, who: int, project: int, percent: int) -> Allocation:
        return Allocation(id=id, resource_id=who, project_id=project, percent=percent, start=MONDAY)

    return Workspace(
        [
            Program(id=1, name="Moon"),
            Project(id=1, program_id=1, code="SHT", priority=1),
            Project(id=2, program_id=1, code="LND", priority=2),
            Project(id=3, program_id=1, code="PAV", priority=8),
            Skill(id=1, name="Welding"),
            Skill(id=2, name="Sewing"),
            Resource(id=ANA, name="Ana", plans_by_shares=True),
            Resource(id=BEN, name="Ben", role="Weld engineer", plans_by_shares=True),
            Resource(id=EVA, name="Eva", plans_by_shares=True),
            Resource(id=ZOE, name="Zoe", available_to=MONDAY - timedelta(3)),
            ResourceSkill(id=1, resource_id=ANA, skill_id=1, level=4),
            ResourceSkill(id=2, resource_id=BEN, skill_id=1, level=2),
            ResourceSkill(id=3, resource_id=ZOE, skill_id=1, level=5),
            share(1, ANA, 2, 40),
            share(2, ANA, 3, 60),
            asked,
            *rows,
        ]
    )


def ranked(workspace: Workspace) -> list[tuple[int, int | None, int]]:
    request = workspace.all(StaffingRequest)[1]
    found = candidates(workspace, Forecast(MONDAY), request, MONDAY)
    return [(one.resource_id, one.from_id, one.percent) for one in found]


def test_skill_first_then_free_time_then_the_least_important_project() -> None:
    # Ana has the skill: 50 of the 60 % that the pavilion holds cover it, the 40 % of the lander do not. Ben, one
    # level short, has it free.
    assert ranked(plan()) == [(ANA, 3, 50), (ANA, 2, 40), (BEN, None, 50)]


def test_what_is_given_already_is_not_asked_for_again() -> None:
    given = Allocation(
        id=9, resource_id=BEN, project_id=1, percent=30, start=MONDAY, finish=MONDAY + timedelta(11), request_id=1
    )
    workspace = plan(given)
    assert lack_of(workspace, ASKED, MONDAY) == Lack(20, MONDAY, MONDAY + timedelta(11))
    assert ranked(workspace)[:2] == [(ANA, 3, 20), (ANA, 2, 20)]


def test_where_nobody_has_the_skill_others_are_named_and_that_is_said() -> None:
    sewing = StaffingRequest(id=1, project_id=1, role="Tailor", skill_id=2, percent=50, start=MONDAY)
    workspace = plan(asked=sewing)
    assert ranked(workspace) == [(BEN, None, 50), (EVA, None, 50), (ANA, 3, 50), (ANA, 2, 40)]
    assert nobody(workspace) == "Nobody has the skill Sewing: these are others who might."


def nobody(workspace: Workspace) -> str:
    request = workspace.all(StaffingRequest)[1]
    lack = lack_of(workspace, request, MONDAY)
    assert lack is not None
    return nobody_has(workspace, request, lack, candidates(workspace, Forecast(MONDAY), request, MONDAY))


def test_a_skill_is_had_by_those_who_are_there_and_have_time() -> None:
    # Zoe, who has left, welds at level 5; Ana is there with 4.
    high = replace(ASKED, level=5)
    assert nobody(plan(asked=high)) == "Nobody has Welding at level 5; the best is 4."
    assert nobody(plan()) == ""
    # All of Ana is in the project already that asks.
    workspace = plan()
    shares = [replace(one, project_id=1) for one in workspace.where(Allocation, "resource_id", ANA)]
    told = "Nobody with Welding at level 3 has time free, or a share of another project, then."
    assert nobody(plan(*shares)) == told


def test_where_nobody_fits_those_are_named_first_whose_role_is_near_and_who_plan_by_shares() -> None:
    asked = StaffingRequest(id=1, project_id=1, role="Suit engineer", skill_id=2, percent=50, start=MONDAY)
    crew = Resource(id=5, name="Crew")
    # Ben is an engineer; a first share would take the crew off all its other work.
    assert [one for one, _, _ in ranked(plan(crew, asked=asked))] == [BEN, EVA, 5, ANA, ANA]


def test_a_request_that_lacks_nothing_has_no_candidates() -> None:
    over = StaffingRequest(
        id=1,
        project_id=1,
        role="Welder",
        percent=50,
        start=MONDAY - timedelta(9),
        finish=MONDAY - timedelta(2),
        state=StaffingState.OPEN,
    )
    assert ranked(plan(asked=over)) == []
