"""A large made-up portfolio, the same on every run, to time the forecast on: people, shares, absences, links."""

from datetime import timedelta
from random import Random

from instances import FIRST_DAY, weekday

from pmtui.domain.choices import LinkKind, ProjectStatus, WorkKind, WorkState
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Dependency,
    Entity,
    Holiday,
    Program,
    Project,
    Resource,
    WorkItem,
)
from pmtui.domain.workspace import Workspace

PROJECTS = 60
PEOPLE = 120
PROGRAMS = 4
HOUR = 60
KINDS = (
    [LinkKind.FINISH_START] * 14
    + [LinkKind.START_START] * 3
    + [LinkKind.FINISH_FINISH] * 2
    + [LinkKind.START_FINISH]
)
ACROSS = 0.1  # of the work items wait for one of another project
AFTER_PART = 0.05  # wait for the whole deliverable before theirs


def portfolio(items: int, projects: int = PROJECTS, people: int = PEOPLE, programs: int = PROGRAMS) -> Workspace:
    """So many work items over the projects, most of them by effort, three levels deep.

    There must be two people for each project, or more.
    """
    random = Random(20270201)
    rows: list[Entity] = [
        Program(id=id, name=f"Program {id}", currency="EUR", position=id) for id in range(1, programs + 1)
    ]
    rows += [Holiday(id=id, day=weekday(30 * id), name=f"Holiday {id}") for id in range(1, 13)]
    rows += _people(random, projects, people)
    for id in range(1, projects + 1):
        rows.append(
            Project(
                id=id,
                program_id=1 + id % programs,
                code=f"P{id}",
                name=f"Project {id}",
                priority=1 + id % 7,
                start=weekday(random.randrange(0, 120)),
                target_finish=weekday(300),
                status=ProjectStatus.ACTIVE,
                next_number=items + 1,
            )
        )
    rows += _work(random, items, projects, people)
    return Workspace(rows)


def _people(random: Random, projects: int, people: int) -> list[Entity]:
    rows: list[Entity] = []
    shares = 0
    for id in range(1, people + 1):
        rows.append(Resource(id=id, name=f"Person {id}", rate=9_000 + 100 * (id % 40), plans_by_shares=id % 2 == 0))
        start = FIRST_DAY + timedelta(days=random.randrange(0, 300))
        rows.append(Absence(id=id, resource_id=id, start=start, finish=start + timedelta(days=14)))
        for turn in range(3 if id % 2 == 0 else 0):
            shares += 1
            rows.append(
                Allocation(
                    id=shares,
                    resource_id=id,
                    project_id=1 + (id // 2 + 20 * turn) % projects,
                    percent=(50, 30, 40 if id % 10 == 0 else 20)[turn],  # some are promised more than whole
                    start=FIRST_DAY,
                )
            )
    return rows


def _work(random: Random, items: int, projects: int, people: int) -> list[Entity]:
    rows: list[Entity] = []
    links = assignments = 0
    each = items // projects
    for id in range(1, items + 1):
        project = min(1 + (id - 1) // each, projects)
        place = (id - 1) - (project - 1) * each
        first = id - place  # the project's top deliverable
        if place == 0 or (place % 7 == 1 and place + 2 < each):
            parent = None if place == 0 else first
            rows.append(_item(id, project, parent, f"Deliverable {id}", kind=WorkKind.DELIVERABLE))
            group = id
            continue
        if place % 14 == 13:
            rows.append(_item(id, project, group, f"Milestone {id}", kind=WorkKind.MILESTONE))
        elif place % 9 == 5:
            rows.append(_item(id, project, group, f"Test {id}", duration=random.randrange(1, 10)))
        else:
            rows.append(
                _item(
                    id,
                    project,
                    group,
                    f"Work {id}",
                    effort=HOUR * random.randrange(4, 81),
                    percent=50 if place == 2 else 0,
                    state=WorkState.IN_PROGRESS if place == 2 else WorkState.TO_DO,
                )
            )
        for person in _team(random, project, projects, people):
            assignments += 1
            rows.append(Assignment(id=assignments, work_item_id=id, resource_id=person))
        for before in _before(random, id, first, group) if place > 3 else ():
            links += 1
            kind = random.choice(KINDS)
            rows.append(Dependency(id=links, predecessor_id=before, successor_id=id, kind=kind, lag=links % 3))
    return rows


def _before(random: Random, id: int, first: int, group: int) -> set[int]:
    """What a work item waits for: one or two of its project, at times also a deliverable or another project's."""
    found = {random.randrange(max(first + 1, id - 9), id) for _ in range(2)}
    if random.random() < ACROSS and first > 1:
        found.add(random.randrange(max(1, first - 400), first))
    if random.random() < AFTER_PART and group - 7 > first:
        found.add(group - 7)
    return found - {group}


def _team(random: Random, project: int, projects: int, people: int) -> list[int]:
    """One person, sometimes two, of those with a share of the project or without any shares."""
    sharing = [2 * ((project - 1 - 20 * turn) % projects) or people for turn in range(3)]
    free = [2 * random.randrange(0, people // 2) + 1]
    return random.sample(sharing + free, 2 if random.random() < 0.2 else 1)


def _item(id: int, project: int, parent: int | None, title: str, **values: object) -> WorkItem:
    return WorkItem(id=id, project_id=project, number=id, parent_id=parent, title=title, **values)  # type: ignore[arg-type]
