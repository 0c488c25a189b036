"""Any sequence of commands, undone and redone, gives back the same rows; images are what really changed."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import text
from tests.commands.random_commands import a_command, first_command
from tests.examples import examples

from pmtui.domain.choices import LinkKind, Scope, WorkState
from pmtui.domain.entities import (
    ENTITIES,
    Assignment,
    Charter,
    Dependency,
    Entity,
    Goal,
    MoneyEntry,
    Program,
    Project,
    Resource,
    ScopeStatement,
    Snapshot,
    WorkItem,
)
from pmtui.domain.errors import Refused
from pmtui.exchange.json_file import export_json, import_json
from pmtui.store.database import Command, Database
from pmtui.store.dump import Tables, dump
from pmtui.store.entries import EntryKind
from pmtui.store.errors import NotSaved
from pmtui.store.transaction import Transaction

START = date(2027, 1, 4)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database to begin from, made once."""
    path = tmp_path_factory.mktemp("undo") / "fresh.db"
    Database.open(path, create=True).close()
    return path


Step = tuple[int, int, int, int]  # which action, and three numbers from which it takes what it needs


def _pick(rows: tuple[Entity, ...], number: int) -> Entity:
    if not rows:
        raise Refused("There is none.")
    return rows[number % len(rows)]


def _add_project(tx: Transaction, a: int, b: int, _c: int) -> None:
    programs = tx.find(Program) or (tx.add(Program, name=f"Program {a}", currency="EUR"),)
    project = tx.add(Project, program_id=_pick(programs, b).id, code=f"P{a}", name="Project")
    tx.add(Charter, project_id=project.id)


def _add_item(tx: Transaction, a: int, b: int, c: int) -> None:
    project = _pick(tx.find(Project), a)
    assert isinstance(project, Project)
    parents = (None, *(item.id for item in tx.find(WorkItem, project_id=project.id)))
    tx.add(
        WorkItem,
        project_id=project.id,
        number=project.next_number,
        title=f"Item {c}",
        parent_id=parents[b % len(parents)],
        effort=c,
    )
    tx.edit(project, next_number=project.next_number + 1)


def _edit_item(tx: Transaction, a: int, b: int, c: int) -> None:
    item = _pick(tx.find(WorkItem), a)
    change = (
        {"title": f"Title {c}"},
        {"state": list(WorkState)[c % 5], "percent": c % 101},
        {"scope": list(Scope)[c % 3]},
        {"start_no_earlier": START + timedelta(days=c % 90)},
        {"effort": None, "duration": c % 40},
    )[b % 5]
    tx.edit(item, **change)


def _delete_item(tx: Transaction, a: int, _b: int, _c: int) -> None:
    def gone(item: Entity) -> None:
        for child in tx.find(WorkItem, parent_id=item.id):
            gone(child)
        for field in ("predecessor_id", "successor_id"):
            for link in tx.find(Dependency, **{field: item.id}):
                tx.delete(link)
        for row in (*tx.find(Assignment, work_item_id=item.id), *tx.find(MoneyEntry, work_item_id=item.id)):
            tx.delete(row)
        tx.delete(item)

    gone(_pick(tx.find(WorkItem), a))


def _link(tx: Transaction, a: int, b: int, c: int) -> None:
    items = tx.find(WorkItem)
    first, second = _pick(items, a), _pick(items, b)
    if first.id == second.id:
        raise Refused("A work item cannot wait for itself.")
    kind = list(LinkKind)[c % 4]
    tx.add(Dependency, predecessor_id=first.id, successor_id=second.id, kind=kind, lag=c % 9 - 4)


def _assign(tx: Transaction, a: int, b: int, c: int) -> None:
    resources = tx.find(Resource)
    if not resources or c % 3 == 0:
        resources = (*resources, tx.add(Resource, name=f"Person {c}"))
    tx.add(Assignment, work_item_id=_pick(tx.find(WorkItem), a).id, resource_id=_pick(resources, b).id)


def _spend(tx: Transaction, a: int, b: int, c: int) -> None:
    item = _pick(tx.find(WorkItem), a)
    assert isinstance(item, WorkItem)
    tx.add(MoneyEntry, project_id=item.project_id, work_item_id=item.id, day=START, amount=c - b)


def _state_scope(tx: Transaction, a: int, b: int, c: int) -> None:
    """A statement replaced by one with the same text, and every item that served it moved over."""
    project = _pick(tx.find(Project), a)
    new = tx.add(ScopeStatement, project_id=project.id, text=f"Statement {c}")
    for old in tx.find(ScopeStatement, project_id=project.id)[:-1]:
        for item in tx.find(WorkItem, statement_id=old.id):
            tx.edit(item, statement_id=new.id)
        tx.delete(old)
    if b % 2:
        tx.edit(_pick(tx.find(WorkItem, project_id=project.id), b), statement_id=new.id)


def _swap(tx: Transaction, a: int, b: int, _c: int) -> None:
    """Two projects take each other's code, which must be unique at each moment."""
    projects = tx.find(Project)
    first, second = _pick(projects, a), _pick(projects, b)
    assert isinstance(first, Project)
    assert isinstance(second, Project)
    if first.id != second.id:
        tx.edit(first, code="swap")
        tx.edit(second, code=first.code)
        tx.edit(first, code=second.code)


