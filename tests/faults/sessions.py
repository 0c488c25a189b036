"""Two processes change the same rows in turn: no update is lost, and nobody is told of a lock."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine, text
from tests.faults.figure import Figure, counted, side_by_side
from tests.terminal.plan import TODAY, make_plan

from pmtui.commands import rows
from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.database import Database
from pmtui.store.errors import NotSaved
from pmtui.store.transaction import Transaction

ITEM = 1
CARELESS = 600  # edits of the control


@dataclass(frozen=True, slots=True)
class Turn:
    """One session: so many edits of one row, or of different rows by form; or as SQLAlchemy does without care."""

    path: Path
    number: int
    edits: int
    careless: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """How many of a session's edits were acknowledged, and what it was told of locks."""

    edits: int
    locked: tuple[str, ...]


def figures(quick: bool) -> Iterator[Figure]:
    """600 edits by two sessions, 60 in a hurry."""
    edits = 60 if quick else 600
    lost, locked = interleaved(edits)
    yield counted("two sessions, interleaved edits: lost updates", edits, lost)
    yield counted('two sessions: "locked" shown', edits, locked)
    lost, locked = interleaved(CARELESS, careless=True)
    yield counted("SQLAlchemy's defaults: lost updates, locks shown", CARELESS, [*lost, *locked], control=True)


def interleaved(edits: int, *, careless: bool = False) -> tuple[list[str], list[str]]:
    """Let two processes edit one work item; gives the updates that are lost, and the locks that were told of."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.db"
        make_plan(path)
        database = Database.open(path)
        values = {"project_id": 1, "title": "Seal test", "effort": 1, "percent": 0}
        database.run(partial(rows.create, entity=WorkItem, values=values), TODAY)
        turns = [Turn(path, number, edits // 2, careless) for number in range(2)]
        made = side_by_side(take_turn, turns)
        workspace = database.load()
        database.close()
        effort = (workspace.all(WorkItem)[ITEM].effort or 0) - 1
        by_form = 0 if careless else edits // 2
        lost = sum(one.edits for one in made) - effort - by_form
        named = {one.name for one in workspace.all(Project).values()}
        last = {f"Edit {by_form // 2} of {one}" for one in range(2)} if by_form else set()
        return [*["an update"] * abs(lost), *sorted(last - named)], [said for one in made for said in one.locked]


def await_other(turn: Turn, come_to: str = "the start") -> None:
    """Go on when the other session has come as far."""
    turn.path.with_name(f"{come_to}-{turn.number}").touch()
    while not all(turn.path.with_name(f"{come_to}-{number}").exists() for number in range(2)):
        time.sleep(0.001)


def take_turn(turn: Turn) -> Made:
    """Edit as fast as it goes: add to a figure that the other session adds to as well, and to a row of its own."""
    if turn.careless:
        return take_careless_turn(turn)
    database = Database.open(turn.path)
    values = {"program_id": 1, "code": f"S{turn.number}", "name": "New", "start": TODAY}
    own = database.run(partial(rows.create, entity=Project, values=values), TODAY).added[0][1]
    done, locked = 0, []
    await_other(turn)
    for number in range(turn.edits):
        row = database.load().all(Project)[own]
        name = f"Edit {number // 2 + 1} of {turn.number}"
        command = more if number % 2 else partial(rows.edit, row=row, changes={"name": name})
        try:
            database.run(command, TODAY)
            done += 1
        except (NotSaved, Refused) as no:
            locked.append(no.sentence)
    database.close()
    return Made(done, tuple(locked))


def more(tx: Transaction) -> str:
    """Add a minute to what is there now."""
    item = tx.get(WorkItem, ITEM)
    tx.edit(item, effort=(item.effort or 0) + 1)
    return "a minute more"


def take_careless_turn(turn: Turn) -> Made:
    """Read, add and write on an engine as it comes; the first time both have read before either writes."""
    engine = create_engine(f"sqlite:///{turn.path}")
    done, locked = 0, []
    for number in range(turn.edits):
        try:
            with engine.begin() as connection:
                effort = connection.execute(text("SELECT effort FROM work_item")).scalar_one()
                if not number:
                    await_other(turn, "the first write")
                connection.execute(text("UPDATE work_item SET effort = :effort"), {"effort": effort + 1})
            done += 1
        except Exception as error:
            locked.append(type(error).__name__)
    engine.dispose()
    return Made(done, tuple(locked))
