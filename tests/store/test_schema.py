"""Raw SQL cannot store what the rules forbid either."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from pmtui.domain.entities import ENTITIES, described
from pmtui.domain.fields import Kind
from pmtui.store.database import Database
from pmtui.store.opening import TABLE_NAMES

from .plan import small_plan


@pytest.fixture
def raw(database: Database, today: date) -> Iterator[sqlite3.Connection]:
    database.run(small_plan, today)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("work_item", "effort = -1"),
        ("work_item", "effort = 1.5"),
        ("work_item", "effort = 'much'"),
        ("work_item", "percent = 101"),
        ("work_item", "percent = NULL"),
        ("work_item", "state = 'started'"),
        ("work_item", "title = ''"),
        ("work_item", "title = '   '"),
        ("work_item", "title = NULL"),
        ("work_item", "title = x'41'"),
        ("work_item", "title = 'a' || char(27) || '[2J'"),
        ("work_item", "title = 'a' || char(10) || 'b'"),
        ("work_item", "title = 'a' || char(0) || 'b'"),
        ("work_item", "title = 'a' || char(0x202e) || 'b'"),
        ("work_item", "title = 'a' || char(0x9b) || 'b'"),
        ("work_item", "notes = 'a' || char(13) || 'b'"),
        ("work_item", "title = printf('%.501c', 'x')"),
        ("work_item", "deadline = '2027-02-30'"),
        ("work_item", "deadline = '0000-01-01'"),
        ("work_item", "deadline = 'now'"),
        ("work_item", "deadline = '2027-2-3'"),
        ("work_item", "deadline = 20270203"),
        ("work_item", "parent_id = id"),
        ("work_item", "parent_id = 99"),
        ("work_item", "project_id = 99"),
        ("work_item", "number = 1"),
        ("work_item", "version = -1"),
        ("project", "start = '2027-03-01', target_finish = '2027-02-01'"),
        ("work_item", "started_on = '2027-02-02', finished_on = '2027-02-01'"),
        ("project", "priority = 0"),
        ("settings", "id = 2"),
    ],
)
def test_an_odd_value_is_refused(raw: sqlite3.Connection, table: str, change: str) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        raw.execute(f"UPDATE {table} SET {change}")


def test_a_good_value_is_taken(raw: sqlite3.Connection) -> None:
    raw.execute("UPDATE work_item SET effort = 60, title = '登月 🚀 ' || id, deadline = '2028-02-29'")
    raw.execute("UPDATE work_item SET notes = 'a' || char(10) || char(9) || 'b'")


@pytest.mark.parametrize("odd", ["-", "1.2.3", "1-2", "--1", ".", "1e5", " 1"])
def test_a_measured_number_is_one(raw: sqlite3.Connection, odd: str) -> None:
    raw.execute(
        "INSERT INTO benefit (version, program_id, name, owner, unit, baseline, target, actual, lag_days, status)"
        " VALUES (0, 1, 'Air', '', '', '', '-1.5', '20', 0, 'planned')"
    )
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE benefit SET target = ?", (odd,))


def test_empty_references_count_as_equal_where_pairs_are_unique(raw: sqlite3.Connection) -> None:
    raw.execute(
        "INSERT INTO benefit (version, program_id, name, owner, unit, baseline, target, actual, lag_days, status)"
        " VALUES (0, 1, 'Air', '', '', '', '1.5', '', 0, 'planned')"
    )
    insert = "INSERT INTO benefit_source (version, benefit_id, project_id, work_item_id) VALUES (0, 1, 1, ?)"
    raw.execute(insert, (None,))
    raw.execute(insert, (1,))
    for twin in (None, 1):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(insert, (twin,))


def test_a_row_that_others_refer_to_stays(raw: sqlite3.Connection) -> None:
    for table in ("program", "project"):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(f"DELETE FROM {table}")


def test_ids_are_never_used_twice(raw: sqlite3.Connection) -> None:
    raw.execute("INSERT INTO skill (version, name) VALUES (0, 'Welding')")
    raw.execute("DELETE FROM skill")
    raw.execute("INSERT INTO skill (version, name) VALUES (0, 'Sewing')")
    assert raw.execute("SELECT id FROM skill").fetchall() == [(2,)]


def test_every_reference_is_restrictive_and_can_be_looked_up(raw: sqlite3.Connection) -> None:
    for entity in ENTITIES:
        rules = {row[3]: row[6] for row in raw.execute(f"PRAGMA foreign_key_list({entity.table})")}
        references = {name for name, one in described(entity).items() if one.kind is Kind.REF}
        assert rules == dict.fromkeys(references, "RESTRICT")
        leading = {
            next(iter(raw.execute(f"PRAGMA index_info({index[1]})")))[2]
            for index in raw.execute(f"PRAGMA index_list({entity.table})").fetchall()
        }
        assert references <= leading, entity


FIRST_USE = """
from sqlmodel import SQLModel
from pmtui.domain.entities import WorkItem
from pmtui.store.tables import model_of, schema
model_of(WorkItem)
print(*SQLModel.metadata.tables, len(SQLModel.metadata.tables["work_item"].foreign_keys))
print(*schema().tables, len(SQLModel.metadata.tables["work_item"].foreign_keys))
"""


def test_tables_are_made_at_their_first_use_and_with_their_rules_for_a_schema_alone() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=True)
    (*few, rules), (*all_of_them, references) = (line.split() for line in done.stdout.splitlines())
    assert (set(few), rules) == ({"journal_entry", "journal_image", "work_item"}, "0")
    assert (set(all_of_them), references) == (TABLE_NAMES, "3")
