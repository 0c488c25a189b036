"""A rehearsal shows what a command would do, and leaves no trace on the file."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.database import Database
from pmtui.store.errors import Unusable
from pmtui.store.rehearsal import Rehearsals
from pmtui.store.transaction import Transaction

from .plan import small_plan

HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
held.execute("UPDATE project SET name = 'Half written'")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def another_process(path: Path, begin: str) -> Iterator[None]:
    """Another process that holds a write transaction open, with a change that it has not committed."""
    arguments = [sys.executable, "-c", HOLDER, str(path), begin]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("\n")


def longer(tx: Transaction) -> str:
    item = tx.get(WorkItem, 2)
    tx.edit(item, title="Longer")
    tx.add(WorkItem, project_id=item.project_id, number=99, title="New")
    return "longer"


def whole(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.fixture
def rehearsals(database: Database, today: date) -> Iterator[Rehearsals]:
    database.run(small_plan, today)
    made = Rehearsals(database, copy_seconds=0.1)
    yield made
    made.close()


def test_the_file_stays_as_it_is_byte_for_byte(rehearsals: Rehearsals, database: Database, today: date) -> None:
    before, head = whole(database.path.parent), database.head()
    found = rehearsals.run(longer, today, head=head)
    assert whole(database.path.parent) == before
    assert found.label == "longer"
    assert not found.old
    assert (found.before.head, found.after.head) == (head, head)
    assert found.before.all(WorkItem) == database.load().all(WorkItem)
    assert found.after.all(WorkItem)[2].title == "Longer"
    assert [one.title for one in found.after.where(WorkItem, "number", 99)] == ["New"]
    database.run(longer, today)
    assert database.load().all(WorkItem) == found.after.all(WorkItem)


def test_each_rehearsal_begins_anew(rehearsals: Rehearsals, database: Database, today: date) -> None:
    first = rehearsals.run(longer, today, head=database.head())
    second = rehearsals.run(longer, today, head=database.head())
    assert first.after.all(WorkItem) == second.after.all(WorkItem)


def test_a_copy_that_was_let_go_of_is_taken_anew(rehearsals: Rehearsals, database: Database, today: date) -> None:
    first = rehearsals.run(longer, today, head=database.head())
    copy = rehearsals._copy
    assert copy is not None
    rehearsals.let_go()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        copy.connection.execute("SELECT 1")
    second = rehearsals.run(longer, today, head=database.head())
    assert (first.before.all(WorkItem), first.after.all(WorkItem)) == (
        second.before.all(WorkItem),
        second.after.all(WorkItem),
    )


def test_a_refusal_is_that_of_the_command_and_spoils_nothing(
    rehearsals: Rehearsals, database: Database, today: date
) -> None:
    def half(tx: Transaction) -> str:
        longer(tx)
        raise Refused("No.")

    with pytest.raises(Refused):
        rehearsals.run(half, today, head=database.head())
    assert rehearsals.run(longer, today, head=database.head()).before.all(WorkItem)[2].title != "Longer"


def test_it_follows_the_file_to_a_new_head(rehearsals: Rehearsals, database: Database, today: date) -> None:
    rehearsals.run(longer, today, head=database.head())
    database.run(longer, today)
    assert rehearsals.base(database.head()).workspace.head == database.head()
    assert rehearsals.base(database.head()).workspace.all(WorkItem) == database.load().all(WorkItem)


def test_what_is_known_of_the_head_is_not_loaded_once_more(
    rehearsals: Rehearsals, database: Database, today: date
) -> None:
    known = database.load()
    found = rehearsals.run(longer, today, head=known.head, known=known)
    assert found.before is known
    assert found.after.all(WorkItem)[2].title == "Longer"
    assert known.all(WorkItem)[2].title != "Longer"
    database.run(longer, today)
    newer = rehearsals.base(database.head(), known).workspace  # the one that is known is of the head before
    assert newer.all(WorkItem) == database.load().all(WorkItem)


def test_it_works_while_another_process_writes(rehearsals: Rehearsals, database: Database, today: date) -> None:
    head = database.head()
    with another_process(database.path, "BEGIN IMMEDIATE"):
        found = rehearsals.run(longer, today, head=head)
    assert not found.old
    assert found.after.all(WorkItem)[2].title == "Longer"
    assert "Half written" not in {one.name for one in found.after.all(Project).values()}


def test_where_the_file_is_locked_the_last_copy_is_marked_old(
    rehearsals: Rehearsals, database: Database, today: date
) -> None:
    with another_process(database.path, "BEGIN EXCLUSIVE"), pytest.raises(Unusable, match="another session"):
        rehearsals.run(longer, today, head=0)
    head = database.head()
    rehearsals.run(longer, today, head=head)
    with another_process(database.path, "BEGIN EXCLUSIVE"):
        assert not rehearsals.run(longer, today, head=head).old
        assert rehearsals.run(longer, today, head=head + 1).old
    database.run(longer, today)
    assert not rehearsals.base(head + 1).old


def test_threads_rehearse_side_by_side(rehearsals: Rehearsals, database: Database, today: date) -> None:
    head = database.head()
    found = []
    threads = [
        Thread(target=lambda: found.append(rehearsals.run(longer, today, head=head).after)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.all(WorkItem)[2].title for one in found] == ["Longer"] * 4
