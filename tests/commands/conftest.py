"""A small program to try commands on; every command that runs here is also undone and redone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pmtui.commands import rows, work
from pmtui.domain.entities import (
    ENTITIES,
    Entity,
    Program,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    Snapshot,
    WorkItem,
)
from pmtui.domain.errors import Refused
from pmtui.domain.outline import item_named
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Database


def state(workspace: Workspace) -> dict[type[Entity], dict[int, Entity]]:
    """All rows but the day's figures, which are no part of undo; versions do not count in equality."""
    return {entity: dict(workspace.all(entity)) for entity in ENTITIES if entity is not Snapshot}


class World:
    """A database with commands run on it, each checked to be undone and redone whole."""

    def __init__(self, database: Database, today: date) -> None:
        self.database = database
        self.today = today

    def run(self, command: Callable[..., str], **arguments: Any) -> str:
        before = state(self.ws)
        done = self.database.run(lambda tx: command(tx, **arguments), self.today)
        after = state(self.ws)
        if before != after:
            self.database.undo(self.today)
            assert state(self.ws) == before
            self.database.redo(self.today)
            assert state(self.ws) == after
        return done.label

    def refused(self, command: Callable[..., str], **arguments: Any) -> Refused:
        before = state(self.ws)
        with pytest.raises(Refused) as caught:
            self.database.run(lambda tx: command(tx, **arguments), self.today)
        assert state(self.ws) == before
        return caught.value

    def create(self, entity: type[Entity], **values: Any) -> int:
        known = set(self.ws.all(entity))
        self.run(rows.create, entity=entity, values=values)
        return max(set(self.ws.all(entity)) - known)

    def edit(self, row: Entity, **changes: Any) -> str:
        return self.run(rows.edit, row=row, changes=changes)

    def quick(self, code: str, line: str) -> WorkItem:
        self.run(work.quick_add, project_id=self.project(code).id, line=line)
        return self.item(f"{code}-{self.project(code).next_number - 1}")

    @property
    def ws(self) -> Workspace:
        return self.database.load()

    def project(self, code: str) -> Project:
        return self.ws.where(Project, "code", code)[0]

    def item(self, name: str) -> WorkItem:
        found = item_named(self.ws, name, None)
        assert found is not None
        return found

    def resource(self, name: str) -> Resource:
        return self.ws.where(Resource, "name", name)[0]

    def statement(self, text: str) -> ScopeStatement:
        return self.ws.where(ScopeStatement, "text", text)[0]

    def request(self) -> ScopeRequest:
        return list(self.ws.all(ScopeRequest).values())[-1]

    def names(self, code: str) -> list[str]:
        """The outline as lines such as ``-2 Seal test``, a dash for each level."""
        from pmtui.domain.outline import outline

        return [
            "-" * one.depth + f"{one.item.number} {one.item.title}"
            for one in outline(self.ws, self.project(code).id)
        ]


@pytest.fixture
def world(database: Database, today: date) -> World:
    """Program Moon with projects SHT and LND, program Mars with MRS, two people, a crane of two units."""
    made = World(database, today)

    def fill(tx: Any) -> str:
        def add(entity: type[Entity], **values: Any) -> None:
            rows.create(tx, entity=entity, values=values)

        add(Program, name="Moon", currency="usd", manager="Mia Chen")
        add(Program, name="Mars", currency="EUR")
        for program, code in ((1, "SHT"), (1, "LND"), (2, "MRS")):
            add(Project, program_id=program, code=code, name=f"Project {code}")
        for project, kind, text in ((1, "in", "Engines"), (1, "out", "Painting"), (2, "in", "Legs")):
            add(ScopeStatement, project_id=project, kind=kind, text=text)
        add(Resource, name="Ana Lima")
        add(Resource, name="Ben Okafor")
        add(Resource, name="Crane", kind="equipment", units=2)
        for line in ("Engine", "Seal test @ana 3d in 1", "Seal fit @ben 2d after 2 in 1", "Paint 1d", "Ready !"):
            work.quick_add(tx, project_id=1, line=line)
        work.quick_add(tx, project_id=2, line="Leg 4d after SHT-3")
        return "Begun"

    database.run(fill, today)
    return made
