"""The health of a project, by hand-made forecasts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmtui.domain.choices import (
    HealthAspect,
    ProjectStatus,
    Rag,
    RequestState,
    Scope,
)
from pmtui.domain.entities import (
    Allocation,
    Entity,
    HealthOverride,
    Program,
    Project,
    Resource,
    ScopeRequest,
    WorkItem,
)
from pmtui.domain.forecast.result import Forecast, Hold, HoldKind, ItemForecast, ProjectForecast
from pmtui.domain.health import Health, health
from pmtui.domain.questions import in_question
from pmtui.domain.workspace import Workspace

TODAY = date(2027, 1, 11)
TARGET = date(2027, 3, 1)
PROGRAM = Program(id=1, name="Moon", currency="EUR")
PROJECT = Project(id=1, program_id=1, code="SHT", name="Shuttle", target_finish=TARGET, budget=100_000)
FIGURES = ProjectForecast(1, TODAY, TARGET, 0, 100_000, 0, 0)


def item(id: int, scope: Scope = Scope.IN_SCOPE, parent: int | None = None) -> WorkItem:
    return WorkItem(id=id, project_id=1, number=id, title=f"Item {id}", scope=scope, parent_id=parent)


def forecast_of(figures: ProjectForecast = FIGURES, *items: ItemForecast) -> Forecast:
    stalled = {one.item_id: one.stalled_from for one in items if one.stalled_from is not None}
    return Forecast(TODAY, {one.item_id: one for one in items}, {1: figures}, stalled)


def of(forecast: Forecast, *rows: Entity, project: Project = PROJECT) -> Health:
    return health(Workspace([PROGRAM, project, *rows]), forecast, 1, TODAY)


def work(id: int, minutes: int, start: date = TODAY, **more: object) -> ItemForecast:
    return ItemForecast(id, start, start, Hold(HoldKind.TODAY), remaining=minutes)._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("slip", "rag"),
    [(-3, Rag.ON_TRACK), (0, Rag.ON_TRACK), (1, Rag.AT_RISK), (10, Rag.AT_RISK), (11, Rag.OFF_TRACK)],
)
def test_schedule(slip: int, rag: Rag) -> None:
    assert of(forecast_of(replace(FIGURES, slip=slip))).schedule.rag is rag


def test_the_reasons_of_schedule_are_sentences_with_figures() -> None:
    late = replace(FIGURES, finish=date(2027, 3, 15), slip=10)
    found = of(forecast_of(late)).schedule
    assert found.reasons == (
        "Finish is forecast on Mon 2027-03-15, 10 working days after the target of 2027-03-01.",
    )
    endless = replace(FIGURES, finish=None, slip=None, reason="SHT-1 without staff from 2027-02-01", last_item_id=1)
    found = of(forecast_of(endless)).schedule
    assert (found.rag, found.reasons) == (
        Rag.OFF_TRACK,
        ("It has no finish: SHT-1 without staff from 2027-02-01.",),
    )


@pytest.mark.parametrize(
    ("cost", "rag"),
    [(100_000, Rag.ON_TRACK), (100_001, Rag.AT_RISK), (110_000, Rag.AT_RISK), (110_001, Rag.OFF_TRACK)],
)
def test_cost(cost: int, rag: Rag) -> None:
    assert of(forecast_of(replace(FIGURES, cost=cost))).cost.rag is rag


def test_cost_says_how_much() -> None:
    found = of(forecast_of(replace(FIGURES, cost=125_000)))
    assert found.cost.reasons == ("Cost is forecast at 1.25k EUR, 250 (25 %) over the budget of 1k.",)


def test_without_dates_and_budget_nothing_is_set() -> None:
    found = of(forecast_of(), project=replace(PROJECT, target_finish=None, budget=None))
    assert (found.schedule.rag, found.cost.rag, found.resources.rag) == (Rag.NOT_SET,) * 3
    assert found.scope.rag is Rag.ON_TRACK


def test_an_ended_project_has_no_health() -> None:
    found = of(forecast_of(), project=replace(PROJECT, status=ProjectStatus.CLOSED))
    assert found.overall is Rag.NOT_SET


def ana(percent: int) -> list[Entity]:
    return [
        Resource(id=1, name="Ana Lima", plans_by_shares=True),
        Allocation(id=1, resource_id=1, project_id=1, percent=percent, start=TODAY),
        Allocation(id=2, resource_id=1, project_id=1, percent=50, start=TODAY),
    ]


def test_overloaded_people() -> None:
    # 31 working days in six weeks and a day: 10 % of 8 h is 24.8 h, 50 % is 124 h, over half of six weeks.
    assert of(forecast_of(), *ana(50)).resources.rag is Rag.NOT_SET
    found = of(forecast_of(), *ana(60)).resources
    assert found.reasons == ("Ana Lima is promised 25h beyond what there is in the next 6 weeks.",)
    assert found.rag is Rag.AT_RISK
    assert of(forecast_of(), *ana(100)).resources.rag is Rag.OFF_TRACK


def test_work_without_staff_soon_and_later() -> None:
    soon, later = date(2027, 2, 1), date(2027, 6, 1)
    stalled = work(1, 480, stalled_from=soon, hold=Hold(HoldKind.NO_STAFF))
    found = of(forecast_of(FIGURES, stalled), item(1)).resources
    assert (found.rag, found.reasons) == (Rag.OFF_TRACK, ("SHT-1 is without staff from 2027-02-01.",))
    found = of(forecast_of(FIGURES, stalled._replace(stalled_from=later)), item(1)).resources
    assert found.rag is Rag.ON_TRACK
    assert of(forecast_of(FIGURES, work(1, 480, assumed=True)), item(1)).resources.rag is Rag.AT_RISK
    assert of(forecast_of(FIGURES, work(1, 480, later, assumed=True)), item(1)).resources.rag is Rag.ON_TRACK


def request(days: int, item_id: int | None = None, **more: object) -> ScopeRequest:
    made = ScopeRequest(
        id=1, project_id=1, work_item_id=item_id, title="Ramp", raised_on=TODAY - timedelta(days=days)
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_scope_by_age_and_size() -> None:
    plan = forecast_of(FIGURES, work(1, 9000), work(2, 1000))
    rows = [item(1), item(2, Scope.IN_QUESTION)]
    found = of(plan, *rows, request(28, 2)).scope
    assert (found.rag, found.reasons) == (
        Rag.AT_RISK,
        ("1 piece of work is in question, the oldest for 28 days: 2d 40m, 10 % of the open effort.",),
    )
    assert of(plan, *rows, request(29, 2)).scope.rag is Rag.OFF_TRACK
    assert of(forecast_of(FIGURES, work(1, 9000), work(2, 1001)), *rows).scope.rag is Rag.OFF_TRACK
    assert of(plan, item(1), item(2)).scope.reasons == ("Nothing is in question.",)


def test_a_postponed_request_counts_from_its_day_on() -> None:
    plan = forecast_of(FIGURES, work(1, 9000), work(2, 1000))
    rows = [item(1), item(2, Scope.IN_QUESTION)]
    put_off = request(99, 2, state=RequestState.POSTPONED, postponed_until=TODAY + timedelta(days=1))
    assert of(plan, *rows, put_off).scope.rag is Rag.ON_TRACK
    assert of(plan, *rows, replace(put_off, postponed_until=TODAY)).scope.rag is Rag.OFF_TRACK


def test_a_question_about_a_deliverable_covers_what_it_contains_and_counts_its_effort_once() -> None:
    rows = [item(1, Scope.IN_QUESTION), item(2, Scope.IN_QUESTION, 1), item(3, Scope.IN_QUESTION)]
    found = in_question(Workspace([PROGRAM, PROJECT, *rows, request(1, 1)]), 1, TODAY)
    assert [one.id for one in found.work] == [2, 3]
    assert [one.id for one in found.loose] == [3]
    assert [one.id for one in found.requests] == [1]


def test_an_override_stands_over_the_computed_health_and_names_both() -> None:
    override = HealthOverride(
        id=1, project_id=1, aspect=HealthAspect.COST, rag=Rag.OFF_TRACK, reason="The supplier is bankrupt."
    )
    found = of(forecast_of(), override)
    assert (found.cost.rag, found.cost.computed, found.cost.overridden) == (Rag.OFF_TRACK, Rag.ON_TRACK, True)
    assert found.cost.reasons[0] == "Set to off track by hand: The supplier is bankrupt."
    assert found.overall is Rag.OFF_TRACK
    assert found.overridden
