"""A file that another takes the place of: nothing is written into what nobody can open any more."""

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui.domain.entities import Skill
from pmtui.store.backups import Why, take
from pmtui.store.database import Database, Moved
from pmtui.store.errors import NotSaved, Unusable
from pmtui.store.migrations import SCHEMA_VERSION
from pmtui.store.rehearsal import Rehearsals
from pmtui.store.restoring import restore_file

from .plan import small_plan

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)


def skilled(tx: Any, name: str) -> str:
    tx.add(Skill, name=name)
    return f"skill {name}"


def skills(database: Database) -> set[str]:
    return {one.name for one in database.load().all(Skill).values()}


def _synced(path: Path, kept: Path) -> None:
    """As a program does that keeps folders alike: another file takes the name."""
    shutil.copyfile(kept, path.with_name("arriving"))
    path.with_name("arriving").replace(path)


def _restored(path: Path, kept: Path) -> None:
    restore_file(path, kept, NOON, replace=True)


@pytest.mark.parametrize("replace", [_synced, _restored])
def test_a_change_is_refused_until_the_new_file_was_looked_at(
    database: Database, today: date, replace: Any
) -> None:
    database.run(small_plan, today)
    kept = take(database.path, Why.ASKED, NOON).path
    database.run(partial(skilled, name="Sewing"), today)
    replace(database.path, kept)
    before = database.path.read_bytes()
    with pytest.raises(Moved, match="taken the place"):
        database.run(partial(skilled, name="Welding"), today)
    with pytest.raises(Moved, match="taken the place"):
        database.undo(today)
    assert database.path.read_bytes() == before
    assert skills(database) == set()
    database.run(partial(skilled, name="Welding"), today)
    assert skills(Database.open(database.path)) == {"Welding"}


def test_who_waits_for_the_lock_while_a_backup_is_put_back_does_not_write_into_the_old_file(
    database: Database, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session has opened the old file and waits for its lock, as the new one takes the name."""
    database.run(small_plan, today)
    kept = take(database.path, Why.ASKED, NOON).path
    waiting = threading.Event()
    said: list[Exception] = []
    connected = sqlite3.connect

    def connect(*arguments: Any, **more: Any) -> sqlite3.Connection:
        made = connected(*arguments, **more)
        if threading.current_thread() is other:
            made.set_trace_callback(lambda sql: waiting.set() if "IMMEDIATE" in sql else None)
        return made

    def work() -> None:
        try:
            database.run(partial(skilled, name="Sewing"), today)
        except Exception as error:
            said.append(error)

    database.prepare()
    other = threading.Thread(target=work)
    with closing(connected(database.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(sqlite3, "connect", connect)
        other.start()
        assert waiting.wait(30)
        _synced(database.path, kept)
        holder.execute("ROLLBACK")
    other.join()
    assert [type(one) for one in said] == [Moved]
    assert skills(database) == set()


def test_rehearsals_start_from_the_new_file(database: Database, today: date) -> None:
    database.run(small_plan, today)
    kept = take(database.path, Why.ASKED, NOON).path
    database.run(partial(skilled, name="Sewing"), today)
    rehearsals = Rehearsals(database)
    assert len(rehearsals.base(2).workspace.all(Skill)) == 1
    _synced(database.path, kept)  # its head is lower
    found = rehearsals.run(partial(skilled, name="Welding"), today, head=1)
    assert [one.name for one in found.after.all(Skill).values()] == ["Welding"]
    rehearsals.close()


def test_rehearsals_do_not_start_from_what_is_known_of_the_file_before(database: Database, today: date) -> None:
    database.run(small_plan, today)
    kept = take(database.path, Why.ASKED, NOON).path
    database.run(partial(skilled, name="Sewing"), today)
    known = database.load()
    _synced(database.path, kept)
    Database.open(database.path).run(partial(skilled, name="Welding"), today)  # another session: the same head
    rehearsals = Rehearsals(database)
    found = rehearsals.base(known.head, known).workspace
    assert [one.name for one in found.all(Skill).values()] == ["Welding"]
    assert found.head == known.head
    rehearsals.close()


def test_a_file_that_is_gone_is_told_and_saving_works_when_it_is_back(database: Database, today: date) -> None:
    database.run(small_plan, today)
    away = database.path.with_name("away.db")
    database.path.rename(away)
    with pytest.raises(NotSaved, match=r"^Not saved: the database file or its folder cannot be opened"):
        database.run(partial(skilled, name="Sewing"), today)
    with pytest.raises(Unusable, match="cannot be opened"):
        database.load()
    assert not database.path.exists()
    away.rename(database.path)
    database.run(partial(skilled, name="Sewing"), today)
    assert skills(database) == {"Sewing"}


def test_a_file_that_a_newer_pmtui_has_brought_up_is_left_alone(database: Database, today: date) -> None:
    database.run(small_plan, today)
    with closing(sqlite3.connect(database.path)) as opened:
        opened.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = database.path.read_bytes()
    with pytest.raises(NotSaved, match=rf"^Not saved: .*version {SCHEMA_VERSION + 1}, .*start pmtui again"):
        database.run(partial(skilled, name="Sewing"), today)
    with pytest.raises(Unusable, match="start pmtui again"):
        database.load()
    assert database.path.read_bytes() == before
