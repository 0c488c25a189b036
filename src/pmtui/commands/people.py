"""Rules of resources: units, shares, assignments."""

from pmtui.commands.naming import item_name
from pmtui.commands.outline import children
from pmtui.domain.choices import AllocationStatus, ResourceKind
from pmtui.domain.entities import Allocation, Assignment, Resource, WorkItem
from pmtui.domain.entry import show_units
from pmtui.domain.errors import Refused
from pmtui.store.transaction import Transaction


def check_resource(_tx: Transaction, row: Resource, _was: Resource | None) -> str:
    """Refuse a person of several units."""
    if row.kind is ResourceKind.PERSON and row.units != 1:
        raise Refused("A person has 1 unit: set it to 1, or make it a team.", {"units": "a person has 1"})
    return ""


def check_allocation(tx: Transaction, row: Allocation, _was: Allocation | None) -> str:
    """From its first committed share on a resource plans by shares, and deleting shares does not change that.

    A proposed share promises nothing yet: it must not take the resource off all its other work.
    """
    resource = tx.get(Resource, row.resource_id)
    if resource.plans_by_shares or row.status is not AllocationStatus.COMMITTED:
        return ""
    tx.edit(resource, plans_by_shares=True)
    return f"{resource.name} plans by shares from now on"


def take_off(tx: Transaction, row: Assignment) -> None:
    """Delete an assignment; work that loses its last one is without staff, which never looks like a gain."""
    tx.delete(row)
    if not tx.find(Assignment, work_item_id=row.work_item_id):
        tx.edit(tx.get(WorkItem, row.work_item_id), was_staffed=True)


def check_assignment(tx: Transaction, row: Assignment, was: Assignment | None) -> str:
    """Refuse more units than the resource has, and a new assignment to a deliverable of several work items."""
    resource = tx.get(Resource, row.resource_id)
    item = tx.get(WorkItem, row.work_item_id)
    if row.units > resource.units * 100 and (was is None or was.units != row.units):
        raise Refused(
            f"{resource.name} has {resource.units}, not {show_units(row.units)}: assign at most that.",
            {"units": f"at most {resource.units}"},
        )
    if was is None and children(tx, item):
        raise Refused(
            f"{item_name(tx, item)} is a deliverable: assign the work items inside it.",
            {"work_item_id": "a deliverable"},
        )
    return ""
