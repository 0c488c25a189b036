"""The plan that tests of the installed program begin with: one program with one project."""

from datetime import date
from functools import partial
from pathlib import Path

from pmtui.commands import rows
from pmtui.domain.entities import Program, Project
from pmtui.store.database import Database

TODAY = date(2027, 2, 1)


def make_plan(path: Path) -> None:
    """A new database with the program Moon and its project SHT Shuttle."""
    database = Database.open(path, create=True)
    database.run(partial(rows.create, entity=Program, values={"name": "Moon", "currency": "EUR"}), TODAY)
    values = {"program_id": 1, "code": "SHT", "name": "Shuttle", "start": TODAY}
    database.run(partial(rows.create, entity=Project, values=values), TODAY)
    database.close()
