"""A small program with one project to work on, as the tests of project detail begin."""

from datetime import date
from functools import partial
from typing import Any

from pmtui.commands import rows
from pmtui.domain.choices import ProjectStatus, WorkKind
from pmtui.domain.entities import Entity, Program, Project, Resource, WorkItem
from pmtui.store.database import Database

TODAY = date(2027, 2, 1)
DAY = 480


def add(database: Database, entity: type[Entity], **values: object) -> int:
    """Create a row by the command that the form uses; returns its id."""
    return database.run(partial(rows.create, entity=entity, values=values), TODAY).added[0][1]


def shuttle(database: Database) -> Database:
    """Project SHT: 1 Tank (2 Weld, 3 Paint), 4 Seal test, 5 Ready; Ana and Bo; and project LAN with 1 Leg."""
    add(database, Program, name="Moon landing", currency="EUR")
    add(database, Resource, name="Ana Lima")
    add(database, Resource, name="Bo Chen")
    for code, name, priority in (("SHT", "Shuttle", 1), ("LAN", "Lander", 2)):
        values = {"program_id": 1, "code": code, "name": name, "status": ProjectStatus.ACTIVE, "priority": priority}
        add(database, Project, **values, start=TODAY, target_finish=date(2027, 2, 12))
    add(database, WorkItem, project_id=1, title="Tank", kind=WorkKind.DELIVERABLE)
    add(database, WorkItem, project_id=1, title="Weld", effort=5 * DAY, parent_id=1)
    add(database, WorkItem, project_id=1, title="Paint", effort=3 * DAY, parent_id=1)
    add(database, WorkItem, project_id=1, title="Seal test", effort=2 * DAY)
    add(database, WorkItem, project_id=1, title="Ready", kind=WorkKind.MILESTONE)
    add(database, WorkItem, project_id=2, title="Leg", effort=4 * DAY)
    return database


def item(session: Any, number: int, project_id: int = 1) -> WorkItem:
    """A work item as it is in the database."""
    for one in session.rows(WorkItem):
        assert isinstance(one, WorkItem)
        if (one.project_id, one.number) == (project_id, number):
            return one
    raise AssertionError(f"no work item {number}")


def titles(session: Any) -> list[str]:
    """The titles of the outline as they are visible, from top to bottom, with their tree."""
    table = session.app.screen.query_one("#work")
    return [f"{row.guide}{row.item.title}" for row in table.rows]


def change(database: Database, row: object, **changes: object) -> None:
    """Edit a row by the command that the form uses."""
    database.run(partial(rows.edit, row=row, changes=changes), TODAY)
