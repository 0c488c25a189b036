"""What holds of the forecast of any plan."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.plans import TODAY, effort_plans, workspaces
from tests.examples import examples

from pmtui.domain.choices import AllocationStatus, LinkKind, ProjectStatus, WorkState
from pmtui.domain.entities import (
    ENTITIES,
    Absence,
    Allocation,
    Assignment,
    Dependency,
    Entity,
    Holiday,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.forecast import critical_path_bound, forecast
from pmtui.domain.forecast.result import HoldKind
from pmtui.domain.workspace import Workspace

OPEN = {WorkState.TO_DO, WorkState.BLOCKED}
ENDED = {ProjectStatus.CLOSED, ProjectStatus.CANCELLED}


def rows_of(workspace: Workspace) -> list[Entity]:
    return [row for entity in ENTITIES for row in workspace.all(entity).values()]


def is_working(workspace: Workspace, day: date) -> bool:
    return day.weekday() < 5 and all(one.day != day for one in workspace.all(Holiday).values())


def working_days_before(workspace: Workspace, day: date) -> int:
    """Counted one by one from a day long before everything."""
    start = TODAY - timedelta(days=90)
    return sum(is_working(workspace, start + timedelta(days=days)) for days in range((day - start).days))


@examples(50)
@given(workspaces())
def test_no_resource_gives_more_than_it_has(workspace: Workspace) -> None:
    given_minutes: Counter[tuple[int, int]] = Counter()
    for work in forecast(workspace, TODAY).work:
        for day, minutes in work.minutes.items():
            assert minutes > 0
            given_minutes[work.resource_id, day] += minutes
    for (id, ordinal), minutes in given_minutes.items():
        day, resource = date.fromordinal(ordinal), workspace.all(Resource)[id]
        assert day >= TODAY
        assert is_working(workspace, day)
        assert minutes <= resource.units * resource.minutes_a_day
        assert resource.available_from is None or day >= resource.available_from
        assert resource.available_to is None or day <= resource.available_to
        for absence in workspace.where(Absence, "resource_id", id):
            assert absence.start is not None
            assert absence.finish is not None
            assert not absence.start <= day <= absence.finish


@examples(50)
@given(workspaces())
def test_no_resource_gives_more_than_its_share(workspace: Workspace) -> None:
    items = workspace.all(WorkItem)
    by_project: Counter[tuple[int, int, int]] = Counter()
    for work in forecast(workspace, TODAY).work:
        for day, minutes in work.minutes.items():
            by_project[work.resource_id, items[work.item_id].project_id, day] += minutes
    for (id, project, ordinal), minutes in by_project.items():
        resource, day = workspace.all(Resource)[id], date.fromordinal(ordinal)
        if not resource.plans_by_shares:
            continue
        percent = sum(
            one.percent
            for one in workspace.where(Allocation, "resource_id", id)
            if one.project_id == project
            and one.status is AllocationStatus.COMMITTED
            and one.start is not None
            and one.start <= day
            and (one.finish is None or day <= one.finish)
        )
        assert minutes * 100 <= resource.units * resource.minutes_a_day * percent


def _assert_links_hold(workspace: Workspace) -> None:
    found = forecast(workspace, TODAY)
    items, all_projects = workspace.all(WorkItem), workspace.all(Project)
    looped = {id for loop in found.loops for id in loop}
    parents = {one.parent_id for one in items.values()}
    for link in workspace.all(Dependency).values():
        after, before = items[link.successor_id], items[link.predecessor_id]
        if after.state not in OPEN or after.id in parents or {after.id, before.id} & looped:
            continue
        if looped and before.id in parents:
            continue  # what is in it may lie in a loop
        if before.state is WorkState.DROPPED or all_projects[before.project_id].status in ENDED:
            continue
        one, other = found.items[before.id], found.items[after.id]
        if other.finish is None or other.start is None or other.hold.kind is HoldKind.DONE:
            continue
        from_start = link.kind in (LinkKind.START_START, LinkKind.START_FINISH)
        source = one.start if from_start else one.finish
        if one.hold.kind is HoldKind.DONE and source is None:
            continue
        assert source is not None
        target = other.start if link.kind in (LinkKind.FINISH_START, LinkKind.START_START) else other.finish
        from_day = working_days_before(workspace, source)
        if link.kind is LinkKind.FINISH_FINISH and not is_working(workspace, source):
            from_day -= 1  # what was finished on a day off was so at the end of the day worked before
        assert working_days_before(workspace, target) >= from_day + link.lag


@examples(50)
@given(workspaces())
def test_no_link_into_an_unstarted_item_is_violated(workspace: Workspace) -> None:
    _assert_links_hold(workspace)


@examples(50)
@given(workspaces(loops=True))
def test_no_kept_link_is_violated_where_others_are_set_aside(workspace: Workspace) -> None:
    _assert_links_hold(workspace)


@examples(50)
@given(workspaces())
def test_no_start_before_what_allows_it(workspace: Workspace) -> None:
    found = forecast(workspace, TODAY)
    for item in workspace.all(WorkItem).values():
        one = found.items[item.id]
        if item.state not in OPEN or one.start is None or one.hold.kind in (HoldKind.DONE, HoldKind.CHILDREN):
            continue
        assert one.start >= TODAY
        assert is_working(workspace, one.start)
        project_start = workspace.all(Project)[item.project_id].start
        for day in (item.start_no_earlier, item.blocked_until, project_start):
            assert day is None or one.start >= day
        assert one.finish is None or one.finish >= one.start


@examples(50)
@given(workspaces())
def test_no_finish_before_the_critical_path_bound(workspace: Workspace) -> None:
    found, bounds = forecast(workspace, TODAY), critical_path_bound(workspace, TODAY)
    for id, one in found.items.items():
        if id in bounds and one.finish is not None:
            assert one.finish >= bounds[id]


@examples(50)
@given(workspaces())
def test_same_input_same_output(workspace: Workspace) -> None:
    first, second = forecast(workspace, TODAY), forecast(Workspace(rows_of(workspace)), TODAY)
    assert first == second
    assert tuple(first.work) == tuple(second.work)
    assert tuple(first.needed) == tuple(second.needed)


@examples(50)
@given(effort_plans(), st.integers(1, 3), st.integers(1, 300))
def test_more_capacity_never_makes_the_bound_later(workspace: Workspace, id: int, more: int) -> None:
    before = critical_path_bound(workspace, TODAY)
    richer = [
        replace(row, minutes_a_day=row.minutes_a_day + more) if isinstance(row, Resource) and row.id == id else row
        for row in rows_of(workspace)
    ]
    after = critical_path_bound(Workspace(richer), TODAY)
    assert all(after[item] <= bound for item, bound in before.items())


@examples(50)
@given(effort_plans())
def test_a_project_that_loses_its_only_person_has_no_finish(workspace: Workspace) -> None:
    alone = [replace(row, resource_id=1) if isinstance(row, Assignment) else row for row in rows_of(workspace)]
    with_her = forecast(Workspace(alone), TODAY).projects[1]
    assert with_her.finish is not None
    gone = [
        replace(row, available_to=TODAY - timedelta(days=1)) if isinstance(row, Resource) else row for row in alone
    ]
    without = forecast(Workspace(gone), TODAY).projects[1]
    assert without.finish is None
    assert "without staff from 2027-01-06" in without.reason
    assert without.cost == with_her.cost


@examples(50)
@given(workspaces(loops=True), st.integers(-40, 400))
def test_no_exception_on_any_plan(workspace: Workspace, later: int) -> None:
    found = forecast(workspace, TODAY + timedelta(days=later))
    assert set(found.items) == set(workspace.all(WorkItem))
    assert set(found.projects) == set(workspace.all(Project))
    stalls = {id: one.stalled_from for id, one in found.items.items() if one.stalled_from is not None}
    assert found.stalled == stalls
    assert all(one.finish is not None or one.reason for one in found.projects.values())
    assert len(found.work) >= 0
    assert len(found.needed) >= 0
