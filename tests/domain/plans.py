"""Random workspaces that the product could hold, for properties: small, but with everything that bears on dates.

They are made from a seed that hypothesis draws: few examples then differ more than if each value were drawn.
"""

from datetime import date, timedelta
from random import Random
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

seeds = st.integers(0, 2**32)


def near(random: Random) -> date:
    return TODAY + timedelta(days=random.randint(-10, 30))


def sometimes_near(random: Random) -> date | None:
    return random.choice([None, near(random)])


def resources(random: Random, most: int = 3) -> list[Entity]:
    """Resources with their hours, units, comings, goings and absences."""
    rows: list[Entity] = []
    absences = 0
    for id in range(1, random.randint(1, most) + 1):
        first, last = sorted([near(random), near(random)])
        rows.append(
            Resource(
                id=id,
                name=f"Resource {id}",
                units=random.choice([1, 1, 1, 3]),
                minutes_a_day=random.choice([480, 480, 450, 7]),
                rate=random.choice([None, random.randint(0, 20_000)]),
                available_from=first if random.choice([False] * 7 + [True]) else None,
                available_to=last if random.choice([False] * 7 + [True]) else None,
                plans_by_shares=random.choice([False, False, False, True]),
            )
        )
        for _ in range(random.randint(0, 2)):
            absences += 1
            start = near(random)
            finish = start + timedelta(days=random.randint(0, 6))
            rows.append(Absence(id=absences, resource_id=id, start=start, finish=finish))
    return rows


def projects(random: Random) -> list[Entity]:
    """One or two programs with their projects, of any status."""
    programs = random.randint(1, 2)
    rows: list[Entity] = [
        Program(id=id, name=f"Program {id}", currency="EUR", position=random.randint(0, 1))
        for id in range(1, programs + 1)
    ]
    for id in range(1, random.randint(1, 4) + 1):
        rows.append(
            Project(
                id=id,
                program_id=random.randint(1, programs),
                code=f"P{id}",
                name=f"Project {id}",
                priority=random.randint(1, 3),
                start=sometimes_near(random),
                target_finish=random.choice([None, date(2027, 3, 1)]),
                status=random.choice([ProjectStatus.ACTIVE] * 9 + list(ProjectStatus)),
            )
        )
    return rows


def work_items(random: Random, project_count: int, most: int = MOST_ITEMS) -> list[WorkItem]:
    """Items of any kind and state; about a third lies inside a deliverable of the same project."""
    rows: list[WorkItem] = []
    for id in range(1, random.randint(min(5, most), most) + 1):
        project = random.randint(1, project_count)
        parents = [one.id for one in rows if one.kind is WorkKind.DELIVERABLE and one.project_id == project]
        state = random.choice([WorkState.TO_DO] * 9 + list(WorkState))
        began = state in (WorkState.IN_PROGRESS, WorkState.DONE)
        fixed = random.choice([False, False, False, True])
        start = TODAY - timedelta(days=random.randint(0, 20))
        rows.append(
            WorkItem(
                id=id,
                project_id=project,
                number=id,
                parent_id=random.choice([None, *parents]),
                position=id,
                title=f"Item {id}",
                kind=random.choice([WorkKind.TASK] * 7 + list(WorkKind)),
                state=state,
                effort=None if fixed else random.choice([480, 700, 1_500, 4_000, 37, 960, 0, None]),
                duration=random.choice([3, 1, 5, 9, 0]) if fixed else None,
                percent=random.choice([0, 0, 0, 0, 0, 0, 33, 100]),
                remaining=random.choice([None] * 8 + [700, 0]),
                started_on=start if began else None,
                finished_on=TODAY if state is WorkState.DONE else None,
                start_no_earlier=sometimes_near(random) if random.randint(0, 3) == 0 else None,
                blocked_until=sometimes_near(random) if state is WorkState.BLOCKED else None,
            )
        )
    return rows


def links(
    random: Random, items: list[WorkItem], kinds: tuple[LinkKind, ...] = tuple(LinkKind), loops: bool = False
) -> list[Dependency]:
    """Links of the given kinds across projects; without loops unless they are asked for."""
    rows: list[Dependency] = []
    if len(items) < 2:
        return rows
    for _ in range(random.randint(len(items) // 2, len(items) + 1)):
        ends = [random.choice(items).id, random.choice(items).id]
        before, after = ends if loops else sorted(ends)
        kind = random.choice((kinds[0], kinds[0], *kinds))
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
                lag=random.choice([0, 0, 1, 3, -1, -4]),
            )
        )
    return rows


