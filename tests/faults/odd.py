"""Values that make no sense, by form, quick entry, import and raw SQL: none is stored, as this file judges."""

import json
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.figure import Figure, counted, side_by_side
from tests.faults.strings import HOSTILE

from pmtui.commands import rows, work
from pmtui.commands.naming import context_of
from pmtui.domain.entities import ENTITIES, Entity, Snapshot, described
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind, values
from pmtui.domain.forecast import forecast
from pmtui.exchange.demo import open_demo
from pmtui.exchange.json_file import export_json, import_json
from pmtui.store.database import Database
from pmtui.ui.candidates import specs_of
from pmtui.ui.view import View
from pmtui.ui.widgets.field import Field

TODAY = date(2027, 3, 1)
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

TYPED = (
    "", "  ", "-1", "-0", "0", "1e3", "1e400", "NaN", "inf", "-inf", "0x10", "1_000", "١٢", "１２", "½", "²", "1/2",
    "--5", "+-3", "1,5,5", "1.2.3", "99999999999999999999", "9" * 400, "0.0000001", "101%", "-3d", "3d 4x", "1e9d",
    "99999999d", "€", "5 USD", "2027-02-30", "2027-13-01", "0000-00-00", "0001-01-01", "99999-01-01", "31 feb",
    "+99999w", "yesterday", "None", "null", "True", "'; DROP TABLE project; --", "\ud800", "x" * 100_001,
    "a\nb", "a\tb", *HOSTILE[:26],
)  # fmt: skip
LINES = (
    "x {}d", "x ={}d", "x {}h", "x by {}", "x from {}", "x after {}", "x after 1 fs {}d", "x in {}", "x @{}",
    "x @ana*{}", "{}", "{} 3d", "x {}",
)  # fmt: skip
GIVEN: tuple[Any, ...] = (
    None, True, False, -1, 0, 1.5, 2**53, 2**63, 10**400, -(2**63), "", " ", "1", "NaN", [], {}, [1], "x" * 100_001,
    "2027-02-30", "2027-2-3", "20270203", "2027-W05-1", "٢٠٢٧-٠١-٠١", "0000-01-01", "done ", "DONE", 99_999,
    *HOSTILE[:30],
)  # fmt: skip


def figures(quick: bool) -> Iterator[Figure]:
    """Every value in every field; in a hurry one in so many."""
    ways = {"form": by_form, "quick entry": by_quick_entry, "import": by_import, "raw SQL": by_sql}
    shares = {"form": 400, "quick entry": 80, "import": 800, "raw SQL": 60} if quick else {"form": 4, "import": 8}
    done = side_by_side(tried, [(way, shares.get(way, 1)) for way in ways])
    for way, (count, found) in zip(ways, done, strict=True):
        yield counted(f"odd values by {way}: stored", count, found)
    ((count, found),) = side_by_side(tried, [("raw SQL past the checks", 8)])
    yield counted("raw SQL past the checks: stored", count, found, control=True)


def tried(way_and_share: tuple[str, int]) -> tuple[int, list[str]]:
    """Try one in so many of the values in one way; how many were tried, and what odd is stored after it."""
    way, share = way_and_share
    chosen = Random(share)
    with tempfile.TemporaryDirectory() as folder:
        database, _ = open_demo(Path(folder) / "demo.db", TODAY)
        count, found = WAYS[way](database, lambda: chosen.randrange(share) == 0)
        with closing(sqlite3.connect(database.path)) as raw:
            found += odd_in(raw)
        database.close()
    return count, found


def by_form(database: Database, taken: Any) -> tuple[int, list[str]]:
    """Type each value into each field of a row's form, and save."""
    count = 0
    view = shown(database)
    for entity, name, description in fields():
        if not description.typed or entity is Snapshot:
            continue
        for typed in filter(lambda _: taken(), TYPED):
            row = next(iter(database.load().all(entity).values()), None)
            if row is None:
                break
            count += 1
            spec = next(one for one in specs_of(entity, view, current(row)) if one.name == name)
            field = Field(spec, getattr(row, name), context_of(view.workspace, row, TODAY, "EUR"))
            with suppress(Refused):
                field.type(typed)
                database.run(partial(rows.edit, row=row, changes={name: field.value()}), TODAY)
    return count, []


def by_quick_entry(database: Database, taken: Any) -> tuple[int, list[str]]:
    """Type each value into each part of the line that makes a work item."""
    count = 0
    for line in LINES:
        for typed in filter(lambda _: taken(), TYPED):
            count += 1
            with suppress(Refused):
                database.run(partial(work.quick_add, project_id=1, line=line.format(typed)), TODAY)
    return count, []


