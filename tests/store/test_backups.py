"""Backups and what is put back: verified copies, the newest kept, nothing lost where one is put back."""

import json
import os
import shlex
import shutil
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui import cli
from pmtui.domain.entities import Skill, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store import restoring
from pmtui.store.backups import (
    KEPT,
    Backup,
    NoBackup,
    Why,
    backups_of,
    daily,
    fault_of,
    folder_of,
    manifest_of,
    superseded,
    take,
)
from pmtui.store.checking import examine
from pmtui.store.database import Database
from pmtui.store.dump import dump
from pmtui.store.errors import NotSaved, Unusable
from pmtui.store.restoring import restore_file

from .plan import small_plan

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)


def skilled(tx: Any, name: str) -> str:
    tx.add(Skill, name=name)
    return f"skill {name}"


@pytest.fixture
def filled(database: Database, today: date) -> Database:
    database.run(small_plan, today)
    return database


def test_a_backup_is_a_whole_private_copy_with_its_checksum_and_counts(filled: Database) -> None:
    before = os.umask(0)
    try:
        made = take(filled.path, Why.ASKED, NOON)
    finally:
        os.umask(before)
    assert made.path.parent == filled.path.parent / "backups"
    assert (made.rows["work_item"], made.rows["journal_entry"]) == (2, 1)
    assert dump(Database.open(made.path)) == dump(filled)
    assert backups_of(filled.path) == (made,)
    assert fault_of(made) == ""
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    files = list(made.path.parent.iterdir())
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert set(files) == {made.path, manifest_of(made.path)}


def test_a_backup_that_was_changed_is_noticed(filled: Database) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    content = bytearray(made.path.read_bytes())
    content[-1] ^= 1
    made.path.write_bytes(content)
    assert "checksum" in fault_of(made)
    with pytest.raises(Unusable, match="checksum does not match"):
        restore_file(filled.path, made.path, NOON, replace=True)


def test_a_damaged_database_gives_no_backup_and_leaves_nothing(filled: Database) -> None:
    with closing(sqlite3.connect(filled.path)) as opened:
        opened.execute("INSERT INTO goal (version, program_id, name, statement) VALUES (0, 9, 'Air', '')")
        opened.commit()
    with pytest.raises(NoBackup, match=r"^Not saved: no backup could be made, the database is damaged"):
        take(filled.path, Why.ASKED, NOON)
    assert list(folder_of(filled.path).iterdir()) == []


def test_where_the_disk_fails_nothing_is_left(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoBackup, match="No space left"):
        take(filled.path, Why.ASKED, NOON)
    assert list(folder_of(filled.path).iterdir()) == []


def test_one_a_day_of_what_there_is(database: Database, today: date) -> None:
    assert daily(database.path, NOON) is None  # there is nothing to keep
    database.run(small_plan, today)
    first = daily(database.path, NOON)
    assert first is not None
    assert daily(database.path, NOON + timedelta(hours=11)) == first
    second = daily(database.path, NOON + timedelta(hours=12))
    assert [one.path for one in backups_of(database.path)] == [second, first]
    assert second != first


def test_each_database_of_a_folder_has_backups_of_its_own(filled: Database, today: date) -> None:
    other = Database.open(filled.path.with_name("other.db"), create=True)
    other.run(small_plan, today)
    assert daily(filled.path, NOON) != daily(other.path, NOON)
    assert len(backups_of(filled.path)) == len(backups_of(other.path)) == 1


def test_a_database_behind_a_link_has_its_backups_where_it_lies(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(filled.path)
    made = take(link, Why.ASKED, NOON)
    assert made.path.parent == filled.path.parent / "backups"
    filled.run(partial(skilled, name="Sewing"), NOON.date())
    restore_file(link, made.path, NOON, replace=True)
    assert link.is_symlink()
    assert not filled.load().all(Skill)


def _made(day: date, why: Why = Why.DAILY) -> Backup:
    return Backup(Path(f"{day}.db"), datetime(day.year, day.month, day.day, 8, tzinfo=UTC), why, "", 1, {}, 1)


def test_the_last_seven_days_and_the_last_of_each_month_stay() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(90)]  # to 31 March
    kept: list[Backup] = []
    for day in days:  # as they come, a day after the other
        kept = [_made(day), *kept]
        gone = list(superseded(kept))
        kept = [one for one in kept if one not in gone]
    assert [one.made.date().isoformat() for one in kept] == [
        "2027-03-31", "2027-03-30", "2027-03-29", "2027-03-28", "2027-03-27", "2027-03-26", "2027-03-25",
        "2027-02-28", "2027-01-31",
    ]  # fmt: skip


