"""Whatever commands are run, in whatever order, the rules of the workspace hold and refusals change nothing."""

import shutil
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commands.conftest import state
from tests.commands.random_commands import a_command, first_command
from tests.examples import examples

from pmtui.domain.choices import ENDED_WORK, AllocationStatus, RequestState, ResourceKind, Scope, WorkKind
from pmtui.domain.entities import (
    Allocation,
    BenefitSource,
    Charter,
    FormerNumber,
    MoneyEntry,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.errors import Refused
from pmtui.domain.network import find_loop
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Database

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database to begin from, made once."""
    path = tmp_path_factory.mktemp("random") / "begun.db"
    database = Database.open(path, create=True)
    database.run(first_command(TODAY), TODAY)
    database.close()
    return path


@examples(6)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 10))
def test_the_rules_hold_after_any_commands(begun: Path, seed: int, count: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(begun, folder)))
        workspace = database.load()
        for _ in range(count):
            command = a_command(random, workspace, TODAY)
            try:
                database.run(command, TODAY)
            except Refused:
                assert state(database.load()) == state(workspace)
            workspace = database.load()
            check(workspace)
        database.close()


def check(ws: Workspace) -> None:
    """Every rule between rows that commands keep."""
    check_projects(ws)
    check_outline(ws)
    check_scope(ws)
    assert find_loop(ws) == ()
    assert all(one.units == 1 for one in ws.where(Resource, "kind", ResourceKind.PERSON))
    for share in ws.where(Allocation, "status", AllocationStatus.COMMITTED):
        assert ws.all(Resource)[share.resource_id].plans_by_shares
    for entity in (MoneyEntry, BenefitSource):
        for row in ws.all(entity).values():
            item = ws.get(WorkItem, row.work_item_id)
            assert item is None or item.project_id == row.project_id


def check_projects(ws: Workspace) -> None:
    for project in ws.all(Project).values():
        assert len(ws.where(Charter, "project_id", project.id)) == 1
        assert project.code == project.code.upper()
        numbers = [one.number for one in ws.where(WorkItem, "project_id", project.id)]
        numbers += [one.number for one in ws.where(FormerNumber, "project_id", project.id)]
        assert len(set(numbers)) == len(numbers)
        assert all(one < project.next_number for one in numbers)


def check_outline(ws: Workspace) -> None:
    for item in ws.all(WorkItem).values():
        assert item.effort is None or item.duration is None
        if item.kind is WorkKind.MILESTONE:
            assert (item.effort, item.duration, item.remaining) == (None, None, None)
        parent = ws.get(WorkItem, item.parent_id)
        if parent is None:
            continue
        assert parent.project_id == item.project_id
        assert parent.kind is WorkKind.DELIVERABLE
        assert (parent.effort, parent.duration, parent.remaining) == (None, None, None)
        assert item.state in ENDED_WORK or parent.state not in ENDED_WORK


def check_scope(ws: Workspace) -> None:
    """Work in question has a request to decide on, its own or that of what it is inside of."""
    asked = {one.work_item_id for one in ws.all(ScopeRequest).values() if one.state is not RequestState.DECIDED}
    for item in ws.all(WorkItem).values():
        statement = ws.get(ScopeStatement, item.statement_id)
        assert statement is None or statement.project_id == item.project_id
        if item.scope is Scope.IN_QUESTION:
            above: WorkItem | None = item
            while above is not None and above.id not in asked:
                above = ws.get(WorkItem, above.parent_id)
            assert above is not None
    for id in asked:
        item_asked = ws.get(WorkItem, id)
        assert item_asked is None or item_asked.scope is Scope.IN_QUESTION
