"""A random plan as commands make it: what a command of scope review can do has something to be done to."""

from datetime import date, timedelta
from random import Random
from typing import Any

from pmtui.commands import rows, work
from pmtui.commands.outline import ancestors, children
from pmtui.domain.choices import AllocationStatus, LinkKind, StatementKind, WorkKind
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Benefit,
    BenefitSource,
    Dependency,
    Entity,
    Holiday,
    MoneyEntry,
    Program,
    Project,
    Resource,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.network import find_loop
from pmtui.store.database import Command
from pmtui.store.transaction import Transaction

PEOPLE = ("Ana Lima", "Ben Okafor", "Eva Lund", "Cy Moss")
PROJECTS = ((1, "SHT"), (1, "LND"), (1, "ORB"), (2, "MRS"))


def a_plan(random: Random, today: date) -> Command:
    """Three projects of one program and one of another: nested work, links, people with shares, money, benefits."""

    def fill(tx: Transaction) -> str:
        for name in ("Moon", "Mars"):
            _add(tx, Program, name=name, currency="EUR")
        for program, code in PROJECTS:
            start = today + timedelta(random.randint(-9, 9))
            values = {"program_id": program, "code": code, "name": code, "start": start}
            _add(tx, Project, **values, priority=random.randint(1, 3))
        for project in range(1, len(PROJECTS) + 1):
            for kind in (StatementKind.IN, *random.choices(list(StatementKind), k=2)):
                _add(tx, ScopeStatement, project_id=project, kind=kind, text=f"Engines {kind}")
        _add(tx, Holiday, day=today + timedelta(random.randint(0, 9)), name="Off")
        _people(tx, random)
        _work(tx, random)
        _links(tx, random)
        _records(tx, random)
        return "Planned"

    return fill


def _add(tx: Transaction, entity: type[Entity], **values: Any) -> None:
    rows.create(tx, entity=entity, values=values)


def _people(tx: Transaction, random: Random) -> None:
    """Three of four plan by shares."""
    for id, name in enumerate(PEOPLE, 1):
        _add(tx, Resource, name=name, rate=random.choice([None, 5_000]))
        first = tx.today + timedelta(random.randint(0, 20))
        _add(tx, Absence, resource_id=id, start=first, finish=first + timedelta(random.randint(0, 4)))
        for project in random.sample(range(1, 4), random.randint(1, 3)) if id < len(PEOPLE) else ():
            start = tx.today + timedelta(random.randint(-5, 10))
            _add(
                tx,
                Allocation,
                resource_id=id,
                project_id=project,
                percent=random.choice([20, 50, 100]),
                start=start,
                finish=random.choice([None, None, start + timedelta(random.randint(20, 60))]),
                status=random.choice([AllocationStatus.COMMITTED] * 4 + [AllocationStatus.PROPOSED]),
            )


def _work(tx: Transaction, random: Random) -> None:
    """Work of all kinds, about half of it inside other work, with people on what has nothing inside."""
    for number in range(random.randint(9, 16)):
        project = random.choice([1, 1, 2, 3, 4])
        inside = [one.id for one in tx.find(WorkItem, project_id=project) if one.kind is not WorkKind.MILESTONE]
        size = random.choice(["", "!", "1d", "3d", "12h", "=2d", "=4d"])
        line = f"Seal {number} {size}".rstrip()
        work.quick_add(tx, project_id=project, line=line, parent_id=random.choice([None, *inside]))
    for item in tx.find(WorkItem):
        if item.kind is not WorkKind.MILESTONE and not children(tx, item):
            for id in random.sample(range(1, len(PEOPLE) + 1), random.choice([0, 1, 1, 2])):
                given = {"units": random.choice([50, 100]), "spent": random.choice([0, 0, 90])}
                _add(tx, Assignment, work_item_id=item.id, resource_id=id, **given)
            if random.random() < 0.2:
                work.set_percent(tx, item_ids=[item.id], percent=random.choice([30, 60]))


def _links(tx: Transaction, random: Random) -> None:
    items = tx.find(WorkItem)
    for _ in range(random.randint(4, 9)):
        first, second = random.sample(items, 2)
        related = {one.id for item in (first, second) for one in ancestors(tx, item)} & {first.id, second.id}
        if related or find_loop(tx.workspace(), [(first.id, second.id)]):
            continue
        kind = random.choice([LinkKind.FINISH_START, *LinkKind])
        known = {"predecessor_id": first.id, "successor_id": second.id, "kind": kind}
        if not tx.find(Dependency, **known):
            _add(tx, Dependency, **known, lag=random.choice([0, 0, 2, -1]))


def _records(tx: Transaction, random: Random) -> None:
    """What goes with work that moves."""
    _add(tx, Benefit, program_id=1, name="Landings", due=tx.today + timedelta(random.randint(5, 40)))
    for item in random.sample(tx.find(WorkItem), 4):
        of = {"project_id": item.project_id, "work_item_id": item.id}
        _add(tx, MoneyEntry, **of, day=tx.today, amount=random.randint(1, 90) * 100)
        if item.project_id != len(PROJECTS):
            _add(tx, BenefitSource, **of, benefit_id=1)
