"""The sample program, in a database of its own, as if it had been entered up to this week.

``demo.json`` has the layout of an export, but its days are written as ``"+14"`` or ``"-30"``: working days
(Monday to Friday, holidays not left out) from the Monday of the week of today, which is ``"+0"``. So five are a
week, no day falls on a weekend, and the order of days is kept, whatever today is. Fields that a row leaves out
have their defaults.
"""

import json
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from pmtui.domain.calendar import WORKING_WEEK
from pmtui.domain.entities import ENTITIES, described
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.domain.load import monday_of
from pmtui.domain.sample import is_demo
from pmtui.exchange.json_file import FORMAT, VERSION, Imported, import_json
from pmtui.store.database import Database
from pmtui.store.dump import has_data
from pmtui.store.paths import default_path


def demo_content(today: date) -> bytes:
    """The sample as a file that `import json` reads, with its days put around today."""
    text = files("pmtui.exchange").joinpath("demo.json").read_text(encoding="utf-8")
    tables: dict[str, list[dict[str, Any]]] = json.loads(text)["tables"]
    monday = monday_of(today)
    for entity in ENTITIES:
        days = [name for name, one in described(entity).items() if one.kind is Kind.DAY]
        for row in tables.get(entity.table, ()):
            row.update({name: _day(row[name], monday).isoformat() for name in days if name in row})
    return json.dumps({"format": FORMAT, "version": VERSION, "tables": tables}).encode()


def _day(offset: str, monday: date) -> date:
    weeks, days = divmod(int(offset), WORKING_WEEK)
    return monday + timedelta(weeks=weeks, days=days)


def open_demo(path: Path, today: date, *, fresh: bool = False) -> tuple[Database, Imported | None]:
    """Open the sample's database, made on first use, and filled anew where ``fresh``; with what was imported.

    Raises Refused where the file is the user's own or holds anything but the sample, Unusable, NotSaved.
    """
    if path.resolve() == default_path().resolve():
        raise Refused(f"{path} is your own database: the demo needs a file of its own.")
    database = Database.open(path, create=True)
    try:
        return database, _fill(database, today, fresh)
    except BaseException:
        database.close()
        raise


def _fill(database: Database, today: date, fresh: bool) -> Imported | None:
    if has_data(database):
        if not is_demo(database.load()):
            raise Refused(f"{database.path} is not a demo: name a new file, or none for the demo's own.")
        return rebuild(database, today) if fresh else None
    return import_json(database, demo_content(today))


def rebuild(database: Database, today: date) -> Imported:
    """Put the sample as of today in the place of the one that is there, which is kept in a backup."""
    return import_json(database, demo_content(today), replace=True)
