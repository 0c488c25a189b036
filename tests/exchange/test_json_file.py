"""The JSON file: the same bytes there and back, and a refusal that names the place of each fault."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.domain.entities import (
    Acceptance,
    Allocation,
    Benefit,
    BenefitSource,
    Charter,
    Decision,
    Dependency,
    Goal,
    Program,
    Project,
    Resource,
    Skill,
    WorkItem,
)
from pmtui.domain.errors import Refused
from pmtui.exchange.json_file import export_json, import_json
from pmtui.store.database import Database
from pmtui.store.dump import dump
from pmtui.store.entries import EntryKind, EntryState
from pmtui.store.paths import replace_with
from pmtui.store.transaction import Transaction


def _plan(tx: Transaction) -> str:
    program = tx.add(Program, name="Moon [red]x", vision="Go\n\tand come back 🚀", currency="EUR", start=tx.today)
    shuttle = tx.add(Project, program_id=program.id, code="SHT", name="Shuttle", next_number=4, budget=10**12)
    tx.add(Charter, project_id=shuttle.id, purpose="a [/] b")
    cabin = tx.add(WorkItem, project_id=shuttle.id, number=1, title="客舱", kind="deliverable")
    tx.add(WorkItem, project_id=shuttle.id, number=2, parent_id=cabin.id, title="Seal test", effort=1440)
    tx.add(WorkItem, project_id=shuttle.id, number=3, parent_id=cabin.id, title="Leak test", deadline=tx.today)
    tx.add(Dependency, predecessor_id=2, successor_id=3, lag=-2)
    tx.add(Resource, name="👩‍🚀 Ana", plans_by_shares=True)
    tx.delete(tx.add(Skill, name="gone"))
    tx.add(Skill, name="Welding")
    benefit = tx.add(Benefit, program_id=program.id, name="Air", target="12.5")
    tx.add(BenefitSource, benefit_id=benefit.id, project_id=shuttle.id)
    tx.add(Acceptance, subject="slip:1", until=tx.today, reason="known")
    tx.add(Decision, program_id=program.id, title="Go", rationale="Because", decided_on=tx.today)
    return "planned"


@pytest.fixture
def filled(database: Database, today: date) -> Database:
    database.run(_plan, today)
    database.run(lambda tx: str(tx.edit(tx.get(WorkItem, 2), title="Seal test 2")), today)
    return database


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return Database.open(tmp_path / "empty.db", create=True)


def test_there_and_back_is_the_same_byte_for_byte(filled: Database, empty: Database) -> None:
    content = export_json(filled)
    result = import_json(empty, content)
    assert export_json(empty) == content
    assert dump(empty) == dump(filled)
    assert result.backup is None
    assert not result.loop
    assert content.count(b'"version": ') == 1  # of rows: only the format has one
    assert json.loads(content)["tables"]["resource"][0]["plans_by_shares"] is True


def test_keys_are_sorted_and_rows_are_by_id(filled: Database) -> None:
    content = export_json(filled)
    document = json.loads(content)
    assert json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n" == content
    for rows in document["tables"].values():
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert "journal_entry" not in document["tables"]


def test_an_empty_workspace_goes_there_and_back(database: Database, empty: Database) -> None:
    content = export_json(database)
    import_json(empty, content)
    assert export_json(empty) == content


def test_an_exported_file_is_private_and_replaces_an_older_one(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")
    replace_with(path, export_json(filled))
    assert path.read_bytes() == export_json(filled)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {one.name for one in tmp_path.iterdir()} == {"out.json", "test.db"}


def test_a_file_of_the_first_version_is_read(filled: Database, empty: Database) -> None:
    """There a request named the share that filled it; whatever else is wrong is said as always."""
    document = json.loads(export_json(filled))
    document["version"] = 1
    share = {"id": 7, "resource_id": 1, "project_id": 1, "percent": 50, "start": "2027-01-04"}
    request = {"id": 3, "project_id": 1, "role": "Pilot", "start": "2027-01-04", "state": "filled"}
    document["tables"] |= {"allocation": [share], "staffing_request": [request | {"allocation_id": 7}]}
    import_json(empty, json.dumps(document).encode())
    assert [one.request_id for one in empty.load().all(Allocation).values()] == [3]
    for wrong in ({"allocation_id": []}, {"allocation_id": 1, "id": "x"}, None):
        document["tables"]["staffing_request"] = [wrong]
        with pytest.raises(Refused, match="staffing_request"):
            import_json(empty, json.dumps(document).encode(), replace=True)


def test_data_is_replaced_only_where_told_and_after_a_backup(
    filled: Database, empty: Database, today: date
) -> None:
    content = export_json(empty)
    before = export_json(filled)
    with pytest.raises(Refused, match="There is data here already"):
        import_json(filled, content)
    assert export_json(filled) == before
    result = import_json(filled, content, replace=True)
    assert export_json(filled) == content
    assert result.backup is not None
    assert str(result.backup) in " ".join(result.sentences)
    assert result.backup.parent == filled.path.parent / "backups"
    assert result.backup.stat().st_mode & 0o777 == 0o600
    assert export_json(Database.open(result.backup)) == before
    second = import_json(filled, before, replace=True)
    assert second.backup is None  # there was nothing to keep
    filled.run(lambda tx: str(tx.add(Skill, name="Sewing")), today)
    third = import_json(filled, before, replace=True)
    assert third.backup not in (None, result.backup)


def test_an_import_ends_the_undo_history_and_says_so(filled: Database, today: date) -> None:
    filled.undo(today)
    result = import_json(filled, export_json(filled), replace=True)
    assert "can no longer be undone" in " ".join(result.sentences)
    assert filled.undo_label() is None
    assert filled.redo_label() is None
    history = filled.history()
    assert history[0].kind is EntryKind.IMPORT
    assert {row.state for row in history} <= {EntryState.HISTORY, EntryState.CLEARED}
    version = filled.load().all(WorkItem)[2].version
    assert version == result.head  # above all that forms may hold
    filled.run(lambda tx: str(tx.add(Skill, name="Sewing")), today)
    filled.undo(today)


def _set(table: str, field: str, value: Any, place: int = 0) -> Callable[[dict[str, Any]], None]:
    def change(tables: dict[str, Any]) -> None:
        tables[table][place][field] = value

    return change


def _double(tables: dict[str, Any]) -> None:
    tables["work_item"].append(dict(tables["work_item"][0]))


def _twin(tables: dict[str, Any]) -> None:
    tables["work_item"].append(tables["work_item"][1] | {"id": 50})


def _other_project(tables: dict[str, Any]) -> None:
    tables["project"].append(tables["project"][0] | {"id": 2, "code": "SUI"})
    tables["charter"].append(tables["charter"][0] | {"id": 2, "project_id": 2})
    tables["work_item"][2] |= {"project_id": 2}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_set("work_item", "effort", -1, 1), "work_item 2: effort: Effort must be"),
        (_set("work_item", "effort", "3d", 1), "work_item 2: effort: "),
        (_set("work_item", "effort", 1.5, 1), "work_item 2: effort: "),
        (_set("work_item", "title", "a\u001b[2Jb", 1), "work_item 2: title: Title has control characters"),
        (_set("work_item", "title", "a\u202eb", 1), "work_item 2: title: Title has control characters"),
        (_set("work_item", "title", "a\ud800b", 1), "work_item 2: title: Title has control characters"),
        (_set("work_item", "title", "x" * 501, 1), "work_item 2: title: "),
        (_set("work_item", "title", None, 1), "work_item 2: title: Title is needed"),
        (_set("work_item", "state", "started", 1), "work_item 2: state: "),
        (_set("work_item", "deadline", "2027-02-30", 1), "work_item 2: deadline: "),
        (_set("work_item", "deadline", "20270203", 1), "work_item 2: deadline: "),
        (_set("work_item", "deadline", 5, 1), "work_item 2: deadline: "),
        (_set("work_item", "colour", "red", 1), "work_item 2: colour: "),
        (_set("work_item", "version", 3, 1), "work_item 2: version: "),
        (_set("work_item", "project_id", 9, 1), "work_item 2: project_id: There is no project with id 9"),
        (_set("work_item", "parent_id", 99, 1), "work_item 2: parent_id: There is no work item with id 99"),
        (_set("work_item", "parent_id", 2, 1), "work_item 2: parent_id: This work item is part of itself"),
        (_set("work_item", "parent_id", 2, 0), "parent_id: This work item is part of itself"),
        (_set("work_item", "id", 0, 1), "work_item, row 2: id: "),
        (_set("work_item", "id", True, 1), "work_item, row 2: id: "),
        (_set("work_item", "id", 2**70, 1), "work_item, row 2: id: "),
        (_set("dependency", "successor_id", 2), "dependency 1: successor_id: A work item cannot wait for itself"),
        (_set("program", "target_finish", "2020-01-01"), "program 1: target_finish: "),
        (_set("settings", "id", 2), "settings 2: id: "),
        (_set("project", "next_number", 3), "project 1: next_number: must be above 3"),
        (_set("resource", "plans_by_shares", 1), "resource 1: plans_by_shares: "),
        (_double, "work_item 1: There are two rows with this id"),
        (_twin, "work_item 50: number: This work item is there already, as row 2"),
        (_other_project, "work_item 3: parent_id: A work item must be in the project"),
        (lambda tables: tables["charter"].clear(), "project 1: This project has no charter"),
        (lambda tables: tables.update(work_item={}), "work_item: must be a list"),
        (lambda tables: tables["work_item"].append(7), "work_item, row 4: must be an object"),
        (lambda tables: tables.update(user=[]), "user: pmtui has no such table"),
    ],
)
def test_a_bad_row_is_refused_with_its_place_and_nothing_is_written(
    filled: Database, change: Callable[[dict[str, Any]], None], place: str
) -> None:
    before, head = export_json(filled), filled.head()
    document = json.loads(before)
    change(document["tables"])
    with pytest.raises(Refused) as refused:
        import_json(filled, json.dumps(document).encode(), replace=True)
    assert place in refused.value.sentence
    assert (export_json(filled), filled.head()) == (before, head)
    assert [one.name for one in filled.path.parent.iterdir()] == ["test.db"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "not whole JSON"),
        (b'{"format": "pmtui", "version": 1, "tables": {"goal": [', "not whole JSON: line 1"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "not an export of pmtui"),
        (b'{"format": "other"}', "not an export of pmtui"),
        (b'{"format": "pmtui", "tables": {}}', "which version"),
        (b'{"format": "pmtui", "version": true, "tables": {}}', "which version"),
        (b'{"format": "pmtui", "version": 3, "tables": {}}', "has version 3, this pmtui reads up to 2"),
        (b'{"format": "pmtui", "version": 1}', "has no tables"),
        (b'{"format": "pmtui", "version": 1, "tables": {}, "more": 1}', "more"),
        (b'{"format": "pmtui", "format": "pmtui"}', "'format' stands twice"),
        (b'{"format": "pmtui", "version": NaN}', "NaN is no number"),
        (b'{"format": "pmtui", "version": ' + b"9" * 5000 + b"}", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
    ],
)
def test_a_file_whose_frame_is_wrong_is_refused(database: Database, content: bytes, part: str) -> None:
    with pytest.raises(Refused) as refused:
        import_json(database, content)
    assert part in refused.value.sentence
    assert database.head() == 0


def test_links_in_a_loop_are_told_and_kept(filled: Database, empty: Database) -> None:
    document = json.loads(export_json(filled))
    links = document["tables"]["dependency"]
    links.append(links[0] | {"id": 2, "predecessor_id": 3, "successor_id": 2})
    result = import_json(empty, json.dumps(document).encode())
    assert set(result.loop) == {2, 3}
    assert "SHT-2" in result.sentences[-1]
    assert "SHT-3" in result.sentences[-1]
    assert len(empty.load().all(Dependency)) == 2
    empty.run(lambda tx: str(tx.add(Goal, program_id=1, name="Land")), date(2027, 1, 4))
