"""A form is saved that was opened before another session changed its row: what is newer stays."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from tests.faults.figure import Figure, counted
from tests.terminal.plan import TODAY, make_plan

from pmtui.commands import rows
from pmtui.domain.entities import Entity, Program, Project, Resource, Risk, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.database import Command, Database
from pmtui.store.transaction import Transaction

# Fields that a form edits, two of each entity, so that the newer change is of the same field or of another.
FIELDS: dict[type[Entity], tuple[str, str]] = {
    Program: ("name", "vision"),
    Project: ("name", "manager"),
    WorkItem: ("title", "notes"),
    Resource: ("name", "role"),
    Risk: ("event", "cause"),
}
Save = Callable[[Entity, dict[str, str]], Command]


def figures(quick: bool) -> Iterator[Figure]:
    """300 forms, 20 in a hurry."""
    count = 20 if quick else 300
    yield counted("stale forms saved over a newer row", count, saved_over(count, by_form))
    yield counted("written without a look: saved over", count, saved_over(count, by_force), control=True)


def by_form(row: Entity, typed: dict[str, str]) -> Command:
    """The command of the form."""
    return partial(rows.edit, row=row, changes=typed)


def by_force(row: Entity, typed: dict[str, str]) -> Command:
    """The row as it was read, with what was typed, whatever is there now."""

    def write(tx: Transaction) -> str:
        old = {name: getattr(row, name) for name in FIELDS[type(row)]}
        tx.edit(tx.get(type(row), row.id), **{**old, **typed})
        return "written"

    return write


def saved_over(count: int, save: Save) -> Iterator[str]:
    """Open a form, change its row in another session, save the form: says what was lost of the newer row."""
    random = Random(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.db"
        make_plan(path)
        here, there = Database.open(path), Database.open(path)
        for entity, values in (
            (WorkItem, {"project_id": 1, "title": "Seal test"}),
            (Resource, {"name": "Ana"}),
            (Risk, {"program_id": 1, "project_id": 1, "event": "Rain"}),
        ):
            here.run(partial(rows.create, entity=entity, values=values), TODAY)
        for number in range(count):
            entity = random.choice(list(FIELDS))
            opened = next(iter(here.load().all(entity).values()))
            newer = {random.choice(FIELDS[entity]): f"newer {number}"}
            there.run(partial(rows.edit, row=next(iter(there.load().all(entity).values())), changes=newer), TODAY)
            typed = {random.choice(FIELDS[entity]): f"typed {number}"}
            yield tried(here, opened, save(opened, typed), newer, typed)
        here.close()
        there.close()


def tried(
    database: Database, opened: Entity, command: Command, newer: dict[str, str], typed: dict[str, str]
) -> str:
    """Save; "" where it is refused with both values named and the newer one stays."""
    told = ""
    try:
        database.run(command, TODAY)
    except Refused as refused:
        told = refused.sentence
    now = database.load().get(type(opened), opened.id)
    lost = [name for name, value in newer.items() if getattr(now, name) != value]
    unsaid = [value for value in (*newer.values(), *typed.values()) if value not in told]
    return f"{opened.noun}: lost {lost}, not said {unsaid}" if lost or unsaid else ""
