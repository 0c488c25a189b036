"""Create, edit and delete rows of any entity, as the generic form and the registers do."""

from collections.abc import Mapping
from typing import Any

from pmtui.commands import deletion, outline, rules
from pmtui.commands.naming import changed, differing, named, shown
from pmtui.domain.choices import RequestState
from pmtui.domain.entities import Charter, Entity, ScopeRequest, Settings, Snapshot, WorkItem, described
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


class Stale(Refused):
    """An edit was made on a row as it no longer is; ``row`` is as it is now."""

    def __init__(self, sentence: str, fields: Mapping[str, str], row: Entity) -> None:
        super().__init__(sentence, fields)
        self.row = row


def create(tx: Transaction, *, entity: type[Entity], values: Mapping[str, Any], after_id: int | None = None) -> str:
    """Add a row; a work item goes to the end of its parent, or behind its sibling ``after_id``.

    Refused, with the fields, where the values break a rule.
    """
    rules.refuse_untyped(entity, values, new=True)
    values = dict(values)
    if entity is ScopeRequest:
        values.setdefault("raised_on", tx.today)
    after = tx.get(WorkItem, after_id) if after_id is not None and entity is WorkItem else None
    if after is not None:
        values["parent_id"] = after.parent_id
    row, told = rules.add(tx, entity, values)
    if isinstance(row, WorkItem) and after is not None and after.project_id == row.project_id:
        outline.place_after(tx, row, after)
    return noted(f"Added {named(tx, row)}", told)


def edit(tx: Transaction, *, row: Entity, changes: Mapping[str, Any]) -> str:
    """Change a row, which is given as the form was opened on it; Stale where it was changed in between."""
    rules.refuse_untyped(type(row), changes, new=False)
    current = tx.get(type(row), row.id)
    changes = differing(row, changes)  # an unknown field is named by the check of the values
    _refuse_stale(tx, row, current, changes)
    if isinstance(current, ScopeRequest):
        _refuse_decided(current, changes)
    now, told = rules.change(tx, current, differing(current, changes))
    return noted(changed(tx, current, now, tx.today), told)


def delete(tx: Transaction, *, rows: tuple[Entity, ...]) -> str:
    """Delete rows with all that goes with them (see ``consequences``) in one command."""
    for row in rows:
        if isinstance(row, (Settings, Charter, Snapshot)):
            raise Refused(f"The {named(tx, row)} cannot be deleted: empty what should go in it.")
    current = tuple(tx.get(type(row), row.id) for row in rows)
    if not current:
        raise Refused("Nothing is marked: mark what should be deleted.")
    goes = deletion.consequences(tx.workspace(), current)
    if goes.held:
        raise Refused(goes.held)
    deletion.carry_out(tx, goes)
    return goes.sentence.replace("Deletes", "Deleted", 1)


def noted(label: str, told: str) -> str:
    """A label with what else came of the command."""
    return f"{label} ({told})" if told else label


def _refuse_stale(tx: Transaction, row: Entity, current: Entity, changes: Mapping[str, Any]) -> None:
    """Refuse an edit on old data, naming both values; bookkeeping that no form shows makes nothing old."""
    if current.version == row.version:
        return
    typed = [name for name, one in described(type(row)).items() if one.typed]
    differ = [name for name in typed if getattr(row, name) != getattr(current, name)]
    if not differ and current != row:
        return
    told, fields = [], {}
    for name in differ:
        theirs = shown(tx, current, name, getattr(current, name), tx.today)
        label = described(type(row))[name].label
        mine = f", you typed {shown(tx, row, name, changes[name], tx.today)}" if name in changes else ""
        told.append(f"{label} is now {theirs}{mine}")
        fields[name] = f"is now {theirs}"
    what = "; ".join(told) if told else "it is as it was again"
    for name in changes:
        if name not in differ:
            mine = shown(tx, row, name, changes[name], tx.today)
            here = shown(tx, current, name, getattr(current, name), tx.today)
            what += f"; {described(type(row))[name].label} is still {here}, you typed {mine}"
    again = "Save again to put what you typed in its place" if changes else "Open it again to go on"
    raise Stale(f"{named(tx, row)} was changed meanwhile: {what}. {again}.", fields, current)


def _refuse_decided(request: ScopeRequest, changes: Mapping[str, Any]) -> None:
    if changes and request.state is RequestState.DECIDED:
        raise Refused("This scope request is decided, so it stays as it was: raise a new one.")
    if "project_id" in changes and request.work_item_id is not None:
        raise Refused(
            "This scope request is about a work item of its project: move it by a decision.",
            {"project_id": "moves by a decision"},
        )
