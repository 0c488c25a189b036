"""The databases that the terminal is measured on: the demo, and a large made-up program."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from instances import FIRST_DAY
from portfolio import portfolio

from pmtui.commands import scope
from pmtui.domain.choices import WorkKind
from pmtui.domain.entities import ENTITIES, Charter, Entity, Project, WorkItem
from pmtui.exchange.demo import open_demo
from pmtui.store.database import Database
from pmtui.store.dump import restore

LARGE = {"items": 5000, "projects": 50, "people": 200, "programs": 1}


def make_demo(path: Path) -> date:
    """The demo, as of the day that this gives."""
    day = date(2027, 3, 1)
    open_demo(path, day)[0].close()
    return day


def make_large(path: Path, size: Mapping[str, int] = LARGE, questions: int = 0) -> date:
    """A large program, with the scope of so much of its work in question, as of the day that this gives."""
    workspace = portfolio(**size)
    rows: dict[type[Entity], list[Entity]] = {one: list(workspace.all(one).values()) for one in ENTITIES}
    rows[Charter] = [Charter(id=id, project_id=id) for id in workspace.all(Project)]
    assert len(workspace.all(WorkItem)) == size["items"]
    database = Database.open(path, create=True)
    restore(database, rows, "made up")
    tasks = [one.id for one in workspace.all(WorkItem).values() if one.kind is WorkKind.TASK]
    asked = tasks[:: len(tasks) // questions][:questions] if questions else []
    if asked:
        database.run(partial(scope.put_in_question, item_ids=asked, why="No statement names it."), FIRST_DAY)
    database.close()
    return FIRST_DAY
