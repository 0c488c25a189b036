"""Why: chains of sentences back to today or to something typed, by the product's own forecast."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.domain import choices as c
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Dependency,
    Entity,
    MoneyEntry,
    Program,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.forecast.result import Forecast, Hold, HoldKind, ItemForecast
from pmtui.domain.why import why_cost, why_health, why_item, why_project
from pmtui.domain.workspace import Workspace

TODAY = date(2027, 1, 11)  # a Monday
PROJECT = Project(
    id=1, program_id=1, code="SHT", name="Shuttle", target_finish=date(2027, 1, 15), status=c.ProjectStatus.ACTIVE
)
BASE = (Program(id=1, name="Moon", currency="EUR"), Resource(id=1, name="Ana Lima"))
MOULD = WorkItem(id=9, project_id=1, number=9, title="Mould", effort=960)
TEST = WorkItem(id=12, project_id=1, number=12, title="Seal test", effort=1440)
BOTH = (Assignment(id=1, work_item_id=9, resource_id=1), Assignment(id=2, work_item_id=12, resource_id=1))


def sentences(*rows: Entity, item: int = 12, project: Project = PROJECT) -> list[str]:
    workspace = Workspace([*BASE, project, *rows])
    return [step.sentence for step in why_item(workspace, forecast(workspace, TODAY), item)]


def test_a_chain_of_links_back_to_today() -> None:
    link = Dependency(id=1, predecessor_id=9, successor_id=12, lag=1)
    # Two days from Monday, a day of lag, then Thursday, Friday and Monday.
    assert sentences(MOULD, TEST, *BOTH, link) == [
        "SHT-12 Seal test finishes on 2027-01-18: 3d of work from 2027-01-14 on by Ana Lima.",
        "SHT-12 Seal test starts on 2027-01-14 because SHT-9 Mould finishes on 2027-01-12 (finish-start +1d).",
        "SHT-9 Mould finishes on 2027-01-12: 2d of work from 2027-01-11 on by Ana Lima.",
        "SHT-9 Mould starts on 2027-01-11 because nothing holds it: that is the first day on which it can.",
    ]


def test_a_person_who_is_busy_or_absent() -> None:
    assert (
        "SHT-12 Seal test starts on 2027-01-13 because Ana Lima is busy with SHT-9 Mould until 2027-01-12."
        in sentences(MOULD, TEST, *BOTH)
    )
    away = Absence(id=1, resource_id=1, start=TODAY, finish=date(2027, 1, 12))
    assert sentences(TEST, BOTH[1], away)[-1] == (
        "SHT-12 Seal test starts on 2027-01-13 because Ana Lima is absent on 2027-01-11."
    )


def test_what_was_typed_ends_a_chain() -> None:
    late = date(2027, 2, 1)
    assert sentences(replace(TEST, start_no_earlier=late), BOTH[1])[-1] == (
        "SHT-12 Seal test starts on 2027-02-01 because it may start no earlier than 2027-02-01."
    )
    blocked = replace(TEST, state=c.WorkState.BLOCKED, blocked_until=late)
    assert sentences(blocked, BOTH[1])[-1].endswith("because it is blocked until 2027-02-01.")
    assert sentences(TEST, BOTH[1], project=replace(PROJECT, start=late))[-1].endswith(
        "because its project SHT starts on 2027-02-01."
    )
    started = replace(TEST, state=c.WorkState.IN_PROGRESS, started_on=date(2027, 1, 5))
    assert sentences(started, BOTH[1])[-1] == (
        "SHT-12 Seal test is in progress since 2027-01-05 and goes on from 2027-01-11."
    )


def test_work_without_staff_on_hold_or_unassigned() -> None:
    shared = Resource(id=2, name="Bob", plans_by_shares=True)
    share = Allocation(id=1, resource_id=2, project_id=1, percent=100, start=TODAY, finish=date(2027, 1, 12))
    his = Assignment(id=2, work_item_id=12, resource_id=2)
    assert sentences(TEST, shared, share, his) == [
        "SHT-12 Seal test has no finish because nobody assigned (Bob) can give to it from 2027-01-13 on."
    ]
    assert sentences(TEST, project=replace(PROJECT, status=c.ProjectStatus.ON_HOLD)) == [
        "SHT-12 Seal test has no finish because its project SHT is on hold."
    ]
    assert sentences(TEST)[0].endswith("by one full-time person, since nobody is assigned.")


def test_a_deliverable_leads_to_its_last_child() -> None:
    part = replace(TEST, parent_id=7)
    found = sentences(WorkItem(id=7, project_id=1, number=7, title="Seals"), part, BOTH[1], item=7)
    assert found[0] == "SHT-7 Seals finishes on 2027-01-13 with SHT-12 Seal test, the last in it."
    assert len(found) == 3


def test_a_project_its_cost_and_its_health() -> None:
    money = MoneyEntry(id=1, project_id=1, day=TODAY, amount=50_000)
    project = replace(PROJECT, budget=100_000, target_finish=date(2027, 1, 12))
    workspace = Workspace([*BASE, project, TEST, BOTH[1], money])
    plan = forecast(workspace, TODAY)
    first = why_project(workspace, plan, 1)[0]
    assert first.sentence == (
        "SHT Shuttle finishes on 2027-01-13 with SHT-12 Seal test, 1 working day after its target of 2027-01-12."
    )
    assert first.item_id == 12
    # 24 h at the default rate of 100 an hour, and 500 spent.
    assert [step.sentence for step in why_cost(workspace, plan, 1)] == [
        "SHT Shuttle is forecast to cost 2,900 EUR, 1.9k (190 %) over the budget of 1k.",
        "500 EUR is spent: 500 EUR in 1 money entry, 0 EUR of time at the rates of those who spent it.",
        "2,400 EUR is remaining effort at the rates of those assigned.",
        "SHT-12 Seal test costs 2,400 EUR, with 3d of work left.",
    ]
    schedule = [step.sentence for step in why_health(workspace, plan, 1, TODAY, c.HealthAspect.SCHEDULE)]
    assert schedule[0].startswith("Schedule is at risk: Finish is forecast on Wed 2027-01-13")
    assert schedule[-1].startswith("SHT-12 Seal test starts on 2027-01-11")
    overall = [step.sentence for step in why_health(workspace, plan, 1, TODAY)]
    assert overall[0].startswith("Cost is off track: ")


def test_holds_that_run_in_a_circle_end_at_the_first_item_named_again() -> None:
    hold = {9: Hold(HoldKind.RESOURCE, item_id=12, resource_id=1), 12: Hold(HoldKind.LINK, item_id=9)}
    plan = Forecast(TODAY, {id: ItemForecast(id, TODAY, TODAY, one) for id, one in hold.items()})
    found = why_item(Workspace([*BASE, PROJECT, MOULD, TEST]), plan, 12)
    assert [step.item_id for step in found] == [12, 9, 12]
    assert found[-1].sentence == "SHT-12 Seal test is named above."


links = st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from(list(c.LinkKind)), st.integers(-3, 5))


@examples(50)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(list(c.WorkState))), min_size=1, max_size=6),
    st.lists(links, max_size=6),
    st.lists(st.integers(1, 6), max_size=4, unique=True),
)
def test_every_item_of_any_plan_has_an_answer_in_whole_sentences(
    items: list[tuple[int, c.WorkState]], edges: list[tuple[int, int, c.LinkKind, int]], assigned: list[int]
) -> None:
    rows: list[Entity] = [
        WorkItem(id=id, project_id=1, number=id, title="A", effort=effort, state=state)
        for id, (effort, state) in enumerate(items, 1)
    ]
    ids = range(1, len(items) + 1)
    rows += [
        Dependency(id=id, predecessor_id=before, successor_id=after, kind=kind, lag=lag)
        for id, (before, after, kind, lag) in enumerate(edges, 1)
        if before in ids and after in ids
    ]
    rows += [Assignment(id=id, work_item_id=one, resource_id=1) for id, one in enumerate(assigned, 1) if one in ids]
    workspace = Workspace([*BASE, PROJECT, *rows])
    plan = forecast(workspace, TODAY)
    for id in ids:
        steps = why_item(workspace, plan, id)
        assert steps
        assert len(steps) <= 2 * len(items) + 1
        for step in steps:
            assert step.sentence.endswith(".")
            assert "None" not in step.sentence
    assert why_project(workspace, plan, 1)