def by_import(database: Database, taken: Any) -> tuple[int, list[str]]:
    """Put each value into each field of a row of an exported file, and import that."""
    content = export_json(database)
    count, found = 0, []
    for entity, name, _ in fields():
        for given in filter(lambda _: taken(), GIVEN):
            document = json.loads(content)
            if not document["tables"][entity.table]:
                break
            document["tables"][entity.table][0][name] = given
            count += 1
            try:
                import_json(database, json.dumps(document).encode(), replace=True)
            except Refused:
                continue
            with closing(sqlite3.connect(database.path)) as raw:
                found += odd_in(raw)
            for backup in database.path.parent.glob("*before*"):
                backup.unlink()
    return count, found


def by_sql(database: Database, taken: Any, *, past_the_checks: bool = False) -> tuple[int, list[str]]:
    """Write each value into each column as any program may."""
    count, found = 0, []
    with closing(sqlite3.connect(database.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        if past_the_checks:
            raw.execute("PRAGMA ignore_check_constraints = ON")
        for entity, name, description in fields():
            ((id,),) = raw.execute(f"SELECT min(id) FROM {entity.table}").fetchall()
            for given in filter(lambda _: taken(), (*GIVEN, b"\xff", b"x", 1e308)):
                count += 1
                raw.execute("BEGIN")
                with suppress(sqlite3.Error, OverflowError, UnicodeEncodeError):
                    raw.execute(f"UPDATE {entity.table} SET {name} = ? WHERE id = ?", (given, id))
                    stored = raw.execute(f"SELECT {name} FROM {entity.table} WHERE id = ?", (id,)).fetchone()
                    if stored is not None:
                        found += odd(entity, name, description, stored[0])
                raw.execute("ROLLBACK")
    return count, found


WAYS: dict[str, Any] = {
    "form": by_form,
    "quick entry": by_quick_entry,
    "import": by_import,
    "raw SQL": by_sql,
    "raw SQL past the checks": partial(by_sql, past_the_checks=True),
}


def fields() -> Iterator[tuple[type[Entity], str, Description]]:
    for entity in ENTITIES:
        for name, description in described(entity).items():
            yield entity, name, description


def current(row: Entity) -> dict[str, object]:
    return {"id": row.id} | {name: getattr(row, name) for name in described(type(row))}


def shown(database: Database) -> View:
    workspace = database.load()
    return View(workspace, forecast(workspace, TODAY), 1, TODAY)


# The judgement, which knows the descriptions of the fields and nothing of the code that checks them


def odd_in(raw: sqlite3.Connection) -> list[str]:
    """Everything odd that a database holds."""
    found = [f"row {row} refers to nothing" for row in raw.execute("PRAGMA foreign_key_check")]
    for entity, name, description in fields():
        for (stored,) in raw.execute(f"SELECT {name} FROM {entity.table}"):
            found += odd(entity, name, description, stored)
    for entity in ENTITIES:
        for first, second in entity.in_order:
            wrong = raw.execute(f"SELECT id FROM {entity.table} WHERE {first} > {second}").fetchall()
            found += [f"{entity.table} {id}: {first} after {second}" for (id,) in wrong]
    return found


def odd(entity: type[Entity], name: str, description: Description, stored: Any) -> list[str]:
    """What is wrong with a stored value, in a word."""
    word = fault(description, stored)
    return [f"{entity.table}.{name} holds {stored!r}"[:100] + f": {word}"] if word else []


def fault(description: Description, stored: Any) -> str:
    if stored is None:
        texts = (Kind.TEXT, Kind.LONG, Kind.NUMBER)
        return "nothing" if description.required or description.kind in texts else ""
    match description.kind:
        case Kind.TEXT | Kind.LONG | Kind.NUMBER:
            return text_fault(description, stored)
        case Kind.DAY:
            return day_fault(stored)
        case Kind.CHOICE:
            assert description.choices is not None
            return "" if stored in values(description.choices) else "no choice"
        case Kind.FLAG:
            return "" if type(stored) is int and stored in (0, 1) else "no flag"
    if type(stored) is not int:
        return "no whole number"
    least, most = description.least, description.most
    fits = (least is None or stored >= least) and (most is None or stored <= most)
    return "" if fits and abs(stored) < 2**53 else "out of range"


def text_fault(description: Description, stored: Any) -> str:
    if type(stored) is not str:
        return "no text"
    lines = "\n\t" if description.kind is Kind.LONG else ""
    if any(one in _BIDI or (unicodedata.category(one) in ("Cc", "Cs") and one not in lines) for one in stored):
        return "a control"
    if len(stored) > (description.most or 0):
        return "too long"
    if description.required and not stored.strip():
        return "blank"
    if description.kind is Kind.NUMBER and stored:
        try:
            return "" if stored.isascii() and Decimal(stored).is_finite() else "no number"
        except InvalidOperation:
            return "no number"
    return ""


def day_fault(stored: Any) -> str:
    try:
        return "" if date.fromisoformat(stored).isoformat() == stored else "no day"
    except (TypeError, ValueError):
        return "no day"
