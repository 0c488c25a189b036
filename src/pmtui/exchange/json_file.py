"""The JSON file that holds a whole workspace: `pmtui export json` and `pmtui import json`.

The file is one object::

    {"format": "pmtui", "version": 2, "tables": {"project": [{"id": 1, "code": "SHT", ...}, ...], ...}}

``tables`` has a list for each entity (an absent one is empty), each row an object of its fields and its ``id``;
the rows are in order of id and all keys are sorted. Days are ISO text, effort and time whole minutes, money whole
minor units of the program's currency, a reference the ``id`` of the other row, an absent or empty value null or
"". The journal, the versions of the rows, and the day and place of the export are left out: so the same
workspace always gives the same bytes. UTF-8, a newline at the end. Files of earlier versions are read too.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pmtui.domain.entities import ENTITIES, Project, WorkItem, described
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.domain.network import find_loop
from pmtui.domain.workspace import Workspace
from pmtui.exchange.earlier import STEPS
from pmtui.exchange.rows import rows_of_tables
from pmtui.store.database import Database
from pmtui.store.dump import dump, restore

FORMAT = "pmtui"
VERSION = len(STEPS) + 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and the sentences that tell it."""

    head: int
    backup: Path | None  # what was there before
    loop: tuple[int, ...]  # work items that wait for one another; () where none do
    sentences: tuple[str, ...]


def export_json(database: Database) -> bytes:
    """The whole workspace as a file's bytes; raises Unusable, also where a row cannot be understood."""
    database.load()
    tables = dump(database)
    for entity in ENTITIES:
        flags = [name for name, one in described(entity).items() if one.kind is Kind.FLAG]
        for row in tables[entity.table]:
            row.update({name: bool(row[name]) for name in flags})
    document = {"format": FORMAT, "version": VERSION, "tables": tables}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def import_json(database: Database, content: bytes, *, replace: bool = False) -> Imported:
    """Put a file's workspace in the place of what is there; the undo history ends with it.

    Raises Refused with the place of the first fault, or where there is data and ``replace`` does not allow it;
    NotSaved. Nothing is written then.
    """
    rows = rows_of_tables(_tables(content))
    workspace = Workspace(row for of_entity in rows.values() for row in of_entity)
    loop = find_loop(workspace)
    counts = f"{len(workspace.all(Project))} projects and {len(workspace.all(WorkItem))} work items"
    restored = restore(database, rows, f"import of {counts}", replace=replace)
    sentences = [f"Imported {counts}; what was done before can no longer be undone."]
    if restored.backup is not None:
        sentences.append(f"What was there is kept in {restored.backup}.")
    if loop:
        names = ", ".join(workspace.name_of(workspace.all(WorkItem)[id]) for id in loop)
        sentences.append(f"These wait for one another, so their links are set aside: {names}.")
    return Imported(restored.head, restored.backup, loop, tuple(sentences))


def _tables(content: bytes) -> dict[str, Any]:
    """The tables of a file whose frame is right; raises Refused."""
    try:
        document = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Refused(f"The file is not UTF-8 text: byte {error.start} is wrong.") from error
    except json.JSONDecodeError as error:
        fault = error.msg.removesuffix(" at").lower()  # as in "Invalid control character at"
        place = f"line {error.lineno}, column {error.colno}"
        raise Refused(f"The file is not whole JSON: {place}: {fault}.") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"The file cannot be read: {error}.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Refused("The file is not an export of pmtui.")
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Refused("The file does not say which version its format has.")
    if version > VERSION:
        raise Refused(
            f"The file comes from a newer pmtui: its format has version {version}, this pmtui reads up to"
            f" {VERSION}."
        )
    unknown = document.keys() - {"format", "version", "tables"}
    if unknown:
        raise Refused(f"The file has a part that pmtui does not know: {', '.join(sorted(unknown))}.")
    tables = document.get("tables")
    if not isinstance(tables, dict):
        raise Refused("The file has no tables.")
    for step in STEPS[version - 1 :]:
        step(tables)
    return tables


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names occur once each: of two, one would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
