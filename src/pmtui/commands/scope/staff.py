"""Who comes along when work moves to another project."""

from collections.abc import Iterable

from pmtui.commands import outline
from pmtui.commands.people import take_off
from pmtui.domain.entities import Assignment, Resource, WorkItem
from pmtui.store.transaction import Transaction


def take_off_all(tx: Transaction, item: WorkItem, resource_ids: Iterable[int]) -> list[str]:
    """Take resources off an item and all that is inside it; tells whom."""
    told = []
    inside = {one.id for one in outline.subtree(tx, item)}
    for id in sorted(set(resource_ids)):
        found = [one for one in tx.find(Assignment, resource_id=id) if one.work_item_id in inside]
        for staff in found:
            take_off(tx, staff)
        told += [f"{tx.get(Resource, id).name} is off it"] * bool(found)
    return told
