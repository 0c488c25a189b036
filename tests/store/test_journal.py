"""Undo and redo, what they refuse, and the history that they leave."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from pmtui.commands.needs import accept
from pmtui.domain.choices import MoneyStatus
from pmtui.domain.entities import (
    Assignment,
    Dependency,
    Goal,
    MoneyEntry,
    Program,
    Project,
    Resource,
    Skill,
    Snapshot,
    WorkItem,
)
from pmtui.domain.errors import Refused
from pmtui.domain.forecast import Forecast, forecast
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Database, Moved
from pmtui.store.dump import dump
from pmtui.store.entries import EntryKind, EntryState
from pmtui.store.errors import NotSaved
from pmtui.store.transaction import Transaction

from .plan import small_plan


def _retitle(title: str, id: int = 2):  # type: ignore[no-untyped-def]
    def command(tx: Transaction) -> str:
        tx.edit(tx.get(WorkItem, id), title=title)
        return f"title {title}"

    return command


def test_a_label_quotes_what_was_typed_without_its_controls(database: Database, today: date) -> None:
    done = database.run(lambda tx: f"{small_plan(tx)}: a\x1b[31mb", today)
    assert done.label == "SHT planned: ab"
    assert database.history()[0].label == done.label


def test_undo_and_redo_give_back_the_same_rows(database: Database, today: date) -> None:
    empty = dump(database, only_journaled=True)
    database.run(small_plan, today)
    planned = dump(database, only_journaled=True)
    done = database.run(_retitle("Leak test"), today)
    last = dump(database, only_journaled=True)
    assert done.touched == ((WorkItem, 2),)
    assert database.undo(today).label == "undo: title Leak test"
    assert dump(database, only_journaled=True) == planned
    database.undo(today)
    assert dump(database, only_journaled=True) == empty
    database.redo(today)
    database.redo(today)
    assert dump(database, only_journaled=True) == last


def test_undo_survives_a_restart_and_asks_before_it_takes_another_sessions_work(
    database: Database, today: date
) -> None:
    database.run(small_plan, today)
    other = Database.open(database.path)
    undoable = other.undo_label()
    assert undoable is not None
    assert undoable.foreign
    assert undoable.label == "SHT planned"
    with pytest.raises(Refused, match="Another session made this"):
        other.undo(today)
    other.undo(today, foreign=True)
    assert not other.load().all(Program)
    redoable = other.redo_label()
    assert redoable is not None
    assert redoable.label == "SHT planned"
    other.redo(today)
    assert other.load().all(Program)


def test_nothing_to_undo_or_redo_is_said(database: Database, today: date) -> None:
    assert database.undo_label() is None
    assert database.redo_label() is None
    with pytest.raises(Refused, match="nothing to undo"):
        database.undo(today)
    with pytest.raises(Refused, match="nothing to redo"):
        database.redo(today)
    assert database.head() == 0


def test_a_new_command_clears_redo(database: Database, today: date) -> None:
    database.run(small_plan, today)
    database.run(_retitle("Leak test"), today)
    database.undo(today)
    database.run(_retitle("Weld test"), today)
    assert database.redo_label() is None
    states = {row.label: row.state for row in database.history()}
    assert states["title Leak test"] is EntryState.CLEARED
    assert states["title Weld test"] is EntryState.LIVE
    database.undo(today)
    database.undo(today)
    assert not database.load().all(Program)


def test_versions_only_rise_also_on_undo_and_for_a_row_that_comes_back(database: Database, today: date) -> None:
    seen = []

    def delete(tx: Transaction) -> str:
        tx.delete(tx.get(WorkItem, 2))
        return "deleted"

    for step in (
        lambda: database.run(small_plan, today),
        lambda: database.run(_retitle("Leak test"), today),
        lambda: database.undo(today),
        lambda: database.redo(today),
        lambda: (database.run(delete, today), database.undo(today)),
    ):
        step()
        seen.append(database.load().all(WorkItem)[2].version)
    assert seen == sorted(set(seen))


def test_a_row_changed_since_it_was_read_is_refused(database: Database, today: date) -> None:
    database.run(small_plan, today)
    opened = database.load().all(WorkItem)[2]
    database.run(_retitle("Leak test"), today)
    with pytest.raises(Refused, match="changed meanwhile"):
        database.run(lambda tx: str(tx.edit(opened, effort=60)), today)
    assert database.load().all(WorkItem)[2].effort == 1440


def test_a_command_may_edit_a_row_twice_and_leaves_one_image(database: Database, today: date) -> None:
    database.run(small_plan, today)

    def twice(tx: Transaction) -> str:
        item = tx.get(WorkItem, 2)
        tx.edit(item, title="Leak test")
        tx.edit(item, effort=60)
        return "twice"

    assert database.run(twice, today).touched == ((WorkItem, 2),)
    item = database.load().all(WorkItem)[2]
    assert (item.title, item.effort) == ("Leak test", 60)


def test_a_command_that_changes_nothing_writes_nothing(database: Database, today: date) -> None:
    database.run(small_plan, today)

    def there_and_back(tx: Transaction) -> str:
        item = tx.get(WorkItem, 2)
        tx.edit(tx.edit(item, title="Leak test"), title=item.title)
        tx.delete(tx.add(Skill, name="Welding"))
        return "nothing, in the end"

    before = database.load().all(WorkItem)[2].version
    for command in (_retitle("Seal test"), there_and_back):
        done = database.run(command, today)
        assert done.head == 1
        assert not done.touched
        assert done.label
    assert database.head() == 1
    assert database.load().all(WorkItem)[2].version == before


def test_a_refused_command_changes_nothing(database: Database, today: date) -> None:
    database.run(small_plan, today)
    before = dump(database)

    def half(tx: Transaction) -> str:
        tx.edit(tx.get(WorkItem, 2), title="Leak test")
        tx.edit(tx.get(WorkItem, 1), percent=101)
        return "never"

    with pytest.raises(Refused) as refused:
        database.run(half, today)
    assert list(refused.value.fields) == ["percent"]
    assert dump(database) == before
    assert database.head() == 1


def test_a_delete_that_would_orphan_a_row_fails_whole(database: Database, today: date) -> None:
    database.run(small_plan, today)

    def orphan(tx: Transaction) -> str:
        tx.edit(tx.get(WorkItem, 2), title="Leak test")
        tx.delete(tx.get(WorkItem, 1))
        return "never"

    with pytest.raises(NotSaved, match="breaks a rule"):
        database.run(orphan, today)
    assert database.head() == 1
    assert database.load().all(WorkItem)[2].title == "Seal test"


def test_undo_says_what_changed_behind_the_journal(database: Database, today: date) -> None:
    database.run(small_plan, today)
    database.run(_retitle("Leak test"), today)
    with closing(sqlite3.connect(database.path)) as raw:
        raw.execute("UPDATE work_item SET effort = 60 WHERE id = 2")
        raw.commit()
    with pytest.raises(Refused, match='of the work item "Leak test", effort changed since'):
        database.undo(today)
    with closing(sqlite3.connect(database.path)) as raw:
        raw.execute("UPDATE work_item SET effort = 1440 WHERE id = 2")
        raw.commit()
    database.undo(today)
    assert database.load().all(WorkItem)[2].title == "Seal test"


def test_undo_refuses_to_remove_what_a_later_row_refers_to(database: Database, today: date) -> None:
    database.run(small_plan, today)
    with closing(sqlite3.connect(database.path)) as raw:
        raw.execute("INSERT INTO goal (version, program_id, name, statement) VALUES (0, 1, 'Land', '')")
        raw.commit()
    with pytest.raises(Refused, match='the goal "Land" refers to the program "Moon"'):
        database.undo(today)
    assert database.load().all(Goal)


def test_undo_puts_back_rows_that_changed_places_and_codes(database: Database, today: date) -> None:
    """Unique values swapped, parents turned over, references to new rows: no order of single writes would do."""

    def two(tx: Transaction) -> str:
        small_plan(tx)
        tx.add(Project, program_id=1, code="SUI", name="Suits")
        return "two"

    def turn(tx: Transaction) -> str:
        first, second = tx.get(Project, 1), tx.get(Project, 2)
        first = tx.edit(first, code="X")
        tx.edit(second, code="SHT")
        tx.edit(first, code="SUI")
        tx.edit(tx.get(WorkItem, 2), parent_id=None)
        tx.edit(tx.get(WorkItem, 1), parent_id=2)
        tx.add(Dependency, predecessor_id=1, successor_id=2)
        return "turned"

    database.run(two, today)
    before = dump(database, only_journaled=True)
    database.run(turn, today)
    after = dump(database, only_journaled=True)
    database.undo(today)
    assert dump(database, only_journaled=True) == before
    database.redo(today)
    assert dump(database, only_journaled=True) == after


def test_a_commit_shown_on_another_head_is_refused(database: Database, today: date) -> None:
    shown = database.run(small_plan, today).head
    database.run(_retitle("Leak test"), today, expected_head=shown)
    for stale in (
        lambda: database.run(_retitle("Weld test"), today, expected_head=shown),
        lambda: database.undo(today, expected_head=shown),
        lambda: database.redo(today, expected_head=shown),
    ):
        with pytest.raises(Moved):
            stale()
    assert database.head() == shown + 1


def test_history_tells_what_was_done_newest_first(database: Database, today: date) -> None:
    database.run(small_plan, today)
    database.run(_retitle("Leak test"), today)
    database.undo(today)
    rows = database.history()
    assert [row.label for row in rows] == ["undo: title Leak test", "title Leak test", "SHT planned"]
    assert [row.kind for row in rows] == [EntryKind.UNDO, EntryKind.COMMAND, EntryKind.COMMAND]
    assert [row.state for row in rows] == [EntryState.HISTORY, EntryState.UNDONE, EntryState.LIVE]
    assert rows[1].touched == ((WorkItem, 2),)
    assert (Project, 1) in rows[1].belonging
    assert rows[0].at.tzinfo is not None
    assert len(database.history(limit=1)) == 1


def test_a_label_that_quotes_what_was_typed_is_kept_without_its_controls(database: Database, today: date) -> None:
    command = partial(accept, subject="slip:1", until=today + timedelta(days=7), reason="wait\x1b[31m\u202e")
    assert database.run(command, today).label == f"Accepted until {today + timedelta(days=7)}: wait"


def test_a_transaction_sees_its_own_writes(database: Database, today: date) -> None:
    database.run(small_plan, today)

    def command(tx: Transaction) -> str:
        before = tx.workspace()
        assert tx.workspace() is before
        tx.edit(tx.get(WorkItem, 2), title="Leak test")
        assert before.all(WorkItem)[2].title == "Seal test"
        assert tx.workspace().all(WorkItem)[2].title == "Leak test"
        assert [item.id for item in tx.find(WorkItem, parent_id=None)] == [1]
        assert [item.id for item in tx.find(WorkItem, project_id=1, title="Leak test")] == [2]
        entry = tx.add(MoneyEntry, project_id=1, day=today, amount=5)
        assert entry.status is MoneyStatus.ACTUAL
        assert tx.find(MoneyEntry, day=today, status=MoneyStatus.ACTUAL) == (entry,)
        return "seen"

    database.run(command, today)


def test_what_a_row_refers_to_and_what_must_be_unique_is_refused_by_field(database: Database, today: date) -> None:
    database.run(small_plan, today)
    for field, values in (
        ("program_id", {"program_id": 9, "code": "SUI", "name": "Suits"}),
        ("code", {"program_id": 1, "code": "SHT", "name": "Suits"}),
    ):
        with pytest.raises(Refused) as refused:
            database.run(lambda tx, values=values: str(tx.add(Project, **values)), today)
        assert list(refused.value.fields) == [field]
    with pytest.raises(Refused, match="is gone"):
        database.run(lambda tx: str(tx.get(Project, 9)), today)


def test_daily_figures_are_kept_with_the_first_command_of_a_day(database: Database, today: date) -> None:
    database.run(small_plan, today)
    assert not database.load().all(Snapshot)  # there was no project before
    database.run(_retitle("Leak test"), today)
    (kept,) = database.load().all(Snapshot).values()
    assert (kept.project_id, kept.day, kept.effort_in_scope) == (1, today, 1440)
    database.run(lambda tx: str(tx.edit(tx.get(WorkItem, 2), effort=60)), today)
    assert len(database.load().all(Snapshot)) == 1
    tomorrow = today.replace(day=5)
    database.run(_retitle("Weld test"), tomorrow)
    assert [one.effort_in_scope for one in database.load().all(Snapshot).values()] == [1440, 60]


def test_daily_figures_are_those_that_are_known_for_this_state_and_day_alone(
    database: Database, today: date
) -> None:
    database.run(small_plan, today)
    workspace = database.load()
    known = workspace, forecast(workspace, today)
    told = replace(known[1].projects[1], cost=123)  # so that one sees where it was taken from

    def costs(known: tuple[Workspace, Forecast], day: date) -> list[int]:
        database.run(_retitle(f"Test of {day}"), day, known=known)
        return [one.cost for one in database.load().all(Snapshot).values()]

    marked = known[0], replace(known[1], projects={1: told})
    assert costs(marked, today) == [123]
    assert costs(marked, today.replace(day=5))[1:] != [123]  # forecast on another day
    later = database.load()
    stale = known[0], replace(forecast(known[0], today.replace(day=6)), projects={1: told})
    assert later.head != known[0].head
    assert costs(stale, today.replace(day=6))[2:] != [123]  # and of another state


def test_daily_figures_leave_out_the_effort_of_what_has_work_inside(database: Database, today: date) -> None:
    database.run(small_plan, today)
    database.run(lambda tx: str(tx.edit(tx.get(WorkItem, 1), effort=60_000)), today.replace(day=5))
    database.run(_retitle("Leak test"), today.replace(day=6))
    assert [one.effort_in_scope for one in database.load().all(Snapshot).values()][-1] == 1440


def test_a_refusal_reads_as_a_sentence(database: Database, today: date) -> None:
    database.run(small_plan, today)
    database.run(lambda tx: str(tx.add(Resource, name="Ana")), today)
    database.run(lambda tx: str(tx.add(Assignment, work_item_id=2, resource_id=1)), today)
    for entity, values, sentence in (
        (
            Assignment,
            {"work_item_id": 2, "resource_id": 1},
            "There is such an assignment already: change that one.",
        ),
        (Resource, {"name": "Ana"}, "There is a resource with name Ana already: choose another."),
    ):
        with pytest.raises(Refused) as refused:
            database.run(lambda tx, entity=entity, values=values: str(tx.add(entity, **values)), today)
        assert refused.value.sentence == sentence


def test_daily_figures_do_not_stand_in_the_way_of_undo(database: Database, today: date) -> None:
    database.run(small_plan, today)
    database.run(_retitle("Leak test"), today)
    kept = dump(database)
    database.undo(today)
    assert len(database.load().all(Snapshot)) == 1
    database.undo(today)
    assert not database.load().all(Snapshot)
    database.redo(today)
    database.redo(today)
    assert dump(database) == kept


def test_figures_of_a_deleted_project_come_back_with_it(database: Database, today: date) -> None:
    database.run(lambda tx: str(tx.add(Program, name="Moon", currency="EUR")), today)
    database.run(lambda tx: str(tx.add(Project, program_id=1, code="SHT", name="Shuttle")), today)
    database.run(lambda tx: str(tx.edit(tx.get(Project, 1), name="The shuttle")), today)
    kept = dump(database)
    assert kept["snapshot"]

    def delete(tx: Transaction) -> str:
        for row in tx.find(Snapshot, project_id=1):
            tx.delete(row)
        tx.delete(tx.get(Project, 1))
        return "SHT deleted"

    database.run(delete, today)
    assert not database.load().all(Snapshot)
    database.undo(today)
    assert dump(database) == kept
