"""Rules of resources: units, shares, assignments."""

from pmtui.commands.fills import settle
from pmtui.commands.naming import item_name
from pmtui.commands.outline import children
from pmtui.domain.choices import AllocationStatus, ResourceKind
from pmtui.domain.entities import Allocation, Assignment, Project, Resource, WorkItem
from pmtui.domain.entry import show_units
from pmtui.domain.errors import Refused
from pmtui.domain.shares import common, span_of
from pmtui.domain.working import at_work
from pmtui.store.transaction import Transaction


def check_resource(_tx: Transaction, row: Resource, _was: Resource | None) -> str:
    """Refuse a person of several units."""
    if row.kind is ResourceKind.PERSON and row.units != 1:
        raise Refused("A person has 1 unit: set it to 1, or make it a team.", {"units": "a person has 1"})
    return ""


def plan_by_shares(tx: Transaction, resource: Resource) -> str:
    """From its first committed share on a resource plans by shares, and deleting shares does not change that."""
    if resource.plans_by_shares:
        return ""
    tx.edit(resource, plans_by_shares=True)
    return f"{resource.name} plans by shares from now on"


def check_allocation(tx: Transaction, row: Allocation, was: Allocation | None) -> str:
    """A committed share makes its resource plan by shares, and what it was given for is filled or open by it.

    A proposed share promises nothing yet: it must not take the resource off all its other work.
    """
    told = []
    if row.status is AllocationStatus.COMMITTED:
        _refuse_twice(tx, row)
        told.append(plan_by_shares(tx, tx.get(Resource, row.resource_id)))
    request_id = row.request_id
    if was is not None and was.project_id != row.project_id:
        tx.edit(row, request_id=None)  # it gives another project what this one had asked for
    told.append(settle(tx, request_id))
    return "; ".join(filter(None, told))


def _refuse_twice(tx: Transaction, row: Allocation) -> None:
    """Refuse a share on days on which the resource is promised to that project already."""
    for other in tx.find(Allocation, resource_id=row.resource_id, project_id=row.project_id, status=row.status):
        if other.id == row.id or not common([span_of(row)], [span_of(other)]):
            continue
        if other.request_id != row.request_id:
            continue  # what fills a staffing request is told from what is promised anyway
        name, code = tx.get(Resource, row.resource_id).name, tx.get(Project, row.project_id).code
        until = f"to {other.finish}" if other.finish is not None else "on"
        had = f"{other.percent} % of {code} from {other.start} {until}"
        raise Refused(f"{name} has {had} already: change that share.", {"start": f"has {had}"})


def take_off(tx: Transaction, row: Assignment) -> None:
    """End an assignment; what its resource has spent there stays with it, so that what was paid never falls."""
    if not row.spent:
        delete_assignment(tx, row)
    elif row.units:
        tx.edit(row, units=0)
        _without_staff(tx, row.work_item_id)


def delete_assignment(tx: Transaction, row: Assignment) -> None:
    """Delete an assignment, with the time spent there."""
    tx.delete(row)
    _without_staff(tx, row.work_item_id)


def _without_staff(tx: Transaction, item_id: int) -> None:
    """Work that loses the last one who does it is without staff, which never looks like a gain."""
    if not at_work(tx.find(Assignment, work_item_id=item_id)):
        tx.edit(tx.get(WorkItem, item_id), was_staffed=True)


def check_assignment(tx: Transaction, row: Assignment, was: Assignment | None) -> str:
    """Refuse more units than the resource has, none but for the time spent, and what a deliverable cannot have."""
    resource = tx.get(Resource, row.resource_id)
    item = tx.get(WorkItem, row.work_item_id)
    if row.units > resource.units * 100 and (
        was is None or (was.units, was.resource_id) != (row.units, row.resource_id)
    ):
        raise Refused(
            f"{resource.name} has {resource.units}, not {show_units(row.units)}: assign at most that.",
            {"units": f"at most {resource.units}"},
        )
    if not row.units:
        if not row.spent:
            raise Refused("Assign more than nothing, or take the resource off the work.", {"units": "more than 0"})
        _without_staff(tx, row.work_item_id)
    if was is None and children(tx, item):
        raise Refused(
            f"{item_name(tx, item)} is a deliverable: assign the work items inside it.",
            {"work_item_id": "a deliverable"},
        )
    return ""