def test_what_was_asked_for_is_never_deleted_and_kinds_do_not_push_each_other_out() -> None:
    asked = [_made(date(2027, 1, day), Why.ASKED) for day in range(20, 0, -1)]
    imports = [_made(date(2027, 1, day), Why.IMPORT) for day in range(20, 0, -1)]
    newest_first = sorted([*asked, *imports], key=lambda one: one.made, reverse=True)
    gone = list(superseded(newest_first))
    assert gone == imports[KEPT:]


def test_superseded_backups_go_when_a_new_one_is_whole(filled: Database) -> None:
    for number in range(KEPT + 2):
        daily(filled.path, NOON + timedelta(days=number))
    assert len(backups_of(filled.path)) == KEPT
    assert len(list(folder_of(filled.path).iterdir())) == 2 * KEPT


def test_what_a_killed_process_left_is_swept_away(filled: Database) -> None:
    take(filled.path, Why.ASKED, NOON)
    left = folder_of(filled.path) / ".old.db.part"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    fresh = folder_of(filled.path) / ".fresh.db.part"
    fresh.write_bytes(b"half")
    take(filled.path, Why.ASKED, NOON)
    assert not left.exists()
    assert fresh.exists()


def test_killed_in_a_backup_there_is_a_whole_one_or_none(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each step that reaches the disk the process ends: what is listed is always good."""
    steps = 0

    class Killed(BaseException):
        pass

    def stepping(real: Any) -> Any:
        def step(*arguments: Any, **more: Any) -> Any:
            nonlocal steps
            steps -= 1
            if steps == 0:
                raise Killed
            return real(*arguments, **more)

        return step

    monkeypatch.setattr("pmtui.store.backups._verify", stepping(lambda *_: None))  # a real one takes the time
    monkeypatch.setattr(os, "fsync", stepping(os.fsync))
    monkeypatch.setattr(Path, "replace", stepping(Path.replace))
    monkeypatch.setattr(Path, "unlink", stepping(Path.unlink))
    ended = 0
    for number in range(1, 20):
        steps = number
        try:
            take(filled.path, Why.ASKED, NOON)
        except Killed:
            ended += 1
        steps = 0
        assert all(fault_of(one) == "" for one in backups_of(filled.path))
    assert 5 < ended < 19


def test_a_backup_put_back_is_what_was_kept(filled: Database, today: date) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    before = dump(filled)
    filled.run(partial(skilled, name="Sewing"), today)
    changed = dump(filled)
    head = filled.head()
    with pytest.raises(Refused, match="--replace"):
        restore_file(filled.path, made.path, NOON)
    assert dump(filled) == changed
    done = restore_file(filled.path, made.path, NOON, replace=True)
    assert dump(filled) == before
    assert filled.path.stat().st_mode & 0o777 == 0o600
    assert done.kept is not None
    assert dump(Database.open(done.kept)) == changed
    assert filled.head() > head  # so that sessions see a newer state
    assert {one.version for one in filled.load().all(WorkItem).values()} == {filled.head()}
    assert filled.undo_label() is None
    assert examine(filled.path).whole
    assert [one.name for one in filled.path.parent.iterdir() if one.name.startswith(".")] == []


def test_a_backup_can_be_put_where_there_is_nothing(filled: Database, tmp_path: Path) -> None:
    made = take(filled.path, Why.ASKED, NOON, tmp_path / "kept.db")
    done = restore_file(tmp_path / "new" / "plan.db", made.path, NOON)
    assert done.kept is None
    assert dump(Database.open(tmp_path / "new" / "plan.db")) == dump(filled)


def test_a_damaged_database_is_replaced_and_kept_as_it_is(filled: Database) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    content = bytearray(filled.path.read_bytes())
    content[8192:12288] = b"\x55" * 4096
    filled.path.write_bytes(content)
    report = examine(filled.path)
    assert not report.whole
    assert "restore puts it back" in report.sentences[-1]
    assert str(made.path) in report.sentences[-2]
    assert filled.path.read_bytes() == content
    done = restore_file(filled.path, made.path, NOON)
    assert done.kept is not None
    assert done.kept.read_bytes() == content
    assert done.kept.stat().st_mode & 0o777 == 0o600
    assert examine(filled.path).whole


def test_sessions_that_start_at_once_each_make_a_good_backup(filled: Database) -> None:
    with ThreadPoolExecutor(KEPT) as pool:
        made = list(pool.map(lambda _: take(filled.path, Why.DAILY, NOON), range(KEPT)))
    assert len({one.path for one in made}) == KEPT
    assert [fault_of(one) for one in backups_of(filled.path)] == [""] * KEPT


SPOILT = {
    "empty": lambda content: content[:0],
    "cut off": lambda content: content[:50],
    "no database": lambda content: content[::-1],
    "damaged": lambda content: content[:8192] + b"\x55" * 4096 + content[12288:],
    "of a newer pmtui": lambda content: content[:60] + (99).to_bytes(4, "big") + content[64:],
    "of another program": lambda content: content[:68] + (7).to_bytes(4, "big") + content[72:],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_the_command_that_check_names_puts_a_backup_back(
    filled: Database, spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a folder" / "plan.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy(filled.path, path)
    take(path, Why.ASKED, NOON)
    path.write_bytes(spoil(path.read_bytes()))
    found = examine(path)
    assert not found.whole
    command, _, says = found.sentences[-1].partition(" puts it back")
    assert says
    assert cli.main(shlex.split(command)[1:]) == 0
    assert examine(path).whole


def test_a_journal_left_beside_a_damaged_file_is_not_played_into_the_new_one(filled: Database) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    good = dump(filled)
    left = filled.path.with_name(f"{filled.path.name}-journal")
    left.write_bytes(hot_journal(filled.path))
    filled.path.write_bytes(filled.path.read_bytes()[:9000])
    done = restore_file(filled.path, made.path, NOON)
    assert not left.exists()
    assert done.kept is not None
    assert done.kept.with_name(f"{done.kept.name}-journal").exists()
    assert dump(filled) == good


def hot_journal(path: Path) -> bytes:
    """The journal of a change that was cut off, for this file as it is."""
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy, isolation_level=None)) as opened:
        opened.execute("PRAGMA cache_size = 1")
        opened.execute("BEGIN")
        opened.execute("UPDATE work_item SET notes = printf('%.20000c', 'x')")
        opened.execute("UPDATE project SET name = printf('%.500c', 'x')")
        content = copy.with_name("copy.db-journal").read_bytes()
        opened.execute("ROLLBACK")
    copy.unlink()
    assert content[:8] == bytes.fromhex("d9d505f920a163d7")
    return content


def _text(path: Path) -> None:
    path.write_text("name,effort\n" * 20)


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("CREATE TABLE theirs (x)")


def _newer(path: Path) -> None:
    Database.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA user_version = 70")


def _scribbled(path: Path) -> None:
    Database.open(path, create=True).close()
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_text, "not a database of pmtui"),
        (_foreign, "another program"),
        (_newer, "newer pmtui"),
        (_scribbled, "is not restored"),
        (lambda _: None, "There is no file"),
    ],
)
def test_what_is_no_good_backup_is_refused(filled: Database, tmp_path: Path, make: Any, words: str) -> None:
    path = tmp_path / "odd.db"
    make(path)
    before = filled.path.read_bytes()
    with pytest.raises(Unusable, match=words):
        restore_file(filled.path, path, NOON, replace=True)
    assert filled.path.read_bytes() == before


@pytest.mark.parametrize("make", [_text, _foreign, _newer])
def test_what_is_no_damaged_database_is_replaced_only_where_told(
    filled: Database, tmp_path: Path, make: Any
) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    path = tmp_path / "odd.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(Refused, match="--replace"):
        restore_file(path, made.path, NOON)
    assert path.read_bytes() == before
    done = restore_file(path, made.path, NOON, replace=True)
    assert done.kept is not None
    assert done.kept.read_bytes() == before


def test_a_backup_of_an_earlier_version_is_brought_up_as_it_is_put_back(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as made:
        made.executescript(Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8"))
    path = tmp_path / "plan.db"
    restore_file(path, old, NOON)
    assert examine(path).whole
    assert len(Database.open(path).load().all(WorkItem)) == 4


def test_a_restore_waits_for_who_is_writing(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    monkeypatch.setattr("pmtui.store.connection.BUSY_MILLISECONDS", 10)
    before = filled.path.read_bytes()
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved, match=r"^Not saved: another session"):
            restore_file(filled.path, made.path, NOON, replace=True)
    assert filled.path.read_bytes() == before


def test_where_a_restore_fails_nothing_has_changed(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    before = filled.path.read_bytes()

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "migrate", lambda *_, **__: full(made.path))
    with pytest.raises(NotSaved, match=r"^Not saved: .*No space left"):
        restore_file(filled.path, made.path, NOON, replace=True)
    assert filled.path.read_bytes() == before
    assert [one.name for one in filled.path.parent.iterdir() if one.name.startswith(".")] == []


def _orphan(opened: sqlite3.Connection) -> None:
    opened.execute("INSERT INTO goal (version, program_id, name, statement) VALUES (0, 9, 'Air', '')")


def _no_index(opened: sqlite3.Connection) -> None:
    opened.execute("DROP INDEX ix_work_item_parent_id")


def _no_table(opened: sqlite3.Connection) -> None:
    opened.execute("DROP TABLE baseline_item")


def _extra(opened: sqlite3.Connection) -> None:
    opened.execute("CREATE TRIGGER spy AFTER INSERT ON goal BEGIN DELETE FROM skill; END")


def _unruly(opened: sqlite3.Connection) -> None:
    opened.execute("PRAGMA ignore_check_constraints = ON")
    opened.execute("UPDATE work_item SET state = 'started'")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_orphan, "Row 1 of goal refers to a row of program that is not there."),
        (_no_index, "Index ix_work_item_parent_id is missing."),
        (_no_table, "Table baseline_item is missing."),
        (_extra, "Trigger spy is not of pmtui."),
        (_unruly, "SQLite says: CHECK constraint failed in work_item."),
    ],
)
def test_a_check_says_what_is_wrong_and_what_is_possible(filled: Database, harm: Any, words: str) -> None:
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as opened:
        harm(opened)
    before = filled.path.read_bytes()
    found = examine(filled.path)
    assert not found.whole
    assert words in found.sentences
    assert "There is no backup of it that can be used" in found.sentences[-1]
    assert filled.path.read_bytes() == before


@pytest.mark.parametrize("change", ["state = 'started'", "deadline = '2027-13-01'"])
def test_a_value_that_cannot_be_read_is_a_sentence_and_keeps_the_last_good_backup(
    filled: Database, change: str
) -> None:
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as opened:
        opened.execute("PRAGMA ignore_check_constraints = ON")
        opened.execute(f"UPDATE work_item SET {change}")
    with pytest.raises(Unusable, match="pmtui check says more"):
        Database.open(filled.path).load()
    with pytest.raises(NoBackup, match="damaged"):
        daily(filled.path, NOON)


def test_a_text_that_is_none_is_found_by_its_row_and_never_backed_up(filled: Database) -> None:
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as opened:
        opened.execute("UPDATE work_item SET title = CAST(x'53ff41' AS TEXT) WHERE id = 1")
    found = examine(filled.path)
    assert not found.whole
    assert "Row 1 of work_item: its title is no text, since it is not UTF-8." in found.sentences
    with pytest.raises(Unusable, match="no text; pmtui check says more"):
        Database.open(filled.path).load()
    with pytest.raises(NoBackup, match="no text"):
        take(filled.path, Why.ASKED, NOON)
    assert backups_of(filled.path) == ()


def test_a_change_that_was_cut_off_is_no_damage_and_stays_for_the_next_start(filled: Database) -> None:
    left = filled.path.with_name(f"{filled.path.name}-journal")
    left.write_bytes(hot_journal(filled.path))
    before = filled.path.read_bytes()
    found = examine(filled.path)
    assert found.whole, found.sentences
    assert filled.path.read_bytes() == before
    assert left.exists()


def test_a_description_that_makes_no_sense_is_no_backup(filled: Database) -> None:
    made = take(filled.path, Why.ASKED, NOON)
    manifest = manifest_of(made.path)
    good = json.loads(manifest.read_text())
    for odd in ({}, [], None, good | {"made": "noon"}, good | {"made": "2027-01-04"}, good | {"rows": 3}):
        manifest.write_text(json.dumps(odd))
        assert backups_of(filled.path) == ()
    manifest.write_bytes(b"\xff")
    assert backups_of(filled.path) == ()