def promises(random: Random, people: list[Resource], project_count: int) -> list[Entity]:
    """Shares of those who plan by shares; they may add up to more than a day."""
    rows: list[Entity] = []
    for one in people:
        for _ in range(random.choice([2, 1, 3, 0]) if one.plans_by_shares else 0):
            start = near(random)
            rows.append(
                Allocation(
                    id=len(rows) + 1,
                    resource_id=one.id,
                    project_id=random.randint(1, project_count),
                    percent=random.choice([1, 25, 50, 80, 100]),
                    start=start,
                    finish=random.choice([None, start + timedelta(days=random.randint(0, 40))]),
                    status=random.choice([AllocationStatus.COMMITTED] * 3 + [AllocationStatus.PROPOSED]),
                )
            )
    return rows


def assignments(random: Random, items: list[WorkItem], people: list[Resource]) -> list[Entity]:
    """Up to two resources on each item."""
    rows: list[Entity] = []
    for item in items:
        ids = random.sample([one.id for one in people], min(random.choice([1, 1, 1, 2, 0]), len(people)))
        for id in ids:
            rows.append(
                Assignment(
                    id=len(rows) + 1,
                    work_item_id=item.id,
                    resource_id=id,
                    units=random.choice([100, 100, 100, 50, 1, 200]),
                    spent=random.choice([0, 0, 333]),
                )
            )
    return rows


def workspaces(*, loops: bool = False, most: int = MOST_ITEMS) -> st.SearchStrategy[Workspace]:
    """Whole workspaces, as ``workspace_of`` makes them."""
    return seeds.map(lambda seed: workspace_of(Random(seed), loops=loops, most=most))


def workspace_of(random: Random, *, loops: bool = False, most: int = MOST_ITEMS) -> Workspace:
    """A whole workspace; with ``loops`` its links may run in circles, as only an import could bring them."""
    planned = projects(random)
    count = sum(isinstance(one, Project) for one in planned)
    staff = resources(random)
    people = [one for one in staff if isinstance(one, Resource)]
    items = work_items(random, count, most)
    rows: list[Entity] = [Settings(id=1), *planned, *staff, *items]
    rows += [
        Holiday(id=id, day=day, name="Off")
        for id, day in enumerate(sorted({near(random) for _ in range(random.randint(0, 3))}), 1)
    ]
    rows += links(random, items, loops=loops)
    rows += promises(random, people, count)
    rows += assignments(random, items, people)
    rows += _extras(random, items)
    return Workspace(rows)


def _extras(random: Random, items: list[WorkItem]) -> list[Entity]:
    """A postponed request and money, so that nothing that bears on a forecast is left out."""
    item = random.choice(items)
    values: dict[str, Any] = {"project_id": item.project_id, "work_item_id": item.id}
    return [
        ScopeRequest(
            id=1,
            title="In question",
            why="Not in the charter",
            raised_on=TODAY,
            state=random.choice(list(RequestState)),
            postponed_until=sometimes_near(random),
            **values,
        ),
        MoneyEntry(id=1, day=TODAY, amount=500, status=random.choice(list(MoneyStatus)), **values),
    ]


def effort_plans() -> st.SearchStrategy[Workspace]:
    """Small plans, as ``effort_plan_of`` makes them."""
    return seeds.map(lambda seed: effort_plan_of(Random(seed)))


def effort_plan_of(random: Random) -> Workspace:
    """Unstarted effort items of one project with finish-start and start-start links, each done by somebody."""
    count = random.randint(1, 8)
    rows: list[Entity] = [
        Program(id=1, name="Program", currency="EUR"),
        Project(id=1, program_id=1, code="P1", name="Project", status=ProjectStatus.ACTIVE),
        *(Resource(id=id, name=f"R{id}", minutes_a_day=random.randint(60, 480)) for id in (1, 2, 3)),
    ]
    items = [
        WorkItem(id=id, project_id=1, number=id, title=f"Item {id}", effort=random.randint(1, 4_000))
        for id in range(1, count + 1)
    ]
    rows += items
    rows += links(random, items, (LinkKind.FINISH_START, LinkKind.START_START))
    for item in items:
        rows.append(Assignment(id=item.id, work_item_id=item.id, resource_id=random.randint(1, 3)))
    return Workspace(rows)
