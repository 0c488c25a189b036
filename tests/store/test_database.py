"""Opening: private, whole, refused with a sentence where the file cannot be used, and then untouched."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from pmtui.domain.entities import ENTITIES, Program, Settings, WorkItem
from pmtui.store import connection
from pmtui.store.checking import examine
from pmtui.store.database import Database
from pmtui.store.errors import NotSaved, Unusable
from pmtui.store.opening import APPLICATION_ID, SCHEMA_VERSION

from .plan import small_plan


@pytest.fixture(params=[0o000, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_folder_and_file_are_private_whatever_the_umask(tmp_path: Path, today: date) -> None:
    path = tmp_path / "share" / "data" / "pmtui.db"
    database = Database.open(path, create=True)
    database.run(small_plan, today)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


def test_file_names_with_the_signs_of_a_uri_are_file_names(tmp_path: Path, today: date) -> None:
    path = tmp_path / "a?mode=memory#50%25.db"
    Database.open(path, create=True).run(small_plan, today)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert len(Database.open(path).load().all(WorkItem)) == 2


def test_each_connection_is_durable_and_holds_its_references(database: Database) -> None:
    with database.reading() as session:
        connection = session.connection()

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("foreign_keys") == 1
        assert pragma("synchronous") == 3  # EXTRA
        assert pragma("journal_mode") == "delete"
        assert pragma("busy_timeout") == 5000
        assert pragma("application_id") == APPLICATION_ID
        assert pragma("user_version") == SCHEMA_VERSION


def test_writes_begin_immediate_and_reads_do_not(database: Database, today: date) -> None:
    seen: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda _c, _k, statement, *_: seen.append(statement))
    database.history()
    assert seen[0] == "BEGIN"
    seen.clear()
    database.run(small_plan, today)
    assert seen[0] == "BEGIN IMMEDIATE"


def test_loading_takes_the_same_number_of_queries_however_much_there_is(
    database: Database, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def watched(path: Path) -> sqlite3.Connection:
        opened = connection.connect(path)
        opened.set_trace_callback(seen.append)
        return opened

    monkeypatch.setattr("pmtui.store.database.connect", watched)
    database.load()
    empty = len(seen)
    database.run(small_plan, today)
    seen.clear()
    database.load()
    assert len(seen) == empty == len(ENTITIES) + 3  # BEGIN, the version and the head
    assert seen[0] == "BEGIN"


def test_a_new_database_has_its_row_of_settings(database: Database) -> None:
    workspace = database.load()
    assert workspace.head == 0
    assert list(workspace.all(Settings).values()) == [Settings(id=1)]


def test_two_first_starts_at_once_both_succeed(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    program = (
        "import pathlib, sys; from pmtui.store.database import Database;"
        "Database.open(pathlib.Path(sys.argv[1]), create=True).load()"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.PIPE) for _ in range(3)
    ]
    for one in running:
        _, error = one.communicate()
        assert one.returncode == 0, error.decode()
    assert len(Database.open(path).load().all(Settings)) == 1


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()


def _newer(path: Path) -> None:
    Database.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 70")


def _truncated(path: Path) -> None:
    Database.open(path, create=True).close()
    path.write_bytes(path.read_bytes()[:9000])


def _scribbled(path: Path) -> None:
    Database.open(path, create=True).close()
    content = bytearray(path.read_bytes())
    content[4096:6000] = b"\x55" * (6000 - 4096)
    path.write_bytes(content)


def _bare(path: Path) -> None:
    Database.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE baseline_item")
        connection.commit()


def _orphaned(path: Path) -> None:
    Database.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:  # SQLite checks references only where it is told to
        connection.execute("INSERT INTO goal (version, program_id, name, statement) VALUES (0, 9, 'Air', '')")
        connection.commit()


def _odd_schema(path: Path) -> None:
    Database.open(path, create=True).close()
    content = path.read_bytes()
    path.write_bytes(content.replace(b" CHECK (", b" CHE\xc2K (", 1))


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda path: path.write_text("name,effort\n" * 20), "is not a database of pmtui"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.mkdir(), "is not a file"),
        (_foreign, "another program"),
        (_newer, f"its version is 70, this pmtui reads up to {SCHEMA_VERSION}"),
        (_truncated, "damaged"),
        (_scribbled, "damaged"),
        (_bare, "tables are missing"),
        (_orphaned, "row 1 of goal refers to a row of program that is not there"),
        (_odd_schema, "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_not_touched(tmp_path: Path, make, part: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "odd.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Unusable) as refused:
        Database.open(path)
    assert part in refused.value.sentence
    assert str(path) in refused.value.sentence
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [one.name for one in tmp_path.iterdir()] == ["odd.db"]


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="There is no database"):
        Database.open(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())


def test_a_link_to_nowhere_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "none.db")
    with pytest.raises(Unusable, match="is a link to a file that is not there"):
        Database.open(link, create=True)
    assert list(tmp_path.iterdir()) == [link]


@pytest.mark.parametrize(("right", "part"), [(os.R_OK, "cannot be read"), (os.W_OK, "read-only")])
def test_a_file_without_the_rights_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, right: int, part: str
) -> None:
    path = tmp_path / "a.db"
    Database.open(path, create=True).close()
    # Root may do all, whatever the file's mode: so the answer of the system is set here.
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & right)
    with pytest.raises(Unusable, match=part) as elsewhere:  # such as on a file system that is read-only
        Database.open(path)
    assert "chmod" not in elsewhere.value.sentence
    path.chmod(0o600 & ~(0o400 if right == os.R_OK else 0o200))
    with pytest.raises(Unusable, match=f"{part}.*; mend it with chmod u\\+rw {path}"):
        Database.open(path)


def test_a_folder_that_cannot_be_entered_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed" / "a.db"
    Database.open(path, create=True).close()
    path.parent.chmod(0o600)
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.X_OK)  # root may enter all
    with pytest.raises(Unusable, match=f"cannot be entered.*; mend it with chmod u\\+rwx {path.parent}") as no:
        Database.open(path)

    def denied(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert examine(path).sentences == (no.value.sentence,)


def test_a_lock_that_stays_is_told_as_not_saved_and_leaves_nothing(
    database: Database, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmtui.store.connection.BUSY_MILLISECONDS", 10)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved, match=r"^Not saved: another session has held the database"):
            database.run(small_plan, today)
        other.execute("ROLLBACK")
    assert not database.load().all(Program)
    database.run(small_plan, today)
    assert len(database.load().all(Program)) == 1


def test_a_full_disk_is_told_as_not_saved_and_saving_works_again(database: Database, today: date) -> None:
    database.run(small_plan, today)

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite keeps it at the file's present size

    event.listen(database._engine, "connect", limit)

    def much(tx) -> str:  # type: ignore[no-untyped-def]
        tx.edit(tx.get(WorkItem, 2), notes="x" * 90_000)
        return "notes"

    with pytest.raises(NotSaved, match=r"^Not saved: the disk is full"):
        database.run(much, today)
    assert database.head() == 1
    event.remove(database._engine, "connect", limit)
    database.run(much, today)
    assert database.head() == 2
