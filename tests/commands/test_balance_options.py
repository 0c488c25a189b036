"""Every way to level an overload and every candidate for a request is committed as it was shown, and helps."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commands.conftest import state
from tests.commands.random_commands import first_command
from tests.commands.screen import Screen
from tests.examples import examples

from pmtui.commands import rows, shares, staffing
from pmtui.domain.entities import (
    Allocation,
    Assignment,
    Entity,
    Resource,
    ResourceSkill,
    Skill,
    StaffingRequest,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.levelling import overload_from, ways
from pmtui.domain.load import Loads
from pmtui.domain.shares import missing
from pmtui.domain.staffing import candidates
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Command, Database

TODAY = date(2027, 1, 4)  # a Monday
ANA, BEN, EVA = 1, 2, 3
SHT, LND = 1, 2


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana and Eva can weld; Ana has spent time on her work, and is wanted by both projects."""
    path = tmp_path_factory.mktemp("options") / "begun.db"
    database = Database.open(path, create=True)
    database.run(first_command(TODAY), TODAY)

    def add(entity: type[Entity], **values: Any) -> None:
        database.run(partial(rows.create, entity=entity, values=values), TODAY)

    add(Resource, name="Eva Lund")
    add(Skill, name="Welding")
    add(ResourceSkill, resource_id=ANA, skill_id=1, level=4)
    add(ResourceSkill, resource_id=EVA, skill_id=1, level=3)
    add(Assignment, work_item_id=4, resource_id=ANA, spent=120)
    database.close()
    return path


def promise(random: Random, database: Database) -> None:
    """Ana more than all she has for some days, the others a part; LND asks for a welder."""

    def add(entity: type[Entity], **values: Any) -> None:
        database.run(partial(rows.create, entity=entity, values=values), TODAY)

    first = TODAY + timedelta(random.randint(0, 9))
    last = first + timedelta(random.randint(0, 30))
    add(Allocation, resource_id=ANA, project_id=SHT, percent=random.randint(51, 100), start=TODAY)
    add(Allocation, resource_id=ANA, project_id=LND, percent=random.randint(51, 90), start=first, finish=last)
    add(Allocation, resource_id=BEN, project_id=SHT, percent=random.choice([20, 70, 100]), start=TODAY)
    if random.random() < 0.5:
        add(Allocation, resource_id=EVA, project_id=SHT, percent=random.choice([30, 60]), start=first)
    asked = {"project_id": LND, "role": "Welder", "skill_id": 1, "percent": random.randint(20, 60)}
    add(StaffingRequest, **asked, start=first, finish=random.choice([None, last + timedelta(7)]))


def levelled(random: Random, workspace: Workspace) -> Iterator[Command]:
    """One of the ways to level Ana's overload, if any."""
    loads = Loads(workspace, forecast(workspace, TODAY), TODAY, 30)
    over = overload_from(workspace, loads, ANA, TODAY)
    found = ways(workspace, loads, over) if over is not None else ()
    if found:
        way = random.choice(found)
        yield partial(shares.shift, shifts=way.shifts, hands_over=way.hands_over, reason="Too much")


def filled(random: Random, workspace: Workspace) -> Iterator[Command]:
    """One of the candidates for the request, while it lacks something."""
    found = candidates(workspace, forecast(workspace, TODAY), workspace.all(StaffingRequest)[1], TODAY)
    if found:
        one = random.choice(found)
        days = {"percent": one.percent, "start": one.start, "finish": one.finish}
        chosen = {"request_id": 1, "resource_id": one.resource_id, "from_id": one.from_id}
        yield partial(staffing.fill, **chosen, **days, reason="Asked for")


def overload(workspace: Workspace) -> int:
    loads = Loads(workspace, forecast(workspace, TODAY), TODAY, 30)
    return loads.between(ANA, TODAY, TODAY + timedelta(200)).overload


def lacking(workspace: Workspace) -> int:
    """Percent times days that the request lacks."""
    spans = missing(workspace.all(StaffingRequest)[1], workspace, TODAY)
    ends = TODAY + timedelta(200)
    return sum(one.percent * ((one.finish or ends) - one.start).days + one.percent for one in spans)


@examples(6)
@given(seed=st.integers(0, 2**32))
def test_what_is_offered_is_committed_as_shown_and_helps(begun: Path, seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(begun, folder)))
        promise(random, database)
        screen = Screen(database, TODAY)
        for turn in range(4):
            offered, measure = ((levelled, overload), (filled, lacking))[turn % 2]
            before = database.load()
            for command in offered(random, before):
                screen.compare(command)
                after = database.load()
                assert measure(after) < measure(before)
                assert spent(after) == spent(before)
                database.undo(TODAY)
                assert state(database.load()) == state(before)
                database.redo(TODAY)
                screen.reload()
            assert turn > 1 or database.load() != before, "something is offered"
        screen.close()
        database.close()


def spent(workspace: Workspace) -> int:
    """What was paid for the time spent, in minor units."""
    return sum(one.spent for one in forecast(workspace, TODAY).projects.values())
