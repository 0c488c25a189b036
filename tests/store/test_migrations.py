"""Files of earlier versions: brought to the present one whole, or left as they were."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Engine, Index, UniqueConstraint, event

from pmtui.domain.entities import ENTITIES, Allocation, Skill, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store import connection, migrations, upgrading
from pmtui.store.database import Database
from pmtui.store.dump import dump
from pmtui.store.entries import EntryState
from pmtui.store.errors import Unusable
from pmtui.store.migrations import SCHEMA_VERSION, STEPS, Rows
from pmtui.store.tables import schema

VERSION_1 = Path(__file__).with_name("version_1.sql")

# Of the schema that SCHEMA_VERSION names. A change here goes with a new step in store/migrations.py.
DIGEST = "06663a0adc4684ef"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that version 1 wrote, with a row in each table and a history."""
    path = tmp_path / "data" / "old.db"
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path)) as made:
        made.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


def raw(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(query).fetchall()


def schema_of(path: Path) -> list[Any]:
    return raw(
        path, "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name <> 'sqlite_sequence' ORDER BY 2"
    )


def described_schema() -> Iterator[str]:
    """The tables as the entities describe them, in words that do not depend on who writes the SQL."""
    for table in sorted(schema().tables.values(), key=lambda one: one.name):
        for column in table.columns:
            refers = sorted(key.target_fullname for key in column.foreign_keys)
            yield f"{table.name}.{column.name} {column.type} {column.nullable} {column.primary_key} {refers}"
        rules = []
        for one in (*table.constraints, *table.indexes):
            if isinstance(one, CheckConstraint):
                rules.append(f"check {one.sqltext}")
            elif isinstance(one, UniqueConstraint | Index):
                parts = one.columns if isinstance(one, UniqueConstraint) else one.expressions
                rules.append(f"{type(one).__name__} {[str(part) for part in parts]}")
        yield from sorted(rules)


def test_the_schema_is_that_of_its_version() -> None:
    digest = hashlib.sha256("\n".join(described_schema()).encode()).hexdigest()[:16]
    assert digest == DIGEST, (
        f"The schema is no longer that of version {SCHEMA_VERSION}: append a step to store/migrations.py (it says"
        f' how), unless this version was never on main; then set DIGEST = "{digest}".'
    )


def test_an_old_file_is_brought_to_the_schema_of_a_new_one(old: Path, tmp_path: Path) -> None:
    assert raw(old, "PRAGMA user_version") == [(1,)]
    Database.open(old).close()
    assert raw(old, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    new = tmp_path / "new.db"
    Database.open(new, create=True).close()
    assert schema_of(old) == schema_of(new)
    assert raw(old, "PRAGMA integrity_check") == [("ok",)]
    assert raw(old, "PRAGMA foreign_key_check") == []


def test_every_row_of_an_old_file_is_there_afterwards(old: Path, today: date) -> None:
    counts = {one.table: raw(old, f"SELECT count(*) FROM {one.table}") for one in ENTITIES}
    history = raw(old, "SELECT at, label FROM journal_entry ORDER BY id")
    images = raw(old, "SELECT * FROM journal_image ORDER BY 1, 2")
    database = Database.open(old)
    assert {one.table: raw(old, f"SELECT count(*) FROM {one.table}") for one in ENTITIES} == counts
    assert raw(old, "SELECT at, label FROM journal_entry ORDER BY id")[:-1] == history
    assert raw(old, "SELECT * FROM journal_image ORDER BY 1, 2") == images
    workspace = database.load()
    item = workspace.all(WorkItem)[4]
    assert (item.title, item.duration, item.deadline) == ("Leg a [/] b", 3, date(2027, 3, 1))
    assert item.version == 1  # so that a form opened before is not called old

    added: list[int] = []

    def sewing(tx: Any) -> str:
        added.append(tx.add(Skill, name="Sewing").id)
        return "skill Sewing"

    database.run(sewing, today)
    assert added == [3]  # 2 was used, and deleted by an undo


def test_a_share_that_filled_a_request_says_so_itself(old: Path) -> None:
    (before,) = raw(old, "SELECT id, allocation_id FROM staffing_request WHERE allocation_id IS NOT NULL")
    shares = Database.open(old).load().all(Allocation).values()
    assert [(one.request_id, one.id) for one in shares if one.request_id is not None] == [before]


def test_what_was_done_before_is_history_only(old: Path, today: date) -> None:
    database = Database.open(old)
    assert database.undo_label() is None
    with pytest.raises(Refused, match="nothing to undo"):
        database.undo(today, foreign=True)
    first, *rest = database.history()
    assert first.label == f"the file brought from version 1 to {SCHEMA_VERSION}"
    assert {one.state for one in rest} == {EntryState.HISTORY, EntryState.CLEARED}


def test_what_was_there_is_kept_in_a_backup(old: Path) -> None:
    before = list(raw_dump(old))
    Database.open(old).close()
    (backup,) = [one for one in old.parent.rglob("*") if one.is_file() and one != old and one.suffix != ".json"]
    assert list(raw_dump(backup)) == before
    Database.open(old).close()  # nothing is left to do
    assert len([one for one in old.parent.rglob("*") if one.is_file() and one.suffix != ".json"]) == 2


def raw_dump(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as opened:
        yield from opened.iterdump()


def _escalated(rows: Rows) -> None:
    for row in rows["staffing_request"]:
        row["answer"] = row.pop("answer") + "!"


def test_a_step_changes_rows_and_leaves_the_rest(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", (_escalated, *STEPS[1:]))
    rows = dump(Database.open(old))["staffing_request"]
    assert [row["answer"] for row in rows] == ["Ana!", "!"]


def _leaves_a_field(rows: Rows) -> None:
    rows["skill"][0]["shade"] = "blue"


def _leaves_a_table(rows: Rows) -> None:
    rows["spell"] = [{"id": 1}]


def _breaks_a_rule(rows: Rows) -> None:
    rows["work_item"][0]["percent"] = 101


def _loses_a_row(rows: Rows) -> None:
    del rows["program"][0]


@pytest.mark.parametrize("step", [_leaves_a_field, _leaves_a_table, _breaks_a_rule, _loses_a_row])
def test_a_wrong_step_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch, step: migrations.Step) -> None:
    before = old.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", (step, *STEPS[1:]))
    with pytest.raises((LookupError, Unusable)):
        Database.open(old)
    assert old.read_bytes() == before


def test_killed_at_any_statement_it_is_old_or_new(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on the disk at each statement, opened again as after a crash: entirely the old file, or the new."""
    images: list[tuple[bytes, bytes]] = []
    journal = old.with_name("old.db-journal")

    def take(*_: object) -> None:
        image = (old.read_bytes(), journal.read_bytes() if journal.exists() else b"")
        if not images or image != images[-1]:
            images.append(image)

    made = upgrading.engine_of

    def watched(path: Path) -> Engine:
        engine = made(path)
        event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA cache_size = 2"))  # pages go out at once
        event.listen(engine, "before_cursor_execute", take)
        event.listen(engine, "commit", take)
        return engine

    monkeypatch.setattr(upgrading, "engine_of", watched)
    before = old.read_bytes()
    Database.open(old).close()
    take()
    after = old.read_bytes()
    states = [_recovered(tmp_path / "crashed.db", *image) for image in images]
    assert len(states) > 100
    assert sum(journal != b"" for _, journal in images) > 50  # pages were really on their way out
    split = states.index(after)
    assert states == [before] * split + [after] * (len(states) - split)


def _recovered(path: Path, content: bytes, journal: bytes) -> bytes:
    path.write_bytes(content)
    path.with_name(path.name + "-journal").write_bytes(journal)
    assert raw(path, "SELECT count(*) > 0 FROM sqlite_master") == [(1,)]
    return path.read_bytes()


def test_a_newer_file_is_refused_untouched_with_both_versions(old: Path) -> None:
    with closing(sqlite3.connect(old)) as opened:
        opened.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = old.read_bytes()
    with pytest.raises(Unusable) as refused:
        Database.open(old)
    assert f"its version is {SCHEMA_VERSION + 1}" in refused.value.sentence
    assert f"reads up to {SCHEMA_VERSION}" in refused.value.sentence
    assert old.read_bytes() == before
    assert [one.name for one in old.parent.iterdir()] == ["old.db"]


def test_connections_wait_as_long_as_they_are_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 7)
    with closing(connection.connect(database.path)) as opened:
        assert opened.execute("PRAGMA busy_timeout").fetchone() == (7,)


def test_the_manager_is_told_once_that_a_file_was_brought_up(old: Path) -> None:
    (notice,) = Database.open(old).notices
    assert notice.startswith(
        f"The file was brought from version 1 to {SCHEMA_VERSION}; what it was before is kept in "
    )
    assert Path(notice.rpartition(" ")[2].rstrip(".")).exists()
    assert Database.open(old).notices == ()
