"""Odd values by raw SQL, in every field of every table: none is stored."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pmtui.domain.entities import ENTITIES, described
from pmtui.domain.fields import Kind
from pmtui.store.constraints import is_integer, is_nullable
from pmtui.store.database import Database

_NO_NUMBERS = (
    "'much'", "''", "' '", "'-'", "'--1'", "'1d'", "'1,000'", "'1 000'", "'1_000'", "'0x10'", "'1/2'", "'½'",
    "'１'", "'٣'", "'NaN'", "'inf'", "'true'", "'yes'", "'null'", "'None'", "'[1]'", "'{}'", "'1;DROP TABLE goal'",
    "x'31'", "x''", "zeroblob(9)", "char(0)", "'1'||char(0)", "char(27)||'[2J'", "char(10)", "9e999", "-9e999",
)  # fmt: skip
_NO_INTEGERS = (
    *_NO_NUMBERS, "1.5", "-1.5", "'1.5'", "0.1", "1e300", "-1e300", "'1e300'", "9223372036854775808",
    "9223372036854775807", "-9223372036854775808", "9007199254740992", "'2027-01-01'",
)  # fmt: skip
_CONTROLS = tuple(f"'a'||char({code})||'b'" for code in (*range(9), 11, 12, *range(13, 32), *range(127, 160)))
_BIDI = tuple(
    f"'a'||char({code})||'b'"
    for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070), 0x2028, 0x2029, 0xFFFA)
)
_BLANK = (
    "''",
    "' '",
    "'   '",
    "char(160)",
    "char(8203)",
    "char(12288,32)",
    "char(65279)",
    "char(173)",
    "char(8288)",
)
_NO_TEXT = ("x'41'", "x''", "zeroblob(5)", *_CONTROLS, *_BIDI)
_NO_DAYS = (
    *_NO_NUMBERS, "'now'", "'today'", "'+1 day'", "'2027'", "'2027-02'", "'2027-2-3'", "'2027-02-30'",
    "'2027-02-29'", "'2027-13-01'", "'2027-00-10'", "'2027-01-00'", "'2027-01-32'", "'0000-01-01'", "'-001-01-01'",
    "'10000-01-01'",
    "'2027-01-01 '", "' 2027-01-01'", "'2027-01-01T00:00'", "'2027-01-01 10:00'", "'2027/01/01'", "'01.01.2027'",
    "20270101", "2461406.5", "'２０２７-01-01'", "'2027-01-01'||char(0)", "x'323032372D30312D3031'",
)  # fmt: skip
_NO_CHOICES = (
    *_NO_NUMBERS,
    "'TO_DO'",
    "'To do'",
    "'to do '",
    "' active'",
    "'ACTIVE'",
    "'unknown'",
    "0",
    "1",
    "2.5",
)
_NO_MEASURES = (
    *(one for one in _NO_NUMBERS if one != "''"), "'1.2.3'", "'1-2'", "'.'", "'-.'", "'1e5'", "' 1'", "'1 '",
    "'+1'", "'1,5'", "printf('%.41c', '1')",
)  # fmt: skip

# By kind, expressions of which each is odd in every field of that kind.
ODD: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: (*_NO_TEXT, "'a'||char(9)||'b'", "'a'||char(10)||'b'", "printf('%.501c', 'x')"),
    Kind.LONG: (*_NO_TEXT, "printf('%.100001c', 'x')"),
    Kind.WHOLE: _NO_INTEGERS,
    Kind.PERCENT: (*_NO_INTEGERS, "-1"),
    Kind.MINUTES: (*_NO_INTEGERS, "-1", "1000000001"),
    Kind.DAYS: (*_NO_INTEGERS, "10001", "-10001"),
    Kind.MONEY: _NO_INTEGERS,
    Kind.NUMBER: _NO_MEASURES,
    Kind.DAY: _NO_DAYS,
    Kind.CHOICE: _NO_CHOICES,
    Kind.REF: (*_NO_INTEGERS, "0", "-1", "99999"),
    Kind.FLAG: (*_NO_INTEGERS, "2", "-1"),
}
JOURNAL = {
    "journal_entry.at": (*_NO_DAYS, "'2027-02-30T08:00:00.000+00:00'", "'2027-02-01T08:00:00.000'", "'2027-02-01'"),
    "journal_entry.kind": _NO_CHOICES,
    "journal_entry.state": _NO_CHOICES,
    "journal_entry.label": ("NULL", *_NO_TEXT),
    "journal_image.row_id": ("NULL", *(one for one in _NO_INTEGERS if not one.lstrip("-").isdecimal())),
    "journal_image.after": ("'much'", "'{'", "char(0)", "x'ff'", "'{\"id\": 1'", "'nul'", "''"),
}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database with a row in every table, as any other program may open it."""
    path = tmp_path_factory.mktemp("odd") / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.executescript(Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8"))
    Database.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


def stored(raw: sqlite3.Connection, table: str, field: str, odd: tuple[str, ...]) -> list[str]:
    """Those of the expressions that the field took."""
    taken = []
    for one in odd:
        try:
            raw.execute(f"UPDATE {table} SET {field} = {one} WHERE rowid = (SELECT min(rowid) FROM {table})")
        except sqlite3.DatabaseError:
            continue
        taken.append(f"{table}.{field} = {one}")
    return taken


@pytest.mark.parametrize("kind", Kind)
def test_no_odd_value_is_stored(raw: sqlite3.Connection, kind: Kind) -> None:
    assert len(set(ODD[kind])) >= 36
    taken = []
    for entity in ENTITIES:
        for name, one in described(entity).items():
            if one.kind is kind:
                more = () if is_nullable(one) else ("NULL",)
                if one.required and not is_integer(one) and kind in (Kind.TEXT, Kind.LONG):
                    more = (*more, *_BLANK)
                if one.most is not None and is_integer(one):
                    more = (*more, str(one.most + 1))
                if one.least is not None and is_integer(one):
                    more = (*more, str(one.least - 1))
                taken += stored(raw, entity.table, name, (*ODD[kind], *more))
    assert taken == []


@pytest.mark.parametrize("column", JOURNAL)
def test_no_odd_value_is_stored_in_the_journal(raw: sqlite3.Connection, column: str) -> None:
    assert stored(raw, *column.split("."), JOURNAL[column]) == []
