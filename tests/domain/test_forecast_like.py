"""A forecast that goes by an earlier one is the same as one made anew, whatever has changed between them."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from tests.domain.plans import TODAY, near, promises, seeds, workspace_of
from tests.domain.sketch import DAY, MONDAY, Sketch, day, span
from tests.examples import examples

from pmtui.domain.choices import MoneyStatus, ProjectStatus, WorkState
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Dependency,
    Entity,
    MoneyEntry,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace

CHANGED = (Absence, Allocation, Assignment, Dependency, Project, Resource, WorkItem)
Changes = dict[tuple[type[Entity], int], Entity | None]


def changes(random: Random, workspace: Workspace) -> Changes:
    """A few rows changed as commands could: moved, dropped, begun, given to others, promised, taken away."""
    found: Changes = {}
    projects = list(workspace.all(Project))
    for _ in range(random.randint(1, 3)):
        entity = random.choice(CHANGED)
        rows = list(workspace.all(entity).values())
        if rows:
            row = random.choice(rows)
            found[entity, row.id] = _changed(random, row, projects)
    if random.random() < 0.3:
        people = list(workspace.all(Resource).values())
        after = max(workspace.all(Allocation), default=0)
        for one in promises(random, people, len(projects)):
            found[Allocation, after + one.id] = replace(one, id=after + one.id)
    if random.random() < 0.2:
        project = random.choice(projects)
        id = 1 + max(workspace.all(MoneyEntry), default=0)
        found[MoneyEntry, id] = MoneyEntry(
            id=id, project_id=project, day=TODAY, status=MoneyStatus.ACTUAL, amount=500
        )
    return found


def _changed(random: Random, row: Entity, projects: list[int]) -> Entity | None:
    values: dict[str, Any] = {}
    match row:
        case WorkItem():
            values = random.choice(
                [
                    {"project_id": random.choice(projects), "parent_id": None},
                    {"state": WorkState.DROPPED},
                    {"percent": 50},
                    {"state": WorkState.IN_PROGRESS},
                    {"state": WorkState.IN_PROGRESS},
                    {"start_no_earlier": near(random)},
                    {"effort": random.randint(1, 3_000), "duration": None},
                ]
            )
        case Project():
            values = random.choice(
                [
                    {"priority": 1},
                    {"status": ProjectStatus.ON_HOLD},
                    {"start": near(random)},
                    {"target_finish": near(random)},
                ]
            )
        case Resource():
            values = random.choice(
                [{"plans_by_shares": not row.plans_by_shares}, {"minutes_a_day": 240}, {"rate": 9}]
            )
        case Allocation():
            values = random.choice([{"percent": 30}, {"finish": None}, {"project_id": random.choice(projects)}])
        case Assignment():
            if random.random() < 0.5:
                return None
            values = {"units": 30}
        case Absence():
            assert row.finish is not None
            values = {"finish": row.finish + timedelta(days=3)}
        case _:
            return None
    return replace(row, **values)


def assert_same(found: Forecast, fresh: Forecast) -> None:
    assert found == fresh
    assert tuple(found.work) == tuple(fresh.work)
    assert tuple(found.needed) == tuple(fresh.needed)


@examples(60)
@given(seeds)
def test_a_forecast_like_another_is_the_same_as_a_fresh_one(seed: int) -> None:
    random = Random(seed)
    before = workspace_of(random, loops=random.random() < 0.2, most=25)
    base = forecast(before, TODAY)
    after = before.changed(changes(random, before))
    found = forecast(after, TODAY, like=[base])
    assert_same(found, forecast(after, TODAY))
    known = [base, found]
    random.shuffle(known)
    again = random.choice([before, after]).changed(changes(random, after))
    assert_same(forecast(again, TODAY, like=known), forecast(again, TODAY))


@examples(80)
@given(seeds)
def test_what_nobody_can_give_to_anywhere_is_forecast_as_if_it_were_tried_for_the_first_time(seed: int) -> None:
    random = Random(seed)
    whole = workspace_of(random, most=25)
    item = random.choice([one for one in whole.all(WorkItem).values() if one.state is WorkState.TO_DO] or [None])
    if item is None:
        return
    people = {one.resource_id for one in whole.where(Assignment, "work_item_id", item.id)}
    rows: Changes = {
        (Resource, id): replace(whole.all(Resource)[id], plans_by_shares=random.random() < 0.9) for id in people
    }
    rows |= {(Allocation, id): None for id, one in whole.all(Allocation).items() if one.resource_id in people}
    before = whole.changed(rows)
    known = [forecast(before, TODAY)]
    for project in (*before.all(Project), *random.choices(list(before.all(Project)), k=4)):
        moved = replace(
            item, project_id=project, parent_id=None, start_no_earlier=random.choice([None, near(random)])
        )
        after = before.changed({(WorkItem, item.id): moved})
        found = forecast(after, TODAY, like=known)
        assert_same(found, forecast(after, TODAY))
        known = [known[0], *known[1:], found][-3:]


def test_a_forecast_of_another_day_is_no_help_and_no_harm() -> None:
    workspace = workspace_of(Random(7))
    later = TODAY + timedelta(days=5)
    assert_same(forecast(workspace, later, like=[forecast(workspace, TODAY)]), forecast(workspace, later))


def test_work_that_only_has_to_end_later_than_before_is_placed_anew() -> None:
    """Bob's day may end no earlier than Ana's work, of 5 days instead of 3; what allows its start is the same."""
    plan = Sketch()
    first = plan.item(3 * DAY, by=plan.person("Ana"))
    second = plan.item(DAY, by=plan.person("Bob"))
    plan.link(first, second, "FF")
    before = Workspace(plan.rows)
    after = before.changed({(WorkItem, first): replace(before.all(WorkItem)[first], effort=5 * DAY)})
    found = forecast(after, MONDAY, like=[forecast(before, MONDAY)])
    assert span(found, second) == (day(4), day(4))


def test_why_another_project_has_no_finish_is_said_anew() -> None:
    """B waits for work of A that nobody does, then for A on hold; no date of B differs."""
    plan = Sketch()
    first = plan.item(DAY, by=plan.person("Ana"))
    other = plan.project("B")
    plan.link(first, plan.item(DAY, by=plan.person("Bob"), project=other))
    whole = Workspace(plan.rows)
    before = whole.changed(
        {(Resource, 1): replace(whole.all(Resource)[1], available_to=MONDAY - timedelta(days=1))}
    )
    project = before.all(WorkItem)[first].project_id
    held = replace(before.all(Project)[project], status=ProjectStatus.ON_HOLD)
    after = before.changed({(Project, project): held})
    base = forecast(before, MONDAY)
    assert "without staff" in base.projects[other].reason
    assert "on hold" in forecast(after, MONDAY, like=[base]).projects[other].reason