def _replace(tx: Transaction, a: int, _b: int, _c: int) -> None:
    """A row deleted and another with the same unique name put in its place."""
    program = _pick(tx.find(Program), a)
    for goal in tx.find(Goal, program_id=program.id, name="Land"):
        tx.delete(goal)
    tx.add(Goal, program_id=program.id, name="Land", statement="Land and come back")


ACTIONS: tuple[Callable[[Transaction, int, int, int], None], ...] = (
    _add_project, _add_item, _add_item, _edit_item, _edit_item, _delete_item, _link, _assign, _spend, _state_scope,
    _swap, _replace,
)  # fmt: skip

# Two projects, two items in one of them that serve a statement, a link and an assignment: so that each random
# command finds something to change.
FIRST: list[list[Step]] = [
    [(0, 1, 0, 0), (0, 2, 0, 0)],
    [(1, 0, 0, 60), (1, 0, 1, 90), (9, 0, 1, 7), (9, 0, 0, 8)],
    [(6, 0, 1, 3), (7, 0, 0, 3)],
]

numbers = st.integers(0, 200)
steps = st.tuples(st.integers(0, len(ACTIONS) - 1), numbers, numbers, numbers)


def _steps(sequence: list[Step]) -> Command:
    """The steps as one command."""

    def command(tx: Transaction) -> str:
        for action, a, b, c in sequence:
            ACTIONS[action](tx, a, b, c)
        return f"{len(sequence)} steps"

    return command


def _run(database: Database, command: Command, today: date) -> bool:
    """Run a command; whether it changed anything."""
    try:
        return bool(database.run(command, today).touched)
    except (Refused, NotSaved):
        return False


def _difference(before: Tables, after: Tables) -> dict[tuple[str, int], tuple[object, object]]:
    """The rows that differ between two dumps, by table and id, as they were and as they are."""
    found = {}
    for table in before:
        old = {row["id"]: row for row in before[table]}
        new = {row["id"]: row for row in after[table]}
        for id in old.keys() | new.keys():
            if old.get(id) != new.get(id):
                found[table, id] = (old.get(id), new.get(id))
    return found


def _images(database: Database, entry: int) -> dict[tuple[str, int], tuple[object, object]]:
    with database.reading() as session:
        rows = session.execute(
            text("SELECT table_name, row_id, before, after FROM journal_image WHERE entry_id = :entry"),
            {"entry": entry},
        )
        return {
            (table, id): (before and json.loads(before), after and json.loads(after))
            for table, id, before, after in rows
        }


def _dump(database: Database) -> Tables:
    return dump(database, only_journaled=True)


def _snapshots(tables: Tables) -> set[object]:
    return {row["id"] for row in tables[Snapshot.table]}


def _check(database: Database, commands: Iterable[Command]) -> None:
    """Run the commands, three a day, then undo all and redo all, and compare the rows after each."""
    first = 0 if database.undo_label() is None else len(database.history(1000))
    dumps = [_dump(database)]
    full = dump(database)
    for count, command in enumerate(commands):
        if _run(database, command, START + timedelta(days=count // 3)):
            dumps.append(_dump(database))
            images = _images(database, database.head())
            figures = {key: images.pop(key) for key in list(images) if key[0] == Snapshot.table}
            assert images == _difference(dumps[-2], dumps[-1])
            # Daily figures are no part of undo, but those that go with a project come back with it.
            gone = {id for id in _snapshots(full) if id not in _snapshots(dump(database))}
            assert gone <= {id for (_, id), (_, after) in figures.items() if after is None}
            full = dump(database)
        else:
            assert _dump(database) == dumps[-1]
    for expected in reversed(dumps[:-1]):
        database.undo(START)
        assert _dump(database) == expected
    for expected in dumps[1:]:
        database.redo(START)
        assert _dump(database) == expected
    assert database.redo_label() is None
    kinds = [row.kind for row in database.history(1000)]
    assert kinds.count(EntryKind.UNDO) == kinds.count(EntryKind.REDO) == len(dumps) - 1
    assert kinds.count(EntryKind.COMMAND) == first + len(dumps) - 1


@examples(6)
@given(commands=st.lists(st.lists(steps, min_size=1, max_size=3), min_size=3, max_size=9))
def test_raw_changes_undone_give_the_first_rows_and_redone_the_last(
    fresh: Path, commands: list[list[Step]]
) -> None:
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(fresh, folder)))
        _check(database, [_steps(sequence) for sequence in [*FIRST, *commands]])
        assert set(_dump(database)) == {entity.table for entity in ENTITIES if entity.journaled}


@examples(6)
@example(seed=515, count=6)  # deletes a project that has daily figures
@given(seed=st.integers(0, 2**32), count=st.integers(3, 12))
def test_commands_undone_give_the_first_rows_and_redone_the_last(fresh: Path, seed: int, count: int) -> None:
    """The commands of the product; and what they leave is a workspace that an import takes."""
    random = Random(seed)
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(fresh, folder)))

        def commands() -> Iterator[Command]:
            yield first_command(START)
            for _ in range(count):
                yield a_command(random, database.load(), START)

        _check(database, commands())
        content = export_json(database)
        import_json(database, content, replace=True)
        assert export_json(database) == content
