"""Rules of a work item: its number, its place, its charter statement, and what its parent becomes."""

from collections.abc import Mapping
from typing import Any

from pmtui.commands import outline
from pmtui.commands.links import refuse_links_inside
from pmtui.commands.naming import item_name
from pmtui.commands.work_state import following
from pmtui.domain.choices import ENDED_WORK, Scope, StatementKind, WorkKind, WorkState
from pmtui.domain.entities import Project, ScopeStatement, WorkItem
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction

Values = dict[str, Any]
_ROLLED_UP = ("effort", "duration", "remaining", "percent")


def adding_item(tx: Transaction, values: Mapping[str, Any]) -> Values:
    """A new work item gets the next number of its project, never used before, and a place at the end."""
    project = tx.get(Project, values.get("project_id") or 0)
    result = following(WorkItem(), values, tx.today)
    result.setdefault("position", outline.next_position(tx, project.id, result.get("parent_id")))
    result.setdefault("added_on", tx.today)
    return {**result, "number": next_number(tx, project.id)}


def next_number(tx: Transaction, project_id: int) -> int:
    """The next work item number of a project, which is taken by asking for it."""
    project = tx.get(Project, project_id)
    tx.edit(project, next_number=project.next_number + 1)
    return project.next_number


def editing_item(tx: Transaction, row: WorkItem, changes: Mapping[str, Any]) -> Values:
    """What follows from the changes; a new parent puts the item at its end."""
    if outline.children(tx, row):
        _refuse_own_figures(tx, row, changes)
    result = following(row, changes, tx.today)
    if result.get("state", row.state) is WorkState.DONE and row.state is not WorkState.DONE:
        _refuse_open_inside(tx, row)
    if "parent_id" in result and result["parent_id"] != row.parent_id:
        outline.refuse_leaving_question(tx, row, result["parent_id"])
        if result["parent_id"] is not None:
            _refuse_own_inside(tx, row, tx.get(WorkItem, result["parent_id"]))
        result["position"] = outline.next_position(tx, row.project_id, result["parent_id"])
    return result


def check_item(tx: Transaction, row: WorkItem, was: WorkItem | None) -> str:
    """Refuse a wrong statement, a wrong parent, open work inside closed work; tells what its parent became."""
    if row.statement_id is not None and (was is None or was.statement_id != row.statement_id):
        _check_statement(tx, row, row.statement_id)
    is_open = row.state not in ENDED_WORK
    if is_open and (was is None or was.state in ENDED_WORK):
        outline.refuse_under_closed(tx, outline.ancestors(tx, row))
    if was is None or was.parent_id != row.parent_id:
        return entered(tx, row, was)
    return ""


def entered(tx: Transaction, row: WorkItem, was: WorkItem | None) -> str:
    """What follows where an item came inside another; refuses what cannot be. Tells what the parent became."""
    told = ""
    if row.parent_id is not None:
        parent = tx.get(WorkItem, row.parent_id)
        if parent.project_id != row.project_id:
            raise Refused(
                f"{item_name(tx, parent)} is of another project: choose a work item of this project.",
                {"parent_id": "of another project"},
            )
        told = outline.take_in(tx, parent, is_open=row.state not in ENDED_WORK)
        follow_question(tx, row)
    if was is not None:
        refuse_links_inside(tx, outline.subtree(tx, row))
    return told


def _check_statement(tx: Transaction, row: WorkItem, statement_id: int) -> None:
    statement = tx.get(ScopeStatement, statement_id)
    if statement.project_id != row.project_id or statement.kind is not StatementKind.IN:
        raise Refused(
            "A work item serves an in-scope statement of its own project's charter: choose one of those.",
            {"statement_id": "not an in-scope statement of this project"},
        )


def follow_question(tx: Transaction, row: WorkItem) -> None:
    """Work that comes inside something in question is in question with it."""
    if row.parent_id is None or tx.get(WorkItem, row.parent_id).scope is not Scope.IN_QUESTION:
        return
    for one in outline.subtree(tx, row):
        if one.state not in ENDED_WORK:
            tx.edit(one, scope=Scope.IN_QUESTION)


def _refuse_own_inside(tx: Transaction, row: WorkItem, parent: WorkItem) -> None:
    if any(one.id == row.id for one in (parent, *outline.ancestors(tx, parent))):
        raise Refused(
            f"{item_name(tx, row)} cannot be inside itself: choose a work item that is not inside it.",
            {"parent_id": "itself, or inside it"},
        )


def _refuse_own_figures(tx: Transaction, row: WorkItem, changes: Mapping[str, Any]) -> None:
    """A deliverable with work inside has no figures of its own, and cannot be another kind."""
    name = item_name(tx, row)
    if changes.get("kind", WorkKind.DELIVERABLE) is not WorkKind.DELIVERABLE:
        raise Refused(
            f"{name} has work items inside it, so it is a deliverable: move them out first.",
            {"kind": "has work items inside it"},
        )
    for field in _ROLLED_UP:
        if changes.get(field):
            raise Refused(
                f"{name} is a deliverable: its figures come from the work items inside it, so set theirs.",
                {field: "comes from the work items inside it"},
            )


def _refuse_open_inside(tx: Transaction, row: WorkItem) -> None:
    inside = [one for one in outline.subtree(tx, row)[1:] if one.state not in ENDED_WORK]
    if inside:
        count = f"{len(inside)} open work items" if len(inside) > 1 else item_name(tx, inside[0])
        raise Refused(
            f"{item_name(tx, row)} still has {count} inside it: finish or drop that first.",
            {"state": "open work inside it"},
        )
