"""Random workspaces that the product could hold, for properties: small, but with everything that bears on dates."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from pmtui.domain.choices import (
    AllocationStatus,
    LinkKind,
    MoneyStatus,
    ProjectStatus,
    RequestState,
    WorkKind,
    WorkState,
)
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Dependency,
    Entity,
    Holiday,
    MoneyEntry,
    Program,
    Project,
    Resource,
    ScopeRequest,
    Settings,
    WorkItem,
)
from pmtui.domain.network import find_loop
from pmtui.domain.workspace import Workspace

TODAY = date(2027, 1, 6)  # a Wednesday
MOST_ITEMS = 12

near = st.integers(-10, 30).map(lambda days: TODAY + timedelta(days=days))
past = st.integers(-20, 0).map(lambda days: TODAY + timedelta(days=days))
sometimes_near = st.none() | near


@st.composite
def resources(draw: st.DrawFn, most: int = 3) -> list[Entity]:
    """Resources with their hours, units, comings, goings and absences."""
    rows: list[Entity] = []
    absences = 0
    for id in range(1, draw(st.integers(1, most)) + 1):
        first, last = sorted([draw(near), draw(near)])
        rows.append(
            Resource(
                id=id,
                name=f"Resource {id}",
                units=draw(st.sampled_from([1, 1, 1, 3])),
                minutes_a_day=draw(st.sampled_from([480, 480, 450, 7])),
                rate=draw(st.none() | st.integers(0, 20_000)),
                available_from=first if draw(st.integers(0, 5)) == 0 else None,
                available_to=last if draw(st.integers(0, 5)) == 0 else None,
                plans_by_shares=draw(st.integers(0, 3)) == 0,
            )
        )
        for _ in range(draw(st.integers(0, 2))):
            absences += 1
            start = draw(near)
            finish = start + timedelta(days=draw(st.integers(0, 6)))
            rows.append(Absence(id=absences, resource_id=id, start=start, finish=finish))
    return rows


@st.composite
def projects(draw: st.DrawFn) -> list[Entity]:
    """One or two programs with their projects, of any status."""
    programs = draw(st.integers(1, 2))
    rows: list[Entity] = [
        Program(id=id, name=f"Program {id}", currency="EUR", position=draw(st.integers(0, 1)))
        for id in range(1, programs + 1)
    ]
    for id in range(1, draw(st.integers(1, 4)) + 1):
        rows.append(
            Project(
                id=id,
                program_id=draw(st.integers(1, programs)),
                code=f"P{id}",
                name=f"Project {id}",
                priority=draw(st.integers(1, 3)),
                start=draw(sometimes_near),
                target_finish=draw(st.none() | st.just(date(2027, 3, 1))),
                status=draw(st.sampled_from([ProjectStatus.ACTIVE] * 9 + list(ProjectStatus))),
            )
        )
    return rows


@st.composite
def work_items(draw: st.DrawFn, project_count: int, most: int = MOST_ITEMS) -> list[WorkItem]:
    """Items of any kind and state; about a third lies inside a deliverable of the same project."""
    rows: list[WorkItem] = []
    for id in range(1, draw(st.integers(min(3, most), most)) + 1):
        project = draw(st.integers(1, project_count))
        parents = [one.id for one in rows if one.kind is WorkKind.DELIVERABLE and one.project_id == project]
        state = draw(st.sampled_from([WorkState.TO_DO] * 9 + list(WorkState)))
        began = state in (WorkState.IN_PROGRESS, WorkState.DONE)
        fixed = draw(st.integers(0, 3)) == 0
        start = draw(past)
        rows.append(
            WorkItem(
                id=id,
                project_id=project,
                number=id,
                parent_id=draw(st.sampled_from([None, *parents])),
                position=id,
                title=f"Item {id}",
                kind=draw(st.sampled_from([WorkKind.TASK] * 4 + list(WorkKind))),
                state=state,
                effort=None if fixed else draw(st.none() | st.integers(0, 4_000)),
                duration=draw(st.integers(0, 9)) if fixed else None,
                percent=draw(st.sampled_from([0, 0, 0, 33, 100])),
                remaining=draw(st.sampled_from([None, None, None, 0, 700])),
                started_on=start if began else None,
                finished_on=TODAY if state is WorkState.DONE else None,
                start_no_earlier=draw(sometimes_near) if draw(st.booleans()) else None,
                blocked_until=draw(sometimes_near) if state is WorkState.BLOCKED else None,
            )
        )
    return rows


@st.composite
def links(
    draw: st.DrawFn, items: list[WorkItem], kinds: tuple[LinkKind, ...] = tuple(LinkKind), loops: bool = False
) -> list[Dependency]:
    """Links of the given kinds across projects; without loops unless they are asked for."""
    rows: list[Dependency] = []
    if len(items) < 2:
        return rows
    for _ in range(draw(st.integers(len(items) // 2, len(items) + 2))):
        ends = [draw(st.integers(1, len(items))), draw(st.integers(1, len(items)))]
        before, after = ends if loops else sorted(ends)
        kind = draw(st.sampled_from((kinds[0], kinds[0], *kinds)))
        if before == after or any(
            (one.predecessor_id, one.successor_id, one.kind) == (before, after, kind) for one in rows
        ):
            continue
        if not loops and find_loop(Workspace([*items, *rows]), [(before, after)]):
            continue
        rows.append(
            Dependency(
                id=len(rows) + 1,
                predecessor_id=before,
                successor_id=after,
                kind=kind,
                lag=draw(st.sampled_from([0, 0, 1, 3, -1, -4])),
            )
        )
    return rows


@st.composite
def promises(draw: st.DrawFn, people: list[Resource], project_count: int) -> list[Entity]:
    """Shares of those who plan by shares; they may add up to more than a day."""
    rows: list[Entity] = []
    for one in people:
        for _ in range(draw(st.integers(0, 3)) if one.plans_by_shares else 0):
            start = draw(near)
            rows.append(
                Allocation(
                    id=len(rows) + 1,
                    resource_id=one.id,
                    project_id=draw(st.integers(1, project_count)),
                    percent=draw(st.sampled_from([1, 25, 50, 80, 100])),
                    start=start,
                    finish=draw(
                        st.none() | st.integers(0, 40).map(lambda days, start=start: start + timedelta(days=days))
                    ),
                    status=draw(st.sampled_from([AllocationStatus.COMMITTED] * 3 + [AllocationStatus.PROPOSED])),
                )
            )
    return rows


@st.composite
def assignments(draw: st.DrawFn, items: list[WorkItem], people: list[Resource]) -> list[Entity]:
    """Up to two resources on each item."""
    rows: list[Entity] = []
    for item in items:
        among = st.sampled_from([one.id for one in people])
        ids = draw(st.lists(among, min_size=draw(st.sampled_from([0, 1, 1, 1])), max_size=2, unique=True))
        for id in ids:
            rows.append(
                Assignment(
                    id=len(rows) + 1,
                    work_item_id=item.id,
                    resource_id=id,
                    units=draw(st.sampled_from([100, 100, 100, 50, 1, 200])),
                    spent=draw(st.sampled_from([0, 0, 333])),
                )
            )
    return rows


@st.composite
def workspaces(draw: st.DrawFn, *, loops: bool = False, most: int = MOST_ITEMS) -> Workspace:
    """A whole workspace; with ``loops`` its links may run in circles, as only an import could bring them."""
    planned = draw(projects())
    count = sum(isinstance(one, Project) for one in planned)
    staff = draw(resources())
    people = [one for one in staff if isinstance(one, Resource)]
    items = draw(work_items(count, most))
    rows: list[Entity] = [Settings(id=1), *planned, *staff, *items]
    rows += [Holiday(id=id, day=day, name="Off") for id, day in enumerate(draw(st.sets(near, max_size=3)), 1)]
    rows += draw(links(items, loops=loops))
    rows += draw(promises(people, count))
    rows += draw(assignments(items, people))
    rows += draw(_extras(items))
    return Workspace(rows)


@st.composite
def _extras(draw: st.DrawFn, items: list[WorkItem]) -> list[Entity]:
    """A postponed request and money, so that nothing that bears on a forecast is left out."""
    item = draw(st.sampled_from(items))
    values: dict[str, Any] = {"project_id": item.project_id, "work_item_id": item.id}
    return [
        ScopeRequest(
            id=1,
            title="In question",
            why="Not in the charter",
            raised_on=TODAY,
            state=draw(st.sampled_from(RequestState)),
            postponed_until=draw(sometimes_near),
            **values,
        ),
        MoneyEntry(id=1, day=TODAY, amount=500, status=draw(st.sampled_from(MoneyStatus)), **values),
    ]


@st.composite
def effort_plans(draw: st.DrawFn) -> Workspace:
    """Unstarted effort items of one project with finish-start and start-start links, each done by somebody."""
    count = draw(st.integers(1, 8))
    rows: list[Entity] = [
        Program(id=1, name="Program", currency="EUR"),
        Project(id=1, program_id=1, code="P1", name="Project", status=ProjectStatus.ACTIVE),
        *(Resource(id=id, name=f"R{id}", minutes_a_day=draw(st.integers(60, 480))) for id in (1, 2, 3)),
    ]
    items = [
        WorkItem(id=id, project_id=1, number=id, title=f"Item {id}", effort=draw(st.integers(1, 4_000)))
        for id in range(1, count + 1)
    ]
    rows += items
    rows += draw(links(items, (LinkKind.FINISH_START, LinkKind.START_START)))
    for item in items:
        rows.append(Assignment(id=item.id, work_item_id=item.id, resource_id=draw(st.integers(1, 3))))
    return Workspace(rows)
