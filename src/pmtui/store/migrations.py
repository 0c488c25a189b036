"""From an earlier version's file to the present schema: numbered steps over plain rows, in one transaction.

How to change the schema, such as to add a column:

1. Change the entity in ``domain/entities``: its table, its checks and its form follow from the description.
2. Append a step to ``STEPS``, named for the version that it makes. A step is given the rows of all entities by
   table, as dictionaries of stored values with ``id`` and ``version``, and changes them in place. A new field with
   a default needs no code, only the step with its sentence: rows that lack a field get its default. A step that
   fills, renames or drops fields does so in the rows: ``row["to"] = row.pop("from")``; what a table no longer
   has must be taken out, or the migration fails. A row that a step adds has an ``id``. Steps name tables and
   fields by their words, never by the entities, which go on changing.
3. Set the digest in ``tests/store/test_migrations.py`` as the failing test there says.

All tables are then written anew from the entities, so that an upgraded file has the schema of a new one. Where two
steps were written at once, the one that is merged later takes the next number.
"""

from collections.abc import Callable
from typing import Any

Rows = dict[str, list[dict[str, Any]]]  # by table
Step = Callable[[Rows], None]


def to_2(rows: Rows) -> None:
    """The journal's own rows are checked by the database too; no entity changes."""
    del rows


def to_3(rows: Rows) -> None:
    """A share says which staffing request it fills, so that several may fill one; before, a request named one."""
    filled = {row.pop("allocation_id"): row["id"] for row in rows["staffing_request"]}
    for row in rows["allocation"]:
        row["request_id"] = filled.get(row["id"])


def to_4(rows: Rows) -> None:
    """Days, line separators and blank texts are checked more strictly; no field changes."""
    del rows


def to_5(rows: Rows) -> None:
    """An assignment may be without units, to keep the time that was spent; no field changes."""
    del rows


# The first makes version 2 of version 1, and so on.
STEPS: tuple[Step, ...] = (to_2, to_3, to_4, to_5)
SCHEMA_VERSION = len(STEPS) + 1
