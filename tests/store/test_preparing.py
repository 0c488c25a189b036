"""What the first command needs is there once it was prepared for, and the file has seen nothing of it."""

from contextlib import closing
from datetime import date
from typing import Any

import pytest
from sqlalchemy.sql.compiler import SQLCompiler

from pmtui.domain.entities import WorkItem
from pmtui.domain.forecast import forecast
from pmtui.store.connection import connect
from pmtui.store.database import Database
from pmtui.store.figures import Forecasted
from pmtui.store.preparing import prepare
from pmtui.store.transaction import Transaction

from .plan import small_plan


@pytest.fixture
def known(database: Database, today: date) -> Forecasted:
    """What a session knows of a plan that was made yesterday."""
    database.run(small_plan, today.replace(day=today.day - 1))
    workspace = database.load()
    return workspace, forecast(workspace, today)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that are compiled from here on."""
    found: list[str] = []
    made = SQLCompiler.__init__

    def init(self: SQLCompiler, *arguments: Any, **more: Any) -> None:
        made(self, *arguments, **more)
        found.append(str(self))

    monkeypatch.setattr(SQLCompiler, "__init__", init)
    return found


def progress(tx: Transaction) -> str:
    tx.edit(tx.get(WorkItem, 2), percent=40)
    return "Seal test: 40 % complete"


def test_the_first_command_finds_its_statements_compiled(
    database: Database, today: date, known: Forecasted, compiled: list[str]
) -> None:
    fresh = Database.open(database.path)
    prepare(fresh, today, known)
    assert compiled
    compiled.clear()
    fresh.run(progress, today, known=known)
    assert compiled == []
    assert fresh.load().all(WorkItem)[2].percent == 40


def test_the_file_stays_as_it_is(database: Database, today: date, known: Forecasted) -> None:
    before = database.path.read_bytes()
    prepare(database, today, known)
    assert database.path.read_bytes() == before
    assert [one.name for one in database.path.parent.iterdir()] == [database.path.name]


def test_it_waits_for_no_other_writer_and_hinders_none(
    database: Database, today: date, known: Forecasted, compiled: list[str]
) -> None:
    with closing(connect(database.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE project SET name = 'Half written'")
        prepare(database, today, known)
        other.execute("COMMIT")
    assert any("UPDATE work_item" in one for one in compiled)


def test_what_is_no_longer_so_is_left_for_the_command_to_say(
    database: Database, today: date, known: Forecasted
) -> None:
    database.run(progress, today)
    prepare(database, today, known)  # of an older head
    database.path.unlink()
    prepare(database, today, known)
