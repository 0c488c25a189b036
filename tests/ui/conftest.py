"""The app on a real temporary database, driven by keys; nothing waits by the clock."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from functools import partial

import pytest
from textual.pilot import Pilot

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import ProjectStatus, StatementKind
from pmtui.domain.entities import (
    Benefit,
    BenefitSource,
    Dependency,
    Entity,
    Program,
    Project,
    Resource,
    ScopeStatement,
    WorkItem,
)
from pmtui.store.database import Database
from pmtui.ui.app import PmtuiApp

TODAY = date(2027, 2, 1)


class Session:
    """A running app: press keys, read what is visible, ask the database."""

    def __init__(self, app: PmtuiApp, pilot: Pilot[None], database: Database) -> None:
        self.app = app
        self.pilot = pilot
        self.database = database

    async def press(self, *keys: str) -> str:
        """Press keys one after the other, each shown before the next; returns what is visible then."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()
        return self.text

    async def write(self, text: str) -> None:
        """Type text as it stands."""
        await self.pilot.press(*("space" if one == " " else one for one in text))
        await self.settled()

    async def settled(self) -> None:
        """Wait until all that was asked for is shown."""
        await self.pilot.pause()
        await self.app.settled()
        await self.pilot.pause()

    @property
    def text(self) -> str:
        """The visible lines."""
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(line.text.rstrip() for line in lines)

    @property
    def status(self) -> str:
        """The status line."""
        return self.app.status.plain.strip()

    def line(self, part: str) -> str:
        """The first visible line with this in it."""
        return next((one for one in self.text.splitlines() if part in one), "")

    def rows(self, entity: type[Entity]) -> list[Entity]:
        """What the database holds now of an entity."""
        return list(self.database.load().all(entity).values())


Add = Callable[..., int]
Open = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture
def add() -> Add:
    """Create a row by the command that the form uses: ``add(database, Entity, **values)`` gives its id."""

    def create(database: Database, entity: type[Entity], **values: object) -> int:
        return database.run(partial(rows.create, entity=entity, values=values), TODAY).added[0][1]

    return create


@pytest.fixture
def small(database: Database, add: Add) -> Database:
    """A program with two projects and four work items."""
    add(database, Program, name="Moon landing", currency="EUR")
    for code, name in (("SHT", "Shuttle"), ("LAN", "Lander")):
        values = {"program_id": 1, "code": code, "name": name, "status": ProjectStatus.ACTIVE}
        add(database, Project, **values, start=TODAY, target_finish=date(2027, 3, 1))
    for project_id, title in ((1, "Seal test"), (1, "Tank"), (2, "Leg"), (2, "a [/] b [red]x")):
        add(database, WorkItem, project_id=project_id, title=title, effort=5 * 480)
    return database


@pytest.fixture
def asked(small: Database, add: Add) -> Database:
    """SHT-1 in question: Ana works on it, a leg of the lander waits for it, and a benefit for the lander."""
    for project_id, text in ((1, "Tanks and their seals"), (2, "Legs and tests of legs")):
        add(small, ScopeStatement, project_id=project_id, kind=StatementKind.IN, text=text)
    add(small, Resource, name="Ana Lima", rate=10_000)
    small.run(partial(work.assign, item_ids=[1, 2], resource_id=1), TODAY)
    add(small, Dependency, predecessor_id=1, successor_id=3)
    add(small, Benefit, program_id=1, name="Soft landing", due=date(2027, 3, 1))
    add(small, BenefitSource, benefit_id=1, project_id=2)
    small.run(partial(scope.put_in_question, item_ids=[1], why="No statement names it."), TODAY)
    return small


@pytest.fixture
def opened() -> Open:
    """Run the app on a database at a size: ``async with opened(database) as session``."""

    @asynccontextmanager
    async def run(
        database: Database, size: tuple[int, int] = (80, 24), today: date | None = TODAY
    ) -> AsyncIterator[Session]:
        app = PmtuiApp(lambda: database, today)
        async with app.run_test(size=size) as pilot:
            session = Session(app, pilot, database)
            await session.settled()
            yield session

    return run
