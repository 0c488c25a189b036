"""What is read after a command is what a whole reading would give."""

from dataclasses import replace
from datetime import date
from random import Random

from tests.commands.random_commands import a_command, first_command

from pmtui.domain.entities import ENTITIES, Goal, Snapshot
from pmtui.domain.errors import Refused
from pmtui.domain.forecast import forecast
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Database
from pmtui.store.transaction import Transaction


def rows(workspace: Workspace) -> list[object]:
    """Everything in its order."""
    return [workspace.head, *(list(workspace.all(one).items()) for one in ENTITIES)]


def test_after_commands_undo_redo_and_writes_of_others_all_is_known(database: Database, today: date) -> None:
    random = Random(5)
    known = database.load_after(database.load(), database.run(first_command(today), today))
    for number in range(60):
        before = known
        try:
            if number % 7 == 5:
                done = database.undo(today)
            elif number % 7 == 6:
                done = database.redo(today)
            else:
                done = database.run(a_command(random, known, today), today)
        except Refused:
            continue
        if number % 11 == 10:  # another session is quick
            database.run(lambda tx: tx.add(Goal, program_id=1, name=f"Goal {number}").name, today)  # noqa: B023
        known = database.load_after(before, done)
        assert rows(known) == rows(database.load()), number


def test_a_row_that_came_back_stands_where_it_stood(database: Database, today: date) -> None:
    database.run(first_command(today), today)
    for name in ("first", "second"):
        database.run(lambda tx: tx.add(Goal, program_id=1, name=name).name, today)  # noqa: B023

    def delete(tx: Transaction) -> str:
        tx.delete(tx.get(Goal, 1))
        return "deleted"

    database.run(delete, today)
    known = database.load()
    assert rows(database.load_after(known, database.undo(today))) == rows(database.load())


def test_a_command_reads_what_is_known_only_while_nobody_has_written(database: Database, today: date) -> None:
    database.run(first_command(today), today)
    database.run(lambda tx: tx.add(Goal, program_id=1, name="stored").name, today)
    stored = database.load()
    known = stored.changed({(Goal, 1): replace(stored.all(Goal)[1], name="known")})
    known.head = stored.head

    def name(tx: Transaction) -> str:
        return f"{tx.get(Goal, 1).name} {tx.find(Goal)[0].name} {tx.workspace().all(Goal)[1].name}"

    forecasted = known, forecast(known, today)
    assert database.run(name, today, known=forecasted).label == "known known known"
    database.run(lambda tx: tx.add(Goal, program_id=1, name="of another session").name, today)
    assert database.run(name, today, known=forecasted).label == "stored stored stored"


def test_the_first_command_of_a_day_reads_what_is_known_and_the_figures_of_the_day(
    database: Database, today: date
) -> None:
    database.run(first_command(today), today)
    database.run(lambda tx: tx.add(Goal, program_id=1, name="stored").name, today)
    stored = database.load()
    known = stored.changed({(Goal, 1): replace(stored.all(Goal)[1], name="known")})
    known.head = stored.head
    tomorrow = today.replace(day=today.day + 1)

    def name(tx: Transaction) -> str:
        return f"{tx.get(Goal, 1).name} {tomorrow in {one.day for one in tx.find(Snapshot)}}"

    assert database.run(name, tomorrow, known=(known, forecast(known, tomorrow))).label == "known True"
